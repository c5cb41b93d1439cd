package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/go-classcloud/classcloud"
)

// Message is a request as one ordered list of values: what is signed is what is sent.
type Message struct {
	Path  []Member
	Query []Member
	Body  []Member
	Files []FilePart
}

// FilePart is one file of an upload.
type FilePart struct {
	Field string
	File  *classcloud.File
}

// Validator is a request with rules that span fields.
type Validator interface {
	Validate() []classcloud.FieldError
}

// Build reads a request struct into a Message and returns every field that is wrong. in is nil or a pointer to a struct;
// params are appended to the body, and of those of one name the last: a call's own goes before its client's. With skipChecks
// only what cannot be written at all is wrong.
func Build(in any, params []classcloud.Param, skipChecks bool) (*Message, []classcloud.FieldError) {
	b := &builder{skip: skipChecks, at: make([]step, 0, 4)}
	p := &plan{}
	if in != nil {
		v := reflect.ValueOf(in)
		if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct && !v.IsNil() {
			return nil, []classcloud.FieldError{{Field: "request", Problem: fmt.Sprintf("has type %T, want a pointer to a struct", in)}}
		}
		if v.IsNil() {
			return nil, []classcloud.FieldError{{Field: "request", Problem: "is nil"}}
		}
		p = planOf(v.Elem().Type())
		b.top(p, v.Elem())
		if validator, ok := in.(Validator); ok && !skipChecks {
			b.problems = append(b.problems, validator.Validate()...)
		}
	}
	b.extraParams(p, params)
	if len(b.problems) > 0 {
		return nil, b.problems
	}
	return &b.message, nil
}

// builder collects a message and what is wrong with it.
type builder struct {
	message  Message
	problems []classcloud.FieldError
	skip     bool
	at       []step // where in the request: for the names of bad fields
}

// step is a field, or an element of a list, on the way down.
type step struct {
	goName, name string
	index        int // -1 for a field
}

func (b *builder) wrong(problem string) {
	b.problems = append(b.problems, classcloud.FieldError{Field: b.path(true), Wire: b.path(false), Problem: problem})
}

func (b *builder) path(inGo bool) string {
	var out string
	for _, s := range b.at {
		name := s.name
		if inGo {
			name = s.goName
		}
		if s.index >= 0 {
			name = "[" + strconv.Itoa(s.index) + "]"
		}
		out = joinPath(out, name)
	}
	return out
}

// joinPath writes Users and [0] as Users[0], Users[0] and Phone as Users[0].Phone.
func joinPath(outer, name string) string {
	if outer == "" || name == "" || name[0] == '[' {
		return outer + name
	}
	return outer + "." + name
}

func (b *builder) enter(goName, name string, index int) {
	b.at = append(b.at, step{goName, name, index})
}
func (b *builder) leave() { b.at = b.at[:len(b.at)-1] }

