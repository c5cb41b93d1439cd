package vendortest

import (
	"context"
	"time"
)

// Clock returns a clock for the server's clients. It tells the server's time, so that the server accepts their signatures whatever
// SetClock says. It sleeps in real time.
func (s *Server) Clock() Clock { return Clock{s} }

// Clock is the clock of a server, with the methods of classcloud.Clock.
type Clock struct{ server *Server }

// Now returns the server's time.
func (c Clock) Now() time.Time { return c.server.Now() }

// Sleep waits for d in real time. If ctx ends first, Sleep returns the error of ctx.
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
