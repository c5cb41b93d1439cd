package wire

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Parameter describes a parameter of a request, as the tags of its field say it.
type Parameter struct {
	Name     string       // the vendor's name, with the objects it is nested in: "webRecordConfig.url"
	Owner    reflect.Type // the struct that declares the field; nil for an argument of its own
	Field    string       // the field's Go name; empty for an argument of its own
	Type     reflect.Type // the field's type
	Form     string       // what is given: "text", "integer", "flag", "time", "list of integer", "object", "file"
	Unit     string       // how it goes out: "unix seconds", "minutes", "1 or 2"; empty where the form says it all
	Place    string       // path, query, body, file, or local for what the method itself uses
	Required bool
	Limits   []string    // "at most 50 characters"
	Group    string      // parameters of one group: exactly one of them is given, or, with Together, all or none
	Together bool        // see Group
	Parts    []Parameter // the members of an object, or of the elements of a list of objects
}

// placeNames are the words for the places, by their numbers.
var placeNames = [...]string{inBody: "body", inPath: "path", inQuery: "query", isFile: "file", isExtra: "extra", isLocal: "local"}

// Describe returns the parameters of a request struct in the order of its fields.
func Describe(t reflect.Type) []Parameter { return describe(t, nil) }

// DescribeArg describes a positional argument of a method, which is always needed.
func DescribeArg(name string, t reflect.Type) Parameter {
	f := &field{name: name, full: name, typ: t, checks: checks{required: true}}
	return f.describe(nil, nil)
}

// describe leaves out the members of types that contain themselves: above has the types around.
func describe(t reflect.Type, above []reflect.Type) (out []Parameter) {
	if slices.Contains(above, t) {
		return nil
	}
	above = append(above[:len(above):len(above)], t)
	for _, f := range planOf(t).fields {
		if f.place != isExtra {
			out = append(out, f.describe(declares(t, f.index), above))
		}
	}
	return out
}

// declares returns the struct that declares the field at an index: an embedded one, or t.
func declares(t reflect.Type, index []int) reflect.Type {
	for _, i := range index[:len(index)-1] {
		t = t.Field(i).Type
	}
	return t
}

func (f *field) describe(owner reflect.Type, above []reflect.Type) Parameter {
	p := Parameter{Name: f.full, Owner: owner, Field: f.goName, Type: f.typ, Place: placeNames[f.place],
		Form: f.form(f.typ), Unit: f.hints.written(elementOf(f.typ)), Required: f.checks.required || f.place == inPath, Limits: f.checks.limits()}
	switch {
	case f.checks.oneOf != "":
		p.Group = f.checks.oneOf
	case f.checks.allOf != "":
		p.Group, p.Together = f.checks.allOf, true
	}
	if inner := elementOf(f.typ); strings.HasSuffix(p.Form, "object") && inner.Kind() == reflect.Struct {
		p.Parts = describe(inner, above)
	}
	return p
}

// elementOf is a type without its pointers and lists.
func elementOf(t reflect.Type) reflect.Type {
	for t != rawType && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Array) {
		t = t.Elem()
	}
	return t
}

// form names what is given for a value of a type.
func (f *field) form(t reflect.Type) string {
	switch {
	case t == timeType:
		return "time"
	case t == durationType:
		return "span"
	case t == dateType:
		return "day"
	case t == fileType:
		return "file"
	case t == rawType, t.Kind() == reflect.Interface:
		return "JSON"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return f.form(t.Elem())
	case reflect.Slice, reflect.Array:
		return "list of " + f.form(t.Elem())
	case reflect.Bool:
		return "flag"
	case reflect.String:
		if f.hints.number {
			return "integer"
		}
		return "text"
	case reflect.Float32, reflect.Float64:
		return "number"
	case reflect.Struct:
		if reflect.PointerTo(t).Implements(unmarshalType) || reflect.PointerTo(t).Implements(textUnmarshal) {
			return "JSON" // it reads itself
		}
		return "object"
	case reflect.Map:
		return "object"
	}
	return "integer"
}

// written says how a value goes out where that is not plain.
func (h *hints) written(t reflect.Type) string {
	switch {
	case t == timeType || t == dateType && h.time != "":
		return timeForms[h.time]
	case t == dateType:
		return "2006-01-02"
	case t == durationType:
		return h.unit
	case t.Kind() != reflect.Bool:
		return ""
	case h.asText:
		return "true or false, as text"
	case h.flag12 && h.inverted:
		return "2 for yes, 1 for no"
	case h.flag12:
		return "1 for yes, 2 for no"
	case h.flag01 && h.inverted, h.inverted:
		return "0 for yes, 1 for no"
	case h.flag01:
		return "1 for yes, 0 for no"
	}
	return "true or false"
}

// timeForms are the forms of a time by its hint.
var timeForms = map[string]string{"unix": "unix seconds", "milli": "unix milliseconds", "date": "2006-01-02", "minute": "2006-01-02 15:04",
	"clock": clock, "": "2006-01-02 15:04:05"}

// limits says what the check tag allows.
func (c *checks) limits() (out []string) {
	say := func(ok bool, format string, n int) {
		if ok {
			out = append(out, fmt.Sprintf(format, strconv.Itoa(n)))
		}
	}
	say(c.hasMin, "at least %s characters", c.min)
	say(c.hasMax, "at most %s characters", c.max)
	say(c.bytes > 0, "at most %s bytes", c.bytes)
	say(c.hasCount, "at most %s elements", c.count)
	return out
}
