package agora_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
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
