package agora_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
)

func TestPropertiesSayWhetherTheyReplaceOrMerge(t *testing.T) {
	quiz := map[string]any{"q1": 5, "q2": map[string]any{"answers": []string{"A"}, "note": nil, "none": map[string]any{}}}
	for name, test := range map[string]struct {
		properties agora.Properties
		want       string
	}{
		"replacing a whole value":           {agora.Properties{}.Replace("quiz", quiz), `{"quiz":{"q1":5,"q2":{"answers":["A"],"none":{},"note":null}}}`},
		"replacing what stands at a path":   {agora.Properties{}.Replace("quiz.q1", 6), `{"quiz.q1":6}`},
		"merging leaves the rest alone":     {agora.Properties{}.Merge("quiz", quiz), `{"quiz.q1":5,"quiz.q2.answers":["A"],"quiz.q2.note":null}`},
		"merging at the top":                {agora.Properties{"z": 1}.Merge("", map[string]any{"a": agora.Properties{"b": 1}}), `{"a.b":1,"z":1}`},
		"on nil, a new one is returned":     {agora.Properties(nil).Replace("a", 1).Merge("b", map[string]any{"c": 2}), `{"a":1,"b.c":2}`},
		"merging nothing changes nothing":   {agora.Properties(nil).Merge("b", map[string]any{"c": map[string]any{}}), `{}`},
		"typed maps are objects":            {agora.Properties{}.Merge("quiz", map[string]any{"names": map[string]string{"a": "A"}, "n": map[string]map[string]int{"x": {"y": 0}}}), `{"quiz.names.a":"A","quiz.n.x.y":0}`},
		"structs are objects":               {agora.Properties{}.Merge("quiz", map[string]any{"s": score{By: map[string]int{"a": 1}}}), `{"quiz.s.points":0,"quiz.s.by.a":1,"quiz.s.at":"0001-01-01T00:00:00Z"}`},
		"a struct itself":                   {agora.Properties{}.Merge("quiz", &score{}), `{"quiz.points":0,"quiz.by":null,"quiz.at":"0001-01-01T00:00:00Z"}`},
		"raw JSON":                          {agora.Properties{}.Merge("", json.RawMessage(`{"a":{"b":1.0,"c":[{}],"d":{}},"e":{"f":null}}`)), `{"a.b":1.0,"a.c":[{}],"e.f":null}`},
		"maps by number":                    {agora.Properties{}.Merge("q", map[int]any{1: map[string]any{"x": 1}}), `{"q.1.x":1}`},
		"what writes itself as an object":   {agora.Properties{}.Merge("q", map[string]any{"m": mark{1}}), `{"q.m.mark":1}`},
		"what writes itself as a text":      {agora.Properties{}.Merge("q", map[string]any{"m": time.Unix(0, 0).UTC()}), `{"q.m":"1970-01-01T00:00:00Z"}`},
		"nil inside is a leaf, nil is none": {agora.Properties{}.Merge("q", map[string]any{"m": map[string]any(nil), "p": (*score)(nil)}).Merge("r", nil).Merge("s", map[string]any(nil)).Merge("t", (*score)(nil)), `{"q.m":null,"q.p":null}`},
		"a literal is what Agora receives":  {agora.Properties{"a.b": 1, "c": map[string]any{"d": 1}}, `{"a.b":1,"c":{"d":1}}`},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(test.properties)
			require.NoError(t, err)
			assert.JSONEq(t, test.want, string(text))
		})
	}
	request := &agora.SetPropertiesRequest{RoomUUID: "r", Properties: agora.Properties{}.Replace("quiz", quiz).Merge("quiz", quiz)}
	assert.Len(t, request.Validate(), 3, "replacing and merging one value in one request is left to chance")
	request.Properties = agora.Properties{"quiz": 1, "quizzes.a": 1, "qui.z": 1}
	assert.Empty(t, request.Validate())
}

type score struct {
	Points int            `json:"points"`
	By     map[string]int `json:"by"`
	At     time.Time      `json:"at"`
}

// mark is a map that writes itself in another form.
type mark []int

func (m mark) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, `{"mark":%d}`, m[0]), nil }

