package agora_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestPollerHandsOverWhatTheStreamBrings(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	c.happen("b", `{}`)
	c.happen("a", `{}`)
	f.rounds(2)
	assert.Equal(t, map[string][]int64{"a": upTo(3), "b": upTo(1)}, f.delivered)
	assert.Empty(t, f.lost)
	assert.Empty(t, f.trouble)

	c.happen("b", `{}`)
	c.requests = nil
	f.rounds(1)
	assert.Equal(t, map[string][]int64{"a": upTo(3), "b": upTo(2)}, f.delivered, "a restart goes on where the last one stopped")
	assert.Equal(t, []string{"poll"}, c.requests[:1])
	assert.Subset(t, c.requests, []string{"get a", "list a", "get b", "list b"}, "and looks at the ends of the rooms it knows")
}

func TestPollerAsksAgainAtOnceAfterAFullAnswer(t *testing.T) {
	c := newCloud(t)
	c.batch = 3
	f := c.follow()
	c.happen("a", times(10, `{}`)...)
	f.rounds(1)
	assert.Equal(t, upTo(10), f.delivered["a"])
	assert.Equal(t, []time.Duration{2}, seconds(c.Slept()), "ten events in answers of three need one pause")
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
	f.rounds(2)
	assert.Equal(t, upTo(4), f.delivered["a"])
	assert.Empty(t, f.lost)
}

func TestPollerSurvivesAnOutageAndBacksOff(t *testing.T) {
	for name, outage := range map[string]clienttest.Answer{
		"a gateway's 503":        {Status: 503, Body: "<html>503</html>"},
		"a firewall's 403":       {Status: 403, Body: "<html>"},
		"a refusal as JSON":      {Status: 403, Body: `{"code":403}`},
		"a redirect":             {Status: 301, Body: "<html>"},
		"a missing page":         {Status: 404, Body: "<html>"},
		"an odd 400":             {Status: 400, Body: `{"code":400,"msg":"bad"}`},
		"a page that asks login": {Status: 401, Body: "<html>"},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			c.happen("a", `{}`)
			f.rounds(1)
			before := len(c.Slept())
			c.fault = func(kind, _ string) *breach {
				if kind != "poll" {
					return nil
				}
				return &breach{Answer: outage}
			}
			c.happen("a", `{}`)
			n := 0
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			c.OnSleep(func() {
				switch n++; n {
				case 8:
					c.fault = nil
				case 10:
					cancel()
				}
			})
			require.ErrorIs(t, f.Run(ctx), context.Canceled)
			assert.Equal(t, []time.Duration{2, 4, 8, 16, 30, 30, 30, 30}, seconds(c.Slept()[before:])[:8])
			assert.Equal(t, upTo(2), f.delivered["a"])
			assert.NotEmpty(t, f.trouble)
		})
	}
}

func TestPollerEndsWhenItsTokenIsRefused(t *testing.T) {
	for name, refusal := range map[string]clienttest.Answer{
		"by Agora's gateway":  {Status: 401, Body: `{"message":"Unauthorized"}`},
		"in Agora's envelope": {Status: 401, Body: `{"code":401,"msg":"Unauthorized"}`},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			c.fault = func(string, string) *breach { return &breach{Answer: refusal} }
			err := c.follow().Run(t.Context())
			require.ErrorIs(t, err, classcloud.Unauthenticated)
			assert.ErrorContains(t, err, "the token is refused")
		})
	}
}

func TestPollerStopsWithItsContextAndKeepsItsPlace(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	ctx, cancel := context.WithCancel(t.Context())
	handle := f.Handle
	f.Handle = func(ctx context.Context, d agora.Delivery) error {
		cancel()
		return handle(ctx, d)
	}
	f.Store = liveStore{f.Store}
	c.happen("a", times(3, `{}`)...)
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, upTo(1), f.delivered["a"], "what was handed over is saved, nothing more is handed over")
	f.Handle = handle
	f.rounds(1)
	assert.Equal(t, upTo(3), f.delivered["a"])
	assert.Empty(t, f.lost)

	ctx, cancel = context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, f.Run(ctx), context.Canceled)
}

// liveStore is a store like database/sql: a context that has ended fails.
type liveStore struct{ agora.EventStore }

func (s liveStore) Save(ctx context.Context, change agora.StoreChange) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.EventStore.Save(ctx, change)
}

