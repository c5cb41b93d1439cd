package agoratest

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Event is a copy of something that happened in a room.
type Event struct {
	RoomUUID string
	Cmd      int
	Sequence int64
	Data     json.RawMessage
	Time     time.Time
	Polled   bool // whether the stream of all rooms brought it, or lost it
}

// Emit lets something happen in a room, whatever its cmd and data: a chat message (3), a reward (1101), users on stage (1501)
// or waving (1502), files (1003), the answers to a quiz (1110, whose data names the widget), or what no document has. Data is what
// encoding/json makes of it. Emit fails when there is no such room and when data cannot be encoded.
func (s *Server) Emit(roomUUID string, cmd int, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("agoratest: data of an event: %w", err)
	}
	s.kit.Lock()
	defer s.kit.Unlock()
	r := s.anywhere(roomUUID)
	if r == nil {
		return errNoRoom
	}
	e := s.emit(r, s.Now(), cmd, json.RawMessage(text))
	if cmd == cmdWidget {
		var widget struct{ WidgetUUID string }
		_ = json.Unmarshal(text, &widget) // data of any other form is no widget's
		e.widget = widget.WidgetUUID
	}
	return nil
}

// Events returns the events of a room in their order, without those that EraseEvents erased; nil when there is no such room.
func (s *Server) Events(roomUUID string) []Event {
	s.kit.Lock()
	defer s.kit.Unlock()
	r := s.anywhere(roomUUID)
	if r == nil {
		return nil
	}
	events := make([]Event, len(r.events))
	for i, e := range r.events {
		events[i] = Event{RoomUUID: r.uuid, Cmd: e.cmd, Sequence: e.sequence, Data: slices.Clone(e.data), Time: e.at, Polled: !e.pending}
	}
	return events
}

// LoseEvents makes the stream of all rooms lose the next n events that a poll would have brought. Their rooms' lists have
// them. It counts on from what an earlier LoseEvents left over.
func (s *Server) LoseEvents(n int) {
	s.kit.Lock()
	defer s.kit.Unlock()
	s.toLose += n
}

// DuplicateEvents makes the stream of all rooms bring the next n events that a poll brings once more with the poll after it. A
// lost event is not one of them.
func (s *Server) DuplicateEvents(n int) {
	s.kit.Lock()
	defer s.kit.Unlock()
	s.toDuplicate += n
}

// EraseEvents makes events of a room as if they had never been, in the stream and in the list, except that their numbers
// are missing. It fails when there is no such room or event.
func (s *Server) EraseEvents(roomUUID string, sequences ...int64) error {
	s.kit.Lock()
	defer s.kit.Unlock()
	r := s.anywhere(roomUUID)
	if r == nil {
		return errNoRoom
	}
	for _, sequence := range sequences {
		i := slices.IndexFunc(r.events, func(e *roomEvent) bool { return e.sequence == sequence })
		if i < 0 {
			return fmt.Errorf("agoratest: room %q has no event %d", roomUUID, sequence)
		}
		r.events = slices.Delete(r.events, i, i+1)
	}
	return nil
}
