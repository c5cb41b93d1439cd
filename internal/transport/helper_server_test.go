package transport

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

func discardLog() *log.Logger { return log.New(io.Discard, "", 0) }

// closedPort returns an address at which nobody listens.
func closedPort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	return l.Addr().String()
}

// answer answers a request, whose body the server has read.
type answer func(w http.ResponseWriter, r *http.Request)

const success = `{"code":0,"data":{"id":7}}`

func reply(status int, body string, header ...string) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func page(status int) answer {
	return reply(status, "<html>gateway</html>", "Content-Type", "text/html")
}

// reset drops the connection without an answer.
func reset(w http.ResponseWriter, _ *http.Request) {
	conn, _, _ := w.(http.Hijacker).Hijack()
	_ = conn.(*net.TCPConn).SetLinger(0)
	_ = conn.Close()
}

// truncate announces a longer body than it sends.
func truncate(status int) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, buf, _ := w.(http.Hijacker).Hijack()
		_, _ = fmt.Fprintf(buf, "HTTP/1.1 %d X\r\nContent-Length: 100\r\nRetry-After: 3\r\n\r\n{\"code\":0", status)
		_ = buf.Flush()
		_ = conn.Close()
	}
}

// hang never answers. It ends when the client goes away.
func hang(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// request is a request that the server has received.
type request struct {
	header http.Header
	path   string
	length int64
	body   string
}

// server gives the answers of its script one after another, and the last answer to all requests after it. It remembers the requests.
type server struct {
	*httptest.Server
	mu          sync.Mutex
	script      []answer
	requests    []request
	connections int
}

func serve(t testing.TB, script ...answer) *server {
	t.Helper()
	s := &server{script: script}
	s.Server = httptest.NewUnstartedServer(s)
	s.Config.ErrorLog = discardLog()
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.mu.Lock()
			s.connections++
			s.mu.Unlock()
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.requests = append(s.requests, request{r.Header, r.URL.Path, r.ContentLength, string(body)})
	answer := s.script[min(len(s.requests), len(s.script))-1]
	s.mu.Unlock()
	answer(w, r)
}

func (s *server) seen() []request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// opened returns the number of connections so far.
func (s *server) opened() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.connections
}

func zip(t testing.TB, content io.Reader) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.Copy(w, content)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.String()
}

// refusedOnce is a client whose first connection is refused.
func refusedOnce() *http.Client {
	var dials atomic.Int64 // net/http dials on a goroutine of its own
	return &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if dials.Add(1) == 1 {
				return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
			}
			return new(net.Dialer).DialContext(ctx, network, address)
		},
	}}
}
