package weclassroomtest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// What the document leaves open the server plays in every reading, so that a client that takes one of them for granted is found out.

func TestRecordingsInData(t *testing.T) {
	f := school(t, weclassroomtest.WithRecordingsInData())
	f.AddRecording(weclassroomtest.Recording{LessonID: held, UserID: zhang, Key: "2621913", URL: "https://replay.example.com/1.mp4"})
	f.wantPlain(f.call("/lesson/service/record", pairs{"lesson_id", held, "user_id", zhang}),
		`{"status":1,"msg":"sucess","data":{"2621913":["https://replay.example.com/1.mp4"],"script_flag":1,"scribblelog":[]}}`)
}

func TestHeldStatuses(t *testing.T) {
	f := school(t, weclassroomtest.WithHeldStatuses())
	body := f.call("/lesson/info", pairs{"lessonId", []any{held, coming}}).body
	assert.Contains(t, body, `"zby_lid":10001,"status":1,"actual_start_time":"2018-03-16 12:00:00","actual_end_time":"2018-03-16 13:00:59"`)
	assert.Contains(t, body, `"zby_lid":10002,"status":0,"actual_start_time":null`)
}

func TestOwnClassIDs(t *testing.T) {
	plain, own := school(t), school(t, weclassroomtest.WithOwnClassIDs())
	ask := pairs{"lessonId", held}
	assert.NotEqual(t, plain.call("/lesson/getClassInfo", ask).body, own.call("/lesson/getClassInfo", ask).body)
}

func TestKilobyteSizes(t *testing.T) {
	f := school(t, weclassroomtest.WithKilobyteSizes())
	f.AddDocument(weclassroomtest.Document{DocumentID: 9000000, Name: "a.ppt", Size: 30234, Type: 1})
	assert.Contains(t, f.call("/courseware/list", pairs{"page", 1, "pageSize", 100}).body, `{"filesize":29,"type":1,"convert_status":2,"filename":"a.ppt","id":9000000}`)
}

func TestCodesOfUsersInOneForm(t *testing.T) {
	user := func(kind, gender any) pairs {
		return pairs{"userData", []any{pairs{"userPhone", "13700137000", "userName", "张", "userType", kind, "userGender", gender}}}
	}
	for _, test := range []struct {
		name    string
		options []weclassroomtest.Option
		codes   []any
		code    int // 0 for a success
	}{
		{"either takes text", nil, []any{"1", "2"}, 0},
		{"either takes numbers", nil, []any{1, 2}, 0},
		{"text takes text", []weclassroomtest.Option{weclassroomtest.WithTextUserCodes()}, []any{"1", "2"}, 0},
		{"text refuses a number as type", []weclassroomtest.Option{weclassroomtest.WithTextUserCodes()}, []any{1, "2"}, 40002},
		{"text refuses a number as gender", []weclassroomtest.Option{weclassroomtest.WithTextUserCodes()}, []any{"1", 2}, 40002},
		{"numbers refuse text", []weclassroomtest.Option{weclassroomtest.WithNumericUserCodes()}, []any{"1", 2}, 40002},
		{"numbers take numbers", []weclassroomtest.Option{weclassroomtest.WithNumericUserCodes()}, []any{1, 2}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := school(t, test.options...)
			answer := f.call("/user/create", user(test.codes[0], test.codes[1]))
			if test.code != 0 {
				f.wantCode(answer, test.code)
				return
			}
			assert.Contains(t, answer.body, `"status":1`)
		})
	}
}

func TestAnEmptyOptionalParameterIsAnAbsentOne(t *testing.T) {
	f := school(t)
	for path, params := range map[string]pairs{
		"/lesson/io/info":    {"lessonId", held, "page", ""},
		"/courseware/upload": {"filename", "a", "filesize", 1, "coursewareUrl", "https://example.com", "type", 2, "covt", ""},
	} {
		assert.Contains(t, f.call(path, params).body, `"status":1`, path)
	}
}

func TestALieCapsPages(t *testing.T) {
	f := school(t)
	f.Lie("Documents.List", weclassroomtest.Lie{PageCap: 1})
	body := f.call("/courseware/list", pairs{"page", 2, "pageSize", 20}).body
	assert.Contains(t, body, `"list":[{`)
	assert.NotContains(t, body, `},{`)
}
