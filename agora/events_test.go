package agora_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"testing"
	"time"

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

func milli(n int64) time.Time { return time.UnixMilli(n).In(time.FixedZone("CST", 8*60*60)) }

// The examples of Agora's event page, and the forms its tables and clients have beside them.
func TestEventData(t *testing.T) {
	anybody := agora.EventUser{UserUUID: "jason1", UserName: "jason", Role: agora.RoleTeacher}
	for _, test := range []struct {
		name string
		cmd  agora.EventCmd
		data string
		want agora.EventData
	}{
		{"a class begins", agora.EventCmdRoomStatus, `{"startTime":1611561776588,"state":1}`,
			&agora.RoomStatusChanged{Status: agora.RoomStatusStarted, StartTime: milli(1611561776588)}},
		{"a class is closed, by the English page", agora.EventCmdRoomStatus, `{"state":"3","startTime":"1611561776588","endTime":1611561776589,"closeTime":1611561776590}`,
			&agora.RoomStatusChanged{Status: agora.RoomStatusClosed, StartTime: milli(1611561776588), EndTime: milli(1611561776589), CloseTime: milli(1611561776590)}},
		{"a chat message", agora.EventCmdChat, `{"fromUser":{"role":"host","userName":"jason","userUuid":"jason1"},"message":"aa","type":1}`,
			&agora.ChatMessage{FromUser: anybody, Message: "aa", Type: agora.MessageTypeText}},
		{"users come and go", agora.EventCmdMembers, `{"total":3,"onlineUsers":[{"userName":"n","userUuid":"u","role":"0","userProperties":{"a":1},"streamUuid":"7","type":2,"updateTime":1611561776588,"streams":[]}],
			"offlineUsers":[{"userName":"","userUuid":"v","role":"audience","userProperties":[],"streamUuid":"","type":2,"updateTime":1611561776588}]}`,
			&agora.MembersChanged{Total: 3,
				Online: []agora.EnteredMember{{EventMember: agora.EventMember{UserUUID: "u", UserName: "n", Role: agora.RoleInvisible, StreamUUID: "7",
					Properties: map[string]any{"a": json.Number("1")}, UpdateTime: milli(1611561776588)}, Type: agora.EnterTypeReconnect}},
				Offline: []agora.LeftMember{{EventMember: agora.EventMember{UserUUID: "v", Role: agora.RoleStudent, UpdateTime: milli(1611561776588)}, Type: agora.LeaveTypeKicked}},
			}},
		{"a recording begins", agora.EventCmdRecording, `{"recordId":"xxx","sid":"xxx","resourceId":"xxx","state":1,"startTime":1611564500488}`,
			&agora.RecordingChanged{Status: agora.RecordingStatusRecording, RecordID: "xxx", SID: "xxx", ResourceID: "xxx", StartTime: milli(1611564500488)}},
		{"a recording ends, by the Chinese page", agora.EventCmdRecording, `{"state":0,"endTime":1611564500488,"retryTimes":2,"reason":5}`,
			&agora.RecordingChanged{Status: agora.RecordingStatusEnded, EndTime: milli(1611564500488), RetryTimes: 2, Reason: agora.RecordingReasonGaveUp}},
		{"a recording ends, by the English page", agora.EventCmdRecording, `{"state":2,"streamingUrl":{"rtmp":"r","flv":"f","hls":"h"}}`,
			&agora.RecordingChanged{Status: agora.RecordingStatusEnded, StreamingURLs: agora.StreamingURLs{RTMP: "r", FLV: "f", HLS: "h"}}},
		{"files", agora.EventCmdResources, `{"resources":[{"resourceUuid":"","resourceName":"1","size":1024,"url":"http://xxx.com/ooo","taskUuid":"","taskToken":"","taskProgress":{}}],
			"operator":{"role":"1","userName":"jason","userUuid":"jason1"},"action":1}`,
			&agora.ResourcesChanged{Action: agora.ChangeActionSet, Operator: anybody,
				Resources: []agora.Resource{{ResourceName: "1", Size: 1024, URL: "http://xxx.com/ooo", TaskProgress: map[string]any{}}}}},
		{"rewards, by the example", agora.EventCmdRewards, `{"rewardDetails":[{"userUuid":"u","changedReward":1,"totalReward":10}],"updateTime":1611564500488}`,
			&agora.RewardsChanged{Rewards: []agora.Reward{{UserUUID: "u", Changed: 1, Total: 10}}, UpdateTime: milli(1611564500488)}},
		{"rewards, by the table", agora.EventCmdRewards, `{"rewardDetails":[{"userUuid":"u","changedReward":-1,"total":"9"}]}`,
			&agora.RewardsChanged{Rewards: []agora.Reward{{UserUUID: "u", Changed: -1, Total: 9}}}},
		{"the stage", agora.EventCmdStage, `{"acceptedUsers":[{"userUuid":"a"},{"userUuid":"b"}],"addAcceptedUsers":[{"userUuid":"b"}],"removeAcceptedUsers":[]}`,
			&agora.StageChanged{OnStage: []agora.StageUser{{UserUUID: "a"}, {UserUUID: "b"}}, Added: []agora.StageUser{{UserUUID: "b"}}, Removed: []agora.StageUser{}}},
		{"hands", agora.EventCmdHands, `{"progressUsers":[{"userUuid":"a","payload":{"x":"y"}}],"addProgressUsers":[],"removeProgressUsers":[{"userUuid":"c","payload":{}}]}`,
			&agora.HandsChanged{Waving: []agora.StageUser{{UserUUID: "a", Payload: map[string]any{"x": "y"}}}, Added: []agora.StageUser{},
				Removed: []agora.StageUser{{UserUUID: "c", Payload: map[string]any{}}}}},
		{"a widget of one's own", agora.EventCmdWidget, `{"action":1,"widgetUuid":"mine","changeProperties":{"extra.a.b":1,"state":0},"cause":{"why":"x"},"operator":{"userUuid":"server","userName":"server","role":"server"}}`,
			&agora.WidgetChanged{WidgetUUID: "mine", Action: agora.ChangeActionSet, Changes: map[string]any{"extra.a.b": json.Number("1"), "state": json.Number("0")},
				Cause: map[string]any{"why": "x"}, Operator: &agora.EventUser{UserUUID: "server", UserName: "server", Role: agora.RoleServer}}},
		{"a widget's properties are deleted", agora.EventCmdWidget, `{"action":2,"widgetUuid":"poll","changeProperties":["extra.a"],"cause":"text"}`,
			&agora.WidgetChanged{WidgetUUID: "poll", Action: agora.ChangeActionDeleted, Changes: map[string]any{"0": "extra.a"}}},
		{"a quiz, told by its id", agora.EventCmdWidget, `{"action":1,"widgetUuid":"xxx","changeProperties":{"extra.popupQuizId":"q","state":1}}`,
			&agora.WidgetChanged{WidgetUUID: "xxx", Action: agora.ChangeActionSet, Changes: map[string]any{"extra.popupQuizId": "q", "state": json.Number("1")},
				Quiz: &agora.QuizChange{QuizID: "q", Status: new(agora.WidgetStatusOn)}}},
		{"a poll, told by its widget", agora.EventCmdWidget, `{"action":1,"widgetUuid":"poll","changeProperties":{"extra":{"pollingState":0}}}`,
			&agora.WidgetChanged{WidgetUUID: "poll", Action: agora.ChangeActionSet, Changes: map[string]any{"extra": map[string]any{"pollingState": json.Number("0")}},
				Poll: &agora.PollChange{AnswerStatus: new(agora.AnswerStatusEnded)}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := fmt.Sprintf(`{"roomUuid":"r","cmd":%d,"sequence":"12","version":1,"data":%s}`, int(test.cmd), test.data)
			e := event(t, text)
			assert.Empty(t, e.Problem)
			assert.Equal(t, test.want, e.Data)
			assert.Equal(t, agora.Event{RoomUUID: "r", Cmd: test.cmd, Sequence: 12, Version: 1, Data: test.want, Raw: json.RawMessage(text)}, e)

			built := e
			built.Raw = nil
			again, err := json.Marshal(built)
			require.NoError(t, err)
			e = event(t, string(again))
			assert.Equal(t, test.want, e.Data, "an event made of its fields reads back: %s", again)
		})
	}
}

