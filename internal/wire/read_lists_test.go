package wire

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDecodeShapes(t *testing.T) {
	limit, label, open := 3, "", false
	rows := []seat{{1, "a"}, {2, "b"}}
	for _, c := range []decodeCase{
		{name: "the right shapes", in: `{"seat":{"row":"1","name":"a"},"missing":{"row":2},"seats":[{"row":1,"name":"a"},{"row":2,"name":"b"}],"by_name":{"x":{"row":3}},"by_index":{"7":"y"},"limit":"3"}`,
			want: hall{Seat: seat{1, "a"}, Missing: &seat{Row: 2}, Seats: rows, ByName: map[string]seat{"x": {Row: 3}}, ByIndex: map[int64]string{7: "y"}, Limit: &limit}},
		{name: "empty lists for everything", in: `{"seat":[],"missing":[],"seats":[],"by_name":[],"by_index":[]}`, want: hall{Seats: []seat{}}},
		{name: "empty objects for everything", in: `{"seat":{},"missing":{},"seats":{},"by_name":{},"by_index":{}}`, want: hall{Missing: &seat{}, ByName: map[string]seat{}, ByIndex: map[int64]string{}}},
		{name: "empty text for everything", in: `{"seat":"","missing":"","seats":"","by_name":"","by_index":"","limit":"","label":"","open":""}`, want: hall{Label: &label}},
		{name: "null for everything", in: `{"seat":null,"missing":null,"seats":null,"by_name":null,"by_index":null,"limit":null,"label":null,"open":null}`, want: hall{}},
		{name: "false for everything but a flag", in: `{"seat":false,"missing":false,"seats":false,"by_name":false,"by_index":false,"limit":false,"open":false}`, want: hall{Open: &open}},
		{name: "an object with gaps is a list", in: `{"1":{"row":1,"name":"a"},"4":{"row":2,"name":"b"}}`, want: rows},
		{name: "a list is a map by its indexes as text", in: `[{"row":1,"name":"a"},{"row":2,"name":"b"}]`, want: map[string]seat{"0": rows[0], "1": rows[1]}},
		{name: "a list is a map by its indexes", in: `["x","y"]`, want: map[int64]string{0: "x", 1: "y"}},
		{name: "a map by named keys", in: `["x"]`, want: map[colour]string{"0": "x"}},
		{name: "an empty list at the top is an empty struct", in: `[]`, want: hall{}},
		{name: "structs in lists in maps, each in its crooked form", in: `{"a":{"3":{"row":"9"}},"b":[[],"",{"row":1}],"c":false}`, want: map[string][]seat{"a": {{Row: 9}}, "b": {{}, {}, {Row: 1}}, "c": nil}},
		{name: "pointers to structs in a list", in: `[[],"",null,{"row":"1"}]`, want: []*seat{nil, nil, nil, {Row: 1}}},
		{name: "pointers to lists and maps", in: `["",[1]]`, want: []*[]int{nil, {1}}},
		{name: "unknown members are ignored", in: `{"row":1,"new":{"deep":[1,2]}}`, want: seat{Row: 1}},

		{name: "text for a struct", in: `{"seat":"abc"}`, want: hall{}, bad: "text where an object is expected", path: "/seat"},
		{name: "a number for a struct", in: `{"seat":0}`, want: hall{}, bad: "a number where an object is expected", path: "/seat"},
		{name: "true for a struct", in: `{"missing":true}`, want: hall{}, bad: "true or false where an object is expected", path: "/missing"},
		{name: "a filled list for a struct", in: `{"seat":[{"row":1}]}`, want: hall{}, bad: "a list where an object is expected", path: "/seat"},
		{name: "a filled list for a pointer to a struct", in: `{"missing":[{"row":1}]}`, want: hall{}, bad: "a list where an object is expected", path: "/missing"},
		{name: "text for a pointer to a number", in: `{"limit":"abc"}`, want: hall{}, bad: `"abc" is not a whole number`, path: "/limit"},
		{name: "text for a list", in: `{"seats":"abc"}`, want: hall{}, bad: "text where a list is expected", path: "/seats"},
		{name: "a number for a map", in: `{"by_name":1}`, want: hall{}, bad: "a number where an object is expected", path: "/by_name"},
		{name: "an object for a list", in: `{"seats":{"row":1}}`, want: hall{}, bad: `an object with the member "row" where a list is expected`, path: "/seats/row"},
		{name: "a list for a map by flags", in: `["x"]`, want: map[yes]string{}, bad: "list where an object is expected"},
	} {
		c.run(t)
	}
}