func TestWhatTheUserStoresIsStoredAsHeWroteIt(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	ctx := t.Context()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	own := agora.Properties{"alice": score{}, "time": at, "untagged": struct{ A, B int }{}, "zero": 0, "none": "", "no": false, "null": nil, "raw": json.RawMessage(`{"a":1.0}`), "list": []score{{}}}
	cause := map[string]any{"why": score{At: at}}
	want, err := json.Marshal(map[string]any{"properties": own, "extra": own, "cause": cause, "flexProps": own})
	require.NoError(t, err)
	var sent map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(want, &sent))

	require.NoError(t, client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "r", RoomName: "R", RoomType: new(agora.RoomTypeSmall), Properties: own}))
	require.NoError(t, srv.AddStudents("r", "u"))
	for name, call := range map[string]func() error{
		"Rooms.SetProperties": func() error {
			return client.Rooms.SetProperties(ctx, &agora.SetPropertiesRequest{RoomUUID: "r", Properties: own, Cause: cause})
		},
		"Members.SetProperties": func() error {
			return client.Members.SetProperties(ctx, &agora.SetMemberPropertiesRequest{RoomUUID: "r", UserUUID: "u", Properties: own, Cause: cause})
		},
		"Widgets.Set": func() error {
			return client.Widgets.Set(ctx, &agora.SetWidgetRequest{RoomUUID: "r", WidgetUUID: "w", Properties: own, Cause: cause})
		},
		"Widgets.SetUserProperties": func() error {
			return client.Widgets.SetUserProperties(ctx, &agora.SetWidgetUserPropertiesRequest{RoomUUID: "r", WidgetUUID: "w2", UserUUID: "u", Properties: own, Cause: cause})
		},
		"Rooms.DeleteProperties": func() error {
			return client.Rooms.DeleteProperties(ctx, &agora.DeletePropertiesRequest{RoomUUID: "r", Properties: []string{"x"}, Cause: cause})
		},
		"Members.DeleteProperties": func() error {
			return client.Members.DeleteProperties(ctx, &agora.DeleteMemberPropertiesRequest{RoomUUID: "r", UserUUID: "u", Properties: []string{"x"}, Cause: cause})
		},
		"Widgets.DeleteProperties": func() error {
			return client.Widgets.DeleteProperties(ctx, &agora.DeleteWidgetPropertiesRequest{RoomUUID: "r", WidgetUUID: "w3", Properties: []string{"x"}, Cause: cause})
		},
		"Widgets.DeleteUserProperties": func() error {
			return client.Widgets.DeleteUserProperties(ctx, &agora.DeleteWidgetUserPropertiesRequest{RoomUUID: "r", WidgetUUID: "w4", UserUUID: "u", Properties: []string{"x"}, Cause: cause})
		},
		"Widgets.Delete": func() error {
			return client.Widgets.Delete(ctx, &agora.DeleteWidgetRequest{RoomUUID: "r", WidgetUUID: "w5", Cause: cause})
		},
	} {
		t.Run(name, func(t *testing.T) {
			srv.ClearRequests()
			_ = call() // a widget that does not exist is refused by the server, after it has read the request
			body := map[string]json.RawMessage{}
			require.NoError(t, json.Unmarshal(srv.Requests()[0].Body, &body))
			assert.JSONEq(t, string(sent["cause"]), string(body["cause"]))
			for _, member := range []string{"properties", "extra"} {
				if got := body[member]; got != nil && got[0] == '{' {
					assert.Equal(t, string(sent[member]), string(got))
				}
			}
		})
	}
	created := newClient(t, srv, clock, srv.Credentials())
	room, err := created.Rooms.Get(ctx, "r")
	require.NoError(t, err)
	text, err := json.Marshal(room.Properties.Properties)
	require.NoError(t, err)
	assert.JSONEq(t, string(sent["flexProps"]), string(text))
}

// A map that holds itself has no end, at any depth and however often.
func TestMergeOfAMapThatHoldsItself(t *testing.T) {
	m := map[string]any{"a": 1}
	inner := map[string]any{"b": 2, "up": m}
	m["self"], m["again"], m["inner"] = m, m, inner
	p := agora.Properties{}.Merge("quiz", m)
	assert.Equal(t, []string{"quiz.a", "quiz.again", "quiz.inner.b", "quiz.inner.up", "quiz.self"}, slices.Sorted(maps.Keys(p)))
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	err := client.Rooms.SetProperties(t.Context(), &agora.SetPropertiesRequest{RoomUUID: "r", Properties: p})
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.ErrorContains(t, err, "encountered a cycle")
	assert.Empty(t, srv.Requests())
	same := map[string]any{"x": 1}
	assert.Equal(t, agora.Properties{"a.x": 1, "b.x": 1}, agora.Properties{}.Merge("", map[string]any{"a": same, "b": same}), "the same map twice is not a cycle")
}

func TestWhatCannotBeStoredIsRefused(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	for want, properties := range map[string]agora.Properties{
		`Properties["a"] (properties.a) cannot be written as JSON: json: unsupported value: NaN`:                                        {"a": math.NaN()},
		`Properties["q.a.b"] (properties.q.a.b) cannot be written as JSON: merges the name "a.b"`:                                       agora.Properties{}.Merge("q", map[string]any{"a.b": 1}),
		`Properties["q.x.a.b"] (properties.q.x.a.b) cannot be written as JSON: merges the name "a.b"`:                                   agora.Properties{}.Merge("q", map[string]any{"x": json.RawMessage(`{"a.b":1}`)}),
		`Properties["q"] (properties.q) cannot be written as JSON: is not an object in JSON: Merge takes objects`:                       agora.Properties{}.Merge("q", []int{1}),
		`Properties["q.x"] (properties.q.x) cannot be written as JSON: unexpected end of JSON input`:                                    agora.Properties{}.Merge("q", map[string]any{"x": json.RawMessage(`{"a"`)}),
		`Properties["q.x"] (properties.q.x) cannot be written as JSON: json: unsupported type: chan int`:                                agora.Properties{}.Merge("q", map[string]any{"x": make(chan int)}),
		`Properties["q."] (properties.q.) has an empty name between its dots`:                                                           agora.Properties{}.Merge("q", map[string]any{"": 1}),
		`Properties["q.x.y"] (properties.q.x.y) lies in "q.x", which this request replaces too: the result would depend on their order`: agora.Properties{}.Merge("q", map[string]any{"x": map[string]int{"y": 1}}).Merge("q", map[string]any{"x": 1}),
	} {
		err := client.Rooms.SetProperties(t.Context(), &agora.SetPropertiesRequest{RoomUUID: "r", Properties: properties})
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, want)
	}
	assert.Empty(t, srv.Requests())
}

func ExampleProperties() {
	replace := agora.Properties{}.Replace("quiz", map[string]any{"q1": 5})
	merge := agora.Properties{}.Merge("quiz", map[string]any{"q1": 5})
	fmt.Println(replace)
	fmt.Println(merge)
	// Output:
	// map[quiz:map[q1:5]]
	// map[quiz.q1:5]
}
