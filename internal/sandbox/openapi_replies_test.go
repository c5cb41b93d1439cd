package sandbox

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// checker checks values against the part of JSON Schema that openapi.json uses. A keyword that it does not know is a mistake.
type checker struct{ schemas map[string]map[string]any }

func (c checker) check(at string, schema map[string]any, v any) []string {
	var bad []string
	wrong := func(format string, values ...any) { bad = append(bad, at+": "+fmt.Sprintf(format, values...)) }
	for keyword, want := range schema {
		switch keyword {
		case "description", "properties":
		case "$ref":
			bad = append(bad, c.check(at, c.schemas[strings.TrimPrefix(want.(string), "#/components/schemas/")], v)...)
		case "type":
			if got := jsonType(v); got != want && !(want == "number" && got == "integer") {
				wrong("is %s, want %s", got, want)
			}
		case "enum":
			if !slices.Contains(want.([]any), v) {
				wrong("%v is not one of %v", v, want)
			}
		case "format":
			if _, err := time.Parse(time.RFC3339Nano, fmt.Sprint(v)); want != "date-time" || err != nil {
				wrong("%v is not a %s", v, want)
			}
		case "minimum":
			if n, is := v.(float64); is && n < want.(float64) {
				wrong("%v is less than %v", v, want)
			}
		case "required":
			for _, name := range want.([]any) {
				if object, is := v.(map[string]any); is && !has(object, name.(string)) {
					wrong("%s is missing", name)
				}
			}
		case "additionalProperties":
			bad = append(bad, c.members(at, schema, v)...)
		case "items":
			list, _ := v.([]any)
			for i, item := range list {
				bad = append(bad, c.check(fmt.Sprintf("%s.%d", at, i), want.(map[string]any), item)...)
			}
		case "oneOf":
			fits := 0
			for _, one := range want.([]any) {
				if len(c.check(at, one.(map[string]any), v)) == 0 {
					fits++
				}
			}
			if fits != 1 {
				wrong("fits %d of oneOf", fits)
			}
		default:
			wrong("the checker does not know %s", keyword)
		}
	}
	return bad
}

// members checks an object's members, and that none is there that the schema does not have.
func (c checker) members(at string, schema map[string]any, v any) (bad []string) {
	object, _ := v.(map[string]any)
	properties, _ := schema["properties"].(map[string]any)
	for name, value := range object {
		at := at + "." + name
		if known, is := properties[name].(map[string]any); is {
			bad = append(bad, c.check(at, known, value)...)
			continue
		}
		switch others := schema["additionalProperties"].(type) {
		case map[string]any:
			bad = append(bad, c.check(at, others, value)...)
		case bool:
			if !others {
				bad = append(bad, at+": is not documented")
			}
		}
	}
	return bad
}

func has(object map[string]any, name string) bool { _, there := object[name]; return there }

func jsonType(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case float64:
		if v == math.Trunc(v) {
			return "integer"
		}
		return "number"
	case []any:
		return "array"
	default:
		return "object"
	}
}

func TestTheCheckerFindsWhatIsWrong(t *testing.T) {
	c := checker{openAPI(t).Components.Schemas}
	for text, want := range map[string]string{
		`{"faults":[{"vendor":"agora"}]}`:                               "",
		`{"faults":[{}]}`:                                               ".faults.0: vendor is missing",
		`{"faults":[{"vendor":"zoom"}]}`:                                "is not one of",
		`{"faults":[{"vendor":"agora","status":"5"}]}`:                  ".faults.0.status: is string, want integer",
		`{"faults":[{"vendor":"agora","skip":-1}]}`:                     "is less than 0",
		`{"faults":[{"vendor":"agora","delays":"1s"}]}`:                 "is not documented",
		`{"faults":[{"vendor":"agora","header":{"A":[1]}}]}`:            ".header.A.0: is integer, want string",
		`{"faults":{}}`:                                                 ".faults: is object, want array",
		`{"faults":[{"vendor":"agora","times":1.5}]}`:                   "is number, want integer",
		`{"faults":[{"vendor":"agora","apply":true,"times":-1}],"x":1}`: ".x: is not documented",
	} {
		var v any
		require.NoError(t, json.Unmarshal([]byte(text), &v))
		bad := strings.Join(c.check("", c.schemas["Faults"], v), "; ")
		if want == "" {
			assert.Empty(t, bad, text)
		} else {
			assert.Contains(t, bad, want, text)
		}
	}
	assert.NotEmpty(t, c.check("", c.schemas["Clock"], map[string]any{"vendor": "agora", "now": "yesterday", "ahead": "0s", "standing": false}))
}

