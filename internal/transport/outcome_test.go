package transport

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"syscall"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func discardLog() *log.Logger { return log.New(io.Discard, "", 0) }

func TestWhatIsRepeatedAndWhatMayHaveBeenApplied(t *testing.T) {
	const maybe, not = true, false
	for _, tt := range []struct {
		name   string
		op     Row
		answer answer
		sent   int
		maybe  bool
		kind   classcloud.Kind
	}{
		{"a read that meets 503 is repeated", opRead, page(503), 3, not, classcloud.Unavailable},
		{"a read that meets 500 is repeated", opRead, page(500), 3, not, classcloud.Internal},
		{"a read whose connection breaks is repeated", opRead, reset, 3, not, classcloud.Unavailable},
		{"a read whose reply is cut off is repeated", opRead, truncate(200), 3, not, classcloud.Unavailable},
		{"a read that gets a page instead of JSON is repeated", opRead, page(200), 3, not, classcloud.DataLoss},
		{"a read the vendor refuses is not repeated", opRead, reply(200, `{"code":"bad"}`), 1, not, classcloud.InvalidArgument},
		{"a read the vendor is unsure about applied nothing", opRead, reply(200, `{"code":"unsure"}`), 1, not, classcloud.Internal},
		{"a read at a wrong path is not repeated", opRead, page(404), 1, not, classcloud.Unimplemented},

		{"an idempotent write that meets 503 is repeated", opIdempotent, page(503), 3, maybe, classcloud.Unavailable},
		{"an idempotent write whose connection breaks is repeated", opIdempotent, reset, 3, maybe, classcloud.Unavailable},
		{"an idempotent write whose reply is cut off is repeated", opIdempotent, truncate(200), 3, maybe, classcloud.Unavailable},

		{"a write of once that meets 503 is sent once", opOnce, page(503), 1, maybe, classcloud.Unavailable},
		{"a write of once whose connection breaks is sent once", opOnce, reset, 1, maybe, classcloud.Unavailable},
		{"a write of once whose reply is cut off is sent once", opOnce, truncate(200), 1, maybe, classcloud.Unavailable},
		{"a write of once that gets a page instead of JSON is sent once", opOnce, page(200), 1, maybe, classcloud.DataLoss},
		{"a write of once the vendor is unsure about may have been applied", opOnce, reply(200, `{"code":"unsure"}`), 1, maybe, classcloud.Internal},
		{"a write of once the vendor refuses was not applied", opOnce, reply(200, `{"code":"bad"}`), 1, not, classcloud.InvalidArgument},
		{"a write of once the vendor puts off is repeated", opOnce, reply(200, `{"code":"busy"}`), 3, not, classcloud.Aborted},
		{"a write of once a gateway limits with 429 is repeated", opOnce, page(429), 3, not, classcloud.ResourceExhausted},
		{"a write of once a gateway limits with 439 is repeated", opOnce, page(439), 3, not, classcloud.ResourceExhausted},
		{"a cut-off 429 refuses all the same", opOnce, truncate(429), 3, not, classcloud.ResourceExhausted},
		{"a cut-off 404 refuses all the same", opOnce, truncate(404), 1, not, classcloud.Unimplemented},
		{"a cut-off 502 says nothing", opOnce, truncate(502), 1, maybe, classcloud.Unavailable},

		{"a keyed write that meets 503 is repeated", opKeyed, page(503), 3, maybe, classcloud.Unavailable},
		{"a keyed write whose connection breaks is repeated", opKeyed, reset, 3, maybe, classcloud.Unavailable},
		{"a keyed write whose reply is cut off is repeated", opKeyed, truncate(200), 3, maybe, classcloud.Unavailable},

		{"a consuming read that meets 503 is sent once", opConsuming, page(503), 1, maybe, classcloud.Unavailable},
		{"a consuming read whose connection breaks is sent once", opConsuming, reset, 1, maybe, classcloud.Unavailable},
		{"a consuming read whose reply is cut off is sent once", opConsuming, truncate(200), 1, maybe, classcloud.Unavailable},
		{"a consuming read that is limited is sent once", opConsuming, page(429), 1, not, classcloud.ResourceExhausted},
		{"a consuming read that is put off is sent once", opConsuming, reply(200, `{"code":"busy"}`), 1, not, classcloud.Aborted},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, tt.answer)
			out, err := connect(t, s.URL).get(t.Context(), tt.op)
			e := failure(t, err)
			assert.Nil(t, out)
			assert.Len(t, s.seen(), tt.sent)
			assert.Equal(t, tt.sent, e.Attempts)
			assert.Equal(t, tt.maybe, classcloud.MaybeApplied(err), e.Outcome)
			assert.ErrorIs(t, err, tt.kind)
			assert.Equal(t, "fake", e.Vendor)
			assert.Equal(t, tt.op.Name, e.Operation)
		})
	}
}

