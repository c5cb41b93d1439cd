package agora

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
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
	Polling    bool       `json:"polling,omitzero"`    // whether an answer may be on its way
	Answered   time.Time  `json:"answered"`            // when a poll was last answered
	Arrivals   int64      `json:"arrivals"`            // how many events were polled
	Start      time.Time  `json:"start,omitzero"`      // the first start with FromNow
	Comparable []EventCmd `json:"comparable,omitzero"` // the kinds of events that were seen to read the same in the stream and in a list
}

// heldRecord is what the store keeps of an event until it is handed over.
type heldRecord struct {
	Time   time.Time `json:"time"`
	Said   time.Time `json:"said,omitzero"`
	Event  string    `json:"event,omitzero"` // as it arrived; empty if the event was left to the list
	Room   string    `json:"room,omitzero"`  // of an event that was left to the list, like the others
	Number int64     `json:"number,omitzero"`
	Cmd    EventCmd  `json:"cmd,omitzero"`
	Print  string    `json:"print,omitzero"`
}

// arrival is an event that has not been handed over.
type arrival struct {
	Event
	key    string    // of its record; empty for an event from a list
	print  string    // of its contents
	order  int       // its place among the arrivals of its room
	at     time.Time // when it arrived
	said   time.Time // the server's time in the stream's answer; zero for an event from a list, and where the answer told none
	told   time.Time // the creation time of its room, for an event from a list
	seen   int       // how many polls had begun when it arrived
	reads  int       // how many readings of the whole list it has outlasted
	old    bool      // whether the list is of a later life than the event
	listed bool      // whether it was read from a list first
	done   bool      // whether it was handed over already, and only stands for its number: see roomRecord.Ahead
	left   bool      // whether it was left to the list, and only stands for its number
	page   string    // the page of the list it is from
}

// heldRecord returns what the store keeps of the event.
func (a *arrival) heldRecord() heldRecord {
	if a.left {
		return heldRecord{Time: a.at, Said: a.said, Room: a.RoomUUID, Number: a.Sequence, Cmd: a.Cmd, Print: a.print}
	}
	text, _ := a.MarshalJSON() // cannot fail: the event holds the bytes it was read from
	return heldRecord{Time: a.at, Said: a.said, Event: string(text)}
}

// arrival returns the event of a record.
func (h heldRecord) arrival(key string) arrival {
	a := arrival{key: key, at: h.Time, said: h.Said, left: h.Event == ""}
	if a.left {
		a.Event, a.print = Event{RoomUUID: h.Room, Sequence: h.Number, Cmd: h.Cmd}, h.Print
		return a
	}
	_ = a.UnmarshalJSON([]byte(h.Event)) // never fails
	a.print = printOf(a.Event)
	return a
}

// number returns the place of an event among all that were polled, or 0.
func (a *arrival) number() int64 {
	n, _ := strconv.ParseInt(strings.TrimPrefix(a.key, heldPrefix), 10, 64) // 0 for an event from a list
	return n
}

func record(key string, value any) StoredRecord {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // cannot happen: the values are plain structs
	}
	return StoredRecord{Key: key, Value: string(text)}
}

// roomRecord is what the store keeps of a room: which of its lives it is in, and how far its events were handed over.
type roomRecord struct {
	RoomUUID  string    `json:"roomUuid"`
	Created   time.Time `json:"created,omitzero"`   // the server's creation time; with Life it names the life
	Confirmed time.Time `json:"confirmed,omitzero"` // the server's time when it last told that creation time
	Next      []told    `json:"next,omitzero"`      // what the server told since, of later rooms with the id
	Unseen    bool      `json:"unseen,omitzero"`    // whether nobody tells when it was created, as it came and went before the poller could ask
	Mixed     bool      `json:"mixed,omitzero"`     // whether no list told its events from those of other lives
	Life      int64     `json:"life,omitzero"`      // tells lives with one creation time apart: it grows with each
	Sequence  int64     `json:"sequence"`           // all numbers up to it were handed over, or are in Missing, or were reported as lost
	Recent    []handed  `json:"recent,omitzero"`    // the last events that were handed over, as they were
	Marks     []byte    `json:"marks,omitzero"`     // two bytes of the contents of each of the last numbers; 0 for one that was not handed over
	MarksFrom int64     `json:"marksFrom,omitzero"` // the number of the first of them
	Ahead     []handed  `json:"ahead,omitzero"`     // what was handed over with numbers above Sequence, before the life was known
	Missing   []span    `json:"missing,omitzero"`   // the last numbers that were given up; such an event is still handed over if it comes
	Late      int64     `json:"late,omitzero"`      // how many events were handed over late; so each of them changes the record
	NextID    string    `json:"nextId,omitzero"`    // the page of the room's list from which to read on
	Open      bool      `json:"open,omitzero"`      // whether the class was last seen to run, or to end without being closed
	Closed    bool      `json:"closed,omitzero"`    // whether the room was closed
	Settled   bool      `json:"settled,omitzero"`   // whether the list was read to its end after the last event
}

