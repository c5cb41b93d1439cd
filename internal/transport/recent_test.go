package transport

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

func TestRecentForgetsWhatIsNotUsed(t *testing.T) {
	r, made := NewRecent[string, int](3), 0
	of := func(key string) int { return r.Of(key, func() int { made++; return made }) }
	assert.Equal(t, []int{1, 2, 3}, []int{of("a"), of("b"), of("c")})
	assert.Equal(t, 1, of("a"), "used again")
	assert.Equal(t, 4, of("d"))
	assert.Equal(t, []int{1, 3, 4}, []int{of("a"), of("c"), of("d")}, "b was not used for the longest time")
	assert.Equal(t, 5, of("b"))
	assert.Len(t, r.keys, 3)
}

func TestALimiterForgetsAccountsNoLongerSeen(t *testing.T) {
	l := NewLimiter([]Limit{{Every: time.Nanosecond, Burst: 1}, {Name: "slow", Every: time.Hour, Burst: 2}}).(*limiter)
	_, err := l.Wait(t.Context(), "busy", classcloud.Operation{Limit: "slow"}, 0)
	assert.NoError(t, err)
	for n := range 20 * fewAccounts {
		_, err := l.Wait(t.Context(), fmt.Sprint(n), classcloud.Operation{}, time.Second)
		assert.NoError(t, err)
	}
	assert.LessOrEqual(t, len(l.accounts), fewAccounts+1)
	assert.Contains(t, l.accounts, "busy", "what is used up is remembered")
}
