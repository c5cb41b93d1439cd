package weclassroomtest_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestStatusByTime(t *testing.T) {
	whole := pairs{"start_time", "2018-3-16 0:0:0", "end_time", "2018-03-16 23:59:59"}
	f := school(t)
	f.wantPlain(f.call("/lesson/get_class_info", whole), `{"status":1,"msg":"","data":[`+
		`{"lesson_id":10001,"status":2,"actual_start_time":"2018-03-16 12:00:00","actual_end_time":"2018-03-16 13:00:59","lesson_id":"10001"},`+
		`{"lesson_id":10002,"status":0,"actual_start_time":null,"actual_end_time":null,"lesson_id":"10002"}]}`)
	f = school(t, weclassroomtest.WithSingleLessonIDs(), weclassroomtest.WithZeroDates())
	f.wantPlain(f.call("/lesson/get_class_info", whole), `{"status":1,"msg":"","data":[`+
		`{"lesson_id":10001,"status":2,"actual_start_time":"2018-03-16 12:00:00","actual_end_time":"2018-03-16 13:00:59"},`+
		`{"status":0,"actual_start_time":"0000-00-00 00:00:00","actual_end_time":"0000-00-00 00:00:00","lesson_id":"10002"}]}`)
}

// periods are the edges of the first lesson of the school, and whether it is met.
var periods = []struct {
	from, to string
	meets    bool
}{
	{"2018-03-16 11:00:00", "2018-03-16 11:59:59", false},
	{"2018-03-16 11:00:00", "2018-03-16 12:00:00", true},
	{"2018-03-16 12:30:00", "2018-03-16 12:30:00", true},
	{"2018-03-16 13:00:59", "2018-03-16 14:00:00", true},
	{"2018-03-16 13:01:00", "2018-03-16 14:00:00", false},
}

func TestLessonsOfAPeriod(t *testing.T) {
	f := school(t)
	for _, period := range periods {
		byTime := f.call("/lesson/get_class_info", pairs{"start_time", period.from, "end_time", period.to})
		byUser := f.call("/lesson/byUser", pairs{"userId", zhang, "startTime", period.from, "endTime", period.to})
		want := 0
		if period.meets {
			want = 1
		}
		assert.Len(t, byTime.json["data"], want, "%v", period)
		assert.Len(t, byUser.json["data"], want, "%v", period)
	}
}

// badPeriod are the ways in which a period goes wrong.
func badPeriod(good pairs, from, to string) []bad {
	return []bad{
		{"no " + from, good.with(from, drop), 40001, from},
		{"no " + to, good.with(to, drop), 40001, to},
		{from + " in unix seconds", good.with(from, 1521172800), 40002, from},
		{from + " without a time", good.with(from, "2018-03-16"), 40003, from},
		{from + " on a day that is none", good.with(from, "2018-2-30 12:13:27"), 40003, from},
		{from + " with a fraction", good.with(from, "2018-03-16 12:13:27.5"), 40003, from},
		{from + " with another fraction", good.with(from, "2018-03-16 12:13:27,5"), 40003, from},
		{from + " with a zone", good.with(from, "2018-03-16T12:13:27Z"), 40003, from},
		{to + " before " + from, good.with(to, "2018-03-16 12:13:26"), 40003, to},
	}
}

func TestPeriodsThatAreRefused(t *testing.T) {
	good := pairs{"start_time", "2018-3-16 12:13:27", "end_time", "2018-3-16 13:13:27"}
	refuses(t, "/lesson/get_class_info", append(badPeriod(good, "start_time", "end_time"),
		bad{"no seconds", good.with("start_time", "2018-03-16 12:13"), 40003, "start_time"}))
	mine := pairs{"userId", zhang, "startTime", "2018-03-16 12:13:27", "endTime", "2018-03-16 13:13:27"}
	refuses(t, "/lesson/byUser", slices.Concat(badID(mine, "userId"), badPeriod(mine, "startTime", "endTime")))
}