// handed is an event that was handed over.
type handed struct {
	Sequence int64    `json:"n"`
	Print    string   `json:"p"`
	Cmd      EventCmd `json:"c,omitzero"`
	Listed   bool     `json:"l,omitzero"` // whether it was read from a list
	Order    int      `json:"o,omitzero"` // its place among the arrivals of its room
}

// arrival returns what stands for the number of an event that was handed over.
func (h handed) arrival() arrival {
	return arrival{Event: Event{Sequence: h.Sequence, Cmd: h.Cmd}, print: h.Print, listed: h.Listed, order: h.Order, done: true}
}

// told is a room of which the server told: when it was created, and the server's time when it last said so.
type told struct {
	Created   time.Time `json:"created"`
	Confirmed time.Time `json:"confirmed,omitzero"`
}

// roomOf returns the creation time of an event's room, or zero if Agora did not tell: a room that was created before the event arrived, and
// was still there afterwards, is the event's room.
func (p *roomRecord) roomOf(a arrival) time.Time {
	if !a.told.IsZero() || a.said.IsZero() {
		return a.told
	}
	for _, t := range append([]told{{p.Created, p.Confirmed}}, p.Next...) {
		if !t.Created.IsZero() && !a.precedes(t.Created) && !a.said.After(t.Confirmed) {
			return t.Created
		}
	}
	return time.Time{}
}

// confirm notes what the server told of the room that has the id.
func (p *roomRecord) confirm(created, said time.Time) {
	if !p.Unseen && p.Created.Equal(created) {
		p.Confirmed = said
		return
	}
	p.Next = slices.Clone(p.Next)
	if n := len(p.Next); n > 0 && p.Next[n-1].Created.Equal(created) {
		p.Next[n-1].Confirmed = said
		return
	}
	p.Next = append(p.Next, told{created, said})
}

// confirmed returns the server's time when it last told of a room that was created at a time.
func (p *roomRecord) confirmed(created time.Time) time.Time {
	for _, t := range p.Next {
		if t.Created.Equal(created) {
			return t.Confirmed
		}
	}
	if p.Created.Equal(created) {
		return p.Confirmed
	}
	return time.Time{}
}

// span is a range of numbers.
type span struct{ First, Last int64 }