func TestARepeatIsSignedAfresh(t *testing.T) {
	s := serve(t, page(503), reply(200, success))
	random := &counting{}
	out, err := connect(t, s.URL, classcloud.WithRand(random)).get(t.Context(), opRead)
	require.NoError(t, err)
	assert.Equal(t, &thing{7}, out)
	first, second := s.seen()[0].header, s.seen()[1].header
	assert.NotEqual(t, first.Get("X-Time"), second.Get("X-Time"))
	assert.NotEqual(t, first.Get("X-Nonce"), second.Get("X-Nonce"))
	assert.Equal(t, s.seen()[0].body, s.seen()[1].body)
}

// counting is randomness that is never the same twice.
type counting struct{ n byte }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		c.n++
		p[i] = c.n
	}
	return len(p), nil
}

func TestAnAttemptThatTimesOut(t *testing.T) {
	for _, tt := range []struct {
		name   string
		op     Row
		answer memory
		sent   int
		maybe  bool
	}{
		{"a write of once without an answer is sent once", opOnce, silent, 1, true},
		{"a write of once with half an answer is sent once", opOnce, slowBody, 1, true},
		{"a keyed write without an answer is repeated", opKeyed, silent, 3, true},
		{"a keyed write with half an answer is repeated", opKeyed, slowBody, 3, true},
		{"a read without an answer is repeated", opRead, silent, 3, false},
		{"a read with half an answer is repeated", opRead, slowBody, 3, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sent := 0
				h := build(t, "http://fake", inMemory(func(r *http.Request) (*http.Response, error) {
					sent++
					return tt.answer(r)
				}))
				_, err := h.get(t.Context(), tt.op)
				assert.Equal(t, tt.sent, sent)
				assert.Equal(t, tt.maybe, classcloud.MaybeApplied(err))
				require.ErrorIs(t, err, classcloud.DeadlineExceeded)
				require.ErrorIs(t, err, context.DeadlineExceeded)
			})
		})
	}
}

func TestNothingWasSent(t *testing.T) {
	refused := "http://" + closedPort(t)
	proxy := func(address string) *http.Client {
		return &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: address, User: url.UserPassword("me", secret)})}}
	}
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }))
	t.Cleanup(refusing.Close)
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = discardLog()
	untrusted.StartTLS()
	t.Cleanup(untrusted.Close)

	for _, tt := range []struct {
		name, base string
		client     *http.Client
	}{
		{"the server refuses the connection", refused, &http.Client{Transport: &http.Transport{}}},
		{"the proxy refuses the connection", "http://fake.invalid", proxy(closedPort(t))},
		{"the proxy refuses the tunnel", "https://fake.invalid", proxy(refusing.Listener.Addr().String())},
		{"the TLS handshake fails", untrusted.URL, &http.Client{Transport: &http.Transport{}}},
	} {
		for _, op := range []Row{opOnce, opConsuming, opRead} {
			t.Run(tt.name+" for "+op.Name, func(t *testing.T) {
				h := connect(t, tt.base, classcloud.WithHTTPClient(tt.client))
				_, err := h.get(t.Context(), op)
				e := failure(t, err)
				assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
				assert.False(t, classcloud.MaybeApplied(err))
				assert.ErrorIs(t, err, classcloud.Unavailable)
				assert.Equal(t, 3, e.Attempts, "safe for every effect, so repeated")
				assert.NotContains(t, err.Error(), secret)
			})
		}
	}
}

func TestAWriteOfOnceGoesThroughAfterARefusedConnection(t *testing.T) {
	s := serve(t, reply(200, success))
	dials := 0
	h := connect(t, s.URL, classcloud.WithHTTPClient(&http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if dials++; dials == 1 {
				return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
			}
			return new(net.Dialer).DialContext(ctx, network, address)
		},
	}}))
	out, err := h.get(t.Context(), opOnce)
	require.NoError(t, err)
	assert.Equal(t, &thing{7}, out)
	assert.Len(t, s.seen(), 1)
}

func TestATransportThatTellsNothingMayHaveSent(t *testing.T) {
	tries := 0
	h := connect(t, "http://fake", classcloud.WithHTTPClient(&http.Client{Transport: untraced(func() { tries++ })}))
	_, err := h.get(t.Context(), opOnce)
	assert.True(t, classcloud.MaybeApplied(err), "HTTP/3 or a mesh's transport reports no connection: that proves nothing")
	assert.Equal(t, 1, tries)
}

type untraced func()

func (f untraced) RoundTrip(*http.Request) (*http.Response, error) {
	f()
	return nil, errors.New("stream broke")
}

func TestWhatNetHTTPWouldNotSendIsWrongAndNotRepeated(t *testing.T) {
	for name, change := range map[string]func(*Request){
		"a line end in a token":   func(r *Request) { r.Header.Set("X-Token", "abc\n") },
		"an address that is none": func(r *Request) { r.URL = "http://fake/%zz?sign=" + secret },
		"an unknown scheme":       func(r *Request) { r.URL = "gopher://fake/?sign=" + secret },
	} {
		t.Run(name, func(t *testing.T) {
			h := connect(t, "http://fake", classcloud.WithHTTPClient(&http.Client{Transport: &http.Transport{}}))
			h.protocol.encode = func(r *Request) error { change(r); return nil }
			_, err := h.get(t.Context(), opRead)
			e := failure(t, err)
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
			assert.Zero(t, e.Attempts, "it never left")
			assert.NotContains(t, err.Error(), secret)
		})
	}
}

