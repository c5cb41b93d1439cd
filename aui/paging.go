package aui

import (
	"fmt"
	"iter"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// maxPageSize is where the published servers cut a page without a word: MyBatis-Plus's default.
const maxPageSize = 500

func checkPageSize(size int) []classcloud.FieldError {
	if size <= maxPageSize {
		return nil
	}
	return []classcloud.FieldError{{Field: "PageSize", Wire: "page_size",
		Problem: fmt.Sprintf("is %d: the server would answer %d and not say so", size, maxPageSize)}}
}

func orDefault(n, fallback int) int {
	if n == 0 {
		return fallback
	}
	return n
}

// clampPageSize keeps a walk's pages below what the server cuts: a cut page would look like the last one.
func clampPageSize(size, fallback int) int {
	if size <= 0 {
		return fallback
	}
	return min(size, maxPageSize)
}

// readable drops the nulls the server puts where a look-up of its own failed, and counts them.
func readable[T any](elements []*T) (items []T, broken int) {
	items = make([]T, 0, len(elements))
	for _, element := range elements {
		if element == nil {
			broken++
			continue
		}
		items = append(items, *element)
	}
	return items, broken
}

// maxBlankPages is how many pages in a row may hold nothing readable before a walk gives up.
const maxBlankPages = 10

// walk goes through numbered pages from first on. ask returns a page's readable items, how many could not be read, and whether
// it was the last. A page of nothing but broken items does not end the walk; a page with the ids of the one before does, as an
// error: link_info is signed anew in every reply, so that comparing whole items would not see it.
func walk[T any](first int, id func(T) string, ask func(page int) (items []T, broken int, last bool, err error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		next := first
		var before []string
		transport.Pages(func(int) ([]T, bool, error) {
			for range maxBlankPages {
				items, broken, last, err := ask(next)
				if err != nil {
					return nil, true, err
				}
				next++
				if len(items) == 0 && broken > 0 && !last {
					continue
				}
				ids := make([]string, len(items))
				for i, item := range items {
					ids[i] = id(item)
				}
				if len(ids) > 0 && slices.Equal(ids, before) {
					return nil, true, endless(transport.ErrRepeatedPage.Error(), transport.ErrRepeatedPage)
				}
				before = ids
				return items, last, nil
			}
			return nil, true, endless(fmt.Sprintf("the server could look up nothing on %d pages in a row", maxBlankPages), nil)
		})(yield)
	}
}

// endless is a list that cannot be read to its end.
func endless(message string, cause error) error {
	return &classcloud.Error{Vendor: vendor, Kind: classcloud.DataLoss, Message: message, Outcome: classcloud.OutcomeNotApplied, Err: cause}
}
