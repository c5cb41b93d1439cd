package once

import (
	"context"
	"sync"
	"time"
)

// WithDeadline returns what context.WithDeadline returns, but makes it only when somebody waits for its end or the end has come: most
// functions that handle a delivery are over before anything looks.
func WithDeadline(parent context.Context, until time.Time) (context.Context, context.CancelFunc) {
	if earlier, ok := parent.Deadline(); ok && earlier.Before(until) {
		until = earlier
	}
	c := &deadline{parent: parent, until: until}
	return c, c.cancel
}

// deadline is a context whose timer may never have to be made.
type deadline struct {
	parent context.Context
	until  time.Time

	mu   sync.Mutex
	over bool            // it was cancelled
	real context.Context // nil until somebody waits, or asks after the end
	stop context.CancelFunc
}

// Deadline returns when the context ends.
func (c *deadline) Deadline() (time.Time, bool) { return c.until, true }

// Done returns the channel that the end of the context closes.
func (c *deadline) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.made().Done()
}

// Err says why the context has ended, or nothing.
func (c *deadline) Err() error { return c.now().Err() }

// Value returns the parent's value. For package context, which asks for its own contexts so, it is what context.WithDeadline made.
func (c *deadline) Value(key any) any { return c.now().Value(key) }

// now returns the context that tells how things are now: the parent as long as nobody waits and nothing has ended.
func (c *deadline) now() context.Context {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.real == nil && c.goesOn() {
		return c.parent
	}
	return c.made()
}

// goesOn reports whether nothing has ended it.
func (c *deadline) goesOn() bool {
	return !c.over && c.parent.Err() == nil && time.Now().Before(c.until)
}

// made makes the context where that was not done. The caller holds c.mu.
func (c *deadline) made() context.Context {
	switch {
	case c.real != nil:
	case c.over: // before its time and before its parent's
		c.real, c.stop = context.WithCancel(context.WithoutCancel(c.parent))
		c.stop()
	default:
		c.real, c.stop = context.WithDeadline(c.parent, c.until)
	}
	return c.real
}

// cancel ends the context, unless it has ended.
func (c *deadline) cancel() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.real == nil && !c.goesOn() {
		c.made()
	}
	c.over = true
	if c.real != nil {
		c.stop()
	}
}
