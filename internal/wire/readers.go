package wire

import (
	"bytes"
	"cmp"
	"encoding/base64"
	stdjson "encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/go-classcloud/classcloud"
)

// reader reads the decoder's next value into v. After an error it has read the value, or stands somewhere within it.
type reader func(d *decoding, v reflect.Value) error

var readers sync.Map // reflect.Type -> *known: a cache, filled on first use, never changed

// known is what is known of a type that is read.
type known struct {
	read  reader
	plain func() *structPlan // see plainPlan
}

func knownOf(t reflect.Type) *known {
	if k, ok := readers.Load(t); ok {
		return k.(*known)
	}
	k := &known{newReader(t), sync.OnceValue(func() *structPlan { return plainPlan(t) })}
	readers.Store(t, k)
	return k
}

func readerOf(t reflect.Type) reader { return knownOf(t).read }

// later is the reader of a type that may contain the one that is being made.
func later(t reflect.Type) reader {
	read := sync.OnceValue(func() reader { return readerOf(t) })
	return func(d *decoding, v reflect.Value) error { return read()(d, v) }
}

func newReader(t reflect.Type) reader {
	switch t {
	case timeType:
		return func(d *decoding, v reflect.Value) error { return decodeTime(d.dec, v.Addr().Interface().(*time.Time)) }
	case dateType:
		return func(d *decoding, v reflect.Value) error {
			return decodeDate(d.dec, v.Addr().Interface().(*classcloud.Date))
		}
	case durationType:
		return func(d *decoding, v reflect.Value) error {
			return decodeDuration(d.dec, cmp.Or(d.unit, time.Second), v.Addr().Interface().(*time.Duration))
		}
	}
	switch p := reflect.PointerTo(t); {
	case p.Implements(unmarshalType):
		return readItself
	case p.Implements(textUnmarshal):
		return readText
	case t == bytesType || t.Kind() == reflect.Array && t.Elem().Kind() == reflect.Uint8:
		return readBytes
	case t.Kind() == reflect.Array:
		return readArray(t)
	}
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if isEnum(t) {
			return readEnum(t)
		}
		return func(d *decoding, v reflect.Value) error { return decodeNamedInt(d.dec, v) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(d *decoding, v reflect.Value) error { return decodeNamedUint(d.dec, v) }
	case reflect.String:
		return func(d *decoding, v reflect.Value) error {
			text, err := decodeText(d.dec)
			v.SetString(text)
			return err
		}
	case reflect.Bool:
		return func(d *decoding, v reflect.Value) error {
			var on bool
			err := decodeBool(d.dec, &on)
			v.SetBool(on)
			return err
		}
	case reflect.Float32, reflect.Float64:
		return func(d *decoding, v reflect.Value) error { return decodeNamedFloat(d.dec, v) }
	case reflect.Interface:
		return readAny
	case reflect.Struct:
		return readStruct(t)
	case reflect.Pointer:
		return readPointer(t)
	case reflect.Slice:
		return readSlice(t)
	case reflect.Map:
		return readMap(t)
	}
	return func(*decoding, reflect.Value) error { return fmt.Errorf("cannot be read into %v", t) }
}

// readItself hands the value to a type that has a sense of its own for what it reads.
func readItself(d *decoding, v reflect.Value) error {
	raw, err := d.dec.ReadValue()
	if err != nil {
		return err
	}
	return v.Addr().Interface().(stdjson.Unmarshaler).UnmarshalJSON(raw)
}

func readText(d *decoding, v reflect.Value) error {
	raw, err := d.dec.ReadValue()
	switch {
	case err != nil:
		return err
	case raw.Kind() == 'n':
		return nil
	case raw.Kind() != '"':
		return fmt.Errorf("%s where text is expected", shapeName(raw.Kind()))
	}
	return v.Addr().Interface().(interface{ UnmarshalText([]byte) error }).UnmarshalText(unquote(raw))
}

// readBytes reads base64 into bytes, or into an array of as many.
func readBytes(d *decoding, v reflect.Value) error {
	raw, err := d.dec.ReadValue()
	if err != nil {
		return err
	}
	text := ScalarText(raw)
	decoded, err := base64.StdEncoding.DecodeString(text)
	switch {
	case raw.Kind() == 'n':
		v.SetZero()
	case raw.Kind() != '"' || err != nil || strings.ContainsAny(text, "\r\n") || v.Kind() == reflect.Array && len(decoded) != v.Len():
		return fmt.Errorf("does not fit %v", v.Type())
	case v.Kind() == reflect.Array:
		reflect.Copy(v, reflect.ValueOf(decoded))
	default:
		v.SetBytes(decoded)
	}
	return nil
}

