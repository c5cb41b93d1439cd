package wire

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud"
)

// extraMembers adds the map with the parameters that the type does not have.
func (b *builder) extraMembers(p *plan, f *field, v reflect.Value, members []Member) []Member {
	if v.Len() == 0 {
		return members
	}
	b.enter(f.goName, "", -1)
	defer b.leave()
	value := b.must(ValueOf(v.Interface()))
	e := &extras{b: b, told: func(name, goName string) string { return fmt.Sprintf("holds %q: use the field %s", name, goName) }}
	for _, m := range value.Items {
		members = e.add(p, members, m)
	}
	return members
}

// extraParams adds the parameters of WithParam. Of several with the same name the last is sent.
func (b *builder) extraParams(p *plan, params []classcloud.Param) {
	if len(params) == 0 {
		return
	}
	e := &extras{b: b, given: map[string]bool{}, told: func(_, goName string) string { return "is a field of the request: use " + goName }}
	for _, param := range params {
		b.enter("WithParam", param.Name, -1)
		b.message.Body = e.add(p, b.message.Body, Member{param.Name, b.must(ValueOf(param.Value))})
		e.given[param.Name] = true
		b.leave()
	}
}

// extras adds parameters that a type does not have beside those that it has. Such a parameter may lie in an object of the request: its
// name then is a path with dots, or its value is that object with the new members alone.
type extras struct {
	b     *builder
	told  func(name, goName string) string // the problem of a parameter that is a field
	given map[string]bool                  // the names that were added before and may be added again
}

// spot is where a parameter goes: the type there, if it is known, and the objects of that type that lead there.
type spot struct {
	plan  *plan
	outer []string // since plan
	whole []string // since the request
	field string   // the fields that lead to plan, ending in a dot
}

func (e *extras) add(p *plan, members []Member, m Member) []Member {
	path := strings.Split(m.Name, ".")
	if m.Name == "" {
		e.b.wrong("holds a parameter without a name")
		return members
	}
	if slices.Contains(path, "") && len(path) > 1 {
		e.b.wrong(fmt.Sprintf("%q has an empty name between its dots", m.Name))
		return members
	}
	return e.put(spot{plan: p}, members, path, m.Value)
}

// put adds value at path to members.
func (e *extras) put(at spot, members []Member, path []string, value Value) []Member {
	outer := append(at.outer[:len(at.outer):len(at.outer)], path[0])
	inside := spot{at.plan, outer, append(at.whole[:len(at.whole):len(at.whole)], path[0]), at.field}
	if f := at.plan.leaf(outer); f != nil {
		t, isObject := f.object()
		if !isObject {
			e.b.wrong(e.told(strings.Join(inside.whole, "."), at.field+f.goName))
			return members
		}
		inside = spot{planOf(t), nil, inside.whole, at.field + f.goName + "."}
		return e.putInside(inside, f.goName, members, path, value)
	}
	if f := at.plan.within(outer); f != nil {
		return e.putInside(inside, f.goName, members, path, value)
	}
	i := slices.IndexFunc(members, func(m Member) bool { return m.Name == path[0] })
	switch {
	case len(path) == 1 && i < 0:
		return append(members, Member{path[0], value})
	case len(path) == 1 && e.again(inside.whole):
		members[i].Value = value
		return members
	case len(path) == 1:
		e.b.wrong("is among the request's own extra parameters too")
		return members
	case i < 0 && len(at.whole) == 0:
		e.b.wrong(fmt.Sprintf("has a dot, and the request has no object %q: give %[1]q itself, as an object", path[0]))
		return members
	}
	return e.putInside(spot{&plan{}, nil, inside.whole, ""}, "", members, path, value)
}

// putInside adds value inside the object path[0], and makes the object if it is missing. Without a longer path, value is such an object
// itself, and goName a field of it.
func (e *extras) putInside(inside spot, goName string, members []Member, path []string, value Value) []Member {
	i := slices.IndexFunc(members, func(m Member) bool { return m.Name == path[0] })
	object := Value{Kind: Map}
	if i >= 0 {
		object = asObject(members[i].Value)
	}
	given := asObject(value)
	switch {
	case object.Kind != Map && goName == "":
		e.b.wrong(fmt.Sprintf("lies in %q, which is not an object", strings.Join(inside.whole, ".")))
		return members
	case object.Kind != Map || len(path) == 1 && given.Kind != Map:
		e.b.wrong(e.told(strings.Join(inside.whole, "."), goName))
		return members
	case len(path) > 1:
		object.Items = e.put(inside, object.Items, path[1:], value)
	default:
		for _, m := range given.Items {
			object.Items = e.put(inside, object.Items, []string{m.Name}, m.Value)
		}
	}
	if i >= 0 {
		members[i].Value = object
		return members
	}
	return append(members, Member{path[0], object})
}

// again reports whether a parameter may replace what stands at its path: it was added before, or what it lies in was.
func (e *extras) again(whole []string) bool {
	for i := range whole {
		if e.given[strings.Join(whole[:i+1], ".")] {
			return true
		}
	}
	return false
}

// asObject returns raw JSON that is an object with its members apart, and every other value as it is.
func asObject(v Value) Value {
	if v.Kind != JSON {
		return v
	}
	envelope, err := Split([]byte(v.Text))
	if err != nil {
		return v
	}
	out := Value{Kind: Map, Items: make([]Member, len(envelope))}
	for i, m := range envelope {
		out.Items[i] = Member{m.Name, Value{Kind: JSON, Text: string(m.Raw)}}
	}
	return out
}

// leaf returns the field whose value stands at path, or nil without one.
func (p *plan) leaf(path []string) *field {
	for i := range p.fields {
		f := &p.fields[i]
		if f.place != isExtra && f.name == path[len(path)-1] && slices.Equal(f.in, path[:len(path)-1]) {
			return f
		}
	}
	return nil
}

// within returns a field that lies in the object at path, or nil without one.
func (p *plan) within(path []string) *field {
	for i := range p.fields {
		if f := &p.fields[i]; len(f.in) >= len(path) && slices.Equal(f.in[:len(path)], path) {
			return f
		}
	}
	return nil
}

// object returns the type of a field that is sent as an object whose members are those of a type of this module.
func (f *field) object() (reflect.Type, bool) {
	t := f.typ
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	isObject := f.place == inBody && t.Kind() == reflect.Struct && t != timeType && t != dateType && !f.hints.jsonText && !f.hints.verbatim &&
		!reflect.PointerTo(t).Implements(marshalerType)
	return t, isObject
}
