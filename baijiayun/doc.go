// Package baijiayun drives the live classrooms of Baijiayun (百家云).
//
//	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: key})
//	room, err := client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{
//		Title: "英语语法在线", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture,
//	})
//
// Every call is a signed POST to the account's own domain; times are Beijing's whatever zone a time.Time is in. Errors are
// described in package classcloud; the vendor's own codes are [Code] values for errors.Is.
//
// What the vendor sends to a server of yours is read by [CallbackHandler] and [AccessKeyHandler], or by [ParseClassCallback] and its
// like; links that users open are made by [Client.EnterURL], [Client.PlaybackURL] and their like, without a call.
//
// What the live document does not have comes from other documents of the vendor: 回放服务端API文档
// (dev.baijiayun.com/default/wiki/detail/6), 点播服务端API接口文档 (dev.baijiayun.com/wiki/detail/4), and presumably a later version of
// the live document. Where no copy of them is public, the parameters are those that github.com/007gzs/baijiayun and
// github.com/a07061625/swooleyaf send, and the results what public code reads. A reply may hold more than a result has: see
// classcloud.OnDrift.
//
// Package baijiayuntest is a server that behaves like the vendor's, for tests without an account.
package baijiayun
