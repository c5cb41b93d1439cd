package classroom_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classroom"
)

var ten = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// at returns the moment so many minutes after ten o'clock.
func at(minute float64) time.Time { return ten.Add(time.Duration(minute * float64(time.Minute))) }

// lesson is from ten to eleven.
var lesson = classroom.Lesson{StartTime: at(0), EndTime: at(60)}

func event(kind classroom.Kind, minute float64, user string, device ...string) classroom.Event {
	e := classroom.Event{Kind: kind, At: at(minute), User: classroom.User{ID: user, Role: classroom.RoleStudent}}
	if len(device) > 0 {
		e.User.Device = device[0]
	}
	return e
}

func joined(minute float64, user string, device ...string) classroom.Event {
	return event(classroom.KindJoined, minute, user, device...)
}

func left(minute float64, user string, device ...string) classroom.Event {
	return event(classroom.KindLeft, minute, user, device...)
}

// brief says a row in a line: its stays in minutes, and its doubts.
func brief(row classroom.Row) string {
	text := ""
	for _, s := range row.Stays {
		text += fmt.Sprintf("%g-%g ", s.StartTime.Sub(ten).Minutes(), s.EndTime.Sub(ten).Minutes())
	}
	for _, d := range row.Doubts {
		text += fmt.Sprintf("%v×%d ", d.Reason, d.Count)
	}
	return text
}

