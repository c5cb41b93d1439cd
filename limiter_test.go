package classcloud

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Who gives up while one limit is waited for has used up nothing of the others, whose turn had come at once.
func TestWhoGivesUpWaitingTakesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter([]Limit{{Every: time.Hour, Burst: 3}, {Name: "slow", Every: time.Minute, Burst: 1}})
		goes := func(op Operation) bool {
			wait, err := l.Wait(t.Context(), "a", op, 0)
			require.NoError(t, err)
			return wait == 0
		}
		slow := Operation{Limit: "slow"}
		require.True(t, goes(slow))
		for range 5 {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			_, err := l.Wait(withoutDeadline{ctx}, "a", slow, time.Hour)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			cancel()
		}
		assert.True(t, goes(Operation{}))
		assert.True(t, goes(Operation{}))
		assert.False(t, goes(Operation{}), "three, with the first call")
		time.Sleep(10 * time.Second) // a minute after the first call
		assert.False(t, goes(slow), "the limit of all is used up")
		time.Sleep(time.Hour)
		assert.True(t, goes(slow))
		assert.False(t, goes(slow))
	})
}

// A place is given back under the limits that hold for the operation, and under no other.
func TestARefundIsOfTheOperationsLimits(t *testing.T) {
	l := NewLimiter([]Limit{{Every: time.Hour, Burst: 1}, {Name: "chat", Every: time.Hour, Burst: 1}})
	chat := Operation{Limit: "chat"}
	goes := func(op Operation) bool {
		wait, err := l.Wait(t.Context(), "a", op, 0)
		require.NoError(t, err)
		return wait == 0
	}
	require.True(t, goes(chat))
	l.(Refunder).Refund(t.Context(), "a", Operation{})
	assert.False(t, goes(chat), "its own limit is used up")
	assert.True(t, goes(Operation{}))
	l.(Refunder).Refund(t.Context(), "a", chat)
	assert.True(t, goes(chat))
}

// withoutDeadline does not tell when it ends, as a context does that its caller cancels.
type withoutDeadline struct{ context.Context }

func (withoutDeadline) Deadline() (time.Time, bool) { return time.Time{}, false }

// A call whose context has ended takes no place, though one is free.
func TestACallThatHasEndedTakesNoPlace(t *testing.T) {
	l := NewLimiter([]Limit{{Every: time.Hour, Burst: 1}})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := l.Wait(ended, "a", Operation{}, 0)
	require.ErrorIs(t, err, context.Canceled)
	wait, err := l.Wait(t.Context(), "a", Operation{}, 0)
	require.NoError(t, err)
	assert.Zero(t, wait)
}
