package transport

import (
	"reflect"
	"slices"
)

// NothingSet reports whether every field of the request but those named is zero: an update that changes nothing.
func NothingSet(in any, but ...string) bool {
	v := reflect.ValueOf(in).Elem()
	for i := range v.NumField() {
		if !slices.Contains(but, v.Type().Field(i).Name) && !v.Field(i).IsZero() {
			return false
		}
	}
	return true
}
