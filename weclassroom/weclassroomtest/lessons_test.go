package weclassroomtest_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// lesson is the document's API 8 example with its least parameters.
var lesson = pairs{"classroomId", 148, "startTime", "2018-03-16 12:00", "endTime", "2018-03-16 13:00", "genre", 1}

// classroom seeds course 148 of the example.
func (f fixture) classroom(c weclassroomtest.Classroom) weclassroomtest.Classroom {
	f.t.Helper()
	c.ClassroomID, c.TeacherID, c.Name = 148, f.teacher().UserID, "初二一班"
	return f.AddClassroom(c)
}

const created = `{"status":1,"error_code":10000,"msg":"\u65b0\u589e\u8bfe\u8282\u6210\u529f","data":`

func TestCreateLesson(t *testing.T) {
	f := start(t)
	f.classroom(weclassroomtest.Classroom{Category: 7})
	f.wantBody(f.call("/lesson/create", lesson), created+`219343875}`)
	f.wantBody(f.call("/lesson/create", lesson.with("genre", "0").with("classroomId", "148")), created+`219343876}`)

	lessons := f.Lessons()
	require.Len(t, lessons, 2)
	assert.Equal(t, weclassroomtest.Lesson{
		LessonID: 219343875, ClassroomID: 148, TeacherID: 121493, Name: "初二一班1", Genre: 1,
		StartTime: at("2018-03-16 12:00:00"), EndTime: at("2018-03-16 13:00:00"), CreateTime: at("2018-03-16 12:00:00"),
	}, lessons[0], "the classroom's teacher, its name and the number of the lesson")
	assert.Equal(t, "初二一班2", lessons[1].Name)
	assert.Zero(t, lessons[1].Genre)
}

func TestCreateLessonWithEverything(t *testing.T) {
	f := start(t)
	f.classroom(weclassroomtest.Classroom{})
	other := f.AddUser(weclassroomtest.User{Phone: "13800138005", Teacher: true})
	f.call("/lesson/create", lesson.with("teacherId", int(other.UserID)).with("lessonName", "第一课").with("is_replay", 1).with("replay_duration", 30))
	require.Len(t, f.Lessons(), 1)
	made := f.Lessons()[0]
	assert.Equal(t, other.UserID, made.TeacherID)
	assert.Equal(t, "第一课", made.Name)
	assert.True(t, made.Replay)
	assert.Equal(t, int64(30), made.ReplayDays)
}

func TestACommandClassGetsACommandBesideData(t *testing.T) {
	f := start(t)
	f.classroom(weclassroomtest.Classroom{Category: weclassroomtest.CategoryCommand})
	f.wantBody(f.call("/lesson/create", lesson), created+`219343875,"command":872353}`)
	f.wantBody(f.call("/lesson/create", lesson), created+`219343876,"command":872354}`)
	assert.Equal(t, int64(872354), f.Lessons()[1].Command)
}

func TestDataAsTheObjectOfTableThree(t *testing.T) {
	f := start(t, weclassroomtest.WithLessonObject())
	f.classroom(weclassroomtest.Classroom{Category: weclassroomtest.CategoryCommand})
	f.wantBody(f.call("/lesson/create", lesson.with("lessonName", "www10/😀")), created+
		`{"room_id":459385,"name":"www10\/\ud83d\ude00","category":1,"teacher_name":"Julia Li","teacher_id":121493,"mobile":null,`+
		`"institution_id":154,"stu_num":0,"ins_name":"xdd","start_time":"2018-03-16 12:00:00","end_time":"2018-03-16 13:00:59",`+
		`"genre":1,"updated_at":"2018-03-16 12:00:00","created_at":"2018-03-16 12:00:00","id":219343875},"command":872353}`)
}

func TestAMiniProgramCourseTakesOneLesson(t *testing.T) {
	f := start(t)
	f.classroom(weclassroomtest.Classroom{Category: 1, MiniProgram: true})
	assert.Equal(t, json.Number("1"), f.call("/lesson/create", lesson).json["status"])
	f.wantFailure(f.call("/lesson/create", lesson), 40004, "小程序")
	assert.Len(t, f.Lessons(), 1)
}

