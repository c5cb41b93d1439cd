package weclassroomtest_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// form writes the shape of JSON: keys in their order and as often as they are there, the types of the values, of a list its first
// element. Keys that are numbers are data and become #; several of them are one.
func form(t *testing.T, text string) string {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	return formOf(t, decoder)
}

var number = regexp.MustCompile(`^\d+$`)

func formOf(t *testing.T, decoder *json.Decoder) string {
	t.Helper()
	token, err := decoder.Token()
	require.NoError(t, err)
	switch token {
	case json.Delim('['):
		first := ""
		for i := 0; decoder.More(); i++ {
			if element := formOf(t, decoder); i == 0 {
				first = element
			}
		}
		_, err = decoder.Token()
		require.NoError(t, err)
		return "[" + first + "]"
	case json.Delim('{'):
		var members []string
		for decoder.More() {
			key, err := decoder.Token()
			require.NoError(t, err)
			name := number.ReplaceAllString(key.(string), "#")
			member := fmt.Sprintf("%q:%s", name, formOf(t, decoder))
			if name != "#" || !slices.Contains(members, member) {
				members = append(members, member)
			}
		}
		_, err = decoder.Token()
		require.NoError(t, err)
		return "{" + strings.Join(members, ",") + "}"
	}
	return fmt.Sprintf("%T", token)
}

// documentedCalls are good calls of a seeded school, one an operation, in the order of the document.
var documentedCalls = []struct {
	operation, path string
	params          pairs
}{
	{"Users.Create", "/user/create", pairs{"userData", []any{zhangYi, liSi}}},
	{"Classrooms.Create", "/classroom/create", pairs{"teacherId", julia, "className", "我的课程", "category", 1}},
	{"Classrooms.AddStudents", "/classroom/student/add", pairs{"classroomId", course148, "studentId", "[1234,121495]"}},
	{"Classrooms.AddDocuments", "/classroom/courseware/add", pairs{"classroomId", course148, "coursewareIds", "[356]"}},
	{"Classrooms.Delete", "/classroom/delete", pairs{"classroomId", course148}},
	{"Documents.UploadFromURL", "/courseware/upload", upload},
	{"Documents.List", "/courseware/list", pairs{"page", "1", "pageSize", "10"}},
	{"Lessons.Create", "/lesson/create", lesson},
	{"Lessons.CreateBatch", "/lesson/multi_create", batch},
	{"Lessons.Delete", "/lesson/delete", pairs{"lessonId", coming}},
	{"Lessons.AddDocuments", "/lesson/add/disk", pairs{"lessonId", held, "diskId", "[234,357,358]"}},
	{"Lessons.RemoveDocument", "/lesson/delete/disk", pairs{"lessonId", held, "diskId", 358}},
	{"Lessons.AddStudents", "/lesson/add/student", pairs{"lessonId", held, "studentId", "[23234,121494]"}},
	{"Lessons.RemoveStudent", "/lesson/delete/student", pairs{"lessonId", held, "studentId", zhang}},
	{"Lessons.SetTeacher", "/lesson/change/teacher", pairs{"lessonId", held, "teacherId", li}},
	{"Lessons.Update", "/lesson/edit", pairs{"lessonId", held, "newName", "11306"}},
	{"Reports.ListHelpRequests", "/lesson/get_help_info", pairs{"start_time", "2018-3-16 12:13:27", "end_time", "2018-3-16 13:13:27"}},
	{"Lessons.ListStatusByTime", "/lesson/get_class_info", pairs{"start_time", "2018-3-16 12:13:27", "end_time", "2018-3-16 13:13:27"}},
	{"Lessons.ListStatusByIDs", "/lesson/get_lesson_status", pairs{"lesson_id", []any{held, coming}}},
	{"Lessons.ListByIDs", "/lesson/info", pairs{"lessonId", []any{held, coming}}},
	{"Users.ListByPhones", "/user/id", pairs{"mobile", []any{"13800138000", "13800138001"}}},
	{"Recordings.ListByUser", "/lesson/service/record", pairs{"lesson_id", held, "user_id", zhang}},
	{"Users.SetPhone", "/user/edit", pairs{"newMobile", int64(12345678911), "oldMobile", int64(13800138000)}},
	{"Reports.ListAttendance", "/lesson/io/info", pairs{"lessonId", held, "page", 0}},
	{"Recordings.Get", "/lesson/replay/url", pairs{"lessonId", "10001"}},
	{"Reports.ListStars", "/lesson/student/award", pairs{"lessonIds", []any{held, coming}}},
	{"Classrooms.GetProgress", "/lesson/finish", pairs{"classroomId", course148}},
	{"Reports.ListEventCounts", "/lessonData/query", pairs{"lid", held, "event_type", "toggle_mic_on"}},
	{"Reports.ListEventTimes", "/lessonData/user/query", pairs{"lid", held, "event_type", "toggle_mic_on", "uid", zhang}},
	{"Lessons.ListStatusByUser", "/lessonData/status", pairs{"day", "2018-03-16", "uid", zhang}},
	{"Lessons.GetClassroom", "/lesson/getClassInfo", pairs{"lessonId", held}},
	{"Lessons.ListByUser", "/lesson/byUser", pairs{"userId", zhang, "startTime", "2018-03-16 12:00:00", "endTime", "2018-03-16 18:00:00"}},
	{"Users.Update", "/user/editinfo", pairs{"userId", zhang, "userType", 1, "userName", "张二"}},
	{"Classrooms.RemoveStudent", "/classroom/student/delete", pairs{"classroomId", course148, "studentId", zhang}},
	{"Reports.GetTeacherAttendance", "/v2/data/teacher/inout", pairs{"lessonId", held}},
}

