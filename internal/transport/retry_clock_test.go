package transport

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// punctual is a vendor that refuses what is signed more than five minutes from its own time.
func punctual(vendor *time.Time, signed *[]time.Duration) memory {
	return func(r *http.Request) (*http.Response, error) {
		nano, err := strconv.ParseInt(r.Header.Get("X-Time"), 10, 64)
		if err != nil {
			return nil, err
		}
		off := time.Unix(0, nano).Sub(*vendor)
		*signed = append(*signed, off.Round(time.Minute))
		body := success
		if off.Abs() > 5*time.Minute {
			body = `{"code":"sign"}`
		}
		resp, err := response(200, body)
		resp.Header.Set("Date", vendor.UTC().Format(http.TimeFormat))
		return resp, err
	}
}

func TestAClockThatIsOffIsCorrectedOnce(t *testing.T) {
	for _, off := range []time.Duration{time.Hour, -time.Hour, 6 * time.Minute, -400 * 24 * time.Hour} {
		vendor, signed := clienttest.NewClock().Now().Add(-off), []time.Duration(nil)
		h := connect(t, "http://fake", classcloud.WithClockCorrection(), inMemory(punctual(&vendor, &signed)))
		for _, op := range []Row{opOnce, opRead, opConsuming} {
			_, err := h.get(t.Context(), op)
			require.NoError(t, err, "%v %s", off, op.Name)
		}
		assert.Equal(t, []time.Duration{off, 0, 0, 0}, signed, "the first is refused, and the calls after it know")
		assert.Equal(t, []time.Duration{0}, h.clock.Slept())

		vendor = vendor.Add(off) // somebody has set our clock right: the two agree now, and the correction is wrong
		signed = nil
		_, err := h.get(t.Context(), opOnce)
		require.NoError(t, err)
		assert.Equal(t, []time.Duration{-off, 0}, signed)
	}
}

func TestWithASharesTheCorrection(t *testing.T) {
	vendor, signed := clienttest.NewClock().Now().Add(time.Hour), []time.Duration(nil)
	h := connect(t, "http://fake", classcloud.WithClockCorrection(), inMemory(punctual(&vendor, &signed)))
	_, err := h.get(t.Context(), opOnce)
	require.NoError(t, err)
	config, err := Configure(h.Config(), Settings{Vendor: "fake", SignsTime: true}, nil)
	require.NoError(t, err)
	_, err = (&harness{Client: New("fake", h.protocol, config)}).get(t.Context(), opOnce)
	require.NoError(t, err)
	assert.Equal(t, []time.Duration{-time.Hour, 0, 0}, signed)
}

// A correction is of one clock against one server's: a client with another of either begins without it.
func TestAnotherClockOrServerHasNoCorrection(t *testing.T) {
	vendor, signed := clienttest.NewClock().Now().Add(time.Hour), []time.Duration(nil)
	h := connect(t, "http://fake", classcloud.WithClockCorrection(), inMemory(punctual(&vendor, &signed)))
	_, err := h.get(t.Context(), opOnce)
	require.NoError(t, err)
	first := h.Config()
	first.BaseURL = "http://fake"
	for name, test := range map[string]struct {
		option classcloud.ClientOption
		begins bool
	}{
		"another clock":   {classcloud.WithClock(clienttest.NewClock()), true},
		"the same clock":  {classcloud.WithClock(h.clock), false},
		"another server":  {classcloud.WithBaseURL("http://other"), true},
		"the same server": {classcloud.WithBaseURL("http://fake"), false},
	} {
		t.Run(name, func(t *testing.T) {
			config, err := Configure(first, Settings{Vendor: "fake", SignsTime: true}, []classcloud.ClientOption{test.option})
			require.NoError(t, err)
			assert.Equal(t, test.begins, config.skew.Load() == 0)
			assert.NotZero(t, h.Config().skew.Load(), "which the first client keeps")
		})
	}
	first.Clock = listed{h.clock, nil}
	config, err := Configure(first, Settings{Vendor: "fake", SignsTime: true}, []classcloud.ClientOption{classcloud.WithClock(first.Clock)})
	require.NoError(t, err)
	assert.Zero(t, config.skew.Load(), "of what cannot be compared nothing is known")
}

// listed is a clock that == would panic at.
type listed struct {
	classcloud.Clock
	times []time.Time
}

