package agora

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// EventPoller hands over the events of all rooms of a project and region, those of a room in their order.
//
//	poller := &agora.EventPoller{Client: client, Store: store, Handle: handle, Lost: report}
//	err := poller.Run(ctx)
//
// What it promises:
//   - Every event that Agora answers with, or still has in its room's list, is handed over at least once.
//   - It is handed over exactly once if Handle makes Delivery.Saves a part of its own transaction:
//     func(ctx, d) { tx := db.Begin(); work(tx, d.Event); store.SaveIn(tx, d.Saves); tx.Commit() }.
//   - What cannot be handed over goes to Lost. If it turns up later it is handed over after all, as Delivery.Late.
//
// How it works. Events.Poll uses up the events that it returns. The poller stores every answer before it hands over any of it, and asks
// again only then. What an answer that was lost on its way held, it reads from the rooms' own lists, a few lists a round, while polling
// goes on. A gap in a room's numbers is filled from the room's list too, and given up only when three readings of the list lacked it and
// the stream had nothing more.
//
// Lives. An id can be used again, an hour or more after the room with it ended, and numbers then begin anew. Rooms are told apart by the
// creation time in Rooms.Get ("Query a classroom", createTime) and the server's time in each answer: an event is of the room that was
// created before its answer and was still there afterwards. Under one creation time lives are told apart by contents: in one life a number
// has one event, and lives arrive one after the other (inferred from "only of rooms that exist" in the document of the stream), so all that
// arrived before an event that the room's list contradicts is of an earlier life than the list's. A life never comes back, its numbers
// never go back, and no event is forgotten before it was handed over, or was known to have been, or was left to the list. The poller never
// infers a new or a gone room from time that passed; after a silence, a closing, a lost answer or an old number it asks. Gone is what Agora
// says is gone (20404100), three times.
//
// Troubles. An event whose Handle fails stops its room alone and is tried again, with pauses up to 30 s, for ever: see Failed and Lag. Of a
// room that waits, 1,000 to 2,000 events are kept; the rest is left to its list and read from there, or reported. A store or a gateway that
// fails is waited for. Run ends with its context, with ErrAnotherPoller, and when Agora refuses the token (401, in JSON).
//
// What it cannot know:
//   - A life that came and went between two questions is told from the one before by its events' numbers and contents. If the first of them
//     were lost, or read the same, it is not: they go under the life before, and what was lost of them is not reported.
//   - Of lives that no list told apart any event may be lost: one report, with First 1 and Last 0, stands for all of them, also for events that
//     were handed over as those of the life before.
//   - An event that arrives 512 numbers behind its room, when no list tells any more, is taken for a repeat.
//   - A room is destroyed an hour after its class ended. If Agora destroys one before its list was read again (every 30 minutes without
//     events), the end that the stream alone lost leaves no trace, unless the class was seen to run and not to be closed.
type EventPoller struct {
	Client *Client    // polls and reads lists; required
	Store  EventStore // keeps what was polled and how far each room is; required

	// Handle handles one event and is required. After its error or panic the event is handed over again, unless the store says that
	// Delivery.Saves was saved: the transaction was committed and only its answer was lost. It is called for several rooms at once if there
	// are Workers, never for one room.
	Handle func(context.Context, Delivery) error

	// Lost receives a report of events that cannot be handed over, before later events of the same room are handed over. It is
	// required. After its error the report comes again, and it may come again after a restart.
	Lost func(context.Context, LostEvents) error

	// Rooms returns the ids of rooms that may exist, and is optional. Agora cannot list rooms, so without it a room whose events were all in
	// a lost answer stays unknown, and each lost answer is reported to Lost without a room. So is, with it too, a time longer than the
	// stream reaches back, in which rooms may have come and gone.
	Rooms func(context.Context) ([]string, error)

	// Failed receives the failures after which the poller tries again, and is optional. Those of one room are a *RoomTrouble.
	Failed func(context.Context, error)

	// Lag receives after every round how far the poller is behind, and is optional.
	Lag func(context.Context, EventLag)

	Every   time.Duration // the pause between two polls; 0 means 2 s; a full answer is followed by the next poll at once
	Workers int           // how many rooms are handled at once, beside the polling; 0 means one after the other, between two polls

	// FromNow makes a first start, on an empty store, skip what the stream has kept (up to an hour), and begin rooms that were created
	// before it at the first event that is polled afterwards. Without it such a room is handed over from its first event.
	FromNow bool

	// Sparse tells the poller that numbers have holes: Agora documents that they grow, not that none is left out. A missing number is
	// then neither looked for nor reported, and an event that the stream alone loses goes unnoticed until a list is read. Without it a
	// number that neither the stream nor the list has is reported as lost.
	Sparse bool
}

// Delivery is an event that is handed over.
type Delivery struct {
	Event      Event
	EventID    string      // the event's own name, the same when it is handed over again, unlike that of an event of another room with the same id
	CreateTime time.Time   // when the event's room was created; zero if Agora does not say
	Late       bool        // whether the event comes out of order, after it was reported as lost or left out
	Saves      StoreChange // what the poller saves when Handle returns nil; saved in the handler's own transaction it makes "once" exact
}