func TestLessonsThatAreRefused(t *testing.T) {
	for _, test := range []struct {
		name   string
		params pairs
		code   int
		about  string
	}{
		{"no classroom", lesson.with("classroomId", drop), 40001, "classroomId"},
		{"a classroom that is an array", lesson.with("classroomId", []any{148}), 40002, "classroomId"},
		{"an unknown classroom", lesson.with("classroomId", 149), 40003, "classroomId"},
		{"no start", lesson.with("startTime", drop), 40001, "startTime"},
		{"a start in unix seconds", lesson.with("startTime", 1521172800), 40002, "startTime"},
		{"a start with seconds", lesson.with("startTime", "2018-03-16 12:00:00"), 40003, "startTime"},
		{"a start with a short month", lesson.with("startTime", "2018-3-16 12:00"), 40003, "startTime"},
		{"a start with a short hour", lesson.with("startTime", "2018-03-16 9:00"), 40003, "startTime"},
		{"a start on a day that is none", lesson.with("startTime", "2018-02-30 12:00"), 40003, "startTime"},
		{"no end", lesson.with("endTime", drop), 40001, "endTime"},
		{"an end that is the start", lesson.with("endTime", "2018-03-16 12:00"), 40003, "endTime"},
		{"an end before the start", lesson.with("endTime", "2018-03-16 11:59"), 40003, "endTime"},
		{"no genre", lesson.with("genre", drop), 40001, "genre"},
		{"genre 2", lesson.with("genre", 2), 40003, "genre"},
		{"a teacher that is null", lesson.with("teacherId", nil), 40001, "teacherId"},
		{"an unknown teacher", lesson.with("teacherId", 7), 40003, "teacherId"},
		{"a student as teacher", lesson.with("teacherId", 121494), 40003, "teacherId"},
		{"a name that is a number", lesson.with("lessonName", 11306), 40002, "lessonName"},
		{"is_replay 2", lesson.with("is_replay", 2), 40003, "is_replay"},
		{"a replay of -1 days", lesson.with("replay_duration", -1), 40003, "replay_duration"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := start(t)
			f.classroom(weclassroomtest.Classroom{Category: 7})
			f.AddUser(weclassroomtest.User{UserID: 121494, Phone: "13800138000", Student: true})
			f.wantFailure(f.call("/lesson/create", test.params), test.code, test.about)
			assert.Empty(t, f.Lessons())
		})
	}
}

func TestALessonGoesByTheClock(t *testing.T) {
	f := start(t)
	f.classroom(weclassroomtest.Classroom{Category: 7})
	f.call("/lesson/create", lesson)
	info := func(now string) string {
		f.setNow(now)
		return f.call("/lesson/info", pairs{"lessonId", []any{219343875}}).body
	}
	row := func(status, began, ended string) string {
		return `{"status":1,"error_code":10000,"msg":"\u83b7\u53d6\u4fe1\u606f\u6210\u529f","data":[{"zby_lid":219343875,"status":` + status +
			`,"actual_start_time":` + began + `,"actual_end_time":` + ended +
			`,"teacher_name":"Julia Li","start_time":"2018-03-16 12:00:00","end_time":"2018-03-16 13:00:59"}]}`
	}
	const began, ended = `"2018-03-16 12:00:00"`, `"2018-03-16 13:00:59"`
	assert.Equal(t, row("0", "null", "null"), info("2018-03-16 11:59:59"))
	assert.Equal(t, row("1", began, "null"), info("2018-03-16 12:00:00"))
	assert.Equal(t, row("1", began, "null"), info("2018-03-16 13:00:58"))
	assert.Equal(t, row("2", began, ended), info("2018-03-16 13:00:59"))

	f.MissLesson(219343875)
	assert.Equal(t, row("0", "null", "null"), info("2018-03-16 12:30:00"), "nobody came")
	assert.Equal(t, row("3", "null", "null"), info("2018-03-16 13:00:59"))
	assert.Panics(t, func() { f.MissLesson(1) })
}

func TestSeededLessons(t *testing.T) {
	f := start(t)
	f.classroom(weclassroomtest.Classroom{Category: weclassroomtest.CategoryCommand})
	plan := weclassroomtest.Lesson{LessonID: 200094269, ClassroomID: 148, StartTime: at("2020-08-20 18:00:00"), EndTime: at("2020-08-20 18:45:00")}
	seeded := f.AddLesson(plan)
	assert.Equal(t, int64(121493), seeded.TeacherID)
	assert.Equal(t, int64(872353), seeded.Command)
	assert.Equal(t, []weclassroomtest.Lesson{seeded}, f.Lessons())
	assert.Contains(t, f.call("/lesson/info", pairs{"lessonId", []any{200094269}}).body, `"end_time":"2020-08-20 18:45:59"`)

	assert.Panics(t, func() { f.AddLesson(plan) }, "the id is taken")
	for name, spoil := range map[string]func(*weclassroomtest.Lesson){
		"an unknown classroom": func(l *weclassroomtest.Lesson) { l.ClassroomID = 1 },
		"an unknown teacher":   func(l *weclassroomtest.Lesson) { l.TeacherID = 1 },
		"no time":              func(l *weclassroomtest.Lesson) { l.EndTime = time.Time{} },
	} {
		broken := plan
		broken.LessonID = 0
		spoil(&broken)
		assert.Panics(t, func() { f.AddLesson(broken) }, name)
	}
}
