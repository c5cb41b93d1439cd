// Command agora creates a room, starts the class, makes a student's link, bans a user, lists the recordings and closes the room.
//
// It uses an embedded test server. To use your own project, set AGORA_APP_ID, AGORA_APP_CERTIFICATE and AGORA_REGION (cn, ap, eu
// or na), and if you need it AGORA_BASE_URL.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func main() {
	client, stop := connect()
	defer stop()
	if err := journey(context.Background(), client); err != nil {
		log.Fatal(err)
	}
}

// connect returns a client and a function that stops the test server. The client makes its own app tokens from the certificate.
func connect() (*agora.Client, func()) {
	appID := os.Getenv("AGORA_APP_ID")
	if appID == "" {
		srv := agoratest.NewServer()
		log.Print("AGORA_APP_ID is not set: using the embedded test server")
		return srv.Client(), srv.Close
	}
	opts := []classcloud.ClientOption{agora.WithRegion(agora.Region(os.Getenv("AGORA_REGION")))}
	if base := os.Getenv("AGORA_BASE_URL"); base != "" {
		opts = append(opts, classcloud.WithBaseURL(base))
	}
	client, err := agora.New(agora.Credentials{AppID: appID, Certificate: os.Getenv("AGORA_APP_CERTIFICATE")}, opts...)
	if err != nil {
		log.Fatal(err)
	}
	return client, func() {}
}

func journey(ctx context.Context, client *agora.Client) error {
	room := fmt.Sprintf("maths-%d", time.Now().Unix())
	err := client.Rooms.Create(ctx, &agora.CreateRoomRequest{
		RoomUUID: room, RoomName: "Maths", RoomType: new(agora.RoomTypeSmall), StartTime: time.Now().Add(time.Minute), Duration: time.Hour,
	})
	if err != nil {
		return err
	}
	if err := client.Rooms.Start(ctx, room); err != nil {
		return err
	}
	fmt.Println("room", room, "has started")

	// What the student's browser opens. The address holds the student's token, so it is not printed.
	link, err := client.LaunchURL(ctx, &agora.LaunchURLRequest{
		PageURL: "https://school.example/class", RoomUUID: room, RoomName: "Maths", RoomType: new(agora.RoomTypeSmall),
		UserUUID: "student-1", UserName: "Ming", Role: agora.RoleStudent, Language: "en", Lifetime: 2 * time.Hour,
	})
	if err != nil {
		return err
	}
	fmt.Println("the link for student-1 has", len(link), "bytes")

	err = client.Members.Kick(ctx, &agora.KickRequest{RoomUUID: room, UserUUID: "rowdy", Ban: &agora.Ban{Duration: 10 * time.Minute}})
	if errors.Is(err, agora.CodeUserNotFound) {
		fmt.Println("nobody to kick")
	} else if err != nil {
		return err
	}
	for recording, err := range client.Recordings.All(ctx, &agora.ListRecordingsRequest{RoomUUID: room}) {
		if err != nil {
			return err
		}
		fmt.Println("recording", recording.RecordID, recording.URL)
	}
	fmt.Println("closing")
	return client.Rooms.Close(ctx, room)
}
