package transport

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestPausesAreJitteredInFull(t *testing.T) {
	const ms = time.Millisecond
	ceilings := []time.Duration{500 * ms, 1000 * ms, 2000 * ms, 4000 * ms, 8000 * ms, 8000 * ms, 8000 * ms}
	for _, tt := range []struct {
		name   string
		random always
		factor float64
	}{
		{"the smallest draw does not wait", 0, 0},
		{"a middle draw waits half", 0x80, float64(0x80808080808080) / (1 << 56)},
		{"the largest draw stays under 0.5 s·2ⁿ and 8 s", 0xff, 1 - 1.0/(1<<53)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, page(503))
			h := connect(t, s.URL, classcloud.WithRand(tt.random), classcloud.WithMaxAttempts(8))
			_, err := h.get(t.Context(), opRead)
			require.ErrorIs(t, err, classcloud.Unavailable)
			require.Len(t, h.clock.Slept(), len(ceilings))
			for i, pause := range h.clock.Slept() {
				assert.InDelta(t, tt.factor*float64(ceilings[i]), float64(pause), float64(5*ms))
				assert.LessOrEqual(t, pause, ceilings[i])
			}
		})
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	ours := clienttest.NewClock().Now()
	at := func(d time.Duration) string { return ours.Add(d).Format(http.TimeFormat) }
	for _, tt := range []struct {
		name, header, date string
		pause              time.Duration // the pause before the repeat
		told               time.Duration // RetryAfter of the error
	}{
		{"seconds", "7", "", 7 * time.Second, 7 * time.Second},
		{"a date of a server that does not tell its time", at(20 * time.Second), "", 20 * time.Second, 0},
		{"a date that is over", at(-time.Hour), "", 0, 0},
		{"a date of a server whose clock is ahead", at(time.Hour + 20*time.Second), at(time.Hour), 20 * time.Second, 20 * time.Second},
		{"a date of a server whose clock is behind", at(20*time.Second - time.Hour), at(-time.Hour), 20 * time.Second, 20 * time.Second},
		{"a minute", "60", "", time.Minute, time.Minute},
		{"less than nothing is nothing", "-5", "", 0, 0},
		{"nonsense is nothing", "soon", "", 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, reply(429, "", "Retry-After", tt.header, "Date", tt.date))
			h := connect(t, s.URL, classcloud.WithRand(always(0)), classcloud.WithMaxAttempts(2))
			_, err := h.get(t.Context(), opOnce)
			assert.Equal(t, []time.Duration{tt.pause}, h.clock.Slept())
			assert.Equal(t, tt.told, clienttest.AsError(t, err).RetryAfter)
		})
	}
}

// Nobody comes back before the vendor's time, and nobody is held for an hour: the caller is told when.
func TestARetryAfterOfMoreThanAMinuteIsTheCallers(t *testing.T) {
	for header, told := range map[string]time.Duration{
		"61": 61 * time.Second, "3600": time.Hour, clienttest.NewClock().Now().Add(time.Hour).Format(http.TimeFormat): time.Hour, "99999999999999999999": 24 * time.Hour,
	} {
		s := serve(t, reply(429, "", "Retry-After", header, "Date", ""))
		h := connect(t, s.URL, classcloud.WithRand(always(0)))
		_, err := h.get(t.Context(), opOnce)
		e := clienttest.AsError(t, err)
		assert.Equal(t, told, e.RetryAfter)
		assert.Equal(t, 1, e.Attempts)
		assert.Empty(t, h.clock.Slept())
		assert.Contains(t, e.Message, "not tried again: the vendor asks to come back later than in a minute")
	}
}

func TestTheLongerOfBackoffAndRetryAfterCounts(t *testing.T) {
	s := serve(t, reply(503, "", "Retry-After", "0"))
	h := connect(t, s.URL, classcloud.WithRand(always(0xff)), classcloud.WithMaxAttempts(2))
	_, _ = h.get(t.Context(), opRead)
	require.Len(t, h.clock.Slept(), 1)
	assert.Greater(t, h.clock.Slept()[0], 400*time.Millisecond)
}

func TestACutOffRefusalStillSaysWhenToComeBack(t *testing.T) {
	s := serve(t, truncate(429))
	h := connect(t, s.URL, classcloud.WithRand(always(0)), classcloud.WithMaxAttempts(2))
	_, _ = h.get(t.Context(), opOnce)
	assert.Equal(t, []time.Duration{3 * time.Second}, h.clock.Slept())
}

