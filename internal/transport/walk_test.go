package transport

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// shelf is a list on a server: rows, and the ways in which servers page.
type shelf struct {
	rows    []int
	size    int  // rows a page, whatever was asked for
	total   bool // the reply says how many there are
	ignores bool // every page is the whole list
	claims  int  // added to the total
	asked   []int
}

func (s *shelf) fetch(page int) (ListPage[int], error) {
	s.asked = append(s.asked, page)
	out := ListPage[int]{Total: -1}
	if s.total {
		out.Total = len(s.rows) + s.claims
	}
	if s.ignores {
		out.Items = slices.Clone(s.rows)
		return out, nil
	}
	from := min((page-1)*s.size, len(s.rows))
	out.Items = slices.Clone(s.rows[from:min(from+s.size, len(s.rows))])
	return out, nil
}

func numbers(n int) (out []int) {
	for i := range n {
		out = append(out, i)
	}
	return out
}

func itself(n int) int { return n }

func collectWalk[T any, K comparable](key func(T) K, fetch func(int) (ListPage[T], error)) (items []T, errs []error) {
	for item, err := range Walk("fake", "Things.List", 1, key, fetch) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		items = append(items, item)
	}
	return items, errs
}

func TestAWalkEndsWhereTheServerSays(t *testing.T) {
	for _, test := range []struct {
		name  string
		shelf shelf
		asked int
	}{
		{"with a total, when that many came", shelf{rows: numbers(250), size: 100, total: true}, 3},
		{"a full last page with a total needs no further question", shelf{rows: numbers(200), size: 100, total: true}, 2},
		{"without a total, with an empty page", shelf{rows: numbers(250), size: 100}, 4},
		{"a server that caps its pages is no end", shelf{rows: numbers(1000), size: 7, total: true}, 143},
		{"a server that caps its pages and has no total", shelf{rows: numbers(100), size: 7}, 16},
		{"a server that ignores paging, with a total", shelf{rows: numbers(700), ignores: true, total: true}, 1},
		{"a server that ignores paging, without one", shelf{rows: numbers(700), ignores: true}, 4},
		{"a total that is less than what came is none", shelf{rows: numbers(250), size: 100, total: true, claims: -190}, 4},
		{"a total of 0 beside rows is none", shelf{rows: numbers(250), size: 100, total: true, claims: -250}, 4},
		{"a server that ignores paging, with too small a total", shelf{rows: numbers(700), ignores: true, total: true, claims: -1}, 2},
		{"an empty list", shelf{size: 10, total: true}, 1},
		{"an empty list without a total", shelf{size: 10}, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			items, errs := collectWalk(itself, test.shelf.fetch)
			assert.Empty(t, errs)
			assert.Equal(t, len(test.shelf.rows), len(items))
			assert.Len(t, test.shelf.asked, test.asked)
		})
	}
}

func TestFewerThanTheTotalIsAnError(t *testing.T) {
	for _, key := range []func(int) int{itself, nil} {
		s := shelf{rows: numbers(90), size: 40, total: true, claims: 10}
		items, errs := collectWalk(key, s.fetch)
		assert.Len(t, items, 90, "what came is delivered")
		require.Len(t, errs, 1)
		assert.ErrorIs(t, errs[0], ErrIncomplete)
		assert.ErrorIs(t, errs[0], classcloud.DataLoss)
		assert.EqualError(t, errs[0], "fake Things.List: DataLoss: 90 of 100 rows came, 10 are missing: the server says that there are more than it gives")
	}
}

// Whoever deletes what the walk gives meets every row all the same.
func TestDeletingWhileWalking(t *testing.T) {
	for _, n := range []int{1, 2, 3, 10, 37, 250} {
		for _, size := range []int{1, 2, 3, 100} {
			for _, every := range []int{1, 2, 3} {
				s := shelf{rows: numbers(n), size: size, total: true}
				var met []int
				for row, err := range Walk("fake", "Things.List", 1, itself, s.fetch) {
					if err != nil {
						assert.ErrorIs(t, err, ErrIncomplete, "%d rows, %d a page, every %d", n, size, every)
						require.Greater(t, n, 30*size, "only where the list never comes to rest")
						met = numbers(n)
						break
					}
					met = append(met, row)
					if row%every == 0 {
						s.rows = slices.DeleteFunc(s.rows, func(other int) bool { return other == row })
					}
				}
				slices.Sort(met)
				assert.Equal(t, numbers(n), met, "%d rows, %d a page, every %d", n, size, every)
			}
		}
	}
}

