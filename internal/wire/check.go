package wire

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/go-classcloud/classcloud"
)

// Validator is a request with rules that concern several fields at once.
type Validator interface {
	// Validate returns the fields that break these rules.
	Validate() []classcloud.FieldError
}

// DatedValidator is a request with rules that depend on when it is sent.
type DatedValidator interface {
	// ValidateAt returns the fields that break these rules for a request that is sent now.
	ValidateAt(now time.Time) []classcloud.FieldError
}

// ValidateAt returns the fields of a request that break its rules for one that is sent now. A request without such rules, or nil, breaks
// none.
func ValidateAt(in any, now time.Time) []classcloud.FieldError {
	validator, ok := in.(DatedValidator)
	if v := reflect.ValueOf(in); !ok || v.Kind() == reflect.Pointer && v.IsNil() {
		return nil
	}
	return validator.ValidateAt(now)
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

// addressable returns v itself, or an addressable copy of a value that comes from a map or an interface, so that methods of its
// pointer can be called.
func addressable(v reflect.Value) reflect.Value {
	if v.CanAddr() {
		return v
	}
	to := reflect.New(v.Type()).Elem()
	to.Set(v)
	return to
}

// emptyProblem describes an empty list or map. It suggests nil only where nil is allowed.
func emptyProblem(f *field) string {
	if f.checks.required {
		return "is empty, and required"
	}
	return "is empty: leave it nil to say nothing"
}

func (b *builder) check(f *field, v reflect.Value, value Value) {
	c := &f.checks
	if value.Kind == Text {
		if n := utf8.RuneCountInString(value.Text); c.hasMax && n > c.max {
			b.wrong(fmt.Sprintf("has %d characters, the vendor keeps %d", n, c.max)) // what is longer would be cut without an error
		} else if c.hasMin && n < c.min {
			b.wrong(fmt.Sprintf("has %d characters, the vendor wants at least %d", n, c.min))
		}
		if c.trimmed && (strings.TrimSpace(value.Text) != value.Text || strings.ContainsFunc(value.Text, unicode.IsControl)) {
			b.wrong("begins or ends with a blank, or has a control character: the vendor may take it for another, or for none")
		}
		if n := len(value.Text); c.bytes > 0 && n > c.bytes {
			b.wrong(fmt.Sprintf("has %d bytes, the vendor takes %d", n, c.bytes))
		}
	}
	if c.hasCount && (v.Kind() == reflect.Slice || v.Kind() == reflect.Map) && v.Len() > c.count {
		b.wrong(fmt.Sprintf("has %d elements, the vendor takes %d in one call", v.Len(), c.count))
	}
	if c.ids {
		b.checkIDs(v)
	}
	if v.CanInt() && v.Int() < 0 && v.Type() != durationType && !isEnum(v.Type()) && (c.required || f.neverNegative()) {
		b.wrong("is negative") // as no id is, no page, and no number that must be there
	}
	if f.place == inPath && (value.FormText() == "." || value.FormText() == ".." || value.FormText() == "") {
		b.wrong(fmt.Sprintf("%q cannot stand in a path", value.FormText()))
	}
}

// neverNegative reports whether a field's name says that it counts from 0 or 1: an id, a user's number, a page, or the size of one.
func (f *field) neverNegative() bool {
	return strings.HasSuffix(f.goName, "ID") || f.goName == "UserNumber" || f.goName == "Page" || f.goName == "PageSize"
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

// checkIDs refuses elements that no id can be: a 0 in a list of ids is as much a slip as a positional 0.
func (b *builder) checkIDs(v reflect.Value) {
	if v.Kind() != reflect.Slice {
		return
	}
	for i := range v.Len() {
		if id := v.Index(i); id.CanInt() && id.Int() < 1 {
			b.enter("", "", i)
			b.wrong(fmt.Sprintf("is %d, which is not an id", id.Int()))
			b.leave()
		}
	}
}
