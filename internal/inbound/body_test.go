package inbound

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
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

type panicky struct{}

func (panicky) Read([]byte) (int, error) { panic("a bug") }

func TestABodyThatPanics(t *testing.T) {
	_, err := ReadBody(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", panicky{}), 10, 0)
	require.ErrorContains(t, err, "a bug")
}
