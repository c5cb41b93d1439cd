package vendortest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func start(t *testing.T, config Config) *Server {
	t.Helper()
	s := New(config)
	t.Cleanup(s.Close)
	return s
}

// newClient makes a client that never reuses a connection, so that net/http does not repeat requests itself.
func newClient(t *testing.T) *http.Client {
	t.Helper()
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
}

type answer struct {
	status int
	header http.Header
	body   string
	err    error // of the call or of reading the body
}

func send(t *testing.T, method, url, contentType string, body io.Reader) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := newClient(t).Do(request)
	if err != nil {
		return answer{err: err}
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, string(content), err}
}

func get(t *testing.T, url string) answer {
	t.Helper()
	return send(t, "GET", url, "", nil)
}

func (a answer) want(t *testing.T, status int, body string) {
	t.Helper()
	if a.err != nil || a.status != status || a.body != body {
		t.Fatalf("got %d %q, error %v; want %d %q", a.status, a.body, a.err, status, body)
	}
}

func says(text string) func(*Request) Reply {
	return func(*Request) Reply { return Text(200, plainText, text) }
}

// counting configures the operation Rooms.Create at /rooms, which counts its calls.
func counting(calls *atomic.Int64) Config {
	return Config{Routes: []Route{{
		Operation: "Rooms.Create", Path: "/rooms",
		Handle: func(*Request) Reply { calls.Add(1); return Text(200, plainText, "created") },
	}}}
}

func mustPanic(t *testing.T, containing string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		problem, _ := recover().(string)
		if problem == "" || !strings.Contains(problem, containing) {
			t.Errorf("panic %q, want one with %q", problem, containing)
		}
	}()
	f()
}

func read(t *testing.T, method, target, contentType string, body []byte) (*Request, error) {
	t.Helper()
	request := httptest.NewRequest(method, target, bytes.NewReader(body))
	request.Header.Set("Content-Type", contentType)
	return readRequest(request)
}

func stringBody(s string) io.Reader {
	if s == "" {
		return nil
	}
	return strings.NewReader(s)
}

func newRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return request
}

// call sends a request, drops the answer and returns the error of the call.
func call(client *http.Client, request *http.Request) error {
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, response.Body)
	return response.Body.Close()
}
