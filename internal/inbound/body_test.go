package inbound

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadBody(t *testing.T) {
	for name, test := range map[string]struct {
		body io.Reader
		want string
	}{"a body": {strings.NewReader("0123456789"), "0123456789"}, "nothing": {strings.NewReader(""), ""}} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadBody(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", test.body), 10, 0)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(got))
		})
	}
	bare := httptest.NewRequest(http.MethodPost, "/", nil)
	bare.Body = nil
	got, err := ReadBody(httptest.NewRecorder(), bare, 10, 0)
	require.NoError(t, err)
	assert.Empty(t, got)
	_, err = ReadBody(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", strings.NewReader("01234567890")), 10, 0)
	var tooLarge *http.MaxBytesError
	require.ErrorAs(t, err, &tooLarge)
}

// Whoever's clock ends the reading, the error says that the time is over, and why.
func TestTheTimeOfABody(t *testing.T) {
	cause := errors.New("the server stops")
	for name, test := range map[string]struct {
		within time.Duration
		ctx    func(context.Context) (context.Context, context.CancelFunc)
		after  time.Duration
		want   []error
	}{
		"by default":    {0, nil, 30 * time.Second, []error{context.DeadlineExceeded, errTimeout}},
		"the handler's": {time.Second, nil, time.Second, []error{context.DeadlineExceeded, errTimeout}},
		"the request's": {0, func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, time.Second)
		}, time.Second, []error{context.DeadlineExceeded}},
		"the request, given up": {0, func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancelCause(ctx)
			time.AfterFunc(time.Second, func() { cancel(cause) })
			return ctx, func() { cancel(nil) }
		}, time.Second, []error{context.Canceled, cause}},
	} {
		for how, closes := range map[string]bool{"closes": true, "does not close": false} {
			t.Run(name+", "+how, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					ctx := t.Context()
					if test.ctx != nil {
						var cancel context.CancelFunc
						ctx, cancel = test.ctx(ctx)
						defer cancel()
					}
					r, w := io.Pipe()
					defer func() { _ = w.Close() }()
					body := io.Reader(r)
					if !closes {
						body = struct{ io.Reader }{r}
					}
					began := time.Now()
					_, err := ReadBody(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, http.MethodPost, "/", body), 10, test.within)
					for _, want := range test.want {
						require.ErrorIs(t, err, want)
					}
					took := test.after
					if !closes {
						took += grace
					}
					assert.Equal(t, took, time.Since(began))
				})
			})
		}
	}
}

// Over a connection the handler's time ends the reading, and so does the server's own ReadTimeout; the answer still goes out.
func TestTheTimeOfABodyOverAConnection(t *testing.T) {
	for name, test := range map[string]struct {
		within, server time.Duration
		want           error
	}{
		"the handler's": {50 * time.Millisecond, 0, context.DeadlineExceeded}, "the server's": {time.Hour, 50 * time.Millisecond, context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			told := make(chan error, 1)
			srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, err := ReadBody(w, r, 1000, test.within)
				told <- err
				w.WriteHeader(http.StatusRequestTimeout)
			}))
			srv.Config.ReadTimeout = test.server
			srv.Start()
			defer srv.Close()
			conn, err := net.Dial("tcp", srv.Listener.Addr().String())
			require.NoError(t, err)
			defer func() { _ = conn.Close() }()
			_, err = fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")
			require.NoError(t, err)
			require.ErrorIs(t, <-told, test.want)
			answer, err := io.ReadAll(conn)
			require.NoError(t, err)
			assert.Contains(t, string(answer), "408 Request Timeout")
		})
	}
}

// line is a connection of net/http as a handler sees it: a deadline ends a read that waits.
type line struct {
	http.ResponseWriter
	ended chan struct{}
	set   int // how often the deadline was set
}

func newLine() *line {
	return &line{ResponseWriter: httptest.NewRecorder(), ended: make(chan struct{})}
}

func (l *line) SetReadDeadline(time.Time) error {
	if l.set++; l.set == 1 {
		close(l.ended)
	}
	return nil
}

func (l *line) Read([]byte) (int, error) {
	<-l.ended
	return 0, os.ErrDeadlineExceeded
}

// wrapped is a middleware's writer.
type wrapped struct{ http.ResponseWriter }

