package agoratest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// openBody decodes the body into Params. The body must be a JSON object with the Content-Type of JSON; an empty body holds no parameters.
func openBody(r *vendortest.Request) *failure {
	contentType := r.Header.Get("Content-Type")
	mediaType, _, err := mime.ParseMediaType(contentType)
	if isJSON := err == nil && mediaType == "application/json"; !isJSON && (len(r.Body) > 0 || contentType != "") {
		return badParameter("the Content-Type must be application/json")
	}
	if len(bytes.TrimSpace(r.Body)) == 0 || r.Method == http.MethodGet {
		return nil
	}
	body, ok := decodeObject(r.Body)
	if !ok {
		return badParameter("the body must be a JSON object")
	}
	r.Params = body
	return nil
}

func decodeObject(text []byte) (map[string]any, bool) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var object map[string]any
	if !utf8.Valid(text) || decoder.Decode(&object) != nil || object == nil {
		return nil, false
	}
	_, err := decoder.Token()
	return object, err == io.EOF
}

// fields reads the members of a JSON object and remembers the first problem in it or in the objects inside it. A member that is null
// counts as absent. Names are compared exactly.
type fields struct {
	members map[string]any
	path    string // where the object stands, ending in a dot
	problem *string
}

func newFields(members map[string]any) fields { return fields{members: members, problem: new(string)} }

// failure returns the first problem as a refusal, or nil without one.
func (f fields) failure() *failure {
	if *f.problem == "" {
		return nil
	}
	return badParameter(*f.problem)
}

func (f fields) reject(name, problem string) {
	if *f.problem == "" {
		*f.problem = f.path + name + " " + problem
	}
}

func (f fields) has(name string) bool { return f.members[name] != nil }

// names returns the names in order, so that the first problem is always the same.
func (f fields) names() []string { return slices.Sorted(maps.Keys(f.members)) }

func (f fields) require(name string) {
	if !f.has(name) {
		f.reject(name, "is required")
	}
}

// object returns the members of an object inside. All members of an absent object are absent.
func (f fields) object(name string) fields {
	members, ok := f.members[name].(map[string]any)
	if f.has(name) && !ok {
		f.reject(name, "must be an object")
	}
	return fields{members: members, path: f.path + name + ".", problem: f.problem}
}

func (f fields) text(name string) string {
	value, ok := f.members[name].(string)
	if f.has(name) && !ok {
		f.reject(name, "must be a string")
	}
	return value
}

// integer returns 0 for an absent member, whatever the bounds.
func (f fields) integer(name string, least, most int64) int64 {
	if !f.has(name) {
		return 0
	}
	number, _ := f.members[name].(json.Number)
	value, err := number.Int64()
	if err != nil || value < least || value > most {
		f.reject(name, fmt.Sprintf("must be an integer from %d to %d", least, most))
	}
	return value
}

// number returns 0 for an absent member, whatever the bounds.
func (f fields) number(name string, least, most float64) float64 {
	if !f.has(name) {
		return 0
	}
	number, _ := f.members[name].(json.Number)
	value, err := number.Float64()
	if err != nil || value < least || value > most {
		f.reject(name, fmt.Sprintf("must be a number from %g to %g", least, most))
	}
	return value
}

func (f fields) boolean(name string) bool {
	value, ok := f.members[name].(bool)
	if f.has(name) && !ok {
		f.reject(name, "must be a boolean")
	}
	return value
}
