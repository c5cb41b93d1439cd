package weclassroomtest

import (
	"maps"
	"slices"
	"time"
)

// table keeps what has an id. The ids of the tables start far apart, so that one in the place of another is an unknown one.
type table[T row[T]] struct {
	rows map[int64]*T
	next int64
}

// row can be copied so that nothing is shared.
type row[T any] interface{ clone() T }

func newTable[T row[T]](first int64) table[T] {
	return table[T]{rows: map[int64]*T{}, next: first}
}

// freshID hands out an id that no row has.
func (t *table[T]) freshID() int64 {
	for t.rows[t.next] != nil {
		t.next++
	}
	id := t.next
	t.next++
	return id
}

// ids are sorted, which is the order in which the server made them.
func (t *table[T]) ids() []int64 { return slices.Sorted(maps.Keys(t.rows)) }

// copies are the rows in the order of their ids.
func (t *table[T]) copies() []T {
	rows := make([]T, 0, len(t.rows))
	for _, id := range t.ids() {
		rows = append(rows, (*t.rows[id]).clone())
	}
	return rows
}

// all are the rows in the order of their ids, for the server itself.
func (t *table[T]) all() []*T {
	rows := make([]*T, 0, len(t.rows))
	for _, id := range t.ids() {
		rows = append(rows, t.rows[id])
	}
	return rows
}

// with puts an id into a roster, once.
func with(roster []int64, id int64) []int64 {
	if slices.Contains(roster, id) {
		return roster
	}
	return append(roster, id)
}

// without takes an id out of a roster and reports whether it was there.
func without(roster []int64, id int64) ([]int64, bool) {
	i := slices.Index(roster, id)
	if i < 0 {
		return roster, false
	}
	return slices.Delete(roster, i, i+1), true
}

// beijing is the vendor's zone, which has had no summer time since 1991; the document names none.
func beijing() *time.Location { return time.FixedZone("CST", 8*60*60) }

const secondLayout = "2006-01-02 15:04:05"

func stamp(at time.Time) string { return at.In(beijing()).Format(secondLayout) }
