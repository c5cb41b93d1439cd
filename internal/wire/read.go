package wire

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/go-classcloud/classcloud"
)

// Report is what Read could not read, or did not find.
type Report struct {
	Rows       []classcloud.RowError // rows of lists that are left out: one odd cell costs its row, and no other
	Fields     []*DecodeError        // fields outside of rows that could not be read or are missing: they are zero
	Decorative []*DecodeError        // fields that nobody needs: they are zero, and the result is whole all the same

	strays []stray // of ReadCells: members of maps whose names are not keys, until the struct around them takes them
}

// OK reports whether all that matters could be read.
func (r *Report) OK() bool { return len(r.Rows) == 0 && len(r.Fields) == 0 }

// Read reads a reply's payload into out like Decode, and goes on where Decode stops: what cannot be read is in the report, with its
// place, and everything else is in out. It also reports what check:"required" and check:"present" ask for and the reply lacks, at
// every depth. The error is that of a payload that is not JSON at all.
func Read(data []byte, out any) (Report, error) { return ReadAt("", data, out) }

// ReadAt does what Read does, for a payload that stands in the reply at a JSON pointer: the report's places begin with it.
func ReadAt(at string, data []byte, out any) (Report, error) {
	if v := reflect.ValueOf(out); v.Kind() == reflect.Pointer && !v.IsNil() {
		if plan := knownOf(v.Type().Elem()).plain(); plan != nil && plan.readPlain(data, v.Elem()) {
			return Report{}, nil
		}
	}
	d := newDecoding(data)
	defer d.reading.free()
	d.base, d.tolerant = at, true
	err := d.run(out)
	return d.report, err
}

// Decode reads a reply's payload into out in one pass, tolerating what PHP makes of types: quoted numbers, [] for an empty
// map, an object for a list with gaps, "" or false for a missing struct, empty and zero times. The first value that is none of these
// ends it with a *DecodeError. Unknown members are ignored, names match in any case, and of duplicates the last one counts. A number
// read into an any is an encoding/json.Number: a float64 would round ids of 17 digits and more.
func Decode(data []byte, out any) error {
	d := newDecoding(data)
	defer d.reading.free()
	return d.run(out)
}

// decoding is one payload being read.
type decoding struct {
	data     []byte
	reading  *pooled
	dec      *jsontext.Decoder
	base     string // where data stands in the whole payload, as a JSON pointer
	tolerant bool
	cells    bool          // what cannot be read costs itself alone, rows included; see ReadCells
	nested   int           // how many payloads this one was taken out of
	unit     time.Duration // of the spans of the field that is being read; 0 means seconds
	report   Report
}

// newDecoding begins to read a payload. Whoever asks for it frees its reading, and keeps nothing but the report.
func newDecoding(data []byte) *decoding {
	data = TrimBOM(data)
	reading := decoderOf(data)
	d := &reading.decoding
	d.data, d.reading, d.dec = data, reading, reading.dec
	return d
}

// run reads the whole payload. Then the decoding is over.
func (d *decoding) run(out any) error {
	v := reflect.ValueOf(out)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return &DecodeError{Problem: fmt.Sprintf("cannot be read into %T: want a pointer", out)}
	}
	err := d.at(v.Elem(), readerOf(v.Type().Elem()))
	if err == nil {
		if rest := bytes.TrimSpace(d.data[d.dec.InputOffset():]); len(rest) > 0 {
			err = d.problem(errors.New("is followed by something else"))
		}
	}
	return err
}

// at reads the next value. A problem that can be told and passed over is in the report; the error ends the reading.
func (d *decoding) at(v reflect.Value, read reader) error {
	start, depth := d.dec.InputOffset(), d.dec.StackDepth()
	err := read(d, v)
	if err == nil {
		return nil
	}
	bad := d.problem(err)
	if !d.tolerant || isSyntax(err) {
		return bad
	}
	v.SetZero()
	if v.Kind() == reflect.Struct { // what could not be read is not the zero of its enums either
		for _, index := range enumsIn(v.Type(), nil) {
			v.FieldByIndex(index).SetInt(EnumUnsaid)
		}
	}
	if d.cells {
		return d.lose(-1, bad, start, depth)
	}
	d.report.Fields = append(d.report.Fields, bad)
	return d.leave(depth)
}

