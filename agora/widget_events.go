package agora

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

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

// WidgetEvent holds the fields that quiz events and poll events share.
type WidgetEvent struct {
	RoomUUID   string          `json:"roomUuid,omitzero"`
	Sequence   int64           `json:"sequence,omitzero"` // its place among the events of its room; 0 if Agora does not say
	Version    int64           `json:"version,omitzero"`  // the version number that Agora prints
	WidgetUUID string          `json:"widgetUuid,omitzero"`
	Action     ChangeAction    `json:"action,omitzero"`   // what was done to the widget
	Operator   *EventUser      `json:"operator,omitzero"` // who caused it
	FromUser   *EventUser      `json:"fromUser,omitzero"` // the student who answered; nil for the summary
	Problem    string          `json:"problem,omitzero"`  // the parts of the event that could not be read; empty if all could
	Raw        json.RawMessage `json:"raw,omitzero"`      // the whole event as it arrived
}

// QuizEvent is something that happened in a quiz (答题器).
type QuizEvent struct {
	WidgetEvent
	Cause  QuizCause  `json:"cause,omitzero"`
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

// UnmarshalJSON reads dotted paths and objects alike: {"extra.items":…}, {"extra":{"items":…}} and {"items":…}.
func (q *QuizChange) UnmarshalJSON(text []byte) error {
	changes, err := flattenChanges(text)
	if err != nil {
		return err
	}
	return changes.quiz(q)
}

// UnmarshalJSON reads as much of a quiz event as can be read. It never fails.
func (e *QuizEvent) UnmarshalJSON(text []byte) error {
	*e = QuizEvent{}
	inner := e.read(text)
	e.part(inner, "changeProperties", &e.Change)
	var cause struct {
		QuizCause
		PopupQuizID string `json:"popupQuizId"`
	}
	e.cause(inner, &cause)
	e.Cause = cause.QuizCause
	if e.Cause.QuizID == "" {
		e.Cause.QuizID = cause.PopupQuizID
	}
	return nil
}

// PollEvent is something that happened in a poll (投票器).
type PollEvent struct {
	WidgetEvent
	Cause  PollCause  `json:"cause,omitzero"`
	Change PollChange `json:"changeProperties,omitzero"`
}

// PollCause says why a poll changed.
type PollCause struct {
	PollID string       `json:"pollId,omitzero"`
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
	Num        int     `json:"num"`        // students who chose it
	Percentage float64 `json:"percentage"` // their share of all students who answered, 0 to 1
}

// UnmarshalJSON reads dotted paths and objects alike: {"extra.mode":…}, {"extra":{"mode":…}} and {"mode":…}.
func (p *PollChange) UnmarshalJSON(text []byte) error {
	changes, err := flattenChanges(text)
	if err != nil {
		return err
	}
	return changes.poll(p)
}

// UnmarshalJSON reads as much of a poll event as can be read. It never fails.
func (e *PollEvent) UnmarshalJSON(text []byte) error {
	*e = PollEvent{}
	inner := e.read(text)
	e.part(inner, "changeProperties", &e.Change)
	e.cause(inner, &e.Cause)
	return nil
}

// read reads the members that all widget events share. It returns the members that hold the rest: the event's data, or the event itself
// where Agora prints the data alone.
func (e *WidgetEvent) read(text []byte) wire.Envelope {
	e.Raw = bytes.Clone(text)
	outer, err := wire.Split(text)
	if err != nil {
		e.trouble("the event is not a JSON object")
		return nil
	}
	if raw := outer.Get("raw"); raw != nil { // JSON that this module wrote
		e.Raw = bytes.Clone(raw)
		e.Problem = outer.Text("problem")
	}
	inner := outer
	if data := outer.Get("data"); data != nil {
		if inner, err = wire.Split(data); err != nil {
			e.trouble("data is not a JSON object")
		}
	}
	e.RoomUUID, e.WidgetUUID = outer.Text("roomUuid"), inner.Text("widgetUuid")
	e.part(outer, "sequence", &e.Sequence)
	e.part(outer, "version", &e.Version)
	e.part(inner, "action", &e.Action)
	e.part(inner, "operator", &e.Operator)
	e.part(inner, "fromUser", &e.FromUser)
	return inner
}

// part reads one member. A member that cannot be read goes into Problem and leaves the others alone.
func (e *WidgetEvent) part(members wire.Envelope, name string, to any) {
	raw := members.Get(name)
	if raw == nil {
		return
	}
	err := wire.Decode(raw, to)
	if err == nil {
		err = oddEnum(raw, to)
	}
	if err != nil {
		e.trouble(name + ": " + err.Error())
	}
}

// cause reads the cause where it is an object. Agora's English page has a text there, which Raw keeps.
func (e *WidgetEvent) cause(members wire.Envelope, to any) {
	if raw := bytes.TrimSpace(members.Get("cause")); bytes.HasPrefix(raw, []byte("{")) {
		e.part(members, "cause", to)
	}
}

func (e *WidgetEvent) trouble(problem string) {
	if problem = strings.TrimSpace(problem); !strings.Contains(e.Problem, problem) {
		e.Problem = strings.TrimPrefix(e.Problem+"; "+problem, "; ")
	}
}

// changes holds changed properties by their names without "extra".
type changes map[string]*change

// change is a value, or an object whose members arrived one by one.
type change struct {
	raw     json.RawMessage
	members changes
}

// deepestPath is how many names of a dotted path are split. Agora's paths have three.
const deepestPath = 8

// flattenChanges reads changeProperties. Agora's tables print objects and its examples dotted paths; both give the same changes.
func flattenChanges(text []byte) (changes, error) {
	all := changes{}
	if !wire.IsEmpty(text) {
		if err := all.add(text); err != nil {
			return nil, err
		}
	}
	if extra := all["extra"]; extra != nil && extra.members != nil {
		delete(all, "extra")
		for name, c := range extra.members {
			if all[name] == nil {
				all[name] = c
			}
		}
	}
	return all, nil
}

// add merges the members of an object, each under its dotted path.
func (c changes) add(object []byte) error {
	members, err := wire.Split(object)
	if err != nil {
		return err
	}
	for _, m := range members {
		at, path := c, strings.SplitN(m.Name, ".", deepestPath)
		for _, name := range path[:len(path)-1] {
			at = at.object(name)
		}
		last := path[len(path)-1]
		if !bytes.HasPrefix(bytes.TrimSpace(m.Raw), []byte("{")) {
			at[last] = &change{raw: m.Raw}
			continue
		}
		if err := at.object(last).add(m.Raw); err != nil {
			return err
		}
	}
	return nil
}

// object returns the object with that name, and makes it first if it is missing.
func (c changes) object(name string) changes {
	if c[name] == nil || c[name].members == nil {
		c[name] = &change{members: changes{}}
	}
	return c[name].members
}

func (c changes) has(names ...string) bool { return has(c, names...) }

func (c changes) rename(old, name string) {
	if c[name] == nil && c[old] != nil {
		c[name] = c[old]
	}
}

// value writes the changes as one object.
func (c changes) value() wire.Value {
	out := wire.Value{Kind: wire.Map}
	for _, name := range slices.Sorted(maps.Keys(c)) {
		value := wire.Value{Kind: wire.JSON, Text: string(c[name].raw)}
		if c[name].members != nil {
			value = c[name].members.value()
		}
		out.Items = append(out.Items, wire.Member{Name: name, Value: value})
	}
	return out
}

func (c changes) quiz(to *QuizChange) error {
	type plain QuizChange
	c.rename("popQuizId", "popupQuizId")
	*to = QuizChange{}
	return decodeChange(c.value().AppendJSON(nil), (*plain)(to))
}

// decodeChange reads changed properties. One that is not what it should be is an error.
func decodeChange(raw []byte, to any) error {
	if err := wire.Decode(raw, to); err != nil {
		return err
	}
	return oddEnum(raw, to)
}

func (c changes) poll(to *PollChange) error {
	type plain PollChange
	c.rename("pollingState", "pollState") // the table says pollingState, the examples and Agora's clients say pollState
	*to = PollChange{}
	return decodeChange(c.value().AppendJSON(nil), (*plain)(to))
}
