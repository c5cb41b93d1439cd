package agoratest_test

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Agora's published dummies, from which the vectors are made.
const (
	appID       = "970CA35de60c44645bbae8a215061b33"
	certificate = "5CFd2fd1755d40ecb72977518be15d3b"
)

// begin is the time at which every test starts: the time of issue of the vectors.
var begin = time.Unix(1111111, 0)

// cloud is a server, its clock and a caller with an app token.
type cloud struct {
	*agoratest.Server
	t     *testing.T
	clock *clienttest.Clock
}

func newCloud(t *testing.T, opts ...agoratest.Option) *cloud {
	t.Helper()
	c := &cloud{t: t, clock: clienttest.ClockAt(begin)}
	c.Server = agoratest.NewServer(append([]agoratest.Option{
		agoratest.WithCredentials(agora.Credentials{AppID: appID, Certificate: certificate}),
		agoratest.WithClock(c.clock.Now),
	}, opts...)...)
	t.Cleanup(c.Close)
	return c
}

func (c *cloud) set(now time.Time) { c.clock.Advance(now.Sub(c.clock.Now())) }

// answer is a reply of the server. Its zero code with status 200 is success.
type answer struct {
	status int
	header http.Header
	body   string

	Code         int
	Msg          *string
	TS           int64
	StreamingURL map[string]string
	Data         json.RawMessage
}

// send makes a request exactly as given.
func (c *cloud) send(method, path, body string, header http.Header) answer {
	c.t.Helper()
	request, err := http.NewRequestWithContext(c.t.Context(), method, c.URL+path, strings.NewReader(body))
	require.NoError(c.t, err)
	request.Header = header
	response, err := http.DefaultClient.Do(request)
	require.NoError(c.t, err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	require.NoError(c.t, err)
	a := answer{status: response.StatusCode, header: response.Header, body: string(content)}
	require.NoError(c.t, json.Unmarshal(content, &a), a.body)
	return a
}

// call makes a request under the app's rooms with a fresh app token; the path begins with the room.
func (c *cloud) call(method, path, body string) answer {
	c.t.Helper()
	return c.send(method, rooms("cn")+path, body, c.authorized())
}

func (c *cloud) authorized() http.Header {
	token := newToken(c.clock.Now().Unix(), 600, education("", "", -1, 3, 600)).String()
	return http.Header{"Authorization": {"agora token=" + token}, "Content-Type": {"application/json"}}
}

func rooms(region string) string {
	if region != "" {
		region = "/" + region
	}
	return region + "/edu/apps/" + appID + "/v2/rooms/"
}

// must makes a call and fails the test unless it succeeds.
func (c *cloud) must(method, path, body string) answer {
	c.t.Helper()
	a := c.call(method, path, body)
	require.Equal(c.t, http.StatusOK, a.status, a.body)
	require.Zero(c.t, a.Code, a.body)
	return a
}

// refuses makes a call and fails the test unless it is refused with this status and code, in Agora's envelope.
func (c *cloud) refuses(status, code int, method, path, body string) {
	c.t.Helper()
	isFailure(c.t, c.call(method, path, body), status, code)
}

func isFailure(t *testing.T, a answer, status, code int) {
	t.Helper()
	assert.Equal(t, status, a.status, a.body)
	assert.Equal(t, code, a.Code, a.body)
	assert.NotNil(t, a.Msg)
	assert.NotZero(t, a.TS)
	assert.Nil(t, a.Data)
}

const plainRoom = `{"roomName":"Maths","roomType":4}`

// create makes a room without a schedule.
func (c *cloud) create(room string) {
	c.t.Helper()
	c.must("POST", room, plainRoom)
}

// state returns a room's status by the server.
func (c *cloud) state(room string) agoratest.RoomStatus {
	c.t.Helper()
	for _, r := range c.Rooms() {
		if r.RoomUUID == room {
			return r.Status
		}
	}
	require.Fail(c.t, "no room "+room)
	return 0
}

// The rest writes AccessToken2 from section 3.2 of the contract.

type token struct {
	app          string
	cert         string
	issued, life int64
	salt         int64
	services     [][]byte
}

func newToken(issued, life int64, services ...[]byte) token {
	return token{app: appID, cert: certificate, issued: issued, life: life, salt: 1, services: services}
}

// content is the token before compression.
func (t token) content() []byte {
	info := concat(text(t.app), number(t.issued, 4), number(t.life, 4), number(t.salt, 4), number(int64(len(t.services)), 2), concat(t.services...))
	key := digest(number(t.salt, 4), digest(number(t.issued, 4), []byte(t.cert)))
	return concat(text(string(digest(key, info))), info)
}

func (t token) String() string { return pack(t.content()) }

func pack(content []byte) string {
	var compressed bytes.Buffer
	w := zlib.NewWriter(&compressed)
	_, _ = w.Write(content)
	_ = w.Close()
	return "007" + base64.StdEncoding.EncodeToString(compressed.Bytes())
}

func education(room, user string, role, privilege, life int64) []byte {
	return concat(number(7, 2), number(1, 2), number(privilege, 2), number(life, 4), text(room), text(user), number(role, 2))
}

func messaging(user string, life int64) []byte {
	return concat(number(2, 2), number(1, 2), number(1, 2), number(life, 4), text(user))
}

func chat(user string, life int64) []byte {
	return concat(number(5, 2), number(1, 2), number(1, 2), number(life, 4), text(user))
}

// roomUser is the bundle that lets a user into a room.
func roomUser(room, user string, life int64) [][]byte {
	return [][]byte{messaging(user, life), chat("6063383428a36fba3fb6030becf8094e", life), education(room, user, 2, 1, life)}
}

func number(n int64, size int) []byte {
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(n >> (8 * i))
	}
	return b
}

func text(s string) []byte { return append(number(int64(len(s)), 2), s...) }

func concat(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func digest(key, message []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(message)
	return mac.Sum(nil)
}