// LostEvents reports events of a room that could not be handed over. A number that Agora left out of a room's sequence looks like a lost
// event: see EventPoller.Sparse.
type LostEvents struct {
	RoomUUID   string    // the room; empty for rooms the poller has not met, whose events may have been in an answer that never arrived
	CreateTime time.Time // when the room was created; zero if Agora does not say
	First      int64     // the number of the first lost event; 0 without a room, and for events without a number
	Last       int64     // the number of the last lost event; 0 if it is unknown how many events from First on there were, if any
	Err        error     // why the events cannot be had; nil if the room's list was read and lacks them
}

// Error describes the lost events in words.
func (l LostEvents) Error() string {
	what := fmt.Sprintf("agora: room %s: events %d to %d are lost", l.RoomUUID, l.First, l.Last)
	switch {
	case l.RoomUUID == "":
		what = "agora: an answer was lost: events of rooms not met before may be lost"
	case l.Last == 0:
		what = fmt.Sprintf("agora: room %s: events from %d on may be lost", l.RoomUUID, l.First)
	}
	if l.Err != nil {
		what += ": " + l.Err.Error()
	}
	return what
}

// Unwrap returns Err.
func (l LostEvents) Unwrap() error { return l.Err }

// ErrRoomReplaced is the LostEvents.Err of a room whose id is another room's now.
var ErrRoomReplaced = errors.New("the room was destroyed and its id is another room's now")

// ErrNumbersAnew is the LostEvents.Err of a room whose numbers began anew under its creation time. First is the number after the last event
// that was handed over of the numbers before. It is 1, with Last 0, if no list told those numbers from others, as when numbers began anew
// twice before the list could be read: then any event of them that was not handed over may be lost.
var ErrNumbersAnew = errors.New("the room's numbers began anew")

// ErrRoomUnseen is the LostEvents.Err of events that arrived under an id, of which Agora did not tell any more whose they were when the
// poller could ask: of another room with the id, or of numbers that began anew. CreateTime is zero. Those that arrived are handed over, with
// a zero Delivery.CreateTime. First is 1, with Last 0, since any other may be lost.
var ErrRoomUnseen = errors.New("a room with this id came and went unseen")

// errNotKept is the LostEvents.Err of events without a place that were too many to be kept.
var errNotKept = errors.New("too many events that no list has are waiting")

// RoomTrouble is a failure that stops one room for a while; the other rooms go on.
type RoomTrouble struct {
	RoomUUID string    // the room; empty for an event that names none
	Sequence int64     // the event that Handle failed on; 0 for another failure
	Attempts int       // how many tries have failed in a row
	NextTime time.Time // when the poller tries again
	Err      error     // the failure
}

// Error describes the trouble in words.
func (t *RoomTrouble) Error() string {
	if t.Sequence > 0 {
		return fmt.Sprintf("agora: room %s: handling event %d failed (%d in a row): %v", t.RoomUUID, t.Sequence, t.Attempts, t.Err)
	}
	return fmt.Sprintf("agora: room %s: failure %d in a row: %v", t.RoomUUID, t.Attempts, t.Err)
}

// Unwrap returns Err.
func (t *RoomTrouble) Unwrap() error { return t.Err }

// EventLag says how far an EventPoller is behind.
type EventLag struct {
	Events     int       // how many events were polled and not handed over yet
	Rooms      int       // how many rooms they are of
	OldestTime time.Time // when the first of them was polled; zero without any
	Unread     int       // how many rooms' lists are still to be read because an answer was lost
	PollTime   time.Time // when a poll was last answered; zero before the first
	Left       int       // of how many rooms events were left to their lists, because more than 1,000 wait: see EventPoller
}

const (
	pollEvery      = 2 * time.Second
	pollPauseMost  = 30 * time.Second
	pollPauseSteps = 16
	pollGrace      = 5 * time.Second  // how long a poll under way may go on after the poller was stopped
	storeTime      = 10 * time.Second // how long the store may take for one change, then too
	pollReach      = 50 * time.Minute // how long the stream surely keeps events: Agora says an hour
	fullAnswer     = 100              // as many events as Agora's lists return at once; the stream's own limit is not documented
	fullMost       = 1000             // after how many full answers in a row a stream is taken to have nothing more of what is missing
	readsPerRound  = 10               // how many rooms without events are looked at in a round
	askAfter       = 10 * time.Minute // the silence after which a room is asked for before its next event is handed over
	settleAfter    = time.Minute      // the silence after which a room's list is read to its end
	tidyAfter      = 30 * time.Minute // how often a silent room is asked for
)

