package transport

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// pool is a server that speaks HTTP/1 over TLS, and a caller's client whose pool holds connections to it. The client does not know, before
// it has a connection, that it is not HTTP/2.
type pool struct {
	*httptest.Server
	caller *http.Client
	sends  atomic.Int64 // of requests that were broken off
}

// poolOf makes a pool of n idle connections, each of which dialled may wrap. The server breaks every further request off once it has the whole of it.
func poolOf(t *testing.T, n int, dialled func(net.Conn) net.Conn) *pool {
	t.Helper()
	p := &pool{}
	var waiting sync.WaitGroup
	waiting.Add(n)
	p.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/warm" {
			waiting.Done()
			waiting.Wait() // so that each has a connection of its own
			return
		}
		p.sends.Add(1)
		panic(http.ErrAbortHandler) // closes the connection without an answer
	}))
	p.Config.ErrorLog = discardLog()
	p.StartTLS()
	t.Cleanup(p.Close)
	own := p.Client().Transport.(*http.Transport).Clone()
	own.ForceAttemptHTTP2, own.MaxIdleConnsPerHost = true, n
	if dialled != nil {
		own.DialTLSContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := (&tls.Dialer{Config: own.TLSClientConfig}).DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return dialled(conn), nil
		}
	}
	p.caller = &http.Client{Transport: own}
	t.Cleanup(own.CloseIdleConnections)
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			resp, err := p.caller.Get(p.URL + "/warm")
			if assert.NoError(t, err) {
				assert.Equal(t, 1, resp.ProtoMajor)
				assert.NoError(t, resp.Body.Close())
			}
		})
	}
	all.Wait()
	return p
}

// passing is a transport around net/http's, as tracing puts there.
type passing struct{ next http.RoundTripper }

func (p passing) RoundTrip(r *http.Request) (*http.Response, error) {
	return p.next.RoundTrip(r.Clone(r.Context()))
}

// net/http repeats a GET on every further connection of the pool when the one before breaks. A client that has made no call yet does not
// know that the pool's connections speak HTTP/1: that must not be a gap. Every send is an attempt, which the limiter and the observer see.
func TestHTTP1SendsOnceFromACallersPool(t *testing.T) {
	for _, wrapped := range []bool{false, true} {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodDelete} {
			for _, op := range []Row{opRead, opIdempotent, opOnce, opConsuming} {
				for _, bare := range []bool{true, false} {
					name := method + " " + op.Effect.String() + map[bool]string{true: " without a body"}[bare] + map[bool]string{true: ", wrapped"}[wrapped]
					t.Run(name, func(t *testing.T) {
						p := poolOf(t, 5, nil)
						if wrapped {
							p.caller.Transport = passing{p.caller.Transport}
						}
						seen := new(watcher)
						h := connect(t, p.URL, classcloud.WithHTTPClient(p.caller), classcloud.WithObserver(seen))
						h.protocol.encode = func(r *Request) error {
							if r.Method = method; bare {
								r.Body = nil
							}
							return nil
						}
						_, err := h.get(t.Context(), op)
						require.Error(t, err)
						assert.NotErrorIs(t, err, classcloud.Canceled)
						want := 3
						if op.Effect == classcloud.EffectOnce || op.Effect == classcloud.EffectConsuming {
							want = 1
						}
						assert.EqualValues(t, want, p.sends.Load(), "sends")
						attempts := 0
						for _, line := range seen.lines {
							if strings.HasPrefix(line, "start ") && line != "start 0" {
								attempts++
							}
						}
						assert.Equal(t, want, attempts, "attempts that the observer saw: %v", seen.lines)
					})
				}
			}
		}
	}
}

// The first connection of a pool that the server was closing is replaced at once. When that is no better, there is a pause.
func TestOnlyTheFirstStaleConnectionIsReplacedAtOnce(t *testing.T) {
	p := poolOf(t, 5, nil)
	h := connect(t, p.URL, classcloud.WithHTTPClient(p.caller), classcloud.WithRand(always(0xff)))
	_, err := h.get(t.Context(), opRead)
	require.ErrorIs(t, err, classcloud.Unavailable)
	require.Len(t, h.clock.Slept(), 2)
	assert.Zero(t, h.clock.Slept()[0])
	assert.Greater(t, h.clock.Slept()[1], 400*time.Millisecond)
}

// reluctant is a connection that takes its time to close, in which net/http can write what it was going to write.
type reluctant struct{ net.Conn }

func (c reluctant) Close() error {
	for range 10_000 {
		runtime.Gosched()
	}
	return c.Conn.Close()
}

// On HTTP/1 net/http writes a request without a look at its context: that the context has ended does not keep it from sending.
func TestHTTP1SendsOnceHoweverSlowlyConnectionsClose(t *testing.T) {
	for range 5 {
		p := poolOf(t, 5, func(conn net.Conn) net.Conn { return reluctant{conn} })
		h := connect(t, p.URL, classcloud.WithHTTPClient(p.caller), classcloud.WithoutRetry())
		h.protocol.encode = func(r *Request) error { r.Method, r.Body = http.MethodGet, nil; return nil }
		_, err := h.get(t.Context(), opRead)
		require.ErrorIs(t, err, classcloud.Unavailable)
		assert.EqualValues(t, 1, p.sends.Load())
	}
}

// A connection of HTTP/2 serves others, too, and is not closed; nor is one that nothing is known of.
func TestOnlyAConnectionOfHTTP1IsClosed(t *testing.T) {
	h1 := poolOf(t, 0, nil)
	secure, err := tls.Dial("tcp", h1.Listener.Addr().String(), &tls.Config{InsecureSkipVerify: true}) // a test's own server
	require.NoError(t, err)
	defer func() { _ = secure.Close() }()
	plain, other := net.Pipe()
	defer func() { _, _ = plain.Close(), other.Close() }()
	standard, foreign := senderOf(&http.Transport{}), senderOf(passing{})
	h2c := new(http.Transport)
	h2c.Protocols = new(http.Protocols)
	h2c.Protocols.SetUnencryptedHTTP2(true)
	assert.True(t, standard.speaksHTTP1(plain))
	assert.True(t, standard.speaksHTTP1(secure))
	assert.True(t, foreign.speaksHTTP1(secure))
	assert.False(t, foreign.speaksHTTP1(plain))
	assert.False(t, senderOf(h2c).speaksHTTP1(plain))
	assert.True(t, speaksPlainH2(h2c))
	was := http.DefaultTransport
	defer func() { http.DefaultTransport = was }()
	http.DefaultTransport = h2c
	assert.True(t, speaksPlainH2(nil), "a client without a transport has the program's")
}
