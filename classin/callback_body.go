package classin

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/inbound"
)

// readCallbackBody reads the body of a callback, whatever its Content-Type. It also returns the HTTP status of the answer: 200 for
// problems of the callback itself.
func readCallbackBody(w http.ResponseWriter, r *http.Request, most int64, within time.Duration) ([]byte, int, *classcloud.Error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, http.StatusMethodNotAllowed, refused("method", classcloud.InvalidArgument, errors.New("callbacks come by POST"))
	}
	body, err := inbound.ReadBody(w, r, most, within)
	switch {
	case err == nil:
		return body, http.StatusOK, nil
	case inbound.IsTooLarge(err):
		return nil, http.StatusRequestEntityTooLarge,
			refused("body", classcloud.ResourceExhausted, fmt.Errorf("it is larger than %d bytes", most))
	case errors.Is(err, context.DeadlineExceeded):
		return nil, http.StatusRequestTimeout, refused("body", classcloud.DeadlineExceeded, errors.New("it did not come in time"), err)
	case errors.Is(err, context.Canceled):
		return nil, http.StatusBadRequest, refused("body", classcloud.Canceled, errors.New("it did not come to its end"), err)
	}
	return nil, http.StatusBadRequest, refused("body", classcloud.InvalidArgument, errors.New("it could not be read to its end"))
}
