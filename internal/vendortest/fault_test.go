package vendortest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

func TestFaults(t *testing.T) {
	reset := func(t *testing.T, a answer) {
		t.Helper()
		if !errors.Is(a.err, syscall.ECONNRESET) {
			t.Errorf("got %d %q, error %v; want ECONNRESET", a.status, a.body, a.err)
		}
	}
	answers := func(status int, body string) func(*testing.T, answer) {
		return func(t *testing.T, a answer) { t.Helper(); a.want(t, status, body) }
	}
	breaksOff := func(status int, body string) func(*testing.T, answer) {
		return func(t *testing.T, a answer) {
			t.Helper()
			if !errors.Is(a.err, io.ErrUnexpectedEOF) || a.status != status || a.body != body {
				t.Errorf("got %d %q, error %v; want %d %q and an unexpected EOF", a.status, a.body, a.err, status, body)
			}
		}
	}
	for _, test := range []struct {
		name    string
		fault   Fault
		client  func(*testing.T, answer)
		applied bool
		status  int // as recorded
	}{
		{"nothing", Fault{}, answers(200, "created"), true, 200},
		{"a status comes instead", Fault{Status: 502, Body: "<html>"}, answers(502, "<html>"), false, 502},
		{"a body comes instead", Fault{Body: "{}"}, answers(200, "{}"), false, 200},
		{"a status after the effect", Fault{Status: 504, Apply: true}, answers(504, ""), true, 504},
		{"a reset before the effect", Fault{Reset: true}, reset, false, 0},
		{"a reset after the effect", Fault{Reset: true, Apply: true}, reset, true, 0},
		{"a reply cut short", Fault{Truncate: 3}, breaksOff(200, "cre"), true, 200},
		{"a reply cut after its header", Fault{Truncate: -1}, breaksOff(200, ""), true, 200},
		{"a reply cut before its last byte", Fault{Truncate: 1000}, breaksOff(200, "create"), true, 200},
		{"another reply cut short", Fault{Truncate: 2, Status: 500, Body: "oops"}, breaksOff(500, "oo"), false, 500},
		{"an empty reply cut short", Fault{Truncate: 2, Status: 500}, breaksOff(500, ""), false, 500},
		{"a late reply", Fault{Delay: time.Millisecond}, answers(200, "created"), true, 200},
		{"only applied", Fault{Apply: true}, answers(200, "created"), true, 200},
	} {
		t.Run(test.name, func(t *testing.T) {
			var calls atomic.Int64
			s := start(t, counting(&calls))
			s.Inject("Rooms.Create", test.fault)
			test.client(t, send(t, "POST", s.URL+"/rooms", "application/json", strings.NewReader("{}")))
			if n := calls.Load(); (n == 1) != test.applied {
				t.Errorf("%d calls of the handler", n)
			}
			if got := s.Requests()[0].Status; got != test.status {
				t.Errorf("recorded status %d, want %d", got, test.status)
			}
			get(t, s.URL+"/rooms").want(t, 200, "created") // the fault is gone
		})
	}
}

func TestFaultHeader(t *testing.T) {
	var calls atomic.Int64
	s := start(t, counting(&calls))
	values := []string{"3"}
	header := http.Header{"retry-after": values} // not the canonical name
	s.Inject("", Fault{Status: 429, Header: header})
	s.Inject("", Fault{Header: header})
	values[0] = "changed later"
	for _, want := range []int{429, 200} {
		if a := get(t, s.URL+"/rooms"); a.status != want || a.header.Get("Retry-After") != "3" {
			t.Errorf("%d %v", a.status, a.header)
		}
	}
	if a := get(t, s.URL+"/rooms"); a.header.Get("Retry-After") != "" {
		t.Errorf("the fault is not gone: %v", a.header)
	}
}

func TestFaultQueue(t *testing.T) {
	s := start(t, Config{Routes: []Route{
		{Operation: "A", Path: "/a", Handle: says("a")},
		{Operation: "B", Path: "/b", Handle: says("b")},
	}})
	expect := func(path string, statuses ...int) {
		t.Helper()
		for i, want := range statuses {
			if a := get(t, s.URL+path); a.status != want {
				t.Fatalf("%s, call %d: status %d, want %d", path, i+1, a.status, want)
			}
		}
	}

	s.Inject("A", Fault{Status: 501, Skip: 1, Times: 2})
	s.Inject("", Fault{Status: 502})
	s.Inject("A", Fault{Status: 503})
	expect("/a", 200, 501, 501, 502, 503, 200)

	s.Inject("A", Fault{Status: 501})
	s.Inject("", Fault{Status: 502})
	expect("/b", 502, 200) // the fault of A does not hold up B
	expect("/nowhere", 404)
	expect("/a", 501, 200)

	s.Inject("", Fault{Status: 500, Times: -1})
	expect("/a", 500, 500, 500)
	expect("/b", 500)
	expect("/nowhere", 404)
	s.ClearFaults()
	expect("/a", 200)

	mustPanic(t, `"Rooms.Creat"`, func() { s.Inject("Rooms.Creat", Fault{}) })
	mustPanic(t, "42", func() { s.Inject("A", Fault{Status: 42}) })
}

// The delays are an hour of real time: a test fails if its delay does not end early.
func TestDelayEndsWhenTheClientLeaves(t *testing.T) {
	var calls atomic.Int64
	s := New(counting(&calls))
	s.Inject("", Fault{Delay: time.Hour})
	ctx, cancel := context.WithCancel(t.Context())
	request, _ := http.NewRequestWithContext(ctx, "POST", s.URL+"/rooms", strings.NewReader("{}"))
	go func() {
		for len(s.Requests()) == 0 { // arrived
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	if err := call(newClient(t), request); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	waitForIdle(t, s)
	s.Close()
	if calls.Load() != 0 {
		t.Error("the operation took effect")
	}
}

func TestDelayEndsWhenTheServerCloses(t *testing.T) {
	var calls atomic.Int64
	s := New(counting(&calls))
	s.Inject("", Fault{Delay: time.Hour, Apply: true})
	failed := make(chan error)
	go func() { failed <- call(newClient(t), newRequest(t, s.URL+"/rooms")) }()
	for len(s.Requests()) == 0 {
		time.Sleep(time.Millisecond)
	}
	s.Close()
	if err := <-failed; err == nil {
		t.Error("the client got an answer")
	}
	if calls.Load() != 0 {
		t.Error("the operation took effect")
	}
}

// waitForIdle waits, without closing the server, until no connection is left.
func waitForIdle(t *testing.T, s *Server) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for serverGoroutines() > 1 { // the accept loop
		if time.Now().After(deadline) {
			t.Fatal("a connection is still served: ", s.URL)
		}
		time.Sleep(time.Millisecond)
	}
}
