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

// serials returns n different data, which begin with a name.
func serials(name string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf(`{%q:%d}`, name, i+1)
	}
	return out
}

// anew lets the numbers of a room begin anew, and takes its events from the stream.
func (c *cloud) anew(room string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rooms[room].events, c.rooms[room].hidden = nil, nil
	c.stream = slices.DeleteFunc(c.stream, func(e cloudEvent) bool { return e.RoomUUID == room })
}

// deaf lets requests of some kinds fail until it is called without any.
func (c *cloud) deaf(kinds ...string) {
	c.fault = func(kind, _ string) *breach {
		if !slices.Contains(kinds, kind) {
			return nil
		}
		return &breach{Answer: clienttest.Answer{Status: 403, Body: "<html>"}}
	}
}

// briefly returns reports of one room in short.
func briefly(lost []agora.LostEvents) (out []string) {
	for _, l := range lost {
		out = append(out, fmt.Sprintf("%d-%d %v", l.First, l.Last, l.Err))
	}
	return out
}

// Events of a life that ended before its list could be read are told from those of the next by the order in which they arrived, though the
// next life's list lacks what would tell.
func TestPollerTellsLivesByTheOrderOfArrival(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", serials("x", 3)...)
	f.rounds(40)
	c.anew("a")
	c.happen("a", serials("y", 1)...)
	f.rounds(4)
	c.deaf("get", "list")
	c.happen("a", serials("z", 5)...)
	c.stream[0], c.stream[1] = c.stream[1], c.stream[0]
	f.rounds(2)
	c.anew("a")
	c.happen("a", serials("w", 4)...)
	c.rooms["a"].hidden = map[int64]bool{1: true, 3: true}
	f.rounds(2)
	c.deaf()
	f.rounds(40)
	assert.Equal(t, slices.Concat(upTo(3), upTo(6), upTo(4)), f.delivered["a"])
	anew := agora.ErrNumbersAnew.Error()
	assert.Equal(t, []string{"4-0 " + anew, "7-0 " + anew}, briefly(f.lost))
}

// The first event of new numbers, which the list never has, is of the new numbers, even if it is the only one.
func TestPollerKeepsTheFirstEventOfNewNumbers(t *testing.T) {
	for _, n := range []int{1, 4} {
		t.Run(fmt.Sprint("of ", n), func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			c.happen("a", serials("x", 9)...)
			f.rounds(40)
			c.anew("a")
			c.happen("a", serials("y", n)...)
			c.rooms["a"].hidden = map[int64]bool{1: true}
			f.rounds(20)
			c.happen("a", `{"z":1}`)
			f.rounds(20)
			assert.Equal(t, append(upTo(9), upTo(int64(n+1))...), f.delivered["a"])
			assert.Equal(t, []string{"10-0 " + agora.ErrNumbersAnew.Error()}, briefly(f.lost))
		})
	}
}

// A list whose reading failed in the middle, and whose numbers began anew before it was read on, tells nothing.
func TestPollerReadsOnWhereAListFailed(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", serials("x", 60)...)
	repeat := c.stream[4]
	f.rounds(40)
	c.happen("a", serials("y", 3)...)
	c.stream[1] = repeat // the whole list is asked for it
	c.page = 5
	pages := 0
	c.fault = func(kind, _ string) *breach {
		if kind == "list" {
			pages++
		}
		if pages > 8 {
			return &breach{Answer: clienttest.Answer{Status: 403, Body: "<html>"}}
		}
		return nil
	}
	ctx := newStopper(t, c, 4, func() {
		c.fault = nil
		c.anew("a")
		c.happen("a", serials("z", 2)...)
	}, 30)
	require.Error(t, f.Run(ctx))
	assert.GreaterOrEqual(t, pages, 8)
	assert.Equal(t, slices.Concat(upTo(61), []int64{63}, upTo(2)), f.delivered["a"])
	anew := agora.ErrNumbersAnew.Error()
	assert.Equal(t, []string{"62-62 " + anew, "64-0 " + anew}, briefly(f.lost))
}

