package agora_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
)

// envelopes writes a widget's event in every form that Agora's documents have: its users and its cause inside of data, beside it, or both;
// data as JSON in a text; the data alone.
func envelopes(data, besides string) map[string]string {
	const head = `"roomUuid":"r","cmd":1110,"sequence":4,"version":1,`
	inside := `{` + data + `,` + besides + `}`
	return map[string]string{
		"inside":         `{` + head + `"data":` + inside + `}`,
		"beside":         `{` + head + `"data":{` + data + `},` + besides + `}`,
		"in both places": `{` + head + `"data":` + inside + `,` + besides + `}`,
		"as a text":      `{` + head + `"data":` + fmt.Sprintf("%q", inside) + `}`,
		"inside nothing": `{` + head + `"data":{` + data + `,"fromUser":{},"operator":null,"cause":[]},` + besides + `}`,
		"no data":        `{` + head + data + `,` + besides + `}`,
	}
}

func TestWidgetEventsInBothEnvelopes(t *testing.T) {
	const besides = `"fromUser":{"userUuid":"student","userName":"n","role":"audience"},"operator":{"userUuid":"server","role":"server"},"cause":{"popQuizId":"q","action":3}`
	from, by := &agora.EventUser{UserUUID: "student", UserName: "n", Role: agora.RoleStudent}, &agora.EventUser{UserUUID: "server", Role: agora.RoleServer}
	for name, text := range envelopes(`"action":1,"widgetUuid":"popupQuiz","changeProperties":{"popupQuizId":"q","selectedItems":["A"]}`, besides) {
		t.Run(name, func(t *testing.T) {
			polled := event(t, text)
			assert.Empty(t, polled.Problem)
			changed := polled.Data.(*agora.WidgetChanged)
			assert.Equal(t, from, changed.FromUser)
			assert.Equal(t, by, changed.Operator)
			assert.Equal(t, map[string]any{"popQuizId": "q", "action": json.Number("3")}, changed.Cause)
			require.NotNil(t, changed.Quiz)
			var listed agora.QuizEvent
			require.NoError(t, json.Unmarshal([]byte(text), &listed))
			assert.Equal(t, &listed, changed.Quiz, "one shape")
			assert.Equal(t, from, listed.FromUser)
			assert.Equal(t, by, listed.Operator)
			assert.Equal(t, agora.QuizCause{QuizID: "q", Action: agora.AnswerActionSubmit}, listed.Cause)
			assert.True(t, listed.IsAnswer())
			roundTrip(t, listed)
		})
	}
	own := event(t, `{"cmd":1110,"data":{"action":1,"widgetUuid":"mine","changeProperties":{"a":1}},"fromUser":{"userUuid":"u","role":2.0},"operator":{"userUuid":"o","role":"1"},"cause":"{\"why\":\"x\"}"}`).Data.(*agora.WidgetChanged)
	assert.Equal(t, agora.RoleStudent, own.FromUser.Role)
	assert.Equal(t, agora.RoleTeacher, own.Operator.Role)
	assert.Equal(t, map[string]any{"why": "x"}, own.Cause)
	assert.Nil(t, own.Quiz)
	assert.Nil(t, own.Poll)
}

// The users of other events are found in both places too.
func TestUsersOfOtherEventsStandInBothPlaces(t *testing.T) {
	for cmd, data := range map[agora.EventCmd]string{agora.EventCmdChat: `"message":"hi"`, agora.EventCmdResources: `"action":1`} {
		who := map[agora.EventCmd]string{agora.EventCmdChat: "fromUser", agora.EventCmdResources: "operator"}[cmd]
		user := fmt.Sprintf(`%q:{"userUuid":"u","role":"host"}`, who)
		for _, text := range []string{
			fmt.Sprintf(`{"cmd":%d,"data":{%s,%s}}`, cmd, data, user), fmt.Sprintf(`{"cmd":%d,"data":{%s},%s}`, cmd, data, user),
		} {
			e := event(t, text)
			assert.Empty(t, e.Problem)
			got := agora.EventUser{}
			switch data := e.Data.(type) {
			case *agora.ChatMessage:
				got = data.FromUser
			case *agora.ResourcesChanged:
				got = data.Operator
			}
			assert.Equal(t, agora.EventUser{UserUUID: "u", Role: agora.RoleTeacher}, got, text)
		}
	}
}

