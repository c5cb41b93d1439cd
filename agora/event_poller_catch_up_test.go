package agora_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestPollerLooksAtTheEndsOfRoomsAfterALostAnswer(t *testing.T) {
	for name, bad := range map[string]clienttest.Answer{
		"a reset after the events were taken":  {Reset: true},
		"a gateway's 503 after they were":      {Status: 503, Body: "<html>"},
		"an answer that is no JSON":            {Body: `{"code":0,"data":[{"roomUuid":"a"`},
		"an answer whose data is not readable": {Body: `{"code":0,"data":[`},
		"a failure of Agora's own":             {Status: 500, Body: `{"code":500,"msg":"internal"}`},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			c.happen("a", `{}`)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			n := 0
			c.OnSleep(func() {
				switch n++; n {
				case 1:
					c.happen("a", times(2, `{}`)...)
					c.requests = nil
					c.fault = func(kind, _ string) *breach { return &breach{Answer: bad, consumed: true} }
				case 2:
					c.fault = nil
				case 3:
					cancel()
				}
			})
			require.ErrorIs(t, f.Run(ctx), context.Canceled)
			assert.Equal(t, upTo(3), f.delivered["a"])
			assert.Equal(t, []string{"poll", "poll", "list a"}, c.requests, "the poll is not repeated within its call")
			assert.Len(t, f.trouble, 1)
			assert.True(t, classcloud.MaybeApplied(f.trouble[0]))
		})
	}
}

func TestPollerAsksTheRoomsAfterAnHourWithoutAnAnswer(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", `{}`)
	c.happen("b", `{}`)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	c.OnSleep(func() {
		switch n++; n {
		case 2:
			c.happen("a", `{}`)
			c.lose(1) // older than the stream reaches
			c.Advance(61 * time.Minute)
			c.requests = nil
		case 3:
			cancel()
		}
	})
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, upTo(2), f.delivered["a"])
	assert.Contains(t, c.requests, "list a")
}

func TestPollerMeetsARoomFromItsFirstEvent(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("old", times(30, `{}`)...)
	c.lose(30)
	c.happen("old", `{}`)
	f.rounds(1)
	assert.Equal(t, upTo(31), f.delivered["old"])
	assert.Empty(t, f.lost)
}

func TestPollerAsksForRoomsTheCallerKnows(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.Rooms = func(context.Context) ([]string, error) { return []string{"made", "not yet made"}, nil }
	c.happen("made", times(3, `{}`)...)
	c.lose(3)
	f.rounds(1)
	assert.Equal(t, upTo(3), f.delivered["made"])
	assert.Empty(t, f.lost)

	f.Rooms = func(context.Context) ([]string, error) { return nil, errors.New("the database is away") }
	f.rounds(1)
	assert.ErrorContains(t, f.trouble[0], "the database is away")
}

func TestPollerReportsWhatNeitherStreamNorListHas(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(9, `{}`)...)
	c.rooms["a"].hidden = map[int64]bool{2: true, 3: true, 6: true}
	c.lose(6)
	f.rounds(1)
	assert.Equal(t, []int64{1}, f.delivered["a"])
	assert.Empty(t, f.lost, "the list may lag")
	f.rounds(4)
	assert.Equal(t, []int64{1, 4, 5, 7, 8, 9}, f.delivered["a"])
	assert.Equal(t, []agora.LostEvents{{RoomUUID: "a", First: 2, Last: 3}, {RoomUUID: "a", First: 6, Last: 6}}, f.lost)
	assert.EqualError(t, f.lost[0], "agora: room a: events 2 to 3 are lost")
}

func TestPollerWaitsForAListThatLags(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(3, `{}`)...)
	c.stream = slices.Delete(c.stream, 1, 2)
	c.rooms["a"].hidden = map[int64]bool{2: true}
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.OnSleep(func() {
		switch n++; n {
		case 1:
			assert.Equal(t, []int64{1}, f.delivered["a"])
			c.rooms["a"].hidden = nil
		case 3:
			cancel()
		}
	})
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, upTo(3), f.delivered["a"])
	assert.Empty(t, f.lost)
}

func TestPollerReadsAListFromWhereItWasReadOrFromItsBeginning(t *testing.T) {
	for name, test := range map[string]struct {
		position agora.RoomPosition
		want     []int64
		requests int
	}{
		"from where it was read":                          {agora.RoomPosition{RoomUUID: "a", Sequence: 15, NextID: "14"}, []int64{16, 17}, 1},
		"from the beginning when it was read to nowhere":  {agora.RoomPosition{RoomUUID: "a", Sequence: 15}, []int64{16, 17}, 3},
		"from the beginning when the cursor leaves a gap": {agora.RoomPosition{RoomUUID: "a", Sequence: 12, NextID: "14"}, []int64{13, 14, 15, 16, 17}, 4},
		"from the beginning when the cursor is too far":   {agora.RoomPosition{RoomUUID: "a", Sequence: 15, NextID: "99"}, []int64{16, 17}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			c.happen("a", times(17, `{}`)...)
			c.lose(17)
			f := c.follow()
			test.position.SeenTime = c.Now()
			f.Store = agora.NewMemoryPositions(test.position)
			f.rounds(1)
			assert.Equal(t, test.want, f.delivered["a"])
			assert.Len(t, c.requests, 1+test.requests)
			positions, err := f.Store.Load(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []agora.RoomPosition{{RoomUUID: "a", Sequence: 17, NextID: "14", SeenTime: c.Now().Add(-2 * time.Second)}}, positions)
		})
	}
}

