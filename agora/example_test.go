package agora_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func Example() {
	srv := agoratest.NewServer() // stands in for the vendor
	defer srv.Close()

	client, err := agora.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL), agora.WithRegion(agora.RegionEU))
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	if err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "grammar-1", RoomName: "Grammar", RoomType: new(agora.RoomTypeSmall)}); err != nil {
		log.Fatal(err)
	}
	if err := client.Rooms.Start(ctx, "grammar-1"); err != nil {
		log.Fatal(err)
	}
	err = client.Rooms.Start(ctx, "grammar-1")
	fmt.Println(errors.Is(err, agora.CodeClassStarted), errors.Is(err, classcloud.FailedPrecondition))
	// Output: true true
}

func ExampleMembersService_Kick() {
	srv := agoratest.NewServer()
	defer srv.Close()
	client, ctx := srv.Client(), context.Background()
	if err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "r", RoomName: "R", RoomType: new(agora.RoomTypeSmall)}); err != nil {
		log.Fatal(err)
	}
	if err := srv.AddStudents("r", "student-1"); err != nil {
		log.Fatal(err)
	}

	err := client.Members.Kick(ctx, &agora.KickRequest{RoomUUID: "r", UserUUID: "student-1", Ban: &agora.Ban{Duration: 10 * time.Minute}})
	fmt.Println(err, srv.Banned("r", "student-1"))
	// Output: <nil> true
}
