package weclassroom

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// results are what the operations with a payload decode into.
func results() map[opID]func() any {
	return map[opID]func() any{
		opUsersCreate:                 func() any { return new([]CreatedUser) },
		opUsersListByPhones:           func() any { return new([]User) },
		opUsersSetPhone:               func() any { return new(*ChangedUser) },
		opClassroomsCreate:            func() any { return new(*CreatedClassroom) },
		opClassroomsAddStudents:       func() any { return new(*AddedClassroomStudents) },
		opClassroomsGetProgress:       func() any { return new(*Progress) },
		opDocumentsUploadFromURL:      func() any { return new(*UploadedDocument) },
		opDocumentsList:               func() any { return new(*DocumentPage) },
		opLessonsCreate:               func() any { return new(*CreatedLesson) },
		opLessonsCreateBatch:          func() any { return new(*createdBatch) },
		opLessonsAddDocuments:         func() any { return new(*AddedLessonDocuments) },
		opLessonsAddStudents:          func() any { return new(*AddedLessonStudents) },
		opLessonsListByIDs:            func() any { return new([]Lesson) },
		opLessonsListStatusByIDs:      func() any { return new([]LessonVideo) },
		opLessonsListStatusByTime:     func() any { return new([]LessonRun) },
		opLessonsListStatusByUser:     func() any { return new([]DayLesson) },
		opLessonsListByUser:           func() any { return new([]userLesson) },
		opLessonsGetClassroom:         func() any { return new(*LessonClass) },
		opReportsListAttendance:       func() any { return new(*AttendancePage) },
		opReportsGetTeacherAttendance: func() any { return new(*TeacherAttendance) },
		opReportsListStars:            func() any { return new([]StarCount) },
		opReportsListEventCounts:      func() any { return new([]EventCount) },
		opReportsListEventTimes:       func() any { return new([]eventTime) },
		opReportsListHelpRequests:     func() any { return new([]HelpRequest) },
		opRecordingsGet:               func() any { return new(*Recording) },
		opRecordingsListByUser:        func() any { return new([]recordingRow) },
	}
}

// Whatever a server answers, each operation gives a result or an error, and a result that can be cached as JSON.
func FuzzReply(f *testing.F) {
	fixtures, err := filepath.Glob("../testdata/weclassroom/*/response*.json")
	require.NoError(f, err)
	replies, err := filepath.Glob("weclassroomtest/replies/*.json")
	require.NoError(f, err)
	require.NotEmpty(f, replies)
	for _, name := range append(fixtures, replies...) {
		body, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(body)
	}
	f.Add([]byte(`{"status":1,"data":[[],{},[[1]],"1,,2",{"id":[1]}],"command":{},"20160401":"x"}`))
	f.Add([]byte("\xef\xbb\xbf{\"status\":1,\"data\":\"\xff\",\"notEnterStudentIds\":\"\"}"))
	f.Fuzz(func(t *testing.T, body []byte) {
		p := &protocol{}
		for id, result := range results() {
			payload, failure := p.Decode(&transport.Call{Op: &operations[id], ID: int(id)}, &classcloud.Reply{Status: 200, Body: body})
			if failure != nil || len(payload) == 0 {
				continue
			}
			out := result()
			if wire.Decode(payload, out) == nil {
				_, err := json.Marshal(out)
				require.NoError(t, err, operations[id].Name)
			}
		}
	})
}

func TestIDsOfCreatedLessons(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		want []int64
	}{
		"one id":                          {`219343875`, []int64{219343875}},
		"one as text":                     {`"219343875"`, []int64{219343875}},
		"text with commas":                {`"1, 2 ,3"`, []int64{1, 2, 3}},
		"a list":                          {`[1,"2"]`, []int64{1, 2}},
		"a list with gaps":                {`{"0":1,"2":"2"}`, []int64{1, 2}},
		"a lesson":                        {`{"room_id":7,"id":1}`, []int64{1}},
		"lessons":                         {`[{"id":1},{"id":"2"}]`, []int64{1, 2}},
		"lessons with gaps":               {`{"1":{"id":1},"3":{"id":2}}`, []int64{1, 2}},
		"a lesson without its id":         {`{"room_id":7}`, nil},
		"nothing among ids":               {`[1,null,0,""]`, []int64{1}},
		"null":                            {`null`, nil},
		"an empty list":                   {`[]`, nil},
		"nought":                          {`0`, nil},
		"an id twice stays twice":         {`[1,1]`, []int64{1, 1}},
		"numbers too large for a float64": {`[9007199254740993]`, []int64{9007199254740993}},
	} {
		t.Run(name, func(t *testing.T) {
			payload, failure := (&protocol{}).Decode(&transport.Call{Op: &operations[opLessonsCreateBatch], ID: int(opLessonsCreateBatch)},
				&classcloud.Reply{Status: 200, Body: []byte(`{"status":1,"data":` + c.data + `}`)})
			require.Nil(t, failure)
			if c.want == nil {
				assert.Empty(t, payload)
				return
			}
			var out createdBatch
			report, err := wire.Read(payload, &out)
			require.NoError(t, err)
			assert.True(t, report.OK(), "%+v", report)
			var got []int64
			for _, lesson := range out.Lessons {
				got = append(got, lesson.LessonID)
			}
			assert.Equal(t, c.want, got)
		})
	}
	for name, data := range map[string]string{"a word": `"abc"`, "a list in a list": `[[1]]`, "a fraction": `1.5`} {
		t.Run(name+" is an error", func(t *testing.T) {
			payload, failure := (&protocol{}).Decode(&transport.Call{Op: &operations[opLessonsCreateBatch], ID: int(opLessonsCreateBatch)},
				&classcloud.Reply{Status: 200, Body: []byte(`{"status":1,"data":` + data + `}`)})
			require.Nil(t, failure)
			report, err := wire.Read(payload, new(createdBatch))
			require.NoError(t, err)
			assert.Len(t, report.Rows, 1)
		})
	}
}
