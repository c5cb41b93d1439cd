package agora_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestPollerHandsOverWhatTheStreamBrings(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	c.happen("b", `{}`)
	c.happen("a", `{}`)
	f.rounds(2)
	assert.Equal(t, map[string][]int64{"a": upTo(3), "b": upTo(1)}, f.delivered)
	assert.Empty(t, f.lost)
	assert.Empty(t, f.trouble)
	assert.Equal(t, []time.Duration{2 * time.Second, 2 * time.Second}, c.Slept())

	c.happen("b", `{}`)
	c.requests = nil
	f.rounds(1)
	assert.Equal(t, map[string][]int64{"a": upTo(3), "b": upTo(2)}, f.delivered, "a restart goes on where the last one stopped")
	assert.Equal(t, []string{"poll", "list a", "list b"}, c.requests, "and looks at the ends of the rooms it knows")
}

func TestPollerHandsOverBeforeItAsksAgain(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	handle := f.Handle
	f.Handle = func(ctx context.Context, e agora.Event) error {
		c.requests = append(c.requests, e.RoomUUID+strconv.FormatInt(e.Sequence, 10))
		return handle(ctx, e)
	}
	f.rounds(1)
	c.requests = nil
	c.happen("a", times(4, `{}`)...)
	c.stream = slices.Delete(c.stream, 1, 2)
	c.happen("b", times(2, `{}`)...)
	f.rounds(1)
	assert.Equal(t, []string{"poll", "a1", "b1", "b2", "list a", "a2", "a3", "a4", "list b"}, c.requests)
	assert.Empty(t, f.lost)
}

func TestPollerDropsDuplicatesAndSortsABatch(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(3, `{}`)...)
	s := c.stream
	c.stream = []cloudEvent{s[2], s[0], s[0], s[1], s[2]}
	f.rounds(1)
	assert.Equal(t, upTo(3), f.delivered["a"])
	c.stream = s
	c.happen("a", `{}`)
	f.rounds(1)
	assert.Equal(t, upTo(4), f.delivered["a"])
}

func TestPollerSurvivesAnOutageAndBacksOff(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", `{}`)
	f.rounds(1)
	c.fault = func(string, string) *breach { return gateway }
	before := len(c.Slept())
	c.happen("a", `{}`)
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.OnSleep(func() {
		switch n++; n {
		case 8:
			c.fault = nil
		case 9:
			cancel()
		}
	})
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, []time.Duration{2, 4, 8, 16, 30, 30, 30, 30, 2}, seconds(c.Slept()[before:]))
	assert.Equal(t, upTo(2), f.delivered["a"])
	assert.Len(t, f.trouble, 8)
}

func TestPollerStopsWithItsContextAndKeepsTheLastPosition(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	ctx, cancel := context.WithCancel(t.Context())
	handle := f.Handle
	f.Handle = func(ctx context.Context, e agora.Event) error {
		cancel()
		return handle(ctx, e)
	}
	c.happen("a", times(3, `{}`)...)
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, upTo(1), f.delivered["a"], "what was handed over is saved, nothing more is handed over")
	f.Handle = handle
	f.rounds(1)
	assert.Equal(t, upTo(3), f.delivered["a"])

	ctx, cancel = context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, f.Run(ctx), context.Canceled)
}

func TestPollerReturnsWhatItsOwnerFailsWith(t *testing.T) {
	broken := errors.New("the database is away")
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	handle := f.Handle
	f.Handle = func(context.Context, agora.Event) error { return broken }
	require.ErrorIs(t, f.Run(t.Context()), broken)
	f.Handle = handle
	f.rounds(1)
	assert.Equal(t, upTo(2), f.delivered["a"], "the event comes again")

	f.Store = brokenStore{f.Store, broken, "load"}
	require.ErrorIs(t, f.Run(t.Context()), broken)
	f.Store = brokenStore{agora.NewMemoryPositions(), broken, "save"}
	c.happen("b", `{}`)
	require.ErrorIs(t, f.Run(t.Context()), broken)
	assert.Empty(t, f.delivered["b"], "a room that cannot be remembered is not begun")

	f = c.follow()
	f.Lost = func(context.Context, agora.LostEvents) error { return broken }
	c.happen("c", times(2, `{}`)...)
	c.lose(1)
	c.rooms["c"].hidden = map[int64]bool{1: true}
	require.ErrorIs(t, f.Run(t.Context()), broken)
}

type brokenStore struct {
	agora.PositionStore
	err  error
	what string
}

func (s brokenStore) Load(ctx context.Context) ([]agora.RoomPosition, error) {
	if s.what == "load" {
		return nil, s.err
	}
	return s.PositionStore.Load(ctx)
}

func (s brokenStore) Save(context.Context, agora.RoomPosition) error { return s.err }

func TestPollerReturnsARefusal(t *testing.T) {
	for name, refusal := range map[string]clienttest.Answer{
		"of the token":         {Status: 401, Body: `{"message":"Unauthorized"}`},
		"of a wrong base URL":  {Status: 404, Body: "<html>"},
		"of the app's request": {Status: 400, Body: `{"code":400,"msg":"bad"}`},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			c.fault = func(string, string) *breach { return &breach{Answer: refusal} }
			var e *classcloud.Error
			require.ErrorAs(t, c.follow().Run(t.Context()), &e)
			assert.Equal(t, "Events.Poll", e.Operation)
			assert.Equal(t, []string{"poll"}, slices.Compact(c.requests), "a refused token is renewed once")
		})
	}
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	c.lose(1)
	c.fault = func(kind, _ string) *breach {
		if kind == "list" {
			return &breach{Answer: clienttest.Answer{Status: 403, Body: `{"code":403}`}}
		}
		return nil
	}
	require.ErrorIs(t, f.Run(t.Context()), classcloud.PermissionDenied)
	assert.Empty(t, f.lost)
}

func TestPollerNeedsItsParts(t *testing.T) {
	f := newCloud(t).follow()
	f.Lost = nil
	assert.ErrorContains(t, f.Run(t.Context()), "needs Client, Store, Handle and Lost")
}

func TestPollerHandsOverWhatHasNoPlace(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	n := 0
	c.fault = func(kind, _ string) *breach {
		if n++; n > 1 {
			return nil
		}
		return &breach{Answer: clienttest.JSON(`{"code":0,"data":[null,{"roomUuid":"a","sequence":"x","cmd":1},{"roomUuid":"a","sequence":1,"cmd":1,"data":7}]}`)}
	}
	f.rounds(1)
	assert.Equal(t, []string{"/0", "a/0", "a/1"}, f.order)
}
