package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"time"
)

// world is a vendor's test server with what exists in it, from one start to the next.
type world struct {
	kit
	handler   http.Handler // of the test server
	url       string
	tables    []table
	callbacks []callbackKind
	other     map[string]string        // variables that name something in the world, such as CLASSIN_COURSE_ID
	renewed   func() map[string]string // credentials that a call may have changed; nil if none does
}

// opening is what a world is made with.
type opening struct {
	keys       map[string]string // credentials by the names of the environment
	gate       *gate
	middleware func(http.Handler) http.Handler
	clock      func() time.Time
}

// table is one kind of things that exist in a world: a name in a seed file and in the state.
type table struct {
	name string
	rows func() any                                                          // a slice of structs; nil if the server does not tell
	add  func(ctx context.Context, row json.RawMessage, now time.Time) error // nil if the things cannot be added
}

// listed is a table of things of type T that a server tells and takes.
func listed[T any](name string, rows func() []T, add func(T) error) table {
	t := table{name: name}
	if rows != nil {
		t.rows = func() any { return rows() }
	}
	if add != nil {
		t.add = func(_ context.Context, row json.RawMessage, now time.Time) error {
			var thing T
			if err := fill(&thing, row, now); err != nil {
				return err
			}
			return guarded(func() error { return add(thing) })
		}
	}
	return t
}

// adds makes a function that adds a thing without a result of interest.
func adds[T, R any](add func(T) R) func(T) error {
	return func(thing T) error { add(thing); return nil }
}

// plain is adds for a function without a result.
func plain[T any](add func(T)) func(T) error {
	return func(thing T) error { add(thing); return nil }
}

// table returns the table of that name.
func (w *world) table(name string) (table, bool) {
	for _, t := range w.tables {
		if t.name == name {
			return t, true
		}
	}
	return table{}, false
}

// state returns what exists, by table, in the form of a seed file: of each table the last rows, at most so many, and how many there are.
func (w *world) state(most int) (rows map[string]any, counts map[string]int) {
	rows, counts = map[string]any{}, map[string]int{}
	for _, t := range w.tables {
		if t.rows == nil {
			continue
		}
		all := reflect.ValueOf(t.rows())
		n := all.Len()
		rows[t.name], counts[t.name] = shapeOf(all.Slice(max(0, n-most), n)), n
	}
	return rows, counts
}

// seed adds the rows of one vendor's part of a seed file, in the order of the tables, so that a row finds what it names.
func (w *world) seed(ctx context.Context, rows map[string][]json.RawMessage, now time.Time) error {
	for name := range rows {
		if t, known := w.table(name); !known || t.add == nil {
			return fmt.Errorf("%s cannot be added: there are %s", name, w.seedable())
		}
	}
	for _, t := range w.tables {
		for i, row := range rows[t.name] {
			if err := t.add(ctx, row, now); err != nil {
				return fmt.Errorf("%s %d: %w", t.name, i, err)
			}
		}
	}
	return nil
}

func (w *world) seedable() string {
	names := ""
	for _, t := range w.tables {
		if t.add == nil {
			continue
		}
		if names != "" {
			names += ", "
		}
		names += t.name
	}
	return names
}