func TestStatusByIDs(t *testing.T) {
	f := school(t)
	f.AddRecording(weclassroomtest.Recording{LessonID: held, URL: "http://zbywsvod.weclassroom.com/vod/1.mp4"})
	f.AddRecording(weclassroomtest.Recording{LessonID: held, UserID: zhang, URL: "https://replay.example.com/user.mp4"})
	f.AddRecording(weclassroomtest.Recording{LessonID: held, URL: "zbywsvod.weclassroom.com/vod/2.mp4"})
	f.wantPlain(f.call("/lesson/get_lesson_status", pairs{"lesson_id", []any{coming, "10001", 5}}), `{"status":1,"msg":"成功","data":[`+
		`{"lesson_id":"10001","status":2,"video":"zbywsvod.weclassroom.com/vod/1.mp4"},`+
		`{"lesson_id":"10001","status":2,"video":"zbywsvod.weclassroom.com/vod/2.mp4"},`+
		`{"lesson_id":"10002","status":0,"video":""}]}`)
	f.wantPlain(f.call("/lesson/get_lesson_status", pairs{"lesson_id", []any{5}}), `{"status":1,"msg":"成功","data":[]}`)
	refuses(t, "/lesson/get_lesson_status", []bad{
		{"none", pairs{}, 40001, "lesson_id"},
		{"another operation's name for it", pairs{"lessonId", []any{held}}, 40001, "lesson_id"},
		{"JSON text", pairs{"lesson_id", "[10001]"}, 40002, "lesson_id"},
		{"an id in words", pairs{"lesson_id", []any{"x"}}, 40002, "lesson_id[0]"},
		{"no id", pairs{"lesson_id", []any{}}, 40003, "lesson_id"},
	})
}

func TestStatusByUser(t *testing.T) {
	f := school(t)
	day := pairs{"day", "2018-03-16", "uid", zhang}
	const both = `[{"id":10001,"status":2},{"id":10002,"status":0}]`
	f.wantPlain(f.call("/lessonData/status", day), ok("查询成功")+`,"data":`+both+`}`)
	f.wantPlain(f.call("/lessonData/status", day.with("uid", julia)), ok("查询成功")+`,"data":`+both+`}`)
	f.wantPlain(f.call("/lessonData/status", day.with("uid", li)), ok("查询成功")+`,"data":[]}`)
	f.wantPlain(f.call("/lessonData/status", day.with("day", "2018-03-17")), ok("查询成功")+`,"data":[]}`)
	refuses(t, "/lessonData/status", append(badID(day, "uid"),
		bad{"no day", day.with("day", drop), 40001, "day"},
		bad{"a short day", day.with("day", "2018-3-16"), 40003, "day"},
		bad{"a day with a time", day.with("day", "2018-03-16 12:00"), 40003, "day"},
	))
}

func TestZeroDatesOfLessons(t *testing.T) {
	f := school(t, weclassroomtest.WithZeroDates())
	assert.Contains(t, f.call("/lesson/info", pairs{"lessonId", []any{coming}}).body, `"actual_start_time":"0000-00-00 00:00:00"`)
}

func TestClassroomOfALesson(t *testing.T) {
	f := school(t)
	good := pairs{"lessonId", held}
	f.wantPlain(f.call("/lesson/getClassInfo", good), ok("获取班级信息成功")+`,"data":{"id":148,"name":"初二一班"}}`)
	refuses(t, "/lesson/getClassInfo", badID(good, "lessonId"))
}

func TestLessonsByUser(t *testing.T) {
	f := school(t)
	day := pairs{"userId", li, "startTime", "2018-03-16 00:00:00", "endTime", "2018-03-16 23:59:59"}
	f.wantPlain(f.call("/lesson/byUser", day), ok("获取班级信息成功")+`,"data":[]}`)
	f.call("/lesson/add/student", pairs{"lessonId", coming, "studentId", "[121495]"})
	f.call("/lesson/change/teacher", pairs{"lessonId", coming, "teacherId", li})
	f.wantPlain(f.call("/lesson/byUser", day), ok("获取班级信息成功")+`,"data":[{"lesson_id":10002},{"lesson_id":10002}]}`)
	assert.Len(t, f.call("/lessonData/status", pairs{"day", "2018-03-16", "uid", li}).json["data"], 1, "once here")
}

