package weclassroomtest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// course is a classroom's least parameters. The seeded teacher has the first uid.
var course = pairs{"teacherId", 121493, "className", "我的课程", "category", 2}

var miniProgram = course.
	with("category", 1).
	with("smallRoutine", 1).
	with("classFrontCoverUrl", "Http://aliyun/oss/demo.jpg"). // as the document prints it
	with("classInfo", "你好我是课程简介").
	with("collectInfo", 0)

func TestCreateClassroom(t *testing.T) {
	for _, test := range []struct {
		name   string
		params pairs
		want   weclassroomtest.Classroom
	}{
		{"the least", course, weclassroomtest.Classroom{Name: "我的课程", Category: 2}},
		{"one to one, which is category 0", course.with("category", 0), weclassroomtest.Classroom{Name: "我的课程"}},
		{"integers as strings, as the vendor's Java sample sends them",
			pairs{"teacherId", "121493", "className", "我的课程", "category", "7", "parentSupervise", "1"},
			weclassroomtest.Classroom{Name: "我的课程", Category: 7, ParentSupervise: true}},
		{"20 characters", course.with("className", strings.Repeat("课", 20)), weclassroomtest.Classroom{Name: strings.Repeat("课", 20), Category: 2}},
		{"a mini-program course", miniProgram.with("QRCodeImgUrl", "https://oss.example.com/qr.png").with("teacherIntro", "我是老师简介"),
			weclassroomtest.Classroom{Name: "我的课程", Category: 1, MiniProgram: true, CoverURL: "Http://aliyun/oss/demo.jpg",
				Info: "你好我是课程简介", QRCodeURL: "https://oss.example.com/qr.png", TeacherIntro: "我是老师简介"}},
		{"a mini-program course that collects", miniProgram.with("collectInfo", 1),
			weclassroomtest.Classroom{Name: "我的课程", Category: 1, MiniProgram: true, CollectInfo: true,
				CoverURL: "Http://aliyun/oss/demo.jpg", Info: "你好我是课程简介"}},
		{"a command class with speaking students and replay",
			course.with("category", 1).with("needLianMai", 1).with("isReplay", 1).with("replayDuration", 365),
			weclassroomtest.Classroom{Name: "我的课程", Category: 1, LianMai: true, Replay: true, ReplayDays: 365}},
		{"flags that are off suit every category",
			course.with("smallRoutine", 0).with("needLianMai", 0).with("parentSupervise", 0).with("isReplay", 0),
			weclassroomtest.Classroom{Name: "我的课程", Category: 2}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := start(t)
			test.want.ClassroomID, test.want.TeacherID = 1002, f.teacher().UserID
			f.wantBody(f.call("/classroom/create", test.params),
				`{"status":1,"error_code":10000,"msg":"\u521b\u5efa\u8bfe\u7a0b\u6210\u529f","classroomId":1002}`)
			assert.Equal(t, []weclassroomtest.Classroom{test.want}, f.Classrooms())
		})
	}
}

func TestClassroomsAreNotMadeOnce(t *testing.T) {
	f := start(t)
	f.teacher()
	f.call("/classroom/create", course)
	assert.Contains(t, f.call("/classroom/create", course).body, `"classroomId":1003`)
	assert.Len(t, f.Classrooms(), 2)
}

