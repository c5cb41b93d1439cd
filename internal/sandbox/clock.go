package sandbox

import (
	"sync"
	"time"
)

// clock is a vendor's time: the real one, moved by a span, or standing still.
type clock struct {
	mu     sync.Mutex
	offset time.Duration
	stands bool
	at     time.Time // while it stands
}

// now returns the vendor's time.
func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stands {
		return c.at
	}
	return time.Now().Add(c.offset)
}

// set makes t the time from which the clock goes on, or at which it stands.
func (c *clock) set(t time.Time, stands bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stands, c.at, c.offset = stands, t, time.Until(t)
}

// reset brings the real time back.
func (c *clock) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stands, c.at, c.offset = false, time.Time{}, 0
}

// standing reports whether the clock stands still.
func (c *clock) standing() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stands
}
