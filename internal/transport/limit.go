package transport

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/go-classcloud/classcloud"
)

// Limit is a documented limit: Every for one call on average, Burst at once. Name "" limits every call of an account, another
// name those operations whose Limit it is.
type Limit struct {
	Name  string
	Every time.Duration
	Burst int
}

// limiter keeps the documented limits of every account it meets.
type limiter struct {
	limits []Limit
	mu     sync.Mutex
	rates  map[string]*rate.Limiter // by account and limit name
}

// NewLimiter makes the limiter of a vendor's presets; clients that share it share its limits.
func NewLimiter(limits []Limit) classcloud.Limiter {
	if len(limits) == 0 {
		return classcloud.NoLimit{}
	}
	return &limiter{limits: limits, rates: map[string]*rate.Limiter{}}
}

// Wait reserves a place under every limit that holds for op, or none.
func (l *limiter) Wait(ctx context.Context, account string, op classcloud.Operation, maxWait time.Duration) (time.Duration, error) {
	now := time.Now()
	var wait time.Duration
	var held []*rate.Reservation
	for _, limit := range l.limits {
		if limit.Name != "" && limit.Name != op.Limit {
			continue
		}
		reservation := l.rate(account, limit).ReserveN(now, 1)
		held = append(held, reservation)
		wait = max(wait, reservation.DelayFrom(now))
	}
	giveBack := func() {
		for _, reservation := range held {
			reservation.CancelAt(now)
		}
	}
	if wait > maxWait {
		giveBack()
		return wait, nil
	}
	if wait == 0 {
		return 0, ctx.Err()
	}
	if err := (classcloud.SystemClock{}).Sleep(ctx, wait); err != nil {
		giveBack()
		return 0, err
	}
	return 0, nil
}

func (l *limiter) rate(account string, limit Limit) *rate.Limiter {
	key := account + "\x00" + limit.Name
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.rates[key] == nil {
		l.rates[key] = rate.NewLimiter(rate.Every(limit.Every), limit.Burst)
	}
	return l.rates[key]
}
