package agora

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
)

// Properties holds changes of the custom properties of a room, a user or a widget. A key with dots is a path, and Agora replaces the
// value at its end. A key without dots replaces a whole top-level value: an object loses every member it had. Replace and Merge make
// the difference visible:
//
//	agora.Properties{}.Replace("quiz", map[string]any{"q1": 5}) // {"quiz":{"q1":5}} removes every other member of quiz
//	agora.Properties{}.Merge("quiz", map[string]any{"q1": 5})   // {"quiz.q1":5} keeps them
//
// The values are yours: they are sent exactly as encoding/json writes them, zeros, times and types of your own included, and raw JSON as
// json.RawMessage. What encoding/json cannot write is refused before anything is sent.
type Properties map[string]any

// Replace replaces the value at path. It changes p and returns it; for a nil p it returns a new map.
func (p Properties) Replace(path string, value any) Properties {
	if p == nil {
		p = Properties{}
	}
	p[path] = value
	return p
}

// Merge changes, below path, only the leaves that object has, at any depth, and keeps everything else there. An empty path means the
// top level. Merge changes p and returns it; for a nil p it returns a new map.
//
// Whatever encoding/json writes as an object is one, at every depth: maps, structs, json.RawMessage, types with MarshalJSON. All else is a
// leaf: a list, null, and so a nil map or a nil pointer inside. An empty object changes nothing, and neither does a nil object.
//
// Three things are kept and then refused when the request is sent, before anything goes out: an object that is not one in JSON, a value
// that encoding/json cannot write, such as a map that holds itself, and a name with a dot, which Agora would take for a path; use Replace for such paths.
func (p Properties) Merge(path string, object any) Properties {
	if p == nil {
		p = Properties{}
	}
	if value := reflect.ValueOf(object); !value.IsValid() || (value.Kind() == reflect.Map || value.Kind() == reflect.Pointer) && value.IsNil() {
		return p
	}
	members, isObject := membersOf(object)
	switch _, err := json.Marshal(object); {
	case isObject:
		p.merge(path, members, []uintptr{placeOf(object)})
	case err != nil:
		p[path] = object
	default:
		p[path] = unmergeable("is not an object in JSON: Merge takes objects, Replace takes any value")
	}
	return p
}

// merge merges the members of an object. outer holds the maps that it lies in, and itself: one that holds itself is not entered again.
func (p Properties) merge(path string, members map[string]any, outer []uintptr) {
	for key, value := range members {
		at := key
		if path != "" {
			at = path + "." + key
		}
		switch inner, isObject := membersOf(value); {
		case strings.Contains(key, "."):
			p[at] = unmergeable("merges the name " + strconv.Quote(key) + ", whose dot Agora would take for a path: Replace takes paths")
		case isObject && (placeOf(value) == 0 || !slices.Contains(outer, placeOf(value))):
			p.merge(at, inner, append(outer, placeOf(value)))
		default:
			p[at] = value
		}
	}
}

// placeOf returns where a map is, and 0 for what is not a map.
func placeOf(value any) uintptr {
	if v := reflect.ValueOf(value); v.Kind() == reflect.Map {
		return v.Pointer()
	}
	return 0
}

// unmergeable stands for a change that Merge could not make, until the request that holds it is refused.
type unmergeable string

// MarshalJSON fails with the reason.
func (u unmergeable) MarshalJSON() ([]byte, error) { return nil, errors.New(string(u)) }

// membersOf returns the members of what is an object in JSON. The values of a plain map stay Go values; those of a type that says itself
// how it is written are its JSON. A value that encoding/json cannot write is not an object: it is refused where it stands.
func membersOf(value any) (members map[string]any, isObject bool) {
	v := reflect.ValueOf(value)
	if plain := v.IsValid() && v.Kind() == reflect.Map && v.Type().Key() == reflect.TypeFor[string]() && !isWriter(v.Type()); plain && !v.IsNil() {
		members = make(map[string]any, v.Len())
		for each := v.MapRange(); each.Next(); {
			members[each.Key().String()] = each.Value().Interface()
		}
		return members, true
	}
	text, err := json.Marshal(value)
	if err != nil || text[0] != '{' {
		return nil, false
	}
	var raw map[string]json.RawMessage
	if json.Unmarshal(text, &raw) != nil {
		return nil, false
	}
	members = make(map[string]any, len(raw))
	for key, value := range raw {
		members[key] = value
	}
	return members, true
}

func isWriter(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[json.Marshaler]()) || t.Implements(reflect.TypeFor[encoding.TextMarshaler]())
}

// check refuses paths that Agora would read in another way than they look, and changes of which one overwrites another.
func (p Properties) check(field, wire string) []classcloud.FieldError {
	var bad []classcloud.FieldError
	for _, path := range slices.Sorted(maps.Keys(p)) {
		problem := pathProblem(path)
		if outer := p.outer(path); problem == "" && outer != "" {
			problem = "lies in " + strconv.Quote(outer) + ", which this request replaces too: the result would depend on their order"
		}
		if problem != "" {
			bad = append(bad, classcloud.FieldError{Field: fmt.Sprintf("%s[%q]", field, path), Wire: wire + "." + path, Problem: problem})
		}
	}
	return bad
}

// outer returns the key of p that path lies in, or an empty text.
func (p Properties) outer(path string) string {
	for at, r := range path {
		if _, ok := p[path[:at]]; r == '.' && ok {
			return path[:at]
		}
	}
	return ""
}

func pathProblem(path string) string {
	switch {
	case path == "":
		return "is an empty path"
	case slices.Contains(strings.Split(path, "."), ""):
		return "has an empty name between its dots"
	}
	return ""
}

// checkPaths refuses malformed paths to delete.
func checkPaths(field, wire string, paths []string) []classcloud.FieldError {
	var bad []classcloud.FieldError
	for i, path := range paths {
		if problem := pathProblem(path); problem != "" {
			bad = append(bad, classcloud.FieldError{Field: fmt.Sprintf("%s[%d]", field, i), Wire: fmt.Sprintf("%s[%d]", wire, i), Problem: problem})
		}
	}
	return bad
}
