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
// The server is written from the vendor's document alone and shares no code with the client. It authenticates a call as the vendor
// does: it takes applicationID and signMsg from an urlencoded or multipart form and checks the mac before it decrypts anything. It
// serves all 35 endpoints in the forms the document shows: results beside the envelope, numbers as text, a missing error_code,
// empty maps as [], lists with gaps as objects. Where the document leaves two forms open, an option chooses the other one.
//
// The server keeps what the calls make: users by phone, classrooms, lessons and documents, with the students and documents in them;
// its clock moves them on. What happens within a lesson is played by the test, StartLesson, EnterLesson, LeaveLesson, EndLesson, or added as the
// reports say it: AddAttendance, AddTeacherAttendance, AddStarCount, AddEvent, AddHelpRequest, AddRecording.
//
// The server refuses a call with the vendor's envelope, status 0 and a code:
//
//	20001  applicationID is missing           30001  the path is unknown
//	20002  signMsg is missing                 30002  the path is known, the method is not POST
//	20003  applicationID is unknown           40001  a parameter is missing
//	20004  the account is off: SetActive      40002  a parameter has another type
//	20005  signMsg cannot be opened           40003  a value or id is wrong
//	50000  only by Failure and Inject         40004  a rule forbids the call; see below
//
// 40004 means one of these: a second lesson in a mini-program course; a second document to convert within 30 seconds; a document
// added to a classroom before it is converted; a lesson deleted after it started; a phone that another account has.
//
// Where the document names an integer, its decimal text is taken too, because the vendor's own samples send both. The vendor's
// times are Beijing's. The server's clock decides how far a lesson is.
package weclassroomtest
