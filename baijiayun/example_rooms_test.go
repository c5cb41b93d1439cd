package baijiayun_test

import (
	"context"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// The reply of a create gets lost. Whether the room was made is looked for by what was sent, before it would be made twice.
func ExampleRoomsService_Find() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	client := srv.Client()
	srv.Inject("Rooms.Create", baijiayuntest.Fault{Apply: true, Reset: true})

	ctx := context.Background()
	start := time.Now().Add(24 * time.Hour)
	in := &baijiayun.CreateRoomRequest{Title: "英语语法在线", StartTime: start, EndTime: start.Add(time.Hour)}
	_, err := client.Rooms.Create(ctx, in)
	if !classcloud.MaybeApplied(err) {
		return
	}
	found, err := client.Rooms.Find(ctx, &baijiayun.FindRoomRequest{Title: in.Title, StartTime: in.StartTime, EndTime: in.EndTime})
	switch {
	case err != nil:
		fmt.Println("nothing is proven:", err)
	case len(found) == 0:
		fmt.Println("it was not made: create it again, best after a second look")
	case len(found) == 1:
		fmt.Println("it was made:", found[0].RoomID == srv.Rooms()[0].RoomID)
	default:
		fmt.Println("there are several: somebody must decide")
	}
	// Output: it was made: true
}
