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
// Package auitest is a test server that behaves like the AppServer.
package aui
