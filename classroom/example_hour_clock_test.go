package classroom_test

import (
	"context"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

const (
	opensBefore = 15 * time.Minute // how long before a lesson the players begin
	goesOn      = 15 * time.Minute // how long after a lesson they end
)

// stage is a clock on which a script happens: who sleeps on it wakes up after everything that was done meanwhile.
type stage struct {
	script script
	play   func(act)
	close  context.CancelFunc

	mu   sync.Mutex
	now  time.Time
	done int // how many acts were played
}

// newStage returns a clock that stands at the beginning, and the context that ends with it. play is called for each act, at its time.
func newStage(s script, play func(act)) (*stage, context.Context) {
	ctx, cancel := context.WithCancel(context.Background())
	return &stage{script: s, play: play, close: cancel, now: s.lesson.StartTime.Add(-opensBefore)}, ctx
}

// Now implements classcloud.Clock.
func (s *stage) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *stage) set(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now
}

// Sleep implements classcloud.Clock.
func (s *stage) Sleep(ctx context.Context, d time.Duration) error {
	until := s.Now().Add(d)
	for s.done < len(s.script.acts) {
		next := s.script.acts[s.done]
		at := s.script.lesson.StartTime.Add(next.after)
		if at.After(until) {
			break
		}
		s.done++
		s.set(at)
		s.play(next)
	}
	s.set(until)
	if until.After(s.script.lesson.EndTime.Add(goesOn)) {
		s.close()
	}
	return ctx.Err()
}

// names are the vendor's ids of the people of a script, and the other way round.
type names struct{ vendor, own map[string]string }

func newNames() names { return names{map[string]string{}, map[string]string{}} }

// add notes that a person has an id at the vendor.
func (n names) add(own, vendor string) { n.vendor[own], n.own[vendor] = vendor, own }

// ownOf returns the script's id for the vendor's. Whom the vendor does not name stays without.
func (n names) ownOf(vendor string) string {
	own, known := n.own[vendor]
	if vendor != "" && !known {
		panic("nobody has the id " + vendor)
	}
	return own
}

// events returns events with the script's ids.
func (n names) events(events []classroom.Event) []classroom.Event {
	for i := range events {
		events[i].User.ID = n.ownOf(events[i].User.ID)
	}
	return events
}

// report returns a vendor's report with the script's ids.
func (n names) report(title string, rows []classroom.Row) ownReport {
	for i := range rows {
		rows[i].Person.ID = n.ownOf(rows[i].Person.ID)
	}
	return ownReport{title, rows}
}

// notes collects events, whoever brings them.
type notes struct {
	mu     sync.Mutex
	events []classroom.Event
}

func (n *notes) add(events []classroom.Event) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.events = append(n.events, events...)
	return nil
}

func (n *notes) all() []classroom.Event {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.events
}

// must ends the program if what an example needs did not work.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// got returns a value that must be there.
func got[T any](value T, err error) T {
	must(err)
	return value
}
