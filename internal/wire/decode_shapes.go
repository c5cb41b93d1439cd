package wire

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// decodeShape reads named types and the shapes that PHP mixes up. Everything else is left to the JSON library.
func decodeShape(dec *jsontext.Decoder, to any) error {
	h := shapeOf(reflect.TypeOf(to).Elem())
	if h == nil {
		return errors.ErrUnsupported
	}
	return h(dec, reflect.ValueOf(to).Elem())
}

type shapeHandler func(*jsontext.Decoder, reflect.Value) error

var shapes sync.Map // reflect.Type -> shapeHandler: a cache, filled on first use, never changed

func shapeOf(t reflect.Type) shapeHandler {
	if h, ok := shapes.Load(t); ok {
		return h.(shapeHandler)
	}
	h := newShape(t)
	shapes.Store(t, h)
	return h
}

func newShape(t reflect.Type) shapeHandler {
	if readsItself(t) {
		return nil
	}
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return decodeNamedInt
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return decodeNamedUint
	case reflect.String:
		return func(dec *jsontext.Decoder, v reflect.Value) error {
			var s string
			err := decodeString(dec, &s)
			v.SetString(s)
			return err
		}
	case reflect.Bool:
		return func(dec *jsontext.Decoder, v reflect.Value) error {
			var b bool
			err := decodeBool(dec, &b)
			v.SetBool(b)
			return err
		}
	case reflect.Float32, reflect.Float64:
		return decodeNamedFloat
	case reflect.Interface:
		return decodeAny
	case reflect.Struct:
		return emptyOr(nil)
	case reflect.Pointer:
		return decodePointer
	case reflect.Slice:
		return emptyOr(decodeGaps)
	case reflect.Map:
		return emptyOr(decodeIndexed)
	}
	return nil
}

// readsItself reports whether a type has its own UnmarshalJSON or UnmarshalText.
func readsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(unmarshalType) || p.Implements(textUnmarshal)
}

// decodeAny reads a number with all its digits. Everything else is left to the JSON library.
func decodeAny(dec *jsontext.Decoder, v reflect.Value) error {
	if dec.PeekKind() != '0' || v.NumMethod() > 0 {
		return errors.ErrUnsupported
	}
	raw, err := dec.ReadValue()
	if err != nil {
		return err
	}
	v.Set(reflect.ValueOf(stdjson.Number(raw)))
	return nil
}

// emptyOr makes a handler that reads "", false and empty brackets of the wrong kind as the zero value. Brackets of the wrong kind
// that hold something are read by filled, and brackets of the right kind by the JSON library.
func emptyOr(filled shapeHandler) shapeHandler {
	return func(dec *jsontext.Decoder, v reflect.Value) error {
		kind := dec.PeekKind()
		right := jsontext.Kind('{')
		if v.Kind() == reflect.Slice {
			right = '['
		}
		if kind == right || kind == 'n' {
			if dec.StackDepth() > 0 {
				v.SetZero() // of duplicate members the last one counts, but the library would merge them
			}
			return errors.ErrUnsupported
		}
		if filled != nil && (kind == '{' || kind == '[') {
			return filled(dec, v)
		}
		raw, err := dec.ReadValue()
		if err != nil {
			return err
		}
		if !IsEmpty(raw) {
			return fmt.Errorf("%s where %s is expected", shapeName(kind), shapeName(right))
		}
		v.SetZero()
		return nil
	}
}

// IsEmpty reports whether a value is one of those that PHP writes for nothing: absent, null, "", false, [] or {}.
func IsEmpty(raw []byte) bool {
	raw = bytes.TrimSpace(raw)
	switch string(raw) {
	case "", "null", "false", `""`:
		return true
	}
	first, last := raw[0], raw[len(raw)-1]
	return (first == '{' && last == '}' || first == '[' && last == ']') && len(bytes.TrimSpace(raw[1:len(raw)-1])) == 0
}

// decodePointer reads "", false and zero times as nil, because PHP writes them for a missing number, struct or time.
func decodePointer(dec *jsontext.Decoder, v reflect.Value) error {
	elem := v.Type().Elem()
	isTime := elem == timeType || elem == dateType
	if !mayMeanNil(dec.PeekKind(), elem.Kind(), isTime) || !isTime && readsItself(elem) {
		return errors.ErrUnsupported
	}
	raw, err := dec.ReadValue()
	if err != nil {
		return err
	}
	v.SetZero()
	if IsEmpty(raw) {
		return nil
	}
	to := reflect.New(elem)
	if err := json.Unmarshal(raw, to.Interface(), dec.Options()); err != nil {
		var semantic *json.SemanticError
		if errors.As(err, &semantic) && semantic.Err != nil {
			return semantic.Err
		}
		return err
	}
	if !isTime || !to.Elem().IsZero() {
		v.Set(to)
	}
	return nil
}

// mayMeanNil reports whether a JSON value of this kind may mean nil for a pointer to a type of the kind of.
func mayMeanNil(kind jsontext.Kind, of reflect.Kind, isTime bool) bool {
	switch kind {
	case '"':
		return of != reflect.String
	case '[':
		return of == reflect.Struct
	case 'f':
		return of != reflect.Bool && of != reflect.String
	}
	return isTime && kind == '0'
}

// decodeGaps reads an object with numbers as names into a list. PHP writes a list as such an object if its keys do not run from 0
// without a gap.
func decodeGaps(dec *jsontext.Decoder, v reflect.Value) error {
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	v.SetZero()
	for dec.PeekKind() == '"' {
		key, err := dec.ReadToken()
		if err != nil {
			return err
		}
		if name := key.String(); !isIndex(name) {
			return fmt.Errorf("an object with the member %s where a list is expected", quoteShort(name))
		}
		item := reflect.New(v.Type().Elem())
		if err := json.UnmarshalDecode(dec, item.Interface()); err != nil {
			return err
		}
		v.Set(reflect.Append(v, item.Elem()))
	}
	_, err := dec.ReadToken()
	return err
}

func isIndex(s string) bool {
	_, err := strconv.ParseUint(s, 10, 63)
	return err == nil
}

// decodeIndexed reads a list into a map. PHP writes a map as a list if its keys happen to run from 0 without a gap.
func decodeIndexed(dec *jsontext.Decoder, v reflect.Value) error {
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	t := v.Type()
	v.SetZero()
	for i := 0; dec.PeekKind() != ']'; i++ {
		item := reflect.New(t.Elem())
		if err := json.UnmarshalDecode(dec, item.Interface()); err != nil {
			return err
		}
		if v.IsNil() {
			v.Set(reflect.MakeMap(t))
		}
		key, err := indexKey(t.Key(), i)
		if err != nil {
			return err
		}
		v.SetMapIndex(key, item.Elem())
	}
	_, err := dec.ReadToken()
	return err
}

func indexKey(t reflect.Type, i int) (reflect.Value, error) {
	key := reflect.New(t).Elem()
	switch {
	case t.Kind() == reflect.String:
		key.SetString(strconv.Itoa(i))
	case key.CanInt():
		key.SetInt(int64(i))
	default:
		return key, errors.New("a list where an object is expected")
	}
	return key, nil
}
