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

// EventPoller hands over what happens in all rooms of a project: each event once, the events of a room in their order.
//
//	poller := &agora.EventPoller{Client: client, Store: store, Handle: handle, Lost: report}
//	err := poller.Run(ctx)
//
// It polls with Events.Poll, which uses up what it returns, and therefore never repeats a poll that may have arrived. Every event is
// handed over, and its position saved, before the next request; a gap in a room's sequence is filled from the room's own list, and
// so are the ends of all rooms after a poll whose answer was lost, after an hour without one, and at the start. While a room's list
// cannot be read, its later events wait and the other rooms go on. What neither the stream nor the list has goes to Lost.
//
// One process alone may poll for an App ID and region. A room met for the first time is handed over from its first event.
type EventPoller struct {
	Client *Client
	Store  PositionStore

	// Handle is given one event at a time. Its error stops the poller with the event not handed over: it comes again after a
	// restart. A process that dies between the return of Handle and the Save that follows repeats the event too: see PositionStore.
	// An event without a readable room or sequence is handed over as it comes, outside of any order.
	Handle func(context.Context, Event) error

	// Lost is told of events that cannot be handed over, before later ones of the room are. Its error stops the poller, and it is
	// told again after a restart.
	Lost func(context.Context, LostEvents) error

	// Rooms names rooms that may exist, and is optional. Agora cannot list rooms: of a room whose every event was in an answer that
	// got lost, only the one who made it knows.
	Rooms func(context.Context) ([]string, error)

	// Trouble is told of what failed and will be tried again, and is optional.
	Trouble func(context.Context, error)

	Every time.Duration // between two polls; 0 is 2 s
}

// LostEvents are events of a room that could not be handed over. A number that Agora leaves out of a room's sequence cannot be told
// from an event, and is reported as well.
type LostEvents struct {
	RoomUUID string
	First    int64
	Last     int64 // 0: nobody can tell how many there were from First on, if any
	Err      error // why the room's list could not be read; nil: it does not have them
}

// Error returns what is lost in words.
func (l LostEvents) Error() string {
	what := fmt.Sprintf("agora: room %s: events %d to %d are lost", l.RoomUUID, l.First, l.Last)
	if l.Last == 0 {
		what = fmt.Sprintf("agora: room %s: events from %d on may be lost", l.RoomUUID, l.First)
	}
	if l.Err != nil {
		what += ": " + l.Err.Error()
	}
	return what
}

// Unwrap returns Err.
func (l LostEvents) Unwrap() error { return l.Err }

// ErrRoomReplaced is why the last events of a room may be lost when another room has its id.
var ErrRoomReplaced = errors.New("the room was destroyed and its id is another room's now")

const (
	pollEvery      = 2 * time.Second
	pollPauseMost  = 30 * time.Second
	pollReach      = 50 * time.Minute // the stream reaches back an hour
	roomDestroyed  = 65 * time.Minute // a room is destroyed an hour after it ended
	roomLull       = 30 * time.Minute // silence after which an id may be another room's
	gapTries       = 3                // readings of a room's list before what is not in it is lost: it may lag behind the stream
	pollPauseSteps = 16
)

// Run polls until ctx ends, and then returns its error. It also returns what Handle, Lost or Store fail with, and a refusal that
// waiting does not heal: a bad token, a wrong base URL. Everything else, an outage of any length, it survives. Run may be called
// again, with the same Store it goes on where it stopped.
func (p *EventPoller) Run(ctx context.Context) error {
	if p.Client == nil || p.Store == nil || p.Handle == nil || p.Lost == nil {
		return errors.New("agora: EventPoller needs Client, Store, Handle and Lost")
	}
	r := &polling{EventPoller: p, clock: p.Client.transport.Config().Clock, rooms: map[string]*roomProgress{}, doubt: true}
	if err := r.resume(ctx); err != nil {
		return err
	}
	for {
		pause, err := r.round(ctx)
		if err == nil {
			err = r.clock.Sleep(ctx, pause)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return err
		}
	}
}

// polling is one Run.
type polling struct {
	*EventPoller
	clock    classcloud.Clock
	rooms    map[string]*roomProgress
	doubt    bool      // the stream may have lost events: the ends of all rooms are to be looked at
	good     time.Time // of the last poll that was answered
	failures int       // since
}

// roomProgress is a room on the way.
type roomProgress struct {
	RoomPosition
	known  bool      // to the store
	held   []Event   // what cannot be handed over yet, because something before it is missing
	behind bool      // its list is to be read
	unsure bool      // what came after the last event may be lost
	tries  int       // readings of the list that did not help
	due    time.Time // of the next
}

