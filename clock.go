package classcloud

import (
	"context"
	"time"
)

// Clock tells the time and sleeps. See [WithClock].
type Clock interface {
	Now() time.Time                             // returns the current time
	Sleep(context.Context, time.Duration) error // waits; if the context ends first, it returns the context's error
}

// SystemClock is the machine's clock.
type SystemClock struct{}

// Now returns time.Now().
func (SystemClock) Now() time.Time { return time.Now() }

// Sleep waits for d. If ctx ends first, Sleep returns the error of ctx.
func (SystemClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
