package transport

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// trip is a RoundTripper of one function.
type trip func(*http.Request) (*http.Response, error)

func (f trip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// marking is a middleware that notes its mark on the way out and back, and adds it to a header of its own copy of the request.
func marking(mark string, notes *[]string) classcloud.Middleware {
	return func(next http.RoundTripper) http.RoundTripper {
		return trip(func(r *http.Request) (*http.Response, error) {
			*notes = append(*notes, mark+">")
			r = r.Clone(r.Context())
			r.Header.Add("X-Way", mark)
			resp, err := next.RoundTrip(r)
			*notes = append(*notes, "<"+mark)
			return resp, err
		})
	}
}

func TestMiddlewareSeesEveryAttempt(t *testing.T) {
	s := serve(t, page(503), reply(200, success))
	var notes []string
	signed := ""
	h := connect(t, s.URL, classcloud.WithMiddleware(marking("a", &notes)), classcloud.WithMiddleware(marking("b", &notes)),
		classcloud.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return trip(func(r *http.Request) (*http.Response, error) {
				signed = r.Header.Get("X-Token")
				return next.RoundTrip(r)
			})
		}))
	_, err := h.get(t.Context(), opRead)
	require.NoError(t, err)
	assert.Equal(t, []string{"a>", "b>", "<b", "<a", "a>", "b>", "<b", "<a"}, notes, "the first one given is the outermost")
	assert.Equal(t, []string{"a", "b"}, s.seen()[1].header.Values("X-Way"))
	assert.Equal(t, secret, signed, "it sees the request as it goes out")
}

func TestMiddlewareKeepsThePool(t *testing.T) {
	s := serve(t, reply(200, success))
	h := connect(t, s.URL, classcloud.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		if below, is := next.(*http.Transport); is {
			assert.Equal(t, 128, below.MaxIdleConnsPerHost)
		}
		return trip(next.RoundTrip)
	}))
	for range 5 {
		_, err := h.get(t.Context(), opOnce)
		require.NoError(t, err)
	}
	assert.Equal(t, 1, s.connections)

	config, err := Configure(h.Config(), Settings{Vendor: "fake"}, []classcloud.ClientOption{classcloud.WithMiddleware(func(next http.RoundTripper) http.RoundTripper { return trip(next.RoundTrip) })})
	require.NoError(t, err)
	_, err = (&harness{Client: New("fake", h.protocol, config)}).get(t.Context(), opOnce)
	require.NoError(t, err)
	assert.Equal(t, 1, s.connections, "With shares it")
}

func TestMiddlewareWrapsTheCallersOwnClient(t *testing.T) {
	var notes []string
	h := connect(t, "http://fake", classcloud.WithMiddleware(marking("a", &notes)), inMemory(says(200, success)))
	_, err := h.get(t.Context(), opOnce)
	require.NoError(t, err)
	assert.Equal(t, []string{"a>", "<a"}, notes)
}

// With adds to what the client has, and nil removes it; neither changes the client that it came from.
func TestMiddlewareOfWith(t *testing.T) {
	var notes []string
	h := connect(t, "http://fake", classcloud.WithMiddleware(marking("a", &notes)), inMemory(says(200, success)))
	for _, tt := range []struct {
		opts []classcloud.ClientOption
		want []string
	}{
		{[]classcloud.ClientOption{classcloud.WithMiddleware(marking("b", &notes))}, []string{"a>", "b>", "<b", "<a"}},
		{[]classcloud.ClientOption{classcloud.WithMiddleware(marking("c", &notes))}, []string{"a>", "c>", "<c", "<a"}},
		{[]classcloud.ClientOption{classcloud.WithMiddleware(nil), classcloud.WithMiddleware(marking("d", &notes))}, []string{"d>", "<d"}},
		{nil, []string{"a>", "<a"}},
	} {
		notes = nil
		config, err := Configure(h.Config(), Settings{Vendor: "fake"}, tt.opts)
		require.NoError(t, err)
		_, err = (&harness{Client: New("fake", h.protocol, config)}).get(t.Context(), opOnce)
		require.NoError(t, err)
		assert.Equal(t, tt.want, notes)
	}
}

// Of clients that With made of one client, none has another's middleware, whatever room the slice had.
func TestMiddlewareIsNotSharedByWith(t *testing.T) {
	var notes []string
	with := func(of Config, name string) Config {
		config, err := Configure(of, Settings{Vendor: "fake"}, []classcloud.ClientOption{classcloud.WithMiddleware(marking(name, &notes))})
		require.NoError(t, err)
		return config
	}
	h := connect(t, "http://fake", inMemory(says(200, success)))
	three := with(with(with(h.Config(), "1"), "2"), "3")
	a, _ := with(three, "a"), with(three, "b")
	_, err := (&harness{Client: New("fake", h.protocol, with(a, "x"))}).get(t.Context(), opOnce)
	require.NoError(t, err)
	assert.Equal(t, []string{"1>", "2>", "3>", "a>", "x>", "<x", "<a", "<3", "<2", "<1"}, notes)
}

// A middleware that fails by itself may have sent the request for all that is known; one that is not reached has not.
func TestWhatAMiddlewareReturnsDecidesTheOutcome(t *testing.T) {
	broken := errors.New("the breaker is open")
	_, err := connect(t, "http://fake", classcloud.WithMiddleware(func(http.RoundTripper) http.RoundTripper {
		return trip(func(*http.Request) (*http.Response, error) { return nil, broken })
	})).get(t.Context(), opOnce)
	assert.ErrorIs(t, err, broken)
	assert.ErrorIs(t, err, classcloud.Unavailable)
	assert.True(t, classcloud.MaybeApplied(err))

	_, err = connect(t, "http://"+closedPort(t), classcloud.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return trip(next.RoundTrip)
	})).get(t.Context(), opOnce)
	assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome, "nobody listens, as the transport below tells")
	assert.False(t, classcloud.MaybeApplied(err))
}

// What is read of a body that a middleware wraps ends with the attempt, as it does without one.
func TestABodyBehindAMiddlewareEndsInTime(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(`{"code":`))
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(t.Context())
	var reads atomic.Int64
	h := connect(t, s.URL, classcloud.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return trip(func(r *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			if err == nil && reads.Add(1) == 1 {
				cancel()
			}
			return resp, err
		})
	}))
	_, err := h.get(ctx, opRead)
	assert.ErrorIs(t, err, context.Canceled)
}

func TestAMiddlewareThatReturnsNothingIsRefused(t *testing.T) {
	for _, none := range []http.RoundTripper{nil, (*http.Transport)(nil), trip(nil)} {
		_, err := Configure(InitialConfig(), Settings{Vendor: "fake"}, []classcloud.ClientOption{
			classcloud.WithMiddleware(func(next http.RoundTripper) http.RoundTripper { return next }),
			classcloud.WithMiddleware(func(http.RoundTripper) http.RoundTripper { return none }),
		})
		assert.EqualError(t, err, "fake: classcloud: WithMiddleware: function 2 returned a nil RoundTripper")
	}
}

func TestTheUserAgentNamesTheProgram(t *testing.T) {
	s := serve(t, reply(200, success))
	for product, want := range map[string]string{"lessons/2.3": " lessons/2.3", " a/1 (b) ": " a/1 (b)", "": ""} {
		_, err := connect(t, s.URL, classcloud.WithUserAgent("old/1"), classcloud.WithUserAgent(product)).get(t.Context(), opRead)
		require.NoError(t, err)
		seen := s.seen()
		assert.Equal(t, "classcloud-go/"+classcloud.Version+want, seen[len(seen)-1].header.Get("User-Agent"))
	}
}
