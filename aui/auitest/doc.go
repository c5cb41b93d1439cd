// Package auitest is a test server that behaves like the AppServer of Alibaba Cloud's AUI Kits interactive classroom: a
// real HTTP server on the loopback, in the manner of net/http/httptest, with its state in memory.
//
//	srv := auitest.NewServer()
//	defer srv.Close()
//	client := srv.Client()
//
// It is written from the vendor's documents and from what its published server does, never from package aui, so that one
// mistake cannot be made twice. What it keeps to:
//
//   - Tokens are HS256 JWTs {sub, iat, exp} of seven days on the server's clock. A missing, foreign or expired one is HTTP
//     403 with an empty body; the header must begin with "Bearer", the blank after it is optional.
//   - Everything else is HTTP 200, and "success" tells: errorCode "401" for a wrong password, "404" for a class get does
//     not know, "500" with data {code, msg} for a missing or blank field, and the bare "500" for everything the real
//     server has no words for: malformed JSON, a wrong type, a Content-Type that is not JSON, a class start and stop do not know,
//     a caller who is not the teacher, a document that is not there. A value that is none of those there are is "401" as well.
//     joinClass and leaveClass refuse with a reason in data and no code at all. A path it does not know is Spring's 404.
//   - Operations answer to every HTTP method, and unknown keys are ignored. Numbers are taken for texts and texts of digits
//     for numbers.
//   - Any token may act as any user. Times are "2006/01/02 15:04:05" in +08:00; boards, meetingInfo and extends are JSON
//     in a text; what is absent is omitted and never null.
//
// All 24 documented operations are served, and what they do is kept: classes are preparing, in class or ended; members
// join, leave and are kicked, for ever; an assistant needs a permit; co-streaming is updated in part; documents come and
// go. A test seeds that with AddClass, AddMember and AddDocument and looks at it with Class, Members, Banned, Permit and
// Documents.
//
// The published server has changed over the years: WithDialect chooses among three of its versions, and version 2 of token
// and create (/api/v2/class/) is there in the newest. Two things that surprise front ends are in all of them: an empty page
// of list is errorCode "500", and a class that cannot be looked up (Class.Broken) is null in it.
package auitest
