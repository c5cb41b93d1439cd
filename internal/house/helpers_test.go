package house_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// fakeClock is the time of client and server alike: it moves only when somebody sleeps.
type fakeClock struct {
	mu      sync.Mutex
	now     time.Time
	step    time.Duration // added to every sleep
	slept   []time.Duration
	onSleep func() // what happens while the client waits

	disconnect func() // of the world the clock belongs to
}

func newClock() *fakeClock {
	return &fakeClock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), step: time.Second}
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept = append(c.slept, d)
	c.now = c.now.Add(d + c.step)
	if c.onSleep != nil {
		c.onSleep()
	}
	return ctx.Err()
}

// loopback fails the test of a request that escapes the test server.
type loopback struct {
	*http.Transport
	t *testing.T
}

func newLoopback(t *testing.T) *loopback {
	t.Helper()
	own := http.DefaultTransport.(*http.Transport).Clone()
	own.Proxy = nil
	own.MaxIdleConnsPerHost = 128
	t.Cleanup(own.CloseIdleConnections)
	return &loopback{own, t}
}

// RoundTrip sends what stays on this machine.
func (l *loopback) RoundTrip(r *http.Request) (*http.Response, error) {
	if host := r.URL.Hostname(); host != "127.0.0.1" {
		l.t.Errorf("a request went to %s", host)
		return nil, errors.New("not the test server")
	}
	return l.Transport.RoundTrip(r)
}

func asError(t *testing.T, err error) *classcloud.Error {
	t.Helper()
	var e *classcloud.Error
	require.ErrorAs(t, err, &e)
	return e
}

type limiterFunc func(context.Context) (tooLong time.Duration, err error)

func (f limiterFunc) Wait(ctx context.Context, _ string, _ classcloud.Operation, _ time.Duration) (time.Duration, error) {
	return f(ctx)
}
