package agora

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"log/slog"
	"reflect"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// EventsService reads what happened in rooms: List reads one room as often as needed, and Poll reads all rooms of a project once. Most
// servers want an EventPoller instead of calling it.
type EventsService struct{ client *Client }

// EventCmd is the kind of an event (cmd).
type EventCmd int

// The documented kinds. Events of other kinds arrive too and have only Raw, without Data.
const (
	EventCmdRoomStatus EventCmd = 1    // a class began, ended or closed: *RoomStatusChanged
	EventCmdChat       EventCmd = 3    // somebody sent a chat message: *ChatMessage
	EventCmdMembers    EventCmd = 20   // users entered or left: *MembersChanged
	EventCmdRecording  EventCmd = 1001 // a recording began or ended: *RecordingChanged
	EventCmdResources  EventCmd = 1003 // files were added, changed or deleted: *ResourcesChanged
	EventCmdRewards    EventCmd = 1101 // users were rewarded: *RewardsChanged
	EventCmdWidget     EventCmd = 1110 // properties of a widget changed: *WidgetChanged
	EventCmdStage      EventCmd = 1501 // users came on stage or left it: *StageChanged
	EventCmdHands      EventCmd = 1502 // users raised or lowered their hands: *HandsChanged
)

var eventCmdNames = map[EventCmd]string{
	EventCmdRoomStatus: "RoomStatus",
	EventCmdChat:       "Chat",
	EventCmdMembers:    "Members",
	EventCmdRecording:  "Recording",
	EventCmdResources:  "Resources",
	EventCmdRewards:    "Rewards",
	EventCmdWidget:     "Widget",
	EventCmdStage:      "Stage",
	EventCmdHands:      "Hands",
}

// String returns the kind's name, such as Chat, or EventCmd(9) for a kind this module does not know.
func (c EventCmd) String() string { return wire.EnumName("EventCmd", c, eventCmdNames) }

// Event is something that happened in a room. Reading an event never fails: Raw still holds the parts that this module does not know or
// cannot read. An event is written as JSON in the form it arrived in, and prints without Raw, which may hold secrets such as the token of
// a file's conversion.
type Event struct {
	RoomUUID string          // the room it happened in
	Cmd      EventCmd        // its kind
	Sequence int64           // its place among the events of its room, from 1; 0 if it cannot be read
	Version  int64           // the version number that Agora prints
	Data     EventData       // what happened, as much of it as can be read, of the type that EventCmd names; nil for an unknown kind and if nothing can be read
	Problem  string          // the parts of the event that could not be read; empty if all could
	Raw      json.RawMessage // the whole event as it arrived
}

// plainEvent is an event with Agora's names.
type plainEvent struct {
	RoomUUID string          `json:"roomUuid"`
	Cmd      EventCmd        `json:"cmd"`
	Sequence int64           `json:"sequence"`
	Version  int64           `json:"version"`
	Data     json.RawMessage `json:"data"`
}

// MarshalJSON writes the event as it arrived. It writes an event without Raw from its fields.
func (e Event) MarshalJSON() ([]byte, error) {
	if len(e.Raw) > 0 {
		return e.Raw, nil
	}
	data, err := json.Marshal(e.Data)
	if err != nil {
		return nil, err
	}
	return json.Marshal(plainEvent{e.RoomUUID, e.Cmd, e.Sequence, e.Version, data})
}

// Format writes the Event without Raw, and its Data with what is secret in it hidden.
func (e Event) Format(f fmt.State, verb rune) {
	type plain struct {
		RoomUUID string
		Cmd      EventCmd
		Sequence int64
		Version  int64
		Data     any
		Problem  string
	}
	shown := plain{e.RoomUUID, e.Cmd, e.Sequence, e.Version, nil, e.Problem}
	if data := reflect.ValueOf(e.Data); data.IsValid() && !data.IsNil() {
		shown.Data = data.Elem().Interface() // fmt would write the pointer
	}
	transport.Hidden(f, verb, "agora.Event", shown)
}

// LogValue gives slog the Event without Raw.
func (e Event) LogValue() slog.Value { return transport.HiddenLog(e) }

// UnmarshalJSON reads as much of an event as can be read. It never fails, so that one bad event does not cost the others of its page.
func (e *Event) UnmarshalJSON(text []byte) error {
	*e = Event{Raw: bytes.Clone(text)}
	outer, err := wire.Split(objectIn(text))
	if err != nil {
		e.Problem = "the event is not a JSON object"
		return nil //nolint:nilerr // Problem holds the error
	}
	_ = wire.Decode(outer.Get("roomUuid"), &e.RoomUUID)
	e.number(outer, "cmd", &e.Cmd)
	e.number(outer, "sequence", &e.Sequence)
	e.number(outer, "version", &e.Version)
	data := newEventData(e.Cmd)
	if data == nil {
		if e.RoomUUID == "" && e.Cmd == 0 {
			e.trouble("it names neither a room nor a kind")
		}
		return nil
	}
	members, problem := splitEvent(outer)
	if outer.Get("data") == nil && outer.Get("changeProperties") == nil { // only the data of widgets' events is printed alone
		problem = notAnObject
	}
	if problem != "" {
		e.trouble(problem)
		return nil
	}
	e.Data = data
	if widget, ok := data.(*WidgetChanged); ok {
		e.Problem = widget.read(e.Raw) // which reads the numbers too, for Quiz and Poll
		return nil
	}
	for _, name := range besides {
		e.trouble(members.contradicts(name))
	}
	for _, problem := range readData(members.object(), data) {
		e.trouble("data: " + problem)
	}
	return nil
}

