package wire

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Shapes are the types that read themselves, each with what tells of the members that it does not have, as Drift does for others.
type Shapes map[reflect.Type]func(raw []byte, report func(path, problem string))

// Drift walks a reply beside the type it is decoded into and reports every member the type does not have and every enum value
// without a name. ignore has the names of members of the outermost object that are not reported. The reply must be one that Decode accepted.
func Drift(data []byte, t reflect.Type, ignore []string, shapes Shapes, report func(path, problem string)) {
	d := &drift{report: report, ignore: ignore, shapes: shapes}
	d.value(jsontext.Value(TrimBOM(data)), t, "")
}

var stringerType = reflect.TypeFor[fmt.Stringer]()

type drift struct {
	report func(path, problem string)
	ignore []string
	shapes Shapes
}

func (d *drift) value(raw jsontext.Value, t reflect.Type, path string) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if own, ok := d.shapes[t]; ok {
		own(raw, func(below, problem string) { d.report(path+below, problem) })
		return
	}
	if p := reflect.PointerTo(t); p.Implements(unmarshalType) || p.Implements(textUnmarshal) {
		return // the type reads itself, and knows best
	}
	if isEnum(t) && raw.Kind() != '0' && raw.Kind() != '"' {
		if !IsEmpty(raw) {
			d.report(path, "unknown value "+string(raw))
		}
		return
	}
	switch raw.Kind() {
	case '{':
		d.object(raw, t, path)
	case '[':
		d.list(raw, t, path)
	case '0', '"':
		d.scalar(raw, t, path)
	}
}

func (d *drift) object(raw jsontext.Value, t reflect.Type, path string) {
	members, err := Split(raw)
	if err != nil {
		return
	}
	for _, m := range members {
		at := path + "/" + EscapePointer(m.Name)
		switch t.Kind() {
		case reflect.Struct:
			if field, known := memberField(t, m.Name); known {
				d.value(m.Raw, field, at)
			} else if path != "" || !slices.Contains(d.ignore, m.Name) {
				d.report(at, "unknown field")
			}
		case reflect.Map:
			if _, err := parseKey(m.Name, t.Key()); err != nil {
				d.report(at, "unknown field")
				continue
			}
			d.value(m.Raw, t.Elem(), at)
		case reflect.Slice:
			d.value(m.Raw, t.Elem(), at)
		}
	}
}

func (d *drift) list(raw jsontext.Value, t reflect.Type, path string) {
	if t.Kind() != reflect.Slice && t.Kind() != reflect.Map {
		return
	}
	dec := jsontext.NewDecoder(bytes.NewReader(raw), syntax)
	if _, err := dec.ReadToken(); err != nil {
		return
	}
	for i := 0; dec.PeekKind() != ']'; i++ {
		item, err := dec.ReadValue()
		if err != nil {
			return
		}
		d.value(item.Clone(), t.Elem(), path+"/"+strconv.Itoa(i))
	}
}

// scalar reports an enum's value that prints as TypeName(value), which is how our enums print what they have no name for.
func (d *drift) scalar(raw jsontext.Value, t reflect.Type, path string) {
	v := reflect.New(t)
	if t.Name() == "" || !t.Implements(stringerType) || Decode(raw, v.Interface()) != nil {
		return
	}
	if nameless(v.Elem()) {
		d.report(path, "unknown value "+ScalarText(raw))
	}
}

// MemberType returns the type of the field that a member of a result is read into. t is nil, a struct, a list of structs or a map.
func MemberType(t reflect.Type, name string) (reflect.Type, bool) {
	for t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Map || t.Kind() == reflect.Pointer) {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct {
		return nil, false
	}
	return memberField(t, name)
}

// memberField is the type of the field a member is decoded into.
func memberField(t reflect.Type, name string) (reflect.Type, bool) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && tag == "" {
			if inner, ok := memberField(deref(f.Type), name); ok {
				return inner, true
			}
			continue
		}
		if tag == "" {
			tag = f.Name
		}
		if f.IsExported() && tag != "-" && (strings.EqualFold(tag, name) || slices.Contains(strings.Split(f.Tag.Get("wire"), ","), "or="+name)) {
			return f.Type, true
		}
	}
	return nil, false
}

func deref(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// EscapePointer writes a member's name as a part of a JSON pointer.
func EscapePointer(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}