func TestPollerEndsAListThatRepeatsItself(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	c.lose(1)
	c.fault = func(kind, _ string) *breach {
		if kind == "list" {
			return &breach{Answer: clienttest.JSON(`{"code":0,"data":{"list":[],"nextId":"7"}}`)}
		}
		return nil
	}
	f.rounds(1)
	assert.Equal(t, []int64{2}, f.delivered["a"])
	require.NotEmpty(t, f.lost)
	assert.ErrorContains(t, f.lost[0], "repeats the same page")
}

func TestPollerReportsTheEndOfADestroyedRoom(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	f.rounds(1)
	delete(c.rooms, "a")
	f.rounds(1)
	require.Len(t, f.lost, 1)
	assert.Equal(t, agora.LostEvents{RoomUUID: "a", First: 3, Err: f.lost[0].Err}, f.lost[0])
	assert.ErrorIs(t, f.lost[0], agora.CodeRoomNotFound)
	assert.ErrorContains(t, f.lost[0], "events from 3 on may be lost")
	c.requests = nil
	f.rounds(1)
	assert.Equal(t, []string{"poll"}, c.requests, "the room is forgotten")
	assert.Len(t, f.lost, 1)
}

func TestPollerHandsOverWhatItHoldsOfADestroyedRoom(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(4, `{}`)...)
	c.stream = slices.Delete(c.stream, 1, 3)
	delete(c.rooms, "a")
	f.rounds(1)
	assert.Equal(t, []int64{1, 4}, f.delivered["a"])
	require.Len(t, f.lost, 2, "the second says that later ones may be lost too")
	assert.Equal(t, int64(2), f.lost[0].First)
	assert.Equal(t, int64(3), f.lost[0].Last)
}

func TestPollerForgetsAClosedRoomInSilence(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", `{"state":1}`, `{"state":3}`)
	f.rounds(1)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	c.OnSleep(func() {
		switch n++; n {
		case 1, 2:
			c.Advance(40 * time.Minute)
		case 3:
			delete(c.rooms, "a")
			cancel()
		}
	})
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	positions, err := f.Store.Load(t.Context())
	require.NoError(t, err)
	assert.Empty(t, positions)
	assert.Empty(t, f.lost)
}

func TestPollerBeginsAnewWithARoomOfAnOldId(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(3, `{}`)...)
	f.rounds(1)
	delete(c.rooms, "a")
	c.Advance(2 * time.Hour)
	c.happen("a", times(5, `{}`)...)
	c.lose(3)
	f.rounds(1)
	assert.Equal(t, append(upTo(3), upTo(5)...), f.delivered["a"])
	require.Len(t, f.lost, 1)
	assert.ErrorIs(t, f.lost[0], agora.ErrRoomReplaced)
	assert.Equal(t, int64(4), f.lost[0].First)
}

func TestPollerTakesAQuietRoomForTheSame(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.OnSleep(func() {
		switch n++; n {
		case 1:
			c.Advance(45 * time.Minute)
			c.happen("a", `{}`)
			c.requests = nil
		case 2:
			cancel()
		}
	})
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, upTo(3), f.delivered["a"])
	assert.Equal(t, []string{"poll", "get a"}, c.requests)
	assert.Empty(t, f.lost)
}

func TestPollerGoesOnWithTheOtherRoomsWhileOneCannotBeRead(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(3, `{}`)...)
	c.lose(1)
	c.fault = func(kind, room string) *breach {
		if kind == "list" && room == "a" {
			return gateway
		}
		return nil
	}
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.OnSleep(func() {
		switch n++; {
		case n < 20:
			c.happen("b", `{}`)
		case n == 20:
			assert.NotEmpty(t, f.delivered["b"])
			assert.Empty(t, f.delivered["a"])
			c.fault = nil
			c.Advance(time.Minute)
		case len(f.delivered["a"]) == 3:
			cancel()
		}
	})
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.Equal(t, upTo(3), f.delivered["a"])
	assert.Empty(t, f.lost)
	assert.NotEmpty(t, f.trouble)
}

func TestPollerReportsAListItCannotRead(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(3, `{}`)...)
	c.stream = slices.Delete(c.stream, 1, 2)
	c.fault = func(kind, _ string) *breach {
		if kind == "list" {
			return &breach{Answer: clienttest.JSON(`{"code":0,"data":{"list":"all of it"}}`)}
		}
		return nil
	}
	f.rounds(1)
	assert.Equal(t, []int64{1, 3}, f.delivered["a"])
	require.Len(t, f.lost, 2, "the second says that later ones may be lost too")
	assert.ErrorIs(t, f.lost[0], classcloud.DataLoss)
}
