package agora

import (
	"fmt"
	"maps"
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
// top level. A list is a leaf; an empty object changes nothing. Merge changes p and returns it; for a nil p it returns a new map.
func (p Properties) Merge(path string, object map[string]any) Properties {
	if p == nil {
		p = Properties{}
	}
	for key, value := range object {
		at := key
		if path != "" {
			at = path + "." + key
		}
		switch inner := value.(type) {
		case map[string]any:
			p.Merge(at, inner)
		case Properties:
			p.Merge(at, inner)
		default:
			p[at] = value
		}
	}
	return p
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
