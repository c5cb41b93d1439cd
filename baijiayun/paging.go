package baijiayun

import (
	"iter"
	"maps"
	"slices"

	"github.com/go-classcloud/classcloud/internal/transport"
)

// listReply is a reply with rows that the method still has to change.
type listReply[T any] struct {
	RoomID int64 `json:"room_id"`
	Total  int   `json:"total"`
	List   []T   `json:"list"`
}

// sorted makes a slice of a map that PHP keyed by id or time, in the order of its keys.
func sorted[K comparable, V, T any](m map[K]V, compare func(a, b K) int, row func(K, V) T) []T {
	out := make([]T, 0, len(m))
	for _, key := range slices.SortedFunc(maps.Keys(m), compare) {
		out = append(out, row(key, m[key]))
	}
	return out
}

// pages walks a paged list from page first on, to the page that is shorter than size.
func pages[T any](first, size int, list func(page int) ([]T, error)) iter.Seq2[T, error] {
	first = max(first, 1)
	return transport.Pages(func(page int) ([]T, bool, error) {
		items, err := list(first + page - 1)
		return items, len(items) < size, err
	})
}

// pageSize is what a walk asks for: the caller's size, or preset, and no more than the vendor gives, since a page the vendor
// cuts would look like the last one. most 0 has no limit.
func pageSize(asked, preset, most int) int {
	if asked <= 0 {
		asked = preset
	}
	if most > 0 {
		asked = min(asked, most)
	}
	return asked
}

// valueOf copies a request; nil is an empty one.
func valueOf[T any](in *T) T {
	if in == nil {
		var zero T
		return zero
	}
	return *in
}