func TestDecodeIntoAnyKeepsEveryDigit(t *testing.T) {
	var out map[string]any
	require.NoError(t, Decode([]byte(`{"id":6206825690183958501,"deep":[{"id":6206825690183958501}],"text":"1","yes":true,"no":null}`), &out))
	id := json.Number("6206825690183958501")
	assert.Equal(t, map[string]any{"id": id, "deep": []any{map[string]any{"id": id}}, "text": "1", "yes": true, "no": nil}, out)
	requireRoundTrip(t, reflect.ValueOf(&out))
}

// mood reads itself from JSON, and label reads itself from text.
type (
	mood  struct{ read string }
	label struct{ Read string }
)

func (m *mood) UnmarshalJSON(raw []byte) error {
	if string(raw) == `"bad"` {
		return assert.AnError
	}
	m.read = string(raw)
	return nil
}

func (m mood) MarshalJSON() ([]byte, error) { return []byte(m.read), nil }

func (l *label) UnmarshalText(text []byte) error { l.Read = "<" + string(text) + ">"; return nil }

func TestDecodeLeavesTypesThatReadThemselvesAlone(t *testing.T) {
	type holder struct {
		Raw   json.RawMessage `json:"raw"`
		Mood  mood            `json:"mood"`
		Other *mood           `json:"other"`
		Text  label           `json:"text"`
		Also  *label          `json:"also"`
	}
	var out holder
	require.NoError(t, Decode([]byte(`{"raw":{ "b":1.50 , "a":[ ]},"mood":[],"other":"","text":"","also":""}`), &out))
	assert.Equal(t, `{ "b":1.50 , "a":[ ]}`, string(out.Raw), "byte for byte")
	assert.Equal(t, mood{`[]`}, out.Mood)
	assert.Equal(t, &mood{`""`}, out.Other)
	assert.Equal(t, label{"<>"}, out.Text)
	assert.Equal(t, &label{"<>"}, out.Also)

	bad := requireDecodeError(t, Decode([]byte(`{"mood":"bad"}`), &out))
	assert.Equal(t, "/mood", bad.Path)
	assert.Equal(t, assert.AnError.Error(), bad.Problem)
}

func TestIsEmpty(t *testing.T) {
	for _, raw := range []string{``, ` `, `null`, `""`, `false`, `[]`, `{}`, " [ \n] ", `{ }`} {
		assert.True(t, IsEmpty([]byte(raw)), raw)
	}
	for _, raw := range []string{`0`, `"0"`, `true`, `[0]`, `{"a":1}`, `" "`, `[`, `{`, `"`, `fish`, `nothing`, `[}`} {
		assert.False(t, IsEmpty([]byte(raw)), raw)
	}
}

// A list takes room for what the rest of the payload can hold: nearly as much as it needs where its rows are alike, and never much more than
// eight times what it has, however the rows differ.
func TestAListTakesRoomForItsRows(t *testing.T) {
	type row struct {
		ID   int    `json:"id"`
		Name string `json:"name"`
	}
	for name, test := range map[string]struct {
		rows   int
		body   string
		factor float64
	}{
		"alike":               {5000, strings.Repeat(`{"id":7,"name":"abc"},`, 5000), 1.3},
		"short, then long":    {9, strings.Repeat(`{},`, 8) + `{"name":"` + strings.Repeat("x", 1<<20) + `"},`, 9},
		"long, then short":    {5001, `{"name":"` + strings.Repeat("x", 1<<16) + `"},` + strings.Repeat(`{},`, 5000), 2},
		"and what follows it": {20, strings.Repeat(`{"id":7},`, 20), 8},
	} {
		t.Run(name, func(t *testing.T) {
			var out struct {
				Rows []row  `json:"rows"`
				Text string `json:"text"`
			}
			require.NoError(t, Decode([]byte(`{"rows":[`+strings.TrimSuffix(test.body, ",")+`],"text":"`+strings.Repeat("y", 1<<10)+`"}`), &out))
			assert.Len(t, out.Rows, test.rows)
			assert.LessOrEqual(t, float64(cap(out.Rows)), test.factor*float64(test.rows))
		})
	}
}