// top reads the request's own fields to their places.
func (b *builder) top(p *plan, v reflect.Value) {
	b.message.Body = make([]Member, 0, len(p.fields)+2)
	for i := range p.fields {
		f := &p.fields[i]
		if f.place == isExtra {
			b.message.Body = append(b.message.Body, b.extraMembers(p, f, v.FieldByIndex(f.index))...)
			continue
		}
		value, ok := b.field(f, v.FieldByIndex(f.index))
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

// object reads a nested struct.
func (b *builder) object(v reflect.Value) Value {
	p := planOf(v.Type())
	out := Value{Kind: Map, Items: make([]Member, 0, len(p.fields))}
	for i := range p.fields {
		f := &p.fields[i]
		if f.place == isExtra {
			out.Items = append(out.Items, b.extraMembers(p, f, v.FieldByIndex(f.index))...)
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

// validate asks a nested struct for its own rules.
func (b *builder) validate(v reflect.Value) {
	validator, ok := addressable(v).Addr().Interface().(Validator)
	if !ok {
		return
	}
	for _, problem := range validator.Validate() {
		b.problems = append(b.problems, classcloud.FieldError{
			Field:   joinPath(b.path(true), problem.Field),
			Wire:    joinPath(b.path(false), problem.Wire),
			Problem: problem.Problem,
		})
	}
}

// addressable returns v, or a copy of it where it comes out of a map or an interface, so that methods on its pointer are found.
func addressable(v reflect.Value) reflect.Value {
	if v.CanAddr() {
		return v
	}
	to := reflect.New(v.Type()).Elem()
	to.Set(v)
	return to
}

// insert puts m into members under the objects named by in, made where they are missing.
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

// present says whether a field is sent: a pointer, list or map when it is not nil, anything else when it is not zero.
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

// emptyProblem does not advise nil where that is refused as well.
func emptyProblem(f *field) string {
	if f.checks.required {
		return "is empty, and required"
	}
	return "is empty: leave it nil to say nothing"
}

// isZero knows that the zero time has many forms: one for each zone.
func isZero(v reflect.Value) bool {
	if v.Type() == timeType {
		return timeIn(v).IsZero()
	}
	return v.IsZero()
}

func timeIn(v reflect.Value) time.Time {
	if v.CanAddr() { // spares a copy on the heap
		return *v.Addr().Interface().(*time.Time)
	}
	return v.Interface().(time.Time)
}

func (b *builder) file(f *field, v reflect.Value) {
	file, _ := v.Interface().(*classcloud.File)
	switch {
	case file == nil || file.Content == nil:
		b.wrong("has no Content")
	case file.Name == "":
		b.wrong("has no Name: the vendor reads the format from its ending")
	default:
		b.message.Files = append(b.message.Files, FilePart{f.name, file})
	}
}

func (b *builder) check(f *field, v reflect.Value, value Value) {
	c := &f.checks
	if value.Kind == Text {
		if n := utf8.RuneCountInString(value.Text); c.hasMax && n > c.max {
			b.wrong(fmt.Sprintf("has %d characters, the vendor keeps %d", n, c.max))
		} else if c.hasMin && n < c.min {
			b.wrong(fmt.Sprintf("has %d characters, the vendor wants at least %d", n, c.min))
		}
		if n := len(value.Text); c.bytes > 0 && n > c.bytes {
			b.wrong(fmt.Sprintf("has %d bytes, the vendor takes %d", n, c.bytes))
		}
	}
	if c.hasCount && (v.Kind() == reflect.Slice || v.Kind() == reflect.Map) && v.Len() > c.count {
		b.wrong(fmt.Sprintf("has %d elements, the vendor takes %d in one call", v.Len(), c.count))
	}
	if f.place == inPath && (value.FormText() == "." || value.FormText() == ".." || value.FormText() == "") {
		b.wrong(fmt.Sprintf("%q cannot stand in a path", value.FormText()))
	}
}

// value converts by the field's hints and its type.
func (b *builder) value(h *hints, v reflect.Value) Value {
	if h.jsonText {
		inner := *h
		inner.jsonText = false
		return TextOf(string(b.value(&inner, v).AppendJSON(nil)))
	}
	switch v.Type() {
	case timeType:
		return b.time(h, timeIn(v))
	case dateType:
		return b.date(v.Interface().(classcloud.Date))
	case rawType:
		return b.must(rawValue(v.Bytes()))
	case numberType, bytesType:
		return b.must(ValueOf(v.Interface()))
	}
	if v.Kind() != reflect.Pointer && reflect.PointerTo(v.Type()).Implements(marshalerType) {
		return asText(h, b.marshaled(addressable(v)))
	}
	switch v.Kind() {
	case reflect.Bool:
		return b.flag(h, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return asText(h, IntOf(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return asText(h, b.must(uintValue(v.Uint())))
	case reflect.String:
		return b.must(textValue(v.String()))
	case reflect.Slice, reflect.Array:
		return b.list(h, v)
	case reflect.Struct:
		return b.object(v)
	case reflect.Map:
		return b.mapping(h, v)
	case reflect.Pointer:
		if v.IsNil() {
			b.wrong("is nil")
			return Value{}
		}
		return b.value(h, v.Elem())
	case reflect.Interface:
		if v.IsNil() {
			return Value{}
		}
		return b.value(h, v.Elem())
	}
	return b.must(ValueOf(v.Interface()))
}

func (b *builder) must(v Value, err error) Value {
	if err != nil {
		b.wrong(err.Error())
	}
	return v
}

func asText(h *hints, v Value) Value {
	if h.asString && v.Kind != JSON {
		return TextOf(v.FormText())
	}
	return v
}

// marshaled asks a type that writes itself, and takes plain values out of their JSON: a form has no quotes around text.
func (b *builder) marshaled(v reflect.Value) Value {
	raw, err := json.Marshal(v.Addr().Interface())
	if err != nil {
		var inner *json.MarshalerError
		if errors.As(err, &inner) {
			err = inner.Err
		}
		b.wrong(err.Error())
		return Value{}
	}
	switch raw[0] {
	case '{', '[':
		return Value{Kind: JSON, Text: string(raw)}
	case '"':
		return TextOf(ScalarText(raw))
	case 't', 'f':
		return boolValue(raw[0] == 't')
	case 'n':
		return Value{}
	}
	return b.must(numberValue(string(raw)))
}

func (b *builder) list(h *hints, v reflect.Value) Value {
	out := Value{Kind: List, Items: make([]Member, v.Len())}
	ofElement := h.ofElement()
	for i := range v.Len() {
		b.enter("", "", i)
		out.Items[i].Value = b.value(ofElement, v.Index(i))
		if h.comma {
			b.commaSafe(out.Items[i].Value)
		}
		b.leave()
	}
	if h.comma {
		texts := make([]string, len(out.Items))
		for i, item := range out.Items {
			texts[i] = item.Value.FormText()
		}
		return TextOf(strings.Join(texts, ","))
	}
	return out
}

// commaSafe refuses what a comma-joined list would cut or lose.
func (b *builder) commaSafe(v Value) {
	switch text := v.FormText(); {
	case strings.Contains(text, ","):
		b.wrong(fmt.Sprintf("%q holds a comma, which the vendor reads as two values", text))
	case !b.skip && (strings.TrimSpace(text) != text || text == ""):
		b.wrong(fmt.Sprintf("%q is empty or has blanks at its ends", text))
	}
}

func (h *hints) ofElement() *hints {
	inner := *h
	inner.comma = false
	return &inner
}

func (b *builder) mapping(h *hints, v reflect.Value) Value {
	if v.Type().Key().Kind() != reflect.String {
		return b.must(ValueOf(v.Interface()))
	}
	out := Value{Kind: Map, Items: make([]Member, 0, v.Len())}
	for iter := v.MapRange(); iter.Next(); {
		key := iter.Key().String()
		b.enter("["+strconv.Quote(key)+"]", key, -1)
		b.must(textValue(key))
		out.Items = append(out.Items, Member{key, b.value(h, iter.Value())})
		b.leave()
	}
	sortMembers(out.Items)
	return out
}

func (b *builder) time(h *hints, t time.Time) Value {
	if t.IsZero() {
		b.wrong("is the zero time")
		return Value{}
	}
	t = t.In(CST)
	if (h.time == "minute" || h.time == "clock") && (t.Second() != 0 || t.Nanosecond() != 0) {
		b.wrong(fmt.Sprintf("is %s: the vendor has minutes, no seconds", t.Format(time.RFC3339)))
	}
	switch h.time {
	case "unix":
		return asText(h, IntOf(t.Unix()))
	case "milli":
		return asText(h, IntOf(t.UnixMilli()))
	case "date":
		return TextOf(t.Format(time.DateOnly))
	case "minute":
		return TextOf(t.Format(dateMinute))
	case "clock":
		return TextOf(t.Format(clock))
	}
	return TextOf(t.Format(dateTime))
}

func (b *builder) date(d classcloud.Date) Value {
	if !d.Valid() && !d.IsZero() { // a pointer to the zero Date says that there is no day
		b.wrong(fmt.Sprintf("%s is no day of the calendar", d))
	}
	return TextOf(d.String())
}

// flag writes a bool in the vendor's sense.
func (b *builder) flag(h *hints, on bool) Value {
	if h.inverted {
		on = !on
	}
	switch {
	case h.flag01:
		return asText(h, IntOf(boolValue(on).Int))
	case h.flag12:
		return asText(h, IntOf(2-boolValue(on).Int))
	case h.asText:
		return TextOf(strconv.FormatBool(on))
	}
	return boolValue(on)
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

func (b *builder) groups(p *plan, v reflect.Value) {
	if b.skip {
		return
	}
	for _, g := range p.groups {
		var there []int
		for _, i := range g.fields {
			if !isZero(v.FieldByIndex(p.fields[i].index)) {
				there = append(there, i)
			}
		}
		switch {
		case g.all && len(there) > 0 && len(there) < len(g.fields):
			b.wrongGroup(p, g, "go together: set all of them or none")
		case !g.all && len(there) != 1:
			b.wrongGroup(p, g, "exclude each other: set exactly one")
		}
	}
}

func (b *builder) wrongGroup(p *plan, g group, problem string) {
	goNames, names := make([]string, len(g.fields)), make([]string, len(g.fields))
	for i, at := range g.fields {
		goNames[i], names[i] = p.fields[at].goName, p.fields[at].full
	}
	b.enter(strings.Join(goNames, ", "), strings.Join(names, ", "), -1)
	b.wrong(problem)
	b.leave()
}

// extraMembers reads the map of parameters the type does not have.
func (b *builder) extraMembers(p *plan, f *field, v reflect.Value) []Member {
	if v.Len() == 0 {
		return nil
	}
	b.enter(f.goName, "", -1)
	defer b.leave()
	value := b.must(ValueOf(v.Interface()))
	for _, m := range value.Items {
		if goName, clash := p.has(m.Name); clash {
			b.wrong(fmt.Sprintf("holds %q: use the field %s", m.Name, goName))
		}
	}
	return value.Items
}

func (b *builder) extraParams(p *plan, params []classcloud.Param) {
	own := len(b.message.Body)
	for _, param := range params {
		b.enter("WithParam", param.Name, -1)
		b.message.Body = b.extraParam(p, own, Member{param.Name, b.must(ValueOf(param.Value))})
		b.leave()
	}
}

// extraParam adds m to the body, whose first own members are the request's.
func (b *builder) extraParam(p *plan, own int, m Member) []Member {
	body := b.message.Body
	if goName, clash := p.has(m.Name); clash {
		b.wrong("is a field of the request: use " + goName)
		return body
	}
	switch at := slices.IndexFunc(body, func(other Member) bool { return other.Name == m.Name }); {
	case at < 0:
		return append(body, m)
	case at < own:
		b.wrong("is among the request's own extra parameters too")
	default:
		body[at] = m
	}
	return body
}
