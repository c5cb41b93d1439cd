// Package baijiayuntest is a test server that behaves like Baijiayun's live cloud (百家云直播), in the manner of
// net/http/httptest:
//
//	srv := baijiayuntest.NewServer()
//	defer srv.Close()
//	client := srv.Client() // or any HTTP client at srv.URL + "/openapi/…", signing with srv.Credentials()
//
// It listens on the loopback alone and keeps its rooms and documents in memory. It is written from the vendor's document
// and shares no code with package baijiayun, so that a mistake of the client is not repeated here.
//
// Served, all POST with an urlencoded or multipart body:
//
//	Rooms.Create      /openapi/room/create
//	Rooms.Update      /openapi/room/update
//	Rooms.Delete      /openapi/room/delete
//	Rooms.Get         /openapi/room/info
//	Rooms.List        /openapi/room/list
//	Documents.Upload  /openapi/doc/uploadDoc
//
// Every answer has HTTP status 200; a failure is the envelope's code:
//
//	404   no such path, or not with this method
//	1001  a parameter is missing, of the wrong type or out of its documented range: msg names all of them
//	1002  the signature is wrong
//	2001  no such partner_id
//	3001  no such room
//	3002  the room is deleted
//	4001  an upload without a file in "attachment", or with an extension that is not documented
//
// The signature must cover every parameter sent except sign and files. Any timestamp in seconds will do, since the vendor
// documents no window; [WithTimestampWindow] sets one. Parameters that the document does not know are signed and ignored.
// The pictures of a room and the ids of what a mock live plays are taken as given. Codes that depend on the vendor's
// contract with its customer (2002, 2003) come by Respond:
//
//	srv.Respond("Rooms.Create", `{"code":2003,"data":null,"msg":"直播账号未开或服务停止"}`)
package baijiayuntest
