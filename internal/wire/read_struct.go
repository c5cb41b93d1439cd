package wire

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// structPlan is a result type read once.
type structPlan struct {
	fields []resultField
	exact  map[string]int // by the vendor's name
	folded map[string]int // by the vendor's name in lower case
	enums  [][]int        // fields, those of structs within too, that are EnumUnsaid until the reply says otherwise
	extra  []int          // the field of a type that is read and sent for members that it does not have; nil when there is none
	rest   []int          // the field of a payload for members that it does not have, as they arrived; nil when there is none
	keyed  *resultField   // the field for members that are named by an id
	bare   *resultField   // the field that a plain value stands for where the object is expected
	asked  bool           // a field is required or must be present
	lacks  bool           // the type says itself what it lacks
}

// resultField is what a plan knows of one field.
type resultField struct {
	index      []int
	name       string
	quoted     string // the name as JSON
	kind       reflect.Kind
	plain      plainField
	read       reader
	unit       time.Duration // of a span that is not counted in seconds
	inverted   bool          // a flag of which the vendor says the opposite
	others     []string      // other names of the member
	required   bool          // a success holds it, and it is not zero; a number is at least 1
	present    bool          // a success holds it, be it zero
	decorative bool          // nobody needs it: what cannot be read of it does not fail the call
}

// readStruct reads an object into a struct. Its fields' tags: json for the name; check for required, present and decorative.
func readStruct(t reflect.Type) reader {
	plan := sync.OnceValue(func() *structPlan { return planResult(t) })
	return func(d *decoding, v reflect.Value) error {
		if d.dec.PeekKind() != '{' {
			return plan().instead(d, v)
		}
		return plan().read(d, v)
	}
}

func (p *structPlan) read(d *decoding, v reflect.Value) error {
	if d.dec.StackDepth() > 0 {
		v.SetZero() // of duplicate members the last one counts
	}
	p.unsaid(v)
	if _, err := d.dec.ReadToken(); err != nil {
		return err
	}
	var few [48]bool
	seen, before, strays := few[:0], len(d.report.Rows), len(d.report.strays)
	if len(p.fields) > len(few) {
		seen = make([]bool, len(p.fields))
	}
	seen = seen[:len(p.fields)]
	for next := 0; d.dec.PeekKind() == '"'; {
		raw, err := d.dec.ReadValue()
		if err != nil {
			return err
		}
		at, known := next, next < len(p.fields) && p.fields[next].quoted == string(raw)
		if !known {
			at, known = p.find(unquote(raw))
		}
		if known && seen[at] && slices.Contains(p.fields[at].others, string(unquote(raw))) {
			known = false // of two names of a member the first counts
		}
		if !known {
			if err := p.unknown(d, v, string(unquote(raw))); err != nil {
				return err
			}
			continue
		}
		next = at + 1
		start, odd := d.dec.InputOffset(), len(d.report.Decorative)
		if err := p.fields[at].member(d, v, seen[at]); err != nil {
			return err
		}
		if len(d.report.Decorative) > odd {
			p.keepOdd(v, &p.fields[at], d.since(start))
		}
		seen[at] = p.fields[at].isSaid(d, start)
	}
	if _, err := d.dec.ReadToken(); err != nil {
		return err
	}
	p.takeStrays(d, v, strays)
	if p.asked && d.tolerant {
		p.complete(d, v, seen, before)
	}
	return nil
}

// unsaid sets the enums that the reply may leave out.
func (p *structPlan) unsaid(v reflect.Value) {
	for _, index := range p.enums {
		v.FieldByIndex(index).SetInt(EnumUnsaid)
	}
}

func (p *structPlan) find(name []byte) (int, bool) {
	if at, ok := p.exact[string(name)]; ok {
		return at, true
	}
	at, ok := p.folded[strings.ToLower(string(name))]
	return at, ok
}

// unknown passes over a member without a field, or keeps it for a type that has a place for such: what is read and sent back loses nothing.
func (p *structPlan) unknown(d *decoding, v reflect.Value, name string) error {
	switch {
	case p.keyed != nil && isIndex(name):
		return p.keyed.entry(d, v, name)
	case p.rest != nil:
		raw, err := d.dec.ReadValue()
		if err == nil {
			p.keep(v, name, canonical(raw))
		}
		return err
	case p.extra == nil:
		return d.dec.SkipValue()
	}
	var value any
	if err := d.at(reflect.ValueOf(&value).Elem(), readerOf(reflect.TypeFor[any]())); err != nil {
		return err
	}
	p.addExtra(v, name, value)
	return nil
}

