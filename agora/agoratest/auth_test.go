package agoratest_test

import (
	"encoding/base64"
	"encoding/hex"
	"hash/crc32"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

// The vectors of section 3.3, for test_user.
const (
	vector007 = "007eJxSYOCdJftjyTM2zxW6Xhm/5T0j5LdcUt/xYVt48fb5Mp3PX9coMFiaGzg7GpumpJoZJJuYmJmYJiUlplokGhmaGpgZJhkbu38RYIhgYmBgZABhJgZGBkYwn5OhJLW4JL60OLUIEAAA//9ZVh6A"
	vector006 = "006970CA35de60c44645bbae8a215061b33IAAsR0qgiCxv0vrpRcpkz5BrbfEWCBZ6kvR6t7qG/wJIQob86ogAAAAAEAABAAAAR/QQAAEA6AOvKDdW"
	appVector = "20009c578dac75ba155666207ee2caec73887e3668d11f5de9870acfd1ea916807e02000393730434133356465363063343436343562626165386132313530363162333347f41000580200000100000001000700010003005802000000000000ffff"
)

func TestTheTestsOwnSignerMakesThePublishedAppToken(t *testing.T) {
	got := newToken(1111111, 600, education("", "", -1, 3, 600)).content()
	assert.Equal(t, appVector, hex.EncodeToString(got))
}

// token006 writes a 006 RTM token from the contract.
func token006(app, cert, account string, until, loginUntil int64) string {
	return token006For(1000, app, cert, account, until, loginUntil)
}

func token006For(privilege int64, app, cert, account string, until, end int64) string {
	message := concat(number(1, 4), number(until, 4), number(1, 2), number(privilege, 2), number(end, 4))
	signature := digest([]byte(cert), concat([]byte(app+account), message))
	content := concat(text(string(signature)), number(int64(crc32.ChecksumIEEE([]byte(account))), 4), number(0, 4), text(string(message)))
	return "006" + app + base64.StdEncoding.EncodeToString(content)
}

func TestTheTestsOwnSignerMakesThePublished006Token(t *testing.T) {
	assert.Equal(t, vector006, token006(appID, certificate, "test_user", 1111111, 1446455471))
}

const list = "class-1/records"

func bearer(token string) http.Header { return http.Header{"Authorization": {"agora token=" + token}} }

func asUser(token, uid string) http.Header {
	return http.Header{"X-Agora-Token": {token}, "X-Agora-Uid": {uid}}
}

func appToken(change func(*token)) string {
	made := newToken(1111111, 600, education("", "", -1, 3, 600))
	if change != nil {
		change(&made)
	}
	return made.String()
}

func flip(content []byte, at int) []byte {
	content[at] ^= 1
	return content
}

// flip006 changes a byte of the published token that is not signed.
func flip006(t *testing.T, at int) string {
	t.Helper()
	content, err := base64.StdEncoding.DecodeString(vector006[35:])
	require.NoError(t, err)
	return vector006[:35] + base64.StdEncoding.EncodeToString(flip(content, at))
}

func TestAuthentication(t *testing.T) {
	issued := begin.Unix()
	good := appToken(nil)
	app600 := education("", "", -1, 3, 600)
	bundle := newToken(issued, 600, roomUser("class-1", "u1", 600)...).String()
	tests := []struct {
		name   string
		header http.Header
		after  time.Duration
		ok     bool
	}{
		{"the published app token, compressed anew", bearer(pack(unhex(t, appVector))), 0, true},
		{"an app token", bearer(good), 0, true},
		{"in quotes", http.Header{"Authorization": {`agora token="` + good + `"`}}, 0, true},
		{"the scheme in capitals", http.Header{"Authorization": {"Agora token=" + good}}, 0, true},
		{"one quote", http.Header{"Authorization": {`agora token="` + good}}, 0, false},
		{"another scheme", http.Header{"Authorization": {"Bearer " + good}}, 0, false},
		{"no scheme", http.Header{"Authorization": {good}}, 0, false},
		{"basic authentication", http.Header{"Authorization": {"Basic YTpi"}}, 0, false},
		{"nothing", http.Header{}, 0, false},
		{"a second before the end", bearer(good), 599 * time.Second, true},
		{"at the end", bearer(good), 600 * time.Second, false},
		{"a privilege that ends before the token", bearer(newToken(issued, 600, education("", "", -1, 3, 60)).String()), time.Minute, false},
		{"a token that ends before its privilege", bearer(newToken(issued, 60, app600).String()), time.Minute, false},
		{"a long token within a day", bearer(newToken(issued, 1e6, education("", "", -1, 3, 1e6)).String()), 24*time.Hour - time.Second, true},
		{"a long token after a day", bearer(newToken(issued, 1e6, education("", "", -1, 3, 1e6)).String()), 24 * time.Hour, false},
		{"another certificate", bearer(appToken(func(t *token) { t.cert = strings.Repeat("a", 32) })), 0, false},
		{"another app", bearer(appToken(func(t *token) { t.app = strings.Repeat("a", 32) })), 0, false},
		{"a changed signature", bearer(pack(flip(newToken(issued, 600, app600).content(), 2))), 0, false},
		{"a changed end", bearer(pack(flip(newToken(issued, 600, app600).content(), 34+34+4))), 0, false},
		{"signed bytes left over", bearer(newToken(issued, 600, concat(app600, []byte{0})).String()), 0, false},
		{"unsigned bytes left over", bearer(pack(append(newToken(issued, 600, app600).content(), 0))), 0, false},
		{"bytes missing", bearer(pack(newToken(issued, 600, app600).content()[:90])), 0, false},
		{"a service nobody knows", bearer(newToken(issued, 600, app600, concat(number(99, 2), number(0, 2))).String()), 0, false},
		{"no service", bearer(newToken(issued, 600).String()), 0, false},
		{"no token", bearer("007"), 0, false},
		{"not base64", bearer("007!!"), 0, false},
		{"not compressed", bearer("007" + base64.StdEncoding.EncodeToString([]byte("hello"))), 0, false},
		{"a bomb", bearer(pack(make([]byte, 1<<20))), 0, false},
		{"a 006 token where an education token belongs", bearer(token006(appID, certificate, "u", issued+86400, 0)), 0, false},
		{"an RTM token where an education token belongs", bearer(vector007), 0, false},
		{"a room user's token for the room", bearer(bundle), 0, true},
		{"a room user's token for another room", bearer(newToken(issued, 600, roomUser("class-2", "u1", 600)...).String()), 0, false},
		{"a room user's privilege that has ended", bearer(newToken(issued, 600, roomUser("class-1", "u1", 60)...).String()), time.Minute, false},
		{"a user's token: for the cloud drive", bearer(newToken(issued, 600, education("", "u1", -1, 2, 600)).String()), 0, false},

		{"the published 007 RTM token", asUser(vector007, "test_user"), 0, true},
		{"of another user", asUser(vector007, "test_user2"), 0, false},
		{"without a user", asUser(vector007, ""), 0, false},
		{"after its end", asUser(vector007, "test_user"), 600 * time.Second, false},
		{"a login that has ended", asUser(newToken(issued, 600, messaging("u1", 60)).String(), "u1"), time.Minute, false},
		{"the published 006 token, just before its end", asUser(vector006, "test_user"), -time.Second, true},
		{"the published 006 token, at its end", asUser(vector006, "test_user"), 0, false},
		{"the published 006 token of another user", asUser(vector006, "test_user2"), -time.Second, false},
		{"a 006 token without an end of login", asUser(token006(appID, certificate, "u1", issued+86400, 0), "u1"), time.Hour, true},
		{"a 006 token with an end of login", asUser(token006(appID, certificate, "u1", issued+86400, issued+60), "u1"), time.Minute, false},
		{"a 006 token that does not allow to log in", asUser(token006For(1, appID, certificate, "u1", issued+86400, 0), "u1"), 0, false},
		{"a 006 token of another certificate", asUser(token006(appID, appID, "u1", issued+86400, 0), "u1"), 0, false},
		{"a 006 token of another app", asUser(token006(certificate, certificate, "u1", issued+86400, 0), "u1"), 0, false},
		{"a 006 token with another checksum of the user", asUser(flip006(t, 34), "test_user"), -time.Second, false},
		{"a 006 token with a checksum of a channel", asUser(flip006(t, 38), "test_user"), -time.Second, false},
		{"half a 006 token", asUser(vector006[:60], "test_user"), -time.Second, false},
		{"too short a 006 token", asUser("006970", "test_user"), -time.Second, false},
		{"a room user's token with its user", asUser(bundle, "u1"), 0, true},
		{"a room user's token with another user", asUser(bundle, "u2"), 0, false},
		{"a room user's token for another room, with its user", asUser(newToken(issued, 600, roomUser("class-2", "u1", 600)...).String(), "u1"), 0, false},
		{"an app token has no user", asUser(good, "u1"), 0, false},
		{"all headers at once, as Agora's clients send them", http.Header{
			"Authorization": {`agora token="` + bundle + `"`}, "X-Agora-Token": {bundle}, "X-Agora-Uid": {"u1"}}, 0, true},
		{"Authorization decides", http.Header{
			"Authorization": {"agora token=007"}, "X-Agora-Token": {vector007}, "X-Agora-Uid": {"test_user"}}, 0, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCloud(t)
			c.create("class-1")
			c.clock.Advance(test.after)
			a := c.send("GET", rooms("cn")+list, "", test.header)
			if test.ok {
				assert.Equal(t, http.StatusOK, a.status, a.body)
				assert.Zero(t, a.Code, a.body)
			} else {
				isFailure(t, a, http.StatusUnauthorized, 401)
			}
		})
	}
}

