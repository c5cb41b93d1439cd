package agora

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// WidgetEvent holds the fields that quiz events and poll events share. Operator, FromUser and the cause are read inside of data and
// beside it: Agora's documents print both. It prints without Raw, because a widget may keep any secret.
type WidgetEvent struct {
	RoomUUID   string          `json:"roomUuid,omitzero"`
	Sequence   int64           `json:"sequence,omitzero"` // its place among the events of its room; 0 if Agora does not say
	Version    int64           `json:"version,omitzero"`  // the version number that Agora prints
	WidgetUUID string          `json:"widgetUuid,omitzero"`
	Action     ChangeAction    `json:"action,omitzero"`   // what was done to the widget
	Operator   *EventUser      `json:"operator,omitzero"` // who caused it; nil if Agora does not say
	FromUser   *EventUser      `json:"fromUser,omitzero"` // the user whose properties changed, such as the student who answered; some tables have one with summaries too: see IsAnswer
	Paths      []string        `json:"paths,omitzero"`    // the paths of deleted properties, and of changed ones where Agora sends paths without values
	Problem    string          `json:"problem,omitzero"`  // the parts of the event that could not be read; empty if all could
	Raw        json.RawMessage `json:"raw,omitzero"`      // the whole event as it arrived
}

// read reads the members that all widget events share and returns where the rest stands.
func (e *WidgetEvent) read(text []byte) widgetMembers {
	outer, err := wire.Split(objectIn(text))
	if err != nil {
		e.Raw = bytes.Clone(text)
		e.trouble("the event is not a JSON object")
		return widgetMembers{}
	}
	if raw := outer.Get("raw"); raw != nil && outer.Get("data") == nil && outer.Get("cmd") == nil { // JSON that this module wrote
		return e.read(raw)
	}
	e.Raw, e.Problem = bytes.Clone(text), outer.Text("problem")
	members, problem := splitEvent(outer)
	e.trouble(problem)
	e.RoomUUID, e.WidgetUUID = wire.ScalarText(members.get("roomUuid")), wire.ScalarText(members.get("widgetUuid"))
	e.number(outer.Get("sequence"), "sequence", &e.Sequence)
	e.number(outer.Get("version"), "version", &e.Version)
	e.number(members.get("action"), "action", &e.Action)
	for _, name := range besides {
		e.trouble(members.contradicts(name))
	}
	e.Operator, e.FromUser = e.user(members, "operator"), e.user(members, "fromUser")
	_ = wire.Decode(outer.Get("paths"), &e.Paths) // JSON that this module wrote of an event without Raw
	m := widgetMembers{changes: objectIn(members.get("changeProperties")), cause: objectIn(members.get("cause"))}
	e.properties(&m)
	return m
}

// widgetMembers holds what the kinds of widgets read in ways of their own.
type widgetMembers struct {
	changes []byte // changeProperties as it arrived
	flat    changes
	cause   []byte
}

// properties reads changeProperties: an object, or a list of paths without values.
func (e *WidgetEvent) properties(m *widgetMembers) {
	switch {
	case wire.IsEmpty(m.changes):
	case isObject(m.changes):
		m.flat = changes{}
		m.flat.add(m.changes)
		if e.Action == ChangeActionDeleted {
			e.Paths = m.flat.paths("")
		}
		m.flat.unwrap()
	case wire.Elements(m.changes) != nil:
		e.Paths, m.flat = nil, changes{}
		for _, element := range wire.Elements(m.changes) {
			path := elementText(element)
			e.Paths = append(e.Paths, path)
			m.flat.set(path, nil)
		}
		m.flat.unwrap()
	default:
		e.trouble("changeProperties: is not a JSON object")
	}
}

func isObject(raw []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) }

// user reads a user. What is not an object costs the user alone.
func (e *WidgetEvent) user(members eventMembers, name string) *EventUser {
	raw := objectIn(members.get(name))
	switch {
	case wire.IsEmpty(raw):
		return nil
	case !isObject(raw):
		e.trouble(name + ": is not a JSON object")
		return nil
	}
	user := new(EventUser)
	e.troubles(name, readObject(raw, user))
	return user
}

// readCause reads the cause where it is an object. Agora's English page has a text there, which Raw keeps.
func (e *WidgetEvent) readCause(m widgetMembers, to any) {
	if isObject(m.cause) {
		e.troubles("cause", readObject(m.cause, to))
	}
}

func (e *WidgetEvent) number(raw []byte, name string, to any) {
	if problem := readNumber(raw, to); problem != "" {
		e.trouble(name + ": " + problem)
	}
}

func (e *WidgetEvent) troubles(name string, problems []string) {
	for _, problem := range problems {
		e.trouble(name + ": " + problem)
	}
}

func (e *WidgetEvent) trouble(problem string) { e.Problem = addProblem(e.Problem, problem) }

