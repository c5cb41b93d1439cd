package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/go-classcloud/classcloud"
)

// ReadCells reads a payload into out cell by cell. Read leaves a row out when one of its cells cannot be read; ReadCells leaves out the
// cell, at any depth, and returns it with its place and its bytes. A struct holds zero for such a cell: its place among the returned
// cells, and nothing else, tells it from a 0 that arrived. An element of a list or a map is left out only when nothing of it can be
// read, except plain values in lists, which keep their places. What check:"required" and check:"present" ask for and the payload lacks
// is returned too, without bytes.
//
// It takes the forms that one payload has in two of the vendor's pages: a plain value, or an object, where a list of such is expected,
// and what the words of wire: say (see the package's comment). A map or a list that arrived empty, as [] or {}, is empty and not nil.
//
// The error is that of a payload that is not JSON.
func ReadCells(data []byte, out any) ([]classcloud.RowError, error) {
	d := newDecoding(data)
	defer d.reading.free()
	d.tolerant, d.cells = true, true
	err := d.run(out)
	return d.report.Rows, err
}

// stray is a member of a map whose name is not a key.
type stray struct {
	path string
	raw  []byte
}

// cell reads an element of a list or a map.
func (d *decoding) cell(index int, v reflect.Value, read reader) (ok bool, err error) {
	start, depth := d.dec.InputOffset(), d.dec.StackDepth()
	if err := read(d, v); err != nil {
		bad := d.problem(err)
		if isSyntax(err) {
			return false, bad
		}
		return false, d.lose(index, bad, start, depth)
	}
	return true, nil
}

// lose skips what is left of a cell that could not be read, and tells of it.
func (d *decoding) lose(index int, bad *DecodeError, start int64, depth int) error {
	if err := d.leave(depth); err != nil {
		return err
	}
	d.told(d.path(), bad.inside(d.path()), d.since(start))
	d.report.Rows[len(d.report.Rows)-1].Index = index
	return nil
}

// told adds a cell to the report.
func (d *decoding) told(path, problem string, raw []byte) {
	d.report.Rows = append(d.report.Rows, classcloud.RowError{Index: -1, Path: path, Problem: problem, Raw: bytes.Clone(raw)})
}

// known reports whether the report has a field already, or a cell among those after the first before.
func (d *decoding) known(path string, before int) bool {
	return slices.ContainsFunc(d.report.Fields, func(e *DecodeError) bool { return e.Path == path }) ||
		d.cells && slices.ContainsFunc(d.report.Rows[before:], func(e classcloud.RowError) bool { return e.Path == path })
}

// standsAlone reports whether the next value may be one element that stands where a list is expected.
func (d *decoding) standsAlone(elem reflect.Type) bool {
	if !d.cells {
		return false
	}
	switch d.dec.PeekKind() {
	case '{':
		return !isPlain(elem)
	case '"', '0':
		return isPlain(elem)
	}
	return false
}

// alone reads a plain value, or an object whose members are not numbered, as a list of one.
func (d *decoding) alone(t reflect.Type, v reflect.Value, list reader) error {
	value, err := d.dec.ReadValue()
	if err != nil {
		return err
	}
	raw := bytes.Clone(value)
	if members, err := Split(raw); IsEmpty(raw) || err == nil && isIndex(members[0].Name) {
		return d.sub(raw, v, list)
	}
	item := reflect.New(t.Elem()).Elem()
	if err := d.sub(raw, item, readerOf(t.Elem())); err != nil {
		return err
	}
	v.Set(reflect.Append(reflect.MakeSlice(t, 0, 1), item))
	return nil
}

// isPlain reports whether a type is read from a plain value.
func isPlain(t reflect.Type) bool {
	t = deref(t)
	return !isRow(t) && t.Kind() != reflect.Map && t.Kind() != reflect.Slice && t.Kind() != reflect.Interface
}

