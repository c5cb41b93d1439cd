package baijiayuntest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// class returns the live status, the teacher's presence, and the two user counts of a room.
func class(t *testing.T, srv *baijiayuntest.Server, id string) string {
	t.Helper()
	status := post(t, srv, "/openapi/live/getLiveStatus", fields{"room_id": id}).ok(t).Data
	teacher := post(t, srv, "/openapi/live/getTeacherOnlineStatus", fields{"room_id": id}).ok(t).Data
	users := post(t, srv, "/openapi/live/getUserCount", fields{"room_id": id}).ok(t).Data
	return fmt.Sprintf("%s %s %s", status, teacher, users)
}

const (
	classOn  = `{"status":1} {"status":1} {"display_user_count":1,"user_count":1}`
	classOff = `{"status":0} {"status":0} {"display_user_count":0,"user_count":0}`
)

func TestClassIsOnBySchedule(t *testing.T) {
	srv := start(t)
	id := create(t, srv, nil) // from 1501575608 to 1501579208
	for at, want := range map[int64]string{1501575607: classOff, 1501575608: classOn, 1501579207: classOn, 1501579208: classOff} {
		srv.SetClock(func() time.Time { return time.Unix(at, 0) })
		assert.Equal(t, want, class(t, srv, id), at)
	}
	assert.Equal(t, baijiayuntest.LiveStatusBySchedule, kept(t, srv).Live)
}

func TestClassIsStartedAndStopped(t *testing.T) {
	srv := start(t)
	id := create(t, srv, nil)
	room := fields{"room_id": id}
	assert.Equal(t, classOff, class(t, srv, id))
	for range 2 { // a repeat does not change anything
		assert.JSONEq(t, `{"code":0,"data":null,"msg":"","ts":1501572288}`, post(t, srv, "/openapi/live/startClass", room).ok(t).body)
		assert.Equal(t, classOn, class(t, srv, id))
	}
	assert.Equal(t, baijiayuntest.LiveStatusStarted, kept(t, srv).Live)

	srv.SetPresence(kept(t, srv).RoomID, baijiayuntest.Presence{Teacher: true, Users: 31, Displayed: 62})
	post(t, srv, "/openapi/live/stopClass", room.with(fields{"is_kick_out_all": "0"})).ok(t)
	assert.Equal(t, `{"status":0} {"status":1} {"display_user_count":62,"user_count":31}`, class(t, srv, id))
	post(t, srv, "/openapi/live/stopClass", room.with(fields{"is_kick_out_all": "1"})).ok(t)
	assert.Equal(t, classOff, class(t, srv, id))

	srv.SetClock(func() time.Time { return time.Unix(1501575608, 0) })
	assert.Equal(t, classOff, class(t, srv, id), "the schedule does not start again what was stopped")
	post(t, srv, "/openapi/room/update", room.with(fields{"title": "b"})).ok(t)
	assert.Equal(t, baijiayuntest.LiveStatusStopped, kept(t, srv).Live)
}

func TestNotice(t *testing.T) {
	srv := start(t)
	id := create(t, srv, nil)
	for _, content := range []string{"明天放假", "明天上课"} {
		post(t, srv, "/openapi/live/setNotify", fields{"room_id": id, "content": content}).ok(t)
		assert.Equal(t, content, kept(t, srv).Notice)
	}
}

func TestPresenceOfNoRoomPanics(t *testing.T) {
	srv := start(t)
	assert.Panics(t, func() { srv.SetPresence(17091462522904, baijiayuntest.Presence{}) })
	create(t, srv, nil) // the lock is free again
}

func TestLiveStatusNames(t *testing.T) {
	assert.Equal(t, "BySchedule Started Stopped LiveStatus(9)", fmt.Sprint(baijiayuntest.LiveStatusBySchedule, " ",
		baijiayuntest.LiveStatusStarted, " ", baijiayuntest.LiveStatusStopped, " ", baijiayuntest.LiveStatus(9)))
}

func TestWithNoticeNeeded(t *testing.T) {
	srv := start(t, baijiayuntest.WithNoticeNeeded())
	id := create(t, srv, nil)
	post(t, srv, "/openapi/live/setNotify", fields{"room_id": id, "content": "放假"}).ok(t)
	assert.Contains(t, post(t, srv, "/openapi/live/setNotify", fields{"room_id": id, "content": ""}).failed(t, 1001).Msg, "content")
	assert.Equal(t, "放假", kept(t, srv).Notice)
}
