package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
)

// TestMain runs the service instead of the tests where a test starts it as a program of its own, to kill it.
func TestMain(m *testing.M) {
	if os.Getenv("SCHOOL_CLOCK") != "" {
		if err := serveChild(); err != nil {
			fmt.Fprintln(os.Stderr, "the service:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// serveChild serves as main does, with the clock of the test that started it.
func serveChild() error {
	plan, err := os.Open(os.Getenv("SCHOOL_PLAN"))
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", os.Getenv("SCHOOL_LISTEN"))
	if err != nil {
		return err
	}
	return serve(context.Background(), config{env: os.Getenv, plan: plan, database: os.Getenv("SCHOOL_DB"), language: "en",
		clock: remoteClock(os.Getenv("SCHOOL_CLOCK")), log: slog.New(slog.NewTextHandler(os.Stderr, nil)), listener: listener})
}

// handClock is a clock that a test moves.
type handClock struct {
	mu    sync.Mutex
	now   time.Time
	moved chan struct{} // closed when it moves
}

func newHandClock(now time.Time) *handClock { return &handClock{now: now, moved: make(chan struct{})} }

// Now implements classcloud.Clock.
func (c *handClock) Now() time.Time {
	now, _ := c.look()
	return now
}

func (c *handClock) look() (time.Time, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now, c.moved
}

// set moves the clock, never back.
func (c *handClock) set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now.After(c.now) {
		c.now = now
		close(c.moved)
		c.moved = make(chan struct{})
	}
}

// Sleep implements classcloud.Clock.
func (c *handClock) Sleep(ctx context.Context, d time.Duration) error {
	return c.until(ctx, c.Now().Add(d))
}

func (c *handClock) until(ctx context.Context, until time.Time) error {
	for {
		now, moved := c.look()
		if !now.Before(until) {
			return ctx.Err()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-moved:
		}
	}
}

// ServeHTTP says the time, in nanoseconds, once it is what the query asks for.
func (c *handClock) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if n, err := strconv.ParseInt(r.URL.Query().Get("until"), 10, 64); err == nil {
		_ = c.until(r.Context(), time.Unix(0, n))
	}
	_, _ = io.WriteString(w, strconv.FormatInt(c.Now().UnixNano(), 10))
}

// remoteClock is the address of a handClock of another process.
type remoteClock string

var _ classcloud.Clock = remoteClock("")

// Now implements classcloud.Clock.
func (c remoteClock) Now() time.Time {
	now, err := c.ask(context.Background(), "")
	if err != nil { // the test is over
		fmt.Fprintln(os.Stderr, "no clock:", err)
		os.Exit(3)
	}
	return now
}

// Sleep implements classcloud.Clock.
func (c remoteClock) Sleep(ctx context.Context, d time.Duration) error {
	if _, err := c.ask(ctx, fmt.Sprintf("?until=%d", c.Now().Add(d).UnixNano())); err != nil {
		return err
	}
	return ctx.Err()
}

func (c remoteClock) ask(ctx context.Context, query string) (time.Time, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, string(c)+query, nil)
	if err != nil {
		return time.Time{}, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return time.Time{}, err
	}
	defer func() { _ = response.Body.Close() }()
	var nanoseconds int64
	err = json.NewDecoder(response.Body).Decode(&nanoseconds)
	return time.Unix(0, nanoseconds), err
}

const patience = 2 * time.Minute // for the machine, not for the service

// eventually waits until a condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !holds(); time.Sleep(5 * time.Millisecond) {
		require.True(t, time.Now().Before(deadline), "it never happened: %s", what)
	}
}

// ten is when lessons begin.
func ten() time.Time { return time.Date(2026, 9, 1, 10, 0, 0, 0, beijing) }

// anyLesson is a lesson of an hour.
func anyLesson() *lesson {
	return &lesson{Key: "math-1", Vendor: "classin", Title: "Mathematics", Start: ten(), Duration: time.Hour, Room: "17",
		Teacher: person{"1", "Julia"}, Students: []person{{"2", "An"}, {"3", "Bo"}, {"4", "Chen"}}}
}
