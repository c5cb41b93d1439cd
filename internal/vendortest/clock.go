package vendortest

import (
	"context"
	"time"
)

// Clock returns the clock that the server's clients live on: it tells the server's time, so that what they sign is in date
// whatever SetClock says, and sleeps in real time.
func (s *Server) Clock() Clock { return Clock{s} }

// Clock is a server's clock. It has the methods of classcloud.Clock.
type Clock struct{ server *Server }

// Now returns the server's time.
func (c Clock) Now() time.Time { return c.server.Now() }

// Sleep waits for d in real time, or for the end of ctx, whose error it then returns.
func (c Clock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
