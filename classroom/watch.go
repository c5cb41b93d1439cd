package classroom

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
)

// Watch asks again and again what happened in lessons, for vendors that do not tell it by themselves, and hands over each event once.
//
//	watch := &classroom.Watch{Lessons: lessonsOfToday, Look: client.ClassroomEvents, Store: store, Handle: handle}
//	err := watch.Run(ctx)
//
// An event is told from others by its ID, which stays the same whenever the vendor is asked. It is handed over again only if the program ends
// between Handle and the store's Put, which comes at the end of each look and after every 100 events: make Handle bear that, by Event.ID. Two Watches on one store hand events over twice, too.
//
// What it sees is as fine as the vendor's answers are: what begins and ends between two looks, and leaves no trace, is not seen. An event of
// which the vendor does not say when it happened gets the time of the look that found it, and Event.Within says how long before that it may
// have happened: the time since the look before that told everything. At the first look at a lesson that is the time since the Watch began, or,
// where that is longer, since the user's last event of which the look says when it was; without such a one, since the first of the lesson.
//
// An event without an ID cannot be told from others: it is not handed over, and Failed is told of it.
type Watch struct {
	Lessons func(context.Context) ([]string, error)               // the ids of the lessons to look at, asked for in every round; required
	Look    func(ctx context.Context, id string) ([]Event, error) // everything that is known to have happened in a lesson; required: a client's ClassroomEvents
	Store   WatchStore                                            // keeps what was handed over; required
	Handle  func(context.Context, Event) error                    // gets each event; after its error the lesson's events wait for the next round; required
	Failed  func(ctx context.Context, id string, err error)       // gets the errors of the functions above, which are tried again; optional
	Every   time.Duration                                         // the pause between two rounds; 0 means 30 s
	Clock   classcloud.Clock                                      // nil means the machine's
}

// WatchStore keeps a text for each lesson that a Watch looks at. Its texts may be deleted when Watch.Lessons does not name the lesson any more.
// Its methods end with their context; that of Put outlives the Watch's own, by up to 10 s.
type WatchStore interface {
	// Get returns the text of a lesson, "" if there is none.
	Get(ctx context.Context, id string) (string, error)

	// Put keeps the text of a lesson instead of the one before.
	Put(ctx context.Context, id, text string) error
}

const (
	watchEvery  = 30 * time.Second
	putTime     = 10 * time.Second // for the store to keep what was handed over, though the Watch is being stopped
	unsavedMost = 100              // after how many events the store is told, beside the end of a look
)

// watched is what the store keeps of a lesson.
type watched struct {
	Time   time.Time `json:"time"`           // of the last look that answered
	Began  time.Time `json:"began,omitzero"` // when the first Watch of the lesson began
	Handed []string  `json:"handed,omitempty"`
}

// Run looks at the lessons until ctx ends, and returns ctx's error. It returns at once if a required field is missing. Called again with the
// same Store it goes on where it stopped.
func (w *Watch) Run(ctx context.Context) error {
	if w.Lessons == nil || w.Look == nil || w.Store == nil || w.Handle == nil {
		return errors.New("classroom: Watch needs Lessons, Look, Store and Handle")
	}
	if ctx == nil {
		return errors.New("classroom: Watch: the context is nil: give context.Background()")
	}
	run := &watching{Watch: w, clock: w.Clock}
	if run.clock == nil {
		run.clock = classcloud.SystemClock{}
	}
	run.began = run.clock.Now()
	for ctx.Err() == nil {
		run.round(ctx)
		_ = run.clock.Sleep(ctx, cmp.Or(max(w.Every, 0), watchEvery)) // its error is ctx's
	}
	return ctx.Err()
}

// watching is the state of one Run.
type watching struct {
	*Watch
	clock classcloud.Clock
	began time.Time
}

func (w *watching) round(ctx context.Context) {
	lessons, err := guarded("Lessons", func() ([]string, error) { return w.Lessons(ctx) })
	if err != nil {
		w.fail(ctx, "", err)
	}
	for _, id := range lessons {
		if ctx.Err() != nil {
			return
		}
		if err := w.lesson(ctx, id); err != nil {
			w.fail(ctx, id, err)
		}
	}
}

