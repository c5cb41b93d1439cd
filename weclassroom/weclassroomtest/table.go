package weclassroomtest

import (
	"maps"
	"slices"
	"time"
)

// table keeps what has an id. The ids of users, classrooms and lessons start far apart, so that one in the place of another is
// an unknown one.
type table[T any] struct {
	rows map[int64]*T
	next int64
}

func newTable[T any](first int64) table[T] {
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
		rows = append(rows, *t.rows[id])
	}
	return rows
}

// beijing is the vendor's zone, which has had no summer time since 1991; the document names none.
func beijing() *time.Location { return time.FixedZone("CST", 8*60*60) }

const secondLayout = "2006-01-02 15:04:05"

func stamp(at time.Time) string { return at.In(beijing()).Format(secondLayout) }