// An old number tells lives apart long after the events that were handed over last: a repeat is not handed over, another event is, though no
// list tells any more.
func TestPollerKnowsWhatItHandedOver(t *testing.T) {
	for name, test := range map[string]struct {
		event string
		want  []int64
	}{
		"a repeat":      {`{"x":40}`, upTo(100)},
		"another event": {`{"y":40}`, append(upTo(100), 40)},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			c.happen("a", serials("x", 100)...)
			f.rounds(40)
			c.happen("a", `{"x":101}`)
			c.stream[0].Sequence, c.stream[0].Data = 40, []byte(test.event)
			c.deaf("list")
			f.rounds(2)
			c.deaf()
			delete(c.rooms, "a")
			f.rounds(20)
			assert.Equal(t, test.want, f.delivered["a"])
		})
	}
}

// What is left of numbers that began anew in a room that is gone is reported as that if Agora told of the room after they arrived. If not,
// nobody tells whose they were.
func TestPollerReportsWhoseEventsItBuries(t *testing.T) {
	for name, told := range map[string]bool{"of the room": true, "of nobody knows whom": false} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			c.happen("a", serials("x", 3)...)
			f.rounds(40)
			created := c.rooms["a"].created
			c.anew("a")
			c.happen("a", serials("y", 2)...)
			c.deaf("get", "list")
			if told {
				c.deaf("list")
			}
			f.rounds(2)
			c.deaf()
			delete(c.rooms, "a")
			f.rounds(10)
			assert.Equal(t, append(upTo(3), upTo(2)...), f.delivered["a"])
			require.Len(t, f.lost, 2)
			last := f.lost[1]
			assert.Equal(t, int64(1), last.First, "events of lives that nobody told apart")
			assert.Zero(t, last.Last)
			if told {
				require.ErrorIs(t, f.lost[0], agora.ErrNumbersAnew)
				require.ErrorIs(t, last, agora.CodeRoomNotFound)
				assert.True(t, last.CreateTime.Equal(created), "%v", last.CreateTime)
				return
			}
			require.ErrorIs(t, last, agora.ErrRoomUnseen)
			assert.True(t, last.CreateTime.IsZero(), "%v", last.CreateTime)
		})
	}
}

// Rooms with one id and events of the same contents are told apart by the server's times alone.
func TestPollerTellsRoomsByTheServersTimes(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(3, `{}`)...)
	f.rounds(40)
	c.happen("a", times(2, `{}`)...)
	c.deaf("get", "list")
	c.Advance(20 * time.Minute) // so that the poller asks before it hands over more
	f.rounds(2)
	c.destroy("a")
	c.Advance(time.Minute)
	c.happen("a", times(3, `{}`)...)
	c.rooms["a"].hidden = map[int64]bool{2: true} // only the time of its answer tells that it is not a repeat
	f.rounds(2)
	c.deaf()
	f.rounds(20)
	assert.Equal(t, append(upTo(5), upTo(3)...), f.delivered["a"])
	for _, l := range f.lost {
		require.ErrorIs(t, l, agora.ErrRoomReplaced)
		assert.Equal(t, int64(6), l.First)
	}
}

// Events of new numbers that were handed over as those of the old ones, because the first of them came late, are not handed over again.
func TestPollerKnowsWhatItHandedOverAhead(t *testing.T) {
	for name, restarted := range map[string]bool{"in one run": false, "after a restart": true} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			c.happen("a", serials("x", 3)...)
			f.rounds(40)
			ctx := newStopper(t, c, 2, func() {
				c.anew("a")
				c.happen("a", serials("y", 9)...)
				c.rooms["a"].hidden = map[int64]bool{6: true}
				c.lose(3) // the stream brings 4 to 9, which follow what was handed over
			}, 5)
			require.Error(t, f.Run(ctx))
			require.Equal(t, upTo(9), f.delivered["a"])
			n := 0
			handle := f.Handle
			f.Handle = func(ctx context.Context, d agora.Delivery) error {
				if n++; n == 2 && restarted {
					return errors.New("the process ends here")
				}
				return handle(ctx, d)
			}
			if restarted {
				f.rounds(1)
			}
			f.rounds(60)
			assert.Equal(t, append(upTo(9), upTo(3)...), f.delivered["a"])
			assert.Equal(t, []string{"4-0 " + agora.ErrNumbersAnew.Error()}, briefly(f.lost))
			c.happen("a", `{"y":10}`)
			f.rounds(10)
			assert.Equal(t, slices.Concat(upTo(9), upTo(3), []int64{10}), f.delivered["a"])
			assert.Len(t, f.lost, 1)
		})
	}
}

