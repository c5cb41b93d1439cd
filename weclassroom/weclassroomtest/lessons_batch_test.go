package weclassroomtest_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// batch is the document's API 8.1 example.
var batch = pairs{
	"classroomId", 148,
	"dataInfo", `[{"creatDate":"2018-12-14","startTime":"09:00","endTime":"10:30","lessonName":"hao 课节"},` +
		`{"creatDate":"2018-12-24","startTime":"19:00","endTime":"20:30","lessonName":"good-课节"}]`,
	"genre", 1,
	"teacherId", li,
}

func one(lesson string) pairs { return batch.with("dataInfo", "["+lesson+"]") }

func TestCreateLessons(t *testing.T) {
	f := school(t)
	f.wantPlain(f.call("/lesson/multi_create", batch), ok("新增课节成功")+`,"data":219343875,"command":872355}`)
	require.Len(t, f.Lessons(), 4)
	assert.Equal(t, weclassroomtest.Lesson{
		LessonID: 219343876, ClassroomID: 148, TeacherID: li, Name: "good-课节", Genre: 1, Command: 872356, CreateTime: f.Now(),
		StartTime: at("2018-12-24 19:00:00"), EndTime: at("2018-12-24 20:30:00"), StudentIDs: []int64{zhang},
	}, f.lesson(219343876))

	f.call("/lesson/multi_create", one(`{"createDate":"2018-12-14","startTime":"09:00","endTime":"10:30"}`).with("teacherId", drop))
	assert.Equal(t, "初二一班5", f.lesson(219343877).Name)
	assert.EqualValues(t, julia, f.lesson(219343877).TeacherID)

	f = start(t)
	f.classroom(weclassroomtest.Classroom{Category: weclassroomtest.CategorySmall})
	f.wantPlain(f.call("/lesson/multi_create", batch.with("teacherId", drop)), ok("新增课节成功")+`,"data":219343875}`)
}

func TestFormsOfABatchsData(t *testing.T) {
	for want, form := range map[string]weclassroomtest.BatchData{
		`219343875`:             weclassroomtest.BatchDataFirst,
		`"219343875"`:           weclassroomtest.BatchDataFirstText,
		`[219343875,219343876]`: weclassroomtest.BatchDataList,
		`"219343875,219343876"`: weclassroomtest.BatchDataCommaText,
	} {
		f := school(t, weclassroomtest.WithBatchData(form))
		f.wantPlain(f.call("/lesson/multi_create", batch), ok("新增课节成功")+`,"data":`+want+`,"command":872355}`)
	}
}

func TestKeysOfTheDay(t *testing.T) {
	const times = `,"startTime":"09:00","endTime":"10:30"}`
	var (
		create   = one(`{"createDate":"2018-12-14"` + times)
		creat    = one(`{"creatDate":"2018-12-14"` + times)
		both     = one(`{"createDate":"2018-12-14","creatDate":"2018-12-14"` + times)
		onlyThis = weclassroomtest.WithBatchDateKey
		strict   = weclassroomtest.WithStrictBatchKeys
	)
	for _, test := range []struct {
		name   string
		opts   []weclassroomtest.Option
		params pairs
		code   int // 0 is success
		about  string
	}{
		{"either: createDate", nil, create, 0, ""},
		{"either: creatDate", nil, creat, 0, ""},
		{"either: both", nil, both, 0, ""},
		{"either: both, another key too", nil, one(`{"createDate":"2018-12-14","room":1` + times), 0, ""},
		{"either: both that differ", nil, one(`{"createDate":"2018-12-14","creatDate":"2018-12-15"` + times), 40003, "dataInfo[0].creatDate"},
		{"either: none", nil, one(`{"date":"2018-12-14"` + times), 40001, "dataInfo[0].createDate"},
		{"strict either: both", []weclassroomtest.Option{strict()}, both, 0, ""},
		{"strict either: another key too", []weclassroomtest.Option{strict()}, one(`{"createDate":"2018-12-14","room":1` + times), 40003, "room"},
		{"createDate alone", []weclassroomtest.Option{onlyThis("createDate")}, create, 0, ""},
		{"createDate alone: both", []weclassroomtest.Option{onlyThis("createDate")}, both, 0, ""},
		{"createDate alone: creatDate", []weclassroomtest.Option{onlyThis("createDate")}, creat, 40001, "createDate"},
		{"creatDate alone: createDate", []weclassroomtest.Option{onlyThis("creatDate")}, create, 40001, "creatDate"},
		{"strict creatDate alone", []weclassroomtest.Option{onlyThis("creatDate"), strict()}, creat, 0, ""},
		{"strict creatDate alone: both", []weclassroomtest.Option{onlyThis("creatDate"), strict()}, both, 40003, "dataInfo[0].createDate"},
		{"strict createDate alone: creatDate", []weclassroomtest.Option{onlyThis("createDate"), strict()}, creat, 40003, "dataInfo[0].creatDate"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := school(t, test.opts...)
			a := f.call("/lesson/multi_create", test.params)
			if test.code != 0 {
				f.wantFailure(a, test.code, test.about)
				assert.Len(t, f.Lessons(), 2)
				return
			}
			assert.Contains(t, a.body, `"error_code":10000`)
			assert.Equal(t, at("2018-12-14 09:00:00"), f.lesson(219343875).StartTime)
		})
	}
}

