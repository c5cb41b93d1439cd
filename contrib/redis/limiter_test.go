package classcloudredis_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	classcloudredis "github.com/go-classcloud/classcloud/contrib/redis"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// TestServerOfAFleet is not a test of its own: it is what the processes that TestAFleetKeepsTheLimits starts do. Each calls as fast as it
// may until the time that it is told, and prints when a call was let through.
func TestServerOfAFleet(t *testing.T) {
	address := os.Getenv("FLEET_REDIS")
	if address == "" {
		return
	}
	until, err := time.Parse(time.RFC3339Nano, os.Getenv("FLEET_UNTIL"))
	require.NoError(t, err)
	limits, op := baijiayun.Limits(), classcloud.Operation{}
	if os.Getenv("FLEET_VENDOR") == "weclassroom" {
		limits, op.Limit = weclassroom.Limits(), "courseware"
	}
	client := redis.NewClient(&redis.Options{Addr: address})
	defer func() { _ = client.Close() }()
	limiter := classcloudredis.NewLimiter(client, limits, classcloudredis.LimiterConfig{Failed: func(_ context.Context, err error) { t.Error(err) }})
	ctx, cancel := context.WithDeadline(t.Context(), until)
	defer cancel()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for ctx.Err() == nil {
				if later, err := limiter.Wait(ctx, "vendor:1", op, time.Second); err == nil && later == 0 {
					printf("%d", time.Now().UnixNano())
				} else if err == nil {
					_ = classcloud.SystemClock{}.Sleep(ctx, min(later, 100*time.Millisecond))
				}
			}
		})
	}
	all.Wait()
}

// Three processes together are let through as often as one account may call: never more.
func TestAFleetKeepsTheLimits(t *testing.T) {
	server := startRedis(t)
	for vendor, want := range map[string][2]int{"baijiayun": {199, 200}, "weclassroom": {1, 1}} {
		t.Run(vendor, func(t *testing.T) {
			require.NoError(t, server.client().FlushAll(t.Context()).Err())
			began := time.Now()
			times := fleet(t, server, vendor, began.Add(12*time.Second))
			require.NotEmpty(t, times)
			most := 0
			for i, at := range times { // in every 10 seconds, wherever they begin
				n, _ := slices.BinarySearch(times, at+int64(10*time.Second))
				most = max(most, n-i)
			}
			assert.GreaterOrEqual(t, most, want[0])
			assert.LessOrEqual(t, most, want[1])
		})
	}
}

// fleet runs three processes until a time, and returns when calls were let through.
func fleet(t *testing.T, server *server, vendor string, until time.Time) (times []int64) {
	t.Helper()
	var outs [3]bytes.Buffer
	var all sync.WaitGroup
	for i := range outs {
		cmd := again(t, "TestServerOfAFleet", "FLEET_REDIS="+server.address(), "FLEET_VENDOR="+vendor, "FLEET_UNTIL="+until.Format(time.RFC3339Nano))
		cmd.Stdout, cmd.Stderr = &outs[i], &outs[i]
		all.Go(func() { assert.NoError(t, cmd.Run()) })
	}
	all.Wait()
	for i := range outs {
		served := 0
		for lines := bufio.NewScanner(&outs[i]); lines.Scan(); {
			if text, ours := strings.CutPrefix(lines.Text(), "@"); ours {
				at, err := strconv.ParseInt(text, 10, 64)
				require.NoError(t, err)
				times = append(times, at)
				served++
			}
		}
		if vendor == "baijiayun" {
			assert.NotZero(t, served, "every server of the fleet gets its turn: %s", outs[i].String())
		}
	}
	slices.Sort(times)
	return times
}

func TestALimiterRefusesAndGivesBack(t *testing.T) {
	limiter := classcloudredis.NewLimiter(startRedis(t).client(), []classcloud.Limit{
		{Every: time.Hour, Burst: 2}, {Name: "chat", Every: time.Hour, Burst: 1},
	}, classcloudredis.LimiterConfig{Failed: func(_ context.Context, err error) { t.Error(err) }})
	wait := func(name string) time.Duration {
		t.Helper()
		later, err := limiter.Wait(t.Context(), "a", classcloud.Operation{Limit: name}, time.Second)
		require.NoError(t, err)
		return later.Round(time.Minute)
	}
	assert.Zero(t, wait("chat"))
	assert.Equal(t, time.Hour, wait("chat"), "which uses up nothing of the limit that holds for all")
	assert.Zero(t, wait(""))
	assert.Equal(t, time.Hour, wait(""))
	limiter.Refund(t.Context(), "a", classcloud.Operation{Limit: "chat"})
	assert.Zero(t, wait("chat"))
	later, err := limiter.Wait(t.Context(), "another account", classcloud.Operation{}, 0)
	require.NoError(t, err)
	assert.Zero(t, later)

	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	later, err = limiter.Wait(ctx, "a", classcloud.Operation{}, 2*time.Hour)
	require.NoError(t, err)
	assert.Positive(t, later, "a caller whose time ends before its turn is told so at once")
	assert.Less(t, time.Since(began), 10*time.Second)
	ended, cancelled := context.WithCancel(t.Context())
	cancelled()
	_, err = limiter.Wait(ended, "a", classcloud.Operation{}, 0)
	require.ErrorIs(t, err, context.Canceled)
}

