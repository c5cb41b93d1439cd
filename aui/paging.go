package aui

import (
	"fmt"
	"iter"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// maxPageSize is the size to which the published servers silently reduce a larger page: MyBatis-Plus's default.
const maxPageSize = 500

// checkPageSize refuses a page size above maxPageSize.
func checkPageSize(size int) []classcloud.FieldError {
	if size <= maxPageSize {
		return nil
	}
	return []classcloud.FieldError{{Field: "PageSize", Wire: "page_size",
		Problem: fmt.Sprintf("is %d: the server would silently return %d", size, maxPageSize)}}
}

// orDefault returns n, or fallback when n is 0.
func orDefault(n, fallback int) int {
	if n == 0 {
		return fallback
	}
	return n
}

// clampPageSize returns a page size for a walk, at most maxPageSize: a page that the server reduced would look like the last one.
func clampPageSize(size, fallback int) int {
	if size <= 0 {
		return fallback
	}
	return min(size, maxPageSize)
}

// readable returns the elements without the nulls, and counts the nulls. The server sends null for an element it could not look up.
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

// maxBlankPages is how many pages in a row may consist of nulls before a walk gives up.
const maxBlankPages = 10

// walk walks numbered pages, starting with first. ask returns a page's readable items, how many items were null, and whether the page
// is the last. A page that consists of nulls does not end the walk. A page with the same ids as the page before ends it with an error.
// walk compares ids instead of items, because every reply signs link_info again.
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
			return nil, true, endless(fmt.Sprintf("%d pages in a row hold only elements that the server could not look up", maxBlankPages), nil)
		})(yield)
	}
}

// endless returns the error of a list that cannot be read to its end.
func endless(message string, cause error) error {
	return &classcloud.Error{Vendor: vendor, Kind: classcloud.DataLoss, Message: message, Outcome: classcloud.OutcomeNotApplied, Err: cause}
}
