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
// decrypted. Operations: Users.Create, Classrooms.Create, Lessons.Create, Lessons.ListByIDs.
//
// A refusal is the vendor's envelope with status 0 and its code:
//
//	20001  applicationID is missing           30001  no such path, or one this server does not serve
//	20002  signMsg is missing                 30002  the path is served, but not by this method
//	20003  applicationID is unknown           40001  a parameter is missing
//	20004  the account is off: SetActive      40002  a parameter has another type
//	20005  signMsg cannot be opened           40003  a value or id that cannot be
//	50000  by injection only: Failure         40004  a second lesson of a mini-program course
//
// Where the document names an integer, its decimal form as a string is taken too, as the vendor's own samples send both. The
// times of the vendor are Beijing's. The server's clock decides how far a lesson is.
package weclassroomtest