// seededSchool has a row of everything that is seeded.
func seededSchool(t *testing.T, opts ...weclassroomtest.Option) fixture {
	t.Helper()
	f := school(t, opts...)
	f.AddDocument(weclassroomtest.Document{DocumentID: 358, Name: "c.doc", Type: weclassroomtest.DocumentTypeWord})
	f.call("/lesson/add/disk", pairs{"lessonId", held, "diskId", "[358]"})
	f.AddHelpRequest(weclassroomtest.HelpRequest{LessonID: held, UserID: zhang, Time: at("2018-03-16 12:30:00")})
	f.AddStarCount(weclassroomtest.StarCount{LessonID: held, UserID: zhang, Stars: 4})
	f.AddEvent(weclassroomtest.Event{LessonID: held, UserID: zhang, Type: "toggle_mic_on", Time: at("2018-03-16 12:40:21")})
	f.AddRecording(weclassroomtest.Recording{LessonID: held, URL: "http://zbywsvod.weclassroom.com/vod/zby/_387334_60650.mp4"})
	f.AddRecording(weclassroomtest.Recording{LessonID: held, UserID: zhang, URL: "https://replay.example.com/1.mp4"})
	return f
}

func TestEveryReplyHasTheFormOfTheDocuments(t *testing.T) {
	served := start(t).Operations()
	require.Len(t, documentedCalls, 35)
	for _, call := range documentedCalls {
		t.Run(call.operation, func(t *testing.T) {
			require.Contains(t, served, call.operation)
			f := seededSchool(t, weclassroomtest.WithSpacedKey(), weclassroomtest.WithReindexedLists())
			f.ClearRequests()
			a := f.call(call.path, call.params)
			assert.Equal(t, call.operation, f.Requests()[0].Operation)
			assert.Equal(t, form(t, weclassroomtest.DocumentedReply(call.operation)), form(t, a.body), a.plain())
		})
	}
}

func TestEveryPathIsForPOSTAndForCallersWithAKey(t *testing.T) {
	f := start(t)
	for _, call := range documentedCalls {
		code := "error_code"
		if call.operation == "Reports.GetTeacherAttendance" {
			code = "code"
		}
		assert.Equal(t, json.Number("30002"), f.do("GET", call.path, "", nil).json[code], call.path)
		assert.Equal(t, json.Number("20001"), f.form(call.path, nil).json[code], call.path)
	}
}

func TestNoCallWorksWithoutParameters(t *testing.T) {
	f := start(t)
	for _, call := range documentedCalls {
		a := f.call(call.path, pairs{})
		assert.Equal(t, json.Number("0"), a.json["status"], call.path)
		assert.Contains(t, a.body, "40001", call.path)
	}
}

func TestErrorCodesEverywhere(t *testing.T) {
	f := seededSchool(t, weclassroomtest.WithErrorCodes())
	for _, call := range documentedCalls {
		assert.NotNil(t, f.form(call.path, nil).json["error_code"], call.operation)
		if call.operation == "Classrooms.Delete" || call.operation == "Lessons.Delete" {
			continue // what comes later is of the lessons
		}
		a := f.call(call.path, call.params)
		assert.Equal(t, json.Number("10000"), a.json["error_code"], "%s %s", call.operation, a.plain())
		assert.NotContains(t, a.json, "code")
	}
}
