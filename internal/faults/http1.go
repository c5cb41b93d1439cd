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
	"sync/atomic"
	"testing"
)

// HTTP1 is a server that speaks HTTP/1.1 byte by byte. It counts the requests that arrived.
type HTTP1 struct {
	URL string

	*listening

	greet  func(net.Conn) bool // what happens before a request is read; false ends the connection
	answer func(*Exchange)
	turn   atomic.Int64 // counts the calls; a connection belongs to the one that made it
	whole  atomic.Int64 // of this turn
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

// listenHTTP1 starts a server that answers each request, once it is whole, by answer. greet, if there is one, meets each connection before
// anything is read; config makes the server one of TLS. It ends with the test.
func listenHTTP1(t testing.TB, config *tls.Config, greet func(net.Conn) bool, answer func(*Exchange)) *HTTP1 {
	t.Helper()
	s := &HTTP1{greet: greet, answer: answer}
	s.listening = listen(t, config, func(conn net.Conn) { s.serve(conn, s.turn.Load()) })
	s.URL = "http://" + s.address()
	if config != nil {
		s.URL = "https://" + s.address()
	}
	return s
}

// Turn begins another call: requests on older connections, which arrive late, are not counted any more.
func (s *HTTP1) Turn() {
	s.turn.Add(1)
	s.whole.Store(0)
}

// Whole returns how many requests arrived whole.
func (s *HTTP1) Whole() int { return int(s.whole.Load()) }

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
		if s.answer(x); !x.Keep {
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
