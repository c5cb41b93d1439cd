package agora

import (
	"cmp"
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// PollEvent is something that happened in a poll (投票器): its start or end, a change of its summary, or one student's choice, which
// IsAnswer tells apart. It has the same shape from Widgets.ListPollEvents and in WidgetChanged.Poll. It prints without Raw.
type PollEvent struct {
	WidgetEvent
	PollID string     `json:"pollId,omitzero"` // the poll, by the changed properties or else by the cause; empty if neither says: it is the poll started last
	Cause  PollCause  `json:"cause,omitzero"`  // zero if Agora does not say
	Change PollChange `json:"changeProperties,omitzero"`
}

// PollCause says why a poll changed.
type PollCause struct {
	PollID string       `json:"pollId,omitzero"` // also where Agora calls it popQuizId, as its English page does
	Action AnswerAction `json:"action,omitzero"`
}

// PollMode says how many options a student may choose (mode).
type PollMode int

// The modes.
const (
	PollModeSingle   PollMode = 1 // one option
	PollModeMultiple PollMode = 2 // several options
)

var pollModeNames = map[PollMode]string{
	PollModeSingle:   "Single",
	PollModeMultiple: "Multiple",
}

// String returns the mode's name, such as Single, or PollMode(9) for a mode this module does not know.
func (m PollMode) String() string { return wire.EnumName("PollMode", m, pollModeNames) }

// PollChange holds the changed properties of a poll, or of one student's choice. The others are zero or nil.
type PollChange struct {
	PollID       string             `json:"pollId,omitzero"`
	Title        string             `json:"pollTitle,omitzero"` // the question
	Mode         PollMode           `json:"mode,omitzero"`
	Status       *WidgetStatus      `json:"state,omitzero"`       // whether the poll is on
	AnswerStatus *AnswerStatus      `json:"pollState,omitzero"`   // whether it accepts answers
	Items        []string           `json:"pollItems,omitzero"`   // the options
	Details      map[int]PollDetail `json:"pollDetails,omitzero"` // by the option's index, from 0

	SelectIndex []int `json:"selectIndex,omitzero"` // one student's choice: the indexes of the options, from 0
}

// PollDetail counts the answers that chose an option.
type PollDetail struct {
	Num        int     `json:"num" check:"decorative"`        // students who chose it
	Percentage float64 `json:"percentage" check:"decorative"` // their share of all students who answered, 0 to 1
}

// UnmarshalJSON reads dotted paths and objects alike: {"extra.mode":…}, {"extra":{"mode":…}} and {"mode":…}. An error tells what could
// not be read; everything else is read all the same.
func (p *PollChange) UnmarshalJSON(text []byte) error {
	if !isObject(objectIn(text)) && !wire.IsEmpty(text) {
		return problemIn([]string{"changeProperties is not a JSON object"})
	}
	return problemIn(p.read(flattenChanges(objectIn(text))))
}

// plainPollChange is a PollChange without methods.
type plainPollChange PollChange

func (p *PollChange) read(all changes) (problems []string) {
	*p = PollChange{}
	all.rename("pollingState", "pollState") // the table says pollingState, the examples and Agora's clients say pollState
	for _, problem := range []string{all.texts("pollItems"), all.numbers("selectIndex")} {
		if problem != "" {
			problems = append(problems, problem)
		}
	}
	return append(problems, all.read((*plainPollChange)(p))...)
}

// UnmarshalJSON reads as much of a poll event as can be read. It never fails.
func (e *PollEvent) UnmarshalJSON(text []byte) error {
	*e = PollEvent{}
	e.fill(e.read(text))
	return nil
}

// fill reads what only a poll has.
func (e *PollEvent) fill(m widgetMembers) {
	var cause struct {
		PollCause
		PopQuizID   string `json:"popQuizId"`
		PopupQuizID string `json:"popupQuizId"`
	}
	e.readCause(m, &cause)
	e.Cause = cause.PollCause
	e.Cause.PollID = cmp.Or(e.Cause.PollID, cause.PopQuizID, cause.PopupQuizID)
	if e.Action == ChangeActionDeleted { // what is deleted has no value: Paths has its name
		m.flat = m.flat.only("pollId")
	}
	e.troubles("changeProperties", e.Change.read(m.flat))
	e.PollID = cmp.Or(e.Change.PollID, e.Cause.PollID)
}

// IsAnswer reports whether the event is one student's choice, and FromUser that student. It is told by what only a choice has
// (SelectIndex); where an event has neither that nor anything of a summary, by Cause.Action.
func (e PollEvent) IsAnswer() bool {
	c := e.Change
	switch {
	case c.SelectIndex != nil:
		return true
	case c.Status != nil || c.AnswerStatus != nil || c.Items != nil || c.Details != nil || c.Mode != 0 || c.Title != "":
		return false
	}
	return e.Cause.Action == AnswerActionSubmit && e.FromUser != nil
}

// Format writes the PollEvent without Raw.
func (e PollEvent) Format(f fmt.State, verb rune) {
	type plain struct {
		WidgetEvent plainWidgetEvent
		PollID      string
		Cause       PollCause
		Change      PollChange
	}
	transport.Hidden(f, verb, "agora.PollEvent", plain{e.shown(), e.PollID, e.Cause, e.Change})
}

// LogValue gives slog the PollEvent without Raw.
func (e PollEvent) LogValue() slog.Value { return transport.HiddenLog(e) }
