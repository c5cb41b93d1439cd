package transport

import (
	"errors"

	"github.com/go-classcloud/classcloud"
)

// ErrRepeatedPage ends a walk over the pages of a server that answers every page with the same one.
var ErrRepeatedPage = errors.New("the server repeats the same page: the list cannot be read to its end")

// repeatedPage returns an *Error that wraps ErrRepeatedPage.
func repeatedPage() error {
	return &classcloud.Error{Vendor: "classcloud", Kind: classcloud.DataLoss, Message: ErrRepeatedPage.Error(),
		Outcome: classcloud.OutcomeNotApplied, Err: ErrRepeatedPage}
}