func (w *watching) fail(ctx context.Context, id string, err error) {
	if w.Failed != nil && ctx.Err() == nil {
		w.Failed(ctx, id, err)
	}
}

// lesson looks at one lesson and hands over what is new. What a look brings beside an error is handed over, too.
func (w *watching) lesson(ctx context.Context, id string) error {
	text, err := w.Store.Get(ctx, id)
	if err != nil {
		return fmt.Errorf("classroom: reading what was handed over: %w", err)
	}
	var state watched
	if text != "" {
		if err := json.Unmarshal([]byte(text), &state); err != nil {
			return fmt.Errorf("classroom: what the store has of the lesson cannot be read: %w", err)
		}
	}
	events, lookErr := guarded("Look", func() ([]Event, error) { return w.Look(ctx, id) })
	now := w.clock.Now()
	state.Began = cmpTime(state.Began, w.began)
	date(events, now, &state)
	slices.SortStableFunc(events, func(a, b Event) int { return a.At.Compare(b.At) })
	handErr := w.handAll(ctx, id, &state, events)
	if lookErr == nil && handErr == nil {
		state.Time = now
	}
	return errors.Join(lookErr, handErr, w.put(ctx, id, &state))
}

// date gives the events without a time that of the look that found them.
func date(events []Event, now time.Time, state *watched) {
	var first time.Time            // of all events
	last := map[string]time.Time{} // of a user's events
	for _, e := range events {
		if e.At.IsZero() {
			continue
		}
		if first.IsZero() || e.At.Before(first) {
			first = e.At
		}
		last[e.User.ID] = latest(last[e.User.ID], e.At)
	}
	for i := range events {
		e := &events[i]
		if !e.At.IsZero() {
			continue
		}
		since := state.Time
		if since.IsZero() {
			since = state.Began
			before := first
			if e.User.ID != "" {
				before = cmpTime(last[e.User.ID], first)
			}
			if !before.IsZero() && before.Before(since) {
				since = before
			}
		}
		e.At, e.Within = now, now.Sub(since)
	}
}

// handAll hands over the events that are new, up to the first that fails.
func (w *watching) handAll(ctx context.Context, id string, state *watched, events []Event) error {
	known := make(map[string]bool, len(state.Handed))
	for _, one := range state.Handed {
		known[one] = true
	}
	unsaved, unnamed := 0, 0
	for _, e := range events {
		if e.ID == "" {
			unnamed++
			continue
		}
		if known[e.ID] {
			continue
		}
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if _, err := guarded("Handle", func() (struct{}, error) { return struct{}{}, w.Handle(ctx, e) }); err != nil {
			return err
		}
		known[e.ID] = true
		state.Handed = append(state.Handed, e.ID)
		if unsaved++; unsaved == unsavedMost {
			if err := w.put(ctx, id, state); err != nil {
				return err
			}
			unsaved = 0
		}
	}
	if unnamed > 0 {
		return fmt.Errorf("classroom: %d of the events that Watch.Look returned have no ID, and are not handed over", unnamed)
	}
	return nil
}

// cmpTime returns the first time that is not zero.
func cmpTime(a, b time.Time) time.Time {
	if a.IsZero() {
		return b
	}
	return a
}

// put stores what was handed over, even while the Watch is being stopped.
func (w *watching) put(ctx context.Context, id string, state *watched) error {
	text, err := json.Marshal(state)
	if err == nil {
		within, cancel := context.WithTimeout(context.WithoutCancel(ctx), putTime)
		defer cancel()
		err = w.Store.Put(within, id, string(text))
	}
	if err != nil {
		return fmt.Errorf("classroom: storing what was handed over: %w", err)
	}
	return nil
}

// guarded makes a panic of the user's function its error.
func guarded[T any](name string, f func() (T, error)) (result T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("classroom: Watch.%s panicked: %v\n%s", name, p, debug.Stack())
		}
	}()
	return f()
}
