package agora

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
)

// handleError is a failure of Handle.
type handleError struct {
	sequence int64
	err      error
}

func (e *handleError) Error() string { return e.err.Error() }
func (e *handleError) Unwrap() error { return e.err }

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
		if done.at.After(room.met) {
			room.met = done.at
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
	var key, want string
	if put := failed.change.Put; len(put) > 0 {
		key, want = put[0].Key, put[0].Value
	} else {
		key = failed.key
	}
	within, cancel := storing(ctx)
	defer cancel()
	value, err := r.Store.Get(within, failed.change.Stream, key)
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

// handPlaceless hands over events that have no place, as they arrived. One that fails goes behind the others, since nothing waits for it.
func (r *polling) handPlaceless(ctx context.Context, room *roomProgress) error {
	for len(room.held) > 0 {
		a := room.held[0]
		var err error
		if a.left {
			if err = r.lose(ctx, room, 0, 0, errNotKept); err == nil {
				room.forget(a)
				err = r.keep(ctx, room)
			}
		} else {
			err = r.hand(ctx, room, a, room.roomRecord, false)
		}
		room.held = room.held[1:]
		if err != nil {
			if !isSaveError(err) {
				room.held = append(room.held, a)
			}
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
