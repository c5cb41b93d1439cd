package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/go-classcloud/classcloud"
)

// Kind is the shape of a Value.
type Kind uint8

// The kinds of values that a parameter can have.
const (
	Null   Kind = iota // nothing
	Bool               // Int is 0 or 1
	Int                // Int is a whole number
	Number             // Text is the literal of any other number
	Text               // Text is text
	JSON               // Text is a JSON value, which is sent as it is
	List               // Items without names
	Map                // Items with names, in their order
)

// Value is the value of one parameter, in a form that every dialect can write.
type Value struct {
	Kind  Kind
	Int   int64    // see Kind
	Text  string   // see Kind
	Items []Member // see Kind
}

// Member is a named value, or an element of a list without a name.
type Member struct {
	Name  string // the vendor's name; empty for an element of a list
	Value Value
}

// TextOf makes a text.
func TextOf(s string) Value { return Value{Kind: Text, Text: s} }

// IntOf makes a whole number.
func IntOf(n int64) Value { return Value{Kind: Int, Int: n} }

// FormText returns the value as a form holds it: scalars as PHP prints them, lists and maps as JSON.
func (v Value) FormText() string {
	switch v.Kind {
	case Number, Text, JSON:
		return v.Text
	}
	return string(v.AppendForm(nil))
}

// AppendForm writes what FormText returns.
func (v *Value) AppendForm(dst []byte) []byte {
	switch v.Kind {
	case Null:
		return dst
	case Bool, Int:
		return strconv.AppendInt(dst, v.Int, 10)
	case Number, Text, JSON:
		return append(dst, v.Text...)
	}
	return append(dst, v.AppendJSON(nil)...) // so that dst may stay on its caller's stack
}

// AppendJSON writes the value as JSON and does not escape <, > and &.
func (v Value) AppendJSON(dst []byte) []byte {
	switch v.Kind {
	case Null:
		return append(dst, "null"...)
	case Bool:
		return strconv.AppendBool(dst, v.Int != 0)
	case Int:
		return strconv.AppendInt(dst, v.Int, 10)
	case Number, JSON:
		return append(dst, v.Text...)
	case Text:
		dst, _ = jsontext.AppendQuote(dst, v.Text) // the only error is invalid UTF-8, which Build refuses and AppendQuote replaces
		return dst
	case List:
		dst = append(dst, '[')
		for i, item := range v.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = item.Value.AppendJSON(dst)
		}
		return append(dst, ']')
	default:
		return AppendJSONObject(dst, v.Items)
	}
}

// AppendJSONObject writes members as one JSON object, in their order.
func AppendJSONObject(dst []byte, members []Member) []byte {
	dst = append(dst, '{')
	for i, m := range members {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst, _ = jsontext.AppendQuote(dst, m.Name)
		dst = append(dst, ':')
		dst = m.Value.AppendJSON(dst)
	}
	return append(dst, '}')
}

// AppendForm writes members as application/x-www-form-urlencoded, in their order.
func AppendForm(dst []byte, members []Member) []byte {
	for i, m := range members {
		if i > 0 {
			dst = append(dst, '&')
		}
		dst = append(AppendEscaped(dst, m.Name), '=')
		if m.Value.Kind == Text {
			dst = AppendEscaped(dst, m.Value.Text)
			continue
		}
		dst = AppendEscaped(dst, m.Value.FormText())
	}
	return dst
}

// AppendEscaped writes text as url.QueryEscape does.
func AppendEscaped[T string | []byte](dst []byte, text T) []byte {
	escapes := Escapes(text)
	if escapes == 0 {
		return append(dst, text...)
	}
	dst = slices.Grow(dst, len(text)+2*escapes)
	return dst[:len(dst)+putEscaped(dst[len(dst):cap(dst)], text)]
}

// putEscaped writes what AppendEscaped appends to the beginning of room, and returns its length.
func putEscaped[T string | []byte](room []byte, text T) (n int) {
	const hex = "0123456789ABCDEF"
	for i := range len(text) {
		switch c := text[i]; {
		case isEscaped[c] == 0:
			room[n] = c
			n++
		case c == ' ':
			room[n] = '+'
			n++
		default:
			three := room[n : n+3]
			three[0], three[1], three[2] = '%', hex[c>>4], hex[c&15]
			n += 3
		}
	}
	return n
}

// Escapes returns how many bytes of a text AppendEscaped replaces.
func Escapes[T string | []byte](text T) (n int) {
	for i := range len(text) {
		n += int(isEscaped[text[i]])
	}
	return n
}

// isEscaped holds a 1 for the bytes that a form does not hold as they are.
var isEscaped = func() (escaped [256]uint8) {
	for c := range escaped {
		if !strings.ContainsRune("-_.~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", rune(c)) {
			escaped[c] = 1
		}
	}
	return escaped
}()

// deepestValue is how deep the value of an extra parameter may be. What is deeper leads back to itself.
const deepestValue = 1000

var errEndless = fmt.Errorf("leads back to itself, or is deeper than %d", deepestValue)

