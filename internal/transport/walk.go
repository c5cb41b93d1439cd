package transport

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"iter"
	"reflect"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud"
)

// ListPage is one page of a list as a walk sees it.
type ListPage[T any] struct {
	Items []T
	Total int  // of all pages, as the reply says; -1 when it does not say
	More  bool // the reply says, otherwise than by its total, that there are later pages
}

// mostStale is how many pages one after the other may bring rows that all came before, where the server does not say how many there are: rows
// that are new have shifted those of an earlier page to these, or the server repeats itself.
const mostStale = 3

// mostPasses bounds how often a list that moves while it is read is gone through again.
const mostPasses = 10

// ErrIncomplete is a walk whose server says that there are more rows than it ever gave.
var ErrIncomplete = errors.New("the list is not complete")

// Walk goes through a paged list, one page in memory, from page first on: 0 is the first, and a negative one is for fetch to refuse. Rows are
// told apart by key: one that comes again is not yielded again. It ends where the server says: with a total, when that many rows stand in
// the list, so that it goes on behind an empty page, unless the next two are empty, too; without one, with one that is less than what came, and from a
// later page than the first, with an empty page, or with three one after the other that have no new row. Where the total changed on the way, rows may have moved past
// the walk: it goes through the list again until a pass finds it at rest. A row that cannot be read is yielded as its error, and the walk
// goes on; any other error is yielded once, with the zero T, and ends it. No request is made after a break.
//
// Without a key (nil) rows cannot be told apart: every row is yielded as it comes.
func Walk[T any, K comparable](vendor, operation string, first int, key func(T) K, fetch func(page int) (ListPage[T], error)) iter.Seq2[T, error] {
	if first == 0 {
		first = 1
	}
	return through(vendor, operation, key, func(w *walking[T, K]) error { return w.run(first, fetch) })
}

// through yields what one of the two ways through a list delivers, and then the error that ended it.
func through[T any, K comparable](vendor, operation string, key func(T) K, way func(*walking[T, K]) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		w := &walking[T, K]{key: key, yield: yield, seed: maphash.MakeSeed(), seen: newRowSet(), told: map[string]bool{}}
		if err := way(w); err != nil {
			var zero T
			if e, ok := errors.AsType[*classcloud.Error](err); ok && e.Vendor == "" {
				e.Vendor, e.Operation = vendor, operation
			}
			yield(zero, err)
		}
	}
}

type walking[T any, K comparable] struct {
	key   func(T) K
	yield func(T, error) bool
	seed  maphash.Seed
	seen  *rowSet         // rows that were yielded
	told  map[string]bool // rows that could not be read, by their bytes and number
	over  bool            // the caller broke off
}

// pass is what going through the list once has met. Rows that cannot be read count.
type pass struct {
	listed int  // rows that stand in the list, each once
	fresh  int  // those that no earlier pass had met
	total  int  // what the server says last, or -1
	moved  bool // the total changed on the way
	more   bool // the last page said that there are later ones

	rows *rowSet // those that stand in the list; nil in the first pass, in which they are those that were yielded
}

func (w *walking[T, K]) run(first int, fetch func(page int) (ListPage[T], error)) error {
	for n := 1; ; n++ {
		p, err := w.pass(first, fetch)
		whole := p.listed >= p.total && !p.more
		switch {
		case err != nil || w.over:
			return err
		case whole && (!p.moved || n > 1 && p.fresh == 0):
			return nil
		case w.key == nil, p.fresh == 0 && !p.moved, n == mostPasses:
			return incomplete(p)
		}
	}
}

// pass goes through the list once.
func (w *walking[T, K]) pass(first int, fetch func(page int) (ListPage[T], error)) (p pass, err error) {
	p.total = -1
	if !w.seen.isEmpty() {
		p.rows = newRowSet() // who was here before may be gone
	}
	odd := map[string]int{}
	var before []T
	var oddBefore []classcloud.RowError
	stale := 0
	for page := first; ; page++ {
		got, err := fetch(page)
		bad, err := badRows(err)
		if err != nil {
			return p, err
		}
		if got.Total >= 0 && first == 1 { // what stands before a later page is not known
			p.moved = p.moved || p.total >= 0 && got.Total != p.total
			p.total = got.Total
		}
		if w.key == nil && len(got.Items) > 0 && reflect.DeepEqual(got.Items, before) {
			return p, nil // the server repeats itself
		}
		had := p.listed
		p.more = got.More
		w.deliver(got.Items, &p)
		switch {
		case len(got.Items) == 0 && len(bad) == 0:
			if stale++; p.listed >= p.total && !p.more || stale == mostStale {
				return p, nil
			}
			continue // there are more rows than came: perhaps behind the hole
		case p.listed == had && slices.EqualFunc(bad, oddBefore, sameBytes):
			most := mostEmpty // pages of nothing but null look alike
			if len(got.Items) > 0 {
				most = mostStale
			}
			if stale++; stale == most || len(got.Items) > 0 && p.total >= 0 {
				return p, nil // the server repeats itself
			}
			if len(got.Items) > 0 {
				continue // its odd rows came before, too
			}
		default:
			stale = 0
		}
		w.tell(bad, odd, &p)
		if w.over || p.listed == p.total { // where more came, the total is wrong
			return p, nil
		}
		before, oddBefore = got.Items, bad
	}
}

// deliver yields the rows that are new.
func (w *walking[T, K]) deliver(items []T, p *pass) {
	for _, item := range items {
		if w.over {
			return
		}
		if w.key != nil {
			row := maphash.Comparable(w.seed, w.key(item))
			fresh := w.seen.add(row)
			if p.rows == nil && !fresh || p.rows != nil && !p.rows.add(row) {
				continue
			}
			if !fresh {
				p.listed++
				continue
			}
		}
		p.listed++
		p.fresh++
		w.over = !w.yield(item, nil)
	}
}

// tell yields the errors of the rows that could not be read. Rows of the same bytes, such as null, are told apart by their number.
func (w *walking[T, K]) tell(bad []classcloud.RowError, listed map[string]int, p *pass) {
	var zero T
	for _, row := range bad {
		if w.over {
			return
		}
		listed[string(row.Raw)]++
		p.listed++
		mark := strconv.Itoa(listed[string(row.Raw)]) + " " + string(row.Raw)
		if w.told[mark] {
			continue
		}
		w.told[mark] = true
		p.fresh++
		w.over = !w.yield(zero, rowFailure(row))
	}
}

func sameBytes(a, b classcloud.RowError) bool { return bytes.Equal(a.Raw, b.Raw) }

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

func incomplete(p pass) error {
	if p.listed >= p.total {
		return &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeNotApplied, Err: ErrIncomplete,
			Message: fmt.Sprintf("%d rows came, and the server says that there are more pages than it gives", p.listed)}
	}
	return &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeNotApplied, Err: ErrIncomplete,
		Message: fmt.Sprintf("%d of %d rows came, %d are missing: the server says that there are more than it gives", p.listed, p.total, p.total-p.listed)}
}
