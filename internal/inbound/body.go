// Package inbound holds what the handlers of all vendors' callbacks need alike: a body is read in time, a user's function that panics
// is an error.
package inbound

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// DefaultReadTimeout is how long the handlers wait for a body by default.
const DefaultReadTimeout = 30 * time.Second

// grace is how long a body that is there already may take to be read after the time is over.
const grace = time.Second

// errTimeout is why a body is no longer waited for, where the request's own context goes on.
var errTimeout = fmt.Errorf("the handler's ReadTimeout is over: %w", context.DeadlineExceeded)

// ReadBody reads a request's body of at most most bytes, for at most the time of within (0 means DefaultReadTimeout) and until the
// request's context ends: a sender who stops in the middle would hold the handler for ever. The error is an *http.MaxBytesError for a
// body that is too large, and wraps context.DeadlineExceeded for one that did not come in time, and context.Canceled for a request that was
// given up, as net/http does when the server's own ReadTimeout is over.
func ReadBody(w http.ResponseWriter, r *http.Request, most int64, within time.Duration) ([]byte, error) {
	if within <= 0 {
		within = DefaultReadTimeout
	}
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	if endsReads(w) {
		return readHere(w, r, most, within)
	}
	return readBeside(w, r, most, within)
}

// endsReads reports whether a writer, or one that it wraps, can end the reading of the request's body, as those of net/http can.
func endsReads(w http.ResponseWriter) bool {
	for {
		switch wrapper := w.(type) {
		case interface{ SetReadDeadline(time.Time) error }:
			return true
		case interface{ Unwrap() http.ResponseWriter }:
			w = wrapper.Unwrap()
		default:
			return false
		}
	}
}

// ending ends a reading from outside of it. Once the reading is over it does nothing: the connection is another request's then.
type ending struct {
	mu    sync.Mutex
	over  bool  // the reading has returned
	cause error // why it was ended
	w     http.ResponseWriter
	body  io.Closer
}

// end ends the reading, for the first reason there is.
func (e *ending) end(cause error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.over || e.cause != nil {
		return
	}
	e.cause = cause
	wait := grace
	if http.NewResponseController(e.w).SetReadDeadline(time.Now()) != nil {
		wait = 0
	}
	time.AfterFunc(wait, func() { // for a middleware's body, which may not read from the connection
		e.mu.Lock()
		over := e.over
		e.mu.Unlock()
		if !over {
			_ = e.body.Close()
		}
	})
}

// close says that the reading is over, and returns why it was ended if it was.
func (e *ending) close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.over = true
	return e.cause
}

// readHere reads in the handler's own goroutine: the deadline of the connection ends a read that waits. It is set when the time is over and
// not before, because it would take the place of the server's.
func readHere(w http.ResponseWriter, r *http.Request, most int64, within time.Duration) ([]byte, error) {
	ending := &ending{w: w, body: r.Body}
	late := time.AfterFunc(within, func() { ending.end(errTimeout) })
	defer late.Stop()
	ctx := r.Context()
	if ctx.Done() != nil {
		defer context.AfterFunc(ctx, func() { ending.end(errors.Join(ctx.Err(), context.Cause(ctx))) })()
	}
	body, err := readAll(r, most)
	cause := ending.close()
	if cause != nil && err != nil && !IsTooLarge(err) {
		return body, cause
	}
	return body, told(ctx, err) // net/http ends the context when the server's own ReadTimeout is over
}

// readBeside reads in a goroutine of its own, for a writer that cannot end a read: that of a middleware, or of a test.
func readBeside(w http.ResponseWriter, r *http.Request, most int64, within time.Duration) ([]byte, error) {
	ctx, cancel := context.WithTimeoutCause(r.Context(), within, errTimeout)
	defer cancel()
	type result struct {
		body []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		body, err := readAll(r, most)
		done <- result{body, err}
	}()
	var got result
	select {
	case got = <-done:
	case <-ctx.Done():
		go func() { _ = r.Body.Close() }() // which waits for the reading, where it does not end it
		last := time.NewTimer(grace)
		defer last.Stop()
		select {
		case got = <-done:
		case <-last.C:
			got.err = ctx.Err()
		}
	}
	return got.body, told(ctx, got.err)
}

// IsTooLarge reports whether an error is that of a body which is too large.
func IsTooLarge(err error) bool {
	_, is := errors.AsType[*http.MaxBytesError](err)
	return is
}

// told says of a failure whether the time is over, whatever the reading itself said.
func told(ctx context.Context, err error) error {
	switch {
	case err == nil || IsTooLarge(err):
		return err
	case ctx.Err() != nil:
		return errors.Join(ctx.Err(), context.Cause(ctx))
	}
	return err
}

// mostAhead is how much is allocated for a body because its sender says that it will come.
const mostAhead = 64 << 10

// readAll reads a body. A panic of a middleware's body is an error: where it is read in a goroutine nobody else could catch it.
func readAll(r *http.Request, most int64) (body []byte, err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("panic: %v", value)
		}
	}()
	from := http.MaxBytesReader(nil, r.Body, most)
	if said := r.ContentLength; said <= 0 || said > min(most, mostAhead) {
		return io.ReadAll(from)
	}
	body = make([]byte, 0, r.ContentLength+1) // and a byte in which the end shows
	for {
		n, err := from.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		switch {
		case err == io.EOF:
			return body, nil
		case err != nil:
			return body, err
		case len(body) == cap(body): // a middleware changed the body and not its length
			more, err := io.ReadAll(from)
			return append(body, more...), err
		}
	}
}
