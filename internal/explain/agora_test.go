package explain_test

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"hash/crc32"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// The published dummies of Agora's own tests.
const (
	agoraApp         = "970CA35de60c44645bbae8a215061b33"
	agoraCertificate = "5CFd2fd1755d40ecb72977518be15d3b"
	roomPath         = "https://api.agora.io/cn/edu/apps/" + agoraApp + "/v2/rooms/room1"
)

func agoraKeys() explain.Keys {
	return explain.Keys{"AGORA_APP_ID": agoraApp, "AGORA_APP_CERTIFICATE": agoraCertificate, "AGORA_REGION": "cn"}
}

func le16(n int) string         { return string(binary.LittleEndian.AppendUint16(nil, uint16(n))) }
func le32(n uint32) string      { return string(binary.LittleEndian.AppendUint32(nil, n)) }
func agoraText(s string) string { return le16(len(s)) + s }

func mac(h func() hash.Hash, key, text string) string {
	m := hmac.New(h, []byte(key))
	m.Write([]byte(text))
	return string(m.Sum(nil))
}

// token007 is a client's builder; what a field replaces is done right without it.
type token007 struct {
	app, services string
	issued        uint32
	expire        uint32
	key           func(issued, salt string) string
	sum           func(key, info string) string
}

// education is an education service.
func education(room, user string, role int, privilege int, expire uint32) string {
	return le16(7) + le16(1) + le16(privilege) + le32(expire) + agoraText(room) + agoraText(user) + le16(role)
}

func messaging(user string) string { return le16(2) + le16(1) + le16(1) + le32(600) + agoraText(user) }

func (c token007) build() string {
	if c.app == "" {
		c.app = agoraApp
	}
	if c.services == "" {
		c.services = education("", "", -1, 3, 600)
	}
	if c.issued == 0 {
		c.issued = uint32(arrived().Unix())
	}
	if c.expire == 0 {
		c.expire = 600
	}
	if c.key == nil {
		c.key = func(issued, salt string) string {
			return mac(sha256.New, salt, mac(sha256.New, issued, agoraCertificate))
		}
	}
	if c.sum == nil {
		c.sum = func(key, info string) string { return mac(sha256.New, key, info) }
	}
	info := agoraText(c.app) + le32(c.issued) + le32(c.expire) + le32(7) + le16(1) + c.services
	return pack007(c.sum(c.key(le32(c.issued), le32(7)), info), info)
}

func pack007(signature, info string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(agoraText(signature) + info))
	_ = w.Close()
	return "007" + base64.StdEncoding.EncodeToString(b.Bytes())
}

// token006 is a client's builder of the older version.
type token006 struct {
	account, signedAccount string
	login, until           uint32
	privilege              int
	certificate            string
	channel                string
}

func (c token006) build() string {
	if c.privilege == 0 {
		c.privilege = 1000
	}
	if c.signedAccount == "" {
		c.signedAccount = c.account
	}
	if c.until == 0 {
		c.until = uint32(arrived().Add(24 * time.Hour).Unix())
	}
	if c.certificate == "" {
		c.certificate = agoraCertificate
	}
	message := le32(1) + le32(c.until) + le16(1) + le16(c.privilege) + le32(c.login)
	signature := mac(sha256.New, c.certificate, agoraApp+c.channel+c.signedAccount+message)
	content := agoraText(signature) + le32(crc32.ChecksumIEEE([]byte(c.account))) + le32(crc32.ChecksumIEEE([]byte(c.channel))) + agoraText(message)
	return "006" + agoraApp + base64.StdEncoding.EncodeToString([]byte(content))
}

