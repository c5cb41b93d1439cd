package weclassroomtest

import (
	"maps"
	"slices"
	"time"
)

// table stores rows by id. The ids of the tables start far apart, so that an id used in the place of another is unknown.
type table[T row[T]] struct {
	rows map[int64]*T
	next int64
}

// row is a type whose clone shares nothing with the original.
type row[T any] interface{ clone() T }

func newTable[T row[T]](first int64) table[T] {
	return table[T]{rows: map[int64]*T{}, next: first}
}

// freshID returns a new id.
func (t *table[T]) freshID() int64 {
	for t.rows[t.next] != nil {
		t.next++
	}
	id := t.next
	t.next++
	return id
}

// ids returns the ids, sorted, which is the order in which the server made them.
func (t *table[T]) ids() []int64 { return slices.Sorted(maps.Keys(t.rows)) }

// copies returns copies of the rows, sorted by id.
func (t *table[T]) copies() []T {
	rows := make([]T, 0, len(t.rows))
	for _, id := range t.ids() {
		rows = append(rows, (*t.rows[id]).clone())
	}
	return rows
}

// all returns the rows themselves, sorted by id.
func (t *table[T]) all() []*T {
	rows := make([]*T, 0, len(t.rows))
	for _, id := range t.ids() {
		rows = append(rows, t.rows[id])
	}
	return rows
}

// with adds an id to a list, once.
func with(roster []int64, id int64) []int64 {
	if slices.Contains(roster, id) {
		return roster
	}
	return append(roster, id)
}

// without removes an id from a list and reports whether it was there.
func without(roster []int64, id int64) ([]int64, bool) {
	i := slices.Index(roster, id)
	if i < 0 {
		return roster, false
	}
	return slices.Delete(roster, i, i+1), true
}

// beijing returns the vendor's time zone, which has had no summer time since 1991. The document does not name it.
func beijing() *time.Location { return time.FixedZone("CST", 8*60*60) }

const secondLayout = "2006-01-02 15:04:05"

// stamp writes a time as the vendor does.
func stamp(at time.Time) string { return at.In(beijing()).Format(secondLayout) }