// ValueOf converts the value of an extra parameter: nil, a bool, a number, text, raw JSON, what writes itself by MarshalJSON, or a list or
// map of these.
func ValueOf(x any) (Value, error) { return valueAt(x, 0) }

// valueAt converts a value that lies in so many others.
func valueAt(x any, depth int) (Value, error) {
	switch x := x.(type) {
	case nil:
		return Value{}, nil
	case bool:
		return boolValue(x), nil
	case string:
		return textValue(x)
	case int:
		return IntOf(int64(x)), nil
	case int64:
		return IntOf(x), nil
	case json.RawMessage:
		return rawValue(x)
	case json.Number:
		return numberValue(x.String())
	case []byte:
		return Value{}, errors.New("is []byte: pass text, or JSON as json.RawMessage")
	case time.Time, *time.Time, classcloud.Date:
		return Value{}, errors.New("is a time: pass it in the vendor's form, as text or a number")
	case Value:
		return x, nil
	case json.Marshaler:
		raw, err := MarshalOwn(x)
		if err != nil {
			return Value{}, err
		}
		return plainValue(raw)
	}
	if depth == deepestValue {
		return Value{}, errEndless
	}
	return reflectValue(reflect.ValueOf(x), depth+1)
}

func reflectValue(v reflect.Value, depth int) (Value, error) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return Value{}, nil
		}
		return valueAt(v.Elem().Interface(), depth)
	case reflect.Bool:
		return boolValue(v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return IntOf(v.Int()), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return uintValue(v.Uint())
	case reflect.Float32, reflect.Float64:
		return floatValue(v.Float(), v.Type().Bits())
	case reflect.String:
		return textValue(v.String())
	case reflect.Slice, reflect.Array:
		return listOf(v, depth)
	case reflect.Map:
		return mapOf(v, depth)
	}
	return Value{}, fmt.Errorf("has type %s, which cannot be sent", v.Type())
}

func listOf(v reflect.Value, depth int) (Value, error) {
	out := Value{Kind: List, Items: make([]Member, v.Len())}
	for i := range v.Len() {
		item, err := valueAt(v.Index(i).Interface(), depth)
		if err != nil {
			return Value{}, within(fmt.Sprintf("[%d]", i), err)
		}
		out.Items[i].Value = item
	}
	return out, nil
}

func mapOf(v reflect.Value, depth int) (Value, error) {
	if v.Type().Key().Kind() != reflect.String {
		return Value{}, fmt.Errorf("has type %s: keys must be text", v.Type())
	}
	out := Value{Kind: Map, Items: make([]Member, 0, v.Len())}
	for iter := v.MapRange(); iter.Next(); {
		item, err := valueAt(iter.Value().Interface(), depth)
		if _, bad := textValue(iter.Key().String()); err == nil {
			err = bad
		}
		if err != nil {
			return Value{}, within(fmt.Sprintf("[%q]", iter.Key().String()), err)
		}
		out.Items = append(out.Items, Member{iter.Key().String(), item})
	}
	sortMembers(out.Items)
	return out, nil
}

// within adds the place to an error, but not all the places on a way without an end.
func within(place string, err error) error {
	if errors.Is(err, errEndless) {
		return errEndless
	}
	return fmt.Errorf("%s %w", place, err)
}

func sortMembers(members []Member) {
	slices.SortStableFunc(members, func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
}

func boolValue(b bool) Value {
	if b {
		return Value{Kind: Bool, Int: 1}
	}
	return Value{Kind: Bool}
}

func uintValue(n uint64) (Value, error) {
	if n > math.MaxInt64 {
		return Value{Kind: Number, Text: strconv.FormatUint(n, 10)}, nil
	}
	return IntOf(int64(n)), nil
}

// floatValue makes a whole number of a float without a fraction, because a form cannot hold 1e+15 and PHP reads 5.0 as a fraction.
func floatValue(f float64, bits int) (Value, error) {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return Value{}, errors.New("is not a finite number")
	case f == math.Trunc(f) && math.Abs(f) <= 1<<53:
		return IntOf(int64(f)), nil
	}
	return Value{Kind: Number, Text: strconv.FormatFloat(f, 'g', -1, bits)}, nil
}

func numberValue(literal string) (Value, error) {
	if v := jsontext.Value(literal); v.Kind() != '0' || !v.IsValid() {
		return Value{}, fmt.Errorf("%s is not a JSON number", quoteShort(literal))
	}
	if n, err := strconv.ParseInt(literal, 10, 64); err == nil {
		return IntOf(n), nil
	}
	return Value{Kind: Number, Text: literal}, nil
}

func textValue(s string) (Value, error) {
	if !utf8.ValidString(s) {
		return TextOf(s), errors.New("is not valid UTF-8")
	}
	return TextOf(s), nil
}

func rawValue(raw []byte) (Value, error) {
	if !jsontext.Value(raw).IsValid() {
		return Value{}, errors.New("is not valid JSON")
	}
	return Value{Kind: JSON, Text: string(raw)}, nil
}
