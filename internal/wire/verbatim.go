package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"
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
	if bytes.Contains(text, []byte(`\ufffd`)) { // what encoding/json writes for such text
		if _, err := jsonv2.Marshal(own, jsonv1.DefaultOptionsV1(), jsontext.AllowInvalidUTF8(false)); err != nil {
			return nil, errNotUTF8
		}
	}
	return text, nil
}
