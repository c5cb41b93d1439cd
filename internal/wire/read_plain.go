package wire

import (
	"bytes"
	"reflect"
	"unicode/utf8"
)

// plainField is how a field of a small result is read at a glance.
type plainField uint8

const (
	oddField plainField = iota // not at all
	textField
	intField
)

// plainFieldOf returns how a field of a type is read.
func plainFieldOf(t reflect.Type) plainField {
	switch p := reflect.PointerTo(t); {
	case t == durationType || p.Implements(unmarshalType) || p.Implements(textUnmarshal) || isEnum(t):
		return oddField
	case t.Kind() == reflect.String:
		return textField
	case t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64:
		return intField
	}
	return oddField
}

// plainPlan is the plan of a result that can be read at a glance: a pointer to a struct of nothing but text and whole numbers, as creates
// answer with. It is nil for every other type.
func plainPlan(t reflect.Type) *structPlan {
	if t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
		return nil
	}
	t = t.Elem()
	if p := reflect.PointerTo(t); t == timeType || t == dateType || p.Implements(unmarshalType) || p.Implements(textUnmarshal) {
		return nil
	}
	p := planResult(t)
	if p.keyed != nil || p.rest != nil || p.extra != nil || p.lacks {
		return nil
	}
	for i := range p.fields {
		if p.fields[i].plain == oddField {
			return nil
		}
	}
	return p
}

// readPlain reads an object in which there is nothing to tolerate and nothing to report, without a decoder. Of others it says nothing: what
// it does not take is read by the decoder from the beginning, and out is as it was.
func (p *structPlan) readPlain(data []byte, out reflect.Value) bool {
	var few [16]bool
	if len(p.fields) > len(few) {
		return false
	}
	s, to := scanner{text: TrimBOM(data)}, reflect.New(out.Type().Elem())
	if !s.take('{') {
		return false
	}
	next := 0
	for more := !s.take('}'); more; {
		s.peek()
		name, ok := s.name()
		if !ok || name == nil {
			return false
		}
		at, known := next, next < len(p.fields) && p.fields[next].name == string(name)
		if !known {
			at, known = p.find(name)
		}
		switch {
		case !known:
			ok = s.value(1)
		case few[at] || p.fields[at].name != string(name): // twice, or by another name
			return false
		default:
			few[at], next = true, at+1
			ok = p.fields[at].scan(&s, to.Elem())
		}
		if !ok {
			return false
		}
		if more = s.take(','); !more && !s.take('}') {
			return false
		}
	}
	if s.peek(); s.at != len(s.text) || !p.whole(few[:len(p.fields)], to.Elem()) {
		return false
	}
	out.Set(to)
	return true
}

// scan reads a field's value, if that is text in quotes without an escape, or digits.
func (f *resultField) scan(s *scanner, v reflect.Value) bool {
	if len(f.index) > 1 {
		v = v.FieldByIndex(f.index)
	} else {
		v = v.Field(f.index[0])
	}
	from := s.at
	plain := true
	var text []byte
	if s.at < len(s.text) && s.text[s.at] == '"' {
		var ok bool
		if plain, ok = s.str(); !ok {
			return false
		}
		text = s.text[from+1 : s.at-1]
	} else {
		s.digits()
		if text = s.text[from:s.at]; !IsPlainNumber(text) {
			return false
		}
	}
	switch {
	case !plain && (bytes.IndexByte(text, '\\') >= 0 || !utf8.Valid(text)):
		return false
	case f.plain == textField:
		v.SetString(string(text))
		return true
	}
	n, ok := digits(text)
	if ok = ok && !v.OverflowInt(n); ok {
		v.SetInt(n)
	}
	return ok
}

// whole reports whether an object holds what it must hold.
func (p *structPlan) whole(seen []bool, v reflect.Value) bool {
	for i := range p.fields {
		f := &p.fields[i]
		if !f.required && !f.present {
			continue
		}
		if field := v.FieldByIndex(f.index); !seen[i] || f.required && field.IsZero() {
			return false
		}
	}
	return true
}