func TestClassroomsThatAreRefused(t *testing.T) {
	for _, test := range []struct {
		name   string
		params pairs
		code   int
		about  string
	}{
		{"no teacher", course.with("teacherId", drop), 40001, "teacherId"},
		{"a teacher by name", course.with("teacherId", "Julia Li"), 40002, "teacherId"},
		{"an unknown teacher", course.with("teacherId", 1), 40003, "teacherId"},
		{"a student as teacher", course.with("teacherId", 121494), 40003, "teacherId"},
		{"no name", course.with("className", drop), 40001, "className"},
		{"a name that is null", course.with("className", nil), 40001, "className"},
		{"a number as name", course.with("className", 5), 40002, "className"},
		{"an empty name", course.with("className", ""), 40003, "className"},
		{"21 characters", course.with("className", strings.Repeat("课", 21)), 40003, "className"},
		{"no category", course.with("category", drop), 40001, "category"},
		{"a category that is none", course.with("category", 3), 40003, "category"},
		{"a category that is true", course.with("category", true), 40002, "category"},
		{"smallRoutine in category 2", miniProgram.with("category", 2), 40003, "smallRoutine"},
		{"smallRoutine 2", miniProgram.with("smallRoutine", 2), 40003, "smallRoutine"},
		{"an optional null", course.with("smallRoutine", nil), 40002, "smallRoutine"},
		{"a mini-program without a cover", miniProgram.with("classFrontCoverUrl", drop), 40001, "classFrontCoverUrl"},
		{"a cover that is not an address", miniProgram.with("classFrontCoverUrl", "demo.jpg"), 40003, "classFrontCoverUrl"},
		{"a cover nobody can read", miniProgram.with("classFrontCoverUrl", "file:///demo.jpg"), 40003, "classFrontCoverUrl"},
		{"a mini-program without information", miniProgram.with("classInfo", drop), 40001, "classInfo"},
		{"a mini-program that does not say whether it collects", miniProgram.with("collectInfo", drop), 40001, "collectInfo"},
		{"collectInfo 2", miniProgram.with("collectInfo", 2), 40003, "collectInfo"},
		{"a QR code that is not an address", miniProgram.with("QRCodeImgUrl", "qr"), 40003, "QRCodeImgUrl"},
		{"an introduction that is a number", miniProgram.with("teacherIntro", 1), 40002, "teacherIntro"},
		{"needLianMai in category 0", course.with("category", 0).with("needLianMai", 1), 40003, "needLianMai"},
		{"parentSupervise in category 1", course.with("category", 1).with("parentSupervise", 1), 40003, "parentSupervise"},
		{"parentSupervise in category 2", course.with("parentSupervise", 1), 40003, "parentSupervise"},
		{"isReplay in words", course.with("isReplay", "yes"), 40002, "isReplay"},
		{"isReplay 2", course.with("isReplay", 2), 40003, "isReplay"},
		{"a replay of no days", course.with("replayDuration", 0), 40003, "replayDuration"},
		{"a replay in words", course.with("replayDuration", "a year"), 40002, "replayDuration"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := start(t)
			require.Equal(t, int64(121493), f.teacher().UserID)
			f.AddUser(weclassroomtest.User{UserID: 121494, Phone: "13800138000", Student: true})
			f.wantFailure(f.call("/classroom/create", test.params), test.code, test.about)
			assert.Empty(t, f.Classrooms())
		})
	}
}

func TestSeededClassrooms(t *testing.T) {
	f := start(t)
	teacher := f.teacher()
	seeded := f.AddClassroom(weclassroomtest.Classroom{ClassroomID: 148, TeacherID: teacher.UserID, Name: "初二"})
	assert.Equal(t, []weclassroomtest.Classroom{seeded}, f.Classrooms())
	assert.Panics(t, func() { f.AddClassroom(weclassroomtest.Classroom{ClassroomID: 148, TeacherID: teacher.UserID}) })
	assert.Panics(t, func() { f.AddClassroom(weclassroomtest.Classroom{TeacherID: 1}) })
}

func TestDeleteClassroom(t *testing.T) {
	f := school(t)
	one := pairs{"classroomId", course148}
	f.wantPlain(f.call("/classroom/delete", one), ok("删除课程成功")+"}")
	assert.Empty(t, f.Classrooms())
	assert.Empty(t, f.Lessons(), "its lessons go with it")
	f.wantFailure(f.call("/classroom/delete", one), 40003, "classroomId")
	f.wantFailure(f.call("/lesson/create", lesson), 40003, "classroomId")
	refuses(t, "/classroom/delete", badID(one, "classroomId"))
}

func TestProgress(t *testing.T) {
	f := school(t)
	progress := func(now string) string {
		f.setNow(now)
		return f.call("/lesson/finish", pairs{"classroomId", course148}).plain()
	}
	want := func(counts string) string { return ok("查询成功") + `,"data":{` + counts + `,"total":2}}` }
	assert.Equal(t, want(`"finish":0,"lessonNotStart":2,"lessonOnClass":0,"lessonExpired":0`), progress("2018-03-16 11:00:00"))
	assert.Equal(t, want(`"finish":1,"lessonNotStart":0,"lessonOnClass":1,"lessonExpired":0`), progress("2018-03-16 16:30:00"))
	f.MissLesson(coming)
	assert.Equal(t, want(`"finish":1,"lessonNotStart":0,"lessonOnClass":0,"lessonExpired":1`), progress("2018-03-16 18:00:00"))
	refuses(t, "/lesson/finish", badID(pairs{"classroomId", course148}, "classroomId"))
}
