package wire

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/go-classcloud/classcloud"
)

// DecodeError is a reply that does not fit its type.
type DecodeError struct {
	Path    string // JSON pointer: "/list/3/room_id"
	Problem string // may quote the reply
}

// Error returns path and problem.
func (e *DecodeError) Error() string {
	if e.Path == "" {
		return e.Problem
	}
	return e.Path + ": " + e.Problem
}

// Decode reads a reply's payload into out in one pass, tolerating what PHP makes of types: quoted numbers, [] for an empty
// map, an object for a list with gaps, "" or false for a missing struct, empty and zero times. What is none of these is a
// *DecodeError. Unknown members are ignored, names match in any case, and of duplicates the last one counts.
func Decode(data []byte, out any) error {
	err := json.Unmarshal(TrimBOM(data), out, decodeOptions)
	if err == nil {
		return nil
	}
	var semantic *json.SemanticError
	if errors.As(err, &semantic) {
		problem := fmt.Sprintf("does not fit %v", semantic.GoType)
		if semantic.Err != nil {
			problem = semantic.Err.Error()
		}
		return &DecodeError{Path: string(semantic.JSONPointer), Problem: problem}
	}
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		return &DecodeError{Path: string(syntactic.JSONPointer), Problem: syntactic.Err.Error()}
	}
	return &DecodeError{Problem: err.Error()}
}

var syntax = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

var decodeOptions = json.JoinOptions(syntax,
	json.MatchCaseInsensitiveNames(true),
	// The first that fits wins, so the function on any handles only what the concrete ones leave.
	json.WithUnmarshalers(json.JoinUnmarshalers(
		json.UnmarshalFromFunc(decodeInt64),
		json.UnmarshalFromFunc(decodeInt),
		json.UnmarshalFromFunc(decodeString),
		json.UnmarshalFromFunc(decodeBool),
		json.UnmarshalFromFunc(decodeFloat),
		json.UnmarshalFromFunc(decodeTime),
		json.UnmarshalFromFunc(decodeDate),
		json.UnmarshalFromFunc(decodeShape),
	)))

// scalar reads the next value and returns its text: a string's content, a number's or word's literal.
func scalar(dec *jsontext.Decoder) (kind jsontext.Kind, text string, err error) {
	raw, err := dec.ReadValue()
	if err != nil {
		return 0, "", err
	}
	kind = raw.Kind()
	switch kind {
	case '{', '[':
		return kind, "", fmt.Errorf("%s where a plain value is expected", shapeName(kind))
	case '"':
		text, err := unquote(raw)
		return kind, text, err
	}
	return kind, string(raw), nil
}

func unquote(raw jsontext.Value) (string, error) {
	if plain := raw[1 : len(raw)-1]; bytes.IndexByte(plain, '\\') < 0 {
		return strings.ToValidUTF8(string(plain), "\uFFFD"), nil
	}
	b, err := jsontext.AppendUnquote(nil, raw)
	if err != nil && len(b) == 0 {
		return "", err
	}
	return string(b), nil // invalid UTF-8 comes back mended beside an error
}

func shapeName(kind jsontext.Kind) string {
	switch kind {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "text"
	case '0':
		return "a number"
	case 'n':
		return "null"
	}
	return "true or false"
}

func quoteShort(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strconv.Quote(s)
}

// integer reads a whole number: 1, "1", 1.0, true, and 0 for null, "" and false.
func integer(dec *jsontext.Decoder) (int64, error) {
	kind, text, err := scalar(dec)
	if err != nil {
		return 0, err
	}
	switch kind {
	case 'n', 'f':
		return 0, nil
	case 't':
		return 1, nil
	}
	return parseInteger(text)
}

func parseInteger(text string) (int64, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, fmt.Errorf("%s does not fit 64 bits", quoteShort(text))
	case err != nil || strings.Trim(fraction, "0") != "":
		return 0, fmt.Errorf("%s is no whole number", quoteShort(text))
	}
	return n, nil
}

func decodeInt64(dec *jsontext.Decoder, to *int64) (err error) {
	*to, err = integer(dec)
	return err
}

func decodeInt(dec *jsontext.Decoder, to *int) error {
	n, err := integer(dec)
	if err == nil && int64(int(n)) != n {
		err = fmt.Errorf("%d does not fit an int", n)
	}
	*to = int(n)
	return err
}

func decodeString(dec *jsontext.Decoder, to *string) error {
	kind, text, err := scalar(dec)
	if kind == 'n' {
		text = ""
	}
	*to = text
	return err
}

// decodeBool takes true, 1, "1", "true" for yes; false, 0, "0", "false", "", null and 2, the other value of vendors' 1-or-2
// flags, for no.
func decodeBool(dec *jsontext.Decoder, to *bool) error {
	_, text, err := scalar(dec)
	if err != nil {
		return err
	}
	on, err := parseBool(text)
	*to = on
	return err
}

func parseBool(text string) (bool, error) {
	switch text {
	case "true", "1":
		return true, nil
	case "false", "0", "2", "", "null":
		return false, nil
	}
	return false, fmt.Errorf("%s is neither yes nor no", quoteShort(text))
}

func decodeFloat(dec *jsontext.Decoder, to *float64) error {
	kind, text, err := scalar(dec)
	if err != nil || kind == 'n' || kind == 'f' || text == "" {
		*to = 0
		return err
	}
	if *to, err = strconv.ParseFloat(strings.TrimSpace(text), 64); err != nil {
		return fmt.Errorf("%s is no number", quoteShort(text))
	}
	return nil
}

