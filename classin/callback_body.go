package classin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud"
)

// readCallbackBody reads the body of a callback, whatever its Content-Type. It also returns the HTTP status of the answer: 200 for
// problems of the callback itself.
func readCallbackBody(w http.ResponseWriter, r *http.Request, most int64) ([]byte, int, *classcloud.Error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, http.StatusMethodNotAllowed, refused("method", classcloud.InvalidArgument, errors.New("callbacks come by POST"))
	}
	body, err := readWithin(w, r, most)
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return body, http.StatusOK, nil
	case errors.As(err, &tooLarge):
		return nil, http.StatusRequestEntityTooLarge,
			refused("body", classcloud.ResourceExhausted, fmt.Errorf("it is larger than %d bytes", tooLarge.Limit))
	case r.Context().Err() == nil:
		return nil, http.StatusBadRequest, refused("body", classcloud.InvalidArgument, errors.New("it could not be read to its end"))
	case errors.Is(r.Context().Err(), context.DeadlineExceeded):
		return nil, http.StatusRequestTimeout, refused("body", classcloud.DeadlineExceeded, errors.New("it did not come in time"), context.Cause(r.Context()))
	}
	return nil, http.StatusBadRequest, refused("body", classcloud.Canceled, errors.New("it did not come to its end"), context.Cause(r.Context()))
}

// bodyGrace is how long a body that is there already may take to be read after the request's context has ended.
const bodyGrace = time.Second

// readWithin reads the body until the request's context ends: a sender who stops in the middle would hold the handler for ever.
func readWithin(w http.ResponseWriter, r *http.Request, most int64) ([]byte, error) {
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
		got.body, got.err = io.ReadAll(http.MaxBytesReader(nil, r.Body, most))
	}()
	select {
	case got := <-done:
		return got.body, got.err
	case <-r.Context().Done():
	}
	if http.NewResponseController(w).SetReadDeadline(time.Now()) != nil { // of a middleware's writer
		go func() { _ = r.Body.Close() }() // which waits for the reading, where it does not end it
	}
	grace := time.NewTimer(bodyGrace)
	defer grace.Stop()
	select {
	case got := <-done:
		return got.body, got.err
	case <-grace.C:
		return nil, r.Context().Err()
	}
}
