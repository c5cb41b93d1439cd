package agora

import (
	"errors"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// eventMembers holds the members of an event. The one complete envelope in print (查询指定 Widget 事件) has fromUser and operator beside data,
// the tables of single events have them and cause inside: whichever way a member arrives, it is found.
type eventMembers struct {
	outer wire.Envelope // of the event
	inner wire.Envelope // of its data; the event's own where Agora prints the data alone
}

// splitEvent takes an event apart. The problem is that of data that is not an object; absent data is the event itself.
func splitEvent(outer wire.Envelope) (m eventMembers, problem string) {
	m = eventMembers{outer: outer, inner: outer}
	data := outer.Get("data")
	if data == nil {
		return m, ""
	}
	inner, err := wire.Split(objectIn(data))
	if err != nil {
		return eventMembers{outer: outer}, notAnObject
	}
	m.inner = inner
	return m, ""
}

const notAnObject = "data is not a JSON object"

// besides are the members that stand inside of data or beside it.
var besides = []string{"fromUser", "operator", "cause"}

// get returns a member from data, or from beside it where data says nothing.
func (m eventMembers) get(name string) []byte {
	if raw := m.inner.Get(name); !wire.IsEmpty(raw) {
		return raw
	}
	if raw := m.outer.Get(name); !wire.IsEmpty(raw) {
		return raw
	}
	return m.inner.Get(name)
}

// contradicts returns the problem of a member that stands inside of data and beside it with another value; that inside is taken.
func (m eventMembers) contradicts(name string) string {
	inside, beside := m.inner.Get(name), m.outer.Get(name)
	if wire.IsEmpty(inside) || wire.IsEmpty(beside) {
		return ""
	}
	var one, other any
	if wire.Decode(objectIn(inside), &one) != nil || wire.Decode(objectIn(beside), &other) != nil || !reflect.DeepEqual(one, other) {
		return name + ": data has another value than the event beside it"
	}
	return ""
}

// object returns data with the members that stand beside it.
func (m eventMembers) object() []byte {
	members := make([]wire.Member, 0, len(m.inner)+len(besides))
	add := func(name string, raw []byte) {
		members = append(members, wire.Member{Name: name, Value: wire.Value{Kind: wire.JSON, Text: string(raw)}})
	}
	for _, name := range besides {
		if raw := m.get(name); raw != nil {
			add(name, objectIn(raw))
		}
	}
	for _, member := range m.inner {
		if !isBeside(member.Name) {
			add(member.Name, member.Raw)
		}
	}
	return wire.AppendJSONObject(nil, members)
}

func isBeside(name string) bool {
	for _, beside := range besides {
		if name == beside {
			return true
		}
	}
	return false
}

// objectIn returns the object or list that a value is, also where it comes as JSON in a text.
func objectIn(raw []byte) []byte {
	if text := strings.TrimSpace(wire.ScalarText(raw)); strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
		return []byte(text)
	}
	return raw
}

// readObject reads an object into a struct. One odd leaf costs that leaf: the problems tell each with its place, and everything else is
// in the struct.
func readObject(object []byte, to any) (problems []string) {
	report, err := wire.Read(object, to)
	if err != nil {
		return []string{err.Error()}
	}
	problems = oddEnums(object, to)
	for _, list := range [][]*wire.DecodeError{report.Fields, report.Decorative} {
		for _, bad := range list {
			problems = append(problems, bad.Error())
		}
	}
	for _, bad := range report.Rows {
		problems = append(problems, bad.Path+": "+bad.Problem)
	}
	return problems
}

// problemIn is the error of what could not be read.
func problemIn(problems []string) error {
	if len(problems) == 0 {
		return nil
	}
	return errors.New("agora: " + strings.Join(problems, "; "))
}

// oddEnums returns the problems of enums that are not numbers: they read as -1, or as 0 where 0 has no name.
func oddEnums(raw []byte, v any) (problems []string) {
	wire.Drift(raw, reflect.TypeOf(v), nil, nil, func(path, problem string) {
		text, isValue := strings.CutPrefix(problem, "unknown value ")
		if _, err := strconv.ParseFloat(text, 64); isValue && err != nil {
			problems = append(problems, (&wire.DecodeError{Path: path, Problem: strconv.Quote(text) + " is not a whole number"}).Error())
		}
	})
	return problems
}