func (w wrapped) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// A writer that can end a read does so when the time is over, and the body is read without a goroutine of its own.
func TestTheTimeOfABodyOfALine(t *testing.T) {
	cause := errors.New("the server stops")
	for name, test := range map[string]struct {
		ctx  func(context.Context) (context.Context, context.CancelFunc)
		body func(*line) io.Reader
		took time.Duration
		want []error
	}{
		"the handler's": {nil, func(l *line) io.Reader { return l }, 5 * time.Second, []error{context.DeadlineExceeded, errTimeout}},
		"the request's": {func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, time.Second)
		}, func(l *line) io.Reader { return l }, time.Second, []error{context.DeadlineExceeded}},
		"the request, given up": {func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancelCause(ctx)
			time.AfterFunc(time.Second, func() { cancel(cause) })
			return ctx, func() { cancel(nil) }
		}, func(l *line) io.Reader { return l }, time.Second, []error{context.Canceled, cause}},
		"a body that does not come from the line": {nil, func(*line) io.Reader {
			r, _ := io.Pipe()
			return r
		}, 5*time.Second + grace, []error{context.DeadlineExceeded, errTimeout}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := t.Context()
				if test.ctx != nil {
					var cancel context.CancelFunc
					ctx, cancel = test.ctx(ctx)
					defer cancel()
				}
				began, l := time.Now(), newLine()
				_, err := ReadBody(wrapped{l}, httptest.NewRequestWithContext(ctx, http.MethodPost, "/", test.body(l)), 10, 5*time.Second)
				for _, want := range test.want {
					require.ErrorIs(t, err, want)
				}
				assert.Equal(t, test.took, time.Since(began))
				time.Sleep(time.Hour)
				assert.Equal(t, 1, l.set)
			})
		})
	}
}

// Once a body is read the line is left alone: it may wait for another request by then.
func TestALineIsLeftAloneAfterItsBody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		l := newLine()
		got, err := ReadBody(l, httptest.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader("abc")), 10, time.Second)
		require.NoError(t, err)
		assert.Equal(t, "abc", string(got))
		time.Sleep(time.Hour)
		assert.Zero(t, l.set)
		late := &ending{w: l, body: http.NoBody}
		assert.NoError(t, late.close())
		late.end(errTimeout) // by a timer that had fired already
		assert.Zero(t, l.set)
	})
}

// What a sender says of a length is neither believed nor allocated without a bound.
func TestTheLengthOfABody(t *testing.T) {
	for _, writer := range []http.ResponseWriter{newLine(), httptest.NewRecorder()} {
		for body, said := range map[string][]int64{"": {-1, 0, 1, 7}, "0123456789": {-1, 0, 1, 9, 10, 11, 1 << 40}} {
			for _, said := range said {
				r := httptest.NewRequest(http.MethodPost, "/", struct{ io.Reader }{strings.NewReader(body)})
				r.ContentLength = said
				got, err := ReadBody(writer, r, 10, 0)
				require.NoError(t, err)
				assert.Equal(t, body, string(got), "said to be %d", said)
			}
		}
		for _, said := range []int64{-1, 3, 10, 11, 1 << 40} {
			r := httptest.NewRequest(http.MethodPost, "/", struct{ io.Reader }{strings.NewReader("01234567890")})
			r.ContentLength = said
			_, err := ReadBody(writer, r, 10, 0)
			var tooLarge *http.MaxBytesError
			require.ErrorAs(t, err, &tooLarge)
		}
		r := httptest.NewRequest(http.MethodPost, "/", struct{ io.Reader }{strings.NewReader("abc")})
		r.ContentLength = 1 << 40
		got, err := ReadBody(writer, r, 1<<50, 0)
		require.NoError(t, err)
		assert.Less(t, cap(got), mostAhead)
	}
}

func TestABodyOfALineCostsLittle(t *testing.T) {
	r, body := httptest.NewRequest(http.MethodPost, "/", nil), bytes.NewReader(make([]byte, 1000))
	r.Body, r.ContentLength = io.NopCloser(body), 1000
	allocations := func(w http.ResponseWriter) float64 {
		return testing.AllocsPerRun(100, func() {
			_, _ = body.Seek(0, io.SeekStart)
			_, err := ReadBody(w, r, 4<<20, 0)
			require.NoError(t, err)
		})
	}
	assert.LessOrEqual(t, allocations(newLine()), 8.0)
	assert.Less(t, allocations(newLine()), allocations(httptest.NewRecorder())-3, "a goroutine, its channel and its context")
}

type panicky struct{}

func (panicky) Read([]byte) (int, error) { panic("a bug") }

func TestABodyThatPanics(t *testing.T) {
	for _, writer := range []http.ResponseWriter{newLine(), httptest.NewRecorder()} {
		_, err := ReadBody(writer, httptest.NewRequest(http.MethodPost, "/", panicky{}), 10, 0)
		require.ErrorContains(t, err, "a bug")
	}
}
