// Package aui drives the interactive classroom AppServer of Alibaba Cloud's AUI Kits, a server that each team runs itself.
//
//	client, err := aui.New(aui.Credentials{Username: "teacher", Password: password}, classcloud.WithBaseURL("https://class.example.com"))
//	class, err := client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1"})
//
// The base URL has no default. The client logs in by itself, once for all goroutines, and again when the server refuses the
// token. It reads the replies of every published server version and needs no setting for that; WithV2 calls the second version of
// the two endpoints that have one.
//
// The AppServer keeps some JSON as text inside a string. It stays text in the results; Class.Board, Class.Meeting,
// Class.DecodeExtends, ClassDocument.DecodeData and Permit.Decode read it.
//
// The AppServer answers HTTP 200 with the code "500" to almost every request it does not accept, from a wrong type to a class that
// does not exist. Such an error is of kind classcloud.Internal; classcloud.MaybeApplied reports true for it when the call was a
// write.
//
// A result is what the reply holds. A status that it lacks is -1; a row that cannot be read is left out and stands in the Rows of the
// error beside the others; what a request asked for and the reply does not show is a warning, which classcloud.OnWarning reports and
// classcloud.WithStrictWarnings makes an error. Fields that nothing depends on, such as the end of a login or the count of viewers,
// never fail a call.
//
// HTTP 401, and 403 without an envelope, refuse the token: the client logs in again, at most once for a call. HTTP 403 with an envelope
// refuses the action.
//
// Package auitest is a test server that behaves like the AppServer.
package aui