func TestEventKeepsWhatItCannotRead(t *testing.T) {
	for _, test := range []struct {
		name, text, problem string
		want                agora.Event
	}{
		{"an unknown kind", `{"roomUuid":"r","cmd":4711,"sequence":1,"data":{"a":1}}`, "", agora.Event{RoomUUID: "r", Cmd: 4711, Sequence: 1}},
		{"data that does not fit", `{"roomUuid":"r","cmd":1,"sequence":1,"data":{"state":"three"}}`, `data: /state: "three" is no whole number`,
			agora.Event{RoomUUID: "r", Cmd: agora.EventCmdRoomStatus, Sequence: 1}},
		{"data that is no object", `{"roomUuid":"r","cmd":3,"sequence":1,"data":[]}`, "data is not a JSON object",
			agora.Event{RoomUUID: "r", Cmd: agora.EventCmdChat, Sequence: 1}},
		{"no data", `{"roomUuid":"r","cmd":3,"sequence":1}`, "data is not a JSON object", agora.Event{RoomUUID: "r", Cmd: agora.EventCmdChat, Sequence: 1}},
		{"a sequence that is none", `{"roomUuid":7,"cmd":"x","sequence":"many"}`, `cmd: "x" is no whole number; sequence: "many" is no whole number`,
			agora.Event{RoomUUID: "7"}},
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

// Tables print objects, examples dotted paths: both give the same struct.
func TestQuizAndPollChangesInEveryForm(t *testing.T) {
	quiz := agora.QuizChange{QuizID: "q", Status: new(agora.WidgetStatusOn), AnswerStatus: new(agora.AnswerStatusEnded), Items: []string{"A", "C"},
		CorrectItems: []string{"A"}, SelectedCount: new(0), CorrectCount: new(2), TotalCount: new(3), AverageAccuracy: new(0.66), ReceiveQuestionTime: milli(1652413962895)}
	answer := agora.QuizChange{QuizID: "q", SelectedItems: []string{"A"}, Correct: new(false), LastCommitTime: milli(1652413989997)}
	for name, test := range map[string]struct {
		text string
		want agora.QuizChange
	}{
		"a quiz as an object": {`{"extra":{"popupQuizId":"q","answerState":0,"items":["A","C"],"correctItems":["A"],"selectedCount":0,"correctCount":2,"totalCount":3,"averageAccuracy":0.66,"receiveQuestionTime":1652413962895},"state":1}`, quiz},
		"a quiz in paths":     {`{"extra.popupQuizId":"q","extra.answerState":"0","extra.items":["A","C"],"extra.correctItems":["A"],"extra.selectedCount":0,"extra.correctCount":"2","extra.totalCount":3,"extra.averageAccuracy":"0.66","extra.receiveQuestionTime":"1652413962895","state":1}`, quiz},
		"half and half":       {`{"extra":{"popQuizId":"q","answerState":0,"items":["A","C"]},"extra.correctItems":["A"],"extra.selectedCount":0,"extra.correctCount":2,"totalCount":3,"averageAccuracy":0.66,"extra.receiveQuestionTime":1652413962895,"state":1}`, quiz},
		"an answer":           {`{"selectedItems":["A"],"isCorrect":false,"popupQuizId":"q","lastCommitTime":1652413989997}`, answer},
		"an answer in extra":  {`{"extra":{"selectedItems":["A"],"isCorrect":0,"popupQuizId":"q","lastCommitTime":1652413989997}}`, answer},
		"nothing":             {`{}`, agora.QuizChange{}},
		"nothing, in PHP":     {`[]`, agora.QuizChange{}},
	} {
		t.Run(name, func(t *testing.T) {
			var got agora.QuizChange
			require.NoError(t, json.Unmarshal([]byte(test.text), &got))
			assert.Equal(t, test.want, got)
			roundTrip(t, got)
		})
	}
	poll := agora.PollChange{PollID: "p", Title: "Lunch?", Mode: agora.PollModeMultiple, Status: new(agora.WidgetStatusOff), AnswerStatus: new(agora.AnswerStatusStarted),
		Items: []string{"a", "b"}, Details: map[int]agora.PollDetail{0: {Num: 1, Percentage: 0.5}, 1: {Num: 1, Percentage: 0.5}}}
	choice := agora.PollChange{PollID: "p", SelectIndex: []int{1, 2}}
	for name, test := range map[string]struct {
		text string
		want agora.PollChange
	}{
		"a poll as an object, with the table's name": {`{"extra":{"pollId":"p","pollTitle":"Lunch?","mode":2,"pollingState":1,"pollItems":["a","b"],"pollDetails":{"0":{"num":1,"percentage":0.5},"1":{"num":1,"percentage":0.5}}},"state":0}`, poll},
		"a poll in paths, with the example's name":   {`{"extra.pollId":"p","extra.pollTitle":"Lunch?","extra.mode":2,"extra.pollState":1,"extra.pollItems":["a","b"],"extra.pollDetails":{"0":{"num":1,"percentage":0.5},"1":{"num":1,"percentage":0.5}},"state":0}`, poll},
		"details in paths":                           {`{"extra.pollId":"p","extra.pollTitle":"Lunch?","extra.mode":"2","extra.pollState":1,"extra.pollItems":["a","b"],"extra.pollDetails.0":{"num":1,"percentage":0.5},"extra.pollDetails.1.num":1,"extra.pollDetails.1.percentage":"0.5","state":0}`, poll},
		"details in a list":                          {`{"extra":{"pollId":"p","pollTitle":"Lunch?","mode":2,"pollState":1,"pollItems":{"0":"a","1":"b"},"pollDetails":[{"num":1,"percentage":0.5},{"num":1,"percentage":0.5}]},"state":0}`, poll},
		"a choice":                                   {`{"pollId":"p","selectIndex":[1,2]}`, choice},
		"a choice in extra":                          {`{"extra":{"pollId":"p","selectIndex":["1",2]}}`, choice},
	} {
		t.Run(name, func(t *testing.T) {
			var got agora.PollChange
			require.NoError(t, json.Unmarshal([]byte(test.text), &got))
			assert.Equal(t, test.want, got)
			roundTrip(t, got)
		})
	}
	assert.Error(t, json.Unmarshal([]byte(`{"mode":"both"}`), &poll))
	assert.Error(t, json.Unmarshal([]byte(`7`), &quiz))
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

func TestWidgetEventsAreReadWhereTheDataStandsAlone(t *testing.T) {
	const data = `{"action":1,"widgetUuid":"popupQuiz","changeProperties":{"extra.popupQuizId":"q"},"cause":{"popupQuizId":"q","action":3},"fromUser":{"userUuid":"u","role":"audience"}}`
	for _, text := range []string{data, `{"roomUuid":"r","cmd":1110,"sequence":4,"version":1,"data":` + data + `}`} {
		var e agora.QuizEvent
		require.NoError(t, json.Unmarshal([]byte(text), &e))
		assert.Equal(t, agora.QuizCause{QuizID: "q", Action: agora.AnswerActionSubmit}, e.Cause)
		assert.Equal(t, agora.QuizChange{QuizID: "q"}, e.Change)
		assert.Equal(t, &agora.EventUser{UserUUID: "u", Role: agora.RoleStudent}, e.FromUser)
		assert.Equal(t, text, string(e.Raw))
		roundTrip(t, e)
	}
	var bad agora.PollEvent
	require.NoError(t, json.Unmarshal([]byte(`{"sequence":4,"data":{"changeProperties":{"mode":"both"},"cause":{"action":"x"}}}`), &bad))
	assert.Equal(t, `changeProperties: /mode: "both" is no whole number; cause: /action: "x" is no whole number`, bad.Problem)
	assert.Equal(t, int64(4), bad.Sequence)
	roundTrip(t, bad)
}

func TestRoleInAllItsSpellings(t *testing.T) {
	for text, want := range map[string]agora.Role{
		`1`: agora.RoleTeacher, `"1"`: agora.RoleTeacher, `"host"`: agora.RoleTeacher, `"HOST"`: agora.RoleTeacher, `"teacher"`: agora.RoleTeacher,
		`2`: agora.RoleStudent, `"2"`: agora.RoleStudent, `"broadcaster"`: agora.RoleStudent, `"audience"`: agora.RoleStudent,
		`3`: agora.RoleAssistant, `"assistant"`: agora.RoleAssistant, `4`: agora.RoleObserver, `"observer"`: agora.RoleObserver,
		`0`: agora.RoleInvisible, `"0"`: agora.RoleInvisible, `"invisible"`: agora.RoleInvisible, `"server"`: agora.RoleServer,
		`9`: agora.Role(9), `"guest"`: agora.RoleUnknown, `""`: agora.RoleUnknown, `null`: agora.RoleUnknown, `99999`: agora.RoleUnknown, `{}`: agora.RoleUnknown,
	} {
		var user agora.EventUser
		require.NoError(t, json.Unmarshal([]byte(`{"role":`+text+`}`), &user))
		assert.Equal(t, want, user.Role, text)
		roundTrip(t, user)
	}
	for role, name := range map[agora.Role]string{agora.RoleTeacher: "Teacher", agora.RoleServer: "Server", agora.RoleUnknown: "Unknown", 9: "Role(9)"} {
		assert.Equal(t, name, role.String())
	}
}

// An enum prints its values' names, and what it does not know as Type(9).
func TestEnumsPrint(t *testing.T) {
	for _, all := range [][]fmt.Stringer{
		{agora.RoomTypeOneToOne, agora.RoomTypeLecture, agora.RoomTypeSmall, agora.RoomTypeProctoring, agora.RoomTypeSmallCloud, agora.RoomType(99)},
		{agora.RoomStatusNotStarted, agora.RoomStatusStarted, agora.RoomStatusEnded, agora.RoomStatusClosed, agora.RoomStatus(99)},
		{agora.RecordingTypeIndividual, agora.RecordingTypeComposite, agora.RecordingTypeWeb, agora.RecordingType(99)},
		{agora.RecordingStatusRecording, agora.RecordingStatusEnded, agora.RecordingStatus(99)},
		{agora.WidgetStatusOff, agora.WidgetStatusOn, agora.WidgetStatus(99)},
		{agora.EventCmdRoomStatus, agora.EventCmdChat, agora.EventCmdMembers, agora.EventCmdRecording, agora.EventCmdResources, agora.EventCmdRewards,
			agora.EventCmdWidget, agora.EventCmdStage, agora.EventCmdHands, agora.EventCmd(99)},
		{agora.MessageTypeText, agora.MessageType(99)},
		{agora.EnterTypeNormal, agora.EnterTypeReconnect, agora.EnterType(99)},
		{agora.LeaveTypeLeft, agora.LeaveTypeKicked, agora.LeaveType(99)},
		{agora.RecordingReasonStarted, agora.RecordingReasonStopped, agora.RecordingReasonRetried, agora.RecordingReasonTimedOut, agora.RecordingReasonGaveUp, agora.RecordingReason(99)},
		{agora.ChangeActionSet, agora.ChangeActionDeleted, agora.ChangeAction(99)},
		{agora.AnswerStatusEnded, agora.AnswerStatusStarted, agora.AnswerStatus(99)},
		{agora.AnswerActionStart, agora.AnswerActionEnd, agora.AnswerActionSubmit, agora.AnswerActionSync, agora.AnswerAction(99)},
		{agora.PollModeSingle, agora.PollModeMultiple, agora.PollMode(99)},
	} {
		name := reflect.TypeOf(all[0]).Name()
		seen := map[string]bool{}
		for i, value := range all {
			text := value.String()
			assert.False(t, seen[text], text)
			seen[text] = true
			if i < len(all)-1 {
				assert.Regexp(t, `^[A-Z][A-Za-z]+$`, text)
			} else {
				assert.Equal(t, name+"("+strconv.Itoa(99)+")", text)
			}
		}
	}
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

// readAll checks that a list is read whole whatever its elements are, and that what was read can be written.
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
