package classroom_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

// script is a lesson as it really happens: who is expected, and what everybody does when.
type script struct {
	lesson classroom.Lesson
	people []classroom.Person // who ever has a part; their ids are of this script, and each vendor has others
	acts   []act              // in the order of their times
	every  time.Duration      // how often the vendors that push nothing are asked
}

// act is what somebody does, so long after the lesson's planned start.
type act struct {
	after  time.Duration
	who    string
	does   deed
	device string
}

// deed is what can be done.
type deed int

const (
	enters   deed = iota // comes in on a device
	leaves               // closes the classroom on a device
	drops                // loses the device's connection
	isKicked             // is sent out by the teacher
	startsIt             // starts the class
	endsIt               // ends the class
)

// hour is the lesson of the example: a late teacher, a student whose connection drops, one with two devices, one who leaves early, one who
// never comes, and a guest who is kicked.
func hour() script {
	return script{
		lesson: classroom.Lesson{StartTime: ten, EndTime: ten.Add(time.Hour)}, every: 30 * time.Second,
		people: []classroom.Person{
			{ID: "julia", Name: "Julia", Role: classroom.RoleTeacher}, {ID: "an", Name: "An", Role: classroom.RoleStudent}, {ID: "bo", Name: "Bo", Role: classroom.RoleStudent},
			{ID: "chen", Name: "Chen", Role: classroom.RoleStudent}, {ID: "fang", Name: "Fang", Role: classroom.RoleStudent}, {ID: "guo", Name: "Guo", Role: classroom.RoleGuest},
		},
		acts: []act{
			{-3 * time.Minute, "an", enters, "pc"},
			{-1 * time.Minute, "chen", enters, "pc"},
			{2 * time.Minute, "bo", enters, "pc"},
			{4 * time.Minute, "julia", enters, "pc"},
			{4 * time.Minute, "julia", startsIt, ""},
			{10 * time.Minute, "guo", enters, "pc"},
			{20*time.Minute + 10*time.Second, "an", drops, "pc"},
			{22*time.Minute + 40*time.Second, "an", enters, "pc"},
			{25 * time.Minute, "bo", enters, "phone"},
			{30 * time.Minute, "bo", leaves, "pc"},
			{35*time.Minute + 10*time.Second, "guo", isKicked, ""},
			{50*time.Minute + 10*time.Second, "chen", leaves, "pc"},
			{60 * time.Minute, "julia", endsIt, ""},
			{61 * time.Minute, "an", leaves, "pc"},
			{61 * time.Minute, "bo", leaves, "phone"},
			{61 * time.Minute, "julia", leaves, "pc"},
		},
	}
}

// One lesson is played on the test servers of all five vendors, and what each vendor tells is collected as its users would: Baijiayun's and
// ClassIn's callbacks through their handlers, Agora's events by an EventPoller; AUI and WeClassroom are asked by a Watch every 30 seconds. Of
// each, Attendance is computed. A line of the table is what somebody's attendance is, and who says so: the script, and the vendors that agree.
//
// What differs is what a vendor cannot know:
//
//   - WeClassroom does not tell who came or went; its reports have sums, once the lesson is over. It has no guests.
//   - Baijiayun does not say who a guest is, whose number is 0; Report.Unnamed counts such events. Nor does it say that somebody was kicked:
//     they left.
//   - ClassIn does not tell of the start of a class, and of its end with the callback End, minutes later.
//   - AUI's server knows what the pages tell it. A connection that is lost tells nothing, so An was there all the time. It keeps one place a
//     user, not one a device, so Bo was gone when the first of two devices left. It does not say when somebody left: the Watch does, here 20
//     seconds late (see Event.Within). And Guo is a student, since it has no guests.
//   - At Baijiayun and Agora a second device takes the place of the first (Baijiayun's document says so of join codes; of Agora it is inferred).
//     Baijiayun tells that one left and one came; Agora that a connection came back, and whether Bo was elsewhere before is a Doubt.
//
// Below the table stands by how much the vendors' own reports are longer or shorter than the attendance. Baijiayun's count while the class was on,
// from minute 4. ClassIn's and Agora's know no lesson and begin when somebody enters; Agora's go on after its end. WeClassroom's are all that is
// known of it; that they count as Baijiayun's is the test server's guess.
func Example_hour() {
	s := hour()
	told := []account{s.truth()}
	for _, play := range []func(script) account{playBaijiayun, playClassIn, playAgora, playAUI, playWeClassroom} {
		told = append(told, play(s))
	}
	fmt.Printf("%-5s %7s %7s\n", "who", "arrived", "present")
	for _, person := range s.people {
		line(person.Name, told, func(a account) string { return a.says(s, person) })
	}
	line("held", told, func(a account) string { return a.held(s) })
	fmt.Println()
	for _, a := range told {
		for _, report := range a.reports {
			fmt.Printf("%s: %s\n", report.title, differences(classroom.Compare(a.attendance(s).Rows, report.rows)))
		}
	}
	// Output:
	// who   arrived present
	// Julia    4:00   56:00  late                the script, baijiayun, classin, agora, aui
	//             ?                              weclassroom
	// An       0:00   57:30  away                the script, baijiayun, classin, agora
	//          0:00   60:00                      aui
	//             ?                              weclassroom
	// Bo       2:00   58:00  late                the script, baijiayun, classin
	//          2:00   58:00  late, joined again? agora
	//          2:00   28:00  late, left early    aui
	//             ?                              weclassroom
	// Chen     0:00   50:10  left early          the script, baijiayun, classin, agora
	//          0:00   50:30  left early          aui
	//             ?                              weclassroom
	// Fang        -       -  absent              the script, baijiayun, classin, agora, aui
	//             ?                              weclassroom
	// Guo     10:00   25:10  guest, kicked       the script, classin, agora
	//             ?                              baijiayun, weclassroom
	//         10:00   25:30  student, kicked     aui
	// held     4:00   60:00                      the script, baijiayun, agora, aui, weclassroom
	//             ?   60:00                      classin
	//
	// baijiayun, ListAttendance: An -4:00, Chen -4:00, Bo -2:00
	// classin, End: An +3:00, Chen +1:00
	// agora, AttendanceOf: An +4:00, Julia +1:00, Bo +1:00, Chen +1:00
	// weclassroom, AllAttendance: Bo +56:00, An +53:30, Chen +46:10
	// weclassroom, GetTeacherAttendance: Julia +56:00
}

