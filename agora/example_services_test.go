package agora_test

import (
	"context"
	"fmt"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

// demo is a test server, which stands in for the vendor, and a client of it.
func demo() (*agoratest.Server, *agora.Client, context.Context) {
	srv := agoratest.NewServer()
	return srv, srv.Client(), context.Background()
}

// A page recording is started, looked for in the list, and stopped.
func ExampleRecordingsService_Start() {
	srv, client, ctx := demo()
	defer srv.Close()
	if err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "math-7", RoomName: "Maths", RoomType: new(agora.RoomTypeSmall)}); err != nil {
		fmt.Println(err)
		return
	}
	if err := client.Rooms.Start(ctx, "math-7"); err != nil {
		fmt.Println(err)
		return
	}
	_, err := client.Recordings.Start(ctx, &agora.StartRecordingRequest{
		RoomUUID: "math-7", Mode: agora.RecordingModeWeb, Web: &agora.WebRecording{RootURL: "https://school.example/record"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = client.Recordings.Stop(ctx, "math-7")
	fmt.Println(err)
	for recording, err := range client.Recordings.All(ctx, &agora.ListRecordingsRequest{RoomUUID: "math-7"}) {
		fmt.Println(recording.Status, err)
	}
	// Output:
	// <nil>
	// Ended <nil>
}

// What happened in one room. An EventPoller reads those of all rooms.
func ExampleEventsService_All() {
	srv, client, ctx := demo()
	defer srv.Close()
	if err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "math-7", RoomName: "Maths", RoomType: new(agora.RoomTypeSmall)}); err != nil {
		fmt.Println(err)
		return
	}
	if err := client.Rooms.Start(ctx, "math-7"); err != nil {
		fmt.Println(err)
		return
	}
	for event, err := range client.Events.All(ctx, &agora.ListEventsRequest{RoomUUID: "math-7"}) {
		if changed, ok := event.Data.(*agora.RoomStatusChanged); ok {
			fmt.Println(event.Sequence, changed.Status, err)
		}
	}
	// Output: 1 Started <nil>
}

// A room is split into breakout rooms, and put together again.
func ExampleGroupsService_Start() {
	srv, client, ctx := demo()
	defer srv.Close()
	if err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "math-7", RoomName: "Maths", RoomType: new(agora.RoomTypeSmall)}); err != nil {
		fmt.Println(err)
		return
	}
	if err := srv.AddStudents("math-7", "li", "wang"); err != nil {
		fmt.Println(err)
		return
	}
	err := client.Groups.Start(ctx, &agora.StartGroupsRequest{RoomUUID: "math-7", Groups: []agora.RoomGroup{
		{GroupName: "Red", Users: []agora.GroupUser{{UserUUID: "li"}}}, {GroupName: "Blue", Users: []agora.GroupUser{{UserUUID: "wang"}}},
	}})
	fmt.Println(err, client.Groups.Stop(ctx, "math-7"))
	// Output: <nil> <nil>
}

// roomGetter is the interface that announce needs: it is declared where it is used, with the one method that is used.
type roomGetter interface {
	Get(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) (*agora.Room, error)
}

func announce(ctx context.Context, from roomGetter, roomUUID string) (string, error) {
	found, err := from.Get(ctx, roomUUID)
	if err != nil {
		return "", err
	}
	return "Now: " + found.RoomName, nil
}

// roomGetterFunc is a roomGetter for tests.
type roomGetterFunc func(roomUUID string) (*agora.Room, error)

func (f roomGetterFunc) Get(_ context.Context, roomUUID string, _ ...classcloud.CallOption) (*agora.Room, error) {
	return f(roomUUID)
}

// Code that calls one method is tested without a server.
func Example_mocking() {
	text, err := announce(context.Background(), roomGetterFunc(func(roomUUID string) (*agora.Room, error) {
		return &agora.Room{RoomUUID: roomUUID, RoomName: "Maths"}, nil
	}), "math-7")
	fmt.Println(text, err)

	var gone roomGetterFunc = func(roomUUID string) (*agora.Room, error) {
		return nil, &classcloud.Error{Vendor: "agora", Operation: "Rooms.Get", Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied}
	}
	_, err = announce(context.Background(), gone, "math-7")
	fmt.Println(err)

	var _ roomGetter = new(agora.RoomsService) // the real one
	// Output:
	// Now: Maths <nil>
	// agora Rooms.Get: NotFound
}