// leave skips what is left of a value whose reading broke off.
func (d *decoding) leave(depth int) error {
	for d.dec.StackDepth() > depth {
		var err error
		switch d.dec.PeekKind() {
		case '}', ']':
			_, err = d.dec.ReadToken()
		default:
			err = d.dec.SkipValue()
		}
		if err != nil {
			return d.problem(err)
		}
	}
	return nil
}

// problem says where the decoder stands. A problem that has its place already keeps it.
func (d *decoding) problem(err error) *DecodeError {
	var placed *DecodeError
	if errors.As(err, &placed) {
		return placed
	}
	var bad *jsontext.SyntacticError
	if errors.As(err, &bad) {
		return &DecodeError{Path: d.base + string(bad.JSONPointer), Problem: bad.Err.Error(), syntax: true}
	}
	return &DecodeError{Path: d.path(), Problem: err.Error(), syntax: isSyntax(err)}
}

// path is the place of the value that was read last.
func (d *decoding) path() string { return d.base + string(d.dec.StackPointer()) }

// since is the value that was read from an offset on.
func (d *decoding) since(start int64) []byte {
	raw := d.data[start:d.dec.InputOffset()]
	for len(raw) > 0 && (raw[0] == ',' || raw[0] == ':' || raw[0] == ' ' || raw[0] == '\t' || raw[0] == '\r' || raw[0] == '\n') {
		raw = raw[1:]
	}
	return raw
}

func isSyntax(err error) bool {
	var bad *jsontext.SyntacticError
	var placed *DecodeError
	return errors.As(err, &bad) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &placed) && placed.syntax
}

// mostNested is how often a value may be taken out of one that was taken out: each time is a copy.
const mostNested = 100

// sub reads a value that was taken out of the payload whole.
func (d *decoding) sub(raw []byte, v reflect.Value, read reader) error {
	if d.nested == mostNested {
		return errors.New("is nested too deeply")
	}
	inner := newDecoding(raw)
	defer inner.reading.free()
	inner.nested, inner.base, inner.tolerant, inner.cells, inner.unit, inner.report = d.nested+1, d.path(), d.tolerant, d.cells, d.unit, d.report
	err := read(inner, v)
	d.report = inner.report
	if err != nil {
		return inner.problem(err)
	}
	return nil
}

// row reads an element of a list or a map of objects. One that cannot be read, or lacks what it must have, is reported with its raw
// bytes and left out.
func (d *decoding) row(index int, v reflect.Value, read reader) (ok bool, err error) {
	if d.cells {
		return d.cell(index, v, read)
	}
	before, start, depth := len(d.report.Fields), d.dec.InputOffset(), d.dec.StackDepth()
	var bad *DecodeError
	if err := read(d, v); err != nil {
		bad = d.problem(err)
		if !d.tolerant || isSyntax(err) {
			return false, bad
		}
		if err := d.leave(depth); err != nil {
			return false, err
		}
	}
	raw := d.since(start)
	switch {
	case bad != nil || !d.tolerant:
	case IsEmpty(raw) && (v.Kind() == reflect.Struct && isRow(v.Type()) || index < 0 && isNumber(v)): // nothing is not a number: a cost of null is not 0
		bad = &DecodeError{Path: d.path(), Problem: "is " + string(raw)}
	case len(d.report.Fields) > before:
		bad = d.report.Fields[before]
	}
	if bad == nil {
		return true, nil
	}
	d.report.Fields = d.report.Fields[:before]
	d.report.Rows = append(d.report.Rows, classcloud.RowError{Index: index, Path: d.path(), Problem: bad.inside(d.path()), Raw: bytes.Clone(raw)})
	return false, nil
}

// isNumber reports whether a value is a plain number, and not an enum, which has a value for what was not said.
func isNumber(v reflect.Value) bool {
	return (v.CanInt() || v.CanUint() || v.CanFloat()) && !isEnum(v.Type())
}
