package agora

import (
	"cmp"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// AnswerStatus says whether a quiz or a poll accepts answers (answerState, pollState).
type AnswerStatus int

// The stages of a quiz or a poll.
const (
	AnswerStatusEnded   AnswerStatus = 0 // it accepts no more answers
	AnswerStatusStarted AnswerStatus = 1 // it accepts answers
)

var answerStatusNames = map[AnswerStatus]string{
	AnswerStatusEnded:   "Ended",
	AnswerStatusStarted: "Started",
}

// String returns the stage's name, such as Started, or AnswerStatus(9) for a stage this module does not know.
func (s AnswerStatus) String() string { return wire.EnumName("AnswerStatus", s, answerStatusNames) }

// AnswerAction says what changed a quiz or a poll (cause.action).
type AnswerAction int

// The actions.
const (
	AnswerActionStart  AnswerAction = 1 // the teacher started it
	AnswerActionEnd    AnswerAction = 2 // the teacher ended it
	AnswerActionSubmit AnswerAction = 3 // a student answered
	AnswerActionSync   AnswerAction = 4 // Agora updated the summary
)

var answerActionNames = map[AnswerAction]string{
	AnswerActionStart:  "Start",
	AnswerActionEnd:    "End",
	AnswerActionSubmit: "Submit",
	AnswerActionSync:   "Sync",
}

// String returns the action's name, such as Submit, or AnswerAction(9) for an action this module does not know.
func (a AnswerAction) String() string { return wire.EnumName("AnswerAction", a, answerActionNames) }

// QuizEvent is something that happened in a quiz (答题器): its start or end, a change of its summary, or one student's answer, which
// IsAnswer tells apart. It has the same shape from Widgets.ListQuizEvents and in WidgetChanged.Quiz. It prints without Raw.
type QuizEvent struct {
	WidgetEvent
	QuizID string     `json:"quizId,omitzero"` // the quiz, by the changed properties or else by the cause, which Agora's documents name differently (that both are one id is inferred); empty if neither says: it is the quiz started last
	Cause  QuizCause  `json:"cause,omitzero"`  // zero if Agora does not say
	Change QuizChange `json:"changeProperties,omitzero"`
}

// QuizCause says why a quiz changed.
type QuizCause struct {
	QuizID string       `json:"popQuizId,omitzero"`
	Action AnswerAction `json:"action,omitzero"`
}

// QuizChange holds the changed properties of a quiz, or of one student's answer. The others are zero or nil.
type QuizChange struct {
	QuizID              string        `json:"popupQuizId,omitzero"`
	Status              *WidgetStatus `json:"state,omitzero"`               // whether the quiz is on
	AnswerStatus        *AnswerStatus `json:"answerState,omitzero"`         // whether it accepts answers
	Items               []string      `json:"items,omitzero"`               // the options, such as "A"
	CorrectItems        []string      `json:"correctItems,omitzero"`        // the right options
	ReceiveQuestionTime time.Time     `json:"receiveQuestionTime,omitzero"` // when the students received the question
	SelectedCount       *int          `json:"selectedCount,omitzero"`       // students who have answered
	CorrectCount        *int          `json:"correctCount,omitzero"`        // students whose answer is right
	TotalCount          *int          `json:"totalCount,omitzero"`          // students in all
	AverageAccuracy     *float64      `json:"averageAccuracy,omitzero"`     // 0 to 1

	// The rest belongs to one student's answer.

	SelectedItems  []string  `json:"selectedItems,omitzero"`  // the options that the student chose
	Correct        *bool     `json:"isCorrect,omitzero"`      // whether the answer is right
	LastCommitTime time.Time `json:"lastCommitTime,omitzero"` // when the student last answered
}

// UnmarshalJSON reads dotted paths and objects alike: {"extra.items":…}, {"extra":{"items":…}} and {"items":…}. An error tells what could
// not be read; everything else is read all the same.
func (q *QuizChange) UnmarshalJSON(text []byte) error {
	if !isObject(objectIn(text)) && !wire.IsEmpty(text) {
		return problemIn([]string{"changeProperties is not a JSON object"})
	}
	return problemIn(q.read(flattenChanges(objectIn(text))))
}

// plainQuizChange is a QuizChange without methods.
type plainQuizChange QuizChange

func (q *QuizChange) read(all changes) (problems []string) {
	*q = QuizChange{}
	all.rename("popQuizId", "popupQuizId")
	for _, name := range []string{"items", "correctItems", "selectedItems"} {
		if problem := all.texts(name); problem != "" {
			problems = append(problems, problem)
		}
	}
	return append(problems, all.read((*plainQuizChange)(q))...)
}

// UnmarshalJSON reads as much of a quiz event as can be read. It never fails.
func (e *QuizEvent) UnmarshalJSON(text []byte) error {
	*e = QuizEvent{}
	e.fill(e.read(text))
	return nil
}

// fill reads what only a quiz has.
func (e *QuizEvent) fill(m widgetMembers) {
	var cause struct {
		QuizCause
		PopupQuizID string `json:"popupQuizId"`
	}
	e.readCause(m, &cause)
	e.Cause = cause.QuizCause
	e.Cause.QuizID = cmp.Or(e.Cause.QuizID, cause.PopupQuizID)
	if e.Action == ChangeActionDeleted { // what is deleted has no value: Paths has its name
		m.flat = m.flat.only("popupQuizId", "popQuizId")
	}
	e.troubles("changeProperties", e.Change.read(m.flat))
	e.QuizID = cmp.Or(e.Change.QuizID, e.Cause.QuizID)
}

// IsAnswer reports whether the event is one student's answer, and FromUser that student. It is told by what only an answer has
// (SelectedItems, Correct, LastCommitTime); where an event has neither that nor anything of a summary, by Cause.Action.
func (e QuizEvent) IsAnswer() bool {
	c := e.Change
	switch {
	case c.SelectedItems != nil || c.Correct != nil || !c.LastCommitTime.IsZero():
		return true
	case c.Status != nil || c.AnswerStatus != nil || c.Items != nil || c.CorrectItems != nil || !c.ReceiveQuestionTime.IsZero(),
		c.SelectedCount != nil || c.CorrectCount != nil || c.TotalCount != nil || c.AverageAccuracy != nil:
		return false
	}
	return e.Cause.Action == AnswerActionSubmit && e.FromUser != nil
}

// Format writes the QuizEvent without Raw.
func (e QuizEvent) Format(f fmt.State, verb rune) {
	type plain struct {
		WidgetEvent plainWidgetEvent
		QuizID      string
		Cause       QuizCause
		Change      QuizChange
	}
	transport.Hidden(f, verb, "agora.QuizEvent", plain{e.shown(), e.QuizID, e.Cause, e.Change})
}

// LogValue gives slog the QuizEvent without Raw.
func (e QuizEvent) LogValue() slog.Value { return transport.HiddenLog(e) }
