package faults

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// HTTP1 is a server that speaks HTTP/1.1 byte by byte. It counts the requests that arrived.
type HTTP1 struct {
	URL string

	listener net.Listener
	greet    func(net.Conn) bool // what happens before a request is read; false ends the connection
	turn     atomic.Int64        // counts the calls; a connection belongs to the one that made it
	whole    atomic.Int64        // of this turn
	all      sync.WaitGroup
	mu       sync.Mutex
	answer   func(*Exchange)
	open     map[net.Conn]bool
	closed   bool
}

// Exchange is one request that arrived, to be answered.
type Exchange struct {
	Raw  []byte // the whole request
	Body []byte // the request's body
	N    int    // the number of the request on its connection, from 1
	Keep bool   // whether the connection is kept after the answer

	conn    net.Conn
	in      *bufio.Reader
	arrived func()
}

// ServeHTTP1 starts a server that answers each request, once it is whole, by answer. It ends with the test.
func ServeHTTP1(t testing.TB, answer func(*Exchange)) *HTTP1 {
	t.Helper()
	return listen(t, nil, nil, answer)
}

// listen starts a server. greet, if there is one, meets each connection before anything is read; config makes the server one of TLS.
func listen(t testing.TB, config *tls.Config, greet func(net.Conn) bool, answer func(*Exchange)) *HTTP1 {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &HTTP1{URL: "http://" + listener.Addr().String(), listener: listener, greet: greet, answer: answer, open: map[net.Conn]bool{}}
	if config != nil {
		s.URL, s.listener = "https://"+listener.Addr().String(), tls.NewListener(listener, config)
	}
	s.all.Go(s.accept)
	t.Cleanup(s.close)
	return s
}

// Turn begins another call: requests on older connections, which arrive late, are not counted any more.
func (s *HTTP1) Turn() {
	s.turn.Add(1)
	s.whole.Store(0)
}

// Whole returns how many requests arrived whole.
func (s *HTTP1) Whole() int { return int(s.whole.Load()) }

func (s *HTTP1) close() {
	s.mu.Lock()
	s.closed = true
	for conn := range s.open {
		_ = conn.Close()
	}
	s.mu.Unlock()
	_ = s.listener.Close()
	s.all.Wait()
}

func (s *HTTP1) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		if s.closed {
			_ = conn.Close()
		}
		s.open[conn] = true
		s.mu.Unlock()
		turn := s.turn.Load()
		s.all.Go(func() {
			s.serve(conn, turn)
			_ = conn.Close()
			s.mu.Lock()
			delete(s.open, conn)
			s.mu.Unlock()
		})
	}
}

func (s *HTTP1) serve(conn net.Conn, turn int64) {
	if s.greet != nil && !s.greet(conn) {
		return
	}
	var raw bytes.Buffer
	in := bufio.NewReader(io.TeeReader(conn, &raw))
	for n := 1; ; n++ {
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		if r.Method != http.MethodConnect && turn == s.turn.Load() { // CONNECT is the proxy's
			s.whole.Add(1)
		}
		x := &Exchange{Raw: bytes.Clone(raw.Bytes()), Body: body, N: n, conn: conn, in: in}
		raw.Reset()
		s.mu.Lock()
		answer := s.answer
		s.mu.Unlock()
		if answer(x); !x.Keep {
			return
		}
	}
}

// Write writes bytes as they are. It reports whether somebody still takes them.
func (x *Exchange) Write(parts ...string) bool {
	_, err := io.WriteString(x.conn, strings.Join(parts, ""))
	return err == nil
}

// Reply answers with a status, a body and headers, given as name and value in turn, and keeps the connection.
func (x *Exchange) Reply(status int, body string, headers ...string) {
	x.Write(Head(status, append(headers, "Content-Length", fmt.Sprint(len(body)))...), body)
	x.Keep = true
}

// Head writes a status line and headers, given as name and value in turn. Without a Content-Type they say JSON.
func Head(status int, headers ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", status, http.StatusText(status))
	typed := false
	for i := 0; i < len(headers); i += 2 {
		typed = typed || headers[i] == "Content-Type"
		if headers[i+1] != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", headers[i], headers[i+1])
		}
	}
	if !typed {
		b.WriteString("Content-Type: application/json\r\n")
	}
	return b.String() + "\r\n"
}

// Reset drops the connection with an RST.
func (x *Exchange) Reset() { reset(x.conn) }

func reset(conn net.Conn) {
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	_ = conn.(*net.TCPConn).SetLinger(0)
	_ = conn.Close()
}

// Arrived tells the caller's context that the request is there.
func (x *Exchange) Arrived() {
	if x.arrived != nil {
		x.arrived()
	}
}

// Hold waits until the client gives up.
func (x *Exchange) Hold() { _, _ = io.Copy(io.Discard, x.in) }