// instead reads what stands where a struct's object is expected: nothing, in one of PHP's forms, or the value of its bare field.
func (p *structPlan) instead(d *decoding, v reflect.Value) error {
	p.unsaid(v)
	kind := d.dec.PeekKind()
	if p.bare == nil || kind != '0' && kind != '"' {
		err := empty(d, v, '{')
		p.unsaid(v)
		if err == nil {
			p.lacksAll(d, v)
		}
		return err
	}
	raw, err := d.dec.ReadValue()
	if err != nil {
		return err
	}
	if IsEmpty(raw) {
		p.lacksAll(d, v)
		return nil
	}
	return d.sub(bytes.Clone(raw), v, func(inner *decoding, v reflect.Value) error { return p.bare.member(inner, v, false) })
}

// lacksAll reports what a struct of a payload must hold, in whose place nothing stands.
func (p *structPlan) lacksAll(d *decoding, v reflect.Value) {
	if d.cells && p.asked {
		p.complete(d, v, make([]bool, len(p.fields)), len(d.report.Rows))
	}
}

// hint reads the words of a field's wire tag that a payload has.
func (f *resultField) hint(words []string) {
	for _, word := range words {
		if other, is := strings.CutPrefix(word, "or="); is {
			f.others = append(f.others, other)
		}
	}
	f.inverted = slices.Contains(words, "inverted")
	if slices.Contains(words, "jsontext") {
		f.read = readJSONText(f.read)
	}
}

// readJSONText reads a JSON value that may stand in a text.
func readJSONText(read reader) reader {
	return func(d *decoding, v reflect.Value) error {
		if !d.cells || d.dec.PeekKind() != '"' {
			return read(d, v)
		}
		raw, err := d.dec.ReadValue()
		if err != nil {
			return err
		}
		text := bytes.TrimSpace(bytes.Clone(unquote(raw)))
		switch {
		case len(text) == 0:
			return nil
		case !jsontext.Value(text).IsValid(syntax):
			return errors.New("text that is not JSON")
		}
		return d.sub(text, v, read)
	}
}

// invert turns a flag round, but not one that did not arrive or could not be read.
func invert(field reflect.Value) {
	if field.Kind() == reflect.Pointer && !field.IsNil() {
		field.Elem().SetBool(!field.Elem().Bool())
	}
}

// entry reads a member that is named by an id into a map.
func (f *resultField) entry(d *decoding, v reflect.Value, name string) error {
	field := v.FieldByIndex(f.index)
	key, err := parseKey(name, field.Type().Key())
	if err != nil {
		return err
	}
	item := reflect.New(field.Type().Elem()).Elem()
	ok, err := d.row(-1, item, readerOf(item.Type()))
	if err != nil || !ok {
		return err
	}
	if field.IsNil() {
		field.Set(reflect.MakeMap(field.Type()))
	}
	field.SetMapIndex(key, item)
	return nil
}

// keep puts a member into the field for those that the type does not have.
func (p *structPlan) keep(v reflect.Value, name string, raw []byte) {
	field := v.FieldByIndex(p.rest)
	if field.IsNil() {
		field.Set(reflect.MakeMap(field.Type()))
	}
	field.SetMapIndex(reflect.ValueOf(name), reflect.ValueOf(json.RawMessage(raw)))
}

// takeStrays keeps the members of maps within whose names are not keys, by their places as seen from here: inoutEnd/Total. Those among the
// first before belong to objects around this one.
func (p *structPlan) takeStrays(d *decoding, v reflect.Value, before int) {
	if p.rest == nil {
		return
	}
	for _, s := range d.report.strays[before:] {
		p.keep(v, strings.TrimPrefix(s.path, d.path()+"/"), s.raw)
	}
	d.report.strays = d.report.strays[:before]
}

// canonical writes a value as encoding/json would write it again: what is kept comes back as it was.
func canonical(raw []byte) []byte {
	var compact, out bytes.Buffer
	if err := json.Compact(&compact, raw); err != nil {
		return TextOf(string(raw)).AppendJSON(nil)
	}
	json.HTMLEscape(&out, compact.Bytes())
	return out.Bytes()
}
