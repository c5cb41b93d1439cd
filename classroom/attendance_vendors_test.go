package classroom_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classroom"
)

// A hundred random lessons, played at all five vendors: the attendance of each vendor's events is the script's, but for what the vendor cannot
// know, which the functions knownTo… take away from the script. So are the sums of the vendors' own reports.
func TestAttendanceOfEveryVendorIsTheScripts(t *testing.T) {
	for seed := range uint64(100) {
		s := randomScript(rand.New(rand.NewPCG(seed, 18)))
		truth := s.truth()
		started, ended := s.moment(startsIt), s.moment(endsIt)
		for _, c := range []struct {
			play  func(script) account
			known account
			held  classroom.Span
			sums  map[string]time.Duration // of the vendor's own report; nil for AUI, which has none
		}{
			{playBaijiayun, s.knownToBaijiayun(), classroom.Span{StartTime: started, EndTime: ended}, withoutGuests(s, s.sums(s.oneDevice(), started, ended))},
			{playClassIn, truth, classroom.Span{EndTime: ended}, s.sums(truth, s.lesson.StartTime.Add(-opensBefore), ended)},
			{playAgora, s.oneDevice(), classroom.Span{StartTime: started, EndTime: ended}, s.sums(s.oneDevice(), s.lesson.StartTime.Add(-opensBefore), s.lesson.EndTime.Add(goesOn))},
			{playAUI, s.knownToAUI(), classroom.Span{StartTime: started, EndTime: ended}, nil},
			{playWeClassroom, account{}, classroom.Span{StartTime: started, EndTime: ended}, withoutGuests(s, s.sums(truth, started, ended))},
		} {
			told := c.play(s)
			got := told.attendance(s)
			c.known.events = append(c.known.events, classroom.Event{Kind: classroom.KindEnded, At: ended})
			want := c.known.attendance(s)
			if !assert.Equal(t, shorts(want.Rows), shorts(got.Rows), "%s: lesson %d: %v", told.vendor, seed, s.acts) ||
				!assert.Equal(t, [...]int{want.Unnamed, want.Undated}, [...]int{got.Unnamed, got.Undated}, "%s: lesson %d", told.vendor, seed) ||
				!assert.True(t, c.held.StartTime.Equal(got.Held.StartTime) && c.held.EndTime.Equal(got.Held.EndTime), "%s: lesson %d: held %v", told.vendor, seed, got.Held) ||
				!assert.Equal(t, c.sums, told.sums(), "%s: lesson %d: %v", told.vendor, seed, s.acts) {
				return
			}
		}
	}
}

// short is what is compared of a row: not the doubts, of which each vendor has its own.
type short struct {
	id     string
	role   classroom.Role
	stays  string
	kicked bool
}

// shorts returns rows by id, since who came first is the later the coarser a vendor looks.
func shorts(rows []classroom.Row) (all []short) {
	for _, row := range rows {
		one := short{id: row.Person.ID, role: row.Person.Role, kicked: row.Kicked}
		for _, stay := range row.Stays {
			one.stays += fmt.Sprintf("%v-%v ", stay.StartTime.Sub(ten), stay.EndTime.Sub(ten))
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b short) int { return cmp.Compare(a.id, b.id) })
	return all
}

// randomScript makes a lesson of 20 minutes. No two things happen in one second, and everybody leaves by the end of the script.
func randomScript(dice *rand.Rand) script {
	s := hour()
	s.lesson.EndTime, s.every = s.lesson.StartTime.Add(20*time.Minute), time.Duration(2+dice.IntN(5))*time.Minute
	taken := map[time.Duration]bool{}
	second := func(from, to int) time.Duration {
		for {
			if at := time.Duration(from+dice.IntN(to-from)) * time.Second; !taken[at] {
				taken[at] = true
				return at
			}
		}
	}
	s.acts = []act{{second(0, 400), "julia", startsIt, ""}, {second(900, 1500), "julia", endsIt, ""}}
	for _, p := range s.people {
		out := time.Hour // when the person is kicked
		if p.Role != classroom.RoleTeacher && dice.IntN(3) == 0 {
			out = second(60, 1400)
			s.acts = append(s.acts, act{out, p.ID, isKicked, ""})
		}
		for _, device := range []string{"pc", "phone"}[:1+dice.IntN(2)] {
			var at []time.Duration
			for range 2 * dice.IntN(4) {
				at = append(at, second(-500, 1800))
			}
			slices.Sort(at)
			for i, after := range at {
				one := act{after, p.ID, enters, device}
				if i%2 == 1 {
					one.does = leaves + deed(dice.IntN(2))
				}
				if after < out {
					s.acts = append(s.acts, one)
				}
			}
		}
	}
	slices.SortFunc(s.acts, func(a, b act) int { return cmp.Compare(a.after, b.after) })
	devices := map[string]int{}
	s.acts = slices.DeleteFunc(s.acts, func(a act) bool {
		switch a.does {
		case enters:
			devices[a.who]++
		case leaves, drops:
			devices[a.who]--
		}
		return a.does == isKicked && devices[a.who] == 0 // a teacher kicks who is there
	})
	return s
}

