package classcloudredis_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	classcloudredis "github.com/go-classcloud/classcloud/contrib/redis"
)

var (
	_ classcloud.DeliveryClaimer = (*classcloudredis.Deliveries)(nil)
	_ classcloud.Limiter         = (*classcloudredis.Limiter)(nil)
	_ classcloud.Refunder        = (*classcloudredis.Limiter)(nil)
)

func TestDeliveries(t *testing.T) {
	ctx := t.Context()
	store := classcloudredis.NewDeliveries(startRedis(t).client(), 0)
	claim := func(id string, lease time.Duration) (string, bool) {
		t.Helper()
		word, seen, err := store.Claim(ctx, id, lease)
		require.NoError(t, err)
		return word, seen
	}
	seen, err := store.Seen(ctx, "a")
	require.NoError(t, err)
	assert.False(t, seen)
	first, seen := claim("a", time.Minute)
	assert.NotEmpty(t, first)
	assert.False(t, seen)
	busy, seen := claim("a", time.Minute)
	assert.Empty(t, busy)
	assert.False(t, seen)
	seen, err = store.Seen(ctx, "a")
	require.NoError(t, err)
	assert.False(t, seen, "it is claimed and not handled")
	require.NoError(t, store.Release(ctx, "a", "another"))
	busy, _ = claim("a", time.Minute)
	assert.Empty(t, busy)
	require.NoError(t, store.Release(ctx, "a", first))
	second, _ := claim("a", 50*time.Millisecond)
	assert.NotEmpty(t, second)
	require.Eventually(t, func() bool { word, _ := claim("a", time.Minute); return word != "" }, 5*time.Second, 10*time.Millisecond, "it runs out")
	require.NoError(t, store.Release(ctx, "a", second), "what ran out is another's now")
	require.NoError(t, store.Remember(ctx, "a"))
	busy, seen = claim("a", time.Minute)
	assert.Empty(t, busy)
	assert.True(t, seen)
	seen, err = store.Seen(ctx, "a")
	require.NoError(t, err)
	assert.True(t, seen)
}

const partnerKey = "invented-partner-key"

// pods returns handlers of callbacks that share a store, and how often each callback was handled.
func pods(t *testing.T, count int, store func() classcloud.DeliveryStore, failed func(error)) (addresses []string, handled *sync.Map) {
	t.Helper()
	handled = new(sync.Map)
	for range count {
		pod := httptest.NewServer(baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
			Class: func(_ context.Context, c *baijiayun.ClassCallback) error {
				times, _ := handled.LoadOrStore(c.RoomID, new(atomic.Int64))
				times.(*atomic.Int64).Add(1)
				time.Sleep(5 * time.Millisecond)
				return nil
			},
			Other:      func(context.Context, baijiayun.Form) error { return nil },
			Failed:     func(_ context.Context, err error) { failed(err) },
			Deliveries: store(),
		}, partnerKey))
		t.Cleanup(pod.Close)
		addresses = append(addresses, pod.URL)
	}
	return addresses, handled
}

// 500 callbacks come to two pods at the same time, as a load balancer that repeats would send them.
func TestTwoPodsHandleEachCallbackOnce(t *testing.T) {
	server := startRedis(t)
	addresses, handled := pods(t, 2, func() classcloud.DeliveryStore { return classcloudredis.NewDeliveries(server.client(), 0) }, func(err error) { t.Error(err) })
	var all sync.WaitGroup
	for n := range 500 {
		form := callback(n)
		for _, address := range addresses {
			all.Go(func() { assert.Equal(t, http.StatusOK, deliver(t, address, form)) })
		}
	}
	all.Wait()
	count := 0
	handled.Range(func(room, times any) bool {
		count++
		return assert.EqualValues(t, 1, times.(*atomic.Int64).Load(), "room %v", room)
	})
	assert.Equal(t, 500, count)
}

// Redis dies in the middle, and comes back: no callback is lost, and none of those that Redis knew of is handled again.
func TestCallbacksWithoutRedis(t *testing.T) {
	server := startRedis(t)
	var told atomic.Int64
	client := server.client()
	addresses, handled := pods(t, 1, func() classcloud.DeliveryStore { return classcloudredis.NewDeliveries(client, 0) }, func(error) { told.Add(1) })
	for n := range 60 {
		switch n {
		case 20:
			server.kill()
		case 40:
			server.start()
			back(t, client)
		}
		assert.Equal(t, http.StatusOK, deliver(t, addresses[0], callback(n)))
		if n < 20 || n >= 40 {
			assert.Equal(t, http.StatusOK, deliver(t, addresses[0], callback(n)), "the vendor repeats")
		}
	}
	for n := range 20 {
		deliver(t, addresses[0], callback(n))
	}
	for n := range 60 {
		times, ok := handled.Load(int64(n + 1))
		require.True(t, ok, "callback %d was lost", n)
		assert.EqualValues(t, 1, times.(*atomic.Int64).Load(), "callback %d", n)
	}
	assert.Positive(t, told.Load(), "it says so")
}

// callback is a signed callback of a room of its own.
func callback(n int) url.Values {
	return baijiayun.SignCallback(url.Values{
		"room_id": {fmt.Sprint(n + 1)}, "op": {"start"}, "op_time": {"2026-03-02 16:00:00"}, "qid": {fmt.Sprintf("q-%d", n)}, "timestamp": {"1772438400"},
	}, partnerKey)
}

func deliver(t *testing.T, address string, form url.Values) int {
	t.Helper()
	resp, err := http.PostForm(address, form)
	if !assert.NoError(t, err) {
		return 0
	}
	defer func() { _ = resp.Body.Close() }()
	return resp.StatusCode
}
