package baijiayun_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classroom"
)

func TestCallbacksAsClassroomEvents(t *testing.T) {
	ten := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	form := baijiayun.Form{"partner_id": {"77"}}
	class := func(op baijiayun.ClassOp) *baijiayun.ClassCallback {
		return &baijiayun.ClassCallback{RoomID: 12, Op: op, Time: ten, QID: "q", Form: form}
	}
	for op, kind := range map[baijiayun.ClassOp]classroom.Kind{
		baijiayun.ClassOpStart: classroom.KindStarted, baijiayun.ClassOpEnd: classroom.KindEnded, baijiayun.ClassOpTeacherIn: classroom.KindOther, "new": classroom.KindOther,
	} {
		c := class(op)
		assert.Equal(t, []classroom.Event{{Vendor: "baijiayun", Account: "77", RoomID: "12", ID: "12/" + string(op) + "/1772445600", Kind: kind, At: ten, Raw: c}}, c.ClassroomEvents())
	}

	users := &baijiayun.UserCallback{RoomID: 12, Form: form, Events: []baijiayun.UserEvent{
		{UserNumber: 7, UserName: "An", Event: baijiayun.UserEventTypeIn, Time: ten}, {UserNumber: 0, UserName: "Bo", Event: baijiayun.UserEventTypeOut, Time: ten}, {UserNumber: 7, Event: "new"},
	}}
	got := users.ClassroomEvents()
	assert.Equal(t, classroom.Event{Vendor: "baijiayun", Account: "77", RoomID: "12", ID: "12/user_in/7/1772445600", Kind: classroom.KindJoined, At: ten,
		User: classroom.User{ID: "7", Name: "An"}, Raw: &users.Events[0]}, got[0])
	assert.Equal(t, classroom.User{Name: "Bo"}, got[1].User, "a guest has no id")
	assert.Equal(t, [...]classroom.Kind{classroom.KindLeft, classroom.KindOther}, [...]classroom.Kind{got[1].Kind, got[2].Kind})
	assert.Equal(t, [...]string{"12/user_out/0/1772445600/Bo", "12/new/7/0"}, [...]string{got[1].ID, got[2].ID})

	for status, kind := range map[baijiayun.PlaybackStatus]classroom.Kind{
		baijiayun.PlaybackStatusReady: classroom.KindRecordingReady, baijiayun.PlaybackStatusFailed: classroom.KindRecordingFailed, 31: classroom.KindRecordingFailed,
		32: classroom.KindRecordingFailed, baijiayun.PlaybackStatusTranscoding: classroom.KindOther,
	} {
		c := &baijiayun.PlaybackCallback{RoomID: 12, SessionID: 3, VideoID: 5, Status: status, SignTime: ten, Form: form}
		e := c.ClassroomEvents()[0]
		assert.Equal(t, kind, e.Kind, status)
		assert.Equal(t, [...]string{"12", "3"}, [...]string{e.RoomID, e.LessonID})
		assert.Equal(t, ten, e.At)
	}
	assert.Empty(t, (&baijiayun.PlaybackCallback{VideoID: 5}).ClassroomEvents()[0].RoomID, "a video on demand")
}

// Of events without a time the callback's id tells one from the next.
func TestEventsWithoutATimeAreToldApart(t *testing.T) {
	id := func(c *baijiayun.ClassCallback) string { return c.ClassroomEvents()[0].ID }
	assert.NotEqual(t, id(&baijiayun.ClassCallback{RoomID: 12, Op: "start", QID: "a"}), id(&baijiayun.ClassCallback{RoomID: 12, Op: "start", QID: "b"}))
	users := &baijiayun.UserCallback{RoomID: 12, QID: "a", Events: []baijiayun.UserEvent{{UserNumber: 7, Event: "user_in"}, {UserNumber: 7, Event: "user_in"}}}
	events := users.ClassroomEvents()
	assert.NotEqual(t, events[0].ID, events[1].ID)
	assert.Equal(t, "12/user_in/7/0/a/1", events[1].ID)
}

func TestAttendanceAsARow(t *testing.T) {
	a := baijiayun.Attendance{UserNumber: 7, UserName: "An", Role: baijiayun.RoleTeacher, ListenDuration: time.Minute}
	assert.Equal(t, classroom.Row{Person: classroom.Person{ID: "7", Name: "An", Role: classroom.RoleTeacher}, Total: time.Minute}, a.ClassroomRow())
	assert.Empty(t, baijiayun.Attendance{}.ClassroomRow().Person.ID, "a guest")
}
