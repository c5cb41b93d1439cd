package transport

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
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

func TestATransportThatTellsNothingMayHaveSent(t *testing.T) {
	var tries atomic.Int64
	h := connect(t, "http://fake", classcloud.WithHTTPClient(&http.Client{Transport: untraced(func() { tries.Add(1) })}))
	_, err := h.get(t.Context(), opOnce)
	assert.True(t, classcloud.MaybeApplied(err), "HTTP/3 or a mesh's transport reports no connection: that proves nothing")
	assert.EqualValues(t, 1, tries.Load())
}

type untraced func()

func (f untraced) RoundTrip(*http.Request) (*http.Response, error) {
	f()
	return nil, errors.New("stream broke")
}

// net/http itself repeats a GET if a connection that was used before breaks. What is repeated is decided by us alone.
func TestNetHTTPRepeatsNoGET(t *testing.T) {
	for _, body := range []bool{false, true} {
		for _, op := range []Row{opConsuming, opOnce, opRead, opIdempotent} {
			t.Run(op.Effect.String(), func(t *testing.T) {
				s := serve(t, reply(200, success), reset, reply(200, success))
				h := connect(t, s.URL, classcloud.WithoutRetry())
				h.protocol.encode = func(r *Request) error {
					if !body {
						r.Body = nil
					}
					return nil
				}
				op.Method = http.MethodGet
				_, err := h.get(t.Context(), op)
				require.NoError(t, err)
				_, err = h.get(t.Context(), op)
				require.ErrorIs(t, err, classcloud.Unavailable)
				assert.Equal(t, op.Effect != classcloud.EffectRead, classcloud.MaybeApplied(err), err)
				requests := s.seen()
				require.Len(t, requests, 2)
				for _, r := range requests {
					assert.Equal(t, body, r.length != 0, "length %d", r.length)
					assert.Empty(t, r.header.Get("Transfer-Encoding"))
				}
			})
		}
	}
}

// A connection that the server is closing must not fail a call that may be repeated, nor make it wait. The repeat is an attempt like
// others, which the limiter and the observer see.
func TestRestyPitfallAStaleConnection(t *testing.T) {
	stale := func(t *testing.T) (base string, served func() []string) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		var mu sync.Mutex
		var got []string
		var all sync.WaitGroup
		all.Go(func() {
			for n := 1; ; n++ {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				all.Go(func() {
					defer func() { _ = conn.Close() }()
					in := bufio.NewReader(conn)
					for served := 0; ; served++ {
						r, err := http.ReadRequest(in)
						if err != nil {
							return
						}
						body, _ := io.ReadAll(r.Body)
						mu.Lock()
						got = append(got, fmt.Sprintf("connection %d: %s", n, body))
						mu.Unlock()
						if n == 1 && served == 1 {
							return // closed on the second request
						}
						_, _ = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(success), success)
					}
				})
			}
		})
		t.Cleanup(func() { _ = l.Close(); all.Wait() })
		return "http://" + l.Addr().String(), func() []string { mu.Lock(); defer mu.Unlock(); return got }
	}
	const body = `{"name":"maths"}`
	get := opRead
	get.Method = http.MethodGet
	for _, op := range []Row{opRead, opIdempotent, get} {
		t.Run("is replaced for "+op.Method+" "+op.Effect.String(), func(t *testing.T) {
			base, served := stale(t)
			w := new(watcher)
			h := connect(t, base, classcloud.WithObserver(w))
			t.Cleanup(h.config.HTTPClient.CloseIdleConnections)
			for range 2 {
				_, err := h.get(t.Context(), op)
				require.NoError(t, err)
			}
			assert.Equal(t, []string{"connection 1: " + body, "connection 1: " + body, "connection 2: " + body}, served())
			assert.Equal(t, []time.Duration{0}, h.clock.Slept())
			assert.Equal(t, []string{"start 0", "start 01", "end 01", "end 0", "start 0", "start 01", "end 01", "start 02", "end 02", "end 0"}, w.lines)
		})
	}
	for _, op := range []Row{opOnce, opConsuming} {
		t.Run("ends a call of "+op.Effect.String(), func(t *testing.T) {
			base, served := stale(t)
			h := connect(t, base)
			t.Cleanup(h.config.HTTPClient.CloseIdleConnections)
			_, err := h.get(t.Context(), op)
			require.NoError(t, err)
			_, err = h.get(t.Context(), op)
			assert.True(t, classcloud.MaybeApplied(err), err)
			assert.Len(t, served(), 2)
		})
	}
}

