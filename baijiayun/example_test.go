package baijiayun_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func Example() {
	srv := baijiayuntest.NewServer() // stands in for the vendor
	defer srv.Close()

	client, err := baijiayun.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL))
	if err != nil {
		log.Fatal(err)
	}
	start := time.Date(2026, 3, 2, 16, 0, 0, 0, time.UTC)
	room, err := client.Rooms.Create(context.Background(), &baijiayun.CreateRoomRequest{
		Title: "英语语法在线", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture,
	})
	if err != nil {
		log.Fatal(err)
	}
	got, err := client.Rooms.Get(context.Background(), room.RoomID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(got.Title, got.Type, got.StartTime.UTC().Format(time.DateTime))
	// Output: 英语语法在线 Lecture 2026-03-02 16:00:00
}

func ExampleRoomsService_All() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	for _, title := range []string{"Grammar", "Algebra", "Music"} {
		srv.AddRoom(baijiayuntest.Room{Title: title})
	}

	rooms := 0
	for room, err := range srv.Client().Rooms.All(context.Background(), &baijiayun.ListRoomsRequest{PageSize: 2}) {
		if err != nil {
			log.Fatal(err)
		}
		if room.Title != "" {
			rooms++
		}
	}
	fmt.Println(rooms, "rooms in", len(srv.Requests()), "pages")
	// Output: 3 rooms in 3 pages
}

func ExampleCode() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()

	_, err := srv.Client().Rooms.Get(context.Background(), 10000000000000)
	switch {
	case errors.Is(err, baijiayun.CodeRoomDeleted): // the vendor's own code
		fmt.Println("somebody deleted it")
	case errors.Is(err, classcloud.NotFound): // the same name for all five vendors
		fmt.Println("there is no such room")
	case classcloud.MaybeApplied(err):
		fmt.Println("it may have happened: look before repeating")
	}
	// Output: there is no such room
}

// roomGetter is the interface that announce needs: it is declared where it is used, with the one method that is used.
// baijiayun.RoomsService implements it.
type roomGetter interface {
	Get(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*baijiayun.Room, error)
}

func announce(ctx context.Context, rooms roomGetter, roomID int64) (string, error) {
	room, err := rooms.Get(ctx, roomID)
	if err != nil {
		return "", err
	}
	return "Now: " + room.Title, nil
}

// roomFunc is a roomGetter for tests.
type roomFunc func(roomID int64) (*baijiayun.Room, error)

func (f roomFunc) Get(_ context.Context, roomID int64, _ ...classcloud.CallOption) (*baijiayun.Room, error) {
	return f(roomID)
}

// Code that calls one method is tested without a server.
func Example_mocking() {
	text, err := announce(context.Background(), roomFunc(func(roomID int64) (*baijiayun.Room, error) {
		return &baijiayun.Room{RoomID: roomID, Title: "Grammar"}, nil
	}), 7)
	fmt.Println(text, err)

	_, err = announce(context.Background(), roomFunc(func(int64) (*baijiayun.Room, error) {
		return nil, &classcloud.Error{Vendor: "baijiayun", Operation: "Rooms.Get", Kind: classcloud.NotFound, Outcome: classcloud.OutcomeNotApplied}
	}), 7)
	fmt.Println(err)

	var _ roomGetter = new(baijiayun.RoomsService) // the real one
	// Output:
	// Now: Grammar <nil>
	// baijiayun Rooms.Get: NotFound
}
