package wire

import (
	"reflect"
	"slices"
)

// NothingSet reports whether every field of the request, a struct or a pointer to one, is zero except those named: an update that
// changes nothing.
func NothingSet(in any, but ...string) bool {
	v := reflect.Indirect(reflect.ValueOf(in))
	for i := range v.NumField() {
		if !slices.Contains(but, v.Type().Field(i).Name) && !v.Field(i).IsZero() {
			return false
		}
	}
	return true
}
