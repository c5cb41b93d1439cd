package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/go-classcloud/classcloud"
)

// Filler sets request fields by the vendor's own parameter names, for classctl and the golden files.
type Filler struct {
	// Open opens the file that an upload names with @path.
	Open func(path string) (*classcloud.File, error)
}

// Fill sets fields from JSON values by the vendor's names; to points to the struct. A nested field is given inside an object or by
// its dotted path. A time is RFC 3339, unix seconds or the field's own form. A span of time is the vendor's number or Go's "90m".
// A flag is a digit in the vendor's sense, or true or false in the sense of the Go field. A file is "@path". A type with its own
// UnmarshalJSON reads itself.
func (f *Filler) Fill(to any, values map[string]json.RawMessage) error {
	if own, ok := to.(json.Unmarshaler); ok {
		text, err := json.Marshal(values)
		if err != nil {
			return err
		}
		return own.UnmarshalJSON(text)
	}
	return f.fillStruct(reflect.ValueOf(to).Elem(), values)
}

// FillArg sets a positional argument.
func (f *Filler) FillArg(v reflect.Value, raw json.RawMessage) error { return f.set(&hints{}, v, raw) }

func (f *Filler) fillStruct(v reflect.Value, values map[string]json.RawMessage) error {
	p := planOf(v.Type())
	left := maps.Clone(values)
	for i := range p.fields {
		fd := &p.fields[i]
		if fd.place == isExtra {
			continue
		}
		raw, ok := take(left, fd.in, fd.name)
		if !ok {
			continue
		}
		if err := f.set(&fd.hints, v.FieldByIndex(fd.index), raw); err != nil {
			return fmt.Errorf("%s: %w", fd.full, err)
		}
	}
	return unknownNames(p, left)
}

// take removes a field's value from left and returns it. The value stands under the field's dotted path, or inside the objects that
// the field is nested in.
func take(left map[string]json.RawMessage, in []string, name string) (json.RawMessage, bool) {
	full := strings.Join(append(slices.Clone(in), name), ".")
	if raw, ok := left[full]; ok {
		delete(left, full)
		return raw, true
	}
	if len(in) == 0 {
		return nil, false
	}
	outer, ok := members(left[in[0]])
	if !ok {
		return nil, false
	}
	raw, ok := take(outer, in[1:], name)
	if ok && len(outer) == 0 {
		delete(left, in[0])
	} else if ok {
		left[in[0]], _ = json.Marshal(outer)
	}
	return raw, ok
}

func members(raw json.RawMessage) (m map[string]json.RawMessage, ok bool) {
	return m, json.Unmarshal(raw, &m) == nil && m != nil
}

