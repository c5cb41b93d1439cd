// Package classintest is a ClassIn (eeo.cn) partner API on the loopback, for tests of programs that use package classin and
// for tests of package classin itself. It is written from the vendor's documents and shares no code with the client.
//
//	srv := classintest.NewServer()
//	defer srv.Close()
//	client := srv.Client()
//	known := srv.Defaults() // a course, teachers, a student and a folder that exist: enough for a first class
//
// A client of another kind takes srv.URL as its base, to which the documented paths are appended, and srv.Credentials(). A new server
// knows one school: the ids of [Server.Defaults], its [Plan] and an empty timetable. The Add and Set methods change that, and
// [Server.Requests] returns the calls.
//
// # Operations
//
// The server has the 55 documented actions of the first generation, the 17 paths of the second and the 4 of its drafts about replays, and
// the 10 reads that the vendor opens per school ([WithoutReads], [WithReadForm], [Server.AddVisit]). Recordings.DeleteAll
// (deleteClassVideo without fileId) is an operation of its own beside Recordings.Delete. Everything is kept: users, teachers and
// students of the school, courses and their members, groups, labels, classes and their students, recordings and comments, the cloud
// drive, units, activities and double-teacher classes. [Server.Users], [Server.Teachers], [Server.Students], [Server.Courses],
// [Server.Members], [Server.Labels], [Server.Classes], [Server.Folders], [Server.Documents], [Server.Units], [Server.Activities],
// [Server.Settings] and [Server.Viewers] return what calls have made.
//
// A batch answers 1 as a whole and a verdict for each item. Each item sees the effects of those before it. A batch of classes is
// silently cut at 50.
//
// register, registerMultiple, addSchoolStudent and addTeacher answer 101003002 to the same parameters within 5 seconds of the server's
// clock; see [Server.SetRepeatWindow]. stopUsingTeacher leaves the teacher "being disabled" (800) until [Server.SetTeacher] changes
// that. endCourse leaves the course expired (153).
//
// An update that leaves out a parameter of which the page names a default gives it that default, and what was set is lost, though the
// pages also say that only what changes is sent: [WithOmitted] plays the other reading.
//
// # The second generation
//
// The bodies are JSON, signed in the header within 5 minutes of the server's clock. The first check that fails decides: 901, 101002008
// (X-EEO-TS is missing), 101002006 (stale), 101002005 (X-EEO-UID, X-EEO-SIGN, sid or timeStamp in the body), 101001001 (not a JSON
// object, another Content-Type, a parameter called key), then 121601030 (a required parameter is missing), 101001001 (of the wrong type)
// and 121601020 (of the right type with a wrong value). A uniqueIdentity that was used before answers 398 with the class that has it.
//
// # Callbacks
//
// [Server.RegisterCallbacks] registers an address, to which the vendor posts its test first. [Server.SendCallback] queues a signed callback.
// Each school has a queue: [Server.Deliver] posts it until one callback is not acknowledged, which blocks those behind it, and
// [Server.DeliverDue] posts that one again when 10 seconds of the server's clock have passed. Nothing sleeps.
//
// [Server.Enter], [Server.Leave], [Server.Kick] and [Server.EndClass] play what happens in a class, and queue the callbacks that tell of it.
//
// [CallbackSample] returns every callback of the vendor's documents, to be sent as it is or with other values.
//
// # Classes.Create
//
// action=addCourseClass has every parameter and every error code of its documentation. The first check that fails decides, in this order:
//
//   - 901: maintenance ([Server.SetMaintenance], [Server.AddMaintenance])
//   - 100, 102: the method is POST; SID, safeKey and timeStamp are there and right
//   - 100: the parameters are complete and well formed
//   - 460, 398: courseUniqueIdentity is new in the school
//   - 119, 120, 268, 165, 454: the time of the class
//   - 147, 144, 149, 153, 369: the course
//   - 400, 172, 173, 136, 884, 387, 800: the teacher
//   - 21316, 21317, 322, then for each 400, 319, 320, 318, 885, 388, 804: the co-teachers
//   - 160: the folder
//   - 121601007, 259, 808, 368: the seats, two cameras, the resolution
//   - 1216010xx, 121604007: what the school's [Plan] does not allow
//   - what [Server.FailNext] and [Server.FailNextApplied] asked for
//
// A class is then created, though perhaps with 280 (live, replay or recordScene without record: nothing is recorded) or 121601002 (the
// plan is overused).
//
// className is silently cut at 90 characters and classIntroduce at 1000, as by the vendor. Names of parameters are case-sensitive. Of a
// parameter sent twice the last counts, and one sent as a PHP array (assistantUids[]=1) counts as empty. Parameters that the vendor does
// not know are ignored, except teacherAccount and assistantAccount, which it has refused since 2021.
//
// An authenticated call of another action of the two documented scripts answers 100, and any other path HTTP 404.
package classintest
