package agora

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
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

	// Failed is told of what failed and will be tried again, and is optional.
	Failed func(context.Context, error)

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

func (r *polling) resume(ctx context.Context) error {
	positions, err := r.Store.Load(ctx)
	if err != nil {
		return fmt.Errorf("agora: loading the positions: %w", err)
	}
	for _, position := range positions {
		room := r.room(position.RoomUUID)
		room.RoomPosition, room.known = position, true
		if position.SeenTime.After(r.good) {
			r.good = position.SeenTime
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
	if r.Failed != nil && ctx.Err() == nil {
		r.Failed(ctx, err)
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
			if changed, ok := e.Data.(*RoomStatusChanged); ok {
				room.Closed = changed.Status == RoomStatusClosed
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
	room.Sequence, room.SeenTime, room.tries = sequence, r.clock.Now(), 0
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
