package agora_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// An id that is used again is told by the creation time: all events of the new room come, whatever was restarted meanwhile.
func TestPollerHandsOverTheWholeOfARoomWhoseIDIsUsedAgain(t *testing.T) {
	for name, restarted := range map[string]bool{"in one run": false, "after a restart": true} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			c.happen("math", append(times(8, `{}`), `{"state":3}`)...)
			f.rounds(40) // the list is read to its end
			c.Advance(45 * time.Minute)
			if restarted {
				f.rounds(1)
			}
			c.Advance(17 * time.Minute)
			c.destroy("math")
			c.happen("math", times(6, `{}`)...)
			f.rounds(4)
			assert.Equal(t, append(upTo(9), upTo(6)...), f.delivered["math"])
			for _, l := range f.lost {
				assert.Empty(t, l.RoomUUID, "only the hour without a poll is reported")
			}
		})
	}
}

// A server that keeps a closed room for longer than an hour brings a late event alone.
func TestPollerKeepsARoomThatTheServerKeeps(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", append(times(3, `{}`), `{"state":3}`)...)
	f.rounds(40)
	for range 5 {
		c.Advance(25 * time.Minute)
		f.rounds(2)
	}
	c.happen("a", `{}`)
	f.rounds(3)
	assert.Equal(t, upTo(5), f.delivered["a"])
	assert.Empty(t, f.lost)
}

// Numbers that begin anew under one creation time are told by the contents of the list.
func TestPollerNoticesNumbersThatBeginAnew(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", `{"n":1}`, `{"n":2}`, `{"n":3}`)
	f.rounds(40)
	created := c.rooms["a"].created
	c.destroy("a")
	c.happen("a", `{"n":4}`, `{"n":5}`)
	c.rooms["a"].created = created
	f.rounds(6)
	assert.Equal(t, []int64{1, 2, 3, 1, 2}, f.delivered["a"])
	require.Len(t, f.lost, 1)
	assert.ErrorIs(t, f.lost[0], agora.ErrNumbersAnew)
	assert.Equal(t, int64(4), f.lost[0].First)
}

// A room that was destroyed while answers may have been lost is reported, one that was closed and read to its end is not.
func TestPollerReportsARoomThatIsGone(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("open", times(2, `{}`)...)
	c.happen("closed", `{}`, `{"state":3}`)
	f.rounds(40)
	c.destroy("open")
	c.destroy("closed")
	f.rounds(8)
	require.Len(t, f.lost, 1)
	assert.Equal(t, "open", f.lost[0].RoomUUID)
	assert.Equal(t, int64(3), f.lost[0].First)
	assert.Zero(t, f.lost[0].Last)
	assert.ErrorIs(t, f.lost[0], agora.CodeRoomNotFound)
	f.rounds(4)
	assert.Len(t, f.lost, 1, "and forgotten")
}

// An event whose number the old life had given up is of the new life alone, and comes once.
func TestPollerAsksTheListForANumberThatWasGivenUp(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", `{"n":1}`)
	f.rounds(2)
	c.happen("a", `{"n":2}`)
	c.lose(1)
	c.rooms["a"].hidden = map[int64]bool{2: true}
	for n := range 48 {
		c.happen("a", fmt.Sprintf(`{"n":%d}`, n+3))
	}
	f.rounds(40)
	require.Len(t, f.delivered["a"], 49, "all but the second")
	require.Len(t, f.lost, 1)
	c.rooms["a"].events, c.rooms["a"].hidden = nil, nil
	c.happen("a", `{"n":101}`, `{"n":102}`, `{"n":103}`)
	f.rounds(20)
	assert.Equal(t, upTo(3), f.delivered["a"][49:])
	require.Len(t, f.lost, 2)
	assert.ErrorIs(t, f.lost[1], agora.ErrNumbersAnew)
}

// A number that was given up is handed over when it turns up, though the room's list cannot be read any more.
func TestPollerHandsOverALateEventWithoutAList(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	late := c.stream[1]
	c.stream = c.stream[:1]
	c.rooms["a"].hidden = map[int64]bool{2: true}
	c.happen("a", `{}`)
	f.rounds(10)
	require.Equal(t, []int64{1, 3}, f.delivered["a"])
	c.stream = append(c.stream, late)
	c.fault = func(kind, _ string) *breach {
		if kind != "list" {
			return nil
		}
		return &breach{Answer: clienttest.Answer{Status: 503, Body: "<html>503</html>"}}
	}
	f.rounds(400)
	assert.Equal(t, []int64{1, 3, 2}, f.delivered["a"])
}