// A poll under way when the poller is stopped is answered and stored, new rooms too.
func TestPollerStoresTheAnswerThatAStopMeets(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	ctx, cancel := context.WithCancel(t.Context())
	c.happen("a", `{}`)
	c.happen("b", `{}`)
	c.fault = func(string, string) *breach { cancel(); return nil }
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Empty(t, f.delivered)
	c.fault = nil
	c.destroy("b") // so that no list has them any more
	f.rounds(6)
	assert.Equal(t, map[string][]int64{"a": upTo(1), "b": upTo(1)}, f.delivered)
	assert.NotContains(t, fmt.Sprint(f.lost), "room a")
}

// One event that its handler refuses stops its room, is tried again with pauses, and shows in Failed and Lag.
func TestPollerLetsOnePoisonEventStopItsRoomAlone(t *testing.T) {
	for name, poison := range map[string]func() error{
		"an error": func() error { return errors.New("refused") },
		"a panic":  func() error { panic("refused") },
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			cured := false
			handle := f.Handle
			f.Handle = func(ctx context.Context, d agora.Delivery) error {
				if d.Event.RoomUUID == "a" && d.Event.Sequence == 2 && !cured {
					return poison()
				}
				return handle(ctx, d)
			}
			var lag agora.EventLag
			f.Lag = func(_ context.Context, l agora.EventLag) { lag = l }
			c.happen("a", times(3, `{}`)...)
			c.happen("b", times(3, `{}`)...)
			start := c.Now()
			f.rounds(30)
			assert.Equal(t, map[string][]int64{"a": upTo(1), "b": upTo(3)}, f.delivered)
			trouble, ok := errors.AsType[*agora.RoomTrouble](f.trouble[len(f.trouble)-1])
			require.True(t, ok)
			assert.Equal(t, "a", trouble.RoomUUID)
			assert.Equal(t, int64(2), trouble.Sequence)
			assert.Greater(t, trouble.Attempts, 3)
			assert.Less(t, trouble.Attempts, 9, "the pauses grow")
			assert.Contains(t, trouble.Error(), "refused")
			assert.Equal(t, agora.EventLag{Events: 2, Rooms: 1, OldestTime: start, PollTime: lag.PollTime}, lag)
			cured = true
			f.rounds(4)
			assert.Equal(t, upTo(3), f.delivered["a"])
			assert.Empty(t, f.lost)
			f.rounds(1)
			assert.Zero(t, lag.Events)
		})
	}
}

func TestPollerReturnsWhatItsStoreOpensWith(t *testing.T) {
	broken := errors.New("the database is away")
	f := newCloud(t).follow()
	f.Store = brokenStore{f.Store, broken}
	require.ErrorIs(t, f.Run(t.Context()), broken)
}

type brokenStore struct {
	agora.EventStore
	err error
}

func (s brokenStore) Open(context.Context, string, string) ([]agora.StoredRecord, error) {
	return nil, s.err
}

func TestPollerNeedsItsParts(t *testing.T) {
	f := newCloud(t).follow()
	f.Lost = nil
	assert.ErrorContains(t, f.Run(t.Context()), "needs Client, Store, Handle and Lost")
	var none context.Context
	assert.ErrorContains(t, newCloud(t).follow().Run(none), "the context is nil")
	f = newCloud(t).follow()
	f.Store = (*agora.MemoryEventStore)(nil)
	assert.ErrorContains(t, f.Run(t.Context()), "needs Client, Store, Handle and Lost")
}

// boundStore is a store whose answers never come: only its context ends a change.
type boundStore struct {
	agora.EventStore
	t *testing.T
}

func (s boundStore) Save(ctx context.Context, change agora.StoreChange) error {
	_, bound := ctx.Deadline()
	assert.True(s.t, bound, "a change that the store does not answer has an end")
	return s.EventStore.Save(ctx, change)
}

func TestPollerIsNotHeldByItsStore(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.Store = boundStore{f.Store, t}
	c.happen("a", times(2, `{}`)...)
	f.rounds(1)
	assert.Equal(t, upTo(2), f.delivered["a"])
}

// Events without a readable place are stored like the others: a handler's error or a restart loses none.
func TestPollerHandsOverWhatHasNoPlace(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	n := 0
	c.fault = func(kind, _ string) *breach {
		if n++; n > 1 {
			return nil
		}
		return &breach{Answer: clienttest.JSON(`{"code":0,"data":[null,{"roomUuid":"a","sequence":"x","cmd":1},{"roomUuid":"a","sequence":1,"cmd":1,"data":7},{"roomUuid":"a","cmd":2}]}`)}
	}
	handle := f.Handle
	f.Handle = func(context.Context, agora.Delivery) error { return errors.New("not today") }
	f.rounds(1)
	f.Handle = handle
	f.rounds(8)
	slices.Sort(f.order)
	assert.Equal(t, []string{"/0", "a/0", "a/0", "a/1"}, f.order)
}

