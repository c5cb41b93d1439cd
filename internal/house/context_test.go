package house_test

import (
	"context"
	"net/http/httptrace"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func TestACallerWhoGivesUp(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		_, err := w.create(t.Context(), 1)
		require.NoError(t, err)
		w.kit.ClearRequests()
		w.kit.Inject(w.createOp, vendortest.Fault{Delay: time.Hour, Times: -1})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { cancel() }})
		_, err = w.create(ctx, 2)
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, err, classcloud.Canceled)
		assert.True(t, classcloud.MaybeApplied(err), "it was written whole: %v", err)
		assert.Empty(t, w.clock.Slept())
	})
}

func TestAnAttemptThatTakesTooLong(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		_, err := w.create(t.Context(), 1)
		require.NoError(t, err)
		w.kit.Inject(w.createOp, vendortest.Fault{Delay: time.Hour, Times: -1})
		_, err = w.create(t.Context(), 2, classcloud.WithTimeout(30*time.Millisecond))
		assert.ErrorIs(t, err, classcloud.DeadlineExceeded)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.True(t, classcloud.MaybeApplied(err))
		if !w.keyed {
			assert.Equal(t, 1, clienttest.AsError(t, err).Attempts)
		}
	})
}

// ending is a context that the test ends.
type ending struct {
	context.Context
	done chan struct{}
	over atomic.Bool
}

func newEnding(parent context.Context) *ending {
	return &ending{Context: parent, done: make(chan struct{})}
}

func (e *ending) end() {
	if e.over.CompareAndSwap(false, true) {
		close(e.done)
	}
}

func (e *ending) Done() <-chan struct{} { return e.done }

func (e *ending) Err() error {
	if e.over.Load() {
		return context.DeadlineExceeded
	}
	return nil
}

func TestADeadlineThatPassesBetweenAttempts(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		w.kit.Inject(w.readOp, vendortest.Fault{Status: 503, Times: -1})
		ctx := newEnding(t.Context())
		w.clock.OnSleep(ctx.end)
		_, err := w.read(ctx)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.ErrorIs(t, err, classcloud.DeadlineExceeded)
		assert.ErrorIs(t, err, classcloud.Unavailable, "and what the last attempt met")
		assert.ErrorContains(t, err, "Service Unavailable")
		assert.Len(t, w.of(w.readOp), 1)
		assert.False(t, classcloud.MaybeApplied(err))
	})
}

func TestADeadlineThatPassesInTheLimiter(t *testing.T) {
	var ctx *ending
	limiter := limiterFunc(func(given context.Context) (time.Duration, error) {
		if ctx == nil {
			return 0, nil
		}
		ctx.end()
		<-given.Done()
		return 0, given.Err()
	})
	eachVendor(t, func(t *testing.T, w *world) {
		ctx = newEnding(t.Context())
		t.Cleanup(func() { ctx = nil })
		_, err := w.create(ctx, 1)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome)
		assert.Empty(t, w.kit.Requests())
	}, classcloud.WithLimiter(limiter))
}
