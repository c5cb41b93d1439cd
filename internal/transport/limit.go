package transport

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/go-classcloud/classcloud"
)

// Limit is a documented limit of a vendor.
type Limit = classcloud.Limit

// limiter keeps the documented limits, separately for every account.
type limiter struct {
	limits []Limit
	mu     sync.Mutex
	rates  map[string]*rate.Limiter // by account and limit name
	most   int                      // the number of rates from which those of accounts no longer seen are forgotten
}

// fewRates is a number of rates that is never worth a look.
const fewRates = 1024

// NewLimiter makes a limiter that keeps the vendor's documented limits. Clients that share the limiter share the limits.
func NewLimiter(limits []Limit) classcloud.Limiter {
	if len(limits) == 0 {
		return classcloud.NoLimit{}
	}
	return &limiter{limits: limits, rates: map[string]*rate.Limiter{}, most: fewRates}
}

// Wait waits until op may be called under every limit that holds for it; see classcloud.Limiter.
func (l *limiter) Wait(ctx context.Context, account string, op classcloud.Operation, maxWait time.Duration) (time.Duration, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	longest := maxWait
	if deadline, ok := ctx.Deadline(); ok {
		longest = min(longest, max(0, time.Until(deadline)))
	}
	held, wait := l.reserve(account, op, longest)
	if wait == 0 || wait > longest { // a caller whose time ends before its turn is told so at once
		return wait, nil
	}
	err := classcloud.SystemClock{}.Sleep(ctx, wait)
	if err != nil {
		l.giveBack(held)
	}
	return 0, err
}

// Refund gives back the place of a call that was never sent. A negative number of tokens is how x/time/rate adds one.
func (l *limiter) Refund(_ context.Context, account string, op classcloud.Operation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	for _, limit := range l.limits {
		if limit.Name == "" || limit.Name == op.Limit {
			l.rate(account, limit).ReserveN(now, -1)
		}
	}
}

// reserve makes a reservation under every limit, or under none if the wait would be too long. A rate.Limiter counts time twice when
// it is given an earlier time after a later one, so the time is read and used under the same lock.
func (l *limiter) reserve(account string, op classcloud.Operation, maxWait time.Duration) (held []*rate.Reservation, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	for _, limit := range l.limits {
		if limit.Name != "" && limit.Name != op.Limit {
			continue
		}
		reservation := l.rate(account, limit).ReserveN(now, 1)
		held = append(held, reservation)
		wait = max(wait, reservation.DelayFrom(now))
	}
	if wait <= maxWait {
		return held, wait
	}
	for _, reservation := range held {
		reservation.CancelAt(now)
	}
	return nil, wait
}

// giveBack cancels reservations that were not used.
func (l *limiter) giveBack(held []*rate.Reservation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	for _, reservation := range held {
		reservation.CancelAt(now)
	}
}

// rate returns the account's limiter for a limit. The caller holds l.mu.
func (l *limiter) rate(account string, limit Limit) *rate.Limiter {
	key := account + "\x00" + limit.Name
	if l.rates[key] == nil {
		l.forget(time.Now())
		l.rates[key] = rate.NewLimiter(rate.Every(limit.Every), limit.Burst)
	}
	return l.rates[key]
}

// forget drops the rates of accounts that have made no call for so long that all of their places are free again: a new rate is the same.
func (l *limiter) forget(now time.Time) {
	if len(l.rates) < l.most {
		return
	}
	for key, known := range l.rates {
		if known.TokensAt(now) >= float64(known.Burst()) {
			delete(l.rates, key)
		}
	}
	l.most = max(fewRates, 2*len(l.rates))
}

// wait waits in the client's limiter.
func (r *run) wait(ctx context.Context, account Account) *classcloud.Error {
	limiter := r.client.config.Limiter
	tooLong, err := limiter.Wait(ctx, account.ID, r.call.Op.Operation(), r.config.MaxWait)
	if refunder, may := limiter.(classcloud.Refunder); may && err == nil && tooLong <= 0 {
		r.refund = func() { refunder.Refund(ctx, account.ID, r.call.Op.Operation()) }
	}
	switch {
	case ctx.Err() != nil:
		return r.interrupted(ctx, ctx.Err())
	case tooLong > 0 && r.last != nil: // what happened is told, not what kept us from trying again
		e := *r.last
		e.RetryAfter = max(e.RetryAfter, tooLong)
		e.Message += "; not tried again: the vendor's documented limit is used up"
		return &e
	case err != nil:
		return &classcloud.Error{Kind: classcloud.ResourceExhausted, Message: "the limiter failed: " + err.Error(),
			Outcome: classcloud.OutcomeNotSent, Err: err}
	case tooLong > 0:
		return &classcloud.Error{Kind: classcloud.ResourceExhausted, Outcome: classcloud.OutcomeNotSent, RetryAfter: tooLong,
			Message: "held back: the vendor's documented limit is used up",
			Hint:    "spread the calls, allow a longer wait with WithMaxWait, or bring your own limiter with WithLimiter"}
	}
	return nil
}
