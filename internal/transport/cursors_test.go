package transport

import (
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

// walk collects the items and errors that a sequence yields.
func walk[T any](seq iter.Seq2[T, error]) (items []T, errs []error) {
	for item, err := range seq {
		if err != nil {
			errs = append(errs, err)
		} else {
			items = append(items, item)
		}
	}
	return items, errs
}

func TestCursors(t *testing.T) {
	broken := errors.New("broke")
	for _, tt := range []struct {
		name    string
		page    func(cursor string) ([]int, string, error)
		items   []int
		err     error
		fetched []string
	}{
		{"no further cursor ends the walk", func(c string) ([]int, string, error) {
			return []int{len(c)}, []string{"a", "bb", ""}[len(c)], nil
		}, []int{0, 1, 2}, nil, []string{"", "a", "bb"}},
		{"an empty page does not", func(c string) ([]int, string, error) {
			if c == "" {
				return nil, "a", nil
			}
			return []int{1}, "", nil
		}, []int{1}, nil, []string{"", "a"}},
		{"an error ends the walk", func(c string) ([]int, string, error) { return nil, "a", broken }, nil, broken, []string{""}},
		{"a cursor that comes back ends the walk", func(string) ([]int, string, error) { return []int{1}, "a", nil }, []int{1}, ErrRepeatedPage, []string{"", "a"}},
		{"so does a longer circle", func(c string) ([]int, string, error) {
			return []int{len(c)}, map[string]string{"": "a", "a": "bb", "bb": "a"}[c], nil
		}, []int{0, 1, 2}, ErrRepeatedPage, []string{"", "a", "bb"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var fetched []string
			items, errs := walk(Cursors("v", "o", "", same[int], func(c string) (CursorPage[int], error) {
				fetched = append(fetched, c)
				rows, next, err := tt.page(c)
				return CursorPage[int]{rows, next, -1}, err
			}))
			assert.Equal(t, tt.items, items)
			assert.Equal(t, tt.fetched, fetched)
			if tt.err == nil {
				assert.Empty(t, errs)
				return
			}
			assert.Len(t, errs, 1, "once")
			assert.ErrorIs(t, errs[0], tt.err)
		})
	}
}

func same[T any](v T) T { return v }

func TestCursorsTellRowsApartAndCountThem(t *testing.T) {
	pages := map[string]CursorPage[int]{"": {[]int{1, 2}, "a", 5}, "a": {[]int{2, 3}, "b", 5}, "b": {[]int{4}, "", 5}}
	items, errs := walk(Cursors("v", "o", "", same[int], func(c string) (CursorPage[int], error) {
		if c == "a" {
			row := classcloud.RowError{Index: 2, Raw: []byte("null")}
			return pages[c], &classcloud.Error{Kind: classcloud.DataLoss, Rows: []classcloud.RowError{row}}
		}
		return pages[c], nil
	}))
	assert.Equal(t, []int{1, 2, 3, 4}, items, "a bad row is an error, and the walk goes on")
	assert.Len(t, errs, 1)

	pages["b"] = CursorPage[int]{[]int{3}, "", 5}
	items, errs = walk(Cursors("v", "o", "", same[int], func(c string) (CursorPage[int], error) { return pages[c], nil }))
	assert.Equal(t, []int{1, 2, 3}, items)
	assert.ErrorIs(t, errs[0], ErrIncomplete)
	items, errs = walk(Cursors("v", "o", "a", same[int], func(c string) (CursorPage[int], error) { return pages[c], nil }))
	assert.Equal(t, []int{2, 3}, items)
	assert.Empty(t, errs, "who begins in the middle does not get all")
	_, errs = walk(Cursors("v", "o", "", same[int], func(c string) (CursorPage[int], error) { return CursorPage[int]{nil, c + "x", -1}, nil }))
	assert.ErrorIs(t, errs[0], ErrRepeatedPage, "ever new cursors and no rows")
}
