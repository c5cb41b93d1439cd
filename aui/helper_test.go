package aui_test

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

const serverFault = `{"success":false,"errorCode":"500","errorMsg":"服务器异常，请稍后重试"}`

// impatient is a clock that does not wait between attempts.
type impatient struct{ classcloud.SystemClock }

func (impatient) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// seen is a request as a scripted server saw it.
type seen struct {
	path   string // "/api/v1/class/list"
	op     string // "list"
	params map[string]any
}

func (s seen) number(name string) int {
	n, _ := s.params[name].(float64)
	return int(n)
}

// onPage is the request with another page_num.
func (s seen) onPage(n int) seen {
	s.params = maps.Clone(s.params)
	s.params["page_num"] = float64(n)
	return s
}

// scripted is an AppServer whose answers a test writes: HTTP status and body, or status 0 to drop the connection.
type scripted struct {
	*httptest.Server
	answer func(seen) (int, string)

	mu       sync.Mutex
	requests []seen
}

// script starts a server and a client of it that holds a token and does not wait.
func script(t *testing.T, answer func(seen) (int, string), opts ...classcloud.ClientOption) (*aui.Client, *scripted) {
	t.Helper()
	s := &scripted{answer: answer}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	opts = append([]classcloud.ClientOption{classcloud.WithBaseURL(s.URL), classcloud.WithClock(impatient{})}, opts...)
	client, err := aui.New(aui.Credentials{Token: "invented-token"}, opts...)
	require.NoError(t, err)
	return client, s
}

// always answers every request alike.
func always(body string) func(seen) (int, string) {
	return func(seen) (int, string) { return http.StatusOK, body }
}

func (s *scripted) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	got := seen{path: r.URL.Path, op: r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]}
	_ = json.Unmarshal(body, &got.params)
	s.mu.Lock()
	s.requests = append(s.requests, got)
	s.mu.Unlock()
	status, reply := s.answer(got)
	if status == 0 {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, reply)
}

// seen returns what arrived.
func (s *scripted) seen() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]seen(nil), s.requests...)
}

// pages returns the page_num of every request.
func (s *scripted) pages() []int {
	var out []int
	for _, r := range s.seen() {
		out = append(out, r.number("page_num"))
	}
	return out
}

// failureOf takes the error out and asserts its kind.
func failureOf(t *testing.T, err error, kind classcloud.Kind) *classcloud.Error {
	t.Helper()
	var failure *classcloud.Error
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, kind, failure.Kind, err)
	return failure
}
