package agora

import (
	"context"
	"errors"
	"slices"
	"time"
)

// dispute deals with held events that the list of their room contradicts: they are of a room that had the id before. Where events read
// otherwise in lists, the held ones count. It reports whether what was read still holds.
func (r *polling) dispute(ctx context.Context, room *roomProgress, doubts int, read *listReading, comparable bool) (bool, error) {
	against := func(a arrival) bool {
		return a.key != "" && slices.ContainsFunc(read.against, func(b arrival) bool { return b.key == a.key })
	}
	if !comparable {
		room.held = slices.DeleteFunc(room.held, func(a arrival) bool {
			return a.key == "" && slices.ContainsFunc(read.against, func(b arrival) bool { return b.Sequence == a.Sequence })
		})
		return true, nil
	}
	if room.Sequence == 0 {
		next := room.roomRecord
		room.Created, room.Unseen = time.Time{}, true
		if err := r.replaceAfter(ctx, room, doubts, next, ErrRoomUnseen); err != nil {
			if room.Sequence == 0 { // nothing was handed over yet
				room.Created, room.Unseen = next.Created, false
				room.held, room.NextID = slices.DeleteFunc(room.held, func(a arrival) bool { return a.key == "" }), "" // they are read again
			}
			return false, err
		}
		return false, r.look(ctx, room, doubts)
	}
	held := room.held
	room.held = slices.DeleteFunc(slices.Clone(held), against)
	for i, a := range held {
		if !against(a) {
			continue
		}
		if err := r.hand(ctx, room, a, room.roomRecord, true); err != nil {
			if !isSaveError(err) {
				room.held = append(room.held, a)
			}
			for _, b := range held[i+1:] {
				if against(b) {
					room.held = append(room.held, b)
				}
			}
			return false, err
		}
	}
	return true, nil
}

// ended deals with the end of a room: it hands over what is held of it, and reports what may be lost. A room that was settled, and of which no
// answer was lost since or which was closed, had no further events (inferred: nobody can enter a closed room).
func (r *polling) ended(ctx context.Context, room *roomProgress, doubts int, why error) error {
	if err := r.giveUp(ctx, room, why); err != nil {
		return err
	}
	complete := room.Settled && (room.Closed || room.looked >= doubts) && !errors.Is(why, ErrNumbersAnew)
	if complete || !room.known && room.Sequence == 0 {
		return nil
	}
	return r.lose(ctx, room, room.Sequence+1, 0, why)
}

// bury deals with a room that does not exist any more, and forgets it.
func (r *polling) bury(ctx context.Context, room *roomProgress, doubts int, why error) error {
	for _, a := range room.held {
		if a.Sequence <= room.Sequence && !room.isMissing(a.Sequence) && room.recent(a.Sequence) != a.print {
			if err := r.unseen(ctx, room, time.Time{}, ErrRoomUnseen); err != nil {
				return err
			}
			break
		}
	}
	if err := r.ended(ctx, room, doubts, why); err != nil {
		return err
	}
	drops := append(slices.Clone(room.drops), roomPrefix+room.RoomUUID)
	if err := r.save(ctx, nil, drops); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	fresh := &roomProgress{looked: r.doubts, read: r.doubts, fresh: r.clock.Now(), inbox: room.inbox}
	fresh.RoomUUID = room.RoomUUID
	room.inbox, room.drops, room.dirty = nil, nil, false
	delete(r.rooms, room.RoomUUID)
	if len(fresh.inbox) > 0 {
		r.rooms[room.RoomUUID] = fresh
	}
	return nil
}

// replace ends the life of a room whose id, or whose numbers, are another's now, and begins the next one. The held events that the list has,
// or whose numbers the old life had passed, are of the new one.
func (r *polling) replace(ctx context.Context, room *roomProgress, doubts int, next roomRecord) error {
	why := ErrRoomReplaced
	switch {
	case room.Unseen:
		why = ErrRoomUnseen
	case next.Life > 0:
		why = ErrNumbersAnew
	}
	return r.replaceAfter(ctx, room, doubts, next, why)
}

// replaceAfter is replace with its reason.
func (r *polling) replaceAfter(ctx context.Context, room *roomProgress, doubts int, next roomRecord, why error) error {
	listed, err := r.readAll(ctx, room.RoomUUID)
	if err != nil {
		return err
	}
	var old, fresh []arrival
	unlisted, between := false, false
	last := int64(0)
	for sequence := range listed {
		last = max(last, sequence)
	}
	for _, a := range room.held {
		in, isListed := listed[a.Sequence]
		passed := a.Sequence <= room.Sequence && !room.isMissing(a.Sequence)
		switch {
		case a.key == "": // the new list has it
		case in == a.print:
			fresh = append(fresh, a)
		case room.recent(a.Sequence) == a.print:
			room.forget(a) // handed over in the old life
		case next.Life == 0 && a.at.Before(next.Created): // what arrived before the new room was made is not of it
			between = between || passed
			old = append(old, a)
		case !isListed && (passed || a.Sequence < last): // the new list lacks it
			fresh = append(fresh, a)
		default:
			between = between || passed
			unlisted = unlisted || !isListed
			old = append(old, a)
		}
	}
	r.mu.Lock()
	coming := r.more || len(room.inbox) > 0
	r.mu.Unlock()
	if between { // numbers that the old life had passed, and that the new one has for other events
		fresh = slices.DeleteFunc(fresh, func(a arrival) bool {
			if a.Sequence > last {
				old = append(old, a)
			}
			return a.Sequence > last
		})
	}
	if unlisted && room.waits+1 < gapTries || coming && room.waits+1 < patientTries {
		room.waits++
		return errWait // the list may not have them yet, or the stream may have more
	}
	if between {
		created, unseen := time.Time{}, ErrRoomUnseen
		if next.Life > 0 { // the numbers began anew twice
			created, unseen = room.Created, ErrNumbersAnew
		}
		if err := r.unseen(ctx, room, created, unseen); err != nil {
			return err
		}
	}
	room.held = old
	if err := r.ended(ctx, room, doubts, why); err != nil {
		room.held = append(room.held, fresh...)
		return err
	}
	room.roomRecord, room.held, room.dirty, room.waits, room.fresh = next, fresh, true, 0, r.clock.Now()
	return r.keep(ctx, room)
}

// unseen reports that a room with this id, or numbers under its creation time, came and went, of which some events may be lost.
func (r *polling) unseen(ctx context.Context, room *roomProgress, created time.Time, why error) error {
	return guard("Lost", func() error {
		return r.Lost(ctx, LostEvents{RoomUUID: room.RoomUUID, CreateTime: created, First: 1, Err: why})
	})
}
