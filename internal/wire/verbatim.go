package wire

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"
)

// verbatim writes the user's own data exactly as encoding/json does: with its zeros, its times, and the tags and MarshalJSON of its own
// types. The hints and checks of this package are for the vendor's parameters, and do not reach into it.
func (b *builder) verbatim(v reflect.Value) Value {
	if v.Kind() == reflect.Map && v.IsNil() { // sent because of always
		return Value{Kind: Map}
	}
	text, err := MarshalOwn(v.Interface())
	if err != nil {
		b.unwritable(v, err, nil)
	}
	return Value{Kind: JSON, Text: string(text)}
}

// unwritable reports data that encoding/json cannot write, by the name of the innermost member that it cannot write. outer holds the
// maps that v lies in: a map that holds itself is not entered again.
func (b *builder) unwritable(v reflect.Value, err error, outer []uintptr) {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if v.Kind() == reflect.Map && v.Type().ConvertibleTo(extraType) && !slices.Contains(outer, v.Pointer()) {
		own := v.Convert(extraType).Interface().(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(own)) {
			if _, inner := MarshalOwn(own[key]); inner != nil {
				b.enter("["+strconv.Quote(key)+"]", key, -1)
				b.unwritable(reflect.ValueOf(own[key]), inner, append(outer, v.Pointer()))
				b.leave()
				return
			}
		}
	}
	b.wrong("cannot be written as JSON: " + err.Error())
}

var errNotUTF8 = errors.New("it holds text that is not valid UTF-8")

// MarshalOwn returns the user's own data as encoding/json writes it. It refuses text that is not valid UTF-8, which encoding/json would
// change without a word.
func MarshalOwn(own any) ([]byte, error) {
	text, err := json.Marshal(own)
	if err != nil {
		var inner *json.MarshalerError
		if errors.As(err, &inner) {
			err = inner.Err
		}
		return nil, err
	}
	if !utf8.Valid(text) {
		return nil, errNotUTF8
	}
	if bytes.Contains(text, []byte(`\ufffd`)) && holdsBadText(reflect.ValueOf(own), 0) { // what encoding/json writes for such text
		return nil, errNotUTF8
	}
	return text, nil
}

// deepOwn is how deep data is looked into: what is deeper leads back to itself by a field that encoding/json does not write.
const deepOwn = 1000

// holdsBadText reports whether data that encoding/json has written holds text that is not valid UTF-8. What writes itself is left out: its
// escapes are its own.
func holdsBadText(v reflect.Value, depth int) bool {
	if !v.IsValid() || depth > deepOwn || writesItself(v) {
		return false
	}
	if text, ok := textOf(v); ok {
		return !utf8.ValidString(text)
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return holdsBadText(v.Elem(), depth+1)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if holdsBadText(v.Index(i), depth+1) {
				return true
			}
		}
	case reflect.Map:
		for iter := v.MapRange(); iter.Next(); {
			if badKey(iter.Key()) || holdsBadText(iter.Value(), depth+1) {
				return true
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			sf := v.Type().Field(i)
			if (sf.IsExported() || sf.Anonymous) && sf.Tag.Get("json") != "-" && holdsBadText(v.Field(i), depth+1) {
				return true
			}
		}
	}
	return false
}

// writesItself reports whether a value has a MarshalJSON that encoding/json calls: a pointer's where there is one to the value.
func writesItself(v reflect.Value) bool {
	return v.Type().Implements(marshalerType) || v.CanAddr() && reflect.PointerTo(v.Type()).Implements(marshalerType)
}

// textOf returns the text that encoding/json writes for a value, if that is one.
func textOf(v reflect.Value) (string, bool) {
	if v.CanAddr() && !v.Type().Implements(textMarshal) && reflect.PointerTo(v.Type()).Implements(textMarshal) {
		v = v.Addr()
	}
	if v.Type().Implements(textMarshal) && v.CanInterface() && (v.Kind() != reflect.Pointer && v.Kind() != reflect.Interface || !v.IsNil()) {
		text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
		return string(text), err == nil
	}
	return v.String(), v.Kind() == reflect.String
}

// badKey is holdsBadText of a map's key. A key that is text is not asked to write itself.
func badKey(key reflect.Value) bool {
	if key.Kind() == reflect.String {
		return !utf8.ValidString(key.String())
	}
	text, ok := textOf(key)
	return ok && !utf8.ValidString(text)
}
