package sandbox

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// zeros is an endless body.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// hosts returns the address of each vendor.
func hosts(b *Sandbox) map[string]string {
	out := map[string]string{}
	for _, s := range b.stands {
		out[s.name] = s.now().url
	}
	return out
}

func TestHugeRequestsTakeNoMemoryAndHurtNoNeighbour(t *testing.T) {
	b := start(t, Config{})
	client := baijiayunClient(t, b)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for name, host := range hosts(b) {
		for _, kind := range []string{"application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"} {
			request, err := http.NewRequestWithContext(t.Context(), "POST", host+"/openapi/room/create", io.LimitReader(zeros{}, 32<<20))
			require.NoError(t, err)
			request.Header.Set("Content-Type", kind)
			response, err := http.DefaultClient.Do(request)
			require.NoError(t, err, name)
			require.NoError(t, response.Body.Close())
			_, err = createRoom(t, client, "数学")
			require.NoError(t, err, name)
		}
		response, err := http.Get(host + "/" + strings.Repeat("x", 500<<10))
		require.NoError(t, err, name)
		require.NoError(t, response.Body.Close())
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	assert.Less(t, int64(after.HeapInuse)-int64(before.HeapInuse), int64(64<<20), "480 MiB came in")
	_, kept, _ := b.journal.state()
	assert.LessOrEqual(t, kept, journalBytes)
}

func TestSlowAndBrokenConnectionsHurtNoNeighbour(t *testing.T) {
	b := start(t, Config{})
	client := baijiayunClient(t, b)
	for name, host := range hosts(b) {
		at := strings.TrimPrefix(host, "http://")
		for _, text := range []string{
			"",    // says nothing
			"GET", // and goes on at some other time
			"POST /openapi/room/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"a\":",
			"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
			"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", // TLS
			"GET / HTTP/9.9\r\n\r\n",
			"\x00\x00\x00\r\n\r\n",
		} {
			for range 5 {
				conn, err := net.Dial("tcp", at)
				require.NoError(t, err, name)
				t.Cleanup(func() { _ = conn.Close() })
				_, err = conn.Write([]byte(text))
				require.NoError(t, err, name)
			}
		}
	}
	began := time.Now()
	for range 20 {
		_, err := createRoom(t, client, "数学")
		require.NoError(t, err)
	}
	assert.Less(t, time.Since(began), 10*time.Second)
	status, _ := api(t, b, "GET", "/api/state", "")
	assert.Equal(t, 200, status)
	require.NoError(t, b.Close(), "and all of them end with the sandbox")
}

// Whatever bytes come, the sandbox answers, and goes on.
func TestStrangeRequestsAreLoggedAndLeaveTheSandboxWhole(t *testing.T) {
	b := start(t, Config{Explain: true})
	bodies := []string{
		"", "{", "[]", "null", `{"a":` + strings.Repeat("[", 100_000), "%", "a=%zz&b", "sign", "sign=&sign=&partner_id", "\xff\xfe", strings.Repeat("a=1&", 100_000),
		"signMsg=AAAA", "signMsg=" + url.QueryEscape("eyJpdiI6IiIsInZhbHVlIjoiIiwibWFjIjoiIn0="), "SID=1&safeKey=x&timeStamp=9999999999999999999",
		"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n", `{"title":"` + strings.Repeat("数", 100_000) + `"}`, "partner_id=20260101&timestamp=1&sign=\x00",
	}
	kinds := []string{"", "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "\x7f/;;"}
	paths := []string{"/openapi/room/create", "/partner/api/course.api.php?action=addCourse", "/cn/edu/apps/x/v2/rooms/y", "/api/standard/class/create",
		"/lms/course/create", "/%00%ff/../..//", "/?" + strings.Repeat("a", 5000), "/%zz"}
	n := 0
	for name, host := range hosts(b) {
		for _, path := range paths {
			for i, body := range bodies {
				at, err := url.Parse(host + "/")
				require.NoError(t, err)
				at.Opaque = "//" + at.Host + path
				request := &http.Request{Method: "POST", URL: at, Host: at.Host, Header: http.Header{"Authorization": {"Bearer x.y.z"}, "X-Agora-Token": {"007eJw="}, "X-Eeo-Sign": {"\xff"}},
					Body: io.NopCloser(bytes.NewReader([]byte(body))), ContentLength: int64(len(body))}
				request.Header.Set("Content-Type", kinds[i%len(kinds)])
				response, err := http.DefaultClient.Do(request.WithContext(t.Context()))
				if err != nil { // net/http refuses to send it
					continue
				}
				_, _ = io.Copy(io.Discard, response.Body)
				require.NoError(t, response.Body.Close())
				require.NotEqual(t, 500, response.StatusCode, "%s %s %.50s", name, path, body)
				n++
			}
		}
	}
	require.Greater(t, n, 300)
	status, reply := api(t, b, "GET", "/api/requests?limit=1000", "")
	require.Equal(t, 200, status)
	assert.NotEmpty(t, reply["requests"])
	assert.Empty(t, checker{openAPI(t).Components.Schemas}.check("", openAPI(t).Components.Schemas["Requests"], any(reply)))
}

func TestTheControlAPITakesNoHugeBodiesAndHeaders(t *testing.T) {
	b := start(t, Config{Vendors: []string{"agora"}})
	status, _ := api(t, b, "POST", "/api/faults", `{"vendor":"agora","body":"`+strings.Repeat("x", 2<<20)+`"}`)
	assert.Equal(t, 400, status)
	request, err := http.NewRequestWithContext(t.Context(), "GET", b.URL()+"/api/state", nil)
	require.NoError(t, err)
	request.Header.Set("X-Large", strings.Repeat("x", 200<<10))
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, http.StatusRequestHeaderFieldsTooLarge, response.StatusCode)
	for range faultsMost {
		b.stand("agora").now().inject("", vendortest.Fault{Reset: true})
	}
	status, _ = api(t, b, "POST", "/api/faults", `{"vendor":"agora","reset":true}`)
	assert.Equal(t, 429, status, "%d faults wait", faultsMost)
}
