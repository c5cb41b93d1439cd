package agora_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
)

// both reads a widget's event as Events.Poll does and as Widgets.ListQuizEvents and ListPollEvents do.
func both(t *testing.T, data string) (changed *agora.WidgetChanged, quiz agora.QuizEvent, poll agora.PollEvent) {
	t.Helper()
	text := `{"roomUuid":"r","cmd":1110,"sequence":4,"version":1,"data":` + data + `}`
	changed, ok := event(t, text).Data.(*agora.WidgetChanged)
	require.True(t, ok)
	require.NoError(t, json.Unmarshal([]byte(text), &quiz))
	require.NoError(t, json.Unmarshal([]byte(text), &poll))
	return changed, quiz, poll
}

func TestAQuizHasOneShape(t *testing.T) {
	for name, data := range map[string]string{
		"an end that names its quiz in the cause alone": `{"action":1,"widgetUuid":"popupQuiz","changeProperties":{"extra.answerState":0,"extra.totalCount":3},"cause":{"popQuizId":"q","action":2}}`,
		"a cause in the other spelling":                 `{"action":1,"widgetUuid":"popupQuiz","changeProperties":{"extra":{"answerState":0,"totalCount":3.0}},"cause":{"popupQuizId":"q","action":"2"}}`,
		"a cause as a text":                             `{"action":1,"widgetUuid":"popupQuiz","changeProperties":"{\"extra.answerState\":0,\"extra.totalCount\":3}","cause":"{\"popQuizId\":\"q\",\"action\":2}"}`,
		"a widget that is told by its cause":            `{"action":1,"widgetUuid":"xxx","changeProperties":{"extra.answerState":0,"extra.totalCount":3},"cause":{"popQuizId":"q","action":2}}`,
	} {
		changed, listed, _ := both(t, data)
		assert.Equal(t, &listed, changed.Quiz, name)
		assert.Equal(t, "q", listed.QuizID, name)
		assert.Equal(t, agora.QuizCause{QuizID: "q", Action: agora.AnswerActionEnd}, listed.Cause, name)
		assert.Equal(t, agora.QuizChange{AnswerStatus: new(agora.AnswerStatusEnded), TotalCount: new(3)}, listed.Change, name)
		assert.False(t, listed.IsAnswer(), name)
		assert.Empty(t, listed.Problem, name)
		roundTrip(t, listed)
	}
}

func TestAnOddLeafOfAQuizCostsItself(t *testing.T) {
	for name, test := range map[string]struct {
		changes, problem string
		want             agora.QuizChange
	}{
		"options that are objects": {`{"extra.items":[{"text":"A"},"B",3,null],"extra.totalCount":3}`, "", agora.QuizChange{Items: []string{`{"text":"A"}`, "B", "3", ""}, TotalCount: new(3)}},
		"options by their indexes": {`{"extra.items":{"0":"A","2":"C","10":"K"},"extra.totalCount":3}`, "",
			agora.QuizChange{Items: []string{"A", "", "C", "", "", "", "", "", "", "", "K"}, TotalCount: new(3)}},
		"options in paths":      {`{"extra.items.1":"B","extra.items.0":{"text":"A"}}`, "", agora.QuizChange{Items: []string{`{"text":"A"}`, "B"}}},
		"options by words":      {`{"extra.items":{"a":"A"},"extra.totalCount":3}`, "changeProperties: /items: an object where a list is expected", agora.QuizChange{TotalCount: new(3)}},
		"an index too far":      {`{"extra.items":{"1000000000":"A"},"extra.totalCount":3}`, "changeProperties: /items: an object where a list is expected", agora.QuizChange{TotalCount: new(3)}},
		"one option alone":      {`{"selectedItems":"A"}`, "", agora.QuizChange{SelectedItems: []string{"A"}}},
		"an answer without one": {`{"selectedItems":[]}`, "", agora.QuizChange{SelectedItems: []string{}}},
		"a count that is none":  {`{"extra.correctCount":"many","extra.totalCount":3}`, `changeProperties: /correctCount: "many" is not a whole number`, agora.QuizChange{TotalCount: new(3)}},
		"a stage that is none":  {`{"extra.answerState":{"x":1},"extra.totalCount":3,"state":"on"}`, `changeProperties: /answerState: "{\"x\":1}" is not a whole number; changeProperties: /state: "on" is not a whole number`, agora.QuizChange{TotalCount: new(3), AnswerStatus: new(agora.AnswerStatus(-1)), Status: new(agora.WidgetStatus(-1))}},
		"a flag as a double":    {`{"isCorrect":1.0,"lastCommitTime":1.652413989997E12}`, "", agora.QuizChange{Correct: new(true), LastCommitTime: milli(1652413989997)}},
		"a time that is none":   {`{"isCorrect":true,"lastCommitTime":"soon"}`, `changeProperties: /lastCommitTime: "soon" is not a valid time`, agora.QuizChange{Correct: new(true)}},
	} {
		t.Run(name, func(t *testing.T) {
			changed, listed, _ := both(t, `{"action":1,"widgetUuid":"popupQuiz","changeProperties":`+test.changes+`}`)
			assert.Equal(t, test.want, listed.Change)
			assert.Equal(t, test.problem, listed.Problem)
			assert.Equal(t, &listed, changed.Quiz)
			roundTrip(t, listed)
		})
	}
	changed, listed, _ := both(t, `{"action":"x","widgetUuid":"popupQuiz","changeProperties":7,"operator":7,"fromUser":{"userUuid":"u","userName":{"x":1}},"cause":{"popQuizId":["q"],"action":3}}`)
	assert.EqualValues(t, -1, listed.Action)
	assert.Equal(t, &agora.EventUser{UserUUID: "u", Role: -1}, listed.FromUser)
	assert.Equal(t, agora.QuizCause{Action: agora.AnswerActionSubmit}, listed.Cause)
	assert.Equal(t, &listed, changed.Quiz)
	for _, problem := range []string{`action: "x" is not a whole number`, "operator: is not a JSON object", "fromUser: /userName:", "changeProperties: is not a JSON object", "cause: /popQuizId:"} {
		assert.Contains(t, listed.Problem, problem)
	}
}