// agoraRequest sends headers, given as name, value, name, value.
func agoraRequest(t testing.TB, method, address string, headers ...string) *explain.Request {
	r := request(t, method, address, jsonType, "")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func TestAgoraPublishedTokens(t *testing.T) {
	rtm007 := "007eJxSYOCdJftjyTM2zxW6Xhm/5T0j5LdcUt/xYVt48fb5Mp3PX9coMFiaGzg7GpumpJoZJJuYmJmYJiUlplokGhmaGpgZJhkbu38RYIhgYmBgZABhJgZGBkYwn5OhJLW4JL60OLUIEAAA//9ZVh6A"
	r := agoraRequest(t, "GET", roomPath, "x-agora-token", rtm007, "x-agora-uid", "test_user")
	r.Time = time.Unix(1111111, 0)
	v := checkMistake(t, "agora", agoraKeys(), r, told{})
	assert.Equal(t, "token-007", v.Scheme)

	rtm006 := "006970CA35de60c44645bbae8a215061b33IAAsR0qgiCxv0vrpRcpkz5BrbfEWCBZ6kvR6t7qG/wJIQob86ogAAAAAEAABAAAAR/QQAAEA6AOvKDdW"
	r = agoraRequest(t, "GET", roomPath, "x-agora-token", rtm006, "x-agora-uid", "test_user")
	r.Time = time.Unix(1111110, 0)
	v = checkMistake(t, "agora", agoraKeys(), r, told{})
	assert.Equal(t, "token-006", v.Scheme)
}

func TestAgoraAccepted(t *testing.T) {
	app := token007{}.build()
	for name, r := range map[string]*explain.Request{
		"app token":         agoraRequest(t, "POST", roomPath, "Authorization", "agora token="+app),
		"in quotes":         agoraRequest(t, "POST", roomPath, "Authorization", `agora token="`+app+`"`),
		"room-user token":   agoraRequest(t, "GET", roomPath, "Authorization", "agora token="+token007{services: education("room1", "u", 1, 1, 600)}.build()),
		"room-user headers": agoraRequest(t, "GET", roomPath, "x-agora-token", token007{services: education("room1", "u", 1, 1, 600)}.build(), "x-agora-uid", "u"),
		"006":               agoraRequest(t, "POST", roomPath, "x-agora-token", token006{account: "u"}.build(), "x-agora-uid", "u"),
		"without region":    agoraRequest(t, "GET", strings.Replace(roomPath, "/cn", "", 1), "Authorization", "agora token="+app),
	} {
		t.Run(name, func(t *testing.T) { checkMistake(t, "agora", agoraKeys(), r, told{}) })
	}
}

func TestAgoraMistakesOfThePlace(t *testing.T) {
	app, rtm := token007{}.build(), ""
	for until := uint32(arrived().Add(time.Hour).Unix()); !strings.Contains(rtm, "+"); until++ { // it needs a + to lose
		rtm = token006{account: "u", until: until}.build()
	}
	for name, test := range map[string]struct {
		mistake string
		headers []string
	}{
		"nothing":              {"token-missing", nil},
		"Bearer":               {"bearer-instead-of-agora-token", []string{"Authorization", "Bearer " + app}},
		"Basic":                {"basic-auth-sent", []string{"Authorization", "Basic aTpq"}},
		"the token alone":      {"authorization-form", []string{"Authorization", app}},
		"without token=":       {"authorization-form", []string{"Authorization", "agora " + app}},
		"one quote":            {"authorization-form", []string{"Authorization", `agora token="` + app}},
		"token in x-agora-uid": {"token-in-uid-header", []string{"x-agora-uid", rtm}},
		"no x-agora-uid":       {"uid-header-missing", []string{"x-agora-token", rtm}},
		"another header":       {"token-elsewhere", []string{"token", app}},
		"006 in Authorization": {"006-in-authorization", []string{"Authorization", "agora token=" + rtm}},
		"RTM in Authorization": {"rtm-token-in-authorization", []string{"Authorization", "agora token=" + token007{services: messaging("u")}.build()}},
		"app in x-agora-token": {"app-token-in-user-header", []string{"x-agora-token", app, "x-agora-uid", "u"}},
		"a JWT":                {"token-is-a-jwt", []string{"Authorization", "agora token=eyJhbGciOiJIUzI1NiJ9.e30.x"}},
		"005":                  {"token-version-too-old", []string{"x-agora-token", "005" + rtm[3:], "x-agora-uid", "u"}},
		"a placeholder":        {"token-is-a-placeholder", []string{"x-agora-token", "{rtmToken}", "x-agora-uid", "u"}},
		"cut":                  {"token-cut", []string{"x-agora-token", rtm[:60], "x-agora-uid", "u"}},
		"URL-encoded":          {"token-url-encoded", []string{"x-agora-token", strings.NewReplacer("+", "%2B", "/", "%2F", "=", "%3D").Replace(rtm), "x-agora-uid", "u"}},
		"+ as a blank":         {"token-plus-became-blank", []string{"x-agora-token", strings.ReplaceAll(rtm, "+", " "), "x-agora-uid", "u"}},
		"in quotes":            {"token-in-quotes", []string{"x-agora-token", `"` + rtm + `"`, "x-agora-uid", "u"}},
	} {
		t.Run(name, func(t *testing.T) {
			checkMistake(t, "agora", agoraKeys(), agoraRequest(t, "GET", roomPath, test.headers...), told{mistake: test.mistake})
		})
	}
}

func TestAgoraMistakesOfTheSignature(t *testing.T) {
	const right = "hmac-sha256(hmac-sha256(salt, hmac-sha256(issueTs, ***)), appId + issueTs + expire + salt + services)"
	const info = ", appId + issueTs + expire + salt + services)"
	sign := func(h func() hash.Hash) func(string, string) string {
		return func(key, info string) string { return mac(h, key, info) }
	}
	big := func(le string) string { return string([]byte{le[3], le[2], le[1], le[0]}) }
	for name, test := range map[string]struct {
		mistake, actual string
		client          token007
	}{
		"the certificate itself": {"token-key-not-derived", "hmac-sha256(***" + info, token007{key: func(_, _ string) string { return agoraCertificate }}},
		"salt first": {"token-key-salt-first", "hmac-sha256(hmac-sha256(issueTs, hmac-sha256(salt, ***))" + info, token007{key: func(issued, salt string) string {
			return mac(sha256.New, issued, mac(sha256.New, salt, agoraCertificate))
		}}},
		"arguments swapped": {"token-key-arguments-swapped", "hmac-sha256(hmac-sha256(hmac-sha256(***, issueTs), salt)" + info, token007{key: func(issued, salt string) string {
			return mac(sha256.New, mac(sha256.New, agoraCertificate, issued), salt)
		}}},
		"half":          {"token-key-half-derived", "hmac-sha256(hmac-sha256(issueTs, ***)" + info, token007{key: func(issued, _ string) string { return mac(sha256.New, issued, agoraCertificate) }}},
		"half, by salt": {"token-key-half-derived", "hmac-sha256(hmac-sha256(salt, ***)" + info, token007{key: func(_, salt string) string { return mac(sha256.New, salt, agoraCertificate) }}},
		"big-endian": {"token-key-big-endian", "", token007{key: func(issued, salt string) string {
			return mac(sha256.New, big(salt), mac(sha256.New, big(issued), agoraCertificate))
		}}},
		"HMAC-SHA1": {"token-other-hash", "hmac-sha1(hmac-sha256(salt, hmac-sha256(issueTs, ***))" + info, token007{sum: sign(sha1.New)}},
		"in hex":    {"token-signature-in-hex", "hex(" + right + ")", token007{sum: func(key, info string) string { return hex.EncodeToString([]byte(mac(sha256.New, key, info))) }}},
		"the app id as certificate": {"another-key", "hmac-sha256(hmac-sha256(salt, hmac-sha256(issueTs, ***[AGORA_APP_ID]))" + info,
			token007{key: func(issued, salt string) string { return mac(sha256.New, salt, mac(sha256.New, issued, agoraApp)) }}},
		"a newline": {"secret-with-newline", "", token007{key: func(issued, salt string) string {
			return mac(sha256.New, salt, mac(sha256.New, issued, agoraCertificate+"\n"))
		}}},
		"lower case": {"secret-lower-case", "", token007{key: func(issued, salt string) string {
			return mac(sha256.New, salt, mac(sha256.New, issued, strings.ToLower(agoraCertificate)))
		}}},
		"decoded": {"secret-hex-decoded", "", token007{key: func(issued, salt string) string {
			raw, _ := hex.DecodeString(agoraCertificate)
			return mac(sha256.New, salt, mac(sha256.New, issued, string(raw)))
		}}},
		"decoded, salt first": {"secret-hex-decoded+token-key-salt-first", "", token007{key: func(issued, salt string) string {
			raw, _ := hex.DecodeString(agoraCertificate)
			return mac(sha256.New, issued, mac(sha256.New, salt, string(raw)))
		}}},
		"nobody's error": {"unknown", "", token007{sum: func(_, _ string) string { return strings.Repeat("x", 32) }}},
	} {
		t.Run(name, func(t *testing.T) {
			r := agoraRequest(t, "POST", roomPath, "Authorization", "agora token="+test.client.build())
			checkMistake(t, "agora", agoraKeys(), r, told{mistake: test.mistake, expected: right, actual: test.actual})
		})
	}
}

func TestAgoraMistakesOfTheScope(t *testing.T) {
	past := uint32(arrived().Add(-time.Hour).Unix())
	user := func(token string) []string { return []string{"x-agora-token", token, "x-agora-uid", "u"} }
	app := func(token string) []string { return []string{"Authorization", "agora token=" + token} }
	rtc := le16(1) + le16(1) + le16(1) + le32(600) + agoraText("room1") + agoraText("u")
	for name, test := range map[string]struct {
		mistake, method, address string
		headers                  []string
	}{
		"007 expired":                {"token-expired", "POST", roomPath, app(token007{issued: past}.build())},
		"006 expired":                {"token-expired", "GET", roomPath, user(token006{account: "u", login: past}.build())},
		"a span in 006":              {"expire-is-a-span", "GET", roomPath, user(token006{account: "u", login: 3600}.build())},
		"a privilege expired":        {"privilege-expired", "POST", roomPath, app(token007{issued: past, expire: 7200, services: education("", "", -1, 3, 60)}.build())},
		"another app":                {"token-of-another-app", "POST", roomPath, app(token007{app: strings.Repeat("a", 32)}.build())},
		"another room":               {"token-of-another-room", "GET", roomPath, app(token007{services: education("room2", "u", 1, 1, 600)}.build())},
		"another user, 007":          {"token-of-another-user", "GET", roomPath, user(token007{services: messaging("v")}.build())},
		"another user, 006":          {"token-of-another-user", "GET", roomPath + "/users/v", user(token006{account: "v"}.build())},
		"a user that is not guessed": {"token-of-another-user", "GET", roomPath, user(token006{account: "somebody"}.build())},
		"without user, 006":          {"token-without-user", "GET", roomPath, user(token006{account: "", signedAccount: ""}.build())},
		"the uid 0":                  {"token-of-another-user", "GET", roomPath, user(token006{account: "0"}.build())},
		"room-user creates":          {"room-user-token-for-app-call", "POST", roomPath, app(token007{services: education("room1", "u", 1, 1, 600)}.build())},
		"user token":                 {"user-token-for-app-call", "GET", roomPath, app(token007{services: education("", "u", -1, 2, 600)}.build())},
		"RTC, 007":                   {"token-of-another-service", "GET", roomPath, user(token007{services: rtc}.build())},
		"RTC, 006":                   {"token-of-another-service", "GET", roomPath, user(token006{account: "u", privilege: 1, channel: "room1"}.build())},
		"another region":             {"wrong-region", "POST", strings.Replace(roomPath, "/cn/", "/na/", 1), app(token007{}.build())},
		"another app in the path":    {"path-of-another-app", "POST", strings.Replace(roomPath, agoraApp, strings.Repeat("b", 32), 1), app(token007{}.build())},
		"another certificate, 006":   {"another-key", "GET", roomPath, user(token006{account: "u", certificate: agoraApp}.build())},
		"user and certificate, 006":  {"another-key+token-of-another-user", "GET", roomPath, user(token006{account: "0", certificate: agoraApp}.build())},
	} {
		t.Run(name, func(t *testing.T) {
			checkMistake(t, "agora", agoraKeys(), agoraRequest(t, test.method, test.address, test.headers...), told{mistake: test.mistake})
		})
	}
}

func TestAgoraTextsOfAnotherUser(t *testing.T) {
	r := agoraRequest(t, "GET", roomPath, "x-agora-token", token007{services: messaging("teacher-2")}.build(), "x-agora-uid", "teacher-1")
	v := checkMistake(t, "agora", agoraKeys(), r, told{mistake: "token-of-another-user", expected: "teacher-1", actual: "teacher-2"})
	assert.Equal(t, 8, v.Differs)
}

// Bytes that are not UTF-8 are written out, so that the first difference is at the same place in JSON.
func TestAgoraTextsAreReadable(t *testing.T) {
	token := token006{account: "u"}.build()
	r := agoraRequest(t, "GET", roomPath, "x-agora-token", token[:20]+"\x80"+token[21:], "x-agora-uid", "u")
	v := checkMistake(t, "agora", agoraKeys(), r, told{mistake: "token-of-another-app", expected: agoraApp, actual: agoraApp[:17] + `\x80` + agoraApp[18:]})
	assert.Equal(t, 17, v.Differs)
}

func TestAgoraNotes(t *testing.T) {
	absolute := token007{expire: uint32(arrived().Add(time.Hour).Unix())}.build()
	v := checkMistake(t, "agora", agoraKeys(), agoraRequest(t, "POST", roomPath, "Authorization", "agora token="+absolute), told{})
	require.Len(t, v.Notes, 1)
	assert.Contains(t, v.Notes[0].EN, "24 hours")

	ahead := token007{issued: uint32(arrived().Add(time.Hour).Unix())}.build()
	v = checkMistake(t, "agora", agoraKeys(), agoraRequest(t, "POST", roomPath, "Authorization", "agora token="+ahead), told{})
	require.Len(t, v.Notes, 1)
	assert.Contains(t, v.Notes[0].EN, "in the future")

	keys := agoraKeys()
	delete(keys, "AGORA_APP_CERTIFICATE")
	v = checkMistake(t, "agora", keys, agoraRequest(t, "POST", roomPath, "Authorization", "agora token="+token007{}.build()), told{})
	require.Len(t, v.Notes, 1)
	assert.Contains(t, v.Notes[0].EN, "AGORA_APP_CERTIFICATE")
}
