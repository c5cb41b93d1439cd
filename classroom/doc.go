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
// Each vendor's package offers its callbacks, events and polls as events: the methods ClassroomEvents. Agora's are polled by agora.EventPoller;
// AUI and WeClassroom send none, and a Watch asks them. The example Hour plays one lesson at all five and shows what each of them knows of it.
// This is what they tell; everything else is a KindOther with the vendor's own value:
//
//	                   agora aui baijiayun classin weclassroom
//	started            x     x   x         ·       x
//	ended              x     x   x         x       x
//	joined             x     x   x         x       ·
//	left               x     x   x         x       ·
//	kicked             x     x   ·         x       ·
//	on stage           x     ·   ·         x       x
//	off stage          x     ·   ·         x       ·
//	recording started  x     ·   ·         x       ·
//	recording stopped  x     ·   ·         ·       ·
//	recording ready    ·     x   x         x       x
//	recording failed   x     x   x         ·       ·
//
// There is no interface over the vendors' calls here: no call is the same at every vendor.
package classroom
