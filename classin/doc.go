// Package classin drives ClassIn (eeo.cn): its lessons, and the links that let users watch them.
//
//	client, err := classin.New(classin.Credentials{SID: 1234567, Secret: secret})
//	class, err := client.Classes.Create(ctx, &classin.CreateClassRequest{
//		CourseID: 442447, ClassName: "Lesson 1", StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: 1001001,
//	})
//
// A lesson is created under an identity, the caller's or one the client makes, so that a reply that gets lost cannot double it.
// What the vendor says beside a success, such as "created, but not recorded", is in Warnings. Codes are [Code] values for
// errors.Is.
//
// Package classintest is a server that behaves like the vendor's, for tests without an account.
package classin
