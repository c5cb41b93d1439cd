// Package classroom says what happened in lessons in one form over all vendors, and computes attendance from it.
//
// An Event is something that happened in a room: a class started, somebody joined. Attendance turns the events of one lesson into who was
// there, when and for how long. It is pure: it asks no vendor and keeps nothing.
//
//	report := classroom.Attendance(lesson, roster, events)
//	for _, row := range report.Rows {
//		fmt.Println(row.Person.Name, row.Total, row.LateBy)
//	}
//
// There is no interface over the vendors' calls here: no call is the same at every vendor.
package classroom
