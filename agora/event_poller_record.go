package agora

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"hash/fnv"
	"slices"
	"time"
)

// The keys of the records in the store: one of the stream, one of each room, one of each event that was polled and not handed over.
const (
	streamKey  = "stream"
	roomPrefix = "room/"
	heldPrefix = "held/"
)

// streamRecord is what the store keeps of the stream.
type streamRecord struct {
	Polling  bool      `json:"polling,omitzero"` // whether an answer may be on its way
	Answered time.Time `json:"answered"`         // when a poll was last answered
	Arrivals int64     `json:"arrivals"`         // how many events were polled
	Start    time.Time `json:"start,omitzero"`   // the first start with FromNow
}

// heldRecord is what the store keeps of an event until it is handed over.
type heldRecord struct {
	Time  time.Time `json:"time"`
	Event string    `json:"event"` // as it arrived
}

// arrival is an event that has not been handed over.
type arrival struct {
	Event
	key   string // of its record; empty for an event from a list
	print string // of its contents
	at    time.Time
}

func record(key string, value any) StoredRecord {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // cannot happen: the values are plain structs
	}
	return StoredRecord{Key: key, Value: string(text)}
}

// roomRecord is what the store keeps of a room: who it is, and how far its events were handed over.
type roomRecord struct {
	RoomUUID string    `json:"roomUuid"`
	Created  time.Time `json:"created,omitzero"` // the server's creation time: the room's identity
	Unseen   bool      `json:"unseen,omitzero"`  // whether it is a room that came and went before it could be asked for
	Life     int       `json:"life,omitzero"`    // how many times the numbers began anew under that creation time
	Sequence int64     `json:"sequence"`         // all numbers up to it were handed over, or are in Missing, or were reported as lost
	Recent   []handed  `json:"recent,omitzero"`  // the last events that were handed over in order
	Missing  []span    `json:"missing,omitzero"` // the last numbers that were given up; such an event is still handed over if it comes
	NextID   string    `json:"nextId,omitzero"`  // the page of the room's list from which to read on
	Closed   bool      `json:"closed,omitzero"`  // whether the room was closed
	Settled  bool      `json:"settled,omitzero"` // whether the list was read to its end after the last event
}

// handed is an event that was handed over.
type handed struct {
	Sequence int64  `json:"n"`
	Print    string `json:"p"`
}

// span is a range of numbers.
type span struct{ First, Last int64 }

const (
	recentKept  = 32
	missingKept = 32
)

// printOf returns a mark of an event's contents, whatever the order of its members.
func printOf(e Event) string {
	var parts struct {
		Cmd, Data any
	}
	hash := fnv.New64a()
	decoder := json.NewDecoder(bytes.NewReader(e.Raw))
	decoder.UseNumber()
	if err := decoder.Decode(&parts); err != nil {
		hash.Write(e.Raw)
	} else if text, err := json.Marshal(parts); err == nil {
		hash.Write(text)
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// advance notes that an event was handed over in order.
func (p *roomRecord) advance(a arrival) {
	p.Sequence, p.Settled = a.Sequence, false
	p.Recent = append(slices.Clone(p.Recent), handed{a.Sequence, a.print})
	p.Recent = p.Recent[max(0, len(p.Recent)-recentKept):]
	if changed, ok := a.Data.(*RoomStatusChanged); ok {
		p.Closed = changed.Status == RoomStatusClosed
	}
}

// skip notes that the numbers up to last were given up.
func (p *roomRecord) skip(last int64) {
	p.Missing = append(slices.Clone(p.Missing), span{p.Sequence + 1, last})
	p.Missing = p.Missing[max(0, len(p.Missing)-missingKept):]
	p.Sequence = last
}

func (p *roomRecord) isMissing(sequence int64) bool {
	return slices.ContainsFunc(p.Missing, func(s span) bool { return s.First <= sequence && sequence <= s.Last })
}

// found notes that a number is not missing any more.
func (p *roomRecord) found(sequence int64) {
	var missing []span
	for _, s := range p.Missing {
		if sequence < s.First || sequence > s.Last {
			missing = append(missing, s)
			continue
		}
		if s.First < sequence {
			missing = append(missing, span{s.First, sequence - 1})
		}
		if sequence < s.Last {
			missing = append(missing, span{sequence + 1, s.Last})
		}
	}
	p.Missing = missing
}

// recent returns the print of an event that was handed over, or "".
func (p *roomRecord) recent(sequence int64) string {
	for _, h := range p.Recent {
		if h.Sequence == sequence {
			return h.Print
		}
	}
	return ""
}
