package agoratest_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

const quiz = "class-1/widgets/popupQuiz"

// lastData returns the data of the last event.
func (c *cloud) lastData() string {
	events := c.Events("class-1")
	require.NotEmpty(c.t, events)
	return string(events[len(events)-1].Data)
}

const byServer = `"operator":{"userUuid":"server","userName":"server","role":"server"}`

func TestWidgetProperties(t *testing.T) {
	c := withAlice(t)
	c.must("PUT", quiz, `{"state":1,"extra":{"answerState":1,"a":{"b":1,"c":2}},"cause":{"action":1}}`)
	assert.JSONEq(t, `{"widgetUuid":"popupQuiz","action":1,"changeProperties":{"state":1,"extra.answerState":1,"extra.a":{"b":1,"c":2}},"cause":{"action":1},`+byServer+`}`, c.lastData())
	c.must("PUT", quiz, `{"extra":{"a.b":3}}`)
	assert.JSONEq(t, `{"widgetUuid":"popupQuiz","action":1,"changeProperties":{"extra.a.b":3},`+byServer+`}`, c.lastData())
	c.must("DELETE", quiz+"/extra", `{"properties":["a.c","answerState","nothing.there"],"cause":{}}`)
	assert.JSONEq(t, `{"widgetUuid":"popupQuiz","action":2,"changeProperties":{"extra.a.c":null,"extra.answerState":null,"extra.nothing.there":null},`+byServer+`}`, c.lastData())
	widgets := c.Rooms()[0].Widgets
	require.Len(t, widgets, 1)
	assert.True(t, widgets[0].On)
	assert.Equal(t, map[string]any{"a": map[string]any{"b": json.Number("3")}}, widgets[0].Properties)
	c.must("PUT", quiz, `{"state":0,"extra":{"a":{"d":1}}}`)
	assert.Equal(t, map[string]any{"a": map[string]any{"d": json.Number("1")}}, c.Rooms()[0].Widgets[0].Properties, "an object replaces")
	assert.False(t, c.Rooms()[0].Widgets[0].On)
	c.must("DELETE", quiz, "")
	assert.Empty(t, c.Rooms()[0].Widgets)
	assert.JSONEq(t, `{"widgetUuid":"popupQuiz","action":2,"changeProperties":{},`+byServer+`}`, c.lastData())
}

func TestWidgetUserProperties(t *testing.T) {
	c := withAlice(t)
	c.must("PUT", quiz, `{"state":1}`)
	c.must("PUT", quiz+"/users/alice", `{"properties":{"selectedItems":["A"],"x.y":1},"cause":{"popQuizId":"q","action":3}}`)
	assert.JSONEq(t, `{"widgetUuid":"popupQuiz","action":1,"changeProperties":{"selectedItems":["A"],"x.y":1},"cause":{"popQuizId":"q","action":3},
		"fromUser":{"userUuid":"alice","userName":"alice","role":"audience"},`+byServer+`}`, c.lastData())
	c.must("DELETE", quiz+"/users/alice", `{"properties":["selectedItems"]}`)
	assert.Equal(t, map[string]map[string]any{"alice": {"x": map[string]any{"y": json.Number("1")}}}, c.Rooms()[0].Widgets[0].UserProperties)
	c.must("DELETE", quiz+"/users/bob", `{"properties":["never"]}`)
}

func TestNestedWidgetChanges(t *testing.T) {
	c := newCloud(t, agoratest.WithNestedWidgetChanges())
	c.create("class-1")
	c.must("PUT", "class-1/widgets/poll", `{"state":1,"extra":{"pollId":"p","pollDetails":{"0":{"num":1}}}}`)
	assert.JSONEq(t, `{"widgetUuid":"poll","action":1,"changeProperties":{"state":1,"extra":{"pollId":"p","pollDetails":{"0":{"num":1}}}},`+byServer+`}`, c.lastData())
}

func TestAWidgetLeavesWithItsOwner(t *testing.T) {
	c := withAlice(t)
	c.must("PUT", "class-1/widgets/w1", `{"ownerUserUuid":"alice"}`)
	c.must("PUT", "class-1/widgets/w2", `{"ownerUserUuid":"bob"}`)
	c.must("POST", kickAlice, `{}`)
	widgets := c.Rooms()[0].Widgets
	require.Len(t, widgets, 1)
	assert.Equal(t, "bob", widgets[0].OwnerUserUUID)
	assert.Contains(t, c.lastData(), `"widgetUuid":"w1","action":2`)
}

