// Package classcloud holds what the packages of all five classroom clouds share: errors, outcomes, operations, options, limits
// and observation. A program imports this package and that of its vendor: agora (Flexible Classroom), aui (Alibaba's AppServer),
// baijiayun (百家云), classin or weclassroom (直播云).
//
//	client, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: key})
//	room, err := client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: "英语语法在线", StartTime: start, EndTime: end})
//	switch {
//	case errors.Is(err, classcloud.InvalidArgument): // the same name for all five vendors
//	case errors.Is(err, baijiayun.CodeSignature):    // the vendor's own code
//	case classcloud.MaybeApplied(err):               // it may exist: look before repeating
//	}
//
// Every failed call returns an *[Error]; New, With and options return plain errors, which a program meets when it starts. Its [Kind] says what went wrong, in gRPC's words. Its [Outcome] says whether the vendor may have
// carried the operation out all the same. A request that may have reached the vendor is sent again only if that is safe; see
// [Effect].
//
// A [CallOption] may be given to one call or to a whole client. A [ClientOption] may be given only to New and With.
package classcloud
