package transport

import (
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"

	"github.com/go-classcloud/classcloud"
)

// memory is a RoundTripper without a network, for synctest bubbles. Like net/http it reports its connection to the trace.
type memory func(*http.Request) (*http.Response, error)

func (f memory) RoundTrip(r *http.Request) (*http.Response, error) {
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil && trace.GetConn != nil {
		trace.GetConn(r.URL.Host)
		trace.GotConn(httptrace.GotConnInfo{})
	}
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	return f(r)
}

func inMemory(f memory) classcloud.ClientOption {
	return classcloud.WithHTTPClient(&http.Client{Transport: f})
}

func response(status int, body string) (*http.Response, error) {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// script gives its answers one after another, and the last answer to all requests after it.
func script(answers ...memory) memory {
	var n atomic.Int64
	return func(r *http.Request) (*http.Response, error) {
		return answers[min(int(n.Add(1)), len(answers))-1](r)
	}
}

func says(status int, body string) memory {
	return func(*http.Request) (*http.Response, error) { return response(status, body) }
}

// silent receives the request and does not answer.
func silent(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// slowBody sends the start of a reply and then nothing more.
func slowBody(r *http.Request) (*http.Response, error) {
	resp, _ := response(200, "")
	resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"code":0`), blocked{r.Context()}))
	return resp, nil
}

type blocked struct{ ctx context.Context }

func (b blocked) Read([]byte) (int, error) {
	<-b.ctx.Done()
	return 0, b.ctx.Err()
}