func TestAWalkFromALaterPageKnowsNoTotal(t *testing.T) {
	s := shelf{rows: numbers(250), size: 100, total: true}
	var met []int
	for row, err := range Walk("fake", "Things.List", 3, itself, s.fetch) {
		require.NoError(t, err)
		met = append(met, row)
	}
	assert.Equal(t, numbers(250)[200:], met)
	assert.Equal(t, []int{3, 4}, s.asked)
}

// Somebody of the first page goes to the end of the list: whoever was there all the time comes once.
func TestRowsThatMoveWhileWalking(t *testing.T) {
	s := shelf{rows: numbers(6), size: 2, total: true}
	var met []int
	for n, err := range Walk("fake", "Things.List", 1, itself, s.fetch) {
		require.NoError(t, err)
		met = append(met, n)
		if n == 1 {
			s.rows = []int{1, 2, 3, 4, 5, 0}
		}
	}
	slices.Sort(met)
	assert.Equal(t, numbers(6), met)
}

func TestARowThatCannotBeReadIsYieldedAndTheWalkGoesOn(t *testing.T) {
	bad := func(i int) classcloud.RowError {
		return classcloud.RowError{Index: i, Path: fmt.Sprintf("/list/%d", i), Problem: "is null", Raw: fmt.Append(nil, "row ", i)}
	}
	pages := map[int]ListPage[int]{1: {Items: []int{1, 2}, Total: 5}, 2: {Items: []int{4}, Total: 5}}
	fetch := func(page int) (ListPage[int], error) {
		switch page {
		case 1:
			return pages[1], &classcloud.Error{Kind: classcloud.DataLoss, Rows: []classcloud.RowError{bad(2)}}
		case 2:
			return pages[2], &classcloud.Error{Kind: classcloud.DataLoss, Rows: []classcloud.RowError{bad(1)}}
		}
		return ListPage[int]{Total: 5}, nil
	}
	items, errs := collectWalk(itself, fetch)
	assert.Equal(t, []int{1, 2, 4}, items)
	require.Len(t, errs, 2)
	e, ok := errors.AsType[*classcloud.Error](errs[0])
	require.True(t, ok)
	assert.Equal(t, []classcloud.RowError{bad(2)}, e.Rows)
	assert.EqualError(t, errs[1], ": DataLoss: a row cannot be read: /list/1: is null")
}

func TestAnErrorEndsAWalkAndABreakAsksNothing(t *testing.T) {
	calls := 0
	fetch := func(page int) (ListPage[int], error) {
		if calls++; page == 2 {
			return ListPage[int]{Total: -1}, &classcloud.Error{Vendor: "v", Operation: "o", Kind: classcloud.Unavailable}
		}
		return ListPage[int]{Items: []int{page}, Total: -1}, nil
	}
	items, errs := collectWalk(itself, fetch)
	assert.Equal(t, []int{1}, items)
	require.Len(t, errs, 1)
	assert.ErrorIs(t, errs[0], classcloud.Unavailable)
	assert.Equal(t, 2, calls)

	calls = 0
	for range Walk("fake", "Things.List", 1, itself, fetch) {
		break
	}
	assert.Equal(t, 1, calls)
}

func TestAServerWhoseTotalNeverRestsEndsAWalk(t *testing.T) {
	asked := 0
	fetch := func(page int) (ListPage[int], error) {
		asked++
		return ListPage[int]{Items: []int{(page - 1) % 3}, Total: 100 + asked}, nil
	}
	items, errs := collectWalk(itself, fetch)
	assert.Len(t, items, 3)
	require.Len(t, errs, 1)
	assert.ErrorIs(t, errs[0], ErrIncomplete)
	assert.Less(t, asked, 100)
}

func TestWithoutAKeyARepeatedPageEndsTheWalk(t *testing.T) {
	s := shelf{rows: numbers(5), ignores: true}
	items, errs := collectWalk[int, int](nil, s.fetch)
	assert.Empty(t, errs)
	assert.Len(t, items, 5)
	assert.Len(t, s.asked, 2)
}

