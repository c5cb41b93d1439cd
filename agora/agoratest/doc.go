// Package agoratest is a server that behaves like the REST API of Agora's Flexible Classroom (灵动课堂). It is for tests, in the manner of
// net/http/httptest.
//
//	server := agoratest.NewServer()
//	defer server.Close()
//	client := server.Client() // or send requests to server.URL + "/cn/edu/apps/" + server.Credentials().AppID + "/v2/rooms/class-1"
//
// It keeps rooms, users, properties, widgets, recordings and events in memory and judges every request by Agora's document: the token,
// the ids, the parameters and the status of the room. It was written from the document and shares no code with the client.
//
// # Operations
//
// Inject, Respond and Requests use these names. P is /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}.
//
//	Rooms.Create                   POST   P
//	Rooms.Get                      GET    P
//	Rooms.SetStatus                 PUT    P/states/{state}           only state 0; the other states have names of their own:
//	Rooms.Start, End, Close        PUT    P/states/1, 2, 3
//	Rooms.SetProperties            PUT    P/properties
//	Rooms.DeleteProperties         DELETE P/properties
//	Members.Get                    GET    P/users/{userUuid}
//	Members.Kick                   POST   P/users/{userUuid}/exit
//	Members.SetProperties          PUT    P/users/{userUuid}/properties
//	Members.DeleteProperties       DELETE P/users/{userUuid}/properties
//	Widgets.Set                    PUT    P/widgets/{widgetUuid}
//	Widgets.Delete                 DELETE P/widgets/{widgetUuid}
//	Widgets.DeleteProperties       DELETE P/widgets/{widgetUuid}/extra
//	Widgets.SetUserProperties      PUT    P/widgets/{widgetUuid}/users/{userUuid}
//	Widgets.DeleteUserProperties   DELETE P/widgets/{widgetUuid}/users/{userUuid}
//	Widgets.ListEvents             GET    P/widgets/{widgetUuid}/sequences
//	Widgets.ListQuizEvents         GET    P/widgets/popupQuiz/sequences
//	Widgets.ListPollEvents         GET    P/widgets/poll/sequences
//	Groups.Start, Groups.Stop      PUT    P/groups/states/1, 0
//	Recordings.Start, Stop         PUT    P/records/states/1, 0
//	Recordings.Update              PATCH  P/records/states/1
//	Recordings.SetReady            PUT    P/records/ready
//	Recordings.List                GET    P/records
//	Events.List                    GET    P/sequences
//	Events.Poll                    GET    /{region}/edu/polling/apps/{appId}/v2/rooms/sequences
//
// A room lives in the region it was created in: cn, ap, eu or na, in upper or lower case. A path without a region means cn. In another
// region the room does not exist.
//
// # Events
//
// The server records the events that its calls and its clock cause: cmd 1 (the class), 20 (users in and out), 1001 (recordings) and 1110
// (widgets). Emit records any other event. Each event has the next number of its room. A room's list (Events.List) keeps all events until
// the room is destroyed. The stream (Events.Poll) returns each event once, to whoever asks first, within an hour; every region has a
// stream of its own. LoseEvents, DuplicateEvents and EraseEvents make the stream as bad as it can be.
//
// # Time
//
// Everything runs on the server's clock (WithClock, SetClock): the lifetime of tokens, the schedule of rooms (startTime → started,
// duration → ended, closeDelay → closed, an hour later → destroyed), bans, and the longest time of a page recording.
package agoratest
