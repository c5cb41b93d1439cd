package agora_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// A gap is given up only after the stream had nothing more since the gap was seen, each gap for itself: one that a list shows for the first
// time is not given up with one that was waited for.
func TestPollerWaitsForEachGapByItself(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.batch = 3
	f.Every = time.Second
	c.happen("a", times(3, `{}`)...)
	c.stream = slices.Delete(c.stream, 1, 2)
	c.rooms["a"].hidden = map[int64]bool{2: true, 5: true}
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.OnSleep(func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if n++; n == 1 { // after the first reading: the stream still has these
			c.add("a", times(3, `{}`)...)
			late := slices.Clone(c.stream)
			c.stream = nil
			for i := range 30 {
				c.add("b", fmt.Sprintf(`{"n":%d}`, i))
			}
			c.stream = append(c.stream, late...)
			c.fault = func(kind, _ string) *breach { // the answers stop before them for a while
				if kind == "poll" && n < 12 {
					return &breach{Answer: clienttest.Answer{Status: 503, Body: "<html>503</html>"}}
				}
				return nil
			}
		}
		if n == 40 {
			cancel()
		}
	})
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, []int64{1, 3, 4, 5, 6}, f.delivered["a"])
	require.Len(t, f.lost, 1+1, "%v", f.lost) // the answers that were lost, and the one event
	last := f.lost[slices.IndexFunc(f.lost, func(l agora.LostEvents) bool { return l.RoomUUID != "" })]
	assert.True(t, last.RoomUUID == "a" && last.First == 2 && last.Last == 2, "%v", last)
}

// A gap is not given up before three readings of the list lacked it: a list may lag behind the stream.
func TestPollerWaitsForAListToFillAGap(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(3, `{}`)...)
	c.stream = slices.Delete(c.stream, 1, 2)
	c.rooms["a"].hidden = map[int64]bool{2: true}
	require.Error(t, f.Run(newStopper(t, c, 3, func() { c.rooms["a"].hidden = nil }, 20)))
	assert.Equal(t, upTo(3), f.delivered["a"])
	assert.Empty(t, f.lost)
}

// What waits behind an event that is refused is bounded, in memory and in the store. The rest is left to the room's list, and comes from there
// when the room goes on; what the list lacks is reported.
func TestPollerLeavesToTheListWhatIsTooMuchToKeep(t *testing.T) {
	const most = 2000
	for name, test := range map[string]struct {
		hidden  []int64
		restart bool
		destroy bool
		lost    []string
	}{
		"and comes from there":           {},
		"and after a restart":            {restart: true},
		"and is reported if it is not":   {hidden: []int64{1500, 2000, 2500}, lost: []string{"events 1500 to 1500", "events 2000 to 2000", "events 2500 to 2500"}},
		"and after a restart is not":     {hidden: []int64{1500, 2500}, restart: true, lost: []string{"events 1500 to 1500", "events 2500 to 2500"}},
		"and is reported of a dead room": {destroy: true, lost: []string{"to 2500 are lost", "from 2501 on"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			c.batch, c.page = 100, 100
			f := c.follow()
			cured := false
			handle := f.Handle
			f.Handle = func(ctx context.Context, d agora.Delivery) error {
				if d.Event.RoomUUID == "a" && !cured {
					return errors.New("refused")
				}
				return handle(ctx, d)
			}
			var lag agora.EventLag
			f.Lag = func(_ context.Context, l agora.EventLag) {
				lag = l
				assert.LessOrEqual(t, l.Events, most)
			}
			for i := range 2500 {
				c.happen("a", fmt.Sprintf(`{"n":%d}`, i))
			}
			c.happen("b", `{}`)
			c.rooms["a"].hidden = map[int64]bool{}
			for _, n := range test.hidden {
				c.rooms["a"].hidden[n] = true
			}
			f.rounds(40)
			assert.Empty(t, c.stream, "the stream is read on")
			assert.Equal(t, upTo(1), f.delivered["b"])
			assert.Equal(t, 1, lag.Left)
			records, err := f.Store.Open(t.Context(), keys.AppID+"/", "test")
			require.NoError(t, err)
			assert.LessOrEqual(t, len(records), 1004, "of the stream, of two rooms, of a thousand events, and of one for the rest")
			assert.GreaterOrEqual(t, lag.Events, 1000)
			if test.restart {
				f.rounds(2)
				assert.Equal(t, 1, lag.Left)
			}
			if test.destroy {
				c.destroy("a")
			}
			cured = true
			f.rounds(60)
			all := upTo(2500)
			for _, n := range test.hidden {
				all = slices.DeleteFunc(all, func(m int64) bool { return m == n })
			}
			if test.destroy {
				all = all[:len(f.delivered["a"])]
				assert.GreaterOrEqual(t, len(all), 1000)
			}
			assert.Equal(t, all, f.delivered["a"])
			var lost []string
			for _, l := range f.lost {
				lost = append(lost, l.Error())
			}
			require.Len(t, lost, len(test.lost), "%v", lost)
			for i, want := range test.lost {
				assert.Contains(t, lost[i], want)
			}
			if !test.destroy {
				assert.Zero(t, lag.Left)
			}
			assert.Zero(t, lag.Events)
		})
	}
}

// Events without a place have no order: one that is refused holds none back. Too many of them are reported, as no list has them.
func TestPollerDoesNotHoldBackWhatHasNoPlace(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	handled, cured := 0, false
	f.Handle = func(_ context.Context, d agora.Delivery) error {
		if !cured && strings.Contains(string(d.Event.Raw), "poison") {
			return errors.New("refused")
		}
		handled++
		return nil
	}
	answer := func(events ...string) {
		c.fault = func(kind, _ string) *breach {
			c.fault = nil
			return &breach{Answer: clienttest.JSON(`{"code":0,"data":[` + strings.Join(events, ",") + `]}`)}
		}
	}
	answer(`{"roomUuid":"a","cmd":2,"data":{"poison":1}}`, `{"roomUuid":"a","cmd":3}`, `{"roomUuid":"a","cmd":4}`)
	f.rounds(5)
	assert.Equal(t, 2, handled)
	assert.Empty(t, f.lost)

	answer(times(3000, `{"roomUuid":"a","cmd":2,"data":{"poison":1}}`)...)
	f.rounds(5)
	assert.Equal(t, 2, handled)
	cured = true
	f.rounds(5)
	assert.Equal(t, 1002, handled)
	require.Len(t, f.lost, 1)
	assert.Equal(t, "a", f.lost[0].RoomUUID)
	assert.Zero(t, f.lost[0].First)
	assert.ErrorContains(t, f.lost[0], "too many")
}
