package classcloud_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
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

// Whatever is remembered again in whatever order, what is forgotten is what was remembered longest ago.
func TestMemorySeenForgetsTheOldest(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, most := range []int{1, 2, 3, 7, 12, 50, 90} {
		seen := classcloud.NewMemoryDeliveries(most)
		var order []string // the newest is the last
		for range 20 * most {
			id := fmt.Sprint(random.IntN(2*most + 1))
			require.NoError(t, seen.Remember(t.Context(), id))
			order = append(slices.DeleteFunc(order, func(other string) bool { return other == id }), id)
			order = order[max(0, len(order)-most):]
			for n := range 2*most + 1 {
				if known, err := seen.Seen(t.Context(), fmt.Sprint(n)); err != nil || known != slices.Contains(order, fmt.Sprint(n)) {
					t.Fatal(most, n, known, err)
				}
			}
		}
	}
}

func TestMemorySeenTakesLittle(t *testing.T) {
	const ids = 1_000_000
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	seen := classcloud.NewMemoryDeliveries(ids)
	id := func(n int) string {
		return "baijiayun:2026110208" + strconv.FormatInt(100_000_000_000_000+int64(n), 10)
	}
	for n := range ids + ids/10 { // and beyond what it holds
		if claim, known, err := seen.Claim(t.Context(), id(n), time.Hour); claim == "" || known || err != nil {
			t.Fatal(claim, known, err)
		}
		if err := seen.Remember(t.Context(), id(n)); err != nil { // which ends the claim
			t.Fatal(err)
		}
	}
	each := float64(heap()-before) / ids
	assert.Less(t, each, 64.0, "bytes an id: it was 168, and longer ids took more")
	known, err := seen.Seen(t.Context(), id(ids))
	require.NoError(t, err)
	assert.True(t, known)
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
