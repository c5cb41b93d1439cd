package agora_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
)

func event(t *testing.T, text string) agora.Event {
	t.Helper()
	var e agora.Event
	require.NoError(t, json.Unmarshal([]byte(text), &e))
	return e
}

func TestEventKeepsWhatItCannotRead(t *testing.T) {
	for _, test := range []struct {
		name, text, problem string
		want                agora.Event
	}{
		{"an unknown kind", `{"roomUuid":"r","cmd":4711,"sequence":1,"data":{"a":1}}`, "", agora.Event{RoomUUID: "r", Cmd: 4711, Sequence: 1}},
		{"data that does not fit", `{"roomUuid":"r","cmd":1,"sequence":1,"data":{"state":"three"}}`, `data: /state: "three" is not a whole number`,
			agora.Event{RoomUUID: "r", Cmd: agora.EventCmdRoomStatus, Sequence: 1, Data: &agora.RoomStatusChanged{Status: -1}}},
		{"a leaf that does not fit", `{"roomUuid":"r","cmd":1003,"sequence":1,"data":{"action":1,"resources":[{"resourceUuid":"x","size":1024.5},{"resourceUuid":"y","size":7}],"operator":{"role":1}}}`,
			`data: /resources/0/size: "1024.5" is not a whole number`,
			agora.Event{RoomUUID: "r", Cmd: agora.EventCmdResources, Sequence: 1, Data: &agora.ResourcesChanged{Action: agora.ChangeActionSet,
				Resources: []agora.Resource{{ResourceUUID: "x"}, {ResourceUUID: "y", Size: 7}}, Operator: agora.EventUser{Role: agora.RoleTeacher}}}},
		{"data that is JSON in a text", `{"roomUuid":"r","cmd":1,"sequence":1,"data":"{\"state\":1}"}`, "",
			agora.Event{RoomUUID: "r", Cmd: agora.EventCmdRoomStatus, Sequence: 1, Data: &agora.RoomStatusChanged{Status: agora.RoomStatusStarted}}},
		{"a recording without a state", `{"roomUuid":"r","cmd":1001,"sequence":1,"data":{"recordId":"x"}}`, "",
			agora.Event{RoomUUID: "r", Cmd: agora.EventCmdRecording, Sequence: 1, Data: &agora.RecordingChanged{RecordID: "x"}}},
		{"a recording that has ended", `{"roomUuid":"r","cmd":1001,"sequence":1,"data":{"state":0}}`, "",
			agora.Event{RoomUUID: "r", Cmd: agora.EventCmdRecording, Sequence: 1, Data: &agora.RecordingChanged{Status: agora.RecordingStatusEnded}}},
		{"a class without a state", `{"roomUuid":"r","cmd":1,"sequence":1,"data":{}}`, "",
			agora.Event{RoomUUID: "r", Cmd: agora.EventCmdRoomStatus, Sequence: 1, Data: &agora.RoomStatusChanged{Status: -1}}},
		{"an enum that is not a number", `{"roomUuid":"r","cmd":1,"sequence":1,"data":{"state":{"x":1}}}`, `data: /state: "{\"x\":1}" is not a whole number`,
			agora.Event{RoomUUID: "r", Cmd: agora.EventCmdRoomStatus, Sequence: 1, Data: &agora.RoomStatusChanged{Status: -1}}},
		{"an enum that is a flag", `{"roomUuid":"r","cmd":1,"sequence":1,"data":{"state":true}}`, `data: /state: "true" is not a whole number`,
			agora.Event{RoomUUID: "r", Cmd: agora.EventCmdRoomStatus, Sequence: 1, Data: &agora.RoomStatusChanged{Status: -1}}},
		{"data that is not an object", `{"roomUuid":"r","cmd":3,"sequence":1,"data":[]}`, "data is not a JSON object",
			agora.Event{RoomUUID: "r", Cmd: agora.EventCmdChat, Sequence: 1}},
		{"no data", `{"roomUuid":"r","cmd":3,"sequence":1}`, "data is not a JSON object", agora.Event{RoomUUID: "r", Cmd: agora.EventCmdChat, Sequence: 1}},
		{"a sequence that is not a number", `{"roomUuid":7,"cmd":"x","sequence":"many"}`, `cmd: "x" is not a whole number; sequence: "many" is not a whole number`,
			agora.Event{RoomUUID: "7", Cmd: -1}},
		{"no object", `[1,2]`, "the event is not a JSON object", agora.Event{}},
		{"null", `null`, "the event is not a JSON object", agora.Event{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.want.Raw, test.want.Problem = json.RawMessage(test.text), test.problem
			var page struct{ List []agora.Event }
			require.NoError(t, json.Unmarshal([]byte(`{"list":[`+test.text+`]}`), &page))
			require.Len(t, page.List, 1)
			assert.Equal(t, test.want, page.List[0])
			again, err := json.Marshal(page.List[0])
			require.NoError(t, err)
			assert.JSONEq(t, test.text, string(again))
		})
	}
}

func TestEventDecodeData(t *testing.T) {
	var data struct {
		Count int `json:"count"`
	}
	require.NoError(t, event(t, `{"cmd":4711,"data":{"count":"7"}}`).DecodeData(&data))
	assert.Equal(t, 7, data.Count)
	assert.Error(t, event(t, `7`).DecodeData(&data))
	assert.Error(t, agora.Event{}.DecodeData(&data))
	assert.Error(t, event(t, `{"data":{"count":"x"}}`).DecodeData(&data))
}

// roundTrip checks that people can cache a result as JSON.
func roundTrip[T any](t *testing.T, value T) {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	var again T
	require.NoError(t, json.Unmarshal(text, &again), string(text))
	assert.Equal(t, value, again, string(text))
}

func FuzzEvents(f *testing.F) {
	for _, seed := range []string{
		`[{"roomUuid":"r","cmd":1110,"sequence":1,"version":1,"data":{"action":1,"widgetUuid":"poll","changeProperties":{"extra.pollDetails.0.num":1,"extra":{"pollId":"p"}}}}]`,
		`[{"cmd":20,"sequence":"1","data":{"onlineUsers":[{"role":"host"}]}},null,"junk",[]]`,
		`[{"cmd":1101,"data":{"rewardDetails":{"0":{"total":1}}}},{"cmd":1001,"data":{"state":0}}]`,
		`[{"raw":1,"problem":"x","changeProperties":{"a.b.c.d.e.f.g.h.i.j":{"k":{}}}}]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !json.Valid(text) {
			return
		}
		var items []json.RawMessage
		if json.Unmarshal(text, &items) != nil {
			return
		}
		readAll[agora.Event](t, text, len(items))
		readAll[agora.QuizEvent](t, text, len(items))
		readAll[agora.PollEvent](t, text, len(items))
	})
}

// readAll checks that a list is read completely, whatever its elements are, and that the result can be written and read again.
func readAll[T any](t *testing.T, text []byte, n int) {
	var events []T
	require.NoError(t, json.Unmarshal(text, &events))
	require.Len(t, events, n)
	again, err := json.Marshal(events)
	require.NoError(t, err)
	var back []T
	require.NoError(t, json.Unmarshal(again, &back), string(again))
	require.Len(t, back, n)
}
