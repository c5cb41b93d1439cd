package transport

import (
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
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
				if wait, err := l.Wait(t.Context(), strconv.Itoa(account), classcloud.Operation{}, 0); err == nil && wait == 0 {
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
		wait, err := l.Wait(t.Context(), strconv.Itoa(n), classcloud.Operation{}, 0)
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
		account, op := strconv.FormatInt(workers.Add(1)%64, 10), classcloud.Operation{Limit: "slow"}
		for pb.Next() {
			_, _ = l.Wait(b.Context(), account, op, 0)
		}
	})
}
