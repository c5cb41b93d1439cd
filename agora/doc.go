// Package agora is a client of Agora Flexible Classroom (灵动课堂). It drives rooms, members, recordings, events, widgets and breakout
// rooms, and makes the access tokens that clients and servers need.
//
//	client, err := agora.New(agora.Credentials{AppID: appID, Certificate: certificate}, agora.WithRegion(agora.RegionCN))
//	err = client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "math-7", RoomName: "Maths", RoomType: new(agora.RoomTypeSmall)})
//
// A client with the project's certificate makes the app tokens for its calls itself. Its [Tokens] makes those with which users enter rooms,
// and [Client.LaunchURL] the address of a page that enters one. An error holds Agora's code as a [Code] for errors.Is.
//
// An [Event] with typed data tells what happened in a room. [EventsService.List] reads the events of one room. An [EventPoller] reads
// those of all rooms: it polls Agora's stream, fills gaps from the rooms' lists, and continues after a restart where it stopped.
//
// What Agora has taken out of its documents, such as the public resources under v1, has no method: [Client.Do] reaches it.
//
// Package agoratest is a server that behaves like Agora's, for tests without an account.
package agora
