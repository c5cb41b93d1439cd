package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/go-classcloud/classcloud"
)

// Filler sets request fields by the vendor's own parameter names, for classctl and the golden files.
type Filler struct {
	// Open opens the file an upload names with @path.
	Open func(path string) (*classcloud.File, error)
}

// Fill sets the fields of the struct to points to from JSON values: by the vendor's names, a nested one as an object or by its
// dotted path. Times are RFC 3339, unix seconds or the field's own form; of flags, digits are the vendor's value, true and
// false ours; a file is "@path".
func (f *Filler) Fill(to any, values map[string]json.RawMessage) error {
	return f.fillStruct(reflect.ValueOf(to).Elem(), values)
}

// FillArg sets a positional argument.
func (f *Filler) FillArg(v reflect.Value, raw json.RawMessage) error { return f.set(&hints{}, v, raw) }

func (f *Filler) fillStruct(v reflect.Value, values map[string]json.RawMessage) error {
	p := planOf(v.Type())
	left := make(map[string]json.RawMessage, len(values))
	for name, raw := range values {
		left[name] = raw
	}
	for i := range p.fields {
		fd := &p.fields[i]
		if fd.place == isExtra {
			continue
		}
		raw, ok := take(left, fd)
		if !ok {
			continue
		}
		if err := f.set(&fd.hints, v.FieldByIndex(fd.index), raw); err != nil {
			return fmt.Errorf("%s: %w", fd.name, err)
		}
	}
	return unknownNames(p, left)
}

// take finds a field's value: under its name, its dotted path, or inside the object it is nested in.
func take(left map[string]json.RawMessage, fd *field) (json.RawMessage, bool) {
	full := strings.Join(append(slices.Clone(fd.in), fd.name), ".")
	for _, name := range []string{full, fd.name} {
		if raw, ok := left[name]; ok {
			delete(left, name)
			return raw, true
		}
	}
	if len(fd.in) == 0 {
		return nil, false
	}
	var outer map[string]json.RawMessage
	if raw, ok := left[fd.in[0]]; !ok || json.Unmarshal(raw, &outer) != nil {
		return nil, false
	}
	inner := *fd
	inner.in = fd.in[1:]
	raw, ok := take(outer, &inner)
	if ok && len(outer) == 0 {
		delete(left, fd.in[0])
	} else if ok {
		left[fd.in[0]], _ = json.Marshal(outer)
	}
	return raw, ok
}

func unknownNames(p *plan, left map[string]json.RawMessage) error {
	if len(left) == 0 {
		return nil
	}
	var unknown, known []string
	for name := range left {
		unknown = append(unknown, name)
	}
	for _, fd := range p.fields {
		known = append(known, strings.Join(append(slices.Clone(fd.in), fd.name), "."))
	}
	slices.Sort(unknown)
	return fmt.Errorf("no parameter is called %s; there are %s", strings.Join(unknown, ", "), strings.Join(known, ", "))
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
	case v.Type() == timeType:
		return setParsed(v, raw, ParseTime)
	case v.Type() == dateType:
		return setParsed(v, raw, ParseDate)
	case v.Type() == rawType:
		v.SetBytes(bytes.Clone(raw))
		return nil
	case reflect.PointerTo(v.Type()).Implements(unmarshalType):
		return json.Unmarshal(raw, v.Addr().Interface())
	}
	switch v.Kind() {
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
	case reflect.Interface, reflect.Map:
		return setAny(v, raw)
	}
	return Decode(raw, v.Addr().Interface())
}

// unwrapText takes JSON out of the text a vendor wants it in.
func unwrapText(raw json.RawMessage) json.RawMessage {
	var text string
	if json.Unmarshal(raw, &text) == nil && json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	return raw
}

func setParsed[T any](v reflect.Value, raw json.RawMessage, parse func(string) (T, error)) error {
	parsed, err := parse(ScalarText(raw))
	if err != nil {
		return err
	}
	v.Set(reflect.ValueOf(parsed))
	return nil
}

// setFlag reads true and false in our sense and digits in the vendor's.
func setFlag(h *hints, v reflect.Value, raw json.RawMessage) error {
	text := ScalarText(raw)
	if text == "true" || text == "false" {
		v.SetBool(text == "true")
		return nil
	}
	on, err := parseBool(text)
	if err != nil {
		return err
	}
	v.SetBool(on != h.inverted)
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
			items = append(items, json.RawMessage(strconv.Quote(part)))
		}
	}
	out := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, item := range items {
		if err := f.set(h.ofElement(), out.Index(i), item); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
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
