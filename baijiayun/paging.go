package baijiayun

import (
	"iter"
	"maps"
	"slices"

	"github.com/go-classcloud/classcloud/internal/transport"
)

// listReply is a reply whose rows the method has to change before they are the result.
type listReply[T any] struct {
	RoomID int64 `json:"room_id"`
	Total  int   `json:"total"`
	List   []T   `json:"list"`
}

// sorted returns the rows of a map that PHP keyed by id or time, in the order of the keys.
func sorted[K comparable, V, T any](m map[K]V, compare func(a, b K) int, row func(K, V) T) []T {
	out := make([]T, 0, len(m))
	for _, key := range slices.SortedFunc(maps.Keys(m), compare) {
		out = append(out, row(key, m[key]))
	}
	return out
}

// pages iterates over a paged list, from page first to the first page that is shorter than size.
func pages[T any](first, size int, list func(page int) ([]T, error)) iter.Seq2[T, error] {
	first = max(first, 1)
	return transport.Pages(func(page int) ([]T, bool, error) {
		items, err := list(first + page - 1)
		return items, len(items) < size, err
	})
}

// pageSize returns the page size that an iterator asks for: the caller's, or preset. It is at most what the vendor gives, because a page
// that the vendor shortens would look like the last one; with most 0 it has no upper bound.
func pageSize(asked, preset, most int) int {
	if asked <= 0 {
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
