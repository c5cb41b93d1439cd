package agora

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
)

// Properties are changes of a room's, a user's or a widget's own properties. A key with dots is a path, and what stands at its
// end is replaced: a key alone replaces a whole top-level value, an object with every member it had. Replace and Merge say which
// of the two is meant:
//
//	agora.Properties{}.Replace("quiz", map[string]any{"q1": 5}) // {"quiz":{"q1":5}}: every other member of quiz is gone
//	agora.Properties{}.Merge("quiz", map[string]any{"q1": 5})   // {"quiz.q1":5}: they stay
type Properties map[string]any

// Replace puts value in place of whatever stands at path. It changes p and returns it, or a new one for nil.
func (p Properties) Replace(path string, value any) Properties {
	if p == nil {
		p = Properties{}
	}
	p[path] = value
	return p
}

// Merge changes only the leaves that object has below path, at any depth, and leaves everything else there alone; an empty path
// is the top. A list is a leaf; an empty object changes nothing. It changes p and returns it, or a new one for nil.
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

// check refuses paths that Agora would read in another way than they look, and changes that fight over one place.
func (p Properties) check(field, wire string) []classcloud.FieldError {
	var bad []classcloud.FieldError
	for _, path := range slices.Sorted(maps.Keys(p)) {
		problem := pathProblem(path)
		if outer := p.outer(path); problem == "" && outer != "" {
			problem = "lies in " + strconv.Quote(outer) + ", which this request replaces: which of them holds is left to chance"
		}
		if problem != "" {
			bad = append(bad, classcloud.FieldError{Field: fmt.Sprintf("%s[%q]", field, path), Wire: wire + "." + path, Problem: problem})
		}
	}
	return bad
}

// outer returns the key of p that path lies in.
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

// checkPaths refuses paths to delete that point nowhere.
func checkPaths(field, wire string, paths []string) []classcloud.FieldError {
	var bad []classcloud.FieldError
	for i, path := range paths {
		if problem := pathProblem(path); problem != "" {
			bad = append(bad, classcloud.FieldError{Field: fmt.Sprintf("%s[%d]", field, i), Wire: fmt.Sprintf("%s[%d]", wire, i), Problem: problem})
		}
	}
	return bad
}
