package wire

import (
	"reflect"
	"strings"
)

// Complete reports whether a decoded result has all its required values: the outermost fields tagged check:"required" are not zero.
// Without this check, a success without an id would be taken for room 0. path names the first field that is missing.
func Complete(out any) (path string, ok bool) {
	v := reflect.ValueOf(out)
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "", true // nil is allowed here; the caller decides whether a result is required
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
