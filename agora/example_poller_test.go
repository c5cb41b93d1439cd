package agora_test

import (
	"context"
	"fmt"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

// An EventPoller that keeps its progress in memory. The module examples/agorastore keeps it in a SQL database, in the handler's own
// transaction.
func ExampleEventPoller() {
	srv := agoratest.NewServer()
	defer srv.Close()
	client := srv.Client()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "math-1", RoomName: "Mathematics", RoomType: new(agora.RoomTypeLecture)}); err != nil {
		fmt.Println(err)
	}
	if err := client.Rooms.Start(ctx, "math-1"); err != nil {
		fmt.Println(err)
	}
	poller := &agora.EventPoller{
		Client: client,
		Store:  agora.NewMemoryEventStore(),
		Handle: func(_ context.Context, d agora.Delivery) error {
			if changed, ok := d.Event.Data.(*agora.RoomStatusChanged); ok {
				fmt.Println(d.Event.RoomUUID, d.Event.Sequence, changed.Status)
			}
			return nil
		},
		Lost: func(_ context.Context, l agora.LostEvents) error { fmt.Println(l); return nil },
		Lag: func(_ context.Context, l agora.EventLag) {
			if l.Events == 0 { // everything was handed over
				cancel()
			}
		},
	}
	fmt.Println(poller.Run(ctx))
	// Output:
	// math-1 1 Started
	// context canceled
}
