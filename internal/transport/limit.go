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

	mu       sync.RWMutex
	accounts map[string]*pace
	most     int // the number of accounts from which those no longer seen are forgotten
}

// pace is how fast one account calls.
type pace struct {
	mu    sync.Mutex
	rates []*rate.Limiter // by limit; nil where no call has come under it
	gone  bool            // it was forgotten: another has its place, or will
}

// fewAccounts is a number of accounts that is never worth a look.
const fewAccounts = 1024

// NewLimiter makes a limiter that keeps the vendor's documented limits. Clients that share the limiter share the limits.
func NewLimiter(limits []Limit) classcloud.Limiter {
	if len(limits) == 0 {
		return classcloud.NoLimit{}
	}
	return &limiter{limits: limits, accounts: map[string]*pace{}, most: fewAccounts}
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
	of, held, wait := l.reserve(account, op, longest)
	if wait == 0 || wait > longest { // a caller whose time ends before its turn is told so at once
		return wait, nil
	}
	err := classcloud.SystemClock{}.Sleep(ctx, wait)
	if err != nil {
		of.giveBack(held)
	}
	return 0, err
}

// Refund gives back the place of a call that was never sent. A negative number of tokens is how x/time/rate adds one.
func (l *limiter) Refund(_ context.Context, account string, op classcloud.Operation) {
	of := l.locked(account)
	defer of.mu.Unlock()
	now := time.Now()
	for i, limit := range l.limits {
		if holds(limit, op) {
			of.rate(i, limit).ReserveN(now, -1)
		}
	}
}

// holds reports whether a limit is for an operation.
func holds(limit Limit, op classcloud.Operation) bool {
	return limit.Name == "" || limit.Name == op.Limit
}

// reserve makes a reservation under every limit, or under none if the wait would be too long. A rate.Limiter counts time twice when
// it is given an earlier time after a later one, so the time is read and used under the same lock.
func (l *limiter) reserve(account string, op classcloud.Operation, maxWait time.Duration) (of *pace, held []*rate.Reservation, wait time.Duration) {
	of = l.locked(account)
	defer of.mu.Unlock()
	now := time.Now()
	for i, limit := range l.limits {
		if !holds(limit, op) {
			continue
		}
		reservation := of.rate(i, limit).ReserveN(now, 1)
		held = append(held, reservation)
		wait = max(wait, reservation.DelayFrom(now))
	}
	if wait <= maxWait {
		return of, held, wait
	}
	for _, reservation := range held {
		reservation.CancelAt(now)
	}
	return of, nil, wait
}

// giveBack cancels reservations that were not used.
func (p *pace) giveBack(held []*rate.Reservation) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	for _, reservation := range held {
		reservation.CancelAt(now)
	}
}

// rate returns the account's limiter for a limit. The caller holds p.mu.
func (p *pace) rate(i int, limit Limit) *rate.Limiter {
	if p.rates[i] == nil {
		p.rates[i] = rate.NewLimiter(rate.Every(limit.Every), limit.Burst)
	}
	return p.rates[i]
}

// locked returns the pace of an account, with its lock held. Accounts do not wait for one another.
func (l *limiter) locked(account string) *pace {
	for {
		l.mu.RLock()
		of := l.accounts[account]
		l.mu.RUnlock()
		if of == nil {
			of = l.made(account)
		}
		of.mu.Lock()
		if !of.gone {
			return of
		}
		of.mu.Unlock()
	}
}

// made makes the pace of an account that has none.
func (l *limiter) made(account string) *pace {
	l.mu.Lock()
	defer l.mu.Unlock()
	if of := l.accounts[account]; of != nil {
		return of
	}
	l.forget(time.Now())
	of := &pace{rates: make([]*rate.Limiter, len(l.limits))}
	l.accounts[account] = of
	return of
}

// forget drops the accounts that have made no call for so long that all of their places are free again: a new pace is the same. The caller
// holds l.mu.
func (l *limiter) forget(now time.Time) {
	if len(l.accounts) < l.most {
		return
	}
	for account, of := range l.accounts {
		if of.end(now) {
			delete(l.accounts, account)
		}
	}
	l.most = max(fewAccounts, 2*len(l.accounts))
}

// end reports whether all places are free, and nobody is about to take one: then nobody will.
func (p *pace) end(now time.Time) bool {
	if !p.mu.TryLock() {
		return false
	}
	defer p.mu.Unlock()
	for _, known := range p.rates {
		if known != nil && known.TokensAt(now) < float64(known.Burst()) {
			return false
		}
	}
	p.gone = true
	return true
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