// Every route answers as its schema says, in success and in refusal.
func TestRealRepliesAreAsDocumented(t *testing.T) {
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"code":0}`)) }))
	defer receiver.Close()
	b := start(t, Config{})
	_, err := createRoom(t, baijiayunClient(t, b), "数学")
	require.NoError(t, err)
	unsigned, err := http.Get(env(b, "baijiayun")["BAIJIAYUN_BASE_URL"] + "/openapi/room/info?room_id=1")
	require.NoError(t, err)
	require.NoError(t, unsigned.Body.Close())

	doc := openAPI(t)
	c := checker{doc.Components.Schemas}
	asked := map[string]bool{}
	for _, call := range []struct {
		method, path, template, body string
		status                       int
	}{
		{"GET", "/api/requests", "", "", 200},
		{"GET", "/api/requests?limit=2000", "", "", 400},
		{"GET", "/api/requests?verdict=refused", "", "", 400},
		{"GET", "/api/requests/1", "/api/requests/{id}", "", 200},
		{"GET", "/api/requests/99", "/api/requests/{id}", "", 404},
		{"GET", "/api/state", "", "", 200},
		{"GET", "/api/state?vendor=zoom", "", "", 400},
		{"POST", "/api/faults", "", `{"vendor":"baijiayun","operation":"Rooms.Get","status":503,"header":{"Retry-After":["1"]},"times":2,"delay":"1ms"}`, 200},
		{"POST", "/api/faults", "", `{"vendor":"baijiayun","operation":"Rooms.Got","status":503}`, 400},
		{"GET", "/api/faults", "", "", 200},
		{"GET", "/api/state", "", "", 200}, // with a fault
		{"DELETE", "/api/faults", "", "", 200},
		{"POST", "/api/clock", "", `{"advance":"10m"}`, 200},
		{"POST", "/api/clock", "", `{"advance":"10m","real":true}`, 400},
		{"POST", "/api/callbacks", "", `{"vendor":"baijiayun","kind":"class","url":"` + receiver.URL + `","parameters":{"room_id":26083100000001}}`, 200},
		{"POST", "/api/callbacks", "", `{"vendor":"aui","kind":"class"}`, 400},
		{"GET", "/api/callbacks", "", "", 200},
		{"POST", "/api/reset", "", `{}`, 200},
		{"POST", "/api/reset", "", `{"vendors":"agora"}`, 400},
	} {
		path, _, _ := strings.Cut(call.path, "?")
		if call.template != "" {
			path = call.template
		}
		asked[call.method+" "+path] = true
		status, reply := api(t, b, call.method, call.path, call.body)
		require.Equal(t, call.status, status, "%s %s: %v", call.method, call.path, reply)
		responses := doc.Paths[path][strings.ToLower(call.method)].Responses
		documented := responses["4XX"]
		if status == 200 {
			documented = responses["200"]
		}
		assert.Empty(t, c.check("", documented.Content["application/json"].Schema, any(reply)), "%s %s: %v", call.method, call.path, reply)
	}
	for _, r := range b.routes() {
		if r.stream == nil {
			assert.True(t, asked[r.method+" "+r.path], "nobody asks %s %s here", r.method, r.path)
		}
	}
}
