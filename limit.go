package classcloud

import (
	"context"
	"time"
)

// Limiter holds calls back so that the vendor's documented limits are kept. Wait returns when the call may be sent. If that takes
// longer than maxWait, Wait returns at once with the time it would take, and uses up nothing of the limit. account says whose
// limit it is: it names the vendor and the account, and is never a secret. op.Limit names a limit that holds for only some
// operations.
type Limiter interface {
	Wait(ctx context.Context, account string, op Operation, maxWait time.Duration) (tooLong time.Duration, err error)
}

// Refunder is a [Limiter] that takes a place back. A call that took a place and was never sent (nothing listened at the address, or
// the credentials could not be had) gives it back, where the limiter is a Refunder; the vendors' documented limits are.
type Refunder interface {
	Refund(ctx context.Context, account string, op Operation)
}

// Limit is a documented limit of a vendor: the Limits function of a vendor's package returns them all. A client keeps them by itself;
// limiters that a fleet shares take them as they are.
type Limit struct {
	Name  string        // the operations that it holds for: those with this Operation.Limit, or all when it is empty
	Every time.Duration // the average time per call
	Burst int           // the number of calls that may go at once
}

// NoLimit is a Limiter that holds nothing back.
type NoLimit struct{}

// Wait returns at once.
func (NoLimit) Wait(context.Context, string, Operation, time.Duration) (time.Duration, error) {
	return 0, nil
}