func (r *polling) resume(ctx context.Context) error {
	positions, err := r.Store.Load(ctx)
	if err != nil {
		return fmt.Errorf("agora: loading the positions: %w", err)
	}
	for _, position := range positions {
		room := r.room(position.RoomUUID)
		room.RoomPosition, room.known = position, true
		if position.Seen.After(r.good) {
			r.good = position.Seen
		}
	}
	return r.forgetDestroyed(ctx)
}

func (r *polling) room(uuid string) *roomProgress {
	if r.rooms[uuid] == nil {
		r.rooms[uuid] = &roomProgress{RoomPosition: RoomPosition{RoomUUID: uuid}}
	}
	return r.rooms[uuid]
}

// round polls once, hands over what there is and says how long to wait.
func (r *polling) round(ctx context.Context) (time.Duration, error) {
	events, err := r.Client.Events.Poll(ctx)
	if err != nil {
		r.doubt = r.doubt || classcloud.MaybeApplied(err)
		if verdictOn(err) != pollAgain {
			return 0, err
		}
		r.tell(ctx, err)
		r.failures++
		return r.pause(r.failures, err), nil
	}
	now := r.clock.Now()
	if now.Sub(r.good) > pollReach {
		r.doubt = true
	}
	r.good, r.failures = now, 0
	for _, step := range []func(context.Context) error{
		func(ctx context.Context) error { return r.take(ctx, events) },
		r.lookAround, r.catchUpAll, r.forgetDestroyed,
	} {
		if err := step(ctx); err != nil {
			return 0, err
		}
	}
	return cmp.Or(r.Every, pollEvery), nil
}

// pause doubles with every failure in a row, and is at least what the server asked for.
func (r *polling) pause(failures int, err error) time.Duration {
	every := cmp.Or(r.Every, pollEvery)
	pause := max(every, min(min(every, pollPauseMost)<<min(failures-1, pollPauseSteps), pollPauseMost))
	if e, ok := errors.AsType[*classcloud.Error](err); ok {
		pause = max(pause, min(e.RetryAfter, pollReach))
	}
	return pause
}

func (r *polling) tell(ctx context.Context, err error) {
	if r.Trouble != nil && ctx.Err() == nil {
		r.Trouble(ctx, err)
	}
}

// take hands over the events of a poll that follow on what was handed over before; the others wait for those they lack. Rooms met
// for the first time are saved before that: nobody else remembers them should a handler fail.
func (r *polling) take(ctx context.Context, events []Event) error {
	var order []*roomProgress
	var placeless []Event
	for _, e := range events {
		if e.RoomUUID == "" || e.Sequence <= 0 {
			placeless = append(placeless, e)
			continue
		}
		room := r.room(e.RoomUUID)
		if !slices.Contains(order, room) {
			order = append(order, room)
		}
		room.held = append(room.held, e)
	}
	for _, room := range order {
		if !room.known {
			if err := r.save(ctx, room); err != nil {
				return err
			}
		}
	}
	for _, e := range placeless {
		if err := r.hand(ctx, e); err != nil {
			return err
		}
	}
	for _, room := range order {
		if room.behind || r.mayBeAnother(room) {
			room.behind = true
			continue
		}
		if err := r.release(ctx, room); err != nil {
			return err
		}
		room.behind = len(room.held) > 0
	}
	return nil
}

// hand gives the handler one event; a poller that was stopped hands nothing more over.
func (r *polling) hand(ctx context.Context, e Event) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := r.Handle(ctx, e); err != nil {
		return fmt.Errorf("agora: handling event %d of room %s: %w", e.Sequence, e.RoomUUID, err)
	}
	return nil
}

// release hands over what of the held events follows on the last one, and drops what was handed over before.
func (r *polling) release(ctx context.Context, room *roomProgress) error {
	slices.SortStableFunc(room.held, func(a, b Event) int { return cmp.Compare(a.Sequence, b.Sequence) })
	for len(room.held) > 0 && room.held[0].Sequence <= room.Sequence+1 {
		e := room.held[0]
		if e.Sequence == room.Sequence+1 {
			if err := r.hand(ctx, e); err != nil {
				return err
			}
			if changed, ok := e.Data.(*RoomStateChanged); ok {
				room.Closed = changed.State == RoomStateClosed
			}
			if err := r.moveTo(ctx, room, e.Sequence); err != nil {
				return err
			}
		}
		room.held = room.held[1:]
	}
	if len(room.held) == 0 {
		room.held = nil
	}
	return nil
}