// readData reads the data of an event. Types with a form of their own read themselves.
func readData(object []byte, data EventData) (problems []string) {
	if own, ok := data.(interface{ read([]byte) []string }); ok {
		return own.read(object)
	}
	return readObject(object, data)
}

func (e *Event) number(members wire.Envelope, name string, to any) {
	if problem := readNumber(members.Get(name), to); problem != "" {
		e.trouble(name + ": " + problem)
	}
}

// readNumber reads a member that is a number, and returns what is wrong with it.
func readNumber(raw []byte, to any) (problem string) {
	if raw == nil {
		return ""
	}
	if err := wire.Decode(raw, to); err != nil {
		return err.Error()
	}
	return strings.Join(oddEnums(raw, to), "; ")
}

func (e *Event) trouble(problem string) { e.Problem = addProblem(e.Problem, problem) }

// addProblem adds a problem to those that are known.
func addProblem(known, problem string) string {
	if known == "" || problem == "" {
		return known + problem
	}
	return known + "; " + problem
}

// DecodeData reads the event's data into out, a pointer, for kinds and members without a type in this module. Like the module's own types
// it accepts numbers as text and similar deviations.
func (e Event) DecodeData(out any) error {
	members, err := wire.Split(objectIn(e.Raw))
	if err != nil {
		return err
	}
	return wire.Decode(objectIn(members.Get("data")), out)
}

// ListEventsRequest selects the events of one room.
type ListEventsRequest struct {
	RoomUUID string   `json:"roomUuid" wire:"path"`
	NextID   string   `json:"nextId" wire:"query"` // EventPage.NextID of the page before; empty for the first page
	Cmd      EventCmd `json:"cmd" wire:"query"`    // only events of this kind; 0 means all
}

// EventPage is one page of events.
type EventPage struct {
	Total  int     `json:"total,omitzero" check:"decorative"` // how many events there are on all pages
	Count  int     `json:"count,omitzero" check:"decorative"` // how many are on this page
	Events []Event `json:"list,omitzero"`
	NextID string  `json:"nextId,omitzero"` // for the next page's request, now or later; empty on the last page
}

// List returns one page of at most 100 events of a room. All walks all pages. A room's events can be read until the room is destroyed, an
// hour after it ended.
//
// Agora 查询指定事件, GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/sequences. Safe to repeat. CodeRoomNotFound means that the room
// was destroyed, never existed, or is in another region.
func (s EventsService) List(ctx context.Context, in *ListEventsRequest, opts ...classcloud.CallOption) (*EventPage, error) {
	return callPage(ctx, s.client, opEventsList, in, func(page *EventPage) *string { return &page.NextID }, opts)
}

// All walks the events of a room from in.NextID on and keeps one page in memory. An error ends the walk. A loop that breaks off sends no
// further request.
func (s EventsService) All(ctx context.Context, in *ListEventsRequest, opts ...classcloud.CallOption) iter.Seq2[Event, error] {
	cursor := func(ask *ListEventsRequest) *string { return &ask.NextID }
	return walk(opEventsList, in, cursor, eventKey, func(ask *ListEventsRequest) (cursorPage[Event], error) {
		page, err := s.List(ctx, ask, opts...)
		if page == nil {
			return cursorPage[Event]{}, err
		}
		total := totalOf(page.Total)
		if ask.Cmd != 0 {
			total = -1 // no document says whether it counts the events of one kind, or all
		}
		return cursorPage[Event]{Items: page.Events, Next: page.NextID, Total: total}, err
	})
}

// Poll returns the events of all rooms of the project since the last poll, and uses them up: Agora returns each event once, to whoever
// asks first, and reaches back at most one hour. So only one process may poll for an App ID. An event that cannot be read does not cost
// the others. EventPoller polls without losing events.
//
// Agora 获取课堂事件, GET /{region}/edu/polling/apps/{appId}/v2/rooms/sequences. Never repeated once it may have arrived: after an error
// with classcloud.MaybeApplied(err), later polls may lack events, and each room's List still has them.
func (s EventsService) Poll(ctx context.Context, opts ...classcloud.CallOption) ([]Event, error) {
	batch, err := call[eventBatch](ctx, s.client, opEventsPoll, nil, opts)
	return batch, err
}

// eventBatch is the result of a poll: a list, as in the document's example, or one event, as in its table.
type eventBatch []Event

// UnmarshalJSON reads a list of events, an object with a list, one event, or nothing.
func (b *eventBatch) UnmarshalJSON(text []byte) error {
	var events []Event
	text = objectIn(text)
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("[")) {
		if err := wire.Decode(text, &events); err != nil {
			return err
		}
		*b = events
		return nil
	}
	if wire.IsEmpty(text) {
		*b = nil
		return nil
	}
	if members, err := wire.Split(text); err == nil {
		if list := members.Get("list"); bytes.HasPrefix(bytes.TrimSpace(list), []byte("[")) || list != nil && wire.IsEmpty(list) {
			return b.UnmarshalJSON(list)
		}
	}
	*b = make(eventBatch, 1)
	return (*b)[0].UnmarshalJSON(text)
}
