package transport

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// limited is a client in a bubble, under limits, that waits at most 2 s for its turn.
func limited(t *testing.T, limits []classcloud.Limit, opts ...classcloud.ClientOption) *harness {
	t.Helper()
	opts = append([]classcloud.ClientOption{classcloud.WithLimiter(classcloud.NewLimiter(limits)), classcloud.WithMaxWait(2 * time.Second), inMemory(says(200, success))}, opts...)
	return build(t, "http://fake", opts...)
}

func TestEighteenASecondWithTwentyAtOnceIs200In10Seconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var sent atomic.Int64
		began := time.Now()
		h := limited(t, []classcloud.Limit{{Every: time.Second / 18, Burst: 20}}, inMemory(func(*http.Request) (*http.Response, error) {
			if time.Since(began) <= 10*time.Second {
				sent.Add(1)
			}
			return response(200, success)
		}))
		var callers sync.WaitGroup
		for range 30 {
			callers.Go(func() {
				for time.Since(began) < 10*time.Second {
					_, err := h.get(t.Context(), opRead)
					assert.NoError(t, err)
				}
			})
		}
		callers.Wait()
		assert.InDelta(t, 200, sent.Load(), 1)
		assert.LessOrEqual(t, sent.Load(), int64(200))
	})
}

func TestAWaitThatIsTooLongFailsAtOnceAndTakesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := limited(t, []classcloud.Limit{{Every: 10 * time.Second, Burst: 1}})
		_, err := h.get(t.Context(), opOnce)
		require.NoError(t, err)

		began := time.Now()
		for range 100 {
			_, err = h.get(t.Context(), opOnce)
			e := clienttest.AsError(t, err)
			assert.ErrorIs(t, err, classcloud.ResourceExhausted)
			assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
			assert.Equal(t, 10*time.Second, e.RetryAfter)
			assert.Zero(t, e.Attempts, "our own limit is not worth a repeat")
		}
		assert.Zero(t, time.Since(began))

		_, err = h.get(t.Context(), opOnce, classcloud.WithMaxWait(0))
		assert.ErrorIs(t, err, classcloud.ResourceExhausted)
		_, err = h.get(t.Context(), opOnce, classcloud.WithMaxWait(10*time.Second))
		require.NoError(t, err, "the hundred took nothing")
		assert.Equal(t, 10*time.Second, time.Since(began))
	})
}

func TestARefusalByOneLimitTakesNothingFromAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := limited(t, []classcloud.Limit{{Every: time.Hour, Burst: 3}, {Name: "chat", Every: time.Hour, Burst: 1}})
		chat := opOnce
		chat.Limit = "chat"
		_, err := h.get(t.Context(), chat)
		require.NoError(t, err)
		for range 10 {
			_, err = h.get(t.Context(), chat)
			require.ErrorIs(t, err, classcloud.ResourceExhausted)
		}
		for range 2 {
			_, err = h.get(t.Context(), opOnce)
			require.NoError(t, err)
		}
		_, err = h.get(t.Context(), opOnce)
		require.ErrorIs(t, err, classcloud.ResourceExhausted)
	})
}

func TestANamedLimitHoldsForItsOperationsAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := limited(t, []classcloud.Limit{{Name: "chat", Every: time.Hour, Burst: 1}})
		chat := opOnce
		chat.Limit = "chat"
		_, err := h.get(t.Context(), chat)
		require.NoError(t, err)
		_, err = h.get(t.Context(), chat)
		require.ErrorIs(t, err, classcloud.ResourceExhausted)
		for range 100 {
			_, err = h.get(t.Context(), opOnce)
			require.NoError(t, err)
		}
	})
}

func TestEveryAccountHasItsOwnLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := limited(t, []classcloud.Limit{{Every: time.Hour, Burst: 1}})
		account := "fake:1"
		h.protocol.account = func(context.Context) (Account, error) { return Account{ID: account}, nil }
		for _, account = range []string{"fake:1", "fake:2", "fake:3"} {
			_, err := h.get(t.Context(), opOnce)
			require.NoError(t, err, account)
			_, err = h.get(t.Context(), opOnce)
			require.ErrorIs(t, err, classcloud.ResourceExhausted, account)
		}
	})
}

