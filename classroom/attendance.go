package classroom

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Lesson says when a lesson is held.
type Lesson struct {
	StartTime time.Time
	EndTime   time.Time
	Offset    time.Duration // how far the vendor's clock is behind the clock of StartTime and EndTime: it is added to every event's time
}

// Person is somebody who is expected in a lesson, or came.
type Person struct {
	ID   string // as User.ID
	Name string
	Role Role
}

// Span is the time from one moment to another.
type Span struct {
	StartTime time.Time
	EndTime   time.Time
}

// Duration returns how long the span is.
func (s Span) Duration() time.Duration { return s.EndTime.Sub(s.StartTime) }

// Report says who was in a lesson.
type Report struct {
	Span Span // what stays are clamped to: the lesson, up to the moment when the class ended if that is earlier
	Held Span // from the first KindStarted to the first KindEnded after the last of them; a zero time for what the events do not tell
	Rows []Row

	Unnamed int // how many events say that somebody came or went, and not who
	Undated int // how many say that, and not when
}

// Row says how one person took part in a lesson. All times are within Report.Span.
type Row struct {
	Person   Person
	Expected bool          // on the roster
	Absent   bool          // expected, and never there
	Kicked   bool          // sent out at least once
	Stays    []Span        // when the person was there, on any device, in order and apart from each other
	Total    time.Duration // of all stays
	Longest  time.Duration // of the longest stay
	LateBy   time.Duration // from the start to the first stay; 0 for who never came
	EarlyBy  time.Duration // from the last stay to the end; 0 for who never came
	Away     []Span        // between the stays
	Deputy   time.Duration // of a teacher who is not on the roster: how long the person was there while no teacher of the roster was
	Doubts   []Doubt       // what the events left open and a rule decided
}

// Doubt is something that the events of a person left open.
type Doubt struct {
	Reason    Reason
	Count     int       // how often
	FirstTime time.Time // the first time
}

// Reason is why there is a doubt.
type Reason int

// The reasons.
const (
	ReasonNoLeft     Reason = iota // nothing says when the last stay ended: it counts to the end
	ReasonNoJoined                 // a KindLeft or KindKicked came first: the stay counts from the start
	ReasonStrayLeft                // a KindLeft of somebody who had left: it counts as nothing
	ReasonJoinedOnce               // a second KindJoined on a device without a KindLeft between them: the person counts as there throughout
)

var reasonNames = [...]string{"no left", "no joined", "stray left", "joined again"}

// String returns the reason's name: "no left".
func (r Reason) String() string {
	if r < 0 || int(r) >= len(reasonNames) {
		return fmt.Sprintf("Reason(%d)", int(r))
	}
	return reasonNames[r]
}

// Attendance computes who was in a lesson, from the events of its room: KindJoined, KindLeft and KindKicked of people, KindStarted and
// KindEnded of the class. Events of other kinds tell roles and names alone. Percentages and thresholds are the caller's.
//
// The rows are those of the roster in its order, then everybody else in the order in which they came. These are the rules:
//
//   - A person is there from the first device that joins to the last that leaves. KindKicked takes all devices away, and so does a
//     KindLeft without a device.
//   - Events may come in any order and more than once: what counts is Event.At. A KindJoined and a KindLeft of a device at the same moment
//     change nothing, and neither does what is repeated.
//   - Stays are clamped to the lesson, and to the end of the class if that is earlier than Lesson.EndTime: the first KindEnded after the
//     lesson's start that no KindStarted follows. What happens outside counts as nothing, but who joined before the start is there at the start.
//   - Without a KindLeft a stay lasts to the end: ReasonNoLeft.
//   - A KindLeft or KindKicked of somebody of whom nothing came before is the end of a stay since the start: ReasonNoJoined. A KindLeft of
//     somebody who had left counts as nothing: ReasonStrayLeft.
//   - A KindJoined on a device that is there changes nothing: ReasonJoinedOnce. The time between the two may have been spent elsewhere.
//
// It takes O(n log n) time for n events, O(n) if they come in order. Beside the result and four bytes an event that come in disorder it keeps
// a few words a person.
func Attendance(lesson Lesson, roster []Person, events []Event) *Report {
	report := &Report{Span: Span{lesson.StartTime, lesson.EndTime}}
	report.hold(lesson, events)
	people := newPeople(roster)
	inOrder(events, func(e *Event) {
		switch {
		case e.Kind == KindStarted || e.Kind == KindEnded:
		case e.User.ID == "" && e.Kind.moves():
			report.Unnamed++
		case e.User.ID == "":
		case e.At.IsZero() && e.Kind.moves():
			report.Undated++
		default:
			people.of(e.User).take(e, e.At.Add(lesson.Offset), report.Span)
		}
	})
	for _, p := range people.all {
		report.Rows = append(report.Rows, p.finish(report.Span))
	}
	report.appointDeputies()
	return report
}

