package agora_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
)

// Agora's tables print objects and its examples dotted paths; both give the same struct.
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
	assert.Equal(t, `cause: /action: "x" is not a whole number; changeProperties: /mode: "both" is not a whole number`, bad.Problem)
	assert.Equal(t, int64(4), bad.Sequence)
	roundTrip(t, bad)
}