func TestAClockIsNotCorrected(t *testing.T) {
	at := clienttest.NewClock().Now()
	refused := func(date string, body string) memory {
		return func(*http.Request) (*http.Response, error) {
			resp, err := response(200, body)
			resp.Header.Set("Date", date)
			return resp, err
		}
	}
	far := at.Add(time.Hour).Format(http.TimeFormat)
	for _, tt := range []struct {
		name   string
		answer memory
		opts   []classcloud.ClientOption
		vendor Settings
	}{
		{name: "without the option", answer: refused(far, `{"code":"sign"}`), opts: []classcloud.ClientOption{classcloud.WithMaxAttempts(3)}},
		{name: "by another refusal", answer: refused(far, `{"code":"bad"}`), opts: []classcloud.ClientOption{classcloud.WithClockCorrection()}},
		{name: "by a minute and a half", answer: refused(at.Add(90*time.Second).Format(http.TimeFormat), `{"code":"sign"}`), opts: []classcloud.ClientOption{classcloud.WithClockCorrection()}},
		{name: "without a Date", answer: refused("", `{"code":"sign"}`), opts: []classcloud.ClientOption{classcloud.WithClockCorrection()}},
		{name: "by a Date that is not one", answer: refused("soon", `{"code":"sign"}`), opts: []classcloud.ClientOption{classcloud.WithClockCorrection()}},
		{name: "where no time is signed", answer: refused(far, `{"code":"sign"}`), opts: []classcloud.ClientOption{classcloud.WithClockCorrection()}, vendor: Settings{Vendor: "fake"}},
		{name: "where the protocol does it", answer: refused(far, `{"code":"sign"}`), opts: []classcloud.ClientOption{classcloud.WithClockCorrection()}, vendor: Settings{Vendor: "fake", SignsTime: true, FixesClock: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sends := 0
			opts := append(tt.opts[:len(tt.opts):len(tt.opts)], inMemory(func(r *http.Request) (*http.Response, error) { sends++; return tt.answer(r) }))
			h := connect(t, "http://fake", opts...)
			if tt.vendor.Vendor != "" {
				config, err := Configure(InitialConfig(), tt.vendor, append(opts, classcloud.WithClock(h.clock)))
				require.NoError(t, err)
				h.Client = New("fake", h.protocol, config)
			}
			_, err := h.get(t.Context(), opRead)
			require.Error(t, err)
			assert.Equal(t, 1, sends)
			assert.Zero(t, h.Config().skew.Load())
		})
	}
	t.Run("more than once a call", func(t *testing.T) {
		sends := 0
		h := connect(t, "http://fake", classcloud.WithClockCorrection(), inMemory(func(*http.Request) (*http.Response, error) {
			sends++
			resp, err := response(200, `{"code":"sign"}`)
			resp.Header.Set("Date", at.Add(time.Duration(sends)*time.Hour).Format(http.TimeFormat))
			return resp, err
		}))
		_, err := h.get(t.Context(), opRead)
		assert.ErrorIs(t, err, classcloud.Unauthenticated)
		assert.Equal(t, 2, sends)
		assert.Contains(t, clienttest.AsError(t, err).Hint, "1h0m0s behind the server's", "of the time that it was signed with")
	})
}

// A call that is not repeated still sets the clock for those after it.
func TestAClockIsCorrectedForTheNextCall(t *testing.T) {
	for name, first := range map[string]func(*harness) error{
		"after a call without retries": func(h *harness) error {
			_, err := h.get(t.Context(), opRead, classcloud.WithoutRetry())
			return err
		},
		"after a file that cannot be read again": func(h *harness) error {
			_, err := h.upload(t.Context(), opOnce, io.MultiReader(strings.NewReader("once")))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			vendor, signed := clienttest.NewClock().Now().Add(time.Hour), []time.Duration(nil)
			h := connect(t, "http://fake", classcloud.WithClockCorrection(), inMemory(punctual(&vendor, &signed)))
			err := first(h)
			e := clienttest.AsError(t, err)
			assert.Equal(t, classcloud.Unauthenticated, e.Kind)
			assert.Equal(t, 1, e.Attempts)
			_, err = h.get(t.Context(), opOnce)
			require.NoError(t, err)
			assert.Equal(t, []time.Duration{-time.Hour, 0}, signed)
		})
	}
}

// Where no time is signed, a wrong password is not the clock's fault.
func TestAClockIsBlamedOnlyWhereTheTimeIsSigned(t *testing.T) {
	for _, signs := range []bool{false, true} {
		config, err := Configure(InitialConfig(), Settings{Vendor: "fake", SignsTime: signs}, []classcloud.ClientOption{
			classcloud.WithClock(clienttest.NewClock()), inMemory(func(*http.Request) (*http.Response, error) {
				resp, err := response(200, `{"code":"sign"}`)
				resp.Header.Set("Date", clienttest.NewClock().Now().Add(time.Hour).Format(http.TimeFormat))
				return resp, err
			})})
		require.NoError(t, err)
		_, err = (&harness{Client: New("fake", &fake{base: "http://fake"}, config)}).get(t.Context(), opRead)
		assert.Equal(t, !signs, clienttest.AsError(t, err).Hint == "check the key")
	}
}
