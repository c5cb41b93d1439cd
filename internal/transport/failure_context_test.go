package transport

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// waits are all the places where a call waits.
var waits = []struct {
	name   string
	answer memory
	limit  func() classcloud.Limiter // of the bubble's clock
	change func(*fake)
	sent   bool // whether it may have reached the vendor
	ahead  bool // it is known before that it would outlast a deadline, and so it does not begin: see retry_pause_test.go and limit_test.go
}{
	{name: "the backoff", answer: says(503, ""), sent: true, ahead: true},
	{name: "a limiter", answer: says(503, ""), limit: func() classcloud.Limiter { return stuck{} }},
	{name: "a preset", answer: says(503, ""), limit: func() classcloud.Limiter {
		return classcloud.NewLimiter([]classcloud.Limit{{Every: time.Hour, Burst: 1}})
	}, sent: true, ahead: true},
	{name: "a slow server", answer: silent, sent: true},
	{name: "a slow body", answer: slowBody, sent: true},
	{name: "a slow server after a failing one", answer: script(says(503, ""), silent), sent: true},
	{name: "a slow body after a failing one", answer: script(says(503, ""), slowBody), sent: true},
	{name: "the credentials", answer: says(503, ""), change: func(p *fake) {
		p.account = func(ctx context.Context) (Account, error) {
			<-ctx.Done()
			return Account{}, ctx.Err()
		}
	}},
}

type stuck struct{}

func (stuck) Wait(ctx context.Context, _ string, _ classcloud.Operation, _ time.Duration) (time.Duration, error) {
	<-ctx.Done()
	return 0, ctx.Err()
}

func TestTheEndOfTheContextEndsEveryWaitAtOnce(t *testing.T) {
	why := errors.New("the lesson was cancelled")
	for _, how := range []struct {
		name  string
		known bool // from the start
		make  func(context.Context) (context.Context, context.CancelFunc)
		kind  classcloud.Kind
		is    error
		cause error
	}{
		{"a deadline", true, func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, 300*time.Millisecond)
		}, classcloud.DeadlineExceeded, context.DeadlineExceeded, nil},
		{"a deadline with a cause", true, func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeoutCause(ctx, 300*time.Millisecond, why)
		}, classcloud.DeadlineExceeded, context.DeadlineExceeded, why},
		{"a caller who gives up", false, func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancelCause(ctx)
			time.AfterFunc(300*time.Millisecond, func() { cancel(why) })
			return ctx, func() { cancel(nil) }
		}, classcloud.Canceled, context.Canceled, why},
	} {
		for _, tt := range waits {
			if how.known && tt.ahead {
				continue
			}
			random := always(0x40) // a pause that ends first
			if tt.ahead && tt.limit == nil {
				random = 0xff
			}
			t.Run(how.name+" ends "+tt.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					limit := classcloud.Limiter(classcloud.NoLimit{})
					if tt.limit != nil {
						limit = tt.limit()
					}
					h := build(t, "http://fake", inMemory(tt.answer), classcloud.WithRand(random),
						classcloud.WithLimiter(limit), classcloud.WithMaxWait(2*time.Hour))
					if tt.change != nil {
						tt.change(h.protocol)
					}
					ctx, cancel := how.make(t.Context())
					defer cancel()
					began := time.Now()
					_, err := h.get(ctx, opKeyed)
					assert.Equal(t, 300*time.Millisecond, time.Since(began))
					e := clienttest.AsError(t, err)
					assert.Equal(t, how.kind, e.Kind)
					assert.ErrorIs(t, err, how.kind)
					assert.ErrorIs(t, err, how.is)
					if how.cause != nil {
						assert.ErrorIs(t, err, how.cause)
						assert.Contains(t, err.Error(), "the lesson was cancelled")
					}
					assert.Equal(t, tt.sent, classcloud.MaybeApplied(err))
				})
			})
		}
	}
}

func TestTheEndOfTheContextKeepsTheLastCause(t *testing.T) {
	for _, tt := range []struct {
		name   string
		answer memory
		limits []classcloud.Limit
		change func(*fake)
	}{
		{name: "at a slow server", answer: script(says(503, ""), silent)},
		{name: "in a slow body", answer: script(says(503, ""), slowBody)},
		{name: "at the credentials", answer: says(503, ""), change: func(p *fake) {
			var tries atomic.Int64
			p.account = func(ctx context.Context) (Account, error) {
				if tries.Add(1) == 1 {
					return Account{ID: "fake:1"}, nil
				}
				<-ctx.Done()
				return Account{}, ctx.Err()
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := build(t, "http://fake", inMemory(tt.answer), classcloud.WithLimiter(classcloud.NewLimiter(tt.limits)),
					classcloud.WithMaxWait(2*time.Hour), classcloud.WithMaxAttempts(1000), classcloud.WithRand(always(0x80)))
				if tt.change != nil {
					tt.change(h.protocol)
				}
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				_, err := h.get(ctx, opRead)
				assert.ErrorIs(t, err, context.DeadlineExceeded)
				assert.ErrorIs(t, err, classcloud.DeadlineExceeded)
				assert.ErrorIs(t, err, classcloud.Unavailable, "what the last attempt met")
				assert.Contains(t, err.Error(), "Service Unavailable")
				assert.False(t, classcloud.MaybeApplied(err))
			})
		})
	}
}

func TestAContextThatIsOverSendsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := serve(t, reply(200, success))
	for _, limiter := range []classcloud.Limiter{classcloud.NoLimit{}, classcloud.NewLimiter([]classcloud.Limit{{Every: time.Second, Burst: 1}})} {
		_, err := connect(t, s.URL, classcloud.WithLimiter(limiter)).get(ctx, opOnce)
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, err, classcloud.Canceled)
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome)
	}
	assert.Empty(t, s.seen())
}

func TestAnAttemptHasItsOwnTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, "http://fake", inMemory(script(silent, silent, says(200, success))), classcloud.WithRand(always(0)))
		began := time.Now()
		_, err := h.get(t.Context(), opRead, classcloud.WithTimeout(5*time.Second))
		require.NoError(t, err)
		assert.Equal(t, 10*time.Second, time.Since(began))
	})
}

func TestUploadsHaveNoTimeButTheContexts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, "http://fake", inMemory(func(*http.Request) (*http.Response, error) {
			time.Sleep(time.Hour) // on the bubble's clock
			return response(200, success)
		}))
		_, err := h.upload(t.Context(), opOnce, zeros(1), classcloud.WithTimeout(time.Second))
		require.NoError(t, err)
	})
}

func TestTheServerIsLeftWhenTheContextEnds(t *testing.T) {
	s := serve(t, hang)
	ctx, cancel := context.WithCancel(t.Context())
	h := connect(t, s.URL)
	h.protocol.encode = func(*Request) error { go cancel(); return nil }
	_, err := h.get(ctx, opOnce)
	assert.ErrorIs(t, err, context.Canceled)
}

func TestTheLastAttemptSaysWhatItWas(t *testing.T) {
	h := connect(t, "http://fake", inMemory(says(503, "")))
	h.protocol.encode = func(r *Request) error {
		if h.protocol.recovers.Load() > 0 {
			return errors.New("no second request")
		}
		return nil
	}
	_, err := h.get(t.Context(), opRead)
	require.ErrorContains(t, err, "no second request")
	var last *classcloud.Error
	require.ErrorAs(t, clienttest.AsError(t, err).Err, &last)
	assert.Equal(t, "fake Things.Get 1 503", fmt.Sprint(last.Vendor, " ", last.Operation, " ", last.Attempts, " ", last.HTTPStatus))
}
