package wire

import (
	"fmt"
	"reflect"

	"github.com/go-classcloud/classcloud"
)

// CheckList returns what Build would find wrong with each element of a list that is going to be sent in parts, or nil if all are well.
// The elements are named by their places in the whole list: name[70].ClassName, and without the name for the vendor.
//
// A struct, or a pointer to one, of the package that own is from is checked by its tags and its Validate, a struct from elsewhere by its
// Validate alone: its tags are not ours. A whole number of own's package, and an int64, is an id, so it is at least 1. Anything else is
// well.
func CheckList[T any](name string, list []T, own any) [][]classcloud.FieldError {
	var out [][]classcloud.FieldError
	home := reflect.TypeOf(own).PkgPath()
	for i := range list {
		b := &builder{}
		b.enter(name, "", -1)
		b.enter("", "", i)
		b.element(reflect.ValueOf(&list[i]).Elem(), home)
		if len(b.problems) > 0 && out == nil {
			out = make([][]classcloud.FieldError, len(list))
		}
		if len(b.problems) > 0 {
			out[i] = b.problems
		}
	}
	return out
}

// element checks one element of a list by itself. home is the package whose tags are ours.
func (b *builder) element(v reflect.Value, home string) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			b.wrong("is nil")
			return
		}
		v = v.Elem()
	}
	ours := v.Type().PkgPath() == home
	switch {
	case v.Kind() == reflect.Struct && ours:
		b.object(v)
	case v.Kind() == reflect.Struct && !embedsNil(v):
		b.validate(v)
	case v.CanInt() && (ours && !isEnum(v.Type()) || v.Type() == reflect.TypeFor[int64]()):
		if v.Int() < 1 {
			b.wrong(fmt.Sprintf("is %d, which is not an id", v.Int()))
		}
	}
}

// embedsNil reports whether a struct embeds a pointer that is nil, so that a Validate it has from there would fall over.
func embedsNil(v reflect.Value) bool {
	for i := range v.NumField() {
		if v.Type().Field(i).Anonymous && v.Field(i).Kind() == reflect.Pointer && v.Field(i).IsNil() {
			return true
		}
	}
	return false
}
