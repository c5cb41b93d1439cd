package agora

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"runtime/debug"
	"slices"
	"time"
)

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

// roomProgress is the state of one room during a Run. Whoever works on the room owns it, but for the fields that polling.mu guards.
type roomProgress struct {
	roomRecord
	placeless bool // whether it stands for the events of a room that have no place in its order
	known     bool // whether the store has the room

	inbox   []arrival // guarded: what arrived since the room was last worked on
	busy    bool      // guarded: whether the room is queued or being worked on
	waiting int       // guarded: how many events it holds
	oldest  time.Time // guarded: when the first of them arrived
	read    int       // guarded: looked

	held    []arrival // what has arrived and was not handed over, by number
	failed  *attempt  // the event that Handle failed on
	dirty   bool      // whether the record differs from the store's
	drops   []string  // the keys of records to delete
	fromEnd bool      // whether it begins at the end of its list: FromNow
	looked  int       // how many answers had been lost when its list was last read to the end
	fresh   time.Time // when the server last told of the room
	asked   bool      // whether the room was asked for in this Run
	stale   bool      // whether its list is to be read after a long silence
	due     time.Time // when to work on it again after a failure
	tries   int       // how many failures in a row
	refused int       // of them, how many of Rooms.Get
	absent  int       // of them, how many said that the room does not exist
	waits   int       // how many readings of the list did not fill a gap
	holes   int       // how many gaps the list confirmed
}

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

// errWait means that a room's list may lag behind the stream: it is read again later.
var errWait = errors.New("the room's list may lag behind")

