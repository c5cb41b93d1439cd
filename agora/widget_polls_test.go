package agora_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/agora"
)

// Agora's English page names the poll popQuizId in the cause: the widget decides, then the changed properties, then the cause.
func TestAPollIsAPollWhateverItsCauseSays(t *testing.T) {
	for name, data := range map[string]string{
		"by its widget":                `{"action":1,"widgetUuid":"poll","changeProperties":{"extra.mode":1},"cause":{"popQuizId":"p","action":1}}`,
		"by its widget, other id":      `{"action":1,"widgetUuid":"poll","changeProperties":{"extra.mode":1},"cause":{"popupQuizId":"p","action":1}}`,
		"by its widget's plural":       `{"action":1,"widgetUuid":"polls","changeProperties":{"extra.mode":1},"cause":{"pollId":"p","action":1}}`,
		"by its changes":               `{"action":1,"widgetUuid":"xxx","changeProperties":{"extra":{"mode":1,"pollId":"p"}},"cause":{"popQuizId":"p","action":1}}`,
		"by its cause":                 `{"action":1,"widgetUuid":"xxx","changeProperties":{"extra.mode":1},"cause":{"pollId":"p","action":1}}`,
		"by its widget, quiz's change": `{"action":1,"widgetUuid":"poll","changeProperties":{"extra.mode":1,"popupQuizId":"q"},"cause":{"pollId":"p","action":1}}`,
	} {
		changed, _, listed := both(t, data)
		assert.Nil(t, changed.Quiz, name)
		if !assert.NotNil(t, changed.Poll, name) {
			continue
		}
		assert.Equal(t, &listed, changed.Poll, name)
		assert.Equal(t, "p", listed.PollID, name)
		assert.Equal(t, "p", listed.Cause.PollID, name)
		assert.Equal(t, agora.AnswerActionStart, listed.Cause.Action, name)
		assert.Equal(t, agora.PollModeSingle, listed.Change.Mode, name)
		assert.False(t, listed.IsAnswer(), name)
		roundTrip(t, listed)
	}
	quiz, _, _ := both(t, `{"widgetUuid":"popupQuiz","changeProperties":{"pollId":"p"}}`)
	assert.NotNil(t, quiz.Quiz, "the widget decides")
	assert.Nil(t, quiz.Poll)
}

func TestAnOddLeafOfAPollCostsItself(t *testing.T) {
	for name, test := range map[string]struct {
		changes, problem string
		want             agora.PollChange
	}{
		"options that are objects":                            {`{"extra.pollItems":[{"text":"a"},"b"],"extra.mode":2}`, "", agora.PollChange{Mode: agora.PollModeMultiple, Items: []string{`{"text":"a"}`, "b"}}},
		"options by their indexes, as the English table says": {`{"extra":{"pollItems":{"1":"b","0":"a"},"mode":2}}`, "", agora.PollChange{Mode: agora.PollModeMultiple, Items: []string{"a", "b"}}},
		"a choice that is not a number is not option 0": {`{"pollId":"p","selectIndex":[1,"x",{"i":2},"2",3.0]}`,
			`changeProperties: /selectIndex/1: has "x", not a whole number; /selectIndex/2: has {"i":2}, not a whole number`, agora.PollChange{PollID: "p", SelectIndex: []int{1, 2, 3}}},
		"one choice alone": {`{"selectIndex":0}`, "", agora.PollChange{SelectIndex: []int{0}}},
		"no choice":        {`{"selectIndex":[]}`, "", agora.PollChange{SelectIndex: []int{}}},
		"odd details": {`{"extra.pollDetails":{"0":{"num":"x","percentage":0.5},"1":7,"2":{"num":2.0,"percentage":"1"}}}`,
			`changeProperties: /pollDetails/0/num: "x" is not a whole number; changeProperties: /pollDetails/1: a number where an object is expected`,
			agora.PollChange{Details: map[int]agora.PollDetail{0: {Percentage: 0.5}, 2: {Num: 2, Percentage: 1}}}},
		"an odd mode": {`{"extra.mode":"both","pollTitle":"Lunch?"}`, `changeProperties: /mode: "both" is not a whole number`, agora.PollChange{Mode: -1, Title: "Lunch?"}},
	} {
		t.Run(name, func(t *testing.T) {
			changed, _, listed := both(t, `{"action":1,"widgetUuid":"poll","changeProperties":`+test.changes+`}`)
			assert.Equal(t, test.want, listed.Change)
			assert.Equal(t, test.problem, listed.Problem)
			assert.Equal(t, &listed, changed.Poll)
			roundTrip(t, listed)
		})
	}
}

// The tables of polls have a fromUser with summaries too.
func TestChoicesAreToldFromSummaries(t *testing.T) {
	const somebody = `"fromUser":{"userUuid":"u","role":"audience"}`
	for data, answer := range map[string]bool{
		`"changeProperties":{"pollId":"p","selectIndex":[1]},` + somebody:                           true,
		`"changeProperties":{"extra":{"pollId":"p","selectIndex":[]}}`:                              true,
		`"changeProperties":{"pollId":"p"},"cause":{"action":3},` + somebody:                        true,
		`"changeProperties":{"extra.pollDetails":{"0":{"num":1}}},"cause":{"action":3},` + somebody: false,
		`"changeProperties":{"extra.pollState":0},"cause":{"popQuizId":"p"},` + somebody:            false,
		`"changeProperties":{"extra.pollItems":["a"]},"cause":{"action":3},` + somebody:             false,
		`"changeProperties":{"extra.pollTitle":"?"},"cause":{"action":3},` + somebody:               false,
		`"changeProperties":{"extra.mode":1},"cause":{"action":3},` + somebody:                      false,
		`"changeProperties":{"state":1},"cause":{"action":3},` + somebody:                           false,
	} {
		changed, _, listed := both(t, `{"action":1,"widgetUuid":"poll",`+data+`}`)
		assert.Equal(t, answer, listed.IsAnswer(), data)
		assert.Equal(t, answer, changed.Poll.IsAnswer(), data)
	}
}
