package transport

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// told429 answers with a status and a Retry-After.
func told429(after string) memory {
	return func(*http.Request) (*http.Response, error) {
		resp, err := response(429, "")
		resp.Header.Set("Retry-After", after)
		return resp, err
	}
}

// Whoever is told to come back later than he may is told so at once, with all that the vendor said.
func TestAPauseThatWouldNotEndInTimeDoesNotBegin(t *testing.T) {
	for _, tt := range []struct {
		name   string
		answer memory
		op     Row
		kind   classcloud.Kind
		after  time.Duration
		maybe  bool
	}{
		{"Retry-After of a limit", told429("30"), opOnce, classcloud.ResourceExhausted, 30 * time.Second, false},
		{"Retry-After just as long as the time", told429("10"), opRead, classcloud.ResourceExhausted, 10 * time.Second, false},
		{"a doubt", func(*http.Request) (*http.Response, error) {
			resp, err := response(503, "")
			resp.Header.Set("Retry-After", "11")
			return resp, err
		}, opKeyed, classcloud.Unavailable, 11 * time.Second, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := build(t, "http://fake", inMemory(tt.answer), classcloud.WithRand(always(0)))
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				began := time.Now()
				_, err := h.get(ctx, tt.op)
				assert.Zero(t, time.Since(began))
				e := clienttest.AsError(t, err)
				assert.Equal(t, tt.kind, e.Kind)
				assert.Equal(t, tt.after, e.RetryAfter)
				assert.Equal(t, 1, e.Attempts)
				assert.Contains(t, e.Message, "not tried again: the time allowed ends first")
				assert.Equal(t, tt.maybe, classcloud.MaybeApplied(err))
				assert.NotErrorIs(t, err, context.DeadlineExceeded, "there was time left")
			})
		})
	}
}

func TestAPauseThatEndsInTimeIsTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, "http://fake", inMemory(script(told429("9"), says(200, success))), classcloud.WithRand(always(0)))
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began := time.Now()
		_, err := h.get(ctx, opOnce)
		require.NoError(t, err)
		assert.Equal(t, 9*time.Second, time.Since(began))
	})
}

// The backoff, too, is not begun when the time ends in it; one without a pause always is.
func TestABackoffIsBegunOnlyWhereItEndsInTime(t *testing.T) {
	for random, attempts := range map[always]int{0: 3, 0xff: 1} {
		synctest.Test(t, func(t *testing.T) {
			h := build(t, "http://fake", inMemory(says(503, "")), classcloud.WithRand(random))
			ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
			defer cancel()
			began := time.Now()
			_, err := h.get(ctx, opRead)
			assert.Zero(t, time.Since(began))
			assert.ErrorIs(t, err, classcloud.Unavailable)
			assert.Equal(t, attempts, clienttest.AsError(t, err).Attempts)
		})
	}
}

func TestARetryBudgetBoundsWhatIsRepeated(t *testing.T) {
	sends := 0
	budget := classcloud.NewRetryBudget(0.5, 2)
	count := inMemory(func(*http.Request) (*http.Response, error) { sends++; return response(503, "") })
	one := connect(t, "http://fake", count, classcloud.WithRetryBudget(budget))
	two := connect(t, "http://fake", count, classcloud.WithRetryBudget(budget))
	for i, want := range []int{3, 1, 2, 1, 2} { // two at once, then one for every second call
		sends = 0
		_, err := []*harness{one, two}[i%2].get(t.Context(), opRead)
		e := clienttest.AsError(t, err)
		assert.Equal(t, want, sends, "call %d", i)
		assert.Equal(t, want, e.Attempts)
		assert.Equal(t, want < 3, strings.Contains(e.Message, "not tried again: the retry budget is used up"), e.Message)
	}
}

// A repeat that does not happen costs nothing.
func TestARetryBudgetIsNotSpentOnWhatIsNotRepeated(t *testing.T) {
	budget := classcloud.NewRetryBudget(0, 1)
	h := connect(t, "http://fake", inMemory(told429("3600")), classcloud.WithRetryBudget(budget))
	_, err := h.get(t.Context(), opRead)
	assert.ErrorContains(t, err, "later than in a minute")
	assert.True(t, budget.Spend())
}

// A token that is renewed, and a connection that the server was closing, say nothing about the vendor's trouble.
func TestARetryBudgetDoesNotCountWhatIsNoTrouble(t *testing.T) {
	budget := classcloud.NewRetryBudget(0, 1)
	require.True(t, budget.Spend())
	h := connect(t, "http://fake", inMemory(script(says(200, `{"code":"token"}`), says(200, success))), classcloud.WithRetryBudget(budget))
	_, err := h.get(t.Context(), opRead)
	assert.NoError(t, err)

	s := serve(t, reply(200, success), reset, reply(200, success))
	h = connect(t, s.URL, classcloud.WithRetryBudget(budget))
	for range 2 {
		_, err := h.get(t.Context(), opRead)
		require.NoError(t, err)
	}
	assert.Len(t, s.seen(), 3)
}
