package agora

import (
	"context"
	"errors"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

const (
	gapTries     = 3  // how many readings of a list must lack an event, as a list may lag behind the stream
	provenHoles  = 3  // after how many gaps that the list confirmed one reading is enough in a room
	absentTries  = 3  // how many times the server must say that a room does not exist
	askTries     = 3  // after how many failures of Rooms.Get a room that was never asked for begins without an identity
	patientTries = 20 // after how many failures to read a list its room goes on without it
)

// roomVerdict is what the server says of a room.
type roomVerdict uint8

const (
	roomSame     roomVerdict = iota // it is the room it was
	roomReplaced                    // its id was another room's, whose end was dealt with
	roomGone                        // it does not exist any more, and was dealt with
)

// identify asks the server who a room is.
func (r *polling) identify(ctx context.Context, room *roomProgress, doubts int) (roomVerdict, error) {
	got, err := r.Client.Rooms.Get(ctx, room.RoomUUID)
	named := got != nil && !got.CreateTime.IsZero() // all that is needed of the room: the rest may be unreadable
	switch {
	case !named && isNoRoom(err):
		if room.absent++; room.absent < absentTries && (room.known || len(room.held) > 0) {
			return 0, err
		}
		return roomGone, r.bury(ctx, room, doubts, err)
	case !named && err != nil:
		room.refused++
		if !room.Created.IsZero() || len(room.held) == 0 || room.refused < askTries {
			return 0, err
		}
		r.tell(ctx, &RoomTrouble{RoomUUID: room.RoomUUID, Attempts: room.refused, NextTime: r.clock.Now(), Err: err})
	case named && (room.Unseen || !room.Created.IsZero() && !got.CreateTime.Equal(room.Created)):
		room.absent, room.refused = 0, 0
		return roomReplaced, r.replace(ctx, room, doubts, roomRecord{RoomUUID: room.RoomUUID, Created: got.CreateTime})
	case named && room.Created.IsZero():
		room.Created, room.dirty = got.CreateTime, room.dirty || room.known
		r.beginAt(room)
		room.stale = room.stale || len(room.held) > 0 && r.clock.Now().Sub(room.held[0].at) > askAfter
	}
	room.absent, room.refused = 0, 0
	room.stale = room.stale || r.clock.Now().Sub(room.fresh) > tidyAfter
	room.asked, room.fresh = true, r.clock.Now()
	return roomSame, nil
}

// beginAt decides where a room begins that was created before a first start from now.
func (r *polling) beginAt(room *roomProgress) {
	older := !r.life.Start.IsZero() && room.Created.Before(r.life.Start)
	room.fromEnd = room.fromEnd && older && len(room.held) == 0
	if older && !room.known && room.Sequence == 0 && len(room.held) > 0 {
		room.Sequence = room.held[0].Sequence - 1
	}
}

// listReading is a reading of a room's list.
type listReading struct {
	listed      map[int64]string // the prints of the events in it
	last        int64            // the highest number in it
	against     []arrival        // held events for whose numbers the list has others
	same, other int              // how many events are those that were handed over under their number, and how many are not
	alike       bool             // whether a held event reads as in the list
	failed      error
}

// look reads a room's list to its end, and hands over what it has and the stream has not brought. It finds out from the list whether the
// numbers began anew.
func (r *polling) look(ctx context.Context, room *roomProgress, doubts int) error {
	read, err := r.readOn(ctx, room)
	if err != nil {
		return err
	}
	if read.failed != nil {
		if isNoRoom(read.failed) {
			room.asked = false // Rooms.Get shall say so too
			return read.failed
		}
		return r.unreadable(ctx, room, read.failed)
	}
	r.mu.Lock()
	r.comparable = r.comparable || read.same > 0 || read.alike
	comparable := r.comparable
	differs := read.other > 0 && comparable
	r.mu.Unlock()
	if len(read.against) > 0 {
		if settled, err := r.dispute(ctx, room, doubts, read, comparable); !settled || err != nil {
			return err
		}
	}
	shrunk := read.last > 0 && read.last < room.Sequence && len(room.held) > 0 && room.held[0].Sequence <= room.Sequence
	switch {
	case read.same > 0 || room.fromEnd:
	case !differs && !shrunk && !r.contradicted(room, read):
	case shrunk && !differs && room.waits+1 < gapTries:
		room.waits++
		return errWait
	default:
		next := roomRecord{RoomUUID: room.RoomUUID, Created: room.Created, Life: room.Life + 1}
		if err := r.replace(ctx, room, doubts, next); err != nil {
			return err
		}
		return r.look(ctx, room, doubts)
	}
	if room.fromEnd {
		for _, a := range room.held {
			if a.key == "" {
				room.advance(a)
			}
		}
		room.held = slices.DeleteFunc(room.held, func(a arrival) bool { return a.key == "" })
		room.fromEnd = false
	}
	if _, err := r.resolve(ctx, room, read.listed); err != nil {
		return err
	}
	if err := r.release(ctx, room); err != nil {
		return err
	}
	if len(room.held) > 0 {
		needed := gapTries
		if room.holes >= provenHoles && read.last >= room.held[0].Sequence {
			needed = 1
		}
		r.mu.Lock()
		more := r.more
		r.mu.Unlock()
		if room.waits++; room.waits < needed || more && room.waits < patientTries {
			room.NextID = "" // the next reading starts from the beginning, whatever the order of the list
			return errWait
		}
		if read.last >= room.held[0].Sequence {
			room.holes++
		}
		if err := r.giveUp(ctx, room, nil); err != nil {
			return err
		}
	}
	room.waits, room.looked, room.fresh, room.stale = 0, doubts, r.clock.Now(), false
	if !room.Settled {
		room.Settled, room.dirty = true, true
	}
	return r.keep(ctx, room)
}

// contradicted reports whether a held event with an old number is not the one that was handed over, and the list has the held one.
func (r *polling) contradicted(room *roomProgress, read *listReading) bool {
	return slices.ContainsFunc(room.held, func(a arrival) bool {
		known := room.recent(a.Sequence)
		return a.Sequence <= room.Sequence && known != "" && known != a.print && read.listed[a.Sequence] == a.print
	})
}

// readOn reads a room's list to its end, starting where it was last read or at its beginning. It hands over events page by page where the
// list is surely the room's that the poller knows.
func (r *polling) readOn(ctx context.Context, room *roomProgress) (*listReading, error) {
	read := &listReading{listed: map[int64]string{}}
	cursor := room.NextID
	begun := cursor == "" // whether the page is known to begin no later than the next event
	for seen := map[string]bool{}; ; seen[cursor] = true {
		page, err := r.Client.Events.List(ctx, &ListEventsRequest{RoomUUID: room.RoomUUID, NextID: cursor})
		if page == nil && err == nil {
			err = errors.New("the reply holds no page")
		}
		if !begun && (err == nil && !overlaps(page.Events, room.Sequence) || err != nil && isRefusal(err)) {
			cursor, begun = "", true
			continue
		}
		if err != nil {
			read.failed = err
			return read, nil //nolint:nilerr // failed holds the error
		}
		begun = true
		r.compare(room, read, page.Events)
		if len(page.Events) > 0 {
			room.NextID = cursor
		}
		if (room.Sequence == 0 || read.same > 0) && !room.fromEnd && len(read.against) == 0 && (len(room.held) == 0 || room.held[0].Sequence > room.Sequence) {
			room.sort()
			if err := r.release(ctx, room); err != nil {
				return read, err
			}
		}
		switch {
		case page.NextID == "":
			room.sort()
			return read, nil
		case seen[page.NextID]:
			read.failed = errRepeated()
			return read, nil
		}
		cursor = page.NextID
	}
}

func errRepeated() error {
	return &classcloud.Error{Vendor: vendor, Operation: operations[opEventsList].Name, Kind: classcloud.DataLoss,
		Message: transport.ErrRepeatedPage.Error(), Outcome: classcloud.OutcomeNotApplied, Err: transport.ErrRepeatedPage}
}

// readAll returns the prints of all events of a room's list. Unlike Events.All it takes a list that has fewer events than its total.
func (r *polling) readAll(ctx context.Context, roomUUID string) (map[int64]string, error) {
	listed := map[int64]string{}
	cursor := ""
	for seen := map[string]bool{}; !seen[cursor]; {
		seen[cursor] = true
		page, err := r.Client.Events.List(ctx, &ListEventsRequest{RoomUUID: roomUUID, NextID: cursor})
		if err != nil {
			return nil, err
		}
		for _, e := range page.Events {
			listed[e.Sequence] = printOf(e)
		}
		if cursor = page.NextID; cursor == "" {
			return listed, nil
		}
	}
	return nil, errRepeated()
}

// compare takes the events of a page: those that were not handed over are held, the others tell whether the list is that of the room.
func (r *polling) compare(room *roomProgress, read *listReading, events []Event) {
	now := r.clock.Now()
	for _, e := range events {
		if e.Sequence <= 0 {
			continue
		}
		a := arrival{Event: e, print: printOf(e), at: now}
		read.listed[e.Sequence], read.last = a.print, max(read.last, e.Sequence)
		switch known := room.recent(e.Sequence); {
		case e.Sequence > room.Sequence || room.isMissing(e.Sequence):
			known := false
			for _, b := range room.held {
				switch {
				case b.Sequence != a.Sequence:
				case b.print == a.print:
					known, read.alike = true, read.alike || b.key != ""
				case b.key != "":
					read.against = append(read.against, b)
				}
			}
			if !known {
				room.held = append(room.held, a)
			}
		case known == a.print:
			read.same++
		case known != "":
			read.other++
		}
	}
}

// overlaps reports whether a page holds an event up to sequence, and so begins no later than the next one.
func overlaps(events []Event, sequence int64) bool {
	return slices.ContainsFunc(events, func(e Event) bool { return e.Sequence > 0 && e.Sequence <= sequence })
}

// isRefusal reports whether the server refuses a request for what it says, such as a NextID of another day.
func isRefusal(err error) bool {
	e, ok := errors.AsType[*classcloud.Error](err)
	return ok && !isNoRoom(err) && slices.Contains([]classcloud.Kind{
		classcloud.InvalidArgument, classcloud.NotFound, classcloud.FailedPrecondition, classcloud.DataLoss,
	}, e.Kind)
}

// unreadable waits for a list that cannot be read. A room whose list stays unreadable goes on without it.
func (r *polling) unreadable(ctx context.Context, room *roomProgress, why error) error {
	if room.tries+1 < patientTries || len(room.held) == 0 {
		return why
	}
	if room.held[0].Sequence > room.Sequence || room.isMissing(room.held[0].Sequence) {
		if err := r.giveUp(ctx, room, why); err != nil {
			return err
		}
	}
	return why
}

// giveUp reports the events that are missing between the held events, and hands the held events over.
func (r *polling) giveUp(ctx context.Context, room *roomProgress, why error) error {
	for {
		if _, err := r.resolve(ctx, room, map[int64]string{}); err != nil {
			return err
		}
		if err := r.release(ctx, room); err != nil || len(room.held) == 0 {
			return err
		}
		if room.held[0].Sequence <= room.Sequence {
			continue // twice the same number
		}
		last := room.held[0].Sequence - 1
		if err := r.lose(ctx, room, room.Sequence+1, last, why); err != nil {
			return err
		}
		room.skip(last)
		room.dirty = true
		if err := r.keep(ctx, room); err != nil {
			return err
		}
	}
}
