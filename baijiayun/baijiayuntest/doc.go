// Package baijiayuntest is a test server that behaves like Baijiayun's live cloud (百家云直播), in the manner of
// net/http/httptest:
//
//	srv := baijiayuntest.NewServer()
//	defer srv.Close()
//	client := srv.Client() // or any HTTP client at srv.URL + "/openapi/…", signing with srv.Credentials()
//
// It listens on the loopback alone and keeps everything in memory. It is written from the vendor's document and shares no
// code with package baijiayun, so that a mistake of the client is not repeated here.
//
// # Served
//
// All 57 endpoints of the document, and of the vendor's other documents live/startClass, live/stopClass, playback/getList,
// playback/getPlayerToken and video/getPlayerToken; Operations lists their names. All take POST with an urlencoded or multipart
// body; where the document has GET as well, so do we. These have a state:
//
//	rooms         made, changed, deleted, listed; class is on by schedule until Rooms.Start or Rooms.Stop     Rooms, AddRoom, SetPresence
//	join codes    one per room and user, the public one for user 0; those of groups                           JoinCodes, AddJoinCode
//	documents     uploaded, bound to rooms, removed from them                                                 Documents, Bindings, AddDocument
//	messages      what is sent is exported, for two weeks                                                     Messages, AddMessages
//	attendance    selected and paged; 100,000 rows are no trouble                                             AddAttendance
//	playbacks     made by Recordings.CreatePlayback                                                           Playbacks, AddPlayback, SetPlaybackStatus, AddVideo
//	a room's notice, spots and bound evaluation                                                               Rooms
//	the partner key and the callback URL                                                                      Credentials
//
// Every other report answers the document's example, about the room asked for, until [Server.AddRows] gives it rows:
//
//	srv.Seed("Reports.ListLikes", room.RoomID, `[{"user_number":7,"user_name":"张三","count":3}]`)
//
// Every answer has HTTP status 200; a failure is the envelope's code:
//
//	1     no such document, quiz, attention check, template, playback or video: the vendor has no code for these
//	404   no such path, or not with this method
//	1001  a parameter is missing, of the wrong type or out of its documented range: msg names all of them
//	1002  the signature is wrong
//	2001  no such partner_id
//	2002  the secret_key is wrong
//	3001  no such room
//	3002  the room is deleted
//	4001  an upload without a file in "attachment", or with an extension that is not documented
//
// The signature must cover every parameter sent except sign and files. The calls for the partner key go without one, for they are
// how a key is had; the secret_key lets them in. Any timestamp in seconds will do, since the vendor documents no window; [WithTimestampWindow] sets one.
// Parameters that the document does not know are signed and ignored. The pictures of a room and the ids of what a mock live plays
// are taken as given, and no room is asked whether it has groups or is pushed. Limits of calls per time are not kept. Codes that
// depend on the vendor's contract with its customer (2002, 2003) come by Respond:
//
//	srv.Respond("Rooms.Create", `{"code":2003,"data":null,"msg":"直播账号未开或服务停止"}`)
//
// # Callbacks
//
// [Server.SendCallback] posts what the vendor would: the start and end of class, users coming and going, playbacks, the question
// whether somebody may come in. It signs them, and tries again by the vendor's schedule without waiting:
//
//	delivery := srv.SendCallback(handler.URL, baijiayuntest.ClassEvent{RoomID: id, Op: baijiayuntest.ClassStart, OpTime: srv.Now()})
//
// # Dialects
//
// The vendor's PHP and its document disagree about how replies look; [WithDialect] chooses.
package baijiayuntest
