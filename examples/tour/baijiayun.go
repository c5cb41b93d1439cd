package main

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// baijiayunSteps make a room under a key that a journal keeps, and receive the vendor's callbacks.
func baijiayunSteps(v *visit) []step {
	c, l := v.Client.(*baijiayun.Client), v.lesson
	srv, _ := v.Server.(*baijiayuntest.Server)
	const made = "the room"
	ensure := &baijiayun.EnsureRoomRequest{Journal: &classcloud.MemoryJournal{}, Key: l.key,
		Room: baijiayun.CreateRoomRequest{Title: l.title, StartTime: l.start, EndTime: l.end, Type: baijiayun.RoomTypeLecture}}
	var room *baijiayun.EnsuredRoom
	return []step{
		{v.losing("make " + l.title), nil, made, func(ctx context.Context) (_ string, err error) {
			if srv != nil {
				srv.Inject("Rooms.Create", baijiayuntest.Fault{Apply: true, Reset: true})
			}
			if room, err = c.Rooms.Ensure(ctx, ensure); err != nil || srv == nil {
				return "made, under a key of ours", err
			}
			return onlyOne(len(srv.Rooms()), len(srv.Faults()), "found again: one room, not two", room.Room != nil)
		}},
		{"make it once more", []string{made}, "", func(ctx context.Context) (string, error) {
			second, err := c.Rooms.Ensure(ctx, ensure)
			if err != nil {
				return "", err
			}
			return again(second.Existed && second.RoomID == room.RoomID)
		}},
		{"give it another title", []string{made}, "", func(ctx context.Context) (string, error) {
			if err := c.Rooms.Update(ctx, &baijiayun.UpdateRoomRequest{RoomID: room.RoomID, Title: new(l.title + "（二次函数）")}); err != nil {
				return "", err
			}
			got, err := c.Rooms.Get(ctx, room.RoomID)
			if err != nil {
				return "", err
			}
			return got.Title, nil
		}},
		{"upload 讲义.pdf", []string{made}, "", func(ctx context.Context) (string, error) {
			got, err := c.Documents.Upload(ctx, &baijiayun.UploadDocumentRequest{
				RoomID: room.RoomID, File: &classcloud.File{Name: "讲义.pdf", Content: strings.NewReader("%PDF-1.4")},
			})
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("document %d of the room", got.FID), nil
		}},
		{"count who was there", []string{made, testServer}, "", func(ctx context.Context) (string, error) {
			return v.attendanceAtBaijiayun(ctx, srv, room.RoomID)
		}},
		{"delete it, and read it", []string{made}, "", func(ctx context.Context) (string, error) {
			if err := c.Rooms.Delete(ctx, room.RoomID); err != nil {
				return "", err
			}
			_, err := c.Rooms.Get(ctx, room.RoomID)
			return refused(err, classcloud.NotFound)
		}},
	}
}

// attendanceAtBaijiayun computes it from the callbacks of the room.
func (v *visit) attendanceAtBaijiayun(ctx context.Context, srv *baijiayuntest.Server, roomID int64) (string, error) {
	events := &told{}
	receiver := httptest.NewServer(baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
		User:  func(_ context.Context, c *baijiayun.UserCallback) error { return events.add(c.ClassroomEvents()) },
		Other: func(context.Context, baijiayun.Form) error { return nil },
	}, srv.Credentials().PartnerKey))
	defer receiver.Close()
	student := baijiayuntest.Visitor{UserNumber: 7, UserName: studentName}
	err := v.play(ctx, func() { srv.Enter(roomID, student) }, func() { srv.Leave(roomID, student.UserNumber, student.UserName) })
	if err != nil {
		return "", err
	}
	if !srv.SendCallback(receiver.URL, srv.VisitEvents(roomID)).Delivered {
		return "", errors.New("the callback was refused")
	}
	return v.attendance(strconv.FormatInt(student.UserNumber, 10), events.all())
}
