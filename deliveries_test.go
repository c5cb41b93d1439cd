package classcloud_test

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func TestMemorySeen(t *testing.T) {
	ctx := t.Context()
	var seen classcloud.DeliveryStore = classcloud.NewMemoryDeliveries(3)
	knows := func(id string) bool {
		t.Helper()
		known, err := seen.Seen(ctx, id)
		require.NoError(t, err)
		return known
	}
	assert.False(t, knows("a"))
	for _, id := range []string{"a", "b", "c"} {
		assert.False(t, knows(id), "asking remembers nothing")
		require.NoError(t, seen.Remember(ctx, id))
	}
	require.NoError(t, seen.Remember(ctx, "a")) // makes it the newest again
	require.NoError(t, seen.Remember(ctx, "d"))
	assert.False(t, knows("b"), "the oldest is forgotten")
	for _, id := range []string{"a", "c", "d"} {
		assert.True(t, knows(id), id)
	}
}

func TestMemorySeenIsBounded(t *testing.T) {
	for most, want := range map[int]int{1: 1, 100: 100, 0: 1 << 16, -5: 1 << 16} {
		seen := classcloud.NewMemoryDeliveries(most)
		total := want + 1000
		for n := range total {
			require.NoError(t, seen.Remember(t.Context(), fmt.Sprint(n)))
		}
		known := 0
		for n := range total {
			if ok, _ := seen.Seen(t.Context(), fmt.Sprint(n)); ok {
				known++
			}
		}
		assert.Equal(t, want, known)
	}
}

func TestMemorySeenIsSafeForConcurrentUse(t *testing.T) {
	seen := classcloud.NewMemoryDeliveries(50)
	var group sync.WaitGroup
	for worker := range 20 {
		group.Go(func() {
			for n := range 200 {
				id := fmt.Sprint((worker + n) % 80)
				if _, err := seen.Seen(t.Context(), id); err != nil {
					t.Error(err)
				}
				if err := seen.Remember(t.Context(), id); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

func TestMemoryClaims(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var store classcloud.DeliveryClaimer = classcloud.NewMemoryDeliveries(4)
		claim := func(id string) (string, bool) {
			t.Helper()
			claim, seen, err := store.Claim(t.Context(), id, time.Minute)
			require.NoError(t, err)
			return claim, seen
		}
		first, seen := claim("a")
		assert.NotEmpty(t, first)
		assert.False(t, seen)
		busy, seen := claim("a")
		assert.Empty(t, busy)
		assert.False(t, seen, "somebody has it")
		require.NoError(t, store.Release(t.Context(), "a", "another"))
		busy, _ = claim("a")
		assert.Empty(t, busy, "a claim is given back by its own word alone")
		require.NoError(t, store.Release(t.Context(), "a", first))
		second, _ := claim("a")
		assert.NotEmpty(t, second)
		assert.NotEqual(t, first, second)
		time.Sleep(time.Minute)
		third, _ := claim("a")
		assert.NotEmpty(t, third, "it ran out")
		require.NoError(t, store.Release(t.Context(), "a", second))
		busy, _ = claim("a")
		assert.Empty(t, busy, "what ran out is not there to be given back")
		require.NoError(t, store.Remember(t.Context(), "a"))
		busy, seen = claim("a")
		assert.Empty(t, busy)
		assert.True(t, seen)
		require.NoError(t, store.Release(t.Context(), "a", third))
		_, seen = claim("a")
		assert.True(t, seen)
	})
}
