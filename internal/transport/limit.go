package transport

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

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
