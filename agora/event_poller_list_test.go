package agora_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestPollerReportsWhatNeitherStreamNorListHas(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.rounds(1)
	c.happen("a", times(9, `{}`)...)
	c.rooms["a"].hidden = map[int64]bool{2: true, 3: true, 6: true}
	c.lose(6)
	f.rounds(1)
	assert.Empty(t, f.lost, "the list may lag")
	f.rounds(8)
	assert.Equal(t, []int64{1, 4, 5, 7, 8, 9}, f.delivered["a"])
	require.Len(t, f.lost, 2)
	assert.EqualError(t, f.lost[0], "agora: room a: events 2 to 3 are lost")
	assert.EqualError(t, f.lost[1], "agora: room a: events 6 to 6 are lost")
}

// Five thousand known rooms after one lost answer are looked at a few in a round, while polling goes on.
func TestPollerPacesItsReading(t *testing.T) {
	const rooms, rounds = 5000, 510
	c := newCloud(t)
	f := c.follow()
	for i := range rooms {
		c.happen(fmt.Sprintf("room %04d", i), fmt.Sprintf(`{"n":%d}`, i))
	}
	var lag agora.EventLag
	f.Lag = func(_ context.Context, l agora.EventLag) { lag = l }
	n, most, polls := 0, 0, 0
	var before, after runtime.MemStats
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.OnSleep(func() {
		reads := 0
		for _, r := range c.requests {
			if strings.HasPrefix(r, "list") {
				reads++
			}
			if r == "poll" {
				polls++
			}
		}
		c.requests = nil
		most = max(most, reads)
		switch n++; n {
		case 2:
			assert.Len(t, f.delivered, rooms)
			assert.Zero(t, lag.Unread)
			c.happen("room 4999", `{}`)
			c.fault = func(kind, _ string) *breach {
				c.fault = nil
				return &breach{Answer: clienttest.Answer{Status: 503, Body: "<html>"}, consumed: true}
			}
		case 4:
			assert.Greater(t, lag.Unread, rooms-50)
			runtime.ReadMemStats(&before)
		case rounds:
			runtime.ReadMemStats(&after)
			cancel()
		}
	})
	require.ErrorIs(t, f.Run(ctx), context.Canceled)
	assert.LessOrEqual(t, most, 10)
	assert.GreaterOrEqual(t, polls, rounds-5)
	assert.Equal(t, upTo(2), f.delivered["room 4999"])
	assert.Zero(t, lag.Unread)
	assert.Less(t, (after.TotalAlloc-before.TotalAlloc)/rounds, uint64(4<<20), "bytes a round")
	assert.Less(t, after.HeapAlloc, uint64(200<<20))
}

// An odd refusal of a list, or a page without data, is waited out.
func TestPollerReadsAListAgain(t *testing.T) {
	for name, odd := range map[string]clienttest.Answer{
		"a 400":    {Status: 400, Body: `{"code":400,"msg":"odd"}`},
		"no data":  clienttest.JSON(`{"code":0,"data":null}`),
		"no JSON":  {Body: `{"code":0,"data":{"list":[`},
		"an HTML":  {Status: 404, Body: "<html>"},
		"a closed": {Status: 403, Body: `{"code":403}`},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			c.happen("a", times(3, `{}`)...)
			c.stream = slices.Delete(c.stream, 1, 2)
			n := 0
			c.fault = func(kind, _ string) *breach {
				if n++; kind == "list" && n < 8 {
					return &breach{Answer: odd}
				}
				return nil
			}
			f.rounds(20)
			assert.Equal(t, upTo(3), f.delivered["a"])
			assert.Empty(t, f.lost)
		})
	}
}

// Where numbers have holes, the poller is told so, and neither waits nor asks nor reports.
func TestPollerTakesNumbersWithHoles(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	f.Sparse = true
	c.happen("a", times(10, `{}`)...)
	c.stream = slices.DeleteFunc(c.stream, func(e cloudEvent) bool { return e.Sequence%2 > 0 })
	f.rounds(1)
	assert.Equal(t, []int64{2, 4, 6, 8, 10}, f.delivered["a"])
	assert.NotContains(t, c.requests, "list a")
	assert.Empty(t, f.lost)
}

// Without a way to name the rooms a lost answer is reported, since rooms that the poller has not met may have been in it.
func TestPollerReportsALostAnswer(t *testing.T) {
	for name, rooms := range map[string]func(context.Context) ([]string, error){
		"without Rooms": nil,
		"with Rooms":    func(context.Context) ([]string, error) { return []string{"a", "not yet made"}, nil },
	} {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			f := c.follow()
			f.Rooms = rooms
			f.rounds(1)
			c.happen("a", times(2, `{}`)...)
			c.fault = func(string, string) *breach {
				c.fault = nil
				return &breach{Answer: clienttest.Answer{Reset: true}, consumed: true}
			}
			f.rounds(8)
			if rooms != nil {
				assert.Equal(t, upTo(2), f.delivered["a"])
				assert.Empty(t, f.lost)
				return
			}
			require.Len(t, f.lost, 1)
			assert.Equal(t, agora.LostEvents{Err: f.lost[0].Err}, f.lost[0])
		})
	}
}

// The creation time of another room says nothing of the room that was asked for.
func TestPollerIsNotToldOfAnotherRoom(t *testing.T) {
	c := newCloud(t)
	f := c.follow()
	c.happen("a", times(2, `{}`)...)
	c.fault = func(what, room string) *breach {
		if what != "get" {
			return nil
		}
		return &breach{Answer: clienttest.JSON(`{"code":0,"ts":1,"data":{"roomUuid":"b","state":1,"createTime":1,"roomProperties":{"roomType":4}}}`)}
	}
	f.rounds(1)
	assert.Empty(t, f.delivered)
	assert.Contains(t, f.trouble[0].Error(), `the reply is of the room "b"`)
	c.fault = nil
	f.rounds(8)
	assert.Equal(t, map[string][]int64{"a": upTo(2)}, f.delivered)
	assert.Empty(t, f.lost)
}
