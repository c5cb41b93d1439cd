package sandbox

import (
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// document is openapi.json.
type document struct {
	Paths      map[string]map[string]documentedOperation `json:"paths"`
	Components struct {
		Schemas map[string]map[string]any `json:"schemas"`
	} `json:"components"`
}

type documentedOperation struct {
	Parameters []struct {
		Name, In string
	}
	RequestBody *documentedContent
	Responses   map[string]documentedContent
}

type documentedContent struct {
	Content map[string]struct{ Schema map[string]any }
}

func openAPI(t *testing.T) document {
	t.Helper()
	text, err := apiFiles.ReadFile("openapi.json")
	require.NoError(t, err)
	var doc document
	require.NoError(t, json.Unmarshal(text, &doc))
	return doc
}

// documentedTypes are the Go types of the schemas.
func documentedTypes() map[string]any {
	return map[string]any{"Problem": Problem{}, "Text": explain.Text{}, "Verdict": explain.Verdict{}, "Entry": Entry{}, "Requests": Requests{},
		"Variable": Variable{}, "Clock": Clock{}, "Clocks": Clocks{}, "Fault": Fault{}, "Faults": Faults{}, "SetClock": SetClock{}, "Reset": Reset{},
		"SendCallback": SendCallback{}, "Delivery": Delivery{}, "Callback": Callback{}, "Callbacks": Callbacks{}, "LogState": LogState{},
		"ReplayState": ReplayState{}, "VendorState": VendorState{}, "State": State{}, "Change": Change{}}
}

func TestEveryRouteIsDocumentedAndTheReverse(t *testing.T) {
	doc := openAPI(t)
	var documented, served []string
	for path, methods := range doc.Paths {
		for method := range methods {
			documented = append(documented, strings.ToUpper(method)+" "+path)
		}
	}
	for _, r := range (&Sandbox{}).routes() {
		served = append(served, r.method+" "+r.path)
	}
	assert.ElementsMatch(t, documented, served)
}

func TestEveryParameterAndBodyIsDocumentedAndTheReverse(t *testing.T) {
	doc := openAPI(t)
	for _, r := range (&Sandbox{}).routes() {
		op := doc.Paths[r.path][strings.ToLower(r.method)]
		var query, path []string
		for _, p := range op.Parameters {
			if p.In == "query" {
				query = append(query, p.Name)
			} else {
				path = append(path, p.Name)
			}
		}
		assert.ElementsMatch(t, r.query, query, r.method+" "+r.path)
		var named []string
		for _, m := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(r.path, -1) {
			named = append(named, m[1])
		}
		assert.ElementsMatch(t, named, path, r.path)
		if r.body != nil {
			require.NotNil(t, op.RequestBody, r.method+" "+r.path)
			assert.Equal(t, schemaOf(t, r.body), op.RequestBody.Content["application/json"].Schema["$ref"])
		} else {
			assert.Nil(t, op.RequestBody, r.method+" "+r.path)
		}
		if r.reply != nil {
			assert.Equal(t, schemaOf(t, r.reply), op.Responses["200"].Content["application/json"].Schema["$ref"])
		}
	}
}

// schemaOf returns the reference to the schema of a value's type.
func schemaOf(t *testing.T, v any) string {
	t.Helper()
	for name, documented := range documentedTypes() {
		if reflect.TypeOf(documented) == reflect.TypeOf(v) {
			return "#/components/schemas/" + name
		}
	}
	t.Fatalf("%T has no schema", v)
	return ""
}

func TestEveryFieldIsDocumentedAndTheReverse(t *testing.T) {
	doc := openAPI(t)
	known := documentedTypes()
	for name := range doc.Components.Schemas {
		if name != "Summary" { // an Entry without its Detail
			assert.Contains(t, known, name, "the schema %s has no Go type", name)
		}
	}
	for name, v := range known {
		schema := doc.Components.Schemas[name]
		require.NotNil(t, schema, name)
		fields, required := fieldsOf(reflect.TypeOf(v))
		compareFields(t, name, schema, fields, required)
	}
	fields, required := fieldsOf(reflect.TypeFor[Entry]())
	details, _ := fieldsOf(reflect.TypeFor[Detail]())
	for detail := range details {
		delete(fields, detail)
		required = slices.DeleteFunc(required, func(r string) bool { return r == detail })
	}
	compareFields(t, "Summary", doc.Components.Schemas["Summary"], fields, required)
}

func compareFields(t *testing.T, name string, schema map[string]any, fields map[string]reflect.Type, required []string) {
	t.Helper()
	properties := schema["properties"].(map[string]any)
	assert.ElementsMatch(t, slices.Collect(maps.Keys(properties)), slices.Collect(maps.Keys(fields)), name)
	var demanded []string
	for _, r := range orEmpty(schema["required"]) {
		demanded = append(demanded, r.(string))
	}
	assert.ElementsMatch(t, demanded, required, "%s: required", name)
	assert.Equal(t, false, schema["additionalProperties"], name)
	for field, typ := range fields {
		property, _ := properties[field].(map[string]any)
		assert.NotEmpty(t, property["description"], "%s.%s has no description", name, field)
		assert.Equal(t, kindOf(typ), kindSaid(property), "%s.%s", name, field)
	}
}

func orEmpty(v any) []any {
	list, _ := v.([]any)
	return list
}

// fieldsOf returns the JSON members of a struct, and those that are always there.
func fieldsOf(t reflect.Type) (fields map[string]reflect.Type, required []string) {
	fields = map[string]reflect.Type{}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			inner, always := fieldsOf(f.Type.Elem())
			maps.Copy(fields, inner)
			required = append(required, always...)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields[name] = f.Type
		if options == "" {
			required = append(required, name)
		}
	}
	return fields, required
}

// kindOf returns what a schema says of a Go type.
func kindOf(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return "string date-time"
	case t == reflect.TypeFor[json.RawMessage](), t.Kind() == reflect.Interface:
		return ""
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "oneOf"
	case reflect.Struct:
		return "$ref"
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Float64:
		return "number"
	case reflect.Slice:
		return "array"
	case reflect.Map:
		return "object"
	default:
		return "integer"
	}
}

func kindSaid(schema map[string]any) string {
	for _, by := range []string{"$ref", "oneOf"} {
		if schema[by] != nil {
			return by
		}
	}
	kind, _ := schema["type"].(string)
	if format, ok := schema["format"].(string); ok {
		kind += " " + format
	}
	return kind
}