// A page that is empty by mistake is not the end of a list that has more rows.
func TestAHoleInAList(t *testing.T) {
	for name, test := range map[string]struct {
		pages [][]int
		total int
		more  bool
		want  []int
		asked int
		whole bool
	}{
		"one page is empty":                 {[][]int{{1, 2}, {}, {3, 4}}, 4, false, []int{1, 2, 3, 4}, 3, true},
		"two pages are empty":               {[][]int{{1, 2}, {}, {}, {3}}, 3, false, []int{1, 2, 3}, 4, true},
		"the rows never come":               {[][]int{{1, 2}}, 4, false, []int{1, 2}, 8, false},
		"no total, and further pages":       {[][]int{{1, 2}, {}, {3}}, -1, true, []int{1, 2, 3}, 4, true},
		"further pages, and never a row":    {[][]int{{1, 2}, {}, {}, {}, {}}, -1, true, []int{1, 2}, 8, false},
		"nothing is said: empty is the end": {[][]int{{1, 2}, {}, {3}}, -1, false, []int{1, 2}, 2, true},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			items, errs := collectWalk(itself, func(page int) (ListPage[int], error) {
				asked++
				out := ListPage[int]{Total: test.total, More: test.more && page < len(test.pages)}
				if page <= len(test.pages) {
					out.Items = test.pages[page-1]
				}
				return out, nil
			})
			assert.Equal(t, test.want, items)
			assert.Equal(t, test.asked, asked)
			if test.whole {
				assert.Empty(t, errs)
				return
			}
			require.Len(t, errs, 1)
			assert.ErrorIs(t, errs[0], ErrIncomplete)
		})
	}
}

// Rows that are made while somebody walks shift the others, perhaps by whole pages: then a page has nothing new, and those behind it have.
func TestMakingWhileWalking(t *testing.T) {
	for _, made := range []int{1, 2, 3, 4} {
		for _, times := range []int{1, 2} {
			s := shelf{rows: numbers(10), size: 2}
			next := 100
			items, errs := collectWalk(itself, func(page int) (ListPage[int], error) {
				for range made {
					if page > 1 && page < 2+times {
						s.rows = slices.Insert(s.rows, 0, next)
						next++
					}
				}
				return s.fetch(page)
			})
			assert.Empty(t, errs)
			for row := range 10 {
				assert.Contains(t, items, row, "%d made before %d pages", made, times)
			}
		}
	}
}

// Rows that are null look alike, and each is one.
func TestRowsThatCannotBeReadAndLookAlikeAreCounted(t *testing.T) {
	for _, test := range []struct {
		name    string
		total   int
		ignores bool
	}{{"with a total", 6, false}, {"without a total", -1, false}, {"every page is the same", -1, true}} {
		t.Run(test.name, func(t *testing.T) {
			fetch := func(page int) (ListPage[int], error) {
				if page > 3 && !test.ignores {
					return ListPage[int]{Total: test.total}, nil
				}
				null := &classcloud.Error{Kind: classcloud.DataLoss, Rows: []classcloud.RowError{{Index: 1, Raw: []byte("null")}}}
				if test.ignores {
					page = 1
				}
				return ListPage[int]{Items: []int{page}, Total: test.total}, null
			}
			items, errs := collectWalk(itself, fetch)
			if test.ignores {
				assert.Len(t, items, 1)
				assert.Len(t, errs, 1)
				return
			}
			assert.Equal(t, []int{1, 2, 3}, items)
			assert.Len(t, errs, 3)
			for _, err := range errs {
				assert.NotErrorIs(t, err, ErrIncomplete)
			}
		})
	}
}

func TestAnEmptyPageBehindABadRowIsTheEnd(t *testing.T) {
	asked := 0
	_, errs := collectWalk(itself, func(int) (ListPage[int], error) {
		if asked++; asked == 1 {
			return ListPage[int]{Items: []int{1}, Total: -1}, &classcloud.Error{Kind: classcloud.DataLoss, Rows: []classcloud.RowError{{Raw: []byte("{}")}}}
		}
		return ListPage[int]{Total: -1}, nil
	})
	assert.Len(t, errs, 1)
	assert.Equal(t, 2, asked)
}

func TestPagesOfNothingButNull(t *testing.T) {
	null := &classcloud.Error{Kind: classcloud.DataLoss, Rows: []classcloud.RowError{{Raw: []byte("null")}}}
	asked := 0
	fetch := func(last int) func(page int) (ListPage[int], error) {
		return func(page int) (ListPage[int], error) {
			asked++
			switch {
			case page == last:
				return ListPage[int]{Items: []int{page}, Total: -1}, nil
			case page > last:
				return ListPage[int]{Total: -1}, nil
			}
			return ListPage[int]{Total: -1}, null
		}
	}
	items, errs := collectWalk(itself, fetch(5))
	assert.Equal(t, []int{5}, items, "what comes behind them is not lost")
	assert.Len(t, errs, 4)
	assert.Equal(t, 6, asked)

	asked = 0
	_, errs = collectWalk(itself, fetch(1000))
	assert.Less(t, asked, 20, "and they are no endless walk")
	assert.NotEmpty(t, errs)
}