// Numbers that begin anew twice before the room was read are reported as that, under the room's creation time.
func TestPollerNoticesNumbersThatBeginAnewTwice(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", `{"n":1}`, `{"n":2}`, `{"n":3}`)
	f.rounds(40)
	c.rooms["a"].events = nil
	c.happen("a", `{"n":4}`, `{"n":5}`)
	c.rooms["a"].events = nil
	c.happen("a", `{"n":6}`, `{"n":7}`)
	f.rounds(20)
	assert.Equal(t, slices.Concat(upTo(3), upTo(2), upTo(2)), f.delivered["a"])
	anew := agora.ErrNumbersAnew.Error()
	assert.Equal(t, []string{"4-0 " + anew, "1-0 " + anew}, briefly(f.lost), "the numbers in between were never read")
	for _, l := range f.lost {
		assert.True(t, l.CreateTime.Equal(c.rooms["a"].created), "%v", l)
	}
}

// A room that took an id over while no list could be read had numbers that began anew, too: what the list has not got is of its first numbers.
func TestPollerNoticesNumbersThatBeginAnewInTheNextRoom(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", `{"n":1}`, `{"n":2}`)
	f.rounds(40)
	c.destroy("a")
	c.Advance(time.Minute)
	c.fault = func(kind, _ string) *breach {
		if kind == "list" {
			return &breach{Answer: clienttest.Answer{Status: 503, Body: "<html>503</html>"}}
		}
		return nil
	}
	c.happen("a", `{"n":3}`, `{"n":4}`, `{"n":5}`, `{"n":6}`, `{"n":7}`)
	f.rounds(3)
	require.Equal(t, upTo(2), f.delivered["a"], "nobody tells whose the others are")
	c.rooms["a"].events = nil
	c.Advance(time.Minute)
	c.happen("a", `{"n":8}`, `{"n":9}`)
	c.fault = nil
	f.rounds(20)
	assert.Equal(t, slices.Concat(upTo(2), upTo(5), upTo(2)), f.delivered["a"])
	assert.Equal(t, []string{"3-0 " + agora.ErrRoomReplaced.Error(), "1-0 " + agora.ErrNumbersAnew.Error()}, briefly(f.lost))
}

// A room that came and went unseen stays that when the handler fails in the middle of it.
func TestPollerEndsARoomThatCameAndWentUnseen(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("0", `{"n":1}`, `{"n":2}`)
	f.rounds(40)
	c.happen("a", `{"x":1}`, `{"x":2}`, `{"x":3}`)
	c.lose(1)
	c.fault = func(kind, _ string) *breach {
		if kind == "poll" {
			return nil
		}
		return &breach{Answer: clienttest.Answer{Status: 503, Body: "<html>503</html>"}}
	}
	f.rounds(2) // nobody says whose they are
	c.fault = nil
	c.destroy("a")
	c.Advance(time.Minute)
	c.happen("a", `{"y":1}`, `{"y":2}`, `{"y":3}`)
	c.lose(3)
	var created []time.Time
	failing := true
	handle := f.Handle
	f.Handle = func(ctx context.Context, d agora.Delivery) error {
		if d.Event.RoomUUID == "a" && d.Event.Sequence == 3 && failing {
			failing = false
			return errors.New("the handler fails")
		}
		if d.Event.RoomUUID == "a" {
			created = append(created, d.CreateTime)
		}
		return handle(ctx, d)
	}
	f.rounds(40)
	assert.Equal(t, []int64{2, 3, 1, 2, 3}, f.delivered["a"])
	require.Len(t, created, 5)
	assert.True(t, created[0].IsZero() && created[1].IsZero(), "%v", created)
	assert.Equal(t, c.rooms["a"].created.UnixMilli(), created[2].UnixMilli())
	require.NotEmpty(t, f.lost)
	for _, l := range f.lost {
		assert.ErrorIs(t, l, agora.ErrRoomUnseen)
		assert.True(t, l.First == 1 && l.Last < 2, "%v", l)
	}
}