func TestListLessonsByIDs(t *testing.T) {
	f := start(t)
	f.classroom(weclassroomtest.Classroom{Category: 7})
	for range 3 {
		f.call("/lesson/create", lesson)
	}
	list := func(ids ...any) (found []any) {
		t.Helper()
		a := f.call("/lesson/info", pairs{"lessonId", ids})
		require.Equal(t, json.Number("1"), a.json["status"], a.body)
		for _, row := range a.json["data"].([]any) {
			found = append(found, row.(map[string]any)["zby_lid"])
		}
		return found
	}
	assert.Equal(t, []any{json.Number("219343875"), json.Number("219343877")}, list(219343877, 10001, "219343875", 219343877),
		"by id, each once, unknown ones left out")
	assert.Nil(t, list(148, 121493), "ids of other things are unknown")
}

func TestIDListsThatAreRefused(t *testing.T) {
	hundred := make([]any, 100)
	for i := range hundred {
		hundred[i] = 10001 + i
	}
	for _, test := range []struct {
		name   string
		params pairs
		code   int
		about  string
	}{
		{"none", pairs{}, 40001, "lessonId"},
		{"another operation's name for it", pairs{"lesson_id", []any{10001}}, 40001, "lessonId"},
		{"JSON text", pairs{"lessonId", "[10001,10002]"}, 40002, "lessonId"},
		{"a bare id", pairs{"lessonId", 10001}, 40002, "lessonId"},
		{"an id in words", pairs{"lessonId", []any{10001, "x"}}, 40002, "lessonId[1]"},
		{"a map", pairs{"lessonId", pairs{"a", 10001}}, 40002, "lessonId"},
		{"no id", pairs{"lessonId", []any{}}, 40003, "lessonId"},
		{"101", pairs{"lessonId", append(hundred[:100:100], 1)}, 40003, "100"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := start(t)
			f.wantFailure(f.call("/lesson/info", test.params), test.code, test.about)
		})
	}
	a := start(t).call("/lesson/info", pairs{"lessonId", hundred})
	assert.Equal(t, json.Number("1"), a.json["status"], "100 are not too many")
}

func TestWithListDelay(t *testing.T) {
	srv := weclassroomtest.NewServer(weclassroomtest.WithListDelay(time.Minute))
	defer srv.Close()
	now := time.Date(2030, 12, 14, 8, 0, 0, 0, time.FixedZone("CST", 8*3600))
	srv.SetClock(func() time.Time { return now })
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13900139000", Name: "Julia Li", Teacher: true})
	classroom := srv.AddClassroom(weclassroomtest.Classroom{TeacherID: teacher.UserID, Name: "语法", Category: weclassroomtest.CategorySmall})
	lesson := srv.AddLesson(weclassroomtest.Lesson{ClassroomID: classroom.ClassroomID, StartTime: now.Add(time.Hour), EndTime: now.Add(2 * time.Hour)})
	client := srv.Client()
	listed := func() (counts []int) {
		byUser, err := client.Lessons.ListByUser(t.Context(), &weclassroom.ListLessonsByUserRequest{UserID: teacher.UserID, StartTime: now, EndTime: now.Add(3 * time.Hour)})
		require.NoError(t, err)
		byTime, err := client.Lessons.ListStatusByTime(t.Context(), &weclassroom.TimeRangeRequest{StartTime: now, EndTime: now.Add(3 * time.Hour)})
		require.NoError(t, err)
		ofDay, err := client.Lessons.ListStatusByUser(t.Context(), &weclassroom.ListStatusByUserRequest{Date: classcloud.Date{Year: 2030, Month: 12, Day: 14}, UserID: teacher.UserID})
		require.NoError(t, err)
		byID, err := client.Lessons.ListByIDs(t.Context(), []int64{lesson.LessonID})
		require.NoError(t, err)
		return []int{len(byUser), len(byTime), len(ofDay), len(byID)}
	}
	assert.Equal(t, []int{0, 0, 0, 1}, listed())
	now = now.Add(59 * time.Second)
	assert.Equal(t, []int{0, 0, 0, 1}, listed())
	now = now.Add(time.Second)
	assert.Equal(t, []int{1, 1, 1, 1}, listed())
}
