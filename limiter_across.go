package classcloud

import (
	"context"
	"strings"
	"time"
)

// AcrossAccounts makes l count the calls of all accounts of a vendor together, under each of its limits: those too that the vendor counts by account,
// such as Baijiayun's of chat, so leave these out of l's limits if the tenants' sum may be more. No tenant has a share of its own. A vendor may count by the address that calls come from, as Baijiayun does beside
// counting by account: then all tenants of the programs behind one address share its limit, and a limiter that keeps each account's apart would let
// through as many times too much as there are tenants.
//
//	classcloud.WithLimiter(classcloud.AcrossAccounts(classcloud.NewLimiter(baijiayun.Limits())))
//
// Of a fleet behind one address, give it the limiter of contrib/redis. Places are given back where l is a [Refunder]. Nil is [NoLimit].
func AcrossAccounts(l Limiter) Limiter {
	if l == nil {
		return NoLimit{}
	}
	if _, refunds := l.(Refunder); refunds {
		return refundedAcross{across{l}}
	}
	return across{l}
}

// everybody names all accounts of the vendor of one: "baijiayun:all accounts". No account is called so.
func everybody(account string) string {
	vendor, _, _ := strings.Cut(account, ":")
	return vendor + ":all accounts"
}

// across asks a limiter for everybody.
type across struct{ of Limiter }

// Wait waits until op may be called by anybody.
func (a across) Wait(ctx context.Context, account string, op Operation, maxWait time.Duration) (time.Duration, error) {
	return a.of.Wait(ctx, everybody(account), op, maxWait)
}

// refundedAcross gives places back, too.
type refundedAcross struct{ across }

// Refund gives the place of a call that was never sent back.
func (a refundedAcross) Refund(ctx context.Context, account string, op Operation) {
	a.of.(Refunder).Refund(ctx, everybody(account), op)
}