// An event that the list lacks for a moment is not taken for one of the numbers before: a list may lag behind the stream.
func TestPollerWaitsForAListThatLags(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", serials("x", 9)...)
	f.rounds(40)
	c.anew("a")
	c.happen("a", serials("y", 12)...)
	c.lose(11) // the stream brings the last alone
	c.rooms["a"].hidden = map[int64]bool{11: true, 12: true}
	require.Error(t, f.Run(newStopper(t, c, 4, func() { c.rooms["a"].hidden = nil }, 30)))
	assert.Equal(t, append(upTo(9), upTo(12)...), f.delivered["a"])
	assert.Equal(t, []string{"10-0 " + agora.ErrNumbersAnew.Error()}, briefly(f.lost))
}

// What is known of the kinds of events, that they read the same in the stream and in lists, is known after a restart.
func TestPollerKnowsAfterARestart(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("b", serials("b", 3)...)
	f.rounds(40)
	c.happen("a", serials("x", 3)...)
	f.rounds(1)
	c.anew("a")
	c.happen("a", serials("y", 5)...)
	c.lose(5)
	c.destroy("b")
	f.rounds(10)
	assert.Equal(t, append(upTo(3), upTo(5)...), f.delivered["a"])
}

// A room that is replaced between the question for it and the reading of its list is asked for again, and its events are not handed over under
// the name of the room before.
func TestPollerAskedAgainAfterTheListIsAnothers(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(3, `{}`)...)
	c.stream = c.stream[1:]
	first := c.rooms["a"].created
	c.fault = func(kind, _ string) *breach {
		if kind == "list" && c.rooms["a"].created.Equal(first) {
			c.stream = nil
			c.Advance(time.Minute)
			delete(c.rooms, "a")
			c.add("a", times(2, `{}`)...)
		}
		return nil
	}
	f.rounds(20)
	assert.Equal(t, []int64{2, 3, 1, 2}, f.delivered["a"])
}

// Where lists print an event otherwise than the stream, its number says that it is the same.
func TestPollerTakesListsThatReadOtherwise(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", serials("x", 6)...)
	stream := slices.Clone(c.stream)
	for i := range c.rooms["a"].events {
		c.rooms["a"].events[i].Data = []byte(fmt.Sprintf(`{"x":%d,"more":true}`, i+1))
	}
	c.stream = []cloudEvent{stream[0], stream[2]} // the list fills the gap, and has what the stream brings later
	f.rounds(20)
	c.stream = stream[1:]
	f.rounds(20)
	c.happen("a", `{"x":7}`)
	c.rooms["a"].events[6].Data = []byte(`{"x":7,"more":true}`)
	f.rounds(40)
	assert.Equal(t, upTo(7), f.delivered["a"])
	assert.Empty(t, f.lost)
}

// A class that was seen to run, and is gone without having been closed, ended unseen: that is reported though no answer was lost.
func TestPollerReportsAClassThatEndedUnseen(t *testing.T) {
	for name, test := range map[string]struct {
		last string
		lost int
	}{
		"it ran":         {`{"state":1}`, 1},
		"it was over":    {`{"state":2}`, 1},
		"it was closed":  {`{"state":3}`, 0},
		"it never began": {`{"state":0}`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			c.happen("a", `{"x":1}`, test.last)
			ctx := newStopper(t, c, 60, func() {
				c.destroy("a")
				c.Advance(40 * time.Minute)
			}, 80)
			require.Error(t, f.Run(ctx))
			require.Len(t, f.lost, test.lost, "%v", f.lost)
		})
	}
}