// serveRoom works on a room and decides when to do so again.
func (r *polling) serveRoom(ctx context.Context, room *roomProgress) {
	r.mu.Lock()
	room.held = append(room.held, room.inbox...)
	room.inbox = nil
	doubts := r.doubts
	r.mu.Unlock()
	err := r.workOn(ctx, room, doubts)
	now := r.clock.Now()
	switch {
	case ctx.Err() != nil:
	case errors.Is(err, ErrAnotherPoller):
		r.cancel(err)
	case err == nil:
		room.tries, room.due = 0, time.Time{}
	default:
		room.tries++
		room.due = now.Add(r.pause(room.tries, err))
		trouble := &RoomTrouble{RoomUUID: room.RoomUUID, Attempts: room.tries, NextTime: room.due, Err: err}
		if failed, ok := errors.AsType[*handleError](err); ok {
			trouble.Sequence, trouble.Err = failed.sequence, failed.err
		}
		if !errors.Is(err, errWait) {
			r.tell(ctx, trouble)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	room.busy, room.read = false, room.looked
	if room.waiting = len(room.held); room.waiting > 0 {
		room.oldest = room.held[0].at
		for _, a := range room.held {
			if a.at.Before(room.oldest) {
				room.oldest = a.at
			}
		}
	}
	if len(room.inbox) > 0 && room.due.IsZero() && ctx.Err() == nil {
		r.enqueue(room)
	}
}

// handleError is a failure of Handle.
type handleError struct {
	sequence int64
	err      error
}

func (e *handleError) Error() string { return e.err.Error() }
func (e *handleError) Unwrap() error { return e.err }

// workOn hands over what a room holds. It asks who the room is when that is not sure, and reads its list when events are missing.
func (r *polling) workOn(ctx context.Context, room *roomProgress, doubts int) error {
	if err := r.checkFailed(ctx, room); err != nil {
		return err
	}
	if err := r.keep(ctx, room); err != nil {
		return err
	}
	if room.placeless {
		return r.handPlaceless(ctx, room)
	}
	room.sort()
	for r.mustAsk(room, doubts) {
		switch verdict, err := r.identify(ctx, room, doubts); {
		case err != nil:
			return err
		case verdict == roomGone:
			return nil
		case verdict == roomSame:
			return r.goOn(ctx, room, doubts)
		}
	}
	return r.goOn(ctx, room, doubts)
}

// goOn hands over the events of a room whose identity is sure.
func (r *polling) goOn(ctx context.Context, room *roomProgress, doubts int) error {
	odd, err := r.resolve(ctx, room, nil)
	if err != nil {
		return err
	}
	if !odd && room.looked >= doubts && !room.fromEnd && !room.stale {
		if err := r.release(ctx, room); err != nil {
			return err
		}
		if len(room.held) == 0 && (room.Settled || r.clock.Now().Sub(room.fresh) <= settleAfter) {
			return r.keep(ctx, room)
		}
	}
	return r.look(ctx, room, doubts)
}

// sort orders the held events by number, and leaves out one that is held twice.
func (p *roomProgress) sort() {
	slices.SortStableFunc(p.held, func(a, b arrival) int {
		return cmp.Or(cmp.Compare(a.Sequence, b.Sequence), cmp.Compare(a.print, b.print), -cmp.Compare(len(a.key), len(b.key)))
	})
	var once []arrival
	for _, a := range p.held {
		if n := len(once); n > 0 && once[n-1].Sequence == a.Sequence && once[n-1].print == a.print {
			p.forget(a)
			continue
		}
		once = append(once, a)
	}
	p.held = once
}

// forget drops the record of an event that needs not be handed over.
func (p *roomProgress) forget(a arrival) {
	if a.key != "" {
		p.drops = append(p.drops, a.key)
	}
}

// keep saves what has changed of a room.
func (r *polling) keep(ctx context.Context, room *roomProgress) error {
	if !room.dirty && len(room.drops) == 0 {
		return nil
	}
	var put []StoredRecord
	if room.dirty {
		put = []StoredRecord{record(roomPrefix+room.RoomUUID, room.roomRecord)}
	}
	if err := r.save(ctx, put, room.drops); err != nil {
		return err
	}
	room.known = room.known || room.dirty
	room.dirty, room.drops = false, nil
	return nil
}

// resolve deals with held events whose numbers were passed before. In a room whose identity is sure such an event was handed over before, or
// its number was given up and it turns up after all. odd reports an event that only the room's list can tell about. listed holds the prints
// of the list, if it was read; where none can be read an event that may be another is handed over.
func (r *polling) resolve(ctx context.Context, room *roomProgress, listed map[int64]string) (odd bool, err error) {
	held := room.held
	room.held = nil
	for i, a := range held {
		known := room.recent(a.Sequence)
		late := room.isMissing(a.Sequence)
		switch {
		case a.Sequence > room.Sequence:
			room.held = append(room.held, held[i:]...)
			return odd, nil
		case late, listed != nil && known != "" && known != a.print,
			listed != nil && known == "" && (len(listed) == 0 || listed[a.Sequence] != "" && listed[a.Sequence] != a.print):
			next := room.roomRecord
			next.found(a.Sequence)
			if err := r.hand(ctx, room, a, next, true); err != nil {
				if !isSaveError(err) {
					room.held = append(room.held, a)
				}
				room.held = append(room.held, held[i+1:]...)
				return odd, err
			}
		case known == a.print, listed != nil:
			room.forget(a)
		default:
			odd = true
			room.held = append(room.held, a)
		}
	}
	return odd, nil
}

// release hands over the held events that follow the last one.
func (r *polling) release(ctx context.Context, room *roomProgress) error {
	for len(room.held) > 0 {
		a := room.held[0]
		if a.Sequence != room.Sequence+1 && !(r.Sparse && a.Sequence > room.Sequence) {
			return nil
		}
		next := room.roomRecord
		if a.Sequence > room.Sequence+1 {
			next.skip(a.Sequence - 1)
		}
		next.advance(a)
		err := r.hand(ctx, room, a, next, false)
		if err == nil || isSaveError(err) {
			room.held = room.held[1:]
		}
		if err != nil {
			return err
		}
	}
	room.held = nil
	return nil
}

// saveError is a failure to save what was handed over.
type saveError struct{ error }

func (e saveError) Unwrap() error { return e.error }

func isSaveError(err error) bool { _, ok := errors.AsType[saveError](err); return ok }

// hand gives the handler one event, unless the poller was stopped, and saves that the room's record is next then.
func (r *polling) hand(ctx context.Context, room *roomProgress, a arrival, next roomRecord, late bool) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	change := StoreChange{Stream: r.stream, Owner: r.owner, Drop: slices.Clone(room.drops)}
	if a.key != "" {
		change.Drop = append(change.Drop, a.key)
	}
	id := fmt.Sprintf("%s/%d/%d/%d", room.RoomUUID, room.Created.UnixMilli(), room.Life, a.Sequence)
	switch {
	case room.placeless:
		id = room.RoomUUID + "/" + a.key
	default:
		change.Put = []StoredRecord{record(roomPrefix+room.RoomUUID, next)}
		if late {
			id += "/" + a.print
		}
	}
	e := a.Event
	e.RoomUUID = cmp.Or(e.RoomUUID, room.RoomUUID)
	err := guard("Handle", func() error {
		return r.Handle(ctx, Delivery{Event: e, ID: id, CreateTime: room.Created, Late: late, Saves: change})
	})
	done := attempt{a, next, change}
	if err != nil {
		room.failed = &done
		return &handleError{a.Sequence, err}
	}
	if err := r.settle(ctx, room, done); err != nil {
		return saveError{err}
	}
	return nil
}

// attempt is an event that was given to the handler, and what is saved after it.
type attempt struct {
	arrival
	next   roomRecord
	change StoreChange
}

// settle notes that an event was handled, and saves it.
func (r *polling) settle(ctx context.Context, room *roomProgress, done attempt) error {
	room.drops = done.change.Drop
	if !room.placeless {
		room.roomRecord, room.dirty = done.next, true
		if done.at.After(room.fresh) {
			room.fresh = done.at
		}
	}
	return r.keep(ctx, room)
}

// checkFailed asks the store whether the handler saved its change before it failed, as after a transaction whose commit was not answered.
// Nothing else is saved of the room, and the event is not handed over again, before the store has answered.
func (r *polling) checkFailed(ctx context.Context, room *roomProgress) error {
	if room.failed == nil {
		return nil
	}
	failed := *room.failed
	key, want := "", ""
	if put := failed.change.Put; len(put) > 0 {
		key, want = put[0].Key, put[0].Value
	} else {
		key = failed.key
	}
	value, err := r.Store.Get(context.WithoutCancel(ctx), failed.change.Stream, key)
	if err != nil {
		return fmt.Errorf("agora: reading the poller's progress: %w", err)
	}
	room.failed = nil
	if value != want {
		return nil
	}
	room.held = slices.DeleteFunc(room.held, func(a arrival) bool {
		return a.key == failed.key && a.Sequence == failed.Sequence && a.print == failed.print
	})
	return r.settle(ctx, room, failed)
}

// handPlaceless hands over events that have no place, as they arrived.
func (r *polling) handPlaceless(ctx context.Context, room *roomProgress) error {
	for len(room.held) > 0 {
		err := r.hand(ctx, room, room.held[0], room.roomRecord, false)
		if err == nil || isSaveError(err) {
			room.held = room.held[1:]
		}
		if err != nil {
			return err
		}
	}
	room.held = nil
	return nil
}

// lose reports lost events.
func (r *polling) lose(ctx context.Context, room *roomProgress, first, last int64, why error) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return guard("Lost", func() error {
		return r.Lost(ctx, LostEvents{RoomUUID: room.RoomUUID, CreateTime: room.Created, First: first, Last: last, Err: why})
	})
}

// guard makes a panic of the user's function its error.
func guard(name string, f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("agora: EventPoller.%s panicked: %v\n%s", name, p, debug.Stack())
		}
	}()
	return f()
}

// isNoRoom reports whether the server says that a room does not exist.
func isNoRoom(err error) bool { return errors.Is(err, CodeRoomNotFound) }

// mustAsk reports whether the server must say who a room is before anything of it is handed over.
func (r *polling) mustAsk(room *roomProgress, doubts int) bool {
	silence := r.clock.Now().Sub(room.fresh)
	switch {
	case !room.asked, room.looked < doubts, silence > tidyAfter:
		return true
	case len(room.held) == 0:
		return false
	}
	return room.Closed || silence > askAfter || room.held[0].Sequence <= room.Sequence
}
