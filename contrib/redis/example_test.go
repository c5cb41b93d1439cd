package classcloudredis_test

import (
	"context"
	"log"
	"net/http"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	classcloudredis "github.com/go-classcloud/classcloud/contrib/redis"
)

// The servers of a fleet keep Baijiayun's limits together, and handle each callback once.
func Example() {
	client := redis.NewClient(&redis.Options{Addr: "localhost:6379"})
	failed := func(_ context.Context, err error) { log.Print(err) }
	credentials := baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: "invented"}

	_, err := baijiayun.New(credentials, classcloud.WithLimiter(
		classcloudredis.NewLimiter(client, baijiayun.Limits(), classcloudredis.LimiterConfig{Failed: failed})))
	if err != nil {
		log.Fatal(err)
	}
	http.Handle("/baijiayun", baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		Class:      func(context.Context, *baijiayun.ClassCallback) error { return nil },
		Other:      func(context.Context, baijiayun.Form) error { return nil },
		Failed:     failed,
		Deliveries: classcloudredis.NewDeliveries(client, 0),
	}, credentials.PartnerKey))
}

// The workers of a fleet ensure rooms, each of which is made once. Their Redis keeps what it has acknowledged.
func ExampleNewJournal() {
	client := redis.NewClient(&redis.Options{Addr: "localhost:6379"})
	baijiayunClient, err := baijiayun.New(baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: "invented"})
	if err != nil {
		log.Fatal(err)
	}
	start := time.Date(2026, 3, 2, 16, 0, 0, 0, time.UTC)
	room, err := baijiayunClient.Rooms.Ensure(context.Background(), &baijiayun.EnsureRoomRequest{
		Journal: classcloudredis.NewJournal(client, 0), Key: "lesson 17",
		Room: baijiayun.CreateRoomRequest{Title: "Mathematics", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture},
	})
	if err != nil {
		log.Fatal(err)
	}
	log.Print(room.RoomID, room.Existed)
}