func (r *polling) moveTo(ctx context.Context, room *roomProgress, sequence int64) error {
	room.Sequence, room.Seen, room.tries = sequence, r.clock.Now(), 0
	return r.save(ctx, room)
}

// save keeps a position, also while the poller is being stopped.
func (r *polling) save(ctx context.Context, room *roomProgress) error {
	room.known = true
	if err := r.Store.Save(context.WithoutCancel(ctx), room.RoomPosition); err != nil {
		return fmt.Errorf("agora: saving the position of room %s: %w", room.RoomUUID, err)
	}
	return nil
}

// lookAround has the ends of all rooms looked at after the stream may have lost something.
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

// catchUpAll reads the lists of the rooms that are behind, and due.
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

// catchUp hands over what a room's own list has. unread is why the list could not be read; err ends the poller.
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
	room.NextID = "" // the next reading begins at the beginning, whatever order the list may have
	if room.tries < gapTries {
		room.due = r.clock.Now().Add(r.pause(room.tries, nil))
		return nil, nil
	}
	return nil, r.giveUp(ctx, room, nil)
}

func (p *roomProgress) upToDate() {
	p.behind, p.unsure, p.tries, p.due = false, false, 0, time.Time{}
}

// mayBeAnother reports whether a room was silent for so long that it may have been destroyed and its id used again.
func (r *polling) mayBeAnother(room *roomProgress) bool {
	return room.Sequence > 0 && r.clock.Now().Sub(room.Seen) > roomLull
}

// identify begins anew with a room that was created after the last event of the one of its name. Between the two lies an hour.
func (r *polling) identify(ctx context.Context, room *roomProgress) (unread, err error) {
	got, err := r.Client.Rooms.Get(ctx, room.RoomUUID)
	switch {
	case err != nil && (ctx.Err() != nil || verdictOn(err) != pollNever):
		return err, nil
	case err == nil && got.CreateTime.After(room.Seen.Add(roomLull/2)):
		if err := r.Lost(ctx, LostEvents{RoomUUID: room.RoomUUID, First: room.Sequence + 1, Err: ErrRoomReplaced}); err != nil {
			return nil, err
		}
		room.RoomPosition = RoomPosition{RoomUUID: room.RoomUUID}
	default:
		room.Seen = r.clock.Now()
	}
	return nil, nil
}

// readOn reads a room's list from where it was last read, or from its beginning, to its end.
func (r *polling) readOn(ctx context.Context, room *roomProgress) (unread, err error) {
	cursor := room.NextID
	proven := cursor == "" // that nothing lies between the last event and the page
	for seen := map[string]bool{}; ; seen[cursor] = true {
		page, err := r.Client.Events.List(ctx, &ListEventsRequest{RoomUUID: room.RoomUUID, NextID: cursor})
		if !proven && (err == nil && !overlaps(page.Events, room.Sequence) || err != nil && verdictOn(err) == pollNever) {
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

// overlaps reports whether a page begins at or before the event after sequence.
func overlaps(events []Event, sequence int64) bool {
	return slices.ContainsFunc(events, func(e Event) bool { return e.Sequence > 0 && e.Sequence <= sequence })
}

// unreadable decides what a list that could not be read means.
func (r *polling) unreadable(ctx context.Context, room *roomProgress, why error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch verdictOn(why) {
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

// giveUp reports what is missing between the held events, and hands them over.
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

// forgetDestroyed drops rooms that closed long enough before the last answered poll.
func (r *polling) forgetDestroyed(ctx context.Context) error {
	for _, room := range r.rooms {
		if room.Closed && !room.behind && r.good.Sub(room.Seen) > roomDestroyed {
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

// pollVerdict is what a failed request means to the poller.
type pollVerdict uint8

const (
	pollAgain pollVerdict = iota // an outage
	pollStop                     // our credentials are refused
	pollNever                    // this request will never be answered
)

func verdictOn(err error) pollVerdict {
	e, ok := errors.AsType[*classcloud.Error](err)
	if !ok {
		return pollAgain
	}
	switch e.Kind {
	case classcloud.PermissionDenied:
		return pollStop
	case classcloud.Unauthenticated:
		if e.Outcome != classcloud.OutcomeNotSent { // else it is the source of tokens that fails
			return pollStop
		}
	case classcloud.InvalidArgument, classcloud.NotFound, classcloud.AlreadyExists, classcloud.FailedPrecondition,
		classcloud.Unimplemented:
		return pollNever
	case classcloud.DataLoss:
		if e.Operation == operations[opEventsList].Name { // of a poll it is one answer lost, of a list every one
			return pollNever
		}
	}
	return pollAgain
}