// keepOdd keeps the value of a decorative field of which nothing could be read, for a type that has a place for what it does not have: nobody
// needs it, and it arrived all the same.
func (p *structPlan) keepOdd(v reflect.Value, f *resultField, raw []byte) {
	if p.extra == nil || !v.FieldByIndex(f.index).IsZero() {
		return
	}
	var value any
	if Decode(bytes.Clone(raw), &value) == nil {
		p.addExtra(v, f.name, value)
	}
}

// addExtra puts a member into the field for members that the type does not have.
func (p *structPlan) addExtra(v reflect.Value, name string, value any) {
	field := v.FieldByIndex(p.extra)
	if field.IsNil() {
		field.Set(reflect.MakeMap(field.Type()))
	}
	field.SetMapIndex(reflect.ValueOf(name), reflect.ValueOf(&value).Elem())
}

// member reads one member into its field.
func (f *resultField) member(d *decoding, v reflect.Value, again bool) error {
	field := v.Field(f.index[0])
	if len(f.index) > 1 {
		field = v.FieldByIndex(f.index)
	}
	if again {
		field.SetZero()
	}
	d.unit = f.unit
	if !f.decorative {
		if err := d.at(field, f.read); err != nil {
			return err
		}
	} else if err := f.perhaps(d, field); err != nil {
		return err
	}
	d.unit = 0
	if f.inverted && d.cells {
		invert(field)
	}
	return nil
}

// isSaid reports whether a member, whose value begins at start, holds what its checks ask for. True is not an id, however long it looks as a text.
func (f *resultField) isSaid(d *decoding, start int64) bool {
	switch {
	case f.required && f.kind == reflect.String && string(d.since(start)) == "true":
		return false
	case !f.present:
		return true
	}
	return f.says(d.since(start))
}

// says reports whether a member holds a value, and not one of PHP's forms of nothing, which would be read as one.
func (f *resultField) says(raw []byte) bool {
	switch f.kind {
	case reflect.String, reflect.Pointer, reflect.Slice, reflect.Map, reflect.Struct, reflect.Interface:
		return true // they can hold nothing
	case reflect.Bool:
		return string(raw) != "null"
	}
	return !IsEmpty(raw)
}

// perhaps reads a decorative field: whatever is wrong with it, the result is whole.
func (f *resultField) perhaps(d *decoding, field reflect.Value) error {
	tolerant, fields, rows := d.tolerant, len(d.report.Fields), len(d.report.Rows)
	d.tolerant = true
	err := d.at(field, f.read)
	d.tolerant = tolerant
	if len(d.report.Fields) == fields && len(d.report.Rows) == rows {
		return err
	}
	if field.Kind() == reflect.Pointer && field.Type().Elem().Kind() != reflect.Struct && len(d.report.Fields) > fields {
		field.SetZero() // what cannot be read is not a value that was read as zero
	}
	for _, row := range d.report.Rows[rows:] {
		d.report.Decorative = append(d.report.Decorative, &DecodeError{Path: row.Path, Problem: row.Problem})
	}
	d.report.Decorative = append(d.report.Decorative, d.report.Fields[fields:]...)
	d.report.Fields, d.report.Rows = d.report.Fields[:fields], d.report.Rows[:rows]
	return err
}

// Lacking is a result that knows itself what it must hold: an id that the vendor writes under one of two names.
type Lacking interface {
	// Lacks returns the vendor's name of what is missing, or "".
	Lacks() string
}

var lackingType = reflect.TypeFor[Lacking]()

var (
	errMissing = errors.New("is missing from a success")
	errNoID    = errors.New("is not an id")
)

