package wire

import (
	"reflect"
	"slices"
)

// NothingSet reports whether a request, which is a struct or a pointer to one, is an update that changes nothing: every field is
// zero except those named in but.
func NothingSet(in any, but ...string) bool {
	v := reflect.Indirect(reflect.ValueOf(in))
	for i := range v.NumField() {
		if !slices.Contains(but, v.Type().Field(i).Name) && !v.Field(i).IsZero() {
			return false
		}
	}
	return true
}