// hold finds out when the class was held, and cuts the report's span at its end.
func (r *Report) hold(lesson Lesson, events []Event) {
	var again time.Time // the last start
	at := func(e *Event) time.Time { return e.At.Add(lesson.Offset) }
	for i := range events {
		e := &events[i]
		if e.Kind != KindStarted || e.At.IsZero() || at(e).After(lesson.EndTime) { // the last: of the next lesson in the room
			continue
		}
		if r.Held.StartTime.IsZero() || at(e).Before(r.Held.StartTime) {
			r.Held.StartTime = at(e)
		}
		again = latest(again, at(e))
	}
	for i := range events {
		e := &events[i]
		if e.Kind != KindEnded || !at(e).After(lesson.StartTime) || !at(e).After(again) { // of the lesson before, or not for good
			continue
		}
		if r.Held.EndTime.IsZero() || at(e).Before(r.Held.EndTime) {
			r.Held.EndTime = at(e)
		}
	}
	if end := r.Held.EndTime; !end.IsZero() && end.Before(r.Span.EndTime) {
		r.Span.EndTime = end
	}
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// inOrder calls visit with every event, in the order of their times.
func inOrder(events []Event, visit func(*Event)) {
	byTime := func(a, b Event) int { return a.At.Compare(b.At) }
	if slices.IsSortedFunc(events, byTime) {
		for i := range events {
			visit(&events[i])
		}
		return
	}
	order := make([]int32, len(events))
	for i := range order {
		order[i] = int32(i) // two thousand million events do not fit into memory
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(byTime(events[a], events[b]), cmp.Compare(a, b)) })
	for _, i := range order {
		visit(&events[i])
	}
}

// appointDeputies tells how long each teacher who is not on the roster was there without one who is.
func (r *Report) appointDeputies() {
	var led []Span
	for _, row := range r.Rows {
		if row.Expected && row.Person.Role == RoleTeacher {
			led = append(led, row.Stays...)
		}
	}
	led = merge(led)
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Expected || row.Person.Role != RoleTeacher {
			continue
		}
		row.Deputy = row.Total - overlap(row.Stays, led)
	}
}

// merge returns spans in order and apart from each other.
func merge(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.StartTime.Compare(b.StartTime) })
	var merged []Span
	for _, s := range spans {
		if n := len(merged); n > 0 && !s.StartTime.After(merged[n-1].EndTime) {
			merged[n-1].EndTime = latest(merged[n-1].EndTime, s.EndTime)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// overlap returns how long two lists of spans, each in order and apart, have in common.
func overlap(a, b []Span) (common time.Duration) {
	for len(a) > 0 && len(b) > 0 {
		start, end := latest(a[0].StartTime, b[0].StartTime), a[0].EndTime
		if b[0].EndTime.Before(end) {
			end, b = b[0].EndTime, b[1:]
		} else {
			a = a[1:]
		}
		common += max(0, end.Sub(start))
	}
	return common
}