func TestAContradictionIsTold(t *testing.T) {
	e := event(t, `{"cmd":1110,"data":{"widgetUuid":"poll","changeProperties":{"pollId":"p"},"fromUser":{"userUuid":"a"},"cause":{"action":1}},"fromUser":{"userUuid":"b"},"cause":{"action":1}}`)
	assert.Equal(t, "fromUser: data has another value than the event beside it", e.Problem)
	assert.Equal(t, "a", e.Data.(*agora.WidgetChanged).FromUser.UserUUID)
	assert.Equal(t, e.Problem, e.Data.(*agora.WidgetChanged).Poll.Problem)
	e = event(t, `{"cmd":3,"data":{"message":"x","fromUser":{"userUuid":"a"}},"fromUser":{"userUuid":"b"}}`)
	assert.Equal(t, "fromUser: data has another value than the event beside it", e.Problem)
}

// One odd leaf costs that leaf, in every kind of event and at every depth.
func TestAnOddLeafCostsItself(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       agora.EventData
		problems   []string
	}{
		{"users", `{"cmd":20,"data":{"total":"x","onlineUsers":[{"userUuid":"u","updateTime":"soon","type":"x","userProperties":7},{"userUuid":{},"role":1}],"offlineUsers":[{"userUuid":"v","userName":["n"]},null]}}`,
			&agora.MembersChanged{Online: []agora.EnteredMember{{EventMember: agora.EventMember{UserUUID: "u", Role: -1}, Type: -1}, {EventMember: agora.EventMember{Role: agora.RoleTeacher}}},
				Offline: []agora.LeftMember{{EventMember: agora.EventMember{UserUUID: "v", Role: -1}}}},
			[]string{"/total", "/onlineUsers/0/updateTime", "/onlineUsers/0/type", "/onlineUsers/0/userProperties", "/offlineUsers/0/userName", "/offlineUsers/1"}},
		{"rewards", `{"cmd":1101,"data":{"rewardDetails":[{"userUuid":"u","changedReward":"x","totalReward":"x","total":9}],"updateTime":"soon"}}`,
			&agora.RewardsChanged{Rewards: []agora.Reward{{UserUUID: "u", Total: 9}}}, []string{"/updateTime", "/rewardDetails/0/changedReward", "/rewardDetails/0/totalReward"}},
		{"a recording", `{"cmd":1001,"data":{"state":0.0,"recordId":{"x":1},"sid":"s","startTime":"soon","retryTimes":1.5}}`,
			&agora.RecordingChanged{Status: agora.RecordingStatusEnded, SID: "s"}, []string{"/recordId", "/startTime", "/retryTimes"}},
		{"the stage", `{"cmd":1501,"data":{"acceptedUsers":[{"userUuid":"a","payload":7},{"userUuid":[1]}]}}`,
			&agora.StageChanged{OnStage: []agora.StageUser{{UserUUID: "a"}, {}}}, []string{"/acceptedUsers/0/payload", "/acceptedUsers/1/userUuid"}},
		{"files", `{"cmd":1003,"data":{"action":"x","resources":[{"resourceUuid":"x","url":{"a":1},"taskProgress":"half"}],"operator":"jason"}}`,
			&agora.ResourcesChanged{Action: -1, Resources: []agora.Resource{{ResourceUUID: "x"}}, Operator: agora.EventUser{Role: -1}}, []string{"/action", "/resources/0/url", "/resources/0/taskProgress", "/operator"}},
		{"a chat message", `{"cmd":3,"data":{"fromUser":["jason"],"message":"hi","type":"text"}}`,
			&agora.ChatMessage{FromUser: agora.EventUser{Role: -1}, Message: "hi", Type: -1}, []string{"/fromUser", "/type"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := event(t, test.text)
			assert.Equal(t, test.want, e.Data)
			for _, problem := range test.problems {
				assert.Contains(t, e.Problem, "data: "+problem+":")
			}
			assert.Len(t, strings.Split(e.Problem, "; "), len(test.problems), e.Problem)
		})
	}
}