// complete reports what the object must hold and does not.
func (p *structPlan) complete(d *decoding, v reflect.Value, seen []bool, before int) {
	for i := range p.fields {
		f := &p.fields[i]
		if !f.required && !f.present {
			continue
		}
		field := v.FieldByIndex(f.index)
		var problem error
		switch {
		case f.required && f.kind == reflect.String && !seen[i] && !field.IsZero():
			problem = errNoID
			field.SetZero()
		case !seen[i], f.required && field.IsZero():
			problem = errMissing
		case f.required && field.CanInt() && field.Int() < 1:
			problem = errNoID
			field.SetZero() // nobody takes it for one
		default:
			continue
		}
		bad := &DecodeError{Path: d.path() + "/" + EscapePointer(f.name), Problem: problem.Error()}
		if !d.known(bad.Path, before) { // else it could not be read, and that is told
			d.lacks(bad)
		}
	}
	if !p.lacks {
		return
	}
	if name := v.Addr().Interface().(Lacking).Lacks(); name != "" {
		d.lacks(&DecodeError{Path: d.path() + "/" + EscapePointer(name), Problem: errMissing.Error()})
	}
}

// lacks reports what an object must hold and does not.
func (d *decoding) lacks(bad *DecodeError) {
	if d.cells {
		d.told(bad.Path, strings.TrimSuffix(bad.Problem, " from a success"), nil)
		return
	}
	d.report.Fields = append(d.report.Fields, bad)
}

func planResult(t reflect.Type) *structPlan {
	p := &structPlan{exact: map[string]int{}, folded: map[string]int{}}
	p.collect(t, nil)
	p.lacks = reflect.PointerTo(t).Implements(lackingType)
	p.asked = p.lacks
	for i := range p.fields {
		f := &p.fields[i]
		if _, taken := p.folded[strings.ToLower(f.name)]; !taken {
			p.folded[strings.ToLower(f.name)] = i
		}
		for _, other := range f.others {
			if _, taken := p.exact[other]; !taken {
				p.exact[other] = i
			}
		}
		p.asked = p.asked || f.required || f.present
		p.enums = append(p.enums, enumsIn(t.FieldByIndex(f.index).Type, f.index)...)
	}
	return p
}

// enumsIn returns where a field has enums whose 0 is a value of its own: itself, or in the structs that it holds.
func enumsIn(t reflect.Type, index []int) (out [][]int) {
	if t.Kind() != reflect.Pointer && isEnum(t) && zeroHasName(t) {
		return [][]int{index}
	}
	if t.Kind() != reflect.Struct || !isRow(t) {
		return nil
	}
	for _, sf := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(sf.Tag.Get("json"), ","); sf.IsExported() && name != "-" && len(sf.Index) == 1 {
			out = append(out, enumsIn(sf.Type, append(index[:len(index):len(index)], sf.Index...))...)
		}
	}
	return out
}

// collect reads a struct's fields, and those of embedded structs as its own: the outermost of a name counts.
func (p *structPlan) collect(t reflect.Type, index []int) {
	var embedded []reflect.StructField
	for i := range t.NumField() {
		sf := t.Field(i)
		sf.Index = append(index[:len(index):len(index)], i)
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if sf.Anonymous && name == "" && sf.Type.Kind() == reflect.Struct {
			embedded = append(embedded, sf)
			continue
		}
		if sf.Tag.Get("wire") == "extra" && sf.Type == extraType {
			p.extra = sf.Index
		}
		hints := strings.Split(sf.Tag.Get("wire"), ",")
		if slices.Contains(hints, "unknown") {
			if p.rest == nil {
				p.rest = sf.Index
			}
			continue
		}
		if !sf.IsExported() || name == "-" {
			continue
		}
		if name == "" {
			name = sf.Name
		}
		if _, taken := p.exact[name]; taken {
			continue
		}
		words := strings.Split(sf.Tag.Get("check"), ",")
		f := resultField{index: sf.Index, name: name, quoted: strconv.Quote(name), kind: sf.Type.Kind(), plain: plainFieldOf(sf.Type), read: readerOf(sf.Type), unit: fieldUnit(sf),
			required: slices.Contains(words, "required"), present: slices.Contains(words, "present"), decorative: slices.Contains(words, "decorative")}
		f.hint(hints)
		if slices.Contains(hints, "keyed") {
			p.keyed = &f
			continue
		}
		p.exact[name] = len(p.fields)
		p.fields = append(p.fields, f)
		if slices.Contains(hints, "bare") {
			p.bare = &f
		}
	}
	for _, sf := range embedded {
		p.collect(sf.Type, sf.Index)
	}
}
