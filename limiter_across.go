package classcloud

import (
	"context"
	"time"
)

// AcrossAccounts makes l count the calls of all accounts together. A vendor may count by the address that calls come from, as Baijiayun does beside
// counting by account: then all tenants of the programs behind one address share its limit, and a limiter that keeps each account's apart would let
// through as many times too much as there are tenants.
//
//	classcloud.WithLimiter(classcloud.AcrossAccounts(classcloud.NewLimiter(baijiayun.Limits())))
//
// Of a fleet behind one address, give it the limiter of contrib/redis. Places are given back where l is a [Refunder].
func AcrossAccounts(l Limiter) Limiter {
	if _, refunds := l.(Refunder); refunds {
		return refundedAcross{across{l}}
	}
	return across{l}
}

// everybody names all accounts together. No account of a vendor's is called so.
const everybody = "all accounts"

// across asks a limiter for everybody.
type across struct{ of Limiter }

// Wait waits until op may be called by anybody.
func (a across) Wait(ctx context.Context, _ string, op Operation, maxWait time.Duration) (time.Duration, error) {
	return a.of.Wait(ctx, everybody, op, maxWait)
}

// refundedAcross gives places back, too.
type refundedAcross struct{ across }

// Refund gives the place of a call that was never sent back.
func (a refundedAcross) Refund(ctx context.Context, _ string, op Operation) {
	a.of.(Refunder).Refund(ctx, everybody, op)
}
