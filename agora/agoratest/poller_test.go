package agoratest_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

// storm is a server on which everything goes wrong, and a record of its events.
type storm struct {
	*cloud
	dice *rand.Rand

	rounds, restarts int
	restart          func()
	calm             bool

	emitted   map[string]int64 // the last event number of each room that ever existed
	erased    map[string][]int64
	delivered map[string][]int64
	lost      map[string][]agora.LostEvents
}

var errCrash = errors.New("the process died")

// round is a round of trouble, which happens whenever the client sleeps.
func (s *storm) round() {
	s.rounds++
	if s.calm {
		if s.rounds%5 == 0 {
			s.restart()
		}
		return
	}
	s.ClearRequests()
	s.live()
	s.breakCalls()
	if s.dice.IntN(15) == 0 {
		s.restarts++
		s.restart()
	}
	if s.dice.IntN(50) == 0 {
		s.clock.Advance(time.Duration(s.dice.IntN(20)) * time.Minute)
	}
}

// live emits events in rooms that stay, and in rooms that are closed and destroyed.
func (s *storm) live() {
	for range s.dice.IntN(3) {
		room := fmt.Sprintf("room %d", s.dice.IntN(6))
		if _, there := s.emitted[room]; !there {
			s.create(room)
		}
		s.emit(room)
	}
	if s.dice.IntN(60) == 0 {
		room := fmt.Sprintf("passing %d", s.rounds)
		s.create(room)
		s.emit(room)
		s.emit(room)
		s.must("PUT", fmt.Sprintf("passing%%20%d/states/3", s.rounds), "")
		s.emitted[room]++
	}
}

func (s *storm) emit(room string) {
	require.NoError(s.t, s.Emit(room, 3, map[string]any{"message": "hello"}))
	s.emitted[room]++
	if s.dice.IntN(40) == 0 {
		require.NoError(s.t, s.EraseEvents(room, s.emitted[room]))
		s.erased[room] = append(s.erased[room], s.emitted[room])
	}
}

func (s *storm) breakCalls() {
	if s.dice.IntN(8) == 0 {
		s.LoseEvents(1 + s.dice.IntN(3))
	}
	if s.dice.IntN(8) == 0 {
		s.DuplicateEvents(1 + s.dice.IntN(3))
	}
	if s.dice.IntN(3) > 0 {
		return
	}
	faults := []agoratest.Fault{
		{Status: 503, Body: "<html>503</html>"},
		{Status: 503, Body: "<html>503</html>", Apply: true},
		{Status: 429, Body: `{"code":429,"msg":"slow down"}`},
		{Reset: true},
		{Reset: true, Apply: true},
		{Truncate: 30},
		{Truncate: -1},
	}
	operation := []string{"Events.Poll", "Events.Poll", "Events.List"}[s.dice.IntN(3)]
	s.Inject(operation, faults[s.dice.IntN(len(faults))])
}

func (s *storm) handle(_ context.Context, d agora.Delivery) error {
	e := d.Event
	if !s.calm && s.dice.IntN(80) == 0 {
		s.restarts++
		return errCrash
	}
	s.delivered[e.RoomUUID] = append(s.delivered[e.RoomUUID], e.Sequence)
	return nil
}

// report records lost events. A report that is repeated after a restart counts once.
func (s *storm) report(_ context.Context, l agora.LostEvents) error {
	if !slices.ContainsFunc(s.lost[l.RoomUUID], func(o agora.LostEvents) bool { return o.First == l.First && o.Last == l.Last }) {
		s.lost[l.RoomUUID] = append(s.lost[l.RoomUUID], l)
	}
	return nil
}

func (s *storm) reported(room string, sequence int64) bool {
	return slices.ContainsFunc(s.lost[room], func(l agora.LostEvents) bool {
		return l.First <= sequence && (sequence <= l.Last || l.Last == 0)
	})
}

// Through a thousand rounds of outages, resets before and after the reply, losses, repeats and restarts, each event is handed over
// once and in the order of its room, or reported.
func TestThePollerLosesNothingOfABadStream(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			s := &storm{
				cloud: newCloud(t), dice: rand.New(rand.NewPCG(seed, 5)),
				emitted: map[string]int64{}, erased: map[string][]int64{}, delivered: map[string][]int64{}, lost: map[string][]agora.LostEvents{},
			}
			s.set(time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)) // today's times have more digits than the vectors'
			s.clock.OnSleep(s.round)
			poller := &agora.EventPoller{
				Client: s.Client(classcloud.WithClock(s.clock)), Store: agora.NewMemoryEventStore(), Handle: s.handle, Lost: s.report,
				Rooms: func(context.Context) ([]string, error) { return slices.Sorted(maps.Keys(s.emitted)), nil },
			}
			run := func() {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				s.restart = cancel
				require.ErrorIs(t, poller.Run(ctx), context.Canceled)
			}
			for s.rounds < 1000 {
				run()
			}
			s.calm = true
			s.ClearFaults()
			for room := range s.emitted {
				if s.Events(room) != nil {
					require.NoError(t, s.Emit(room, 3, nil))
					s.emitted[room]++
				}
			}
			s.rounds = 0
			run()
			s.audit()
			assert.Greater(t, s.restarts, 50)
		})
	}
}

// audit compares the events that were handed over or reported with those that happened. In a room that still exists only the erased events
// may be missing.
func (s *storm) audit() {
	total, missing := 0, 0
	for room, last := range s.emitted {
		delivered, remains := s.delivered[room], s.Events(room) != nil
		assert.True(s.t, slices.IsSorted(delivered), "%s in order: %v", room, delivered)
		assert.Len(s.t, slices.Compact(slices.Clone(delivered)), len(delivered), "%s once: %v", room, delivered)
		for sequence := int64(1); sequence <= last; sequence++ {
			total++
			_, handed := slices.BinarySearch(delivered, sequence)
			if !handed {
				missing++
			}
			assert.NotEqual(s.t, handed, s.reported(room, sequence), "%s/%d: either handed over or reported", room, sequence)
			if remains {
				assert.NotEqual(s.t, handed, slices.Contains(s.erased[room], sequence), "%s/%d: reported without need", room, sequence)
			}
		}
	}
	s.t.Logf("%d events in %d rooms, %d not deliverable, %d restarts", total, len(s.emitted), missing, s.restarts)
	assert.Greater(s.t, total, 900)
	assert.Less(s.t, missing, total/10)
}

// Go's transport repeats a GET by itself when it is reset on a connection used before. Such a poll would use up events twice.
func TestAPollIsNeverRepeatedUnasked(t *testing.T) {
	c := newCloud(t)
	c.create("class-1")
	client := c.Client()
	_, err := client.Events.Poll(t.Context())
	require.NoError(t, err)
	require.NoError(t, c.Emit("class-1", 3, nil))
	c.ClearRequests()
	c.Inject("Events.Poll", agoratest.Fault{Reset: true, Apply: true})
	_, err = client.Events.Poll(t.Context())
	require.Error(t, err)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Len(t, c.Requests(), 1)
	assert.Equal(t, http.MethodGet, c.Requests()[0].Method)
}
