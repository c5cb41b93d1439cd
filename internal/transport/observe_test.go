package transport

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// watcher is an observer that records its events and marks the contexts that it returns.
type watcher struct {
	lines  []string
	events []classcloud.Event
}

type markKey struct{}

func (w *watcher) Start(ctx context.Context, ev classcloud.Event) (context.Context, func(classcloud.Event)) {
	mark, _ := ctx.Value(markKey{}).(string)
	mark += string(rune('0' + ev.Attempt))
	w.lines = append(w.lines, "start "+mark)
	return context.WithValue(ctx, markKey{}, mark), func(ev classcloud.Event) {
		w.lines = append(w.lines, "end "+mark)
		w.events = append(w.events, ev)
	}
}

func TestAnObserverBracketsTheCallAndItsAttempts(t *testing.T) {
	w := &watcher{}
	var used, logged []string
	answers := script(says(503, ""), says(200, success))
	h := connect(t, "http://fake.example:81", classcloud.WithObserver(w), classcloud.WithLogger(slog.New(marks{&logged})),
		inMemory(func(r *http.Request) (*http.Response, error) {
			used = append(used, r.Context().Value(markKey{}).(string))
			return answers(r)
		}))
	_, err := h.get(t.Context(), opRead)
	require.NoError(t, err)
	assert.Equal(t, []string{"start 0", "start 01", "end 01", "start 02", "end 02", "end 0"}, w.lines)
	assert.Equal(t, []string{"01", "02"}, used, "what Start returns is the context that is used")
	assert.Equal(t, []string{"0"}, logged, "and logged under")

	first, second, call := w.events[0], w.events[1], w.events[2]
	assert.Equal(t, "fake.example:81", first.Host, "without the query")
	assert.Equal(t, 503, first.Status)
	assert.ErrorIs(t, first.Err, classcloud.Unavailable)
	assert.Equal(t, 1, clienttest.AsError(t, first.Err).Attempts)
	assert.Equal(t, "fake", first.Vendor)
	assert.Equal(t, "Things.Get", first.Operation.Name)
	assert.Equal(t, 200, second.Status)
	assert.NoError(t, second.Err)
	assert.Equal(t, 0, call.Attempt)
	assert.Equal(t, 200, call.Status)
	assert.NoError(t, call.Err)
}

// marks is a log handler that records the mark of each context.
type marks struct{ to *[]string }

func (m marks) Enabled(context.Context, slog.Level) bool { return true }
func (m marks) Handle(ctx context.Context, _ slog.Record) error {
	*m.to = append(*m.to, ctx.Value(markKey{}).(string))
	return nil
}
func (m marks) WithAttrs([]slog.Attr) slog.Handler { return m }
func (m marks) WithGroup(string) slog.Handler      { return m }

func TestAnObserverOfFailures(t *testing.T) {
	t.Run("a call that fails", func(t *testing.T) {
		s := serve(t, reply(200, `{"code":"bad"}`))
		w := &watcher{}
		_, err := connect(t, s.URL, classcloud.WithObserver(w)).get(t.Context(), opOnce)
		assert.Equal(t, []string{"start 0", "start 01", "end 01", "end 0"}, w.lines)
		assert.Same(t, err, w.events[1].Err)
	})
	t.Run("without a reply the status is 0", func(t *testing.T) {
		s := serve(t, page(503), reset)
		w := &watcher{}
		_, _ = connect(t, s.URL, classcloud.WithObserver(w)).get(t.Context(), opRead, classcloud.WithMaxAttempts(2))
		assert.Equal(t, 503, w.events[0].Status)
		assert.Zero(t, w.events[1].Status)
		assert.Zero(t, w.events[2].Status)
	})
	t.Run("a request that is wrong is a call without attempts", func(t *testing.T) {
		w := &watcher{}
		err := connect(t, "http://fake", classcloud.WithObserver(w)).Do(t.Context(), &Call{Op: &opOnce, In: (*ask)(nil)}, nil, nil)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.Equal(t, []string{"start 0", "end 0"}, w.lines)
	})
	t.Run("a callback that panics leaves no span open", func(t *testing.T) {
		s := serve(t, reply(200, success))
		w := &watcher{}
		h := connect(t, s.URL, classcloud.WithObserver(w))
		assert.Panics(t, func() {
			_, _ = h.get(t.Context(), opOnce, classcloud.OnReply(func(*classcloud.Reply) { panic("theirs") }))
		})
		assert.Equal(t, []string{"start 0", "start 01", "end 01", "end 0"}, w.lines)
	})
	t.Run("an observer may have nothing to do at the end", func(t *testing.T) {
		s := serve(t, reply(200, success))
		_, err := connect(t, s.URL, classcloud.WithObserver(lazy{})).get(t.Context(), opOnce)
		assert.NoError(t, err)
	})
}

type lazy struct{}

func (lazy) Start(ctx context.Context, _ classcloud.Event) (context.Context, func(classcloud.Event)) {
	return ctx, nil
}

func TestAnObserverLearnsOfTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &watcher{}
		h := limited(t, []classcloud.Limit{{Every: time.Second, Burst: 1}}, classcloud.WithObserver(w), classcloud.WithRand(always(0)),
			inMemory(says(503, "")))
		_, _ = h.get(t.Context(), opRead)
		require.Len(t, w.events, 4)
		assert.Equal(t, []time.Duration{0, time.Second, time.Second, 2 * time.Second},
			[]time.Duration{w.events[0].Wait, w.events[1].Wait, w.events[2].Wait, w.events[3].Wait})
	})
}

func TestTheLog(t *testing.T) {
	log := func(t *testing.T, answer answer) map[string]any {
		t.Helper()
		var out bytes.Buffer
		s := serve(t, answer)
		h := connect(t, s.URL, classcloud.WithLogger(slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug}))))
		_, _ = h.get(t.Context(), opOnce, classcloud.WithParam("password", secret))
		assert.NotContains(t, out.String(), secret)
		assert.NotContains(t, out.String(), "maths")
		assert.Equal(t, 1, strings.Count(out.String(), "\n"), "one line a call")
		var line map[string]any
		require.NoError(t, json.Unmarshal(out.Bytes(), &line))
		return line
	}
	t.Run("a success is Debug", func(t *testing.T) {
		line := log(t, reply(200, success))
		assert.Equal(t, "DEBUG", line["level"])
		assert.Equal(t, []string{"account", "attempts", "level", "msg", "operation", "status", "time", "took", "vendor"}, slices.Sorted(maps.Keys(line)))
		assert.EqualValues(t, 200, line["status"])
	})
	t.Run("a failure is Warn", func(t *testing.T) {
		line := log(t, reply(200, `{"code":"bad","msg":"`+secret+`","data":"`+secret+`"}`, "X-Request-Id", "r-1"))
		assert.Equal(t, "WARN", line["level"])
		assert.Equal(t, []string{"account", "attempts", "code", "kind", "level", "msg", "operation", "outcome", "requestId", "status", "time", "took", "vendor"},
			slices.Sorted(maps.Keys(line)))
		assert.Equal(t, "InvalidArgument", line["kind"])
		assert.Equal(t, "bad", line["code"])
		assert.Equal(t, "NotApplied", line["outcome"])
		assert.Equal(t, "r-1", line["requestId"])
	})
}
