package baijiayuntest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestAddRoom(t *testing.T) {
	srv := start(t)
	room := srv.AddRoom(baijiayuntest.Room{
		RoomID: 17091462522904, Title: "直播培训", AdminCode: "dkn3wd",
		StartTime: time.Unix(1505361000, 0), Settings: map[string]string{"pre_enter_time": "60"},
	})
	assert.Equal(t, []baijiayuntest.Room{room}, srv.Rooms())
	assert.True(t, room.EndTime.Equal(time.Unix(1505364600, 0)))
	assert.Equal(t, "dkn3wd", room.AdminCode)
	assert.Len(t, room.StudentCode, 6)

	room.Settings["pre_enter_time"] = "changed in the copy"
	srv.Rooms()[0].Settings["pre_enter_time"] = "changed in the copy"
	assert.Equal(t, "60", kept(t, srv).Settings["pre_enter_time"])

	post(t, srv, "/openapi/room/info", fields{"room_id": "17091462522904"}).ok(t)
	post(t, srv, "/openapi/room/update", fields{"room_id": "17091462522904", "pre_enter_time": "90"}).ok(t)
	assert.Panics(t, func() { srv.AddRoom(baijiayuntest.Room{RoomID: 17091462522904}) }, "a taken id")
	assert.Panics(t, func() { srv.AddRoom(baijiayuntest.Room{RoomID: 1}) }, "a short id")
	assert.Panics(t, func() { srv.AddRoom(baijiayuntest.Room{StudentCode: "dkn3wd"}) }, "a taken code")
	assert.Panics(t, func() { srv.AddRoom(baijiayuntest.Room{StudentCode: "aaa111", AdminCode: "aaa111"}) }, "a code twice")
	post(t, srv, "/openapi/room/list", nil).ok(t) // the lock is free again
}

func TestNewRoomsKeepClearOfAddedOnes(t *testing.T) {
	usual := start(t).AddRoom(baijiayuntest.Room{}) // the first room that a new server makes up
	srv := start(t)
	srv.AddRoom(baijiayuntest.Room{RoomID: usual.RoomID + 1, AdminCode: usual.StudentCode, TeacherCode: usual.AdminCode})
	create(t, srv, nil)
	seen := map[any]bool{}
	for _, room := range srv.Rooms() {
		seen[room.RoomID], seen[room.AdminCode], seen[room.TeacherCode], seen[room.StudentCode] = true, true, true, true
	}
	assert.Len(t, seen, 8)
}
