package agora_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
)

// accounted returns the sequences of a room that were handed over or reported lost, in the order in which they were handed over.
func (f *follower) accounted(room string) []int64 {
	lost := map[int64]int64{}
	for _, l := range f.lost {
		if l.RoomUUID == room {
			lost[l.First] = l.Last
		}
	}
	var out []int64
	fill := func() {
		for at := int64(len(out) + 1); lost[at] > 0; at = int64(len(out) + 1) {
			for n := at; n <= lost[at]; n++ {
				out = append(out, n)
			}
		}
	}
	for _, sequence := range f.delivered[room] {
		fill()
		out = append(out, sequence)
	}
	fill()
	return out
}

// A thousand rounds of everything that goes wrong: each event of each room arrives once and in order, or is reported.
func TestPollerThroughAThousandRoundsOfTrouble(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			dice := rand.New(rand.NewPCG(seed, 7))
			c := newCloud(t)
			if seed >= 4 {
				c.listen()
			}
			c.batch = 6
			storm := &storm{cloud: c, dice: dice, hides: seed&2 != 0}
			f := c.follow()
			f.Store = storm.store(f.Store)
			f.Handle = storm.handler(f.Handle)
			if seed%2 == 0 {
				f.Rooms = func(context.Context) ([]string, error) { return slices.Sorted(maps.Keys(c.rooms)), nil }
			}
			c.fault = storm.fault
			for storm.rounds < 1000 {
				ctx, cancel := context.WithCancel(t.Context())
				storm.stop = cancel
				c.OnSleep(storm.round)
				err := f.Run(ctx)
				require.Error(t, err)
				if !errors.Is(err, context.Canceled) {
					require.ErrorIs(t, err, errCrash)
				}
				cancel()
			}
			c.mu.Lock()
			c.fault, storm.calm = nil, true
			c.mu.Unlock()
			for room := range c.rooms {
				c.happen(room, `{}`)
			}
			f.rounds(5)
			missing := 0
			for room, there := range c.rooms {
				missing += len(there.hidden)
				assert.Equal(t, upTo(int64(len(there.events))), f.accounted(room), room)
			}
			if !storm.hides {
				assert.Empty(t, f.lost)
			} else {
				assert.NotEmpty(t, f.lost)
				assert.Greater(t, missing, len(f.lost), "what the list lacks, the stream mostly brings")
			}
			assert.Greater(t, storm.restarts, 50)
			assert.Greater(t, storm.broken, 200)
		})
	}
}

var errCrash = errors.New("the process died")

// storm breaks things at random. The cloud's lock guards it, because the requests come on goroutines of their own.
type storm struct {
	*cloud
	dice                     *rand.Rand
	rounds, restarts, broken int
	calm                     bool
	hides                    bool // whether the rooms' lists lack some events forever
	stop                     func()
}

func (s *storm) round() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rounds++
	for range s.dice.IntN(4) {
		room := "room " + strconv.Itoa(s.dice.IntN(8))
		s.add(room, times(1+s.dice.IntN(3), `{}`)...)
		if there := s.rooms[room]; s.hides && s.dice.IntN(10) == 0 {
			if there.hidden == nil {
				there.hidden = map[int64]bool{}
			}
			there.hidden[int64(len(there.events))] = true
		}
	}
	if s.dice.IntN(10) == 0 {
		s.dice.Shuffle(len(s.stream), func(i, j int) { s.stream[i], s.stream[j] = s.stream[j], s.stream[i] })
	}
	if s.dice.IntN(10) == 0 && len(s.stream) > 0 { // the stream loses some events
		s.stream = s.stream[s.dice.IntN(len(s.stream)):]
	}
	if s.dice.IntN(10) == 0 && len(s.stream) > 0 { // the stream repeats an event
		s.stream = append(s.stream, s.stream[s.dice.IntN(len(s.stream))])
	}
	if s.dice.IntN(12) == 0 {
		s.restarts++
		s.stop()
	}
}

func (s *storm) fault(kind, _ string) *breach {
	if s.dice.IntN(3) > 0 {
		return nil
	}
	s.broken++
	bad := &breach{consumed: s.dice.IntN(2) == 0}
	switch s.dice.IntN(4) {
	case 0:
		bad.Status, bad.Body = 503, "<html>503</html>"
	case 1:
		bad.Reset = true
	case 2:
		bad.Status, bad.Body = 200, `{"code":0,"data":[{"roomUuid":"ro`
		if kind != "poll" {
			bad.Status, bad.Body = 500, `{"code":500,"msg":"internal"}`
		}
	case 3:
		bad.Status, bad.Body = 429, `{"code":429,"msg":"slow down"}`
		bad.consumed = false
	}
	return bad
}

// strikes reports whether the process dies now, once in sixty times.
func (s *storm) strikes() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.calm || s.dice.IntN(60) > 0 {
		return false
	}
	s.restarts++
	return true
}

// handler crashes now and then before it handles an event.
func (s *storm) handler(handle func(context.Context, agora.Event) error) func(context.Context, agora.Event) error {
	return func(ctx context.Context, e agora.Event) error {
		if s.strikes() {
			return errCrash
		}
		if s.strikes() {
			s.stop()
		}
		return handle(ctx, e)
	}
}

// store crashes now and then after it saved a position, like a process that saved it together with the event.
func (s *storm) store(store agora.PositionStore) agora.PositionStore {
	return stormStore{store, s}
}

type stormStore struct {
	agora.PositionStore
	storm *storm
}

func (s stormStore) Save(ctx context.Context, p agora.RoomPosition) error {
	if err := s.PositionStore.Save(ctx, p); err != nil {
		return err
	}
	if s.storm.strikes() {
		return errCrash
	}
	return nil
}
