package classcloudredis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"

	"github.com/go-classcloud/classcloud"
)

// Limiter is a [classcloud.Limiter] that all servers of a fleet share. Give it to each client with classcloud.WithLimiter.
type Limiter struct {
	limits []limit
	bad    error // of one that cannot be kept
	client redis.UniversalClient
	rates  *redis_rate.Limiter
	alone  classcloud.Limiter // keeps the limits while Redis cannot be reached
	away   atomic.Int64       // until when Redis is not asked, in Unix milliseconds
	failed func(context.Context, error)
}

// respite is how long Redis is not asked after it could not be reached: each call would wait for it.
const respite = time.Second

// LimiterConfig says what a Limiter does beside keeping the limits.
type LimiterConfig struct {
	// Failed is called whenever Redis cannot be asked, and the limits are kept by this server alone. It may be called concurrently. nil
	// means that nobody is told.
	Failed func(context.Context, error)
}

// NewLimiter makes a limiter for the limits of one vendor, such as baijiayun.Limits(). Limits are kept for each account (around it, classcloud.AcrossAccounts
// keeps them for all accounts of a vendor together, as one that counts by address does), whoever makes
// the calls: keys in Redis begin with rate:classcloud:limit: and hold no secret. The time that counts is that of Redis.
//
// While Redis cannot be reached, the limiter keeps the same limits for this server alone, so a fleet of n servers may then make n times
// as many calls. A limit whose Every or Burst is not above 0 is refused by every Wait.
func NewLimiter(client redis.UniversalClient, limits []classcloud.Limit, config LimiterConfig) *Limiter {
	l := &Limiter{client: client, rates: redis_rate.NewLimiter(client), alone: classcloud.NewLimiter(limits), failed: told(config.Failed)}
	named := map[string]int{}
	for i, own := range limits {
		if own.Every <= 0 || own.Burst <= 0 {
			l.bad = fmt.Errorf("limit %d of NewLimiter: want an Every and a Burst above 0, got %v and %d", i, own.Every, own.Burst)
		}
		key := own.Name
		if named[own.Name]++; named[own.Name] > 1 { // so many in a second, and so many in a day
			key += ":" + strconv.Itoa(named[own.Name])
		}
		l.limits = append(l.limits, limit{own, key})
	}
	return l
}

// limit is a limit, and what its key in Redis ends with: several may hold for the same operations.
type limit struct {
	classcloud.Limit
	key string
}

// Wait waits until op may be called under every limit that holds for it, at most maxWait. If that would take longer, it returns the time
// at once and uses up nothing.
func (l *Limiter) Wait(ctx context.Context, account string, op classcloud.Operation, maxWait time.Duration) (time.Duration, error) {
	longest := maxWait
	if deadline, ok := ctx.Deadline(); ok {
		longest = min(longest, max(0, time.Until(deadline)))
	}
	for waited := time.Duration(0); ; {
		if err := cmp.Or(l.bad, ctx.Err()); err != nil {
			return 0, err
		}
		if l.isAway() {
			return l.alone.Wait(ctx, account, op, maxWait)
		}
		later, err := l.take(ctx, account, op)
		switch {
		case ctx.Err() != nil:
			return 0, ctx.Err()
		case err != nil:
			l.away.Store(time.Now().Add(respite).UnixMilli())
			l.failed(ctx, fmt.Errorf("classcloudredis: limits are kept by this server alone for a second: %w", err))
			return l.alone.Wait(ctx, account, op, maxWait)
		case later == 0:
			return 0, nil
		case waited+later > longest:
			return later, nil
		}
		if err := (classcloud.SystemClock{}).Sleep(ctx, later); err != nil {
			return 0, err
		}
		waited += later
	}
}

// Refund gives the place of a call that was never sent back.
func (l *Limiter) Refund(ctx context.Context, account string, op classcloud.Operation) {
	if own, may := l.alone.(classcloud.Refunder); may && l.isAway() {
		own.Refund(ctx, account, op)
		return
	}
	for _, limit := range l.limits {
		if holds(limit, op) {
			l.giveBack(ctx, account, limit)
		}
	}
}

// isAway reports whether Redis could not be reached a moment ago.
func (l *Limiter) isAway() bool { return time.Now().UnixMilli() < l.away.Load() }

// take takes a place under every limit, or under none: then it returns how long that will take at least.
func (l *Limiter) take(ctx context.Context, account string, op classcloud.Operation) (later time.Duration, err error) {
	var taken []limit
	for _, limit := range l.limits {
		if !holds(limit, op) {
			continue
		}
		result, problem := l.rates.AllowN(ctx, limitKey(account, limit), rateOf(limit), 1)
		if problem == nil && result.Allowed > 0 {
			taken = append(taken, limit)
			continue
		}
		for _, other := range taken {
			l.giveBack(ctx, account, other)
		}
		if problem != nil {
			return 0, problem
		}
		return max(result.RetryAfter, time.Millisecond), nil
	}
	return 0, nil
}

// giveBack adds a place. redis_rate has no way to do so: what it keeps is the time at which all places are free again.
var giveBack = redis.NewScript(`
local free = redis.call("GET", KEYS[1])
if not free then
  return 0
end
local time = redis.call("TIME")
local now = (time[1] - 1483228800) + (time[2] / 1000000)
free = tonumber(free) - tonumber(ARGV[1])
if free > now then
  redis.call("SET", KEYS[1], string.format("%.6f", free), "EX", math.ceil(free - now))
else
  redis.call("DEL", KEYS[1])
end
return 1
`)

// giveBackTime is how long Redis may take to hear that a place is free again: the caller may have given up.
const giveBackTime = time.Second

func (l *Limiter) giveBack(ctx context.Context, account string, limit limit) {
	key := "rate:" + limitKey(account, limit)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), giveBackTime)
	defer cancel()
	if err := giveBack.Run(ctx, l.client, []string{key}, limit.Every.Seconds()).Err(); err != nil {
		l.failed(ctx, fmt.Errorf("classcloudredis: a place in a limit was not given back: %w", err))
	}
}

func holds(limit limit, op classcloud.Operation) bool {
	return limit.Name == "" || limit.Name == op.Limit
}

func limitKey(account string, limit limit) string {
	return "classcloud:limit:" + account + ":" + limit.key
}

// rateOf writes a limit as redis_rate has it, whose rates are whole numbers: so many calls in as short a time as that allows.
func rateOf(limit limit) redis_rate.Limit {
	count := max(1, int(math.Round(float64(time.Second)/float64(limit.Every))))
	return redis_rate.Limit{Rate: count, Burst: limit.Burst, Period: time.Duration(count) * limit.Every}
}

// told returns a function that can always be called.
func told(f func(context.Context, error)) func(context.Context, error) {
	if f == nil {
		return func(context.Context, error) {}
	}
	return f
}