func TestALimiterWaitsForItsTurn(t *testing.T) {
	limiter := classcloudredis.NewLimiter(startRedis(t).client(), []classcloud.Limit{{Every: 200 * time.Millisecond, Burst: 1}}, classcloudredis.LimiterConfig{})
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			later, err := limiter.Wait(t.Context(), "a", classcloud.Operation{}, time.Minute)
			assert.NoError(t, err)
			assert.Zero(t, later)
		})
	}
	all.Wait()
}

// Without Redis each server keeps the limits by itself, and says so.
func TestALimiterWithoutRedisKeepsTheLimitsAlone(t *testing.T) {
	server := startRedis(t)
	var mu sync.Mutex
	var told []error
	client := server.client()
	limiter := classcloudredis.NewLimiter(client, []classcloud.Limit{{Every: time.Hour, Burst: 3}}, classcloudredis.LimiterConfig{
		Failed: func(_ context.Context, err error) { mu.Lock(); told = append(told, err); mu.Unlock() },
	})
	through := func() (n int) {
		for range 10 {
			later, err := limiter.Wait(t.Context(), "a", classcloud.Operation{}, 0)
			require.NoError(t, err)
			if later == 0 {
				n++
			}
		}
		return n
	}
	assert.Equal(t, 3, through())
	assert.Empty(t, told)
	server.kill()
	assert.Equal(t, 3, through(), "its own limits")
	require.NotEmpty(t, told)
	for _, err := range told {
		assert.ErrorContains(t, err, "kept by this server alone")
	}
	limiter.Refund(t.Context(), "a", classcloud.Operation{})
	assert.Equal(t, 1, through(), "what is given back is its own")
	server.start()
	back(t, client)
	time.Sleep(time.Second) // for which it asks nobody
	told = nil
	assert.Zero(t, through(), "what was used up before is still used up")
	assert.Empty(t, told)
}

func TestRatesAreWholeNumbers(t *testing.T) {
	server := startRedis(t)
	for _, limit := range []classcloud.Limit{{Every: time.Second / 18, Burst: 20}, {Every: time.Minute / 950, Burst: 50}, {Every: 30 * time.Second, Burst: 1}, {Every: time.Minute / 600, Burst: 10}} {
		limiter := classcloudredis.NewLimiter(server.client(), []classcloud.Limit{limit}, classcloudredis.LimiterConfig{Failed: func(_ context.Context, err error) { t.Error(err) }})
		account := fmt.Sprint(limit.Every)
		n := 0
		var later time.Duration
		for ; later == 0; n++ {
			var err error
			later, err = limiter.Wait(t.Context(), account, classcloud.Operation{}, 0)
			require.NoError(t, err)
		}
		assert.InDelta(t, limit.Burst+1, n, 2)
		assert.LessOrEqual(t, later, limit.Every+time.Millisecond)
	}
}

// So many in an hour and so many in a day hold for the same operations: each is counted by itself.
func TestSeveralLimitsOfTheSameOperations(t *testing.T) {
	limits := []classcloud.Limit{{Every: time.Second, Burst: 2}, {Every: time.Hour, Burst: 3}, {Name: "chat", Every: time.Hour, Burst: 5}}
	failed := classcloudredis.LimiterConfig{Failed: func(_ context.Context, err error) { t.Error(err) }}
	for name, limiter := range map[string]classcloud.Limiter{"of a program": classcloud.NewLimiter(limits), "of a fleet": classcloudredis.NewLimiter(startRedis(t).client(), limits, failed)} {
		wait := func(most time.Duration) time.Duration {
			t.Helper()
			later, err := limiter.Wait(t.Context(), "a", classcloud.Operation{Limit: "chat"}, most)
			require.NoError(t, err)
			return later.Round(time.Minute)
		}
		for range 3 {
			assert.Zero(t, wait(5*time.Second), name)
		}
		assert.Equal(t, time.Hour, wait(5*time.Second), "%s: the wider limit is used up", name)
		limiter.(classcloud.Refunder).Refund(t.Context(), "a", classcloud.Operation{})
		assert.Zero(t, wait(5*time.Second), name)
	}
}

func TestALimitThatCannotBeKept(t *testing.T) {
	client := startRedis(t).client()
	for _, limit := range []classcloud.Limit{{Burst: 1}, {Every: -1, Burst: 1}, {Every: time.Second}, {Every: time.Second, Burst: -2}} {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		limiter := classcloudredis.NewLimiter(client, []classcloud.Limit{{Every: time.Second, Burst: 100}, limit}, classcloudredis.LimiterConfig{})
		_, err := limiter.Wait(ctx, "a", classcloud.Operation{}, time.Hour)
		assert.ErrorContains(t, err, "limit 1 of NewLimiter: want an Every and a Burst above 0")
		cancel()
	}
}

// A Redis that takes connections and answers nothing holds a call no longer than its context, if the client keeps to that, and a second for the
// place that it gives back.
func TestARedisThatHangsHoldsNobody(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = listener.Close() }()
	client := redis.NewClient(&redis.Options{Addr: listener.Addr().String(), ContextTimeoutEnabled: true})
	defer func() { _ = client.Close() }()
	var told error
	limiter := classcloudredis.NewLimiter(client, []classcloud.Limit{{Every: time.Second, Burst: 1}}, classcloudredis.LimiterConfig{Failed: func(_ context.Context, err error) { told = err }})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	_, err = limiter.Wait(ctx, "a", classcloud.Operation{}, 0)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	limiter.Refund(ctx, "a", classcloud.Operation{})
	assert.Less(t, time.Since(began), 4*time.Second)
	assert.ErrorContains(t, told, "was not given back")
}
