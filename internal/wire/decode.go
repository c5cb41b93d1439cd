package wire

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"

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
// *DecodeError. Unknown members are ignored, names match in any case, and of duplicates the last one counts. A number read
// into an any is an encoding/json.Number: a float64 would round ids of 17 digits and more.
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
	jsonv1.MatchCaseSensitiveDelimiter(true), // user_name and username are two fields
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

// scalar reads the next value and returns its text: a string's content, a number's or word's literal. The text is valid until
// the decoder reads on: no row of a long list pays for strings that only become numbers.
func scalar(dec *jsontext.Decoder) (kind jsontext.Kind, text []byte, err error) {
	raw, err := dec.ReadValue()
	if err != nil {
		return 0, nil, err
	}
	switch kind = raw.Kind(); kind {
	case '{', '[':
		return kind, nil, fmt.Errorf("%s where a plain value is expected", shapeName(kind))
	case '"':
		return kind, unquote(raw), nil
	}
	return kind, raw, nil
}

// unquote returns the content of a JSON string, with what is no UTF-8 replaced.
func unquote(raw jsontext.Value) []byte {
	plain := raw[1 : len(raw)-1]
	if bytes.IndexByte(plain, '\\') < 0 && utf8.Valid(plain) {
		return plain
	}
	text, _ := jsontext.AppendUnquote(nil, raw) // the error is the invalid UTF-8
	return text
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
	return parseInteger(string(text))
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
		text = nil
	}
	*to = string(text)
	return err
}

// decodeBool takes true, 1, "1", "true" for yes; false, 0, "0", "false", "", null and 2, the other value of vendors' 1-or-2
// flags, for no.
func decodeBool(dec *jsontext.Decoder, to *bool) error {
	_, text, err := scalar(dec)
	if err != nil {
		return err
	}
	on, err := parseBool(string(text))
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
	text = bytes.TrimSpace(text)
	if err != nil || kind == 'n' || kind == 'f' || len(text) == 0 {
		*to = 0
		return err
	}
	*to, err = strconv.ParseFloat(string(text), 64)
	if err != nil || math.IsNaN(*to) || math.IsInf(*to, 0) { // "nan" and "inf" parse, and could not be written as JSON
		return fmt.Errorf("%s is no number", quoteShort(string(text)))
	}
	return nil
}

func decodeTime(dec *jsontext.Decoder, to *time.Time) error {
	kind, text, err := scalar(dec)
	if err != nil || kind == 'n' || kind == 'f' {
		*to = time.Time{}
		return err
	}
	*to, err = ParseTime(string(text))
	return err
}

func decodeDate(dec *jsontext.Decoder, to *classcloud.Date) error {
	kind, text, err := scalar(dec)
	if err != nil || kind == 'n' || kind == 'f' {
		*to = classcloud.Date{}
		return err
	}
	*to, err = ParseDate(string(text))
	return err
}

// timeLayouts take months, days and hours of one digit too.
var timeLayouts = [...]string{
	dateTime, time.RFC3339Nano, "2006-1-2 15:04:05", "2006-1-2 15:04", "2006-1-2", "2006-1-2T15:04:05",
	"2006/1/2 15:04:05", "2006/1/2 15:04", "2006/1/2",
}

// ParseTime reads a vendor's time: its local text in +08:00, RFC 3339, or seconds or milliseconds since 1970. Empty, zero and
// 0000-00-00 are the zero time. A year that JSON cannot write, such as microseconds would give, is an error.
func ParseTime(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if isNoTime(text) {
		return time.Time{}, nil
	}
	t, ok := readTime(text)
	if t = t.In(CST); !ok || t.Year() < 0 || t.Year() > 9999 {
		return time.Time{}, fmt.Errorf("%s is no time", quoteShort(text))
	}
	if t.IsZero() { // 0001-01-01T00:00:00Z, as Go writes it
		return time.Time{}, nil
	}
	return t, nil
}

// isNoTime knows PHP's and MySQL's ways to say that there is no time.
func isNoTime(text string) bool {
	return text == "" || text == "0" || text == "null" ||
		strings.HasPrefix(text, "0000") && strings.Trim(text, "0-/T :.Z") == ""
}

func readTime(text string) (t time.Time, ok bool) {
	if strings.Trim(text, "0123456789") == "" || text[0] == '-' { // ParseInt's error would cost more than the time itself
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return t, false
		}
		if n < 1e11 && n > -1e11 { // seconds reach the year 5138; milliseconds from 1973 on lie above
			return time.Unix(n, 0), true
		}
		return time.UnixMilli(n), true
	}
	for _, layout := range timeLayouts {
		if t, err := time.ParseInLocation(layout, text, CST); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// ParseDate reads a day: 2006-01-02, 20060102, or any text ParseTime takes.
func ParseDate(text string) (classcloud.Date, error) {
	text = strings.TrimSpace(text)
	if t, err := time.Parse("20060102", text); err == nil {
		return classcloud.DateOf(t), nil
	}
	t, err := ParseTime(text)
	if err != nil || len(text) == len("20060102") && isIndex(text) && !t.IsZero() { // 20161301 is not a second of 1970 either
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

// readsItself reports whether a type has a sense of its own for what it reads.
func readsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(unmarshalType) || p.Implements(textUnmarshal)
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

func decodeNamedFloat(dec *jsontext.Decoder, v reflect.Value) error {
	var f float64
	err := decodeFloat(dec, &f)
	if err == nil && v.OverflowFloat(f) {
		err = fmt.Errorf("%v does not fit %s", f, v.Kind())
	}
	if err == nil {
		v.SetFloat(f)
	}
	return err
}

// decodeAny keeps a number's digits; all else is the library's.
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
			if dec.StackDepth() > 0 {
				v.SetZero() // of duplicate members the last one counts: the library would merge them
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

// decodePointer reads "", false and times of zeros as nil: a number that is not there, a struct that is missing.
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
