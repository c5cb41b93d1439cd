// Package baijiayun drives the live classrooms of Baijiayun (百家云).
//
//	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: key})
//	room, err := client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{
//		Title: "英语语法在线", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture,
//	})
//
// Every call is a signed POST to the account's own domain; what belongs to double-teacher classrooms ([InteractionsService],
// [ClassRostersService], [TeachersService], and Callbacks.SetInteractionURL) goes to https://hudong.baijiayun.com. A base URL of the client's
// own (classcloud.WithBaseURL) serves all of it. Times are sent as Beijing time, whatever the zone of a time.Time. Package classcloud
// describes errors; the vendor's own codes are [Code] values for errors.Is.
//
// [CallbackHandler] and [AccessKeyHandler] receive what the vendor sends to your server; [ParseClassCallback], [ParseUserCallback],
// [ParsePlaybackCallback] and [ParseAccessRequest] read a form that was received already. [Client.EnterURL], [Client.QuickEnterURL],
// [Client.PrepareURL], [Client.PlaybackURL] and [Client.VideoURL] make the links that users open; they do not call the vendor.
//
// Results hold what the reply says. An enum that the reply does not hold, or not as a number, is -1, which has no name; a total that it does
// not hold is -1. A row that cannot be read, or lacks the id or the number that it is about, is left out and stands in the Rows of the
// DataLoss error beside the others. An empty reply is an empty list, or NotFound for a single thing. [CodeGeneral] stands for every error
// without a code of its own, so a write that answers with it may have been applied.
//
// Operations of the source "wider" come from other documents of the vendor: 回放服务端API文档 (dev.baijiayun.com/default/wiki/detail/6),
// 点播服务端API接口文档 (dev.baijiayun.com/wiki/detail/4), 双师课堂创建互动成员接口 (dev.baijiacloud.com/default/wiki/detail/74), and presumably a later
// version of the live document; those of the source "extra" only programs in production are known to call. Where a document is not public, the
// parameters are the ones that github.com/007gzs/baijiayun and github.com/a07061625/swooleyaf send, and the results are the fields that
// public code reads. A reply may have more fields than a result: classcloud.OnDrift reports them.
//
// Some replies no public source shows. Their results keep what arrives in Extra: the members of an object, and under "data" what is not one. Their
// lists are looked for where the vendor's other lists stand (list, beside total), as the reply's data itself, and as the only list in it; the
// methods' comments say which these are.
//
// Package baijiayuntest has a server that behaves like the vendor's, for tests without an account.
package baijiayun
