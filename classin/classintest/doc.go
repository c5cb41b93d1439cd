// Package classintest is a ClassIn (eeo.cn) partner API on the loopback, for tests of programs that use package classin and
// for tests of package classin itself. It is written from the vendor's documents and shares no code with the client.
//
//	srv := classintest.NewServer()
//	defer srv.Close()
//	client := srv.Client()
//	known := srv.Defaults() // a course, teachers, a student and a folder that exist: enough for a first lesson
//
// A client of another kind takes srv.URL as its base, to which the documented paths are appended, and srv.Credentials(). A new server knows one school with what [Server.Defaults] names, its [Plan] and an empty timetable; the Add and Set
// methods change that, [Server.Lessons] shows what calls have made, Requests shows the calls.
//
// # What is served
//
// Classes.Create (action=addCourseClass), with every parameter and every error code of its documentation. The first
// check that fails decides, in this order:
//
//   - 901: maintenance ([Server.SetMaintenance], [Server.AddMaintenance])
//   - 100, 102: the method is POST, SID, safeKey and timeStamp are there and right
//   - 100: the parameters are complete and well formed
//   - 460, 398: courseUniqueIdentity is new in the school
//   - 119, 120, 268, 165, 454: the time of the lesson
//   - 147, 144, 149, 153, 369: the course
//   - 400, 172, 173, 136, 884, 387, 800: the teacher
//   - 21316, 21317, 322, then for each 400, 319, 320, 318, 885, 388, 804: the co-teachers
//   - 160: the folder
//   - 121601007, 259, 808, 368: the seats, two cameras, the resolution
//   - 1216010xx, 121604007: what the school's [Plan] does not allow
//   - what [Server.FailNext] and [Server.FailNextApplied] asked for
//
// A lesson is then created, though perhaps with 280 (live, replay or recordScene without record: nothing is recorded)
// or 121601002 (the plan is overused).
//
// className is cut at 90 characters and classIntroduce at 1000, without a word, as the vendor does. Names of parameters
// are case-sensitive; of a parameter sent twice the last counts, and one sent as a PHP array (assistantUids[]=1) counts as
// empty. Parameters that the vendor does not know are ignored, except teacherAccount and assistantAccount, which it has
// refused since 2021.
//
// Another action of the two documented scripts answers 100 to an authenticated call, any other path HTTP 404.
package classintest