func TestARejectionAfterAnUnansweredTryProvesNothing(t *testing.T) {
	for _, op := range []Row{opIdempotent, opKeyed} {
		s := serve(t, page(503), reply(200, `{"code":"bad"}`))
		_, err := connect(t, s.URL).get(t.Context(), op)
		assert.ErrorIs(t, err, code("bad"))
		assert.True(t, classcloud.MaybeApplied(err))
		assert.Equal(t, 2, failure(t, err).Attempts)
	}
	s := serve(t, page(429), reply(200, `{"code":"bad"}`))
	_, err := connect(t, s.URL).get(t.Context(), opOnce)
	assert.False(t, classcloud.MaybeApplied(err), "a refused try leaves no doubt")
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
		dials := 0
		h := connect(t, s.URL, classcloud.WithHTTPClient(&http.Client{Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				if dials++; dials == 1 {
					return nil, syscall.ECONNREFUSED
				}
				return new(net.Dialer).DialContext(ctx, network, address)
			},
		}}))
		_, err := h.get(t.Context(), op)
		assert.ErrorIs(t, err, classcloud.AlreadyExists)
	})
	t.Run("a code that is not in the row is an error", func(t *testing.T) {
		s := serve(t, page(503), already)
		_, err := connect(t, s.URL).get(t.Context(), opIdempotent)
		assert.ErrorIs(t, err, classcloud.AlreadyExists)
	})
}

func TestDataBesideAnErrorIsKept(t *testing.T) {
	s := serve(t, reply(200, `{"code":"already","data":{"id":9}}`))
	out, err := connect(t, s.URL).get(t.Context(), opOnce)
	assert.ErrorIs(t, err, code("already"))
	assert.Equal(t, &thing{9}, out)
}

func TestWhatStopsACallBeforeItIsSent(t *testing.T) {
	doubtful := &classcloud.Error{Vendor: "fake", Operation: "Account.Login", Kind: classcloud.Unavailable, Message: "no login"}
	s := serve(t, reply(200, success))
	for _, tt := range []struct {
		name    string
		prepare func(*fake)
		kind    classcloud.Kind
	}{
		{"no credentials", func(p *fake) {
			p.account = func(context.Context) (Account, error) { return Account{}, errors.New("vault is sealed") }
		}, classcloud.Unauthenticated},
		{"a login that may have worked says nothing of the call", func(p *fake) {
			p.account = func(context.Context) (Account, error) { return Account{}, doubtful }
		}, classcloud.Unavailable},
		{"a request that cannot be encoded", func(p *fake) {
			p.encode = func(*Request) error { return errors.New("the parameter sign is set by the client itself") }
		}, classcloud.InvalidArgument},
		{"an encoder's own error", func(p *fake) { p.encode = func(*Request) error { return doubtful } }, classcloud.Unavailable},
		{"no base URL", func(p *fake) { p.encode = func(r *Request) error { r.URL = ""; return nil } }, classcloud.InvalidArgument},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := connect(t, s.URL)
			tt.prepare(h.protocol)
			_, err := h.get(t.Context(), opOnce)
			e := failure(t, err)
			assert.ErrorIs(t, err, tt.kind)
			assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
			assert.Equal(t, "Things.Create", e.Operation)
			assert.Zero(t, e.Attempts, "nothing was sent")
		})
	}
	assert.Empty(t, s.seen())
	assert.Equal(t, classcloud.OutcomeUnknown, doubtful.Outcome, "another call's error is not touched")
}

// net/http repeats a GET by itself when a connection used before breaks: a call that uses something up must not be.
func TestNetHTTPDoesNotRepeatAConsumingGET(t *testing.T) {
	for _, test := range []struct {
		name string
		body bool
		op   Row
		want int
	}{
		{"of a consuming call without a body", false, opConsuming, 2},
		{"of a consuming call with one", true, opConsuming, 2},
		{"of a call of unknown effect", false, opOnce, 2},
		{"but a read's", false, opRead, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := serve(t, reply(200, success), reset, reply(200, success))
			h := connect(t, s.URL, classcloud.WithoutRetry())
			h.protocol.encode = func(r *Request) error {
				if !test.body {
					r.Body = nil
				}
				return nil
			}
			op := test.op
			op.Method = http.MethodGet
			_, err := h.get(t.Context(), op)
			require.NoError(t, err)
			_, err = h.get(t.Context(), op)
			requests := s.seen()
			require.Len(t, requests, test.want)
			if test.want == 2 {
				assert.True(t, classcloud.MaybeApplied(err), err)
			}
			for _, r := range requests {
				assert.Equal(t, test.body, r.length != 0, "length %d", r.length)
				assert.Empty(t, r.header.Get("Transfer-Encoding"))
			}
		})
	}
}
