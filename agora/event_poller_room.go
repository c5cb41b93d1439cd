package agora

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"
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
// its number was given up and it turns up after all, or the numbers began anew. odd reports an event that only the room's list can tell about. listed holds the prints
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
		case listed != nil && (late || known != "" && known != a.print),
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
	eventID := fmt.Sprintf("%s/%d/%d/%d", room.RoomUUID, room.Created.UnixMilli(), room.Life, a.Sequence)
	switch {
	case room.placeless:
		eventID = room.RoomUUID + "/" + a.key
	default:
		change.Put = []StoredRecord{record(roomPrefix+room.RoomUUID, next)}
		if late {
			eventID += "/" + a.print
		}
	}
	e := a.Event
	e.RoomUUID = cmp.Or(e.RoomUUID, room.RoomUUID)
	err := guard("Handle", func() error {
		return r.Handle(ctx, Delivery{Event: e, EventID: eventID, CreateTime: room.Created, Late: late, Saves: change})
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
	case room.Unseen, !room.asked, room.looked < doubts, silence > tidyAfter:
		return true
	case len(room.held) == 0:
		return false
	}
	return room.Closed || silence > askAfter || room.held[0].Sequence <= room.Sequence
}
