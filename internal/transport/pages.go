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

// CursorPage is one page of a list that is walked by the vendor's own cursor.
type CursorPage[T any] struct {
	Items []T
	Next  string // the cursor of the next page; empty on the last page
	Total int    // of all pages, as the reply says; -1 when it does not say
}

// mostEmpty is how many pages in a row may bring nothing new before a walk by cursor ends.
const mostEmpty = 10

// Cursors walks a list by the vendor's own cursor, from the cursor from on. Rows are told apart by key: one that comes again is not
// yielded again. It ends where the server names no next page. A server that gives fewer rows than its total, or repeats a cursor, is
// an error at the end of the walk. A row that cannot be read is yielded as its error, and the walk goes on; any other error is yielded
// once, with the zero T, and ends it. No request is made after a break.
func Cursors[T any, K comparable](vendor, operation, from string, key func(T) K, fetch func(cursor string) (CursorPage[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		w := &walking[T, K]{key: key, yield: yield, seen: map[K]bool{}, told: map[string]bool{}}
		if err := w.follow(from, fetch); err != nil {
			var zero T
			if e, ok := errors.AsType[*classcloud.Error](err); ok && e.Vendor == "" {
				e.Vendor, e.Operation = vendor, operation
			}
			yield(zero, err)
		}
	}
}

// follow goes from cursor to cursor.
func (w *walking[T, K]) follow(from string, fetch func(cursor string) (CursorPage[T], error)) error {
	total, empty := -1, 0
	used := map[string]bool{from: true}
	for cursor := from; ; {
		page, err := fetch(cursor)
		bad, err := badRows(err)
		if err != nil {
			return err
		}
		if page.Total >= 0 {
			total = page.Total
		}
		empty++
		if w.deliver(page.Items, bad) > 0 {
			empty = 0
		}
		repeats := page.Next != "" && used[page.Next] || empty == mostEmpty
		switch {
		case w.over:
			return nil
		case repeats && (total < 0 || w.count < total):
			return repeatedPage()
		case page.Next == "" && w.count < total && from == "":
			return incomplete(w.count, total)
		case page.Next == "", repeats:
			return nil
		}
		used[page.Next] = true
		cursor = page.Next
	}
}
