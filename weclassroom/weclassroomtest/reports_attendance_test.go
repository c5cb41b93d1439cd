package weclassroomtest_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestAttendance(t *testing.T) {
	f := school(t)
	first := pairs{"lessonId", held}
	list := func(rows string, count int) string {
		return ok("success") + fmt.Sprintf(`,"data":{"page":1,"sumpage":1,"count":%d,"data":[%s]}}`, count, rows)
	}
	f.wantPlain(f.call("/lesson/io/info", first), list(`{"user_id":121494,"listen_time":0,"inout_times":0,"u_late":0,"u_leave":0}`, 1))
	f.AddAttendance(weclassroomtest.Attendance{LessonID: held, UserID: li, Entries: 9})
	f.AddAttendance(weclassroomtest.Attendance{LessonID: held, UserID: zhang, ListenTime: 1})
	f.AddAttendance(weclassroomtest.Attendance{LessonID: held, UserID: zhang, ListenTime: 50, Entries: 6, LateBy: 2 * time.Minute, EarlyBy: 3 * time.Minute})
	f.AddAttendance(weclassroomtest.Attendance{LessonID: coming, UserID: zhang, ListenTime: 99})
	f.wantPlain(f.call("/lesson/io/info", first), list(`{"user_id":121494,"listen_time":50,"inout_times":6,"u_late":2,"u_leave":3},`+
		`{"user_id":121495,"listen_time":0,"inout_times":9,"u_late":0,"u_leave":0}`, 2))
	refuses(t, "/lesson/io/info", append(badID(first, "lessonId"),
		bad{"page -1", first.with("page", -1), 40003, "page"},
		bad{"a page in words", first.with("page", "first"), 40002, "page"},
	))
}

func TestPagesOfAttendance(t *testing.T) {
	f := school(t)
	for i := range 80 {
		uid := f.AddUser(weclassroomtest.User{Phone: fmt.Sprint(int64(13900000000) + int64(i)), Student: true}).UserID
		f.AddAttendance(weclassroomtest.Attendance{LessonID: held, UserID: uid})
	}
	for _, test := range []struct {
		page  any
		shown int
		rows  int
	}{{0, 1, 40}, {drop, 1, 40}, {1, 1, 40}, {"2", 2, 40}, {3, 3, 1}, {4, 4, 0}} {
		a := f.call("/lesson/io/info", pairs{"lessonId", held}.with("page", test.page))
		data, isMap := a.json["data"].(map[string]any)
		require.True(t, isMap, a.body)
		assert.Len(t, data["data"], test.rows, "%v", test.page)
		assert.Equal(t, json.Number(fmt.Sprint(test.shown)), data["page"])
		assert.Equal(t, json.Number("3"), data["sumpage"])
		assert.Equal(t, json.Number("81"), data["count"])
	}
}

func TestTeacherAttendance(t *testing.T) {
	f := school(t)
	call := func(id int) string { return f.call("/v2/data/teacher/inout", pairs{"lessonId", id}).plain() }
	const begin, end = `{"status":1,"code":10000,"msg":"","data":{`, `}}`
	assert.Equal(t, begin+`"teacher_id":121493,"actual_start_time":"2018-03-16 12:00:00","actual_end_time":"2018-03-16 13:00:59",`+
		`"listen_time":0,"inout_times":0,"u_late":0,"u_leave":0`+end, call(held))
	assert.Equal(t, begin+`"teacher_id":121493,"actual_start_time":null,"actual_end_time":null,`+
		`"listen_time":0,"inout_times":0,"u_late":0,"u_leave":0`+end, call(coming))

	f.AddTeacherAttendance(weclassroomtest.TeacherAttendance{LessonID: held, ListenTime: 1})
	f.AddTeacherAttendance(weclassroomtest.TeacherAttendance{LessonID: held, TeacherID: li, ActualStartTime: at("2018-03-16 12:05:26"),
		ActualEndTime: at("2018-03-16 12:59:59"), ListenTime: 50, Entries: 6, LateBy: 5 * time.Minute, EarlyBy: time.Minute})
	assert.Equal(t, begin+`"teacher_id":121495,"actual_start_time":"2018-03-16 12:05:26","actual_end_time":"2018-03-16 12:59:59",`+
		`"listen_time":50,"inout_times":6,"u_late":5,"u_leave":1`+end, call(held))
}

func TestTeacherAttendanceIsRefusedWithCode(t *testing.T) {
	for _, test := range badID(pairs{"lessonId", held}, "lessonId") {
		f := school(t)
		a := f.call("/v2/data/teacher/inout", test.params)
		assert.Equal(t, json.Number("0"), a.json["status"], test.name)
		assert.Equal(t, json.Number(fmt.Sprint(test.code)), a.json["code"], test.name)
		assert.NotContains(t, a.json, "error_code", test.name)
		assert.Contains(t, a.json["msg"], test.about)
	}
}
