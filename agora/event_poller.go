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

// EventPoller hands over the events of all rooms of a project, each event once, and the events of a room in their order.
//
//	poller := &agora.EventPoller{Client: client, Store: store, Handle: handle, Lost: report}
//	err := poller.Run(ctx)
//
// It polls with Events.Poll, which uses up the events it returns, and therefore never repeats a poll that may have arrived. It hands over
// every event of a poll, and saves its position, before the next request. It fills a gap in a room's sequence from the room's own list.
// At the start, after a poll whose answer was lost, and after 50 minutes without an answer it also reads the ends of all rooms' lists.
// While the list of a room cannot be read, the room's later events wait and the other rooms go on. Events that neither the stream nor the
// list has go to Lost.
//
// Only one process may poll for an App ID and region. A room that is new to the poller is handed over from its first event.
type EventPoller struct {
	Client *Client       // polls and reads lists; required
	Store  PositionStore // keeps the positions of all rooms; required

	// Handle handles one event at a time and is required. Its error stops the poller, and the event comes again after a restart. The
	// event also comes again if the process dies between the return of Handle and the Save that follows: see PositionStore. An event
	// without a readable room or sequence is handed over as it arrives, outside of any order.
	Handle func(context.Context, Event) error

	// Lost receives a report of events that cannot be handed over, before later events of the same room are handed over. It is
	// required. Its error stops the poller, and the report comes again after a restart.
	Lost func(context.Context, LostEvents) error

	// Rooms returns the ids of rooms that may exist, and is optional. Agora cannot list rooms, so the poller cannot learn by itself of a
	// room whose events were all in lost answers.
	Rooms func(context.Context) ([]string, error)

	// Failed receives the failures after which the poller tries again, and is optional.
	Failed func(context.Context, error)

	Every time.Duration // the pause between two polls; 0 means 2 s
}

// LostEvents reports events of a room that could not be handed over. A number that Agora left out of a room's sequence looks like a lost
// event and is reported as one.
type LostEvents struct {
	RoomUUID string
	First    int64 // the number of the first lost event
	Last     int64 // the number of the last lost event; 0 if it is unknown how many events from First on there were, if any
	Err      error // why the room's list could not be read; nil if it was read and lacks the events
}

// Error describes the lost events in words.
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

// ErrRoomReplaced is the LostEvents.Err of a room whose last events may be lost because another room has its id now.
var ErrRoomReplaced = errors.New("the room was destroyed and its id is another room's now")

const (
	pollEvery      = 2 * time.Second
	pollPauseMost  = 30 * time.Second
	pollReach      = 50 * time.Minute // how long the stream surely keeps events: Agora says an hour
	roomDestroyed  = 65 * time.Minute // after this time a closed room surely is destroyed: Agora says an hour
	roomLull       = 30 * time.Minute // after this silence an id may belong to another room
	gapTries       = 3                // how often a room's list is read, as it may lag behind the stream, before its missing events are lost
	pollPauseSteps = 16
)

// Run polls until ctx ends and returns ctx's error. It also returns an error of Handle, Lost or Store, and a refusal that waiting cannot
// heal, such as of a bad token or a wrong base URL. It survives every other failure, such as an outage of any length. Called again with the
// same Store, Run continues where it stopped.
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

// polling is the state of one Run.
type polling struct {
	*EventPoller
	clock    classcloud.Clock
	rooms    map[string]*roomProgress
	doubt    bool      // whether the stream may have lost events, so that the ends of all rooms' lists must be read
	good     time.Time // when a poll was last answered
	failures int       // how many polls failed since then
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

// round polls once, hands over the events and returns how long to wait.
func (r *polling) round(ctx context.Context) (time.Duration, error) {
	events, err := r.Client.Events.Poll(ctx)
	if err != nil {
		r.doubt = r.doubt || classcloud.MaybeApplied(err)
		if verdictOn(err, false) != pollAgain {
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

// pause returns the pause after a number of failures in a row. It doubles with each, and is at least as long as the server asked for.
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

// take hands over the events of a poll that directly follow the events handed over before; the others wait until the gap is filled. It
// saves new rooms first, because only the store remembers them if a handler fails.
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

// hand gives the handler one event, unless the poller was stopped.
func (r *polling) hand(ctx context.Context, e Event) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := r.Handle(ctx, e); err != nil {
		return fmt.Errorf("agora: handling event %d of room %s: %w", e.Sequence, e.RoomUUID, err)
	}
	return nil
}

// release hands over the held events that directly follow the last one, and drops those that were handed over before.
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

// save saves a position, even while the poller is being stopped.
func (r *polling) save(ctx context.Context, room *roomProgress) error {
	room.known = true
	if err := r.Store.Save(context.WithoutCancel(ctx), room.RoomPosition); err != nil {
		return fmt.Errorf("agora: saving the position of room %s: %w", room.RoomUUID, err)
	}
	return nil
}

// pollVerdict says what a failed request means to the poller.
type pollVerdict uint8

const (
	pollAgain pollVerdict = iota // an outage: try again
	pollStop                     // the credentials are refused: stop
	pollNever                    // this request will never succeed
)

// verdictOn judges a failed poll, or a failed read of a room's list.
func verdictOn(err error, ofList bool) pollVerdict {
	e, ok := errors.AsType[*classcloud.Error](err)
	if !ok {
		return pollAgain
	}
	switch e.Kind {
	case classcloud.PermissionDenied:
		return pollStop
	case classcloud.Unauthenticated:
		if e.Outcome != classcloud.OutcomeNotSent { // otherwise the TokenSource failed
			return pollStop
		}
	case classcloud.InvalidArgument, classcloud.NotFound, classcloud.AlreadyExists, classcloud.FailedPrecondition,
		classcloud.Unimplemented:
		return pollNever
	case classcloud.DataLoss:
		if ofList { // a poll lost one answer, but a list would answer the same again
			return pollNever
		}
	}
	return pollAgain
}