// account is what one vendor told of a script, with the script's ids of people.
type account struct {
	vendor  string
	events  []classroom.Event
	reports []ownReport
}

// ownReport is a report of the vendor's own.
type ownReport struct {
	title string
	rows  []classroom.Row
}

// attendance is what everybody computes.
func (a account) attendance(s script) *classroom.Report {
	return classroom.Attendance(s.lesson, s.roster(), a.events)
}

// roster returns who is expected: everybody but guests.
func (s script) roster() []classroom.Person {
	return slices.DeleteFunc(slices.Clone(s.people), func(p classroom.Person) bool { return p.Role == classroom.RoleGuest })
}

// truth is what a vendor would tell that knows everything.
func (s script) truth() account {
	a := account{vendor: "the script"}
	for _, one := range s.acts {
		e := classroom.Event{At: s.lesson.StartTime.Add(one.after), User: classroom.User{ID: one.who, Device: one.device, Role: s.person(one.who).Role}}
		switch one.does {
		case enters:
			e.Kind = classroom.KindJoined
		case leaves, drops:
			e.Kind = classroom.KindLeft
		case isKicked:
			e.Kind = classroom.KindKicked
		case startsIt:
			e.Kind = classroom.KindStarted
		case endsIt:
			e.Kind = classroom.KindEnded
		}
		a.events = append(a.events, e)
	}
	return a
}

func (s script) person(id string) classroom.Person {
	return s.people[slices.IndexFunc(s.people, func(p classroom.Person) bool { return p.ID == id })]
}

// says returns a person's attendance by a vendor in words, "?" if the vendor does not tell of it.
func (a account) says(s script, person classroom.Person) string {
	moves := slices.ContainsFunc(a.events, func(e classroom.Event) bool {
		return e.Kind == classroom.KindJoined || e.Kind == classroom.KindLeft || e.Kind == classroom.KindKicked
	})
	rows := a.attendance(s).Rows
	i := slices.IndexFunc(rows, func(row classroom.Row) bool { return row.Person.ID == person.ID })
	if !moves || i < 0 {
		return fmt.Sprintf("%7s", "?")
	}
	row := rows[i]
	if row.Absent {
		return fmt.Sprintf("%7s %7s  absent", "-", "-")
	}
	words := []string{}
	add := func(is bool, word string) {
		if is {
			words = append(words, word)
		}
	}
	add(!row.Expected, row.Person.Role.String())
	add(row.Expected && row.LateBy > 0, "late")
	add(len(row.Away) > 0, "away")
	add(row.Kicked, "kicked")
	add(row.Expected && row.EarlyBy > 0, "left early")
	for _, doubt := range row.Doubts {
		words = append(words, doubt.Reason.String()+"?")
	}
	return fmt.Sprintf("%7s %7s  %s", clockwise(row.LateBy), clockwise(row.Total), strings.Join(words, ", "))
}

// held returns from when to when the class was held by a vendor.
func (a account) held(s script) string {
	held := a.attendance(s).Held
	moment := func(t time.Time) string {
		if t.IsZero() {
			return "?"
		}
		return clockwise(t.Sub(s.lesson.StartTime))
	}
	return fmt.Sprintf("%7s %7s", moment(held.StartTime), moment(held.EndTime))
}

// line prints a row of the table: a line for each answer, and who gives it.
func line(name string, told []account, answer func(account) string) {
	var answers []string
	by := map[string][]string{}
	for _, a := range told {
		text := answer(a)
		if by[text] == nil {
			answers = append(answers, text)
		}
		by[text] = append(by[text], a.vendor)
	}
	for _, text := range answers {
		fmt.Printf("%-5s %-36s %s\n", name, text, strings.Join(by[text], ", "))
		name = ""
	}
}

// differences says where two accounts differ.
func differences(all []classroom.Difference) string {
	var texts []string
	for _, d := range all {
		sign := "+"
		if d.By() < 0 {
			sign = "-"
		}
		texts = append(texts, fmt.Sprintf("%s %s%s", cmp.Or(d.Person.Name, d.Person.ID), sign, clockwise(d.By().Abs())))
	}
	return strings.Join(texts, ", ")
}

// clockwise says a time in minutes and seconds.
func clockwise(d time.Duration) string {
	return fmt.Sprintf("%d:%02d", int(d/time.Minute), int(d%time.Minute/time.Second))
}