func TestAttendanceRules(t *testing.T) {
	for name, c := range map[string]struct {
		events []classroom.Event
		want   string
	}{
		"one stay":                            {[]classroom.Event{joined(5, "a"), left(50, "a")}, "5-50 "},
		"a dropped connection":                {[]classroom.Event{joined(5, "a"), left(20, "a"), joined(25, "a"), left(50, "a")}, "5-20 25-50 "},
		"a reconnect within the moment":       {[]classroom.Event{joined(5, "a"), left(20, "a"), joined(20, "a"), left(50, "a")}, "5-50 "},
		"told the other way round":            {[]classroom.Event{joined(5, "a"), joined(20, "a"), left(20, "a"), left(50, "a")}, "5-50 "},
		"a visit of no length":                {[]classroom.Event{joined(5, "a"), left(5, "a")}, ""},
		"two devices are one presence":        {[]classroom.Event{joined(5, "a", "pc"), joined(10, "a", "phone"), left(20, "a", "pc"), left(30, "a", "phone")}, "5-30 "},
		"two devices apart":                   {[]classroom.Event{joined(5, "a", "pc"), left(10, "a", "pc"), joined(15, "a", "phone"), left(30, "a", "phone")}, "5-10 15-30 "},
		"from one device to the next":         {[]classroom.Event{joined(5, "a", "pc"), left(10, "a", "pc"), joined(10, "a", "phone"), left(30, "a", "phone")}, "5-30 "},
		"leaving without a device leaves all": {[]classroom.Event{joined(5, "a", "pc"), joined(6, "a", "phone"), left(30, "a")}, "5-30 "},
		"the device is told at the end alone": {[]classroom.Event{joined(5, "a"), left(30, "a", "pc")}, "5-30 "},
		"before the start and after the end":  {[]classroom.Event{joined(-5, "a"), left(70, "a")}, "0-60 "},
		"only before the start":               {[]classroom.Event{joined(-9, "a"), left(-5, "a")}, ""},
		"only after the end":                  {[]classroom.Event{joined(61, "a"), left(65, "a")}, ""},
		"no left":                             {[]classroom.Event{joined(5, "a")}, "5-60 no left×1 "},
		"no left, after the end":              {[]classroom.Event{joined(65, "a")}, ""},
		"no joined":                           {[]classroom.Event{left(20, "a")}, "0-20 no joined×1 "},
		"no joined, before the start":         {[]classroom.Event{left(-5, "a"), joined(1, "a"), left(9, "a")}, "1-9 "},
		"a stray left":                        {[]classroom.Event{joined(5, "a"), left(10, "a"), left(30, "a")}, "5-10 stray left×1 "},
		"a left of another device":            {[]classroom.Event{joined(5, "a", "pc"), left(10, "a", "phone"), left(30, "a", "pc")}, "5-30 stray left×1 "},
		"joined again":                        {[]classroom.Event{joined(5, "a"), joined(15, "a"), joined(16, "a"), left(30, "a")}, "5-30 joined again×2 "},
		"all of it twice":                     {[]classroom.Event{joined(5, "a"), joined(5, "a"), left(30, "a"), left(30, "a")}, "5-30 "},
		"the class ends early":                {[]classroom.Event{joined(5, "a"), event(classroom.KindEnded, 40, ""), left(55, "a")}, "5-40 "},
		"and goes on":                         {[]classroom.Event{joined(5, "a"), event(classroom.KindEnded, 40, ""), event(classroom.KindStarted, 41, ""), left(55, "a")}, "5-55 "},
		"it is closed after it ended":         {[]classroom.Event{joined(5, "a"), event(classroom.KindEnded, 40, ""), event(classroom.KindEnded, 50, ""), left(55, "a")}, "5-40 "},
		"it ends late":                        {[]classroom.Event{joined(5, "a"), event(classroom.KindEnded, 70, ""), left(71, "a")}, "5-60 "},
		"the lesson before ended":             {[]classroom.Event{event(classroom.KindEnded, -10, ""), joined(5, "a"), left(55, "a")}, "5-55 "},
		"kicked from all devices":             {[]classroom.Event{joined(5, "a", "pc"), joined(6, "a", "phone"), event(classroom.KindKicked, 20, "a"), left(21, "a", "pc")}, "5-20 "},
		"kicked before anything else":         {[]classroom.Event{event(classroom.KindKicked, 20, "a"), left(21, "a")}, "0-20 no joined×1 "},
		"kicked and left at once":             {[]classroom.Event{event(classroom.KindKicked, 20, "a"), left(20, "a")}, "0-20 no joined×1 "},
		"kicked on the way in":                {[]classroom.Event{joined(20, "a"), event(classroom.KindKicked, 20, "a")}, ""},
		"kicked before the start":             {[]classroom.Event{event(classroom.KindKicked, -5, "a")}, ""},
		"kicked twice":                        {[]classroom.Event{joined(5, "a"), event(classroom.KindKicked, 20, "a"), event(classroom.KindKicked, 30, "a")}, "5-20 "},
		"kicked and back":                     {[]classroom.Event{joined(5, "a"), event(classroom.KindKicked, 20, "a"), joined(30, "a"), left(40, "a")}, "5-20 30-40 "},
		"a stage is not a stay":               {[]classroom.Event{event(classroom.KindOnStage, 5, "a"), event(classroom.KindOffStage, 10, "a")}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			for _, order := range [][]classroom.Event{c.events, reversed(c.events), append(slices.Clone(c.events), c.events...)} {
				report := classroom.Attendance(lesson, []classroom.Person{{ID: "a"}}, order)
				assert.Equal(t, c.want, brief(report.Rows[0]))
			}
		})
	}
}

func reversed(events []classroom.Event) []classroom.Event {
	events = slices.Clone(events)
	slices.Reverse(events)
	return events
}

