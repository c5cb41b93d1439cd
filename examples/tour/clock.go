package main

import (
	"context"
	"sync"
	"time"
)

// playedClock is the clock of a test server and its client: who sleeps on it moves it, so that a lesson takes no time. It begins now.
type playedClock struct {
	mu    sync.Mutex
	ahead time.Duration // of the machine's clock
}

// Now implements classcloud.Clock.
func (c *playedClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

// Sleep implements classcloud.Clock.
func (c *playedClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += max(d, 0)
	return ctx.Err()
}
