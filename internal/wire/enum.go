package wire

import (
	"bytes"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// EnumName returns the name of an enum's value. For a value that this module does not know it returns the type's name with the
// number: RoomType(9).
func EnumName[T ~int | ~int16 | ~int64](typeName string, value T, names map[T]string) string {
	if name, known := names[value]; known {
		return name
	}
	return typeName + "(" + strconv.FormatInt(int64(value), 10) + ")"
}

// EnumUnsaid is the value of an enum that the reply does not hold, or holds in a form that is not a number, where 0 is a value of its
// own: nobody takes it for 0.
const EnumUnsaid = -1

// isEnum reports whether a type is a number that prints as a word.
func isEnum(t reflect.Type) bool {
	return t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64 && t.Name() != "" && t != durationType && t.Implements(stringerType)
}

// zeroHasName reports whether 0 is one of an enum's values.
func zeroHasName(t reflect.Type) bool { return !nameless(reflect.Zero(t)) }

// nameless reports whether an enum prints as TypeName(value), as EnumName writes what it has no name for.
func nameless(v reflect.Value) bool {
	return strings.HasPrefix(v.Interface().(fmt.Stringer).String(), v.Type().Name()+"(")
}

// readEnum reads an enum, and never fails: what is not a number is EnumUnsaid, which no vendor uses.
func readEnum(t reflect.Type) reader {
	absent := int64(0)
	if zeroHasName(t) {
		absent = EnumUnsaid
	}
	return func(d *decoding, v reflect.Value) error {
		raw, err := d.dec.ReadValue()
		if err != nil {
			return err
		}
		v.SetInt(absent)
		if n, ok := digits(bytes.Trim(raw, `"`)); ok && !v.OverflowInt(n) {
			v.SetInt(n)
			return nil
		}
		if IsEmpty(raw) {
			return nil
		}
		n, err := enumNumber(raw)
		if err != nil || v.OverflowInt(n) {
			n = EnumUnsaid
			if d.cells {
				d.told(d.path(), "is not a number", raw)
			}
		}
		v.SetInt(n)
		return nil
	}
}

func enumNumber(raw jsontext.Value) (int64, error) {
	if kind := raw.Kind(); kind != '0' && kind != '"' {
		return 0, fmt.Errorf("%s is not a number", shapeName(kind))
	}
	return parseInteger(ScalarText(raw))
}