func TestOnlyAppTokensCreateRooms(t *testing.T) {
	c := newCloud(t)
	header := bearer(newToken(begin.Unix(), 600, roomUser("class-1", "u1", 600)...).String())
	header.Set("Content-Type", "application/json")
	isFailure(t, c.send("POST", rooms("cn")+"class-1", plainRoom, header), http.StatusUnauthorized, 401)
	assert.Empty(t, c.Rooms())

	header = asUser(vector007, "test_user")
	header.Set("Content-Type", "application/json")
	assert.Equal(t, http.StatusOK, c.send("POST", rooms("cn")+"class-1", plainRoom, header).status, "an RTM token has no scope")
}

func TestTheAppOfThePathMustBeTheTokens(t *testing.T) {
	c := newCloud(t)
	path := strings.Replace(rooms("cn"), appID, strings.Repeat("b", 32), 1)
	isFailure(t, c.send("GET", path+list, "", c.authorized()), http.StatusUnauthorized, 401)
	isFailure(t, c.send("GET", strings.Replace(rooms(""), appID, strings.ToLower(appID), 1)+list, "", c.authorized()), http.StatusUnauthorized, 401)
}

func TestAuthenticationComesFirst(t *testing.T) {
	c := newCloud(t)
	isFailure(t, c.send("POST", rooms("xx")+"bad*id", "{", http.Header{}), http.StatusUnauthorized, 401)
}

func TestBadCredentialsOfTheServerPanic(t *testing.T) {
	for _, id := range []string{"", "abc", "Z70CA35de60c44645bbae8a215061b33"} {
		assert.Panics(t, func() {
			agoratest.NewServer(agoratest.WithCredentials(agora.Credentials{AppID: id, Certificate: certificate}))
		}, id)
		assert.Panics(t, func() {
			agoratest.NewServer(agoratest.WithCredentials(agora.Credentials{AppID: appID, Certificate: id}))
		}, id)
	}
}

func unhex(t testing.TB, text string) []byte {
	t.Helper()
	content, err := hex.DecodeString(text)
	require.NoError(t, err)
	return content
}