// moment returns when something is first done.
func (s script) moment(does deed) time.Time {
	return s.lesson.StartTime.Add(s.acts[slices.IndexFunc(s.acts, func(a act) bool { return a.does == does })].after)
}

// oneDevice is what a vendor tells that lets nobody in twice: a second device takes the place of the first.
func (s script) oneDevice() account {
	on, known := map[string]string{}, script{lesson: s.lesson, people: s.people}
	for _, a := range s.acts {
		switch {
		case a.does == enters:
			on[a.who] = a.device
		case (a.does == leaves || a.does == drops) && on[a.who] != a.device, a.does == isKicked && on[a.who] == "":
			continue // who was pushed out by a second device
		case a.does == leaves, a.does == drops, a.does == isKicked:
			delete(on, a.who)
		}
		a.device = ""
		known.acts = append(known.acts, a)
	}
	return known.truth()
}

// knownToBaijiayun takes away who guests are, and that somebody was kicked. Who is pushed out by a second device leaves.
func (s script) knownToBaijiayun() (known account) {
	there := map[string]bool{}
	for _, e := range s.oneDevice().events {
		who := e.User.ID
		e.User.Role = classroom.RoleUnknown
		if who != "" && s.person(who).Role == classroom.RoleGuest {
			e.User.ID = ""
		}
		if e.Kind == classroom.KindJoined && there[who] {
			left := e
			left.Kind = classroom.KindLeft
			known.events = append(known.events, left)
		}
		if e.Kind == classroom.KindKicked {
			e.Kind = classroom.KindLeft
		}
		if e.Kind == classroom.KindJoined || e.Kind == classroom.KindLeft {
			there[who] = e.Kind == classroom.KindJoined
		}
		known.events = append(known.events, e)
	}
	return known
}

// knownToAUI is what its server keeps, looked at now and then: of each member the last join, and whether the member left or was kicked.
func (s script) knownToAUI() account {
	type member struct {
		id       string
		joined   time.Time
		status   classroom.Kind
		told     bool // the join
		toldLeft classroom.Kind
	}
	var members []*member
	find := func(id string) *member {
		if i := slices.IndexFunc(members, func(m *member) bool { return m.id == id }); i >= 0 {
			return members[i]
		}
		return nil
	}
	known, acts := account{}, s.acts
	for look := s.lesson.StartTime.Add(-opensBefore); !look.After(s.lesson.EndTime.Add(goesOn)); look = look.Add(s.every) {
		for ; len(acts) > 0 && !s.lesson.StartTime.Add(acts[0].after).After(look); acts = acts[1:] {
			m, at := find(acts[0].who), s.lesson.StartTime.Add(acts[0].after)
			switch does := acts[0].does; {
			case does == enters && m == nil:
				members = append(members, &member{id: acts[0].who, joined: at, status: classroom.KindJoined})
			case does == enters && m.status != classroom.KindJoined:
				*m = member{id: m.id, joined: at, status: classroom.KindJoined}
			case does == leaves && m != nil && m.status == classroom.KindJoined:
				m.status = classroom.KindLeft
			case does == isKicked && m != nil:
				m.status = classroom.KindKicked
			}
		}
		for _, m := range members {
			user := classroom.User{ID: m.id, Role: classroom.RoleStudent}
			if s.person(m.id).Role == classroom.RoleTeacher {
				user.Role = classroom.RoleTeacher
			}
			if !m.told {
				m.told = true
				known.events = append(known.events, classroom.Event{Kind: classroom.KindJoined, At: m.joined, User: user})
			}
			if m.status != classroom.KindJoined && m.toldLeft != m.status {
				m.toldLeft = m.status
				known.events = append(known.events, classroom.Event{Kind: m.status, At: look, User: user})
			}
		}
	}
	return known
}

// sums returns how long everybody was there between two moments, by an account that knows everything or less.
func (s script) sums(known account, from, to time.Time) map[string]time.Duration {
	moves := slices.DeleteFunc(slices.Clone(known.events), func(e classroom.Event) bool {
		return e.Kind == classroom.KindStarted || e.Kind == classroom.KindEnded
	})
	sums := map[string]time.Duration{}
	for _, row := range classroom.Attendance(classroom.Lesson{StartTime: from, EndTime: to}, nil, moves).Rows {
		if row.Total > 0 {
			sums[row.Person.ID] = row.Total
		}
	}
	return sums
}

// sums returns the sums of a vendor's reports, of those whom they name.
func (a account) sums() map[string]time.Duration {
	if a.reports == nil {
		return nil
	}
	sums := map[string]time.Duration{}
	for _, report := range a.reports {
		for _, row := range report.rows {
			if row.Total > 0 && row.Person.ID != "" {
				sums[row.Person.ID] += row.Total
			}
		}
	}
	return sums
}

// withoutGuests takes guests out, whom a vendor does not name.
func withoutGuests(s script, sums map[string]time.Duration) map[string]time.Duration {
	for id := range sums {
		if s.person(id).Role == classroom.RoleGuest {
			delete(sums, id)
		}
	}
	return sums
}
