package baijiayun

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// listReply is a reply whose rows the method has to change before they are the result, or whose total it has to look at.
type listReply[T any] struct {
	Total *int `json:"total" check:"decorative"`
	List  []T  `json:"list" check:"present"`
}

// total returns how many rows there are over all pages.
func (r *listReply[T]) total() int { return totalOf(r.Total, len(r.List)) }

// rows returns the rows of a list without pages, which is not nil where the reply is a success.
func (r *listReply[T]) rows() []T {
	switch {
	case r == nil:
		return nil
	case r.List == nil:
		return []T{}
	}
	return r.List
}

// totalOf returns a reply's total, or -1 where the reply has rows and does not say how many there are, or nothing that can be read.
func totalOf(total *int, rows int) int {
	switch {
	case total != nil && *total >= 0:
		return *total
	case rows > 0:
		return -1
	}
	return 0
}

// sorted returns the rows of a map that PHP keyed by id or time, in the order of the keys.
func sorted[K comparable, V, T any](m map[K]V, compare func(a, b K) int, row func(K, V) T) []T {
	out := make([]T, 0, len(m))
	for _, key := range slices.SortedFunc(maps.Keys(m), compare) {
		out = append(out, row(key, m[key]))
	}
	return out
}

// rowKey tells a row apart from others: by what identifies it, and by how many rows of its page came before it that look the same.
type rowKey[K comparable] struct {
	id    K
	twins int
}

// walk iterates over a paged list, from page first on, until as many rows came as the reply's total says, or until an empty page. list
// returns a page and its total, -1 for a list without one. Rows that id cannot tell apart are different rows when they stand on one page.
func walk[T any, K comparable](op opID, first int, id func(T) K, list func(page int) (rows []T, total int, err error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var twins map[K]int // of the page that was fetched last
		key := func(row T) rowKey[K] {
			k := id(row)
			twins[k]++
			return rowKey[K]{k, twins[k]}
		}
		fetch := func(page int) (transport.ListPage[T], error) {
			twins = map[K]int{}
			rows, total, err := list(page)
			if total == 0 && len(rows) > 0 {
				total = -1 // a total of 0 beside rows is none
			}
			return transport.ListPage[T]{Items: rows, Total: total}, err
		}
		transport.Walk(vendor, operations[op].Name, first, key, fetch)(yield)
	}
}

// pageSize returns the page size that an iterator asks for: the caller's, of which a negative one is refused, or preset. It is at most what the document allows; with most 0
// it has no upper bound.
func pageSize(asked, preset, most int) int {
	if asked == 0 {
		asked = preset
	}
	if most > 0 {
		asked = min(asked, most)
	}
	return asked
}

// valueOf returns a copy of a request or page, and an empty one for nil.
func valueOf[T any](in *T) T {
	if in == nil {
		var zero T
		return zero
	}
	return *in
}

// tooManyPerPage refuses a page size that the vendor does not take. A negative page or size is refused without it, as everywhere.
func tooManyPerPage(size, most int, wireName string) []classcloud.FieldError {
	if size <= most {
		return nil
	}
	return []classcloud.FieldError{{Field: "PageSize", Wire: wireName, Problem: fmt.Sprintf("is %d, the vendor takes at most %d", size, most)}}
}

// walkUnseen iterates over a paged list whose rows no source shows: a row is told apart from others by all that it holds.
func walkUnseen[T any](op opID, first int, list func(page int) (rows []T, total int, err error)) iter.Seq2[T, error] {
	return walk(op, first, rowText[T], refusing(first, list))
}

// refusing asks for a page before the first as it is, so that the list refuses it.
func refusing[T any](first int, list func(page int) (rows []T, total int, err error)) func(page int) ([]T, int, error) {
	if first >= 0 {
		return list
	}
	return func(int) ([]T, int, error) { return list(first) }
}

// rowText returns all that a row holds.
func rowText[T any](row T) string {
	text, err := json.Marshal(row)
	if err != nil {
		return fmt.Sprintf("%+v", row)
	}
	return string(text)
}
