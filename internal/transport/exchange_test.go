package transport

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func TestRepliesThatAreRead(t *testing.T) {
	for name, answer := range map[string]answer{
		"plain JSON":                        reply(200, success),
		"JSON under text/html":              reply(200, success, "Content-Type", "text/html; charset=utf-8"),
		"JSON without a type":               reply(200, success, "Content-Type", ""),
		"a byte order mark before the JSON": reply(200, "\ufeff"+success),
		"white space around the JSON":       reply(200, "\r\n "+success+"\n\n"),
		"a gzip reply":                      reply(200, zip(t, strings.NewReader(success)), "Content-Encoding", "gzip"),
		"201":                               reply(201, success),
		"an id in quotes":                   reply(200, `{"code":"0","data":{"id":"7"}}`),
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, answer)
			out, err := connect(t, s.URL).get(t.Context(), opOnce)
			require.NoError(t, err)
			assert.Equal(t, &thing{7}, out)
		})
	}
}

func TestTheCapOnReplies(t *testing.T) {
	for _, tt := range []struct {
		name string
		cap  int64
		ok   bool
	}{
		{"a reply of just the cap is read", int64(len(success)), true},
		{"one byte more is not", int64(len(success)) - 1, false},
		{"no cap to speak of", math.MaxInt64, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, reply(200, success))
			_, err := connect(t, s.URL).get(t.Context(), opRead, classcloud.WithMaxReplySize(tt.cap))
			assert.Equal(t, tt.ok, err == nil, err)
			assert.Len(t, s.seen(), 1, "a reply that is too large would be too large again")
		})
	}
}

// tracked is a body that counts how much was read, and notes that it was closed.
type tracked struct {
	io.Reader
	read   int
	closed bool
}

func (b *tracked) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	b.read += n
	return n, err
}

func (b *tracked) Close() error { b.closed = true; return nil }

func TestBodiesAreReadNoFurtherThanTheCapAndClosed(t *testing.T) {
	const most = 1000
	for name, content := range map[string]io.Reader{
		"a success":               strings.NewReader(success),
		"a page":                  strings.NewReader("<html>"),
		"more than the cap":       zeros(1 << 20),
		"a reply that breaks off": io.MultiReader(strings.NewReader(success), iotestErr{}),
	} {
		t.Run(name, func(t *testing.T) {
			body := &tracked{Reader: content}
			h := connect(t, "http://fake", inMemory(func(*http.Request) (*http.Response, error) {
				resp, _ := response(200, "")
				resp.Body = body
				return resp, nil
			}))
			_, _ = h.get(t.Context(), opOnce, classcloud.WithMaxReplySize(most))
			assert.True(t, body.closed)
			assert.LessOrEqual(t, body.read, most+1)
		})
	}
}

func TestAReplyGetsTheRoomThatItAsksFor(t *testing.T) {
	for _, length := range []int64{0, 1, 142, 4 << 20} {
		body, err := readUpTo(zeros(length), length, 32<<20)
		require.NoError(t, err)
		assert.Len(t, body, int(length))
		assert.EqualValues(t, length+1, cap(body))
	}
	body, err := readUpTo(zeros(1000), 10, 32<<20)
	require.NoError(t, err)
	assert.Len(t, body, 1000, "a length is a hint")
}

// unread is a RoundTripper that leaves the body to its function.
type unread func(*http.Request) (*http.Response, error)

func (f unread) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A RoundTripper, and net/http, may read a request after they have answered it.
func TestAnAttemptDoesNotDisturbTheOneBefore(t *testing.T) {
	var attempts int
	var before *http.Request
	h := connect(t, "http://fake", classcloud.WithHTTPClient(&http.Client{Transport: unread(func(r *http.Request) (*http.Response, error) {
		if attempts++; attempts == 1 {
			before = r
			_, _ = io.CopyN(io.Discard, r.Body, 3)
			return response(503, "")
		}
		rest, err := io.ReadAll(before.Body)
		assert.NoError(t, err)
		assert.Equal(t, `ame":"maths"}`, string(rest))
		assert.NotSame(t, before.URL, r.URL)
		assert.NotEqual(t, before.Header, r.Header)
		return response(200, success)
	})}), classcloud.WithRand(&counting{}))
	_, err := h.get(t.Context(), opRead)
	require.NoError(t, err)
	assert.Equal(t, 2, attempts)
}

func TestAReplyMayBeKept(t *testing.T) {
	var kept []*classcloud.Reply
	h := connect(t, "http://fake", inMemory(script(says(503, "busy"), says(502, "busier"), says(200, success))))
	_, err := h.get(t.Context(), opRead, classcloud.OnReply(func(r *classcloud.Reply) { kept = append(kept, r) }))
	require.NoError(t, err)
	require.Len(t, kept, 3)
	assert.Equal(t, "503 busy 502 busier 200", fmt.Sprint(kept[0].Status, " ", string(kept[0].Body), " ", kept[1].Status, " ", string(kept[1].Body), " ", kept[2].Status))
}

