package classroom_test

import (
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

// A late teacher, a student whose connection dropped, and one who never came. The events are what callbacks, polls and a Watch brought: the
// results of the vendors' ClassroomEvents.
func ExampleAttendance() {
	ten := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	at := func(minute int) time.Time { return ten.Add(time.Duration(minute) * time.Minute) }
	lesson := classroom.Lesson{StartTime: at(0), EndTime: at(45)}
	roster := []classroom.Person{
		{ID: "901", Name: "Julia", Role: classroom.RoleTeacher}, {ID: "7", Name: "An", Role: classroom.RoleStudent}, {ID: "8", Name: "Bo", Role: classroom.RoleStudent},
	}
	events := []classroom.Event{
		{Kind: classroom.KindJoined, At: at(-3), User: classroom.User{ID: "7"}},
		{Kind: classroom.KindJoined, At: at(4), User: classroom.User{ID: "901"}},
		{Kind: classroom.KindLeft, At: at(20), User: classroom.User{ID: "7"}},
		{Kind: classroom.KindJoined, At: at(22), User: classroom.User{ID: "7"}},
		{Kind: classroom.KindEnded, At: at(44)},
		{Kind: classroom.KindLeft, At: at(46), User: classroom.User{ID: "901"}},
	}
	for _, row := range classroom.Attendance(lesson, roster, events).Rows {
		fmt.Printf("%-5s total %v, late by %v, away %d times, absent %v, doubts %d\n", row.Person.Name, row.Total, row.LateBy, len(row.Away), row.Absent, len(row.Doubts))
	}
	// Output:
	// Julia total 40m0s, late by 4m0s, away 0 times, absent false, doubts 0
	// An    total 42m0s, late by 0s, away 1 times, absent false, doubts 1
	// Bo    total 0s, late by 0s, away 0 times, absent true, doubts 0
}
