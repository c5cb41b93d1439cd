// Command baijiayun creates a room, renames it, uploads a document, lists all rooms and deletes the room.
//
// It uses an embedded test server. To use your own account, set BAIJIAYUN_DOMAIN, BAIJIAYUN_PARTNER_ID and BAIJIAYUN_PARTNER_KEY,
// and if you need it BAIJIAYUN_BASE_URL.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func main() {
	client, stop := connect()
	defer stop()
	if err := journey(context.Background(), client); err != nil {
		log.Fatal(err)
	}
}

// connect returns a client and a function that stops the test server.
func connect() (*baijiayun.Client, func()) {
	key := os.Getenv("BAIJIAYUN_PARTNER_KEY")
	if key == "" {
		srv := baijiayuntest.NewServer()
		log.Print("BAIJIAYUN_PARTNER_KEY is not set: using the embedded test server")
		return srv.Client(), srv.Close
	}
	id, err := strconv.ParseInt(os.Getenv("BAIJIAYUN_PARTNER_ID"), 10, 64)
	if err != nil {
		log.Fatal("BAIJIAYUN_PARTNER_ID: ", err)
	}
	var opts []classcloud.ClientOption
	if base := os.Getenv("BAIJIAYUN_BASE_URL"); base != "" {
		opts = append(opts, classcloud.WithBaseURL(base))
	}
	client, err := baijiayun.New(baijiayun.Credentials{Domain: os.Getenv("BAIJIAYUN_DOMAIN"), PartnerID: id, PartnerKey: key}, opts...)
	if err != nil {
		log.Fatal(err)
	}
	return client, func() {}
}

func journey(ctx context.Context, client *baijiayun.Client) error {
	start := time.Now().Add(time.Hour)
	room, err := client.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{
		Title: "英语语法在线", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture,
	})
	if classcloud.MaybeApplied(err) {
		return fmt.Errorf("the room may exist: look with Rooms.Find before creating it again: %w", err)
	}
	if err != nil {
		return err
	}
	fmt.Println("room", room.RoomID, "teacher enters with", room.TeacherCode)

	if err := client.Rooms.Update(ctx, &baijiayun.UpdateRoomRequest{RoomID: room.RoomID, Title: new("英语语法在线 (2)")}); err != nil {
		return err
	}
	slides := &classcloud.File{Name: "slides.pdf", Content: strings.NewReader("%PDF-1.4 …")}
	document, err := client.Documents.Upload(ctx, &baijiayun.UploadDocumentRequest{RoomID: room.RoomID, File: slides})
	if err != nil {
		return err
	}
	fmt.Println("document", document.FID)

	for listed, err := range client.Rooms.All(ctx, nil) {
		if err != nil {
			return err
		}
		fmt.Println("listed", listed.RoomID, listed.Title, listed.StartTime.Format(time.DateTime))
	}
	if err := client.Rooms.Delete(ctx, room.RoomID); err != nil {
		return err
	}
	_, err = client.Rooms.Get(ctx, room.RoomID)
	fmt.Println("gone:", errors.Is(err, classcloud.NotFound), errors.Is(err, baijiayun.CodeRoomDeleted))
	return nil
}
