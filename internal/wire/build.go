package wire

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/go-classcloud/classcloud"
)

// Message is a request as ordered lists of values. The same values are signed and sent.
type Message struct {
	Path  []Member   // the values of the path's {names}
	Query []Member   // the parameters of the query, in the order in which they are sent
	Body  []Member   // the parameters of the body, in the order in which they are sent
	Files []FilePart // the files of an upload

	way [1]step // room for the builder's way to a field, which is rarely longer
}

// FilePart is one file of an upload.
type FilePart struct {
	Field string
	File  *classcloud.File
}

// Build reads a request struct into a new Message, or returns every field that is wrong.
func Build(in any, params []classcloud.Param, skipChecks bool) (*Message, []classcloud.FieldError) {
	var m Message
	if problems := m.Build(in, params, skipChecks); len(problems) > 0 {
		return nil, problems
	}
	return &m, nil
}

// Build reads a request struct into m, which is empty, or returns every field that is wrong. in is nil or a pointer to a struct. params are
// appended to the body; of several with the same name the last is sent, because the call's params come after its client's. With
// skipChecks a field is wrong only if its value cannot be written at all.
func (m *Message) Build(in any, params []classcloud.Param, skipChecks bool) []classcloud.FieldError {
	b := builder{message: m, skip: skipChecks, more: len(params), at: m.way[:0]}
	p := noPlan
	if in != nil {
		v := reflect.ValueOf(in)
		if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct && !v.IsNil() {
			return []classcloud.FieldError{{Field: "request", Problem: fmt.Sprintf("has type %T, want a pointer to a struct", in)}}
		}
		if v.IsNil() {
			return []classcloud.FieldError{{Field: "request", Problem: "is nil"}}
		}
		p = planOf(v.Elem().Type())
		b.top(p, v.Elem())
		if validator, ok := in.(Validator); ok && !skipChecks {
			b.problems = append(b.problems, validator.Validate()...)
		}
	}
	b.extraParams(p, params)
	m.way = [1]step{}
	return b.problems
}

// builder collects a message and the problems of its fields.
type builder struct {
	message  *Message
	problems []classcloud.FieldError
	skip     bool   // the checks
	more     int    // how many parameters come beside the request
	at       []step // the way to the current field, from which bad fields get their names
}

// noPlan is that of a call without a request type.
var noPlan = &plan{}

// step is a field or an element of a list on the way to a nested field.
type step struct {
	goName, name string
	index        int // -1 for a field
}

func (b *builder) enter(goName, name string, index int) {
	b.at = append(b.at, step{goName, name, index})
}
func (b *builder) leave() { b.at = b.at[:len(b.at)-1] }

// top reads the outermost fields of a request and puts each where it belongs: path, query, body or files.
func (b *builder) top(p *plan, v reflect.Value) {
	var few [64]int
	given := p.given(few[:0], v)
	b.message.Body = make([]Member, 0, len(given)+b.more)
	for _, i := range given {
		f := &p.fields[i]
		if f.place == isExtra {
			b.message.Body = b.extraMembers(p, f, f.of(v), b.message.Body)
			continue
		}
		value, ok := b.field(f, f.of(v))
		if !ok {
			continue
		}
		switch f.place {
		case inPath:
			b.message.Path = append(b.message.Path, Member{f.name, value})
		case inQuery:
			b.message.Query = append(b.message.Query, Member{f.name, value})
		case inBody:
			b.message.Body = insert(b.message.Body, f.in, Member{f.name, value})
		}
	}
	b.groups(p, v)
}

// given returns the fields that are set, or about whose absence there is something to say. Most fields of a large request are neither, and
// cost next to nothing.
func (p *plan) given(out []int, v reflect.Value) []int {
	for i, l := range p.looks {
		var of reflect.Value
		if l.at >= 0 {
			of = v.Field(int(l.at))
		} else {
			of = p.fields[i].of(v)
		}
		absent := false
		switch l.absence {
		case isNil:
			absent = of.IsNil()
		case isNoText:
			absent = of.Len() == 0
		case isNoInt:
			absent = of.Int() == 0
		case isFalse:
			absent = !of.Bool()
		case isZeroValue:
			absent = isZero(of)
		}
		if !absent {
			out = append(out, i)
		}
	}
	return out
}

