package clienttest

import (
	"context"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

// CST is the vendors' time zone, +08:00.
var CST = time.FixedZone("CST", 8*60*60)

// Clock is a clock for a client, and for its test server if the test passes on Now. It moves only when a client sleeps or the test
// moves it. It is safe for concurrent use.
type Clock struct {
	mu      sync.Mutex
	now     time.Time
	step    time.Duration
	slept   []time.Duration
	onSleep func()
}

// NewClock makes a clock that starts at 2026-03-02 08:00 UTC.
func NewClock() *Clock { return ClockAt(time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)) }

// ClockAt makes a clock that starts at t.
func ClockAt(t time.Time) *Clock { return &Clock{now: t} }

// Now returns the clock's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Sleep moves the clock by d and the step, and returns the error of ctx at once.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	c.slept = append(c.slept, d)
	c.now = c.now.Add(d + c.step)
	onSleep := c.onSleep
	c.mu.Unlock()
	if onSleep != nil {
		onSleep()
	}
	return ctx.Err()
}

// Advance moves the clock by d.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// SetStep makes every sleep longer by d, so that the requests before and after a sleep are signed at different times.
func (c *Clock) SetStep(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.step = d
}

// OnSleep runs f during every sleep. It stands for what happens while a client waits.
func (c *Clock) OnSleep(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.onSleep = f
}

// Slept returns the sleeps so far.
func (c *Clock) Slept() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]time.Duration(nil), c.slept...)
}

// Impatient is a clock that tells the real time and never waits.
type Impatient struct{ classcloud.SystemClock }

// Sleep returns the context's error at once.
func (Impatient) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }
