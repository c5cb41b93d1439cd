package agora

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"
)

// roomProgress is the state of one room during a Run. Whoever works on the room owns it, but for the fields that polling.mu guards.
type roomProgress struct {
	roomRecord
	placeless bool // whether it stands for the events of a room that have no place in its order
	known     bool // whether the store has the room

	inbox   []arrival // guarded: what arrived since the room was last worked on
	top     int64     // guarded: the highest number among them and the held events
	busy    bool      // guarded: whether the room is queued or being worked on
	waiting int       // guarded: how many events it holds
	left    bool      // guarded: whether events were left to its list
	oldest  time.Time // guarded: when the first of them arrived
	read    int       // guarded: looked

	held    []arrival    // what has arrived and was not handed over, by number
	orders  int          // how many events it received
	failed  *attempt     // the event that Handle failed on
	dirty   bool         // whether the record differs from the store's
	drops   []string     // the keys of records to delete
	fromEnd bool         // whether it begins at the end of its list: FromNow
	looked  int          // how many answers had been lost when its list was last read to the end
	met     time.Time    // when the server last told of the room
	asked   bool         // whether the room was asked for in this Run
	stale   bool         // whether its list is to be read after a long silence
	due     time.Time    // when to work on it again after a failure
	tries   int          // how many failures in a row
	refused int          // of them, how many of Rooms.Get
	absent  int          // of them, how many said that the room does not exist
	reading *listReading // a reading of the list that failed, and goes on where it did
	turning int          // the last poll that had begun when the end of its life was noticed; 0 if none was
	holes   int          // how many gaps the list confirmed
	covered bool         // whether a report stands for all that may be lost of the life that ends
}

// errWait means that a room's list may lag behind the stream: it is read again later.
var errWait = errors.New("the room's list may lag behind")

// serveRoom works on a room and decides when to do so again.
func (r *polling) serveRoom(ctx context.Context, room *roomProgress) {
	r.mu.Lock()
	room.receive(room.inbox...)
	room.inbox = nil
	doubts := r.doubts
	r.mu.Unlock()
	before := room.roomRecord
	err := r.workOn(ctx, room, doubts)
	if before.Sequence != room.Sequence || before.Late != room.Late || before.Life != room.Life || !before.Created.Equal(room.Created) {
		room.tries = 0 // the failure is another one
	}
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
		if errors.Is(err, errWait) {
			room.due = now.Add(r.pause(min(room.tries, gapTries), nil))
		}
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
	room.waiting, room.left, room.oldest, room.top = 0, false, time.Time{}, 0
	for _, a := range room.held {
		room.top = max(room.top, a.Sequence)
		switch {
		case a.left:
			room.left = true
		case !a.done:
			room.waiting++
			if room.oldest.IsZero() || a.at.Before(room.oldest) {
				room.oldest = a.at
			}
		}
	}
	for _, a := range room.inbox {
		room.top, room.left = max(room.top, a.Sequence), room.left || a.left
	}
	if len(room.inbox) > 0 && room.due.IsZero() && ctx.Err() == nil {
		r.enqueue(room)
	}
}

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
	created := room.Created
	if r.mustAsk(room, doubts) {
		now, gone, err := r.identify(ctx, room, doubts)
		if err != nil || gone {
			return err
		}
		created = now
	}
	if created.Equal(room.Created) && !r.suspicious(room) && room.looked >= doubts && !room.fromEnd && !room.stale {
		if err := r.release(ctx, room); err != nil {
			return err
		}
		if len(room.held) == 0 && (room.Settled || r.clock.Now().Sub(room.met) <= settleAfter) {
			return r.keep(ctx, room)
		}
	}
	return r.look(ctx, room, doubts, created)
}

// receive holds events, in the order in which they arrived.
func (p *roomProgress) receive(arrivals ...arrival) {
	for _, a := range arrivals {
		if a.order == 0 {
			p.orders++
			a.order = p.orders
		}
		p.held = append(p.held, a)
	}
}

// arrived returns the held events in the order in which they arrived.
func (p *roomProgress) arrived() []arrival {
	return slices.SortedFunc(slices.Values(p.held), func(a, b arrival) int { return cmp.Compare(a.order, b.order) })
}

