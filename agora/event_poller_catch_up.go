package agora

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// roomProgress is the state of one room during a Run.
type roomProgress struct {
	RoomPosition
	known  bool      // whether the store has the room
	held   []Event   // events that cannot be handed over yet, because an earlier one is missing
	behind bool      // whether the room's list must be read
	unsure bool      // whether events after the last one may be lost
	tries  int       // how many readings of the list did not help
	due    time.Time // when to read the list next
}

// lookAround marks all rooms for reading, after the stream may have lost events.
func (r *polling) lookAround(ctx context.Context) error {
	if !r.doubt {
		return nil
	}
	r.doubt = false
	if r.Rooms != nil {
		names, err := r.Rooms(ctx)
		if err != nil {
			r.doubt = true
			r.tell(ctx, fmt.Errorf("agora: EventPoller.Rooms: %w", err))
		}
		for _, name := range names {
			r.room(name)
		}
	}
	for _, room := range r.rooms {
		room.behind, room.unsure, room.due = true, true, time.Time{}
	}
	return nil
}

// catchUpAll reads the lists of the rooms that are behind and due.
func (r *polling) catchUpAll(ctx context.Context) error {
	for _, name := range slices.Sorted(maps.Keys(r.rooms)) {
		room := r.rooms[name]
		if !room.behind || r.clock.Now().Before(room.due) {
			continue
		}
		unread, err := r.catchUp(ctx, room)
		if err == nil && unread != nil {
			err = r.unreadable(ctx, room, unread)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// catchUp hands over the events of a room's own list. unread says why the list could not be read; err ends the poller.
func (r *polling) catchUp(ctx context.Context, room *roomProgress) (unread, err error) {
	if r.mayBeAnother(room) {
		if unread, err = r.identify(ctx, room); unread != nil || err != nil {
			return unread, err
		}
	}
	if err = r.release(ctx, room); err != nil {
		return nil, err
	}
	if len(room.held) == 0 && !room.unsure {
		room.upToDate()
		return nil, nil
	}
	if unread, err = r.readOn(ctx, room); unread != nil || err != nil {
		return unread, err
	}
	if len(room.held) == 0 {
		room.upToDate()
		return nil, nil
	}
	room.tries++
	room.NextID = "" // the next reading starts from the beginning, whatever the order of the list
	if room.tries < gapTries {
		room.due = r.clock.Now().Add(r.pause(room.tries, nil))
		return nil, nil
	}
	return nil, r.giveUp(ctx, room, nil)
}

func (p *roomProgress) upToDate() {
	p.behind, p.unsure, p.tries, p.due = false, false, 0, time.Time{}
}

// mayBeAnother reports whether a room was silent for so long that it may have been destroyed and its id may belong to another room.
func (r *polling) mayBeAnother(room *roomProgress) bool {
	return room.Sequence > 0 && r.clock.Now().Sub(room.SeenTime) > roomLull
}

// identify starts from the beginning with a room that was created after the last event of the room that had its id. Between the two lies
// an hour.
func (r *polling) identify(ctx context.Context, room *roomProgress) (unread, err error) {
	got, err := r.Client.Rooms.Get(ctx, room.RoomUUID)
	created := got != nil && !got.CreateTime.IsZero() // all that is needed of the room: the rest may be unreadable
	switch {
	case !created && err != nil && (ctx.Err() != nil || verdictOn(err, true) != pollNever):
		return err, nil
	case created && got.CreateTime.After(room.SeenTime.Add(roomLull/2)):
		if err := r.Lost(ctx, LostEvents{RoomUUID: room.RoomUUID, First: room.Sequence + 1, Err: ErrRoomReplaced}); err != nil {
			return nil, err
		}
		room.RoomPosition = RoomPosition{RoomUUID: room.RoomUUID}
	default:
		room.SeenTime = r.clock.Now()
	}
	return nil, nil
}

// readOn reads a room's list to its end, starting where it was last read or at its beginning.
func (r *polling) readOn(ctx context.Context, room *roomProgress) (unread, err error) {
	cursor := room.NextID
	proven := cursor == "" // whether the page is known to begin no later than the next event
	for seen := map[string]bool{}; ; seen[cursor] = true {
		page, err := r.Client.Events.List(ctx, &ListEventsRequest{RoomUUID: room.RoomUUID, NextID: cursor})
		if !proven && (err == nil && !overlaps(page.Events, room.Sequence) || err != nil && verdictOn(err, true) == pollNever) {
			cursor, proven = "", true
			continue
		}
		if err != nil {
			return err, nil
		}
		proven = true
		for _, e := range page.Events {
			if e.Sequence > room.Sequence {
				e.RoomUUID = cmp.Or(e.RoomUUID, room.RoomUUID)
				room.held = append(room.held, e)
			}
		}
		if len(page.Events) > 0 {
			room.NextID = cursor
		}
		if err := r.release(ctx, room); err != nil {
			return nil, err
		}
		switch {
		case page.NextID == "":
			return nil, nil
		case seen[page.NextID]:
			return &classcloud.Error{Vendor: vendor, Operation: operations[opEventsList].Name, Kind: classcloud.DataLoss,
				Message: transport.ErrRepeatedPage.Error(), Outcome: classcloud.OutcomeNotApplied, Err: transport.ErrRepeatedPage}, nil
		}
		cursor = page.NextID
	}
}

// overlaps reports whether a page holds an event up to sequence, and so begins no later than the next one.
func overlaps(events []Event, sequence int64) bool {
	return slices.ContainsFunc(events, func(e Event) bool { return e.Sequence > 0 && e.Sequence <= sequence })
}

// unreadable decides what to do about a list that could not be read.
func (r *polling) unreadable(ctx context.Context, room *roomProgress, why error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch verdictOn(why, true) {
	case pollStop:
		return why
	case pollAgain:
		r.tell(ctx, why)
		room.tries++
		room.due = r.clock.Now().Add(r.pause(room.tries, why))
		return nil
	}
	unsure := room.unsure
	if err := r.giveUp(ctx, room, why); err != nil {
		return err
	}
	if unsure && room.known {
		if err := r.Lost(ctx, LostEvents{RoomUUID: room.RoomUUID, First: room.Sequence + 1, Err: why}); err != nil {
			return err
		}
	}
	if errors.Is(why, classcloud.NotFound) {
		return r.forget(ctx, room)
	}
	return nil
}

// giveUp reports the events that are missing between the held events, and hands the held events over.
func (r *polling) giveUp(ctx context.Context, room *roomProgress, why error) error {
	for {
		if err := r.release(ctx, room); err != nil {
			return err
		}
		if len(room.held) == 0 {
			room.upToDate()
			return nil
		}
		last := room.held[0].Sequence - 1
		if err := r.Lost(ctx, LostEvents{RoomUUID: room.RoomUUID, First: room.Sequence + 1, Last: last, Err: why}); err != nil {
			return err
		}
		if err := r.moveTo(ctx, room, last); err != nil {
			return err
		}
	}
}

// forgetDestroyed forgets the rooms that closed long enough before the last answered poll.
func (r *polling) forgetDestroyed(ctx context.Context) error {
	for _, room := range r.rooms {
		if room.Closed && !room.behind && r.good.Sub(room.SeenTime) > roomDestroyed {
			if err := r.forget(ctx, room); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *polling) forget(ctx context.Context, room *roomProgress) error {
	delete(r.rooms, room.RoomUUID)
	if !room.known {
		return nil
	}
	if err := r.Store.Delete(context.WithoutCancel(ctx), room.RoomUUID); err != nil {
		return fmt.Errorf("agora: forgetting room %s: %w", room.RoomUUID, err)
	}
	return nil
}
