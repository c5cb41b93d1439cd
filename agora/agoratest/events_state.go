package agoratest

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Event is a copy of an event of a room.
type Event struct {
	RoomUUID string
	Cmd      int             // its kind
	Sequence int64           // its number in its room, from 1
	Data     json.RawMessage // its data as JSON
	Time     time.Time       // when it happened, by the server's clock
	Polled   bool            // whether a poll returned it, or the stream lost it
}

// Emit records an event of a room, whatever its cmd and data: a chat message (3), a reward (1101), users on stage (1501) or with raised
// hands (1502), files (1003), the answers to a quiz (1110, with the widget's id in data), or an event that is in no document. data is
// encoded with encoding/json. Emit fails when the room does not exist and when data cannot be encoded.
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
		_ = json.Unmarshal(text, &widget) // data of any other form does not name a widget
		e.widget = widget.WidgetUUID
	}
	return nil
}

// Events returns the events of a room in their order, without those that EraseEvents erased. It returns nil when the room does not exist.
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

// LoseEvents makes the stream of all rooms lose the next n events that a poll would have returned. Their rooms' lists keep them. n is added
// to the number that is left over from earlier calls.
func (s *Server) LoseEvents(n int) {
	s.kit.Lock()
	defer s.kit.Unlock()
	s.toLose += n
}

// DuplicateEvents makes the stream of all rooms return the next n events twice: with a poll, and with the poll after it. Lost events do not
// count.
func (s *Server) DuplicateEvents(n int) {
	s.kit.Lock()
	defer s.kit.Unlock()
	s.toDuplicate += n
}

// EraseEvents removes events of a room from the stream and from the list, so that their numbers are missing. It fails when the room or an
// event does not exist.
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
