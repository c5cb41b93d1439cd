package agora_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/agora"
)

// invariants is what must be true of the poller at every moment, of whatever it saves, hands over and reports.
type invariants struct {
	names map[string]int                   // which event each Delivery.EventID names
	held  map[string]int                   // which event each record holds that was polled and not handed over
	lives map[string]map[string]storedRoom // the records of each room's lives
	now   map[string]string                // the life that each room is in
}

// storedRoom is the part of a room's record that says where it stands.
type storedRoom struct {
	RoomUUID string
	Created  string
	Unseen   bool
	Life     int64
	Sequence int64
}

func newInvariants() invariants {
	return invariants{map[string]int{}, map[string]int{}, map[string]map[string]storedRoom{}, map[string]string{}}
}

// serialOf returns the serial number in the data of an event.
func serialOf(event string) int {
	var e struct{ Data struct{ Serial int } }
	_ = json.Unmarshal([]byte(event), &e) // 0 for what is not an event of the storm
	return e.Data.Serial
}

// saved checks a change: an event is forgotten only after it was handed over, and a room goes forwards only, in its life and from one life to
// the next.
func (s *storm) saved(change agora.StoreChange) {
	check := s.db.check
	for _, record := range change.Put {
		switch kind, name, _ := strings.Cut(record.Key, "/"); kind {
		case "held":
			var held struct{ Event string }
			assert.NoError(s.t, json.Unmarshal([]byte(record.Value), &held))
			check.held[change.Stream+record.Key] = serialOf(held.Event)
		case "room":
			var now storedRoom
			assert.NoError(s.t, json.Unmarshal([]byte(record.Value), &now))
			s.moved(change.Stream+name, now)
		}
	}
	for _, key := range change.Drop {
		if room, ok := strings.CutPrefix(key, "room/"); ok {
			delete(check.lives, change.Stream+room)
			delete(check.now, change.Stream+room)
			continue
		}
		serial := check.held[change.Stream+key]
		delete(check.held, change.Stream+key)
		again := false
		for _, other := range check.held {
			again = again || other == serial
		}
		assert.True(s.t, serial == 0 || s.db.rows[serial] > 0 || again, "round %d: event %d %+v is forgotten and was not handed over", s.rounds, serial, s.facts[serial])
	}
}

// moved checks where a room stands against where it stood.
func (s *storm) moved(room string, now storedRoom) {
	check := s.db.check
	if check.lives[room] == nil {
		check.lives[room] = map[string]storedRoom{}
	}
	name := fmt.Sprint(now.Created, now.Unseen, now.Life)
	before, known := check.lives[room][name]
	assert.False(s.t, known && check.now[room] != name, "round %d: %s goes back to %+v", s.rounds, room, now)
	assert.False(s.t, known && now.Sequence < before.Sequence, "round %d: %s goes back from %+v to %+v", s.rounds, room, before, now)
	check.lives[room][name], check.now[room] = now, name
}

// handedOver checks an event that was handed over: it comes once, and its name is its own.
func (s *storm) handedOver(d agora.Delivery) {
	serial := serialOf(string(d.Event.Raw))
	assert.Equal(s.t, 1, s.db.rows[serial], "round %d: event %d %+v again, as %s", s.rounds, serial, s.facts[serial], d.EventID)
	other, known := s.db.check.names[d.EventID]
	assert.True(s.t, !known || other == serial, "round %d: %s names events %d and %d", s.rounds, d.EventID, other, serial)
	s.db.check.names[d.EventID] = serial
	s.saved(d.Saves)
}

// reported checks a report of a range: in one life of the room all of it has happened, was not handed over, and cannot be had.
func (s *storm) reported(l agora.LostEvents) {
	if l.Last == 0 || l.CreateTime.IsZero() {
		return
	}
	lives := map[int]map[int64]int{}
	for serial, f := range s.facts {
		if f.room == l.RoomUUID && f.created.Equal(l.CreateTime) && l.First <= f.sequence && f.sequence <= l.Last {
			if lives[f.life] == nil {
				lives[f.life] = map[int64]int{}
			}
			lives[f.life][f.sequence] = serial
		}
	}
	why := ""
	for life, events := range lives {
		if int64(len(events)) != l.Last-l.First+1 {
			why += fmt.Sprintf(" life %d has %d of them", life, len(events))
			continue
		}
		odd := false
		for _, serial := range events {
			if where := s.whereIs(serial); where != "" {
				why += fmt.Sprintf(" event %d %s", serial, where)
				odd = true
			}
		}
		if !odd {
			return
		}
	}
	assert.Fail(s.t, "reported without a loss", "round %d: %v, but%s", s.rounds, l, why)
}

// whereIs tells where an event is that is not lost.
func (s *storm) whereIs(serial int) string {
	has := func(e cloudEvent) bool { return serialOf(fmt.Sprintf(`{"data":%s}`, e.Data)) == serial }
	if s.db.rows[serial] > 0 {
		return "was handed over"
	}
	for _, held := range s.db.check.held {
		if held == serial {
			return "is held"
		}
	}
	if slices.ContainsFunc(s.stream, has) {
		return "is in the stream"
	}
	f := s.facts[serial]
	there := s.cloud.rooms[f.room]
	if there != nil && !there.hidden[f.sequence] && slices.ContainsFunc(there.events, has) {
		return "is in the list"
	}
	return ""
}