// unknownNames returns an error that names the values which no field has taken. In an object that fields are nested in, it names
// the members that are left.
func unknownNames(p *plan, left map[string]json.RawMessage) error {
	var unknown, known []string
	for name, raw := range left {
		inner, isObject := members(raw)
		if _, outer := p.has(name); !isObject || !outer {
			unknown = append(unknown, name)
			continue
		}
		for member := range inner {
			unknown = append(unknown, name+"."+member)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	for _, fd := range p.fields {
		if fd.place != isExtra {
			known = append(known, fd.full)
		}
	}
	slices.Sort(unknown)
	what := "parameter"
	if len(unknown) > 1 {
		what = "parameters"
	}
	return fmt.Errorf("unknown %s %s; the parameters are %s", what, strings.Join(unknown, ", "), strings.Join(known, ", "))
}

func (f *Filler) set(h *hints, v reflect.Value, raw json.RawMessage) error {
	if h.jsonText {
		raw = unwrapText(raw)
	}
	if v.Kind() == reflect.Pointer {
		if v.Type().Elem() == fileType {
			return f.file(v, raw)
		}
		if jsontext.Value(raw).Kind() == 'n' {
			return nil
		}
		v.Set(reflect.New(v.Type().Elem()))
		return f.set(h, v.Elem(), raw)
	}
	switch {
	case v.Type() == timeType && h.time == "clock":
		return setParsed(v, raw, parseClock)
	case v.Type() == timeType:
		return setParsed(v, raw, ParseTime)
	case v.Type() == durationType:
		return setParsed(v, raw, func(text string) (time.Duration, error) { return readDuration(text, unitOf(h.unit)) })
	case v.Type() == dateType:
		return setParsed(v, raw, ParseDate)
	case v.Type() == rawType:
		v.SetBytes(bytes.Clone(raw))
		return nil
	case reflect.PointerTo(v.Type()).Implements(unmarshalType):
		return json.Unmarshal(raw, v.Addr().Interface())
	case isEnum(v.Type()):
		return setEnum(v, raw)
	}
	switch v.Kind() {
	case reflect.String:
		if kind := jsontext.Value(raw).Kind(); kind == '{' || kind == '[' {
			v.SetString(string(raw)) // the vendor wants JSON as text here
			return nil
		}
	case reflect.Bool:
		return setFlag(h, v, raw)
	case reflect.Struct:
		var inner map[string]json.RawMessage
		if err := json.Unmarshal(raw, &inner); err != nil {
			return errors.New("want a JSON object")
		}
		return f.fillStruct(v, inner)
	case reflect.Slice:
		return f.setList(h, v, raw)
	case reflect.Map:
		return f.setMap(h, v, raw)
	case reflect.Interface:
		return setAny(v, raw)
	}
	return Decode(raw, v.Addr().Interface())
}

// unwrapText returns the JSON inside a JSON string, and any other JSON as it is.
func unwrapText(raw json.RawMessage) json.RawMessage {
	var text string
	if json.Unmarshal(raw, &text) == nil && json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	return raw
}

func setParsed[T any](v reflect.Value, raw json.RawMessage, parse func(string) (T, error)) error {
	if kind := jsontext.Value(raw).Kind(); kind == '{' || kind == '[' {
		return fmt.Errorf("want a plain value, not %s", shapeName(kind))
	}
	parsed, err := parse(ScalarText(raw))
	if err != nil {
		return err
	}
	v.Set(reflect.ValueOf(parsed))
	return nil
}

// setEnum reads the vendor's number. What a reply may hold, a request may not: a slip must not be sent as a number of ours.
func setEnum(v reflect.Value, raw json.RawMessage) error {
	if jsontext.Value(raw).Kind() == 'n' {
		return nil
	}
	n, err := enumNumber(jsontext.Value(raw))
	switch text := ScalarText(raw); {
	case err != nil || strings.TrimSpace(text) == "":
		return fmt.Errorf("want the vendor's number, not %s", quoteShort(text))
	case v.OverflowInt(n):
		return fmt.Errorf("%s does not fit", text)
	}
	v.SetInt(n)
	return nil
}

// parseClock reads a time of day, or a whole time.
func parseClock(text string) (time.Time, error) {
	if t, err := time.ParseInLocation(clock, text, CST); err == nil {
		return t, nil
	}
	return ParseTime(text)
}

// setFlag reads true and false in the sense of the Go field, and digits in the vendor's sense.
func setFlag(h *hints, v reflect.Value, raw json.RawMessage) error {
	no := "0"
	if h.flag12 {
		no = "2"
	}
	switch text := ScalarText(raw); text {
	case "true", "false":
		v.SetBool(text == "true")
	case "1", no:
		v.SetBool((text == "1") != h.inverted)
	default:
		return fmt.Errorf("want true, false, 1 or %s", no)
	}
	return nil
}

func (f *Filler) setList(h *hints, v reflect.Value, raw json.RawMessage) error {
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil {
		text := ScalarText(raw)
		if text == "" {
			return errors.New("want a JSON list")
		}
		for part := range strings.SplitSeq(text, ",") {
			items = append(items, TextOf(part).AppendJSON(nil))
		}
	}
	if items == nil { // null
		return nil
	}
	out, ofElement := reflect.MakeSlice(v.Type(), len(items), len(items)), h.ofElement()
	for i, item := range items {
		if err := f.set(ofElement, out.Index(i), item); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	v.Set(out)
	return nil
}

func (f *Filler) setMap(h *hints, v reflect.Value, raw json.RawMessage) error {
	var items map[string]json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil || v.Type().Key().Kind() != reflect.String {
		return errors.New("want a JSON object")
	}
	if items == nil { // null
		return nil
	}
	out := reflect.MakeMapWithSize(v.Type(), len(items))
	for name, item := range items {
		to := reflect.New(v.Type().Elem()).Elem()
		if err := f.set(h.ofElement(), to, item); err != nil {
			return fmt.Errorf("[%q]: %w", name, err)
		}
		out.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), to)
	}
	v.Set(out)
	return nil
}

func setAny(v reflect.Value, raw json.RawMessage) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	return dec.Decode(v.Addr().Interface())
}

func (f *Filler) file(v reflect.Value, raw json.RawMessage) error {
	path, ok := strings.CutPrefix(ScalarText(raw), "@")
	if !ok || f.Open == nil {
		return errors.New("want @path of the file to upload")
	}
	file, err := f.Open(path)
	if err != nil {
		return err
	}
	v.Set(reflect.ValueOf(file))
	return nil
}
