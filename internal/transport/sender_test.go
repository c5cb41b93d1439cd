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
	"github.com/go-classcloud/classcloud/internal/clienttest"
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

// net/http itself repeats a GET if a connection that was used before breaks. A call that uses something up must not be repeated.
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

// If a connection that was used before breaks, net/http itself sends an idempotent request again, within one attempt.
func TestWhatNetHTTPReplaysLeavesADoubt(t *testing.T) {
	bad, already := reply(200, `{"code":"bad"}`), reply(200, `{"code":"already"}`)

	t.Run("a rejection of the replay does not speak of what was sent first", func(t *testing.T) {
		s := serve(t, reply(200, success), reset, bad)
		h := connect(t, s.URL)
		_, err := h.get(t.Context(), opIdempotent)
		require.NoError(t, err)
		_, err = h.get(t.Context(), opIdempotent)
		require.ErrorIs(t, err, code("bad"))
		require.Len(t, s.seen(), 3)
		assert.Equal(t, 1, clienttest.AsError(t, err).Attempts, "net/http did it")
		assert.True(t, classcloud.MaybeApplied(err))
	})
	t.Run("already done is done by what was sent first", func(t *testing.T) {
		op := opIdempotent
		op.Payload, op.Already = PayloadNone, []string{"already"}
		s := serve(t, reply(200, success), reset, already)
		h := connect(t, s.URL)
		require.NoError(t, h.Do(t.Context(), &Call{Op: op}, nil, nil))
		require.NoError(t, h.Do(t.Context(), &Call{Op: op}, nil, nil))
		require.Len(t, s.seen(), 3)
	})
	t.Run("a read changes nothing however often it is sent", func(t *testing.T) {
		s := serve(t, reply(200, success), reset, bad)
		h := connect(t, s.URL)
		_, err := h.get(t.Context(), opRead)
		require.NoError(t, err)
		_, err = h.get(t.Context(), opRead)
		require.ErrorIs(t, err, code("bad"))
		require.Len(t, s.seen(), 3)
		assert.False(t, classcloud.MaybeApplied(err))
	})
	t.Run("a connection that holds leaves none", func(t *testing.T) {
		s := serve(t, reply(200, success), bad)
		h := connect(t, s.URL)
		_, err := h.get(t.Context(), opIdempotent)
		require.NoError(t, err)
		_, err = h.get(t.Context(), opIdempotent)
		require.ErrorIs(t, err, code("bad"))
		assert.False(t, classcloud.MaybeApplied(err))
	})
}

// A connection that the server is closing must not fail a call that may be repeated. net/http replays the request if the header
// X-Idempotency-Key is there, even without a value.
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
						got = append(got, fmt.Sprintf("connection %d: %s %q", n, body, r.Header["X-Idempotency-Key"]))
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
	for _, op := range []Row{opRead, opIdempotent} {
		t.Run("is replaced for "+op.Effect.String(), func(t *testing.T) {
			base, served := stale(t)
			h := connect(t, base)
			t.Cleanup(h.config.HTTPClient.CloseIdleConnections)
			for range 2 {
				_, err := h.get(t.Context(), op, classcloud.WithoutRetry())
				require.NoError(t, err)
			}
			assert.Equal(t, []string{"connection 1: " + body + " []", "connection 1: " + body + " []", "connection 2: " + body + " []"}, served())
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