// net/http may look for the end of a body after the reply has arrived. After an early answer it must not touch the file any more.
func TestAnUploadIsNotTouchedOnceItsAttemptIsOver(t *testing.T) {
	whole := &guarded{from: strings.NewReader("abc"), left: 3}
	_, err := io.ReadFull(whole, make([]byte, 3))
	require.NoError(t, err)
	whole.stop(t.Context())
	_, err = whole.Read(make([]byte, 1))
	assert.Equal(t, io.EOF, err, "all was read: the connection stays good")

	for _, left := range []int64{3, -1} {
		file := strings.NewReader("abc")
		part := &guarded{from: file, left: left}
		_, err = part.Read(make([]byte, 1))
		require.NoError(t, err)
		part.stop(t.Context())
		_, err = part.Read(make([]byte, 1))
		assert.Equal(t, errOver, err)
		assert.Equal(t, 2, file.Len())
	}
}

func TestAStuckFileDoesNotHoldTheCallBeyondItsContext(t *testing.T) {
	r, w := io.Pipe()
	g := &guarded{from: r, left: -1}
	read := make(chan struct{})
	go func() {
		_, _ = g.Read(make([]byte, 1))
		close(read)
	}()
	for !g.touched.Load() {
		runtime.Gosched()
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	g.stop(ctx)
	require.NoError(t, w.Close())
	<-read
}

func TestARequestWithoutABody(t *testing.T) {
	for _, method := range []string{"GET", "DELETE", "POST", "PUT"} {
		s := serve(t, reply(200, success))
		h := connect(t, s.URL)
		h.protocol.encode = func(r *Request) error { r.Method, r.Body = method, nil; return nil }
		_, err := h.get(t.Context(), opRead)
		require.NoError(t, err)
		assert.Zero(t, s.seen()[0].length)
		assert.Empty(t, s.seen()[0].body)
	}
}

// writes counts what is written to a connection.
type writes struct {
	net.Conn
	n *atomic.Int64
}

func (w writes) Write(p []byte) (int, error) { w.n.Add(1); return w.Conn.Write(p) }

// net/http sends the headers by themselves where it does not know that the body is in memory: a system call and a packet more each call.
func TestARequestIsWrittenAtOnce(t *testing.T) {
	var n atomic.Int64
	s := serve(t, reply(200, success))
	h := connect(t, s.URL, classcloud.WithHTTPClient(&http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := new(net.Dialer).DialContext(ctx, network, address)
			return writes{conn, &n}, err
		},
	}}))
	for range 3 {
		_, err := h.get(t.Context(), opOnce)
		require.NoError(t, err)
	}
	assert.EqualValues(t, 3, n.Load())
}

// http.Client is not shown the headers. It adds one of its own for a base URL with a name and a password, and only where there is none.
func TestARoundTripperSeesTheWholeRequest(t *testing.T) {
	for _, tt := range []struct{ base, own, want string }{
		{"http://fake", "", ""},
		{"http://fake", "agora token=t", "agora token=t"},
		{"http://ann:pass@fake", "", "Basic YW5uOnBhc3M="},
		{"http://ann:pass@fake", "agora token=t", "agora token=t"},
	} {
		var seen *http.Request
		h := connect(t, tt.base, inMemory(func(r *http.Request) (*http.Response, error) {
			seen = r
			r.Header["X-Own"] = []string{"a RoundTripper may misbehave"}
			return response(200, success)
		}))
		h.protocol.encode = func(r *Request) error {
			if tt.own != "" {
				r.Header.Set("Authorization", tt.own)
			}
			return nil
		}
		_, err := h.get(t.Context(), opOnce)
		require.NoError(t, err)
		assert.Equal(t, "fake", seen.Host)
		assert.Equal(t, "/things/create", seen.URL.Path)
		assert.Equal(t, "application/json", seen.Header.Get("Content-Type"))
		assert.Equal(t, "classcloud-go/"+classcloud.Version, seen.Header.Get("User-Agent"))
		assert.Equal(t, tt.want, seen.Header.Get("Authorization"))
		assert.Empty(t, noHeaders)
	}
}

func TestAProgramsOwnDefaultTransportIsUsed(t *testing.T) {
	standard := http.DefaultTransport
	defer func() { http.DefaultTransport = standard }()
	http.DefaultTransport = says(200, success)
	out, err := connect(t, "http://fake").get(t.Context(), opRead)
	require.NoError(t, err)
	assert.Equal(t, &thing{7}, out)
}

func TestTheDefaultTransportSuitsABusyBackend(t *testing.T) {
	own := newHTTPClient().Transport.(*http.Transport)
	assert.NotNil(t, own.Proxy)
	assert.Equal(t, 128, own.MaxIdleConnsPerHost)
	assert.Equal(t, 30*time.Second, own.IdleConnTimeout)
	assert.NotSame(t, http.DefaultTransport, own)
}