// The poller that opened the stream last owns it; the older one ends.
func TestASecondPollerEndsTheFirst(t *testing.T) {
	c := newCloud(t)
	first, second := c.follow(), c.follow()
	second.Store = first.Store
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.OnSleep(func() {
		if n++; n == 2 {
			c.OnSleep(func() { cancel() })
			assert.ErrorIs(t, second.Run(ctx), context.Canceled)
			c.OnSleep(nil)
			c.happen("a", `{}`)
		}
	})
	require.ErrorIs(t, first.Run(t.Context()), agora.ErrAnotherPoller)
	assert.Empty(t, first.delivered)
	assert.Len(t, c.stream, 1, "and takes nothing from the stream")
}

// Two regions, and two projects, keep their places apart in one store.
func TestPollersOfTwoStreamsShareAStore(t *testing.T) {
	other := agora.Credentials{AppID: "fedcba98765432100123456789abcdef", Certificate: keys.Certificate}
	for name, client := range map[string]func(*cloud) *agora.Client{
		"two regions":  func(c *cloud) *agora.Client { return c.client(agora.WithRegion(agora.RegionEU)) },
		"two projects": func(c *cloud) *agora.Client { return c.clientOf(other) },
	} {
		t.Run(name, func(t *testing.T) {
			one, two := newCloud(t), newCloud(t)
			a, b := one.follow(), two.follow()
			b.Client = client(two)
			b.Store = a.Store
			one.happen("same", times(3, `{"in":"one"}`)...)
			one.happen("here", `{}`)
			two.happen("same", times(2, `{"in":"two"}`)...)
			for range 3 {
				a.rounds(4)
				b.rounds(4)
			}
			assert.Equal(t, map[string][]int64{"same": upTo(3), "here": upTo(1)}, a.delivered)
			assert.Equal(t, map[string][]int64{"same": upTo(2)}, b.delivered)
			assert.Empty(t, a.lost)
			assert.Empty(t, b.lost)
		})
	}
}

func TestPollerBeginsNow(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.FromNow = true
	f.Rooms = func(context.Context) ([]string, error) { return []string{"quiet", "old"}, nil }
	c.happen("quiet", times(9, `{}`)...)
	c.lose(9)
	c.happen("old", times(20, `{}`)...)
	c.happen("silent", times(5, `{}`)...)
	c.lose(10)
	c.stream = slices.DeleteFunc(c.stream, func(e cloudEvent) bool { return e.RoomUUID == "silent" })
	c.Advance(time.Minute)
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.OnSleep(func() {
		switch n++; n {
		case 3:
			for _, room := range []string{"old", "silent", "quiet", "new"} {
				c.happen(room, times(2, `{}`)...)
			}
		case 6:
			cancel()
		}
	})
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, map[string][]int64{"old": {21, 22}, "silent": {6, 7}, "quiet": {10, 11}, "new": {1, 2}}, f.delivered)
	assert.Empty(t, f.lost)
	c.happen("old", `{}`)
	f.rounds(2)
	assert.Equal(t, []int64{21, 22, 23}, f.delivered["old"], "a second start goes on")
}

// Handlers of several rooms run at once, those of a room one after the other, and none when Run has returned.
func TestPollerHandlesRoomsAtOnce(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	c := newCloud(t)
	f := c.follow()
	f.Workers = 4
	order := make(chan string, 100)
	both := make(chan struct{})
	f.Handle = func(_ context.Context, d agora.Delivery) error {
		switch d.Event.RoomUUID + strconv.FormatInt(d.Event.Sequence, 10) {
		case "a1":
			<-both // only b1 ends it
		case "b1":
			close(both)
		}
		order <- d.Event.RoomUUID + strconv.FormatInt(d.Event.Sequence, 10)
		return nil
	}
	c.happen("a", times(5, `{}`)...)
	c.happen("b", times(5, `{}`)...)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- f.Run(ctx) }()
	last := map[byte]byte{}
	for range 10 {
		got := <-order
		assert.Equal(t, last[got[0]]+1, got[1]-'0', got)
		last[got[0]]++
	}
	cancel()
	assert.ErrorIs(t, <-done, context.Canceled)
}
