package inbound

import (
	"fmt"
	"net/http"
	"runtime/debug"
)

// Guarded turns a panic of the user's function into an error. http.ErrAbortHandler stays what it is: the wish to drop the connection.
func Guarded(f func() error) (err error) {
	defer func() {
		switch value := recover(); value {
		case nil:
		case http.ErrAbortHandler:
			panic(value)
		default:
			cause, isError := value.(error)
			if !isError {
				cause = fmt.Errorf("%v", value)
			}
			err = fmt.Errorf("panic: %w\n%s", cause, debug.Stack())
		}
	}()
	return f()
}
