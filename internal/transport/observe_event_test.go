package transport

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// What an event says is enough for a span and a metric, of a success as of a failure.
func TestAnEventSaysWhoseCallItIsAndWhichRequest(t *testing.T) {
	s := serve(t, reply(503, "", "X-Request-Id", "first"), reply(200, success, "X-Custom-Request-Id", "second\n"+secret))
	w := &watcher{}
	h := connect(t, s.URL, classcloud.WithObserver(w))
	h.protocol.encode = func(r *Request) error { r.Hide(secret); return nil }
	var starts []classcloud.Event
	h.config.Observer = starting{w, &starts}
	_, err := h.get(t.Context(), opRead)
	require.NoError(t, err)

	require.Len(t, starts, 3)
	assert.Equal(t, []string{"", "fake:1", "fake:1"}, []string{starts[0].Account, starts[1].Account, starts[2].Account}, "whose it is shows when its credentials are asked for")
	assert.Equal(t, []string{"POST", "POST", "POST"}, []string{starts[0].Method, starts[1].Method, starts[2].Method})
	assert.Equal(t, []string{"", "http", "http"}, []string{starts[0].Scheme, starts[1].Scheme, starts[2].Scheme})
	assert.Equal(t, []string{"", strings.TrimPrefix(s.URL, "http://")}, []string{starts[0].Host, starts[1].Host})
	assert.Empty(t, starts[2].RequestID)

	first, second, call := w.events[0], w.events[1], w.events[2]
	assert.Equal(t, []string{"fake:1", "fake:1", "fake:1"}, []string{first.Account, second.Account, call.Account})
	assert.Equal(t, "first", first.RequestID)
	assert.Equal(t, "second "+masked, second.RequestID, "as it may be shown")
	assert.Equal(t, second.RequestID, call.RequestID, "of the last one")
}

// starting notes the events at the start.
type starting struct {
	classcloud.Observer
	to *[]classcloud.Event
}

func (s starting) Start(ctx context.Context, ev classcloud.Event) (context.Context, func(classcloud.Event)) {
	*s.to = append(*s.to, ev)
	return s.Observer.Start(ctx, ev)
}

func TestAReplySaysItsRequest(t *testing.T) {
	s := serve(t, reply(200, success, "X-Request-Id", "r-7"))
	var seen []string
	_, err := connect(t, s.URL).get(t.Context(), opRead, classcloud.OnReply(func(r *classcloud.Reply) { seen = append(seen, r.RequestID) }))
	require.NoError(t, err)
	assert.Equal(t, []string{"r-7"}, seen)
}

// A metric by operation has as many series as there are operations, however many paths a program calls by Do; an error still says which.
func TestTheNameOfACallByDoIsBounded(t *testing.T) {
	s := serve(t, reply(200, `{"code":"bad"}`))
	w := &watcher{}
	limits := &recording{}
	h := connect(t, s.URL, classcloud.WithObserver(w), classcloud.WithLimiter(limits))
	for _, path := range []string{"/rooms/1", "/rooms/2"} {
		err := h.DoRaw(t.Context(), &Call{Op: &Row{Name: "Do " + path, Method: "POST", Path: path}}, nil, nil)
		assert.ErrorContains(t, err, "Do "+path)
	}
	require.Len(t, w.events, 4)
	for i, ev := range w.events {
		assert.Equal(t, "Do", ev.Operation.Name)
		assert.Equal(t, []string{"/rooms/1", "/rooms/2"}[i/2], ev.Operation.Path)
	}
	assert.Len(t, limits.asked, 2)
	assert.Contains(t, limits.asked[0], "fake:1 Do ")
}
