package agora

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// changes holds changed properties by their names without "extra".
type changes map[string]*change

// change is a value, or an object whose members arrived one by one.
type change struct {
	raw     json.RawMessage
	members changes
}

const (
	deepestPath = 8     // how many names of a dotted path are split: Agora's paths have three
	mostOptions = 1_000 // how many options a quiz or a poll may have that tells each by its index
)

// flattenChanges reads an object of changed properties. Agora's tables print objects and its examples dotted paths; both give the same
// changes.
func flattenChanges(object []byte) changes {
	all := changes{}
	all.add(object)
	all.unwrap()
	return all
}

// unwrap moves what is in "extra" out of it. What stands beside it under the same name counts.
func (c changes) unwrap() {
	extra := c["extra"]
	if extra == nil || extra.members == nil {
		return
	}
	delete(c, "extra")
	for name, inside := range extra.members {
		if c[name] == nil {
			c[name] = inside
		}
	}
}

// add merges the members of an object, each under its dotted path.
func (c changes) add(object []byte) {
	members, _ := wire.Split(object) // an object within valid JSON
	for _, m := range members {
		c.set(m.Name, m.Raw)
	}
}

// set merges a value under its dotted path. No value is null.
func (c changes) set(path string, raw []byte) {
	at, names := c, strings.SplitN(path, ".", deepestPath)
	for _, name := range names[:len(names)-1] {
		at = at.object(name)
	}
	last := names[len(names)-1]
	switch {
	case isObject(raw):
		at.object(last).add(raw)
	case raw == nil:
		at[last] = &change{raw: json.RawMessage("null")}
	case at[last] == nil || at[last].members == nil || !wire.IsEmpty(raw): // nothing does not take back what came in paths
		at[last] = &change{raw: raw}
	}
}

// object returns the object with that name, and makes it first if it is missing.
func (c changes) object(name string) changes {
	if c[name] == nil || c[name].members == nil {
		c[name] = &change{members: changes{}}
	}
	return c[name].members
}

// only returns the changes of some names.
func (c changes) only(names ...string) changes {
	out := changes{}
	for _, name := range names {
		if c[name] != nil {
			out[name] = c[name]
		}
	}
	return out
}

func (c changes) rename(old, name string) {
	if c[name] == nil && c[old] != nil {
		c[name] = c[old]
	}
}

// paths returns the dotted paths of all values, sorted.
func (c changes) paths(prefix string) (paths []string) {
	for _, name := range slices.Sorted(maps.Keys(c)) {
		if inside := c[name].members; len(inside) > 0 {
			paths = append(paths, inside.paths(prefix+name+".")...)
			continue
		}
		paths = append(paths, prefix+name)
	}
	return paths
}

// value writes the changes as one object.
func (c changes) value() wire.Value {
	out := wire.Value{Kind: wire.Map}
	for _, name := range slices.Sorted(maps.Keys(c)) {
		value := wire.Value{Kind: wire.JSON, Text: string(c[name].raw)}
		if c[name].members != nil {
			value = c[name].members.value()
		}
		out.Items = append(out.Items, wire.Member{Name: name, Value: value})
	}
	return out
}

// read reads the changes into a struct, and returns what could not be read.
func (c changes) read(to any) []string { return readObject(c.value().AppendJSON(nil), to) }

// texts makes a list of options out of what Agora may send for one: a list, whose elements are text by the examples and objects by the
// tables; an object with the options by their indexes; one option alone. An option that is not text stands as its JSON.
func (c changes) texts(name string) (problem string) {
	return c.list(name, func(raw []byte) (json.RawMessage, string) {
		text, _ := json.Marshal(elementText(raw)) // a string can always be written
		return text, ""
	})
}

// numbers makes a list of whole numbers. What is not one is left out: it must not become option 0.
func (c changes) numbers(name string) (problem string) {
	return c.list(name, func(raw []byte) (json.RawMessage, string) {
		var n *int
		if err := wire.Decode(raw, &n); err != nil || n == nil {
			return nil, "has " + string(raw) + ", not a whole number"
		}
		return strconv.AppendInt(nil, int64(*n), 10), ""
	})
}

// elementText returns the text of an element of a list: the JSON of one that is not plain.
func elementText(raw []byte) string {
	if text := wire.ScalarText(raw); text != "" || wire.IsEmpty(raw) {
		return text
	}
	return string(raw)
}

// list rewrites a property as a list of what element makes of each of its elements.
func (c changes) list(name string, element func(raw []byte) (json.RawMessage, string)) (problem string) {
	at := c[name]
	if at == nil || at.members == nil && wire.IsEmpty(at.raw) {
		return ""
	}
	elements := wire.Elements(objectIn(at.raw))
	switch {
	case at.members != nil:
		var ok bool
		if elements, ok = at.members.byIndex(); !ok {
			delete(c, name)
			return "/" + name + ": an object where a list is expected"
		}
	case elements == nil:
		elements = [][]byte{at.raw}
	}
	var out []json.RawMessage
	for i, raw := range elements {
		one, odd := element(raw)
		if odd != "" {
			problem = addProblem(problem, "/"+name+"/"+strconv.Itoa(i)+": "+odd)
			continue
		}
		out = append(out, one)
	}
	c[name] = &change{raw: slices.Concat([]byte("["), bytes.Join(rawBytes(out), []byte(",")), []byte("]"))}
	return problem
}

func rawBytes(list []json.RawMessage) (out [][]byte) {
	for _, raw := range list {
		out = append(out, raw)
	}
	return out
}

// byIndex returns the members of an object whose names are indexes, each at its index. What is missing between them is null.
func (c changes) byIndex() (list [][]byte, ok bool) {
	last := -1
	for name := range c {
		n, err := strconv.Atoi(name)
		if err != nil || n < 0 || n >= mostOptions {
			return nil, false
		}
		last = max(last, n)
	}
	list = make([][]byte, last+1)
	for i := range list {
		list[i] = []byte("null")
		if at := c[strconv.Itoa(i)]; at != nil {
			list[i] = at.raw
			if at.members != nil {
				list[i] = at.members.value().AppendJSON(nil)
			}
		}
	}
	return list, true
}
