package wire

import (
	"reflect"
	"slices"
)

// NothingSet reports whether a request, which is a struct or a pointer to one, is an update that changes nothing: every field is
// zero except those named in but. A map that is empty sets nothing.
func NothingSet(in any, but ...string) bool {
	v := reflect.Indirect(reflect.ValueOf(in))
	for i := range v.NumField() {
		field := v.Field(i)
		if !slices.Contains(but, v.Type().Field(i).Name) && !field.IsZero() && (field.Kind() != reflect.Map || field.Len() > 0) {
			return false
		}
	}
	return true
}