// Run polls until ctx ends and returns ctx's error; a poll under way is given 5 s to be answered, and the store 10 s for a change. It returns an error of Store.Open,
// ErrAnotherPoller, and Agora's refusal of the token, and survives every other failure. All its goroutines have ended when it returns.
// Called again with the same Store, Run continues where it stopped.
func (p *EventPoller) Run(ctx context.Context) error {
	if p.Client == nil || p.Client.transport == nil || !transport.Given(p.Store) || p.Handle == nil || p.Lost == nil {
		return errors.New("agora: EventPoller needs Client, Store, Handle and Lost")
	}
	if ctx == nil {
		return errors.New("agora: EventPoller: the context is nil: give context.Background()")
	}
	r, err := p.begin(ctx)
	if err != nil {
		return err
	}
	inner, cancel := context.WithCancelCause(ctx)
	r.cancel = cancel
	stop := context.AfterFunc(inner, func() { // wakes the workers that wait for a room
		r.mu.Lock()
		defer r.mu.Unlock()
		r.work.Broadcast()
	})
	var workers sync.WaitGroup
	for range p.Workers {
		workers.Go(func() { r.serve(inner) })
	}
	err = r.loop(inner)
	cancel(err)
	workers.Wait()
	stop()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return context.Cause(inner)
}

// polling is the state of one Run.
type polling struct {
	*EventPoller
	clock  classcloud.Clock
	stream string
	owner  string
	cancel context.CancelCauseFunc

	// Of the goroutine that polls.
	life     streamRecord
	unsaved  *StoreChange // an answer that could not be saved yet
	answer   int          // how many events it held
	arrived  []arrival    // those of them that are kept
	largest  int          // how many events the largest answer held
	failures int          // how many rounds in a row failed
	blind    error        // why events of unknown rooms may be lost; nil if none may
	outage   error        // why rooms may have come and gone unseen; nil if none may
	ask      bool         // whether Rooms is to be asked
	skipping bool         // whether the stream's past is being skipped: FromNow
	first    bool         // whether this is the first start with FromNow, and Rooms has not been asked

	mu         sync.Mutex
	work       *sync.Cond
	rooms      map[string]*roomProgress
	queue      []*roomProgress
	doubts     int        // how many times an answer was lost; a room whose list was read before the last of them must be looked at
	begun      int        // how many polls have begun
	answered   time.Time  // when a poll was last answered
	over       int        // the last of them that failed, or whose events are with their rooms
	drained    int        // the last of them whose answer was not full, so that the stream had nothing more
	fulls      int        // how many full answers there were since
	comparable []EventCmd // the kinds of events that were seen to read the same in the stream and in a list
}

// begin opens the store and reads what it holds.
func (p *EventPoller) begin(ctx context.Context) (*polling, error) {
	credentials, err := p.Client.source().Credentials(ctx)
	if err != nil {
		return nil, fmt.Errorf("agora: EventPoller: no credentials: %w", err)
	}
	r := &polling{
		EventPoller: p, clock: p.Client.transport.Config().Clock, owner: rand.Text(), rooms: map[string]*roomProgress{}, doubts: 1, ask: true,
		stream: credentials.AppID + "/",
	}
	for _, option := range p.Client.transport.Config().Own {
		if region, ok := option.(Region); ok {
			r.stream = credentials.AppID + "/" + string(region)
		}
	}
	r.work = sync.NewCond(&r.mu)
	records, err := p.Store.Open(ctx, r.stream, r.owner)
	if err != nil {
		return nil, fmt.Errorf("agora: EventPoller: opening the store: %w", err)
	}
	if err := r.resume(records); err != nil {
		return nil, err
	}
	return r, nil
}

// loop polls until the poller ends.
func (r *polling) loop(ctx context.Context) error {
	for ctx.Err() == nil {
		pause, err := r.round(ctx)
		if err == nil && pause > 0 {
			err = r.clock.Sleep(ctx, pause)
		}
		if err != nil {
			return err
		}
	}
	return context.Cause(ctx)
}

// pause returns the pause after a number of failures in a row. It doubles with each, and is at least as long as the server asked for.
func (r *polling) pause(failures int, err error) time.Duration {
	every := r.every()
	pause := max(every, min(min(every, pollPauseMost)<<min(failures-1, pollPauseSteps), pollPauseMost))
	if e, ok := errors.AsType[*classcloud.Error](err); ok {
		pause = max(pause, min(e.RetryAfter, pollReach))
	}
	return pause
}

func (r *polling) every() time.Duration {
	if r.Every > 0 {
		return r.Every
	}
	return pollEvery
}

func (r *polling) tell(ctx context.Context, err error) {
	if r.Failed != nil && ctx.Err() == nil {
		r.Failed(ctx, err)
	}
}

// storing returns a context for the store, which goes on when the poller is being stopped, and ends.
func storing(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), storeTime)
}

// save makes a change, even while the poller is being stopped.
func (r *polling) save(ctx context.Context, put []StoredRecord, drop []string) error {
	within, cancel := storing(ctx)
	defer cancel()
	if err := r.Store.Save(within, StoreChange{Stream: r.stream, Owner: r.owner, Put: put, Drop: drop}); err != nil {
		return fmt.Errorf("agora: saving the poller's progress: %w", err)
	}
	return nil
}
