package once

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

type keyOfTest struct{}

// Whenever one looks, and whatever one looks at first, it is as a context of package context is.
func TestADeadlineIsAContext(t *testing.T) {
	why := errors.New("the server stops")
	ends := map[string]func(stopParent context.CancelCauseFunc, stop context.CancelFunc){
		"time":                       func(context.CancelCauseFunc, context.CancelFunc) { time.Sleep(2 * time.Second) },
		"cancelled":                  func(_ context.CancelCauseFunc, stop context.CancelFunc) { stop() },
		"the parent":                 func(stopParent context.CancelCauseFunc, _ context.CancelFunc) { stopParent(why) },
		"cancelled, then time":       func(_ context.CancelCauseFunc, stop context.CancelFunc) { stop(); time.Sleep(2 * time.Second) },
		"time, then cancelled":       func(_ context.CancelCauseFunc, stop context.CancelFunc) { time.Sleep(2 * time.Second); stop() },
		"cancelled, then the parent": func(stopParent context.CancelCauseFunc, stop context.CancelFunc) { stop(); stopParent(why) },
		"the parent, then cancelled": func(stopParent context.CancelCauseFunc, stop context.CancelFunc) { stopParent(why); stop() },
		"not at all":                 func(context.CancelCauseFunc, context.CancelFunc) {},
	}
	looks := map[string]func(context.Context){
		"at nothing":   func(context.Context) {},
		"at Err":       func(ctx context.Context) { _ = ctx.Err() },
		"at Done":      func(ctx context.Context) { _ = ctx.Done() },
		"at Value":     func(ctx context.Context) { _ = ctx.Value(keyOfTest{}) },
		"at a child":   func(ctx context.Context) { _, stop := context.WithCancel(ctx); defer stop() },
		"at the cause": func(ctx context.Context) { _ = context.Cause(ctx) },
	}
	type seen struct {
		err, cause error
		done       bool
		deadline   time.Duration
		value      any
		child      error
	}
	tell := func(ctx context.Context, order int) (out seen) {
		for i := range 3 {
			switch (i + order) % 3 {
			case 0:
				out.cause = context.Cause(ctx)
			case 1:
				select {
				case <-ctx.Done():
					out.done = true
				default:
				}
			case 2:
				child, stop := context.WithCancel(ctx)
				out.child = child.Err()
				stop()
			}
		}
		out.err, out.value = ctx.Err(), ctx.Value(keyOfTest{})
		return out
	}
	type maker func(context.Context, time.Time) (context.Context, context.CancelFunc)
	for end, ended := range ends {
		for look, looked := range looks {
			for order := range 3 {
				t.Run(fmt.Sprintf("%s, a look %s, order %d", end, look, order), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						story := func(of maker) (out seen) {
							began := time.Now()
							parent, stopParent := context.WithCancelCause(context.WithValue(t.Context(), keyOfTest{}, "mine"))
							defer stopParent(nil)
							ctx, stop := of(parent, began.Add(time.Second))
							defer stop()
							looked(ctx)
							ended(stopParent, stop)
							synctest.Wait()
							out = tell(ctx, order)
							until, _ := ctx.Deadline()
							out.deadline = until.Sub(began)
							return out
						}
						assert.Equal(t, story(context.WithDeadline), story(WithDeadline))
					})
				})
			}
		}
	}
}

// A parent that ends earlier ends it, and says so.
func TestADeadlineIsNoLaterThanItsParents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		parent, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		ctx, end := WithDeadline(parent, began.Add(time.Minute))
		defer end()
		until, _ := ctx.Deadline()
		assert.Equal(t, began.Add(time.Second), until)
		<-ctx.Done()
		assert.Equal(t, time.Second, time.Since(began))
	})
}

// Who waits wakes when the time comes, and when the context is cancelled.
func TestADeadlineWakesWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := WithDeadline(t.Context(), time.Now().Add(time.Minute))
		began := time.Now()
		time.AfterFunc(time.Second, stop)
		<-ctx.Done()
		assert.Equal(t, time.Second, time.Since(began))
		assert.ErrorIs(t, ctx.Err(), context.Canceled)
	})
}

func TestADeadlineThatNobodyLooksAtCostsLittle(t *testing.T) {
	ctx, until := t.Context(), time.Now().Add(time.Hour)
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		within, stop := WithDeadline(ctx, until)
		_ = within.Err()
		stop()
	}), 2.0, "context.WithDeadline takes 4")
}
