package classcloud

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter keeps the documented limits, separately for every account.
type limiter struct {
	limits []Limit
	bad    error // of a limit that cannot be kept

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

// NewLimiter makes a limiter that keeps limits within this program, apart for each account: a vendor's documented ones, as the Limits function of
// its package returns them, or your own. Clients that are given the same limiter by [WithLimiter] share its limits; clients that are given none
// have one each, for themselves and all that With makes of them. For several programs, take the limiter of contrib/redis.
//
// A call waits for its turn in real time, whatever the client's Clock says. A limit whose Every or Burst is not above 0 is refused by WithLimiter,
// and by every Wait.
func NewLimiter(limits []Limit) Limiter {
	if len(limits) == 0 {
		return NoLimit{}
	}
	l := &limiter{limits: slices.Clone(limits), accounts: map[string]*pace{}, most: fewAccounts}
	for i, limit := range limits {
		if limit.Every <= 0 || limit.Burst <= 0 {
			l.bad = fmt.Errorf("limit %d of NewLimiter: want an Every and a Burst above 0, got %v and %d", i, limit.Every, limit.Burst)
		}
	}
	return l
}

// Wait waits until op may be called under every limit that holds for it; see [Limiter].
func (l *limiter) Wait(ctx context.Context, account string, op Operation, maxWait time.Duration) (time.Duration, error) {
	if err := cmp.Or(l.bad, ctx.Err()); err != nil {
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
	err := SystemClock{}.Sleep(ctx, wait)
	if err != nil {
		of.giveBack(held)
	}
	return 0, err
}

// Refund gives back the place of a call that was never sent. A negative number of tokens is how x/time/rate adds one.
func (l *limiter) Refund(_ context.Context, account string, op Operation) {
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
func holds(limit Limit, op Operation) bool {
	return limit.Name == "" || limit.Name == op.Limit
}

// reserve makes a reservation under every limit, or under none if the wait would be too long. A rate.Limiter counts time twice when
// it is given an earlier time after a later one, so the time is read and used under the same lock.
func (l *limiter) reserve(account string, op Operation, maxWait time.Duration) (of *pace, held []place, wait time.Duration) {
	of = l.locked(account)
	defer of.mu.Unlock()
	now := time.Now()
	for i, limit := range l.limits {
		if !holds(limit, op) {
			continue
		}
		under := of.rate(i, limit)
		reservation := under.ReserveN(now, 1)
		held = append(held, place{reservation, under})
		wait = max(wait, reservation.DelayFrom(now))
	}
	if wait <= maxWait {
		return of, held, wait
	}
	for _, place := range held {
		place.reservation.CancelAt(now)
	}
	return of, nil, wait
}

// place is a reservation under one limit.
type place struct {
	reservation *rate.Reservation
	under       *rate.Limiter
}

// giveBack gives back places that were not used. One whose turn has come, while another limit was waited for, cannot be cancelled any more.
func (p *pace) giveBack(held []place) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	for _, place := range held {
		if place.reservation.DelayFrom(now) > 0 {
			place.reservation.CancelAt(now)
		} else {
			place.under.ReserveN(now, -1)
		}
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
