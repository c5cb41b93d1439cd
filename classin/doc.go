// Package classin calls ClassIn (eeo.cn): users, courses, classes, recordings and the cloud drive, through the partner API's two
// generations. It also makes the links with which users watch.
//
//	client, err := classin.New(classin.Credentials{SID: 1234567, Secret: secret})
//	class, err := client.Classes.Create(ctx, &classin.CreateClassRequest{
//		CourseID: 442447, ClassName: "Lesson 1", StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: 1001001,
//	})
//
// A class or a course is created under an identity, the caller's or one the client makes, so that a lost reply cannot make a second one.
// What the vendor says beside a success, such as "created, but not recorded", is in Warnings. Codes are [Code] values for errors.Is.
//
// A call on a list returns a verdict for each element, in the order of the request: a classcloud.Item with its own error and warnings.
// [InBatches] splits lists that are longer than one call takes.
//
// The vendor's API has two generations. The actions of v1 (Users to Documents) sign a form, the paths of v2 (Units, Activities,
// DoubleTeacherClasses and a few methods of Students, Courses and School) sign JSON. A class made by one generation cannot be edited by
// the other. Credentials, limits and errors are the same.
//
// [CallbackHandler] receives the vendor's data subscription, such as attendance after a class.
//
// Package classintest is a server that behaves like the vendor's, for tests without an account.
package classin