func decodeTime(dec *jsontext.Decoder, to *time.Time) error {
	kind, text, err := scalar(dec)
	if err != nil || kind == 'n' || kind == 'f' {
		*to = time.Time{}
		return err
	}
	*to, err = ParseTime(text)
	return err
}

func decodeDate(dec *jsontext.Decoder, to *classcloud.Date) error {
	kind, text, err := scalar(dec)
	if err != nil || kind == 'n' || kind == 'f' {
		*to = classcloud.Date{}
		return err
	}
	*to, err = ParseDate(text)
	return err
}

var timeLayouts = [...]string{
	dateTime, time.RFC3339Nano, "2006/01/02 15:04:05", dateMinute, time.DateOnly, "2006-01-02T15:04:05", "2006-1-2 15:04:05",
}

// ParseTime reads a vendor's time: its local text in +08:00, RFC 3339, or seconds or milliseconds since 1970. Empty, zero and
// 0000-00-00 are the zero time.
func ParseTime(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text == "" || text == "0" || text == "null" || strings.HasPrefix(text, "0000-00-00") {
		return time.Time{}, nil
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		if n < 1e11 && n > -1e11 { // seconds reach the year 5138; milliseconds from 1973 on lie above
			return time.Unix(n, 0).In(CST), nil
		}
		return time.UnixMilli(n).In(CST), nil
	}
	for _, layout := range timeLayouts {
		if t, err := time.ParseInLocation(layout, text, CST); err == nil {
			return t.In(CST), nil
		}
	}
	return time.Time{}, fmt.Errorf("%s is no time", quoteShort(text))
}

// ParseDate reads a day: 2006-01-02, 20060102, or any text ParseTime takes.
func ParseDate(text string) (classcloud.Date, error) {
	text = strings.TrimSpace(text)
	if len(text) == len("20060102") {
		if t, err := time.Parse("20060102", text); err == nil {
			return classcloud.DateOf(t), nil
		}
	}
	t, err := ParseTime(text)
	if err != nil {
		return classcloud.Date{}, fmt.Errorf("%s is no day", quoteShort(text))
	}
	if t.IsZero() {
		return classcloud.Date{}, nil
	}
	return classcloud.DateOf(t), nil
}

// decodeShape handles named types and the shapes PHP mixes up; what is left goes to the library.
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
	if p := reflect.PointerTo(t); p.Implements(unmarshalType) || p.Implements(textUnmarshal) {
		return nil // the type reads itself
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

func decodeNamedInt(dec *jsontext.Decoder, v reflect.Value) error {
	n, err := integer(dec)
	if err == nil && v.OverflowInt(n) {
		err = fmt.Errorf("%d does not fit %s", n, v.Kind())
	}
	if err == nil {
		v.SetInt(n)
	}
	return err
}

func decodeNamedUint(dec *jsontext.Decoder, v reflect.Value) error {
	n, err := integer(dec)
	if err == nil && (n < 0 || v.OverflowUint(uint64(n))) {
		err = fmt.Errorf("%d does not fit %s", n, v.Kind())
	}
	if err == nil {
		v.SetUint(uint64(n))
	}
	return err
}

// emptyOr reads "", false and the wrong empty brackets as the zero value; wrong brackets that hold something go to filled, and
// the right ones to the library.
func emptyOr(filled shapeHandler) shapeHandler {
	return func(dec *jsontext.Decoder, v reflect.Value) error {
		kind := dec.PeekKind()
		right := jsontext.Kind('{')
		if v.Kind() == reflect.Slice {
			right = '['
		}
		if kind == right || kind == 'n' {
			return errors.ErrUnsupported
		}
		if filled != nil && (kind == '{' || kind == '[') {
			return filled(dec, v)
		}
		raw, err := dec.ReadValue()
		if err != nil {
			return err
		}
		if !isEmpty(raw) {
			return fmt.Errorf("%s where %s is expected", shapeName(kind), shapeName(right))
		}
		v.SetZero()
		return nil
	}
}

// IsEmpty reports whether PHP would have meant nothing by the value: absent, null, "", false, [] or {}.
func IsEmpty(raw []byte) bool { return isEmpty(bytes.TrimSpace(raw)) }

func isEmpty(raw jsontext.Value) bool {
	switch raw.Kind() {
	case '{', '[':
		return len(bytes.TrimSpace(raw[1:len(raw)-1])) == 0
	case '"':
		return len(raw) == 2
	case 'n', 'f', 0:
		return true
	}
	return false
}

// decodePointer reads "" and false as nil: a number that is not there, a struct that is missing.
func decodePointer(dec *jsontext.Decoder, v reflect.Value) error {
	elem := v.Type().Elem()
	kind := dec.PeekKind()
	wrong := kind == '"' && elem.Kind() != reflect.String || kind == '[' && elem.Kind() == reflect.Struct ||
		kind == 'f' && elem.Kind() != reflect.Bool && elem.Kind() != reflect.String
	if !wrong || reflect.PointerTo(elem).Implements(unmarshalType) {
		return errors.ErrUnsupported
	}
	raw, err := dec.ReadValue()
	if err != nil {
		return err
	}
	if isEmpty(raw) {
		v.SetZero()
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
	v.Set(to)
	return nil
}

// decodeGaps reads an object as the list PHP would have written had its keys run from 0 without a gap.
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

// decodeIndexed reads a list as the map PHP would have written had its keys not happened to run from 0.
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
