package weclassroomtest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// rows are the students' rows of Reports.ListAttendance.
func (f fixture) rows(id int, rows string, count int) {
	f.t.Helper()
	f.wantPlain(f.call("/lesson/io/info", pairs{"lessonId", id}), ok("success")+fmt.Sprintf(`,"data":{"page":1,"sumpage":1,"count":%d,"data":[%s]}}`, count, rows))
}

// clock sets the time of the afternoon's lesson's day.
func (f fixture) clock(time string) { f.setNow("2018-03-16 " + time) }

func TestAttendanceIsMadeOfVisits(t *testing.T) {
	f := school(t)
	f.clock("15:55:00")
	f.EnterLesson(coming, zhang)
	f.clock("16:04:30")
	f.EnterLesson(coming, julia)
	f.clock("16:10:00")
	f.EnterLesson(coming, zhang) // a second device
	f.LeaveLesson(coming, li)
	f.clock("16:20:00")
	f.LeaveLesson(coming, zhang)
	f.rows(coming, `{"user_id":121494,"listen_time":0,"inout_times":0,"u_late":0,"u_leave":0}`, 1)
	f.clock("16:30:00")
	f.LeaveLesson(coming, zhang)
	f.rows(coming, `{"user_id":121494,"listen_time":1800,"inout_times":1,"u_late":0,"u_leave":30}`, 1)
	f.clock("16:40:00")
	f.EnterLesson(coming, zhang)
	f.clock("16:50:20")
	f.LeaveLesson(coming, zhang)
	f.rows(coming, `{"user_id":121494,"listen_time":2420,"inout_times":2,"u_late":0,"u_leave":9}`, 1)
	f.clock("17:05:00")
	f.LeaveLesson(coming, julia)
	assert.Equal(t, `{"status":1,"code":10000,"msg":"","data":{"teacher_id":121493,"actual_start_time":"2018-03-16 16:00:00","actual_end_time":"2018-03-16 17:00:59",`+
		`"listen_time":3389,"inout_times":1,"u_late":4,"u_leave":0}}`, f.call("/v2/data/teacher/inout", pairs{"lessonId", coming}).plain())

	f.AddAttendance(weclassroomtest.Attendance{LessonID: coming, UserID: zhang, ListenTime: 7})
	f.rows(coming, `{"user_id":121494,"listen_time":7,"inout_times":0,"u_late":0,"u_leave":0}`, 1)
	assert.Panics(t, func() { f.EnterLesson(coming, 77) })
	assert.Panics(t, func() { f.EnterLesson(77, zhang) })
}

func TestALessonThatTheTeacherStartsAndEnds(t *testing.T) {
	f := school(t)
	f.MissLesson(coming)
	status := func() string {
		lesson := f.lesson(coming)
		return fmt.Sprint(lesson.Status(f.Now()))
	}
	teacher := func() string { return f.call("/v2/data/teacher/inout", pairs{"lessonId", coming}).plain() }
	f.clock("15:50:00")
	f.EnterLesson(coming, zhang)
	f.clock("16:03:00")
	assert.Equal(t, "0", status(), "nobody has started it")
	f.LeaveLesson(coming, zhang)
	f.rows(coming, `{"user_id":121494,"listen_time":0,"inout_times":1,"u_late":0,"u_leave":57}`, 1)
	f.clock("16:04:05")
	f.StartLesson(coming)
	f.EnterLesson(coming, zhang)
	assert.Equal(t, "1", status())
	assert.Contains(t, teacher(), `"actual_start_time":"2018-03-16 16:04:05","actual_end_time":null`)
	f.clock("17:30:00")
	assert.Equal(t, "1", status(), "it goes on until the teacher ends it")
	f.clock("16:54:00")
	f.EndLesson(coming)
	assert.Equal(t, "2", status())
	assert.Contains(t, teacher(), `"actual_start_time":"2018-03-16 16:04:05","actual_end_time":"2018-03-16 16:54:00"`)
	f.clock("16:59:00")
	f.LeaveLesson(coming, zhang)
	f.rows(coming, `{"user_id":121494,"listen_time":2995,"inout_times":2,"u_late":0,"u_leave":1}`, 1)
	assert.Panics(t, func() { f.StartLesson(77) })
	assert.Panics(t, func() { f.EndLesson(77) })
}
