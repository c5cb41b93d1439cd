// Package classin drives ClassIn (eeo.cn): users, courses, classes, recordings and the cloud drive through the partner API's two
// generations, and the links that let users watch.
//
//	client, err := classin.New(classin.Credentials{SID: 1234567, Secret: secret})
//	class, err := client.Classes.Create(ctx, &classin.CreateClassRequest{
//		CourseID: 442447, ClassName: "Lesson 1", StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: 1001001,
//	})
//
// A class, or a course, is created under an identity, the caller's or one the client makes, so that a reply that gets lost cannot double it.
// What the vendor says beside a success, such as "created, but not recorded", is in Warnings. Codes are [Code] values for
// errors.Is.
//
// A call on a list gives a verdict for each element, in the order of the request: classcloud.Item, with its own error and warnings.
// [InBatches] splits lists that are longer than one call takes.
//
// The vendor names its generations by their paths: v1 actions (Users to Documents) sign a form, v2 paths (Units, Activities,
// DoubleTeacherClasses) sign JSON. Classes made by one are not edited by the other. Credentials, limits and errors are the same.
//
// The vendor's data subscription, attendance after a class for instance, is received with [CallbackHandler].
//
// Package classintest is a server that behaves like the vendor's, for tests without an account.
package classin
