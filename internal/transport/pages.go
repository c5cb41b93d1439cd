package transport

import (
	"errors"
	"iter"
	"reflect"

	"github.com/go-classcloud/classcloud"
)

// ErrRepeatedPage ends a walk over the pages of a server that answers every page with the same one.
var ErrRepeatedPage = errors.New("the server repeats the same page: the list cannot be read to its end")

// repeatedPage returns an *Error that wraps ErrRepeatedPage.
func repeatedPage() error {
	return &classcloud.Error{Vendor: "classcloud", Kind: classcloud.DataLoss, Message: ErrRepeatedPage.Error(),
		Outcome: classcloud.OutcomeNotApplied, Err: ErrRepeatedPage}
}

// Pages walks a paged list and holds one page at a time in memory. fetch gets the page's number, from 1, and says whether the page
// was the last. An error is yielded once, with the zero T, and ends the walk. After a break nothing more is fetched.
func Pages[T any](fetch func(page int) (items []T, last bool, err error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		var before []T
		for page := 1; ; page++ {
			items, last, err := fetch(page)
			if err == nil && len(items) > 0 && reflect.DeepEqual(items, before) {
				err = repeatedPage()
			}
			if err != nil {
				yield(zero, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if last || len(items) == 0 {
				return
			}
			before = items
		}
	}
}
