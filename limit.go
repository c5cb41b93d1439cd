package classcloud

import (
	"context"
	"time"
)

// Limiter holds calls back so that a documented limit of the vendor is kept. Wait returns when the call may go, and waits at
// most maxWait; a longer wait comes back at once as the time it would take, with nothing taken. account says whose limit it
// is: the vendor and the account, never a secret. op.Limit names a limit of the operation's own.
type Limiter interface {
	Wait(ctx context.Context, account string, op Operation, maxWait time.Duration) (tooLong time.Duration, err error)
}

// Refunder is a [Limiter] that takes a place back. A call that took a place and was never sent (nothing listened at the address, or
// the credentials could not be had) gives it back, where the limiter is a Refunder; the vendors' documented limits are.
type Refunder interface {
	Refund(ctx context.Context, account string, op Operation)
}

// NoLimit lets every call go at once.
type NoLimit struct{}

// Wait returns at once.
func (NoLimit) Wait(context.Context, string, Operation, time.Duration) (time.Duration, error) {
	return 0, nil
}