func TestWidgetEvents(t *testing.T) {
	c := withAlice(t)
	for _, id := range []string{"popupQuiz", "poll", "mine"} {
		c.must("PUT", "class-1/widgets/"+id, `{"state":1}`)
		c.must("PUT", "class-1/widgets/"+id, `{"state":0}`)
		c.must("DELETE", "class-1/widgets/"+id, `{}`)
	}
	require.NoError(t, c.Emit("class-1", 1110, map[string]any{"widgetUuid": "poll", "changeProperties": map[string]any{"extra": map[string]any{"pollState": 1}}}))
	require.NoError(t, c.Emit("class-1", 1110, []int{}))
	for id, want := range map[string]int{"popupQuiz": 3, "poll": 4, "mine": 3, "none": 0} {
		page := c.events("class-1/widgets/" + id + "/sequences")
		assert.Equal(t, want, page.Total, id)
		assert.Len(t, page.List, want, id)
	}
	page := c.events(quiz + "/sequences?count=2")
	assert.Equal(t, []string{"class-1/2 cmd 1110", "class-1/3 cmd 1110"}, names(page.List))
	require.NotNil(t, page.NextID)
	assert.Equal(t, []string{"class-1/4 cmd 1110"}, names(c.events(quiz+"/sequences?count=1000&nextId="+*page.NextID).List))
	for _, query := range []string{"count=0", "count=x", "nextId=x"} {
		c.refuses(http.StatusBadRequest, 400, "GET", quiz+"/sequences?"+query, "")
	}
	c.refuses(http.StatusNotFound, 20404100, "GET", "class-2/widgets/poll/sequences", "")
}

func TestWidgetsRefuse(t *testing.T) {
	c := withAlice(t)
	c.must("PUT", quiz, `{"state":1}`)
	for _, body := range []string{`{"state":2}`, `{"state":"1"}`, `{"extra":[]}`, `{"extra":{"a..b":1}}`, `{"extra":{"":1}}`, `{"cause":1}`, `{"ownerUserUuid":"a/b"}`} {
		c.refuses(http.StatusBadRequest, 400, "PUT", quiz, body)
	}
	for _, body := range []string{`{}`, `{"properties":{}}`, `{"properties":[1]}`, `{"properties":["a."]}`, `{"properties":["a"],"cause":[]}`} {
		c.refuses(http.StatusBadRequest, 400, "DELETE", quiz+"/extra", body)
		c.refuses(http.StatusBadRequest, 400, "DELETE", quiz+"/users/alice", body)
	}
	c.refuses(http.StatusBadRequest, 400, "PUT", quiz+"/users/alice", `{"properties":["a"]}`)
	c.refuses(http.StatusBadRequest, 400, "PUT", "class-1/widgets/a%2Fb", `{}`)
	c.refuses(http.StatusNotFound, 20404200, "PUT", quiz, `{"ownerUserUuid":"carol"}`)
	c.refuses(http.StatusNotFound, 20404200, "PUT", quiz+"/users/carol", `{"properties":{}}`)
	c.refuses(http.StatusNotFound, 20404200, "DELETE", quiz+"/users/carol", `{"properties":[]}`)
	for _, call := range [][3]string{
		{"DELETE", "/widgets/none", `{}`}, {"DELETE", "/widgets/none/extra", `{"properties":["a"]}`},
		{"PUT", "/widgets/none/users/alice", `{"properties":{}}`}, {"DELETE", "/widgets/none/users/alice", `{"properties":[]}`},
	} {
		c.refuses(http.StatusNotFound, 404, call[0], "class-1"+call[1], call[2])
		c.refuses(http.StatusNotFound, 20404100, call[0], "class-2"+call[1], call[2])
	}
	c.must("PUT", "class-1/states/3", "")
	c.refuses(http.StatusGone, 30410100, "PUT", quiz, `{"state":1}`)
}

// The only complete example of a widget's event in the documents has the users and the cause beside the data.
func TestUsersBesideTheData(t *testing.T) {
	c := newCloud(t, agoratest.WithUsersBesideData(), agoratest.WithNestedWidgetChanges())
	c.create("class-1")
	require.NoError(t, c.AddStudents("class-1", "alice"))
	c.must("PUT", quiz, `{"state":1}`)
	c.must("PUT", quiz+"/users/alice", `{"properties":{"selectedItems":["A"]},"cause":{"popQuizId":"q","action":3}}`)
	require.NoError(t, c.Emit("class-1", 1110, "not an object"))
	events := c.Client().Widgets.AllQuizEvents
	var answers []agora.QuizEvent
	for e, err := range events(t.Context(), &agora.ListAnswerEventsRequest{RoomUUID: "class-1"}) {
		require.NoError(t, err)
		answers = append(answers, e)
	}
	require.Len(t, answers, 2)
	assert.True(t, answers[1].IsAnswer())
	assert.Equal(t, "alice", answers[1].FromUser.UserUUID)
	assert.Equal(t, agora.RoleServer, answers[1].Operator.Role)
	assert.Equal(t, agora.AnswerActionSubmit, answers[1].Cause.Action)
	var raw struct {
		Data, FromUser, Operator, Cause json.RawMessage
	}
	require.NoError(t, json.Unmarshal(answers[1].Raw, &raw))
	assert.JSONEq(t, `{"widgetUuid":"popupQuiz","action":1,"changeProperties":{"selectedItems":["A"]}}`, string(raw.Data))
	assert.JSONEq(t, `{"userUuid":"alice","userName":"alice","role":"audience"}`, string(raw.FromUser))
	assert.JSONEq(t, `{"popQuizId":"q","action":3}`, string(raw.Cause))
	assert.NotEmpty(t, raw.Operator)
}