func TestAttendanceMeasures(t *testing.T) {
	report := classroom.Attendance(lesson,
		[]classroom.Person{{ID: "t", Name: "Julia", Role: classroom.RoleTeacher}, {ID: "a", Name: "An", Role: classroom.RoleStudent}, {ID: "b", Role: classroom.RoleStudent}},
		[]classroom.Event{
			joined(12, "t"), left(60, "t"),
			joined(3, "a"), left(20, "a"), joined(25, "a"), left(50, "a"),
			{Kind: classroom.KindJoined, At: at(0), User: classroom.User{ID: "d", Name: "Deng", Role: classroom.RoleTeacher}}, left(30, "g"),
			{Kind: classroom.KindLeft, At: at(20), User: classroom.User{ID: "d"}},
			joined(7, ""), {Kind: classroom.KindLeft, User: classroom.User{ID: "a"}},
		})
	rows := map[string]classroom.Row{}
	for _, row := range report.Rows {
		rows[row.Person.ID] = row
	}
	assert.Equal(t, []string{"t", "a", "b", "d", "g"}, ids(report.Rows))
	assert.Equal(t, [...]int{1, 1}, [...]int{report.Unnamed, report.Undated})
	assert.Equal(t, 12*time.Minute, rows["t"].LateBy)
	assert.Zero(t, rows["t"].EarlyBy)
	a := rows["a"]
	assert.Equal(t, [...]time.Duration{42 * time.Minute, 25 * time.Minute, 3 * time.Minute, 10 * time.Minute}, [...]time.Duration{a.Total, a.Longest, a.LateBy, a.EarlyBy})
	assert.Equal(t, []classroom.Span{{StartTime: at(20), EndTime: at(25)}}, a.Away)
	assert.True(t, rows["b"].Absent)
	assert.False(t, a.Absent || rows["g"].Absent || rows["g"].Expected)
	assert.Equal(t, 12*time.Minute, rows["d"].Deputy, "until the teacher came")
	assert.Equal(t, classroom.Person{ID: "d", Name: "Deng", Role: classroom.RoleTeacher}, rows["d"].Person)
	assert.Equal(t, "An", a.Person.Name)
}

func ids(rows []classroom.Row) (all []string) {
	for _, row := range rows {
		all = append(all, row.Person.ID)
	}
	return all
}

// The vendor's clock may be another one than the school's.
func TestAttendanceByTheVendorsClock(t *testing.T) {
	behind := lesson
	behind.Offset = 3 * time.Minute
	report := classroom.Attendance(behind, nil, []classroom.Event{joined(-3, "a"), event(classroom.KindStarted, -1, ""), event(classroom.KindEnded, 47, ""), left(48, "a")})
	assert.Equal(t, "0-50 ", brief(report.Rows[0]))
	assert.Equal(t, classroom.Span{StartTime: at(2), EndTime: at(50)}, report.Held)
	assert.Equal(t, at(50), report.Span.EndTime)
}

// Ten thousand random lessons: whatever the order of the events and however often they come, the attendance is the script's.
func TestAttendanceIsTheScripts(t *testing.T) {
	dice := rand.New(rand.NewPCG(7, 11))
	for range 10_000 {
		var events []classroom.Event
		seconds := map[string]*[3600]bool{}
		for person := range 1 + dice.IntN(4) {
			id := strconv.Itoa(person)
			seconds[id] = &[3600]bool{}
			for device := range 1 + dice.IntN(2) {
				moment := dice.IntN(1200) - 600
				for range dice.IntN(4) {
					from := moment + dice.IntN(900)
					moment = from + 1 + dice.IntN(1200)
					events = append(events, joined(float64(from)/60, id, strconv.Itoa(device)), left(float64(moment)/60, id, strconv.Itoa(device)))
					for second := max(0, from); second < min(3600, moment); second++ {
						seconds[id][second] = true
					}
				}
			}
		}
		for range dice.IntN(5) {
			if len(events) > 0 {
				events = append(events, events[dice.IntN(len(events))])
			}
		}
		dice.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		for _, row := range classroom.Attendance(lesson, nil, events).Rows {
			want := 0
			for _, there := range seconds[row.Person.ID] {
				if there {
					want++
				}
			}
			if total := row.Total.Round(time.Second); total != time.Duration(want)*time.Second || row.Doubts != nil {
				t.Fatalf("%v and not %d s: %+v of %v", total, want, row, events)
			}
		}
	}
}

func BenchmarkAttendance(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		dice := rand.New(rand.NewPCG(7, 11))
		events := make([]classroom.Event, n)
		for i := range events {
			kind := classroom.KindJoined
			if i/1000%2 == 1 {
				kind = classroom.KindLeft
			}
			events[i] = event(kind, float64(i)*60/float64(n), strconv.Itoa(i%1000))
		}
		shuffled := slices.Clone(events)
		dice.Shuffle(n, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for name, events := range map[string][]classroom.Event{"in order": events, "shuffled": shuffled} {
			b.Run(fmt.Sprintf("%d events %s", n, name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					classroom.Attendance(lesson, nil, events)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/event")
			})
		}
	}
}
