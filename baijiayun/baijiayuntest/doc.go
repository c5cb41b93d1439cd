// Package baijiayuntest has a test server that behaves like Baijiayun's live cloud (百家云直播), in the manner of net/http/httptest:
//
//	srv := baijiayuntest.NewServer()
//	defer srv.Close()
//	client := srv.Client() // or any HTTP client at srv.URL + "/openapi/…", signing with srv.Credentials()
//
// The server listens on the loopback only and keeps everything in memory. It is written from the vendor's document and does not share
// code with package baijiayun, so a mistake of the client is not repeated here.
//
// # Operations
//
// The server has all 57 endpoints of the document, and every endpoint of the vendor's other documents that package baijiayun has, those of
// https://hudong.baijiayun.com (interact_info/…, interact_data/…, teacher/…) included. Server.Operations lists their names. All accept POST
// with an urlencoded or multipart body; those that have GET in the document accept GET too. The server keeps the state of these:
//
//	rooms         created, changed, deleted and listed; on by schedule until Rooms.Start or Rooms.Stop    Rooms, AddRoom, SetPresence
//	join codes    one per room and user, a public one for user 0, and those of groups                     JoinCodes, AddJoinCode
//	documents     uploaded, added to rooms and removed from rooms                                         Documents, Bindings, AddDocument
//	messages      sent and exported, kept for two weeks                                                   Messages, AddMessages
//	attendance    selected and paged; 100,000 rows are fast                                               AddAttendance, Enter, Leave
//	playbacks     created by Recordings.CreatePlayback; renamed, shown, cut, replaced, deleted            Playbacks, AddPlayback, SetPlaybackStatus
//	rosters       the classes of double-teacher classrooms with their people                              ClassRosters
//	teachers      of double-teacher classrooms                                                            Teachers
//	videos        listed, changed and deleted, with their files and categories                            Videos, AddVideo, SetVideoStatus, VideoCategories, AddVideoCategory
//	views         of videos and playbacks, from which their reports and the traffic are made              AddViews
//	the notice, the spots and the evaluation form of a room                                               Rooms
//	notices       of the account and of its rooms                                                         Notices, RoomNotices, AddNotice
//	tests         the templates of the account and of its rooms                                           QuizTemplates, RoomQuizTemplates, AddQuizTemplate
//	words         the account's sensitive words                                                           SensitiveWords, AddSensitiveWord
//	settings      watermark, marquee and limit of red packets, by product line                            Watermark, Marquee, RedPacketLimit
//	sub-accounts  created, changed, listed and stopped                                                    SubAccounts, AddSubAccount
//	the partner key and the callback URLs                                                                 Credentials, InteractionURL
//
// Every other report answers the document's example about the room in the request, until [Server.AddRows] adds rows:
//
//	srv.AddRows("Reports.ListLikes", room.RoomID, `[{"user_number":7,"user_name":"张三","count":3}]`)
//
// No source shows what the vendor answers about notices, tests, words, settings and sub-accounts. The server writes a list with its total, a
// create with the id, and members under the names of the parameters that set them; [WithBareReplies] has it write the other forms. A call
// about many ids is refused as a whole, with 1, when one of them does not exist. Usage.ListSmallClassUserCosts says only that its reply is not
// known: set one with [Server.Respond].
//
// Every answer has the HTTP status 200. A failure is the envelope's code:
//
//	1     the document, quiz, attention check, form, playback, category, class or teacher does not exist: no code is known for these
//	404   the path does not exist, or not with this method
//	1001  a parameter is missing, has the wrong type or is out of its documented range: msg names all of them
//	1002  the signature is wrong
//	2001  the partner_id does not exist, or a sub-account does not
//	2002  the secret_key is wrong
//	3001  the room does not exist
//	3002  the room is deleted
//	4001  an upload does not have a file in "attachment", or the file's extension is not documented
//	5002  the video does not exist, which is known from a program in production
//
// The signature must cover every parameter that is sent, except sign and files. The calls for the partner key may be unsigned, because they
// are how a program gets the key; the secret_key authenticates them. Any timestamp in seconds is accepted, because the vendor does not
// document a window; [WithTimestampWindow] sets one. Parameters that the document does not have must be signed too, and are ignored.
//
// An optional parameter that is empty is absent, as in PHP, except for texts and forbidden_end_types, which it clears; an empty notice takes
// the notice away, which is a guess. [Server.Lie] has the server give smaller pages, leave out rows, or answer under another HTTP status.
//
// No public source shows what Interactions, Teachers.List, ClassRosters.Get and Reports.GetCheckIn, GetPopupQuiz and GetRedPacket answer, nor
// Playbacks.ListSessions, ListCrops, GetPDFURL and ListPDFURLs: the server invents their replies (replies/README.md says how), and [WithBareReplies]
// plays another form. That Playbacks.Delete without a version deletes all versions, and that a roster is saved as a whole, are guesses.
//
// The server does not check the pictures of a room or the ids of what a mock live class plays, does not ask whether a room has groups or is
// pushed, and does not limit calls per time. Codes that depend on the vendor's contract with its customer (2002, 2003) are set with
// Server.Respond:
//
//	srv.Respond("Rooms.Create", `{"code":2003,"data":null,"msg":"直播账号未开或服务停止"}`)
//
// # Callbacks
//
// [Server.SendCallback] posts what the vendor would post: the start and end of a class, users who enter and leave, playbacks
// and videos, and the question whether somebody may enter. It signs them, and repeats them by the vendor's schedule without waiting:
//
//	delivery := srv.SendCallback(handler.URL, baijiayuntest.ClassEvent{RoomID: id, Op: baijiayuntest.ClassOpStart, Time: srv.Now()})
//
// Who enters and leaves, [Server.VisitEvents] tells:
//
//	srv.Enter(id, baijiayuntest.Visitor{UserNumber: 7, UserName: "An"})
//	delivery := srv.SendCallback(handler.URL, srv.VisitEvents(id))
//
// # Uploads
//
// The server is the host that takes the files of videos, too: at the addresses that Videos.CreateUpload and Videos.GetUpload give, in parts or
// as a whole, as public programs send them. [Server.Uploads] tells what arrived. [Server.InjectUpload] breaks a part off, loses its answer or
// refuses it; [WithWholeUploadParts], [WithStrictUploadParts] and [WithUploadLifetime] choose between readings of what nobody knows:
//
//	srv.InjectUpload(baijiayuntest.UploadFault{Skip: 2, After: 1000}) // the third part breaks off after 1,000 bytes
//
// A video whose file is complete is being transcoded until [Server.SetVideoStatus] says otherwise; [Server.TranscodeEvent] is the callback
// that tells of it.
//
// # Dialects
//
// The vendor's PHP and its document disagree about how replies look; [WithDialect] chooses. Where no public program shows a reply of the
// operations of videos, [WithOtherVideoReplies] plays the other reading.
package baijiayuntest
