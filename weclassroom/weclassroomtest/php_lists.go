package weclassroomtest

import "fmt"

// WithReindexedLists numbers the lists of rejected ids from 0, so that they are always JSON lists. By default their keys are the
// places in the request, as PHP's array_diff and array_filter leave them, and a list with gaps is an object: {"1":1234}. The option
// concerns Classrooms.AddStudents, Lessons.AddDocuments and Lessons.AddStudents.
func WithReindexedLists() Option {
	return func(s *settings) { s.dialect.reindexedLists = true }
}

// WithoutEmptyLists leaves empty lists out of the data of Lessons.AddDocuments and Lessons.AddStudents. By default they are [].
func WithoutEmptyLists() Option {
	return func(s *settings) { s.dialect.noEmptyLists = true }
}

// list writes a PHP array that was a list and may have lost some of its elements.
func (d dialect) list(array Array) any {
	values, keyed := []any{}, object{}
	for _, entry := range array {
		values = append(values, entry.Value)
		keyed = append(keyed, member{fmt.Sprint(entry.Key), entry.Value})
	}
	if d.reindexedLists || array.IsList() {
		return values
	}
	return keyed
}

// verdicts writes an object of lists. PHP writes an empty object as [].
func (d dialect) verdicts(lists ...namedList) any {
	data := object{}
	for _, list := range lists {
		if len(list.array) > 0 || !d.noEmptyLists {
			data = append(data, member{list.name, d.list(list.array)})
		}
	}
	if len(data) == 0 {
		return []any{}
	}
	return data
}

// namedList collects the rejected ids or sentences under one name, each with its place in the request.
type namedList struct {
	name  string
	array Array
}

func (l *namedList) add(place int, value any) {
	l.array = append(l.array, Entry{int64(place), value})
}