// sort orders the held events by number, and leaves out one that is held twice. Of events that were left to the list only the last counts.
func (p *roomProgress) sort() {
	slices.SortStableFunc(p.held, func(a, b arrival) int {
		return cmp.Or(cmp.Compare(a.Sequence, b.Sequence), cmp.Compare(a.print, b.print), cmp.Compare(a.order, b.order))
	})
	var once []arrival
	left := -1
	for _, a := range p.held {
		n := len(once) - 1
		switch {
		case n < 0 || once[n].Sequence != a.Sequence || once[n].print != a.print || once[n].old != a.old:
			if a.left && left >= 0 {
				p.forget(once[left])
				once = slices.Delete(once, left, left+1)
			}
			once = append(once, a)
			if a.left {
				left = len(once) - 1
			}
		case once[n].left && !a.left && !a.done:
			p.forget(once[n])
			a.order = once[n].order
			once[n], left = a, -1
		case once[n].key == "" && !once[n].done && !a.left:
			once[n].key, once[n].said = a.key, a.said
		default:
			p.forget(a)
		}
	}
	p.held = once
}

// suspicious leaves out the held events that were handed over before, and reports whether the room's list must tell about others.
func (r *polling) suspicious(room *roomProgress) bool {
	odd := false
	var held []arrival
	for i, a := range room.held {
		if h := room.recent(a.Sequence); h != nil && !a.done && !a.old && room.passed(a.Sequence) {
			if same, _ := room.handedAs(a, r.isComparable); same {
				if h.Listed && !a.listed && h.Print == a.print {
					r.compare(a.Cmd)
				}
				room.forget(a)
				continue
			}
		}
		odd = odd || a.left || a.old || a.precedes(room.Created) || a.Sequence <= room.Sequence || i > 0 && room.held[i-1].Sequence == a.Sequence
		held = append(held, a)
	}
	room.held = held
	return odd
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

// resolve hands over late what is held with numbers that were passed, and what is of earlier lives. It leaves out what was handed over
// before; wasHanded tells whether that is true of an event of which the record does not know.
func (r *polling) resolve(ctx context.Context, room *roomProgress, wasHanded func(arrival) bool) error {
	held := room.held
	room.held = nil
	for i, a := range held {
		same, other := room.handedAs(a, r.isComparable)
		switch {
		case a.Sequence > room.Sequence && !a.old:
			room.held = append(room.held, a)
		case a.left, !a.old && room.passed(a.Sequence) && (same || !other && wasHanded(a)):
			room.forget(a)
		default:
			next := room.roomRecord
			next.late(a)
			if err := r.hand(ctx, room, a, next, true); err != nil {
				if !isSaveError(err) {
					room.held = append(room.held, a)
				}
				room.held = append(room.held, held[i+1:]...)
				return err
			}
		}
	}
	return nil
}

// release hands over the held events that follow the last one.
func (r *polling) release(ctx context.Context, room *roomProgress) error {
	for len(room.held) > 0 {
		a := room.held[0]
		next := room.roomRecord
		switch {
		case a.Sequence <= room.Sequence || a.old: // twice the same number
			return nil
		case a.left, a.Sequence != room.Sequence+1 && !r.Sparse:
			return nil
		case a.Sequence > room.Sequence+1:
			next.skip(a.Sequence - 1)
		}
		next.advance(a)
		if a.done {
			room.roomRecord, room.dirty, room.held = next, true, room.held[1:]
			continue
		}
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

// isNoRoom reports whether the server says that a room does not exist.
func isNoRoom(err error) bool { return errors.Is(err, CodeRoomNotFound) }

// mustAsk reports whether the server must say who a room is before anything of it is handed over.
func (r *polling) mustAsk(room *roomProgress, doubts int) bool {
	silence := r.clock.Now().Sub(room.met)
	switch {
	case room.Unseen, !room.asked, room.looked < doubts, silence > tidyAfter:
		return true
	case len(room.held) == 0:
		return false
	}
	return room.Closed || silence > askAfter || room.held[0].Sequence <= room.Sequence
}
