package wire

import (
	"reflect"
	"strings"
)

// Complete reports whether a decoded result has what it must: its outermost fields tagged check:"required" are not zero. A reply
// that says success and lacks its id would otherwise be room 0. path names the first that is missing.
func Complete(out any) (path string, ok bool) {
	v := reflect.ValueOf(out)
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "", true // whether there must be a result at all is not ours to say
		}
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return "", true
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Tag.Get("check") == "required" && v.Field(i).IsZero() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			return "/" + escapePointer(name), false
		}
	}
	return "", true
}