// Java writes doubles: 1.611561776588E12.
func TestDoublesAreReadAsWhatTheyAre(t *testing.T) {
	for _, text := range []string{
		`{"cmd":1.0,"sequence":1.2E1,"version":1.0E0,"data":{"state":2.0,"startTime":1.611561776588E12,"endTime":"1.611561776588E12","closeTime":1611561776588.0}}`,
		`{"cmd":"1.0","sequence":"12.0","version":"1","data":"{\"state\":\"2.0\",\"startTime\":1.611561776588E12,\"endTime\":1611561776588,\"closeTime\":1.611561776588E12}"}`,
	} {
		e := event(t, text)
		assert.Empty(t, e.Problem)
		assert.EqualValues(t, 12, e.Sequence)
		at := milli(1611561776588)
		assert.Equal(t, &agora.RoomStatusChanged{Status: agora.RoomStatusEnded, StartTime: at, EndTime: at, CloseTime: at}, e.Data)
	}
	members := event(t, `{"cmd":20,"data":{"total":3.0,"onlineUsers":[{"userUuid":"u","role":2.0,"type":1E0,"updateTime":1.611561776588E12}]}}`)
	assert.Empty(t, members.Problem)
	assert.Equal(t, &agora.MembersChanged{Total: 3, Online: []agora.EnteredMember{{EventMember: agora.EventMember{UserUUID: "u", Role: agora.RoleStudent, UpdateTime: milli(1611561776588)}, Type: agora.EnterTypeNormal}}}, members.Data)
}

func TestAnAbsentRoleIsNotInvisible(t *testing.T) {
	for _, role := range []string{``, `,"role":null`, `,"role":""`, `,"role":false`} {
		e := event(t, `{"cmd":20,"data":{"onlineUsers":[{"userUuid":"u"`+role+`}]}}`)
		assert.EqualValues(t, -1, e.Data.(*agora.MembersChanged).Online[0].Role, role)
	}
	assert.Equal(t, agora.RoleInvisible, event(t, `{"cmd":20,"data":{"onlineUsers":[{"role":"0"}]}}`).Data.(*agora.MembersChanged).Online[0].Role)
}

// An event, and each event of a poll, may come as JSON in a text.
func TestEventsAsJSONInATextAreRead(t *testing.T) {
	const plain = `{"roomUuid":"r","cmd":1,"sequence":1,"data":{"state":1}}`
	text := fmt.Sprintf("%q", plain)
	e := event(t, text)
	assert.Equal(t, &agora.RoomStatusChanged{Status: agora.RoomStatusStarted}, e.Data)
	assert.Equal(t, text, string(e.Raw))
	for _, data := range []string{`[` + text + `]`, fmt.Sprintf("%q", `[`+plain+`]`), text, `{"list":[` + plain + `]}`, plain} {
		events, err := saying(t, data).Events.Poll(t.Context())
		require.NoError(t, err, data)
		require.Len(t, events, 1, data)
		assert.Equal(t, &agora.RoomStatusChanged{Status: agora.RoomStatusStarted}, events[0].Data, data)
	}
}

func TestEventsPrintWithoutTheirSecrets(t *testing.T) {
	for _, text := range []string{
		`{"cmd":1003,"data":{"resources":[{"resourceUuid":"x","taskToken":"canary"}]}}`,
		`{"cmd":1110,"data":{"widgetUuid":"netlessBoard","changeProperties":{"extra.boardToken":"canary","extra":{"token":"canary","list":[{"password":"canary"}]}},"cause":{"token":"canary"}}}`,
		`{"cmd":1110,"data":{"widgetUuid":"popupQuiz","changeProperties":{"extra.token":"canary"}}}`,
		`{"cmd":1110,"data":{"widgetUuid":"poll","changeProperties":{"extra.token":"canary"}}}`,
		`{"cmd":4711,"data":{"secret":"canary"}}`,
	} {
		e := event(t, text)
		logged := []any{e, &e, e.Data}
		if w, ok := e.Data.(*agora.WidgetChanged); ok {
			logged = append(logged, *w)
			if w.Quiz != nil {
				logged = append(logged, w.Quiz, *w.Quiz, w.Quiz.WidgetEvent)
			}
			if w.Poll != nil {
				logged = append(logged, w.Poll, *w.Poll)
			}
		}
		for _, value := range append(logged, []agora.Event{e}, struct{ E agora.Event }{e}) {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				out := fmt.Sprintf(verb, value)
				assert.NotContains(t, out, "canary", verb)
				assert.NotContains(t, out, "63616e617279", verb)
			}
		}
		var log strings.Builder
		for _, value := range logged {
			if value != nil && e.Cmd != agora.EventCmdResources { // a pointer to a ResourcesChanged is written as JSON
				slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "value", value)
			}
		}
		assert.NotContains(t, log.String(), "canary")
	}
	assert.Contains(t, fmt.Sprintf("%+v", event(t, `{"roomUuid":"r","cmd":1,"sequence":3,"data":{"state":1}}`)), "agora.Event{RoomUUID:r Cmd:RoomStatus Sequence:3 Version:0 Data:{Status:Started"[len("agora.Event"):])
}
