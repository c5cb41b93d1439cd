package classin_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// stuckBody is the body of a sender who stopped in the middle. Close does not end its reading, unless it is a pipe.
type stuckBody struct{ closes bool }

func (b stuckBody) reader(t *testing.T, first []byte) io.Reader {
	t.Helper()
	r, w := io.Pipe()
	t.Cleanup(func() { _ = w.Close() })
	go func() { _, _ = w.Write(first) }()
	if b.closes {
		return r
	}
	return struct{ io.Reader }{r}
}

// A body that does not come to its end does not hold the handler longer than the request's context.
func TestReadingEndsWithTheContext(t *testing.T) {
	for name, body := range map[string]stuckBody{"a body that can be closed": {true}, "a body that cannot": {false}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var told error
				h := classin.CallbackHandler(classin.CallbackFuncs{Other: hookDrop, Failed: func(_ context.Context, err error) { told = err }}, hookSchool)
				for _, test := range []struct {
					end  func(context.Context) (context.Context, context.CancelFunc)
					kind classcloud.Kind
				}{
					{func(ctx context.Context) (context.Context, context.CancelFunc) {
						return context.WithTimeout(ctx, 10*time.Second)
					}, classcloud.DeadlineExceeded},
					{func(ctx context.Context) (context.Context, context.CancelFunc) {
						ctx, cancel := context.WithCancelCause(ctx)
						time.AfterFunc(10*time.Second, func() { cancel(errHook) })
						return ctx, func() { cancel(nil) }
					}, classcloud.Canceled},
				} {
					start := time.Now()
					ctx, cancel := test.end(t.Context())
					w := httptest.NewRecorder()
					h.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodPost, "/", body.reader(t, []byte(`{"Cmd":`))))
					assert.LessOrEqual(t, time.Since(start), 11*time.Second)
					assert.Contains(t, w.Body.String(), `"errno":0`)
					assert.Equal(t, test.kind, clienttest.AsError(t, told).Kind)
					require.ErrorIs(t, told, context.Cause(ctx))
					cancel()
				}
			})
		})
	}
}

// The same over a connection: the server's own deadline ends the reading, and the answer still goes out.
func TestASlowSender(t *testing.T) {
	told := make(chan error, 1)
	h := classin.CallbackHandler(classin.CallbackFuncs{Other: hookDrop, Failed: func(_ context.Context, err error) { told <- err }}, hookSchool)
	started := make(chan context.CancelFunc, 1)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithCancel(r.Context())
		started <- cancel
		h.ServeHTTP(w, r.WithContext(ctx))
	}))
	t.Cleanup(srv.Close)
	conn, err := net.Dial("tcp", srv.Listener.Addr().String())
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	_, err = fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"Cmd\":")
	require.NoError(t, err)
	(<-started)()
	require.ErrorIs(t, <-told, classcloud.Canceled)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
}

// Over HTTP/2 it is the same, and so it is behind a middleware whose writer has no deadlines.
func TestASlowSenderOverHTTP2(t *testing.T) {
	for name, wrap := range map[string]func(http.ResponseWriter) http.ResponseWriter{
		"bare":                func(w http.ResponseWriter) http.ResponseWriter { return w },
		"behind a middleware": func(w http.ResponseWriter) http.ResponseWriter { return struct{ http.ResponseWriter }{w} },
	} {
		t.Run(name, func(t *testing.T) {
			told := make(chan error, 1)
			h := classin.CallbackHandler(classin.CallbackFuncs{Other: hookDrop, Failed: func(_ context.Context, err error) { told <- err }}, hookSchool)
			srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				assert.Equal(t, 2, r.ProtoMajor)
				ctx, cancel := context.WithCancel(r.Context())
				cancel()
				h.ServeHTTP(wrap(w), r.WithContext(ctx))
			}))
			srv.EnableHTTP2 = true
			srv.StartTLS()
			t.Cleanup(srv.Close)
			body, sender := io.Pipe()
			t.Cleanup(func() { _ = sender.Close() })
			go func() { _, _ = sender.Write([]byte(`{"Cmd":`)) }()
			response, err := srv.Client().Post(srv.URL, "application/json", body)
			require.NoError(t, err)
			t.Cleanup(func() { _ = response.Body.Close() })
			require.ErrorIs(t, <-told, classcloud.Canceled)
			assert.Equal(t, http.StatusBadRequest, response.StatusCode)
		})
	}
}

// panickyBody is the body of a middleware with a bug.
type panickyBody struct{}

func (panickyBody) Read([]byte) (int, error) { panic("a bug") }

func TestBodiesThatCannotBeRead(t *testing.T) {
	for name, body := range map[string]io.Reader{
		"cut off": io.MultiReader(bytes.NewReader([]byte(`{"Cmd":`)), failingReader{}), "a panic": panickyBody{},
	} {
		t.Run(name, func(t *testing.T) {
			var told error
			h := classin.CallbackHandler(classin.CallbackFuncs{Other: hookDrop, Failed: func(_ context.Context, err error) { told = err }}, hookSchool)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", body))
			assert.Equal(t, http.StatusBadRequest, w.Code)
			require.ErrorIs(t, told, classcloud.InvalidArgument)
		})
	}
	bare := httptest.NewRequest(http.MethodPost, "/", nil)
	bare.Body = nil
	w := httptest.NewRecorder()
	classin.CallbackHandler(classin.CallbackFuncs{Other: hookDrop}, hookSchool).ServeHTTP(w, bare)
	assert.Contains(t, w.Body.String(), `"errno":0`)
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, errors.New("connection reset") }