func TestRandomnessThatEndsGivesTheLongestPause(t *testing.T) {
	r := &run{client: &Client{config: Config{ClientConfig: classcloud.ClientConfig{Rand: &lockedReader{from: http.NoBody}}}}, call: &Call{Attempt: 1}}
	_, pause := r.repeat(t.Context(), &classcloud.Error{})
	assert.Equal(t, backoffBase, pause)
}

func TestHowOftenACallIsTried(t *testing.T) {
	for _, tt := range []struct {
		name string
		opts []classcloud.CallOption
		sent int
	}{
		{"three times unless told", nil, 3},
		{"as often as told", []classcloud.CallOption{classcloud.WithMaxAttempts(5)}, 5},
		{"once without retry", []classcloud.CallOption{classcloud.WithoutRetry()}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, page(503))
			h := connect(t, s.URL)
			_, err := h.get(t.Context(), opRead, tt.opts...)
			assert.Len(t, s.seen(), tt.sent)
			assert.Equal(t, tt.sent, clienttest.AsError(t, err).Attempts)
			assert.Len(t, h.clock.Slept(), tt.sent-1, "no pause after the last")
		})
	}
}

func TestARenewedTokenIsTriedAtOnce(t *testing.T) {
	ended, fine := reply(200, `{"code":"token"}`), reply(200, success)
	for _, tt := range []struct {
		name   string
		op     Row
		script []answer
		opts   []classcloud.CallOption
		sent   int
		ok     bool
		pauses []time.Duration
	}{
		{"without a pause", opOnce, []answer{ended, fine}, nil, 2, true, []time.Duration{0}},
		{"once a call", opRead, []answer{ended}, nil, 2, false, []time.Duration{0}},
		{"beyond the attempts", opRead, []answer{page(503), page(503), ended, fine}, nil, 4, true, []time.Duration{0, 0, 0}},
		{"not where one try was asked for", opRead, []answer{ended, fine}, []classcloud.CallOption{classcloud.WithoutRetry()}, 1, false, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, tt.script...)
			h := connect(t, s.URL, classcloud.WithRand(always(0)))
			_, err := h.get(t.Context(), tt.op, tt.opts...)
			assert.Equal(t, tt.ok, err == nil, err)
			assert.Len(t, s.seen(), tt.sent)
			assert.Equal(t, tt.pauses, h.clock.Slept())
			assert.NotZero(t, h.protocol.recovers.Load(), "the protocol learns of it, to drop the token")
		})
	}
}

func TestAlready(t *testing.T) {
	op := opIdempotent
	op.Already = []string{"already"}
	already := reply(200, `{"code":"already"}`)

	t.Run("answering our repeat it is success", func(t *testing.T) {
		s := serve(t, page(503), already)
		out, err := connect(t, s.URL).get(t.Context(), op)
		require.NoError(t, err)
		assert.Equal(t, &thing{}, out, "never nil beside a nil error")
	})
	t.Run("what it tells of the thing is the result", func(t *testing.T) {
		s := serve(t, reset, reply(200, `{"code":"already","data":{"id":9}}`))
		out, err := connect(t, s.URL).get(t.Context(), op)
		require.NoError(t, err)
		assert.Equal(t, &thing{9}, out)
	})
	t.Run("answering the first try it is an error", func(t *testing.T) {
		s := serve(t, already)
		_, err := connect(t, s.URL).get(t.Context(), op)
		assert.ErrorIs(t, err, code("already"))
	})
	t.Run("after a refused try it is an error", func(t *testing.T) {
		s := serve(t, page(429), already)
		_, err := connect(t, s.URL).get(t.Context(), op)
		assert.ErrorIs(t, err, classcloud.AlreadyExists)
		assert.False(t, classcloud.MaybeApplied(err))
	})
	t.Run("after a try that was not sent it is an error", func(t *testing.T) {
		s := serve(t, already)
		h := connect(t, s.URL, classcloud.WithHTTPClient(refusedOnce()))
		_, err := h.get(t.Context(), op)
		assert.ErrorIs(t, err, classcloud.AlreadyExists)
	})
	t.Run("a code that is not in the row is an error", func(t *testing.T) {
		s := serve(t, page(503), already)
		_, err := connect(t, s.URL).get(t.Context(), opIdempotent)
		assert.ErrorIs(t, err, classcloud.AlreadyExists)
	})
}
