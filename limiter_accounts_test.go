package classcloud

import (
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// However many accounts are forgotten meanwhile, none gets more than its limit.
func TestALimiterForgetsNoAccountThatCalls(t *testing.T) {
	const accounts, each = 200, 3
	l := NewLimiter([]Limit{{Every: time.Hour, Burst: each}}).(*limiter)
	var got [accounts]atomic.Int64
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for n := range 4 * accounts {
				account := (n + worker) % accounts
				if n%3 == 0 {
					l.mu.Lock()
					l.most = 0
					l.forget(time.Now())
					l.mu.Unlock()
				}
				if wait, err := l.Wait(t.Context(), strconv.Itoa(account), Operation{}, 0); err == nil && wait == 0 {
					got[account].Add(1)
				}
			}
		})
	}
	all.Wait()
	for account := range got {
		assert.EqualValues(t, each, got[account].Load())
	}
}

// An account that holds its lock holds up nobody else: not even who makes a new account, and looks for those to forget.
func TestAccountsDoNotWaitForOneAnother(t *testing.T) {
	l := NewLimiter([]Limit{{Every: time.Hour, Burst: 2}}).(*limiter)
	slow := l.locked("slow")
	defer slow.mu.Unlock()
	l.most = 1
	for n := range 10 {
		wait, err := l.Wait(t.Context(), strconv.Itoa(n), Operation{}, 0)
		assert.NoError(t, err)
		assert.Zero(t, wait)
	}
	assert.Contains(t, l.accounts, "slow")
}

func BenchmarkLimiterOfManyAccounts(b *testing.B) {
	l := NewLimiter([]Limit{{Every: time.Nanosecond, Burst: 1 << 20}, {Name: "slow", Every: time.Nanosecond, Burst: 1 << 20}})
	var workers atomic.Int64
	b.SetParallelism(32) // 64 goroutines on 2 cores
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		account, op := strconv.FormatInt(workers.Add(1)%64, 10), Operation{Limit: "slow"}
		for pb.Next() {
			_, _ = l.Wait(b.Context(), account, op, 0)
		}
	})
}

func TestALimiterForgetsAccountsNoLongerSeen(t *testing.T) {
	l := NewLimiter([]Limit{{Every: time.Nanosecond, Burst: 1}, {Name: "slow", Every: time.Hour, Burst: 2}}).(*limiter)
	_, err := l.Wait(t.Context(), "busy", Operation{Limit: "slow"}, 0)
	assert.NoError(t, err)
	for n := range 20 * fewAccounts {
		_, err := l.Wait(t.Context(), fmt.Sprint(n), Operation{}, time.Second)
		assert.NoError(t, err)
	}
	assert.LessOrEqual(t, len(l.accounts), fewAccounts+1)
	assert.Contains(t, l.accounts, "busy", "what is used up is remembered")
}

// A limit that nobody could keep is said where it is given, and by every call of a limiter that stands alone.
func TestALimitThatCannotBeKept(t *testing.T) {
	for _, limit := range []Limit{{Burst: 1}, {Every: -1, Burst: 1}, {Every: time.Second}, {Every: time.Second, Burst: -2}} {
		_, err := NewLimiter([]Limit{{Every: time.Second, Burst: 1}, limit}).Wait(t.Context(), "a", Operation{}, 0)
		assert.ErrorContains(t, err, "limit 1 of NewLimiter: want an Every and a Burst above 0")
	}
}

// What the caller does with his slice later does not change the limiter.
func TestALimiterKeepsItsOwnLimits(t *testing.T) {
	limits := []Limit{{Every: time.Hour, Burst: 1}}
	l := NewLimiter(limits)
	limits[0].Burst = 1000
	for _, want := range []bool{true, false} {
		wait, err := l.Wait(t.Context(), "a", Operation{}, 0)
		assert.NoError(t, err)
		assert.Equal(t, want, wait == 0)
	}
}
