// Package aui drives the interactive classroom AppServer of Alibaba Cloud's AUI Kits, a server each team runs itself.
//
//	client, err := aui.New(aui.Credentials{Username: "teacher", Password: password}, classcloud.WithBaseURL("https://class.example.com"))
//	class, err := client.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1"})
//
// There is no default base URL. The client logs in by itself, once for all goroutines, and again when the server refuses the
// token. It reads every published server version's dialect without being told which it talks to; WithV2 asks for the second
// version of the two endpoints that have one.
//
// What the AppServer keeps as JSON inside a string stays text in the results; Class.Board, Class.Meeting, Class.DecodeExtends,
// ClassDocument.DecodeData and Permit.Decode read it.
//
// The AppServer answers HTTP 200 and the code "500" to almost everything it does not like, from a wrong type to a class that
// does not exist; such an error says Internal, and for a write that it may have been applied.
//
// Package auitest is a server that behaves like it, for tests without one.
package aui
