package transport

import (
	"errors"
	"fmt"
	"iter"
	"reflect"

	"github.com/go-classcloud/classcloud"
)

// ListPage is one page of a list as a walk sees it.
type ListPage[T any] struct {
	Items []T
	Total int // of all pages, as the reply says; -1 when it does not say
}

// mostPasses bounds how often a list that moves while it is read is gone through again.
const mostPasses = 10

// ErrIncomplete is a walk whose server says that there are more rows than it ever gave.
var ErrIncomplete = errors.New("the list is not complete")

// Walk goes through a paged list, one page in memory, from page first on. Rows are told apart by key: one that comes again is not
// yielded again. It ends where the server says: with a total, when that many rows came; without one, with an empty page or one that
// has no new row. Where the total changed on the way, rows may have moved past the walk: it goes through the list again until nothing
// new comes. A row that cannot be read is yielded as its error, and the walk goes on; any other error is yielded once, with the zero
// T, and ends it. No request is made after a break.
//
// Without a key (nil) rows cannot be told apart: every row is yielded as it comes.
func Walk[T any, K comparable](vendor, operation string, first int, key func(T) K, fetch func(page int) (ListPage[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		w := &walking[T, K]{first: max(first, 1), key: key, fetch: fetch, yield: yield, seen: map[K]bool{}, told: map[string]bool{}}
		if err := w.run(); err != nil {
			var zero T
			if e, ok := errors.AsType[*classcloud.Error](err); ok && e.Vendor == "" {
				e.Vendor, e.Operation = vendor, operation
			}
			yield(zero, err)
		}
	}
}

type walking[T any, K comparable] struct {
	first int
	key   func(T) K
	fetch func(page int) (ListPage[T], error)
	yield func(T, error) bool

	seen  map[K]bool
	told  map[string]bool // rows that could not be read, by their bytes
	count int             // rows that came, readable or not
	over  bool            // the caller broke off
}

func (w *walking[T, K]) run() error {
	for pass := 1; ; pass++ {
		before := w.count
		total, moved, err := w.pass()
		switch {
		case err != nil || w.over:
			return err
		case total < 0 || w.count >= total && !moved:
			return nil
		case w.key == nil, w.count == before && !moved, pass == mostPasses:
			return incomplete(w.count, total)
		}
	}
}

// pass goes through the list once. moved says that its total changed on the way.
func (w *walking[T, K]) pass() (total int, moved bool, err error) {
	total = -1
	var before []T
	for page := w.first; ; page++ {
		got, err := w.fetch(page)
		bad, err := badRows(err)
		if err != nil {
			return total, moved, err
		}
		if got.Total >= 0 {
			moved = moved || total >= 0 && got.Total != total
			total = got.Total
		}
		if w.key == nil && len(got.Items) > 0 && reflect.DeepEqual(got.Items, before) {
			return total, moved, nil // the server repeats itself
		}
		fresh := w.deliver(page, got.Items, bad)
		switch {
		case w.over, len(got.Items) == 0 && len(bad) == 0, total >= 0 && w.count >= total:
			return total, moved, nil
		case fresh == 0:
			return total, moved, nil // the server repeats itself, or rows have moved: nothing new comes
		}
		before = got.Items
	}
}

// deliver yields the rows that are new, and says how many they are. A row that is null can be told
// apart by its place alone; on a page with other rows it does not prove that the walk gets on.
func (w *walking[T, K]) deliver(page int, items []T, bad []classcloud.RowError) (fresh int) {
	for _, item := range items {
		if w.key != nil {
			if k := w.key(item); w.seen[k] {
				continue
			} else {
				w.seen[k] = true
			}
		}
		fresh++
		w.count++
		if w.over = !w.yield(item, nil); w.over {
			return fresh
		}
	}
	var zero T
	for _, row := range bad {
		known, isNull := string(row.Raw), string(row.Raw) == "null"
		if isNull {
			known = fmt.Sprintf("null %d %d", page, row.Index)
		}
		if w.told[known] {
			continue
		}
		w.told[known] = true
		if !isNull || len(items) == 0 {
			fresh++
		}
		w.count++
		if w.over = !w.yield(zero, rowFailure(row)); w.over {
			return fresh
		}
	}
	return fresh
}

// badRows takes the rows that could not be read out of the error that comes beside the others.
func badRows(err error) ([]classcloud.RowError, error) {
	if e, ok := errors.AsType[*classcloud.Error](err); ok && e.Kind == classcloud.DataLoss && len(e.Rows) > 0 {
		return e.Rows, nil
	}
	return nil, err
}

// rowFailure is the error of one row.
func rowFailure(row classcloud.RowError) error {
	return &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeNotApplied, Message: "a row cannot be read", Rows: []classcloud.RowError{row}}
}

func incomplete(count, total int) error {
	return &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeNotApplied, Err: ErrIncomplete,
		Message: fmt.Sprintf("%d of %d rows came, %d are missing: the server says that there are more than it gives", count, total, total-count)}
}