// readArray reads a list into an array of as many.
func readArray(t reflect.Type) reader {
	read, unfit := later(t.Elem()), fmt.Errorf("does not fit %v", t)
	return func(d *decoding, v reflect.Value) error {
		if d.dec.PeekKind() != '[' {
			raw, err := d.dec.ReadValue()
			if err == nil && raw.Kind() != 'n' {
				err = unfit
			}
			v.SetZero()
			return err
		}
		if _, err := d.dec.ReadToken(); err != nil {
			return err
		}
		n := 0
		for ; d.dec.PeekKind() != ']'; n++ {
			if n == v.Len() {
				return unfit
			}
			if err := read(d, v.Index(n)); err != nil {
				return err
			}
		}
		if _, err := d.dec.ReadToken(); err != nil {
			return err
		}
		if n < v.Len() {
			return unfit
		}
		return nil
	}
}

// readAny keeps a number's digits.
func readAny(d *decoding, v reflect.Value) error {
	raw, err := d.dec.ReadValue()
	if err != nil {
		return err
	}
	if v.NumMethod() > 0 {
		return fmt.Errorf("cannot be read into %v", v.Type())
	}
	value, err := plainAny(raw)
	if err != nil {
		return err
	}
	if value == nil {
		v.SetZero()
		return nil
	}
	v.Set(reflect.ValueOf(value))
	return nil
}

// plainAny returns a JSON value as encoding/json does, but for its numbers. The library's own way would link all of its marshaling.
func plainAny(raw []byte) (any, error) {
	reading := decoderOf(raw)
	defer reading.free()
	return nextAny(reading.dec)
}

func nextAny(dec *jsontext.Decoder) (any, error) {
	switch dec.PeekKind() {
	case '{':
		return anyObject(dec)
	case '[':
		return anyList(dec)
	}
	raw, err := dec.ReadValue()
	if err != nil {
		return nil, err
	}
	switch raw.Kind() {
	case '"':
		return string(unquote(raw)), nil
	case '0':
		return stdjson.Number(raw), nil
	case 'n':
		return nil, nil
	}
	return raw.Kind() == 't', nil
}

func anyObject(dec *jsontext.Decoder) (any, error) {
	_, err := dec.ReadToken()
	out := map[string]any{}
	for err == nil && dec.PeekKind() != '}' {
		var name jsontext.Value
		if name, err = dec.ReadValue(); err == nil {
			key := string(unquote(name))
			out[key], err = nextAny(dec)
		}
	}
	if err == nil {
		_, err = dec.ReadToken()
	}
	return out, err
}

func anyList(dec *jsontext.Decoder) (any, error) {
	_, err := dec.ReadToken()
	out := []any{}
	for err == nil && dec.PeekKind() != ']' {
		var item any
		item, err = nextAny(dec)
		out = append(out, item)
	}
	if err == nil {
		_, err = dec.ReadToken()
	}
	return out, err
}

// readPointer reads "", false and times of zeros as nil: a number that is not there, a struct that is missing.
func readPointer(t reflect.Type) reader {
	elem := t.Elem()
	isTime := elem == timeType || elem == dateType
	own := !isTime && (reflect.PointerTo(elem).Implements(unmarshalType) || reflect.PointerTo(elem).Implements(textUnmarshal))
	read := later(elem)
	return func(d *decoding, v reflect.Value) error {
		v.SetZero()
		kind := d.dec.PeekKind()
		if kind == 'n' {
			return d.dec.SkipValue()
		}
		to := reflect.New(elem)
		if own || !mayMeanNil(kind, elem.Kind(), isTime) {
			if err := read(d, to.Elem()); err != nil {
				return err
			}
			v.Set(to)
			return nil
		}
		raw, err := d.dec.ReadValue()
		if err != nil || IsEmpty(raw) {
			return err
		}
		before := len(d.report.Fields)
		if err := d.sub(bytes.Clone(raw), to.Elem(), read); err != nil {
			return err
		}
		if slices.ContainsFunc(d.report.Fields[before:], func(bad *DecodeError) bool { return bad.Path == d.path() }) {
			return nil // what cannot be read is not a zero that was said
		}
		if !isTime || !to.Elem().IsZero() {
			v.Set(to)
		}
		return nil
	}
}

// mayMeanNil reports whether a value of this kind may stand for a missing pointer to such a type.
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

// IsEmpty reports whether PHP would have meant nothing by the value: absent, null, "", false, [] or {}.
func IsEmpty(raw []byte) bool {
	raw = bytes.TrimSpace(raw)
	switch string(raw) {
	case "", "null", "false", `""`:
		return true
	}
	first, last := raw[0], raw[len(raw)-1]
	return (first == '{' && last == '}' || first == '[' && last == ']') && len(bytes.TrimSpace(raw[1:len(raw)-1])) == 0
}

// empty reads a value that stands where brackets are expected: nothing, in one of PHP's forms, or a problem.
func empty(d *decoding, v reflect.Value, want jsontext.Kind) error {
	raw, err := d.dec.ReadValue()
	if err != nil {
		return err
	}
	v.SetZero()
	if raw.Kind() != 'n' && !IsEmpty(raw) {
		return fmt.Errorf("%s where %s is expected", shapeName(raw.Kind()), shapeName(want))
	}
	return nil
}