// WidgetChanged reports that properties of a widget changed (cmd 1110). A quiz and a poll have the same shape here as in ListQuizEvents and
// ListPollEvents.
type WidgetChanged struct {
	WidgetUUID string         `json:"widgetUuid,omitzero"`
	Action     ChangeAction   `json:"action,omitzero"`
	Changes    map[string]any `json:"changeProperties,omitzero"` // the changed properties as Agora sent them: dotted paths or objects; nil where it sent a list of paths
	Paths      []string       `json:"-"`                         // the paths of deleted properties, and of changed ones where Agora sends paths without values
	Cause      map[string]any `json:"cause,omitzero"`            // the reason, from the request that changed them; nil for a text, which the event's Raw keeps
	Operator   *EventUser     `json:"operator,omitzero"`         // who changed them; nil if Agora does not say
	FromUser   *EventUser     `json:"fromUser,omitzero"`         // the user the properties belong to; nil for the widget's own
	Quiz       *QuizEvent     `json:"-"`                         // the event read as a quiz's; nil for other widgets
	Poll       *PollEvent     `json:"-"`                         // the event read as a poll's; nil for other widgets
}

// UnmarshalJSON reads the change of a widget, and fills Quiz or Poll where it is one of theirs. It never fails, and leaves out what it
// cannot read: an Event says in Problem what that is.
func (w *WidgetChanged) UnmarshalJSON(text []byte) error {
	w.read(text)
	return nil
}

// MarshalJSON writes the change as Agora does: the paths of a change without values are a list.
func (w WidgetChanged) MarshalJSON() ([]byte, error) {
	type plain WidgetChanged
	out := struct {
		plain
		Changes any `json:"changeProperties,omitzero"`
	}{plain: plain(w)}
	switch {
	case w.Changes != nil:
		out.Changes = w.Changes
	case w.Paths != nil:
		out.Changes = w.Paths
	}
	return json.Marshal(out)
}

// read reads an event of a widget, or its data alone, and returns what could not be read.
func (w *WidgetChanged) read(text []byte) (problem string) {
	var e WidgetEvent
	m := e.read(text)
	*w = WidgetChanged{WidgetUUID: e.WidgetUUID, Action: e.Action, Paths: e.Paths, Operator: e.Operator, FromUser: e.FromUser}
	if isObject(m.changes) {
		_ = wire.Decode(m.changes, &w.Changes) // cannot fail: any object is one
	}
	if isObject(m.cause) {
		_ = wire.Decode(m.cause, &w.Cause)
	}
	switch e.kind(m) {
	case WidgetQuiz:
		w.Quiz = &QuizEvent{WidgetEvent: e}
		w.Quiz.fill(m)
		return w.Quiz.Problem
	case WidgetPoll:
		w.Poll = &PollEvent{WidgetEvent: e}
		w.Poll.fill(m)
		return w.Poll.Problem
	}
	return e.Problem
}

// kind returns WidgetQuiz or WidgetPoll for an event of theirs. The widget decides what it is, because polls may carry a quiz's popQuizId
// in their cause; where its id is not one of Agora's, the changed properties decide, and the cause last.
func (e *WidgetEvent) kind(m widgetMembers) string {
	switch e.WidgetUUID {
	case WidgetQuiz, "popupQuizs": // the plurals stand in paths of Agora's clients
		return WidgetQuiz
	case WidgetPoll, "polls":
		return WidgetPoll
	}
	cause, _ := wire.Split(m.cause)
	switch {
	case m.flat["pollId"] != nil:
		return WidgetPoll
	case m.flat["popupQuizId"] != nil || m.flat["popQuizId"] != nil:
		return WidgetQuiz
	case cause.Get("pollId") != nil:
		return WidgetPoll
	case cause.Get("popQuizId") != nil || cause.Get("popupQuizId") != nil:
		return WidgetQuiz
	}
	return ""
}

// Format writes the WidgetEvent without Raw.
func (e WidgetEvent) Format(f fmt.State, verb rune) {
	transport.Hidden(f, verb, "agora.WidgetEvent", e.shown())
}

// LogValue gives slog the WidgetEvent without Raw.
func (e WidgetEvent) LogValue() slog.Value { return transport.HiddenLog(e) }

// plainWidgetEvent is a WidgetEvent without methods.
type plainWidgetEvent WidgetEvent

func (e WidgetEvent) shown() plainWidgetEvent {
	e.Raw = nil
	return plainWidgetEvent(e)
}

// Format writes the WidgetChanged with the values of what is named like a secret hidden.
func (w WidgetChanged) Format(f fmt.State, verb rune) {
	type plain WidgetChanged
	transport.Hidden(f, verb, "agora.WidgetChanged", plain(w))
}

// LogValue gives slog the WidgetChanged with the values of what is named like a secret hidden.
func (w WidgetChanged) LogValue() slog.Value { return transport.HiddenLog(w) }
