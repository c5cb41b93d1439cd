package agora_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func milli(n int64) time.Time { return time.UnixMilli(n).In(clienttest.CST) }

// The cases are the examples of Agora's event page, and the other forms in its tables and clients.
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
		{"users come and go", agora.EventCmdMembers, `{"total":3,"onlineUsers":[{"userName":"n","userUuid":"u","role":"0","userProperties":{"a":1},"streamUuid":"7","type":2,"updateTime":1611561776588,"streams":[{"streamUuid":"7","videoState":1,"audioSourceState":0,"level":2}]}],
			"offlineUsers":[{"userName":"","userUuid":"v","role":"audience","userProperties":[],"streamUuid":"","type":2,"updateTime":1611561776588}]}`,
			&agora.MembersChanged{Total: 3,
				Online: []agora.EnteredMember{{EventMember: agora.EventMember{UserUUID: "u", UserName: "n", Role: agora.RoleInvisible, StreamUUID: "7",
					Properties: map[string]any{"a": json.Number("1")}, Streams: []agora.Stream{{StreamUUID: "7", Video: true, Extra: map[string]any{"level": json.Number("2")}}}, UpdateTime: milli(1611561776588)}, Type: agora.EnterTypeReconnect}},
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
		{"rewards, by both: the example's total counts", agora.EventCmdRewards, `{"rewardDetails":[{"userUuid":"u","total":3,"totalReward":10},{"userUuid":"v","total":3,"totalReward":0}]}`,
			&agora.RewardsChanged{Rewards: []agora.Reward{{UserUUID: "u", Total: 10}, {UserUUID: "v"}}}},
		{"the stage", agora.EventCmdStage, `{"acceptedUsers":[{"userUuid":"a"},{"userUuid":"b"}],"addAcceptedUsers":[{"userUuid":"b"}],"removeAcceptedUsers":[]}`,
			&agora.StageChanged{OnStage: []agora.StageUser{{UserUUID: "a"}, {UserUUID: "b"}}, Added: []agora.StageUser{{UserUUID: "b"}}, Removed: []agora.StageUser{}}},
		{"hands", agora.EventCmdHands, `{"progressUsers":[{"userUuid":"a","payload":{"x":"y"}}],"addProgressUsers":[],"removeProgressUsers":[{"userUuid":"c","payload":{}}]}`,
			&agora.HandsChanged{Waving: []agora.StageUser{{UserUUID: "a", Payload: map[string]any{"x": "y"}}}, Added: []agora.StageUser{},
				Removed: []agora.StageUser{{UserUUID: "c", Payload: map[string]any{}}}}},
		{"a widget of one's own", agora.EventCmdWidget, `{"action":1,"widgetUuid":"mine","changeProperties":{"extra.a.b":1,"state":0},"cause":{"why":"x"},"operator":{"userUuid":"server","userName":"server","role":"server"}}`,
			&agora.WidgetChanged{WidgetUUID: "mine", Action: agora.ChangeActionSet, Changes: map[string]any{"extra.a.b": json.Number("1"), "state": json.Number("0")},
				Cause: map[string]any{"why": "x"}, Operator: &agora.EventUser{UserUUID: "server", UserName: "server", Role: agora.RoleServer}}},
		{"a widget's properties are deleted", agora.EventCmdWidget, `{"action":2,"widgetUuid":"poll","changeProperties":["extra.a"],"cause":"text"}`,
			&agora.WidgetChanged{WidgetUUID: "poll", Action: agora.ChangeActionDeleted, Paths: []string{"extra.a"}, Poll: &agora.PollEvent{}}},
		{"a widget's properties are deleted, as an object", agora.EventCmdWidget, `{"action":2,"widgetUuid":"mine","changeProperties":{"extra.a":null,"extra":{"b":{"c":1}}}}`,
			&agora.WidgetChanged{WidgetUUID: "mine", Action: agora.ChangeActionDeleted, Paths: []string{"extra.a", "extra.b.c"},
				Changes: map[string]any{"extra.a": nil, "extra": map[string]any{"b": map[string]any{"c": json.Number("1")}}}}},
		{"a quiz, told by its id", agora.EventCmdWidget, `{"action":1,"widgetUuid":"xxx","changeProperties":{"extra.popupQuizId":"q","state":1}}`,
			&agora.WidgetChanged{WidgetUUID: "xxx", Action: agora.ChangeActionSet, Changes: map[string]any{"extra.popupQuizId": "q", "state": json.Number("1")},
				Quiz: &agora.QuizEvent{QuizID: "q", Change: agora.QuizChange{QuizID: "q", Status: new(agora.WidgetStatusOn)}}}},
		{"a poll, told by its widget", agora.EventCmdWidget, `{"action":1,"widgetUuid":"poll","changeProperties":{"extra":{"pollingState":0}}}`,
			&agora.WidgetChanged{WidgetUUID: "poll", Action: agora.ChangeActionSet, Changes: map[string]any{"extra": map[string]any{"pollingState": json.Number("0")}},
				Poll: &agora.PollEvent{Change: agora.PollChange{AnswerStatus: new(agora.AnswerStatusEnded)}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := fmt.Sprintf(`{"roomUuid":"r","cmd":%d,"sequence":"12","version":1,"data":%s}`, int(test.cmd), test.data)
			e := event(t, text)
			common(test.want, text)
			assert.Empty(t, e.Problem)
			assert.Equal(t, test.want, e.Data)
			assert.Equal(t, agora.Event{RoomUUID: "r", Cmd: test.cmd, Sequence: 12, Version: 1, Data: test.want, Raw: json.RawMessage(text)}, e)

			built := e
			built.Raw = nil
			again, err := json.Marshal(built)
			require.NoError(t, err)
			e = event(t, string(again))
			common(test.want, string(again))
			assert.Equal(t, test.want, e.Data, "an event made of its fields reads back: %s", again)
		})
	}
}

// common fills in what the quiz or the poll of a widget's event shares with the event itself.
func common(data agora.EventData, raw string) {
	w, ok := data.(*agora.WidgetChanged)
	if !ok {
		return
	}
	all := agora.WidgetEvent{RoomUUID: "r", Sequence: 12, Version: 1, WidgetUUID: w.WidgetUUID, Action: w.Action, Operator: w.Operator, FromUser: w.FromUser,
		Paths: w.Paths, Raw: json.RawMessage(raw)}
	if w.Quiz != nil {
		w.Quiz.WidgetEvent = all
	}
	if w.Poll != nil {
		w.Poll.WidgetEvent = all
	}
}
