package agora

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"iter"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// EventsService reads what happened in rooms: in one, as often as one likes, or in all of a project, once. EventPoller is what
// most servers want of it.
type EventsService struct{ client *Client }

// EventCmd is the kind of an event (cmd).
type EventCmd int

// The documented kinds, each with the type its Data has. Events of other kinds arrive too; they have Raw alone.
const (
	EventCmdRoomStatus EventCmd = 1    // *RoomStatusChanged
	EventCmdChat       EventCmd = 3    // *ChatMessage
	EventCmdMembers    EventCmd = 20   // *MembersChanged
	EventCmdRecording  EventCmd = 1001 // *RecordingChanged
	EventCmdResources  EventCmd = 1003 // *ResourcesChanged
	EventCmdRewards    EventCmd = 1101 // *RewardsChanged
	EventCmdWidget     EventCmd = 1110 // *WidgetChanged
	EventCmdStage      EventCmd = 1501 // *StageChanged
	EventCmdHands      EventCmd = 1502 // *HandsChanged
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

// String returns the kind's name, or EventCmd(9) for one this module does not know.
func (c EventCmd) String() string { return wire.EnumName("EventCmd", c, eventCmdNames) }

// Event is something that happened in a room. Reading one never fails: what this module does not know, or cannot read, it still
// has in Raw. As JSON an event is written as it arrived.
type Event struct {
	RoomUUID string
	Cmd      EventCmd
	Sequence int64           // its place in its room, from 1; 0 where it cannot be read
	Version  int64           // Agora's
	Data     EventData       // by Cmd: a type switch tells; nil for a kind this module does not know, and where Problem says why
	Problem  string          // what of the event could not be read; empty when all could
	Raw      json.RawMessage // the whole event as it arrived
}

// plainEvent is an event under Agora's names.
type plainEvent struct {
	RoomUUID string          `json:"roomUuid"`
	Cmd      EventCmd        `json:"cmd"`
	Sequence int64           `json:"sequence"`
	Version  int64           `json:"version"`
	Data     json.RawMessage `json:"data"`
}

// MarshalJSON writes the event as it arrived, or from its fields when it is not one that did.
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

// UnmarshalJSON reads an event, as much of it as can be read: one bad event is no reason to lose those it came with.
func (e *Event) UnmarshalJSON(text []byte) error {
	*e = Event{Raw: bytes.Clone(text)}
	members, err := wire.Split(text)
	if err != nil {
		e.Problem = "the event is no JSON object"
		return nil //nolint:nilerr // Problem says it
	}
	e.RoomUUID = members.Text("roomUuid")
	e.number(members, "cmd", &e.Cmd)
	e.number(members, "sequence", &e.Sequence)
	e.number(members, "version", &e.Version)
	data := newEventData(e.Cmd)
	switch raw := members.Get("data"); {
	case data == nil:
	case !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")):
		e.trouble("data is no JSON object")
	default:
		if err := wire.Decode(raw, data); err != nil {
			e.trouble("data: " + err.Error())
			break
		}
		e.Data = data
	}
	return nil
}

func (e *Event) number(members wire.Envelope, name string, to any) {
	raw := members.Get(name)
	if raw == nil {
		return
	}
	if err := wire.Decode(raw, to); err != nil {
		e.trouble(name + ": " + err.Error())
	}
}

func (e *Event) trouble(problem string) {
	if e.Problem != "" {
		e.Problem += "; "
	}
	e.Problem += problem
}

// DecodeData reads the event's data into what out points to: for kinds and members this module has no type for. It is as tolerant
// of quoted numbers and the like as the module's own types.
func (e Event) DecodeData(out any) error {
	members, err := wire.Split(e.Raw)
	if err != nil {
		return err
	}
	return wire.Decode(members.Get("data"), out)
}

// ListEventsRequest selects the events of one room.
type ListEventsRequest struct {
	RoomUUID string   `json:"roomUuid" wire:"path"`
	NextID   string   `json:"nextId" wire:"query"` // where the last page ended; empty for the first
	Cmd      EventCmd `json:"cmd" wire:"query"`    // of this kind alone; 0 is all
}

// EventPage is one page of events.
type EventPage struct {
	Total  int     `json:"total,omitzero"`
	Count  int     `json:"count,omitzero"` // of this page
	Events []Event `json:"list,omitzero"`
	NextID string  `json:"nextId,omitzero"` // where the next page begins: what a consumer may come back to; empty at the end
}

// List returns one page of at most 100 events of a room; All walks them all. A room's events can be read until it is destroyed, an
// hour after it ended.
//
// Agora 查询指定事件, GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/sequences. Safe to repeat. CodeRoomNotFound: destroyed, never
// there, or in another region.
func (s EventsService) List(ctx context.Context, in *ListEventsRequest, opts ...classcloud.CallOption) (*EventPage, error) {
	return call[*EventPage](ctx, s.client, opEventsList, in, opts)
}

// All walks the events of a room from in.NextID on, one page in memory. An error ends the walk; nothing is asked for after a break.
func (s EventsService) All(ctx context.Context, in *ListEventsRequest, opts ...classcloud.CallOption) iter.Seq2[Event, error] {
	return walk(in, func(ask *ListEventsRequest, cursor string) ([]Event, string, error) {
		ask.NextID = cmp.Or(cursor, ask.NextID)
		page, err := s.List(ctx, ask, opts...)
		if err != nil {
			return nil, "", err
		}
		return page.Events, page.NextID, nil
	})
}

// walk pages through a list with a copy of the caller's request for each page.
func walk[In, Item any](in *In, list func(ask *In, cursor string) ([]Item, string, error)) iter.Seq2[Item, error] {
	return transport.Cursors(func(cursor string) ([]Item, string, error) {
		var ask In
		if in != nil {
			ask = *in
		}
		return list(&ask, cursor)
	})
}

// Poll returns what happened in all rooms of the project since the last poll, and uses it up: Agora returns each event once, to
// whoever asks first, and reaches back one hour at most. So one process alone may poll for an App ID. One event that cannot be
// read does not cost the others. EventPoller polls without losing any.
//
// Agora 获取课堂事件, GET /{region}/edu/polling/apps/{appId}/v2/rooms/sequences. Never repeated once it may have arrived: when
// classcloud.MaybeApplied(err), events may be lost to the stream; each room's List still has them.
func (s EventsService) Poll(ctx context.Context, opts ...classcloud.CallOption) ([]Event, error) {
	batch, err := call[eventBatch](ctx, s.client, opEventsPoll, nil, opts)
	return batch, err
}

// eventBatch is what a poll returns: a list, as in the document's example, or one object, as in its table.
type eventBatch []Event

// UnmarshalJSON takes whatever there is.
func (b *eventBatch) UnmarshalJSON(text []byte) error {
	var events []Event
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
		if list := members.Get("list"); bytes.HasPrefix(bytes.TrimSpace(list), []byte("[")) {
			return b.UnmarshalJSON(list)
		}
	}
	*b = make(eventBatch, 1)
	return (*b)[0].UnmarshalJSON(text)
}
