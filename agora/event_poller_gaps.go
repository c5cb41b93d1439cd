package agora

import (
	"context"
)

// unreadable waits for a list that cannot be read. A room whose list stays unreadable goes on without it.
func (r *polling) unreadable(ctx context.Context, room *roomProgress, doubts int, why error) error {
	if room.tries+1 < patientTries || len(room.held) == 0 {
		return why
	}
	lives, _ := room.lives(room.arrived(), room.Created, r.isComparable)
	last := lives[len(lives)-1]
	if err := r.end(ctx, room, doubts, lives[:len(lives)-1], last.roomRecord, nil); err != nil {
		room.held = append(room.held, last.held...)
		return err
	}
	if len(lives) > 1 {
		room.roomRecord, room.dirty = last.roomRecord, true
	}
	room.held = last.held
	room.sort()
	if err := r.giveUp(ctx, room, why); err != nil {
		return err
	}
	return why
}

// giveUpGaps reports the gaps below the held events that neither the stream nor the list fills, and hands the held events over. A gap is
// given up after the list lacked its events often enough, and after the stream had nothing more since the gap was seen.
func (r *polling) giveUpGaps(ctx context.Context, room *roomProgress, read *listReading) error {
	for i := range room.held {
		room.held[i].reads++
	}
	r.mu.Lock()
	drained := r.drained
	r.mu.Unlock()
	for len(room.held) > 0 {
		a := room.held[0]
		needed := gapTries
		if room.holes >= provenHoles && read.last >= a.Sequence {
			needed = 1
		}
		if a.reads < needed || drained <= a.seen {
			return errWait
		}
		if read.last >= a.Sequence {
			room.holes++
		}
		if err := r.giveUpFirst(ctx, room, nil); err != nil {
			return err
		}
	}
	return nil
}

// giveUp reports all gaps below the held events, and hands the held events over.
func (r *polling) giveUp(ctx context.Context, room *roomProgress, why error) error {
	if err := r.resolve(ctx, room, func(arrival) bool { return true }); err != nil { // nobody tells any more
		return err
	}
	if err := r.release(ctx, room); err != nil {
		return err
	}
	for len(room.held) > 0 {
		if err := r.giveUpFirst(ctx, room, why); err != nil {
			return err
		}
	}
	return nil
}

// giveUpFirst reports the gap below the first held event, and hands over the held events up to the next gap. An event that was left to the
// list, which lacks it, is lost with the gap.
func (r *polling) giveUpFirst(ctx context.Context, room *roomProgress, why error) error {
	a := room.held[0]
	last := a.Sequence - 1
	if a.left {
		last = a.Sequence
	}
	if last > room.Sequence {
		if (!r.Sparse || a.left) && !room.covered {
			if err := r.lose(ctx, room, room.Sequence+1, last, why); err != nil {
				return err
			}
		}
		room.skip(last)
		room.dirty = true
	}
	if a.left {
		room.forget(a)
		room.held = room.held[1:]
	}
	if err := r.keep(ctx, room); err != nil {
		return err
	}
	return r.release(ctx, room)
}