// Answers are told from summaries by what they hold: some tables have a fromUser with summaries, and some examples do not have a cause.
func TestAnswersAreToldFromSummaries(t *testing.T) {
	const somebody = `"fromUser":{"userUuid":"u","role":"audience"}`
	for data, answer := range map[string]bool{
		`"changeProperties":{"selectedItems":["A"],"isCorrect":true},` + somebody:                         true,
		`"changeProperties":{"selectedItems":[]}`:                                                         true,
		`"changeProperties":{"isCorrect":false}`:                                                          true,
		`"changeProperties":{"lastCommitTime":1652413989997}`:                                             true,
		`"changeProperties":{"popupQuizId":"q"},"cause":{"action":3},` + somebody:                         true,
		`"changeProperties":{"popupQuizId":"q"},"cause":{"action":3}`:                                     false,
		`"changeProperties":{"extra.selectedCount":1},"cause":{"action":3},` + somebody:                   false,
		`"changeProperties":{"extra.totalCount":1,"extra.answerState":0},` + somebody:                     false,
		`"changeProperties":{"extra.items":["A"],"state":1},"cause":{"action":1},` + somebody:             false,
		`"changeProperties":{"extra.correctItems":["A"]},"cause":{"action":3},` + somebody:                false,
		`"changeProperties":{"extra.receiveQuestionTime":1652413989997},"cause":{"action":3},` + somebody: false,
		`"changeProperties":{},` + somebody:                                                               false,
	} {
		changed, listed, _ := both(t, `{"action":1,"widgetUuid":"popupQuiz",`+data+`}`)
		assert.Equal(t, answer, listed.IsAnswer(), data)
		assert.Equal(t, answer, changed.Quiz.IsAnswer(), data)
	}
}

func TestWhatIsDeletedOfAQuizIsNamed(t *testing.T) {
	for changes, paths := range map[string][]string{
		`["extra.items","extra.popupQuizId"]`:           {"extra.items", "extra.popupQuizId"},
		`{"extra.items":null,"extra.popupQuizId":null}`: {"extra.items", "extra.popupQuizId"},
		`{"extra":{"items":["A"],"popupQuizId":null}}`:  {"extra.items", "extra.popupQuizId"},
		`["extra.items",{"path":"x"},7]`:                {"extra.items", `{"path":"x"}`, "7"},
		`{}`:                                            nil, `[]`: nil, `null`: nil,
	} {
		changed, listed, _ := both(t, `{"action":2,"widgetUuid":"popupQuiz","changeProperties":`+changes+`}`)
		assert.Equal(t, paths, listed.Paths, changes)
		assert.Equal(t, paths, changed.Paths, changes)
		assert.Equal(t, agora.QuizChange{}, listed.Change, changes)
		assert.Equal(t, &listed, changed.Quiz, changes)
		assert.Empty(t, listed.Problem, changes)
		roundTrip(t, listed)
	}
}
