// Package agora drives Agora Flexible Classroom (灵动课堂): its rooms, members, recordings and events, and makes the access
// tokens that clients and servers need.
//
//	client, err := agora.New(agora.Credentials{AppID: appID, Certificate: certificate}, agora.WithRegion(agora.RegionCN))
//	err = client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "math-7", RoomName: "Maths", RoomType: new(agora.RoomTypeSmall)})
//
// A client with the project's certificate signs its calls with app tokens of its own making; [TokenBuilder] makes the tokens that
// users enter rooms with. Failures carry Agora's code as a [Code] for errors.Is.
//
// What happens in rooms comes as an [Event] with typed data: from one room's list, with [EventsService.List], or from all rooms at once
// with an [EventPoller], which polls Agora's stream, fills what the stream lost from the rooms' lists, and goes on after a restart where
// it stopped.
//
// Package agoratest is a server that behaves like Agora's, for tests without an account.
package agora
