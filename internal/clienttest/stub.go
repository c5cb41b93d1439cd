package clienttest

import (
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Request is a request that a stub has received.
type Request struct {
	N      int // its number, from 1
	Method string
	Path   string // as escaped on the wire, without the query
	Query  url.Values
	Header http.Header
	Body   string
	Form   url.Values // of an urlencoded body
}

// Answer is the answer of a stub.
type Answer struct {
	Status int // 0 means 200
	Body   string
	Header http.Header // added to a Content-Type of application/json, or replaces it
	Reset  bool        // drops the connection with a TCP reset instead of answering
}

// JSON returns an answer of status 200 with a body.
func JSON(body string) Answer { return Answer{Body: body} }

// Always returns a function that gives the same answer to every request.
func Always(a Answer) func(Request) Answer { return func(Request) Answer { return a } }

// Script returns a function that gives the first answer to the first request, the second to the second and so on, and the last answer
// to all requests after it.
func Script(answers ...Answer) func(Request) Answer {
	return func(r Request) Answer { return answers[min(r.N, len(answers))-1] }
}

// Stub is a server whose answers a test writes. Its answer function runs for one request at a time, even if requests come on several
// connections.
type Stub struct {
	URL string // http://127.0.0.1:port

	mu       sync.Mutex
	answer   func(Request) Answer
	requests []Request
}

// NewStub starts a stub that stops with the test.
func NewStub(t testing.TB, answer func(Request) Answer) *Stub {
	t.Helper()
	s := &Stub{answer: answer}
	server := httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// NewTransport makes a stub that answers without a network. Give it to an http.Client as its Transport.
func NewTransport(answer func(Request) Answer) *Stub { return &Stub{answer: answer} }

// Requests returns the requests so far.
func (s *Stub) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Count returns the number of requests so far.
func (s *Stub) Count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.requests)
}

// Do runs f while no answer function is running, so that a test can look at what they share.
func (s *Stub) Do(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

func (s *Stub) ask(r *http.Request) (Answer, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return Answer{}, err
		}
	}
	got := Request{Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.Query(), Header: r.Header.Clone(), Body: string(body), Form: url.Values{}}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		got.Form, _ = url.ParseQuery(got.Body) // keeps the pairs that can be read
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	got.N = len(s.requests) + 1
	s.requests = append(s.requests, got)
	return s.answer(got), nil
}

func (a Answer) header() http.Header {
	header := http.Header{"Content-Type": {"application/json"}}
	maps.Copy(header, a.Header)
	return header
}

func (a Answer) status() int {
	if a.Status == 0 {
		return http.StatusOK
	}
	return a.Status
}

func (s *Stub) serve(w http.ResponseWriter, r *http.Request) {
	answer, err := s.ask(r)
	if err != nil || answer.Reset {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		_ = conn.(*net.TCPConn).SetLinger(0) // closing sends RST
		_ = conn.Close()
		return
	}
	maps.Copy(w.Header(), answer.header())
	w.WriteHeader(answer.status())
	_, _ = io.WriteString(w, answer.Body)
}

// RoundTrip answers without a network.
func (s *Stub) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := s.ask(r)
	switch {
	case err != nil:
		return nil, err
	case answer.Reset:
		return nil, &net.OpError{Op: "read", Net: "tcp", Err: io.ErrUnexpectedEOF}
	}
	return &http.Response{StatusCode: answer.status(), Header: answer.header(), Body: io.NopCloser(strings.NewReader(answer.Body)),
		ContentLength: int64(len(answer.Body)), ProtoMajor: 1, ProtoMinor: 1, Request: r}, nil
}