func TestACallerWhoLeavesGivesThePlaceBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := limited(t, []classcloud.Limit{{Every: 10 * time.Second, Burst: 1}}, classcloud.WithMaxWait(10*time.Second))
		_, err := h.get(t.Context(), opOnce)
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		began := time.Now()
		_, err = h.get(ctx, opOnce)
		require.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, time.Second, time.Since(began))
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome)

		_, err = h.get(t.Context(), opOnce)
		require.NoError(t, err)
		assert.Equal(t, 10*time.Second, time.Since(began))
	})
}

// A caller whose deadline comes before its turn is told so at once, and how long it would take; it holds up nobody.
func TestCallersWhoCannotBeServedInTimeHoldUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := limited(t, []classcloud.Limit{{Every: time.Second, Burst: 1}}, classcloud.WithMaxWait(10*time.Second))
		_, err := h.get(t.Context(), opOnce)
		require.NoError(t, err)
		began := time.Now()
		for range 8 {
			ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
			_, err := h.get(ctx, opOnce)
			cancel()
			assert.ErrorIs(t, err, classcloud.ResourceExhausted)
			assert.Equal(t, time.Second, clienttest.AsError(t, err).RetryAfter)
			assert.Zero(t, time.Since(began))
		}
		_, err = h.get(t.Context(), opOnce)
		require.NoError(t, err)
		assert.Equal(t, time.Second, time.Since(began))
	})
}

// Without WithMaxWait a batch takes the time that the limit gives it.
func TestABatchWaitsForItsTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := build(t, "http://fake", classcloud.WithLimiter(classcloud.NewLimiter([]classcloud.Limit{{Every: time.Second, Burst: 1}})), inMemory(says(200, success)))
		began := time.Now()
		var all sync.WaitGroup
		for range 60 {
			all.Go(func() {
				_, err := h.get(t.Context(), opOnce)
				assert.NoError(t, err)
			})
		}
		all.Wait()
		assert.Equal(t, 59*time.Second, time.Since(began))
	})
}

// What was never sent costs no place, and its repeat that the limit holds back does not hide what happened.
func TestACallThatWasNeverSentGivesItsPlaceBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		down := true
		h := limited(t, []classcloud.Limit{{Every: time.Minute, Burst: 1}}, inMemory(func(*http.Request) (*http.Response, error) {
			if down {
				return nil, errors.New("connection refused")
			}
			return response(200, success)
		}))
		h.protocol.encode = func(*Request) error {
			if down {
				return &classcloud.Error{Kind: classcloud.InvalidArgument, Message: "cannot be signed"}
			}
			return nil
		}
		began := time.Now()
		for range 3 {
			_, err := h.get(t.Context(), opOnce, classcloud.WithoutRetry())
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
		}
		down = false
		_, err := h.get(t.Context(), opOnce)
		require.NoError(t, err)
		assert.Zero(t, time.Since(began), "three calls that were never sent took nothing")
		_, err = h.get(t.Context(), opOnce)
		assert.ErrorIs(t, err, classcloud.ResourceExhausted, "one that was sent took its place, and one place only was given back")
	})
}

func TestALimitDoesNotHideWhatHappened(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sends := 0
		h := limited(t, []classcloud.Limit{{Every: time.Minute, Burst: 1}}, inMemory(func(*http.Request) (*http.Response, error) {
			sends++
			return response(503, "")
		}))
		_, err := h.get(t.Context(), opRead)
		e := clienttest.AsError(t, err)
		assert.ErrorIs(t, err, classcloud.Unavailable)
		assert.NotErrorIs(t, err, classcloud.ResourceExhausted)
		assert.Contains(t, e.Message, "not tried again: the vendor's documented limit is used up")
		assert.Greater(t, e.RetryAfter, 50*time.Second)
		assert.Equal(t, 1, e.Attempts)
		assert.Equal(t, 1, sends)
	})
}

// rate.Limiter counts time twice when it is told of an earlier moment after a later one.
func TestAPlaceGivenBackCountsNoTimeTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := limited(t, []classcloud.Limit{{Every: 10 * time.Second, Burst: 1}}, classcloud.WithMaxWait(10*time.Second))
		_, err := h.get(t.Context(), opOnce)
		require.NoError(t, err)
		ctx, leave := context.WithCancel(t.Context())
		var leaver sync.WaitGroup
		leaver.Go(func() {
			_, err := h.get(ctx, opOnce)
			assert.ErrorIs(t, err, context.Canceled)
		})
		time.Sleep(9 * time.Second) // of the bubble
		_, err = h.get(t.Context(), opOnce, classcloud.WithMaxWait(0))
		require.ErrorIs(t, err, classcloud.ResourceExhausted)
		leave()
		leaver.Wait()
		_, err = h.get(t.Context(), opOnce, classcloud.WithMaxWait(0))
		require.ErrorIs(t, err, classcloud.ResourceExhausted, "the tenth second is not over")
		assert.InDelta(t, time.Second, clienttest.AsError(t, err).RetryAfter, float64(time.Millisecond))
	})
}

