package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// caller makes lessons at one vendor, each under a name of its own, and reads.
type caller struct {
	create func(ctx context.Context, name string) error
	read   func(ctx context.Context) error
}

// call calls every vendor until ctx ends.
func call(ctx context.Context, served []place, workers, most int) (*book, error) {
	b := newBook()
	var all sync.WaitGroup
	for _, at := range served {
		one, err := open(at)
		if err != nil {
			return nil, err
		}
		var lessons atomic.Int64
		for range workers {
			all.Go(func() {
				for ctx.Err() == nil {
					if n := lessons.Add(1); n <= int64(most) {
						name := fmt.Sprintf("Lesson-%d", n)
						b.created(at.Vendor, name, one.create(ctx, name))
					}
					b.read(one.read(ctx))
				}
			})
		}
	}
	watch(ctx, b)
	all.Wait()
	return b, nil
}

// options are those of every client: patient with limits, which the soak is not about, and quick to try again.
func options(at place) []classcloud.ClientOption {
	return []classcloud.ClientOption{classcloud.WithBaseURL(at.URL), classcloud.WithLimiter(classcloud.NoLimit{}), classcloud.WithTimeout(10 * time.Second)}
}

func open(at place) (caller, error) {
	start := time.Now().Add(48 * time.Hour).Truncate(time.Minute)
	end := start.Add(time.Hour)
	switch at.Vendor {
	case "agora":
		c, err := agora.New(agoraKeys, append(options(at), agora.WithRegion(agora.RegionCN))...)
		return caller{func(ctx context.Context, name string) error {
			return c.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: name, RoomName: name, RoomType: new(agora.RoomTypeSmall)})
		}, func(ctx context.Context) error { _, err := c.Rooms.Get(ctx, "Lesson-1"); return err }}, err
	case "aui":
		c, err := aui.New(auiKeys, options(at)...)
		return caller{func(ctx context.Context, name string) error {
			_, err := c.Classes.Create(ctx, &aui.CreateClassRequest{Title: name, TeacherID: "t-1"})
			return err
		}, func(ctx context.Context) error {
			_, err := c.Classes.List(ctx, &aui.ListClassesRequest{UserID: "t-1"})
			return err
		}}, err
	case "baijiayun":
		c, err := baijiayun.New(baijiayunKeys, options(at)...)
		return caller{func(ctx context.Context, name string) error {
			_, err := c.Rooms.Create(ctx, &baijiayun.CreateRoomRequest{Title: name, StartTime: start, EndTime: end})
			return err
		}, func(ctx context.Context) error {
			_, err := c.Rooms.List(ctx, &baijiayun.ListRoomsRequest{})
			return err
		}}, err
	case "classin":
		c, err := classin.New(classinKeys, options(at)...)
		return caller{func(ctx context.Context, name string) error {
			_, err := c.Classes.Create(ctx, &classin.CreateClassRequest{CourseID: at.A, ClassName: name, StartTime: start, EndTime: end, TeacherUID: classin.UID(at.B)})
			return err
		}, func(ctx context.Context) error { _, err := c.Folders.GetRoot(ctx); return err }}, err
	}
	c, err := weclassroom.New(weclassroomKeys, options(at)...)
	return caller{func(ctx context.Context, name string) error {
		_, err := c.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: at.A, StartTime: start, EndTime: end, Genre: new(weclassroom.GenreFormal), Name: name})
		return err
	}, func(ctx context.Context) error {
		_, err := c.Users.ListByPhones(ctx, []string{"13900139000"})
		return err
	}}, err
}
