package transport

import (
	"iter"
)

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
	return through(vendor, operation, key, func(w *walking[T, K]) error { return w.follow(from, fetch) })
}

// follow goes from cursor to cursor.
func (w *walking[T, K]) follow(from string, fetch func(cursor string) (CursorPage[T], error)) error {
	p, empty := pass{total: -1}, 0
	odd := map[string]int{}
	used := map[string]bool{from: true}
	for cursor := from; ; {
		page, err := fetch(cursor)
		bad, err := badRows(err)
		if err != nil {
			return err
		}
		if page.Total >= 0 {
			p.total = page.Total
		}
		had := p.listed
		w.deliver(page.Items, &p)
		w.tell(bad, odd, &p)
		if empty++; p.listed > had {
			empty = 0
		}
		repeats := page.Next != "" && used[page.Next] || empty == mostEmpty
		switch {
		case w.over:
			return nil
		case repeats && (p.total < 0 || p.listed < p.total):
			return repeatedPage()
		case page.Next == "" && p.listed < p.total && from == "":
			return incomplete(p)
		case page.Next == "", repeats:
			return nil
		}
		used[page.Next] = true
		cursor = page.Next
	}
}
