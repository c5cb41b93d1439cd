// Package baijiayun drives the live classrooms of Baijiayun (百家云).
//
//	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: key})
//	room, err := client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{
//		Title: "英语语法在线", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture,
//	})
//
// Every call is a signed POST to the account's own domain. Times are sent as Beijing time, whatever the zone of a time.Time. Package
// classcloud describes errors; the vendor's own codes are [Code] values for errors.Is.
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
// Operations of the source "wider" are not in the vendor's live document, but in other documents of the vendor: 回放服务端API文档
// (dev.baijiayun.com/default/wiki/detail/6) and 点播服务端API接口文档 (dev.baijiayun.com/wiki/detail/4) among them. Those of the source "extra"
// are presumably in a later version of the live document. Where those documents are not public, the parameters are the ones that github.com/007gzs/baijiayun and
// github.com/a07061625/swooleyaf send, and the results are the fields that public code reads. A reply may have more fields than a
// result: classcloud.OnDrift reports them, and a result with a field Extra keeps them there.
//
// Package baijiayuntest has a server that behaves like the vendor's, for tests without an account.
package baijiayun
