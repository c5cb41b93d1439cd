package faults

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// ended are faults after which nobody knows what became of the request, and no repeat could tell: contexts that end, replies that are
// too large, redirects.
func ended() []Fault {
	return append(append(contexts(), tooLarge()...), redirects()...)
}

// contexts are calls that their callers give up.
func contexts() []Fault {
	whenThere := func(_ testing.TB, s *Setting, _ string) {
		s.Context = func(parent context.Context, arrived <-chan struct{}) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(parent)
			go func() {
				select {
				case <-arrived:
					cancel()
				case <-ctx.Done():
				}
			}()
			return ctx, cancel
		}
	}
	deadline := func(_ testing.TB, s *Setting, _ string) {
		s.Context = func(parent context.Context, _ <-chan struct{}) (context.Context, context.CancelFunc) {
			return context.WithTimeout(parent, patience)
		}
	}
	return []Fault{
		{Name: "cancel once the server has it", Class: Ended, set: whenThere, answer: func(x *Exchange, _ string) { x.Arrived(); x.Hold() }},
		{Name: "cancel in the body", Class: Ended, set: whenThere, answer: func(x *Exchange, good string) {
			x.Write(Head(http.StatusOK, "Content-Length", "10000"), good)
			x.Arrived()
			x.Hold()
		}},
		{Name: "deadline of the context, slow headers", Class: Ended, Timed: true, set: deadline, answer: func(x *Exchange, _ string) { x.Hold() }},
		{Name: "cancel races with a good reply", Class: Open, Race: true, set: whenThere, answer: func(x *Exchange, good string) {
			x.Arrived()
			x.Reply(http.StatusOK, good)
		}},
	}
}

// tooLarge are replies larger than the cap.
func tooLarge() []Fault {
	body := strings.Repeat(" ", 2*replyCap)
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	_, _ = w.Write([]byte(body))
	_ = w.Close()
	return []Fault{
		{Name: "body larger than the cap", Class: Ended, answer: func(x *Exchange, good string) { x.Reply(http.StatusOK, good+body) }},
		{Name: "chunked body larger than the cap", Class: Ended, answer: func(x *Exchange, good string) {
			x.Write(Head(http.StatusOK, "Transfer-Encoding", "chunked"), chunk(good), chunk(body), "0\r\n\r\n")
		}},
		{Name: "gzip bomb", Class: Ended, answer: func(x *Exchange, _ string) { x.Reply(http.StatusOK, bomb.String(), "Content-Encoding", "gzip") }},
	}
}

// redirects are never followed.
func redirects() []Fault {
	var all []Fault
	add := func(name string, status int, body func(good string) string, location string) {
		all = append(all, Fault{Name: name, Class: Ended, answer: func(x *Exchange, good string) {
			x.Reply(status, body(good), "Location", location)
		}})
	}
	nothing := func(string) string { return "" }
	for _, status := range []int{301, 302, 303, 307, 308, 300} {
		add(fmt.Sprintf("redirect %d", status), status, nothing, "/elsewhere")
	}
	add("redirect 302 with success's JSON", http.StatusFound, func(good string) string { return good }, "/elsewhere")
	add("redirect 302 without Location", http.StatusFound, nothing, "")
	add("redirect 302 with a bad Location", http.StatusFound, nothing, "http://[::1/")
	return append(all, Fault{Name: "redirect 304", Class: Ended, answer: func(x *Exchange, _ string) {
		x.Write(Head(http.StatusNotModified))
		x.Keep = true
	}})
}
