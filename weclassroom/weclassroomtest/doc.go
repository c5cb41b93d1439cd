// Package weclassroomtest is a server that behaves like WeClassroom's (直播云) openAPI, for tests of code that calls it: in the
// manner of net/http/httptest, on the loopback, with its state in memory.
//
//	srv := weclassroomtest.NewServer()
//	defer srv.Close()
//	teacher := srv.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "Julia Li", Teacher: true})
//	// … the code under test, pointed at srv.URL …
//	srv.Classrooms() // what it made
//	srv.Requests()   // what it sent, the sealed parameters opened: see Array
//
// It is written from the vendor's document alone and shares nothing with the client it tests. A call is authenticated as the
// vendor does it: applicationID and signMsg from an urlencoded or multipart form, the mac checked before anything is
// decrypted. All 35 endpoints are served, in the forms the document shows: payloads beside the envelope, numbers as strings,
// a missing error_code, maps that are [] when they are empty, lists with gaps that are objects. Where it leaves two forms open
// there is an option for the other.
//
// What the calls make is kept: users by phone, classrooms, lessons and coursewares with their rosters, and the clock moves them
// on. What only a lesson that is held can tell is seeded: AddAttendance, AddTeacherAttendance, AddAward, AddEvent,
// AddHelpRequest, AddRecording.
//
// A refusal is the vendor's envelope with status 0 and its code:
//
//	20001  applicationID is missing           30001  no such path, or one this server does not serve
//	20002  signMsg is missing                 30002  the path is served, but not by this method
//	20003  applicationID is unknown           40001  a parameter is missing
//	20004  the account is off: SetActive      40002  a parameter has another type
//	20005  signMsg cannot be opened           40003  a value or id that cannot be
//	50000  by injection only: Failure         40004  what the rules forbid; see below
//
// 40004 is for a second lesson of a mini-program course, a second courseware to convert within 30 seconds, a courseware in a
// classroom before it is converted, a lesson deleted after it began, and a phone that another account has.
//
// Where the document names an integer, its decimal form as a string is taken too, as the vendor's own samples send both. The
// times of the vendor are Beijing's. The server's clock decides how far a lesson is.
package weclassroomtest
