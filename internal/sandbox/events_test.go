package sandbox

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// told is one server-sent event.
type told struct{ id, name, data string }

// follow listens until the test ends.
func follow(t *testing.T, b *Sandbox, lastID string) <-chan told {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	request, err := http.NewRequestWithContext(ctx, "GET", b.URL()+"/api/events", nil)
	require.NoError(t, err)
	if lastID != "" {
		request.Header.Set("Last-Event-ID", lastID)
	}
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(request)
	require.NoError(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	require.Equal(t, "text/event-stream", response.Header.Get("Content-Type"))
	events := make(chan told, 100)
	go func() {
		defer close(events)
		var e told
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch {
			case lines.Text() == "" && e.name != "":
				events <- e
				e = told{}
			case name == "id":
				e.id = value
			case name == "event":
				e.name = value
			case name == "data":
				e.data = value
			}
		}
	}()
	return events
}

func next(t *testing.T, events <-chan told) told {
	t.Helper()
	select {
	case e := <-events:
		return e
	case <-time.After(10 * time.Second):
		t.Fatal("no event came")
		return told{}
	}
}

func TestListenersHearOfCallsAndChangesAsTheyAreDocumented(t *testing.T) {
	b := start(t, Config{Vendors: []string{"baijiayun"}})
	events := follow(t, b, "")
	_, err := createRoom(t, baijiayunClient(t, b), "数学")
	require.NoError(t, err)
	first := next(t, events)
	assert.Equal(t, "request", first.name)
	assert.Equal(t, "1", first.id)
	c := checker{openAPI(t).Components.Schemas}
	assert.Empty(t, c.check("", c.schemas["Summary"], parsed(t, first.data)))

	api(t, b, "POST", "/api/faults", `{"vendor":"baijiayun","reset":true}`)
	change := next(t, events)
	assert.Equal(t, "change", change.name)
	assert.Empty(t, c.check("", c.schemas["Change"], parsed(t, change.data)))
	assert.JSONEq(t, `{"what":"faults","vendor":"baijiayun"}`, change.data)

	again := follow(t, b, "0")
	assert.Equal(t, first, next(t, again), "who says what was seen last gets what came after")
}

func parsed(t *testing.T, text string) any {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal([]byte(text), &v))
	return v
}

func TestTooManyListenersAreRefusedAndThoseWhoLeaveMakeRoom(t *testing.T) {
	b := start(t, Config{Vendors: []string{"baijiayun"}})
	ctx, stop := context.WithCancel(t.Context())
	for range hubListeners {
		request, err := http.NewRequestWithContext(ctx, "GET", b.URL()+"/api/events", nil)
		require.NoError(t, err)
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		require.Equal(t, 200, response.StatusCode)
		t.Cleanup(func() { _ = response.Body.Close() })
	}
	status, _ := api(t, b, "GET", "/api/events", "")
	assert.Equal(t, 429, status)
	stop()
	require.Eventually(t, func() bool {
		b.hub.mu.Lock()
		defer b.hub.mu.Unlock()
		return len(b.hub.listeners) == 0
	}, 10*time.Second, 10*time.Millisecond)
}

func TestAListenerThatIsSlowMissesAndBlocksNobody(t *testing.T) {
	var h hub
	l, ok := h.listen()
	require.True(t, ok)
	for range hubWaiting + 7 {
		h.tell(event{name: "request"})
	}
	assert.Len(t, l.events, hubWaiting)
	assert.Equal(t, 7, h.takeMissed(l))
	assert.Zero(t, h.takeMissed(l))
}

func TestACallThatWasToldIsNotToldAgain(t *testing.T) {
	var out strings.Builder
	s := &stream{w: writerOf{&out}}
	for _, id := range []int64{1, 2, 2, 1, 3} {
		s.write(event{name: "request", id: id, data: id})
	}
	s.write(event{name: "change", data: 0})
	s.write(event{name: "change", data: 0})
	assert.Equal(t, 3, strings.Count(out.String(), "event: request"))
	assert.Equal(t, 2, strings.Count(out.String(), "event: change"))
}

// writerOf is a reply of which only the body matters.
type writerOf struct{ *strings.Builder }

func (writerOf) Header() http.Header { return http.Header{} }
func (writerOf) WriteHeader(int)     {}
