package ensure

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// storm is a day of workers that ensure the same keys, over a vendor, a journal and machines that fail at random. Times pass in a bubble.
type storm struct {
	*testing.T
	*cloud
	journal *brittle
	mu      sync.Mutex
	random  *rand.Rand
	killed  int
}

// killed is the panic of a process that ends: nothing of its own runs after it.
type killed struct{}

func (s *storm) chance(percent int) bool { return s.number(100) < percent }

func (s *storm) number(n int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.random.IntN(n)
}

// maybeDie ends the worker.
func (s *storm) maybeDie(percent int) {
	if s.chance(percent) {
		s.mu.Lock()
		s.killed++
		s.mu.Unlock()
		panic(killed{})
	}
}

// applies is what happens to a create: it is refused, lost on the way, applied at once or a little later, and answered or not.
func (s *storm) applies(ctx context.Context, apply func() string) (string, error) {
	s.maybeDie(3)
	time.Sleep(time.Duration(s.number(2000)) * time.Millisecond)
	unknown := was(classcloud.OutcomeUnknown, classcloud.Unavailable)
	switch n := s.number(100); {
	case n < 10:
		return "", was(classcloud.OutcomeNotApplied, classcloud.ResourceExhausted)
	case n < 20:
		return "", was(classcloud.OutcomeNotSent, classcloud.Unavailable)
	case n < 35:
		return "", unknown
	case n < 45: // it arrives late, for all that the client knows
		go func() {
			time.Sleep(time.Duration(s.number(20_000)) * time.Millisecond)
			apply()
		}()
		if s.chance(30) {
			panic(killed{})
		}
		return "", unknown
	case n < 60:
		apply()
		s.maybeDie(30)
		return "", unknown
	}
	id := apply()
	s.maybeDie(10)
	return id, nil
}

// worker ensures keys in an order of its own, and comes back to those that failed. A worker that dies is started again.
func (s *storm) worker(keys []string, request func(string) (look, sent string), have map[string]map[string]bool) {
	left := append([]string(nil), keys...)
	for rounds := 0; len(left) > 0 && rounds < 400; rounds++ {
		at := s.number(len(left))
		key := left[at]
		made, err := s.try(key, request)
		if made.ID != "" {
			s.mu.Lock()
			have[key][made.ID] = true
			s.mu.Unlock()
		}
		if err == nil {
			left = append(left[:at], left[at+1:]...)
			continue
		}
		time.Sleep(time.Duration(s.number(5000)) * time.Millisecond)
	}
	assert.Empty(s, left, "keys without their thing")
}

// try is one Ensure of a process that may die.
func (s *storm) try(key string, request func(string) (look, sent string)) (made Made[thing], err error) {
	defer func() {
		if died := recover(); died != nil {
			if _, ok := died.(killed); !ok {
				panic(died)
			}
			made, err = Made[thing]{}, errors.New("killed")
		}
	}()
	ctx := s.Context()
	if s.chance(10) {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(s.number(3000))*time.Millisecond)
		defer cancel()
	}
	look, sent := request(key)
	return Do(ctx, Key{Journal: s.journal, Key: key, Lease: 20 * time.Second}, s.plan(look, sent))
}

func runStorm(t *testing.T, seed uint64, request func(key string) (look, sent string)) {
	synctest.Test(t, func(t *testing.T) {
		s := &storm{T: t, cloud: &cloud{delay: 10 * time.Second}, journal: &brittle{}, random: rand.New(rand.NewPCG(seed, 18))}
		s.create = s.applies
		s.find = func() error {
			s.maybeDie(2)
			if s.chance(10) {
				return was(classcloud.OutcomeNotApplied, classcloud.Unavailable)
			}
			return nil
		}
		s.journal.fail = func(string, classcloud.JournalEntry) error {
			s.maybeDie(1)
			if s.chance(3) {
				return errJournal
			}
			return nil
		}
		s.journal.told = func(classcloud.JournalEntry) error { // it was saved
			s.maybeDie(1)
			if s.chance(3) {
				return errJournal
			}
			return nil
		}
		var keys []string
		have := map[string]map[string]bool{}
		for i := range 40 {
			key := fmt.Sprint("lesson-", i)
			keys = append(keys, key)
			have[key] = map[string]bool{}
		}
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() { s.worker(keys, request, have) })
		}
		group.Wait()
		time.Sleep(time.Minute) // for what arrives late
		assert.Len(t, s.things, len(keys))
		owners := map[string]string{}
		for key, ids := range have {
			require.Len(t, ids, 1, key)
			for id := range ids {
				assert.Empty(t, owners[id], "%s is also the thing of %s", id, key)
				owners[id] = key
			}
		}
		assert.NotZero(t, s.killed)
	})
}

// Each key gets one thing of its own, whatever dies when: with things that all look otherwise, and with some that look the same because they are.
func TestStorm(t *testing.T) {
	for seed := range uint64(24) {
		t.Run(fmt.Sprint("other looks, seed ", seed), func(t *testing.T) {
			runStorm(t, seed, func(key string) (string, string) { return key, key })
		})
		t.Run(fmt.Sprint("same looks, seed ", seed), func(t *testing.T) {
			runStorm(t, seed, func(key string) (string, string) { return key[:len("lesson-1")], "one request" })
		})
	}
}