func TestBatchesThatAreRefused(t *testing.T) {
	const good = `{"createDate":"2018-12-14","startTime":"09:00","endTime":"10:30"}`
	refuses(t, "/lesson/multi_create", slices.Concat(badID(batch, "classroomId"), badID(batch, "teacherId")[1:], []bad{
		{"no dataInfo", batch.with("dataInfo", drop), 40001, "dataInfo"},
		{"a PHP array", batch.with("dataInfo", []any{pairs{"createDate", "2018-12-14"}}), 40002, "dataInfo"},
		{"one lesson that is in no list", batch.with("dataInfo", good), 40002, "dataInfo"},
		{"no JSON", batch.with("dataInfo", "{"), 40002, "dataInfo"},
		{"no lesson", batch.with("dataInfo", "[]"), 40003, "dataInfo"},
		{"a lesson that is a number", one(good + ",5"), 40002, "dataInfo[1]"},
		{"the second lesson, then none is made", one(good + `,{"createDate":"2018-12-14","startTime":"09:00"}`), 40001, "dataInfo[1].endTime"},
		{"a short day", one(`{"createDate":"2018-2-4","startTime":"09:00","endTime":"10:30"}`), 40003, "createDate"},
		{"a day that is none", one(`{"createDate":"2018-02-30","startTime":"09:00","endTime":"10:30"}`), 40003, "createDate"},
		{"a day that is a number", one(`{"createDate":20181214,"startTime":"09:00","endTime":"10:30"}`), 40002, "createDate"},
		{"a start with seconds", one(`{"createDate":"2018-12-14","startTime":"09:00:00","endTime":"10:30"}`), 40003, "startTime"},
		{"a short start", one(`{"createDate":"2018-12-14","startTime":"9:00","endTime":"10:30"}`), 40003, "startTime"},
		{"a start with its day", one(`{"createDate":"2018-12-14","startTime":"2018-12-14 09:00","endTime":"10:30"}`), 40003, "startTime"},
		{"an end before the start", one(`{"createDate":"2018-12-14","startTime":"11:00","endTime":"10:30"}`), 40003, "endTime"},
		{"an end that is the start", one(`{"createDate":"2018-12-14","startTime":"10:30","endTime":"10:30"}`), 40003, "endTime"},
		{"a name that is a number", one(`{"createDate":"2018-12-14","startTime":"09:00","endTime":"10:30","lessonName":5}`), 40002, "lessonName"},
		{"no genre", batch.with("genre", drop), 40001, "genre"},
		{"genre 2", batch.with("genre", 2), 40003, "genre"},
		{"a student as teacher", batch.with("teacherId", zhang), 40003, "teacherId"},
	}))
}

func TestAMiniProgramCourseTakesNoBatch(t *testing.T) {
	f := start(t)
	f.classroom(weclassroomtest.Classroom{Category: 1, MiniProgram: true})
	params := batch.with("teacherId", drop)
	f.wantFailure(f.call("/lesson/multi_create", params), 40004, "小程序")
	assert.Empty(t, f.Lessons())
	single := one(`{"createDate":"2018-12-14","startTime":"09:00","endTime":"10:30"}`).with("teacherId", drop)
	assert.Contains(t, f.call("/lesson/multi_create", single).body, `"status":1`)
	f.wantFailure(f.call("/lesson/multi_create", single), 40004, "小程序")
}