// deaf is a body that gives nothing until it is closed, whatever its request's context says.
type deaf struct {
	closed chan struct{}
	once   sync.Once
}

func (b *deaf) Read([]byte) (int, error) {
	<-b.closed
	return 0, errors.New("read on a closed body")
}

func (b *deaf) Close() error {
	b.once.Do(func() { close(b.closed) })
	return nil
}

func TestABodyThatHearsNothingOfTheContextIsClosedAtItsEnd(t *testing.T) {
	for _, tt := range []struct {
		name string
		ctx  func(context.Context) (context.Context, context.CancelFunc)
		took time.Duration
		is   error
	}{
		{"an attempt's time is over", func(context.Context) (context.Context, context.CancelFunc) {
			return context.Background(), func() {}
		}, 5 * time.Second, context.DeadlineExceeded},
		{"an attempt's time is over before that of its caller", func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, 6*time.Second)
		}, 5 * time.Second, context.DeadlineExceeded},
		{"the caller's time is over", func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, 3*time.Second)
		}, 3 * time.Second, context.DeadlineExceeded},
		{"the caller gives up", func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(2*time.Second, cancel)
			return ctx, cancel
		}, 2 * time.Second, context.Canceled},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := build(t, "http://fake", inMemory(func(*http.Request) (*http.Response, error) {
					resp, _ := response(200, "")
					resp.Body = &deaf{closed: make(chan struct{})}
					return resp, nil
				}))
				ctx, cancel := tt.ctx(t.Context())
				defer cancel()
				began := time.Now()
				_, err := h.get(ctx, opOnce, classcloud.WithTimeout(5*time.Second))
				require.ErrorIs(t, err, tt.is)
				assert.Equal(t, tt.took, time.Since(began))
				assert.NotContains(t, err.Error(), "closed body")
			})
		})
	}
}

type iotestErr struct{}

func (iotestErr) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestConnectionsAreReused(t *testing.T) {
	s := serve(t, reply(200, success), page(404), reply(429, ""), reply(200, `{"code":"bad"}`), reply(302, "moved", "Location", "/x"),
		reply(200, zip(t, strings.NewReader(success)), "Content-Encoding", "gzip"),
		reply(200, `{"code":0,"data":{"id":1,"pad":"`+strings.Repeat("x", 1<<17)+`"}}`))
	h := connect(t, s.URL)
	for range 50 {
		_, _ = h.get(t.Context(), opRead, classcloud.WithoutRetry())
	}
	assert.Len(t, s.seen(), 50)
	assert.Equal(t, 1, s.opened())
}

// counted is a context that counts those who wait for its end and have not left.
type counted struct {
	context.Context
	waiting atomic.Int64
}

// Value hides the context inside, to which those who wait would go otherwise.
func (c *counted) Value(any) any { return nil }

func (c *counted) AfterFunc(f func()) func() bool {
	stop := context.AfterFunc(c.Context, f)
	c.waiting.Add(1)
	return sync.OnceValue(func() bool { c.waiting.Add(-1); return stop() })
}

// A program's context may live as long as the program: what each call would leave in it adds up.
func TestACallLeavesNothingInItsContext(t *testing.T) {
	s := serve(t, reply(200, success), page(503), reset, reply(200, success))
	for name, call := range map[string]func(context.Context, *harness) error{
		"a read":    func(ctx context.Context, h *harness) error { _, err := h.get(ctx, opRead); return err },
		"a create":  func(ctx context.Context, h *harness) error { _, err := h.get(ctx, opOnce); return err },
		"an upload": func(ctx context.Context, h *harness) error { _, err := h.upload(ctx, opOnce, zeros(1)); return err },
		"a refused call": func(ctx context.Context, h *harness) error {
			return h.Do(ctx, &Call{Op: &opRead, In: &ask{}}, new(int), nil)
		},
		"a broken server": func(ctx context.Context, h *harness) error {
			h.protocol.base = "http://" + closedPort(t)
			_, err := h.get(ctx, opRead)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			inner, cancel := context.WithCancel(t.Context())
			defer cancel()
			ctx := &counted{Context: inner}
			_ = call(ctx, connect(t, s.URL))
			assert.True(t, settles(&ctx.waiting), "%d still wait for the end of the context", ctx.waiting.Load())
		})
	}
}

// settles waits for a count to become zero: net/http ends its part on goroutines of its own.
func settles(n *atomic.Int64) bool {
	for range 100_000 {
		if n.Load() == 0 {
			return true
		}
		runtime.Gosched()
	}
	return false
}