func TestLeavingAndBeingRefusedNeverLetsMoreThrough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const every, burst, lasting = 100 * time.Millisecond, 2, 20 * time.Second
		l := classcloud.NewLimiter([]classcloud.Limit{{Every: every, Burst: burst}})
		began, passed := time.Now(), atomic.Int64{}
		var callers sync.WaitGroup
		for i := range 20 {
			callers.Go(func() {
				random := rand.New(rand.NewPCG(1, uint64(i)))
				for time.Since(began) < lasting {
					ctx, cancel := context.WithCancel(t.Context())
					patience := time.Duration(random.IntN(1000)+1) * time.Millisecond
					if random.IntN(2) == 0 {
						ctx, cancel = context.WithTimeout(ctx, patience)
					}
					leaving := time.AfterFunc(patience, cancel)
					tooLong, err := l.Wait(ctx, "a", opOnce.Operation(), time.Duration(random.IntN(1000))*time.Millisecond)
					leaving.Stop()
					cancel()
					if tooLong == 0 && err == nil {
						passed.Add(1)
					}
					time.Sleep(time.Duration(random.IntN(40)+1) * time.Millisecond) // of the bubble
				}
			})
		}
		callers.Wait()
		took := time.Since(began)
		assert.LessOrEqual(t, passed.Load(), int64(burst)+int64(took/every)+1)
	})
}

func TestACallersOwnLimiter(t *testing.T) {
	s := serve(t, reply(200, success))
	t.Run("is asked for every attempt, with what it needs", func(t *testing.T) {
		s := serve(t, page(503), reply(200, success))
		l := &recording{}
		_, err := connect(t, s.URL, classcloud.WithLimiter(l)).get(t.Context(), opRead, classcloud.WithMaxWait(5*time.Second))
		require.NoError(t, err)
		assert.Equal(t, []string{"fake:1 Things.Get 5s", "fake:1 Things.Get 5s"}, l.asked)
	})
	t.Run("holds back", func(t *testing.T) {
		_, err := connect(t, s.URL, classcloud.WithLimiter(&recording{tooLong: time.Minute})).get(t.Context(), opOnce)
		assert.ErrorIs(t, err, classcloud.ResourceExhausted)
		assert.Equal(t, time.Minute, clienttest.AsError(t, err).RetryAfter)
	})
	t.Run("fails", func(t *testing.T) {
		down := errors.New("redis is down")
		_, err := connect(t, s.URL, classcloud.WithLimiter(&recording{err: down})).get(t.Context(), opOnce)
		assert.ErrorIs(t, err, down)
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome)
	})
	t.Run("holding back a repeat tells what the first try met", func(t *testing.T) {
		s := serve(t, page(503))
		_, err := connect(t, s.URL, classcloud.WithLimiter(&recording{tooLong: time.Minute, from: 2})).get(t.Context(), opKeyed)
		assert.ErrorIs(t, err, classcloud.Unavailable)
		assert.NotErrorIs(t, err, classcloud.ResourceExhausted, "the limit is why it was not tried again, not what went wrong")
		assert.Equal(t, time.Minute, clienttest.AsError(t, err).RetryAfter)
		assert.True(t, classcloud.MaybeApplied(err))
	})
	t.Run("NoLimit lets all go", func(t *testing.T) {
		tooLong, err := classcloud.NoLimit{}.Wait(t.Context(), "a", opOnce.Operation(), 0)
		assert.Zero(t, tooLong)
		assert.NoError(t, err)
		assert.Equal(t, classcloud.NoLimit{}, classcloud.NewLimiter(nil), "a vendor that documents none")
	})
}

// recording is a limiter that remembers what it was asked, and holds back or fails from a call on.
type recording struct {
	asked   []string
	from    int
	tooLong time.Duration
	err     error
}

func (l *recording) Wait(_ context.Context, account string, op classcloud.Operation, maxWait time.Duration) (time.Duration, error) {
	l.asked = append(l.asked, account+" "+op.Name+" "+maxWait.String())
	if len(l.asked) < l.from {
		return 0, nil
	}
	return l.tooLong, l.err
}
