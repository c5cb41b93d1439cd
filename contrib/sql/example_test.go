package classcloudsql_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	classcloudsql "github.com/go-classcloud/classcloud/contrib/sql"
)

// A program ensures a room, is started again, and ensures it once more. The journal is in SQLite; for another database, open that and name its
// dialect.
func Example() {
	srv := baijiayuntest.NewServer()
	defer srv.Close()
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()

	program := func(ctx context.Context) error {
		db, err := sql.Open("sqlite", filepath.Join(dir, "journal.db"))
		if err != nil {
			return err
		}
		defer func() { _ = db.Close() }()
		journal := classcloudsql.NewJournal(db, classcloudsql.SQLite)
		if err := journal.CreateTable(ctx); err != nil {
			return err
		}
		start := time.Now().Add(time.Hour)
		room, err := srv.Client().Rooms.Ensure(ctx, &baijiayun.EnsureRoomRequest{Journal: journal, Key: "lesson 17",
			Room: baijiayun.CreateRoomRequest{Title: "Mathematics", StartTime: start, EndTime: start.Add(time.Hour), Type: baijiayun.RoomTypeLecture}})
		if err == nil {
			fmt.Println("it was there:", room.Existed)
		}
		return err
	}
	for range 2 {
		if err := program(context.Background()); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println("rooms:", len(srv.Rooms()))
	// Output:
	// it was there: false
	// it was there: true
	// rooms: 1
}
