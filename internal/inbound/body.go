// Package inbound holds what the handlers of all vendors' callbacks need alike: a body is read in time, a user's function that panics
// is an error.
package inbound

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
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
	ctx, cancel := context.WithTimeoutCause(r.Context(), within, errTimeout)
	defer cancel()
	type result struct {
		body []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		var got result
		defer func() {
			if value := recover(); value != nil { // of a middleware's body: nobody else could catch it here
				got.err = fmt.Errorf("panic: %v", value)
			}
			done <- got
		}()
		if r.Body != nil {
			got.body, got.err = io.ReadAll(http.MaxBytesReader(nil, r.Body, most))
		}
	}()
	var got result
	select {
	case got = <-done:
	case <-ctx.Done():
		if http.NewResponseController(w).SetReadDeadline(time.Now()) != nil { // of a middleware's writer
			go func() { _ = r.Body.Close() }() // which waits for the reading, where it does not end it
		}
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

// told says of a failure whether the time is over, whatever the reading itself said.
func told(ctx context.Context, err error) error {
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil || errors.As(err, &tooLarge):
		return err
	case ctx.Err() != nil:
		return errors.Join(ctx.Err(), context.Cause(ctx))
	}
	return err
}
