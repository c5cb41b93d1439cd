package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/url"
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

// The kinds of values a vendor's parameter can have.
const (
	Null Kind = iota
	Bool      // Int is 0 or 1
	Int
	Number // Text is the literal of a number with a fraction
	Text
	JSON // Text is a JSON value, sent as it is
	List // Items without names
	Map  // Items with names, in order
)

// Value is one parameter's value in the few forms the dialects know.
type Value struct {
	Kind  Kind
	Int   int64
	Text  string
	Items []Member
}

// Member is a named value, or an element of a list.
type Member struct {
	Name  string
	Value Value
}

// TextOf and IntOf make the two values most parameters have.
func TextOf(s string) Value { return Value{Kind: Text, Text: s} }

// IntOf makes a whole number.
func IntOf(n int64) Value { return Value{Kind: Int, Int: n} }

// FormText is how a form writes the value: PHP's words for scalars, JSON for the rest.
func (v Value) FormText() string {
	switch v.Kind {
	case Null:
		return ""
	case Bool, Int:
		return strconv.FormatInt(v.Int, 10)
	case Number, Text, JSON:
		return v.Text
	}
	return string(v.AppendJSON(nil))
}

// AppendJSON writes the value as JSON, with <, > and & left readable.
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
		dst, _ = jsontext.AppendQuote(dst, v.Text) // invalid UTF-8, the only error, is refused by Build and replaced here
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
		dst = append(dst, url.QueryEscape(m.Name)...)
		dst = append(dst, '=')
		dst = append(dst, url.QueryEscape(m.Value.FormText())...)
	}
	return dst
}

// ValueOf converts what a caller passes as an extra parameter: nil, bools, numbers, text, raw JSON, and lists and maps of these.
func ValueOf(x any) (Value, error) {
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
		return Value{}, errors.New("is a time: pass the vendor's own form of it, text or a number")
	case Value:
		return x, nil
	}
	return reflectValue(reflect.ValueOf(x))
}

func reflectValue(v reflect.Value) (Value, error) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return Value{}, nil
		}
		return ValueOf(v.Elem().Interface())
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
		return listOf(v)
	case reflect.Map:
		return mapOf(v)
	}
	return Value{}, fmt.Errorf("has type %s, which has no form on the wire", v.Type())
}

func listOf(v reflect.Value) (Value, error) {
	out := Value{Kind: List, Items: make([]Member, v.Len())}
	for i := range v.Len() {
		item, err := ValueOf(v.Index(i).Interface())
		if err != nil {
			return Value{}, fmt.Errorf("[%d] %w", i, err)
		}
		out.Items[i].Value = item
	}
	return out, nil
}

func mapOf(v reflect.Value) (Value, error) {
	if v.Type().Key().Kind() != reflect.String {
		return Value{}, fmt.Errorf("has type %s: keys must be text", v.Type())
	}
	out := Value{Kind: Map, Items: make([]Member, 0, v.Len())}
	for iter := v.MapRange(); iter.Next(); {
		item, err := ValueOf(iter.Value().Interface())
		if _, bad := textValue(iter.Key().String()); err == nil {
			err = bad
		}
		if err != nil {
			return Value{}, fmt.Errorf("[%q] %w", iter.Key().String(), err)
		}
		out.Items = append(out.Items, Member{iter.Key().String(), item})
	}
	sortMembers(out.Items)
	return out, nil
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

// floatValue writes a whole number as one: 1e+15 is no number to a form, and 5.0 is a fraction to PHP.
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
		return Value{}, fmt.Errorf("%s is no JSON number", quoteShort(literal))
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
