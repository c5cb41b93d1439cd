// Package classin calls ClassIn (eeo.cn): users, courses, units, classes and other activities, recordings and the cloud drive, through the
// partner API's two generations. It also makes the links with which users watch.
//
//	client, err := classin.New(classin.Credentials{SID: 1234567, Secret: secret})
//	unit, err := client.Units.Create(ctx, &classin.CreateUnitRequest{CourseID: 442447, Name: "Unit 1"})
//	class, err := client.Activities.CreateClass(ctx, &classin.CreateClassActivityRequest{
//		CourseID: 442447, UnitID: unit.UnitID, Name: "Lesson 1", StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: 1001001,
//	})
//
// # Which generation
//
// The paths of v2 (Units, Activities, DoubleTeacherClasses and a few methods of Students, Courses and School) sign JSON, the actions of v1
// (Users to Documents) sign a form. Credentials, limits and errors are the same. The vendor advises this order for a new program (About API
// v2 关于API v2): Users.Register and Courses.Create of v1, then Units.Create and Activities.CreateClass of v2, which is called LMS, then
// [CallbackHandler] for attendance.
//
// The classes of v1 (课节, [ClassesService]) are to go: since revision 5.4 of 2024-09 the vendor no longer recommends to create them, and
// seven of their pages say that they may be used after 2025-05-26, but are no longer updated: Classes.Create, CreateBatch, Update, SetSeats,
// AddStudents and RemoveStudents, and Courses.AddStudentToClasses. Since ClassIn 6.0 (2025-05-27) such a class is shown as an activity in
// the default unit, and existing programs need no change. Do not mix the two: v1 does not change a class that v2 made (CodeClassOfClient),
// and a class of v1 is changed by its ClassID, because no reply says its ActivityID. Some numbers differ: Seats of v2 include the teacher,
// StudentSeats of v1 do not.
//
// # What a call says
//
// A class or a course is created under an identity, the caller's or one the client makes, so that a lost reply cannot make a second one.
// What the vendor says beside a success, such as "created, but not recorded", is in Warnings. Codes are [Code] values for errors.Is.
//
// An update sends what is not nil. Some pages say of what is left out both that it stays and that it takes a default: the fields in question
// say so, and where the seats or the recording would be switched off by a field that was forgotten, the field is required.
//
// A call on a list returns a verdict for each element, in the order of the request: a classcloud.Item with its own error and warnings.
// [InBatches] splits lists that are longer than one call takes, after it has looked at all of it.
//
// The documented API does not list courses, classes or activities: keep every id that a create returns. After a crash, Classes.Reconcile and
// Activities.ReconcileClasses take your identities and give what exists; Classes.Ensure and Activities.EnsureClass do so for one class. Some schools have the reads opened that the vendor no longer
// documents, such as Classes.List and Classes.ListAttendance.
//
// [CallbackHandler] receives the vendor's data subscription: attendance after a class above all, which EndCallback.AttendanceSheet tells in
// plain values.
//
// Package classintest is a server that behaves like the vendor's, for tests without an account.
package classin