// of returns the field of a request.
func (f *field) of(v reflect.Value) reflect.Value {
	if len(f.index) == 1 {
		return v.Field(f.index[0])
	}
	return v.FieldByIndex(f.index)
}

// object reads a nested struct.
func (b *builder) object(v reflect.Value) Value {
	p := planOf(v.Type())
	out := Value{Kind: Map, Items: make([]Member, 0, len(p.fields))}
	for i := range p.fields {
		f := &p.fields[i]
		if f.place == isExtra {
			out.Items = b.extraMembers(p, f, v.FieldByIndex(f.index), out.Items)
			continue
		}
		if value, ok := b.field(f, v.FieldByIndex(f.index)); ok && f.place != isLocal {
			out.Items = insert(out.Items, f.in, Member{f.name, value})
		}
	}
	b.groups(p, v)
	if !b.skip {
		b.validate(v)
	}
	return out
}

// insert adds m to members, inside the nested objects that in names. It makes the objects that are missing.
func insert(members []Member, in []string, m Member) []Member {
	if len(in) == 0 {
		return append(members, m)
	}
	for i := range members {
		if members[i].Name == in[0] && members[i].Value.Kind == Map {
			members[i].Value.Items = insert(members[i].Value.Items, in[1:], m)
			return members
		}
	}
	outer := Value{Kind: Map, Items: insert(nil, in[1:], m)}
	return append(members, Member{in[0], outer})
}

// field reads one field; ok is false when it is not sent.
func (b *builder) field(f *field, v reflect.Value) (Value, bool) {
	b.enter(f.goName, f.full, -1)
	defer b.leave()
	present := b.present(f, v)
	if !present {
		if (f.checks.required || f.place == inPath) && !b.skip {
			b.wrong("is required")
		}
		return Value{}, false
	}
	for v.Kind() == reflect.Pointer && v.Type().Elem() != fileType {
		v = v.Elem()
	}
	if f.place == isFile {
		b.file(f, v)
		return Value{}, false
	}
	before := len(b.problems)
	value := b.value(&f.hints, v)
	if len(b.problems) > before {
		return Value{}, false
	}
	if !b.skip {
		b.check(f, v, value)
	}
	return value, true
}

// present reports whether a field is sent. A pointer, list or map is sent unless it is nil, any other value unless it is zero.
func (b *builder) present(f *field, v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return !v.IsNil()
	case reflect.Slice, reflect.Map:
		if v.IsNil() {
			return f.hints.always
		}
		if v.Len() == 0 && !f.hints.clear && !f.hints.always && !b.skip && v.Type() != rawType {
			b.wrong(emptyProblem(f))
		}
		return true
	}
	return f.hints.always || !isZero(v)
}

// isZero reports whether v is zero. A time may be zero in any time zone.
func isZero(v reflect.Value) bool {
	if v.Type() == timeType {
		return timeIn(v).IsZero()
	}
	return v.IsZero()
}

func timeIn(v reflect.Value) time.Time {
	if v.CanAddr() { // avoids a copy on the heap
		return *v.Addr().Interface().(*time.Time)
	}
	return v.Interface().(time.Time)
}

func (b *builder) file(f *field, v reflect.Value) {
	file, _ := v.Interface().(*classcloud.File)
	switch {
	case file == nil || file.Content == nil || isNilPointer(file.Content):
		b.wrong("has no Content")
	case slices.ContainsFunc(b.message.Files, func(other FilePart) bool { return isSame(other.File.Content, file.Content) }):
		b.wrong("has the Content of another file of the request, which can be read only once")
	case file.Name == "":
		b.wrong("has no Name: the vendor reads the format from its ending")
	case !utf8.ValidString(file.Name):
		b.wrong("has a Name that is not valid UTF-8")
	default:
		b.message.Files = append(b.message.Files, FilePart{f.name, file})
	}
}

// isNilPointer reports whether content is a nil pointer to a reader, which is not nil itself.
func isNilPointer(content io.Reader) bool {
	v := reflect.ValueOf(content)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

// isSame reports whether two readers are one.
func isSame(a, b io.Reader) bool {
	v, w := reflect.ValueOf(a), reflect.ValueOf(b)
	return v.Kind() == reflect.Pointer && v.Type() == w.Type() && v.Pointer() == w.Pointer()
}