const (
	recentKept  = 32
	missingKept = 64
	marksKept   = 512
	markSize    = 2
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

// isEmpty reports whether nothing is known of the life but its name.
func (p *roomRecord) isEmpty() bool {
	return p.Sequence == 0 && len(p.Recent)+len(p.Ahead)+len(p.Missing) == 0
}

// advance notes that an event was handed over in order.
func (p *roomRecord) advance(a arrival) {
	p.Sequence, p.Settled = a.Sequence, false
	if changed, ok := a.Data.(*RoomStatusChanged); ok {
		p.Closed = changed.Status == RoomStatusClosed
		p.Open = changed.Status == RoomStatusStarted || changed.Status == RoomStatusEnded
	}
	if a.done {
		p.Ahead = slices.DeleteFunc(slices.Clone(p.Ahead), func(h handed) bool { return h.Sequence == a.Sequence })
	}
	p.note(a)
}

// note keeps what was handed over.
func (p *roomRecord) note(a arrival) {
	p.Recent = append(slices.Clone(p.Recent), handed{a.Sequence, a.print, a.Cmd, a.listed, a.order})
	p.Recent = p.Recent[max(0, len(p.Recent)-recentKept):]
	end := p.MarksFrom + int64(len(p.Marks)/markSize)
	switch {
	case len(p.Marks) == 0 || a.Sequence >= end+marksKept:
		p.Marks, p.MarksFrom = nil, a.Sequence
		end = a.Sequence
		fallthrough
	case a.Sequence >= end:
		p.Marks = append(slices.Clone(p.Marks), make([]byte, markSize*(a.Sequence-end+1))...)
	case a.Sequence < p.MarksFrom:
		return
	default:
		p.Marks = slices.Clone(p.Marks)
	}
	binary.BigEndian.PutUint16(p.Marks[markSize*(a.Sequence-p.MarksFrom):], markOf(a.print))
	if more := len(p.Marks)/markSize - marksKept; more > 0 {
		p.Marks, p.MarksFrom = p.Marks[markSize*more:], p.MarksFrom+int64(more)
	}
}

// markOf returns two bytes of an event's contents, which are not 0.
func markOf(print string) uint16 {
	mark, _ := strconv.ParseUint(print[len(print)-2*markSize:], 16, 16) // a print is hexadecimal
	return uint16(max(mark, 1))
}

// mark returns the mark of what was handed over under a number, or 0 if that is not known.
func (p *roomRecord) mark(sequence int64) uint16 {
	if i := sequence - p.MarksFrom; i >= 0 && i < int64(len(p.Marks)/markSize) {
		return binary.BigEndian.Uint16(p.Marks[markSize*i:])
	}
	return 0
}

// handedAs reports whether an event was handed over under its number, or another one was. Both are false if that is not known any more. That
// it was is a guess, right 65,535 times in 65,536, for a number that is not among the last. An event of a kind that is not known to read the same
// in the stream and in lists was handed over if its number was, from the other of them.
func (p *roomRecord) handedAs(a arrival, comparable func(EventCmd) bool) (same, other bool) {
	if h := p.recent(a.Sequence); h != nil {
		same = h.Print == a.print || h.Listed != a.listed && !comparable(a.Cmd)
		return same, !same
	}
	mark := p.mark(a.Sequence)
	known := mark > 0 && comparable(a.Cmd)
	return known && mark == markOf(a.print), known && mark != markOf(a.print)
}

// late notes that an event was handed over out of order.
func (p *roomRecord) late(a arrival) {
	p.Late++
	if a.old {
		return
	}
	p.found(a.Sequence)
	p.note(a)
	if changed, ok := a.Data.(*RoomStatusChanged); ok && changed.Status == RoomStatusClosed { // nothing opens a closed room again
		p.Closed, p.Open = true, false
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

// recent returns what was handed over under a number, or nil if that is not known any more.
func (p *roomRecord) recent(sequence int64) *handed {
	for i := len(p.Recent) - 1; i >= 0; i-- {
		if p.Recent[i].Sequence == sequence {
			return &p.Recent[i]
		}
	}
	return nil
}

// passed reports whether a number is behind the room: it was handed over, or reported and then found.
func (p *roomRecord) passed(sequence int64) bool {
	return sequence <= p.Sequence && !p.isMissing(sequence)
}

// resume reads the store's records.
func (r *polling) resume(records []StoredRecord) error {
	slices.SortFunc(records, func(a, b StoredRecord) int { return strings.Compare(a.Key, b.Key) })
	known := false
	for _, stored := range records {
		var err error
		switch key := stored.Key; {
		case key == streamKey:
			known = true
			err = json.Unmarshal([]byte(stored.Value), &r.life)
		case strings.HasPrefix(key, roomPrefix):
			room := r.room(strings.TrimPrefix(key, roomPrefix), 0)
			room.known = true
			err = json.Unmarshal([]byte(stored.Value), &room.roomRecord)
			for _, h := range slices.Concat(room.Recent, room.Ahead) {
				room.orders = max(room.orders, h.Order)
			}
			for _, h := range room.Ahead {
				room.receive(h.arrival())
			}
		case strings.HasPrefix(key, heldPrefix):
			var held heldRecord
			if err = json.Unmarshal([]byte(stored.Value), &held); err == nil {
				r.deliver(held.arrival(key), 0)
			}
		}
		if err != nil {
			return fmt.Errorf("agora: EventPoller: the store's record %s: %w", stored.Key, err)
		}
	}
	r.comparable, r.answered = r.life.Comparable, r.life.Answered
	r.skipping = r.FromNow && !known
	r.first = r.skipping
	switch {
	case r.life.Polling:
		r.blind = errors.New("the poller ended before an answer was stored")
	case known && r.clock.Now().Sub(r.life.Answered) > pollReach:
		r.outage = silentSince(r.life.Answered)
	}
	return nil
}

// place names the room whose order the event keeps. Events without a readable number, or without a room, have an order of their own.
func (a *arrival) place() string {
	if a.RoomUUID == "" || a.Sequence <= 0 {
		return placeless + a.RoomUUID
	}
	return a.RoomUUID
}
