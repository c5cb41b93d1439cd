// Package auitest is a test server that behaves like the AppServer of Alibaba Cloud's AUI Kits interactive classroom. It is a real HTTP
// server on the loopback, like net/http/httptest, and keeps its state in memory.
//
//	srv := auitest.NewServer()
//	defer srv.Close()
//	client := srv.Client()
//
// It is written from the vendor's documents and from the behaviour of the published servers, never from package aui, so that one
// mistake cannot be made twice. Its rules:
//
//   - Tokens are HS256 JWTs {sub, iat, exp} that are valid for seven days on the server's clock. A missing, foreign or expired token
//     is HTTP 403 with an empty body. The header must begin with "Bearer"; the blank after it is optional.
//   - Every other reply is HTTP 200 with a member "success". A failure has an errorCode: "401" for a wrong password and for a value
//     that is not allowed; "404" when get does not know the class; "500" with data {code, msg} for a missing or blank parameter; and
//     "500" alone for everything else: malformed JSON, a wrong type, a Content-Type that is not JSON, start or stop of an unknown
//     class, a caller who is not the teacher, a document that does not exist. joinClass and leaveClass refuse with a reason in data
//     and without a code. An unknown path is Spring's 404.
//   - Operations accept every HTTP method and ignore unknown keys. A text parameter may be a number, and a number parameter may be a
//     text of digits.
//   - Any token may act as any user. Times are "2006/01/02 15:04:05" in +08:00. boards, meetingInfo and extends are JSON in a text.
//     An absent value is omitted, never null.
//
// The server has all 24 documented operations and keeps what they change. Classes are started, paused and ended; members join and
// leave, and a kick is for ever; an assistant needs a permit; co-streaming is updated in part; documents are added and removed. A test
// fills the server with AddClass, AddMember and AddDocument, and reads it with Classes, Class, Members, Banned, Permit and Documents.
//
// The published server has changed over the years. WithDialect chooses one of three versions; the newest also has version 2 of token
// and create (/api/v2/class/). Two things that surprise front ends are the same in all versions: an empty page of list is
// errorCode "500", and a class that the server cannot look up (Class.Broken) is null in a list.
package auitest
