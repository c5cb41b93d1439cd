package weclassroom

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

func TestEveryRequestTypeCanBePlanned(t *testing.T) {
	for _, in := range []any{
		&CreateUsersRequest{}, &userPhones{}, &SetPhoneRequest{}, &UpdateUserRequest{},
		&CreateClassroomRequest{}, &AddClassroomStudentsRequest{}, &RemoveClassroomStudentRequest{}, &AddClassroomDocumentsRequest{}, &classroomRef{},
		&UploadFromURLRequest{}, &ListDocumentsRequest{},
		&CreateLessonRequest{}, &CreateLessonBatchRequest{Lessons: []NewLesson{{}}}, &UpdateLessonRequest{}, &SetLessonTeacherRequest{}, &lessonRef{},
		&AddLessonDocumentsRequest{}, &RemoveLessonDocumentRequest{}, &AddLessonStudentsRequest{}, &RemoveLessonStudentRequest{},
		&infoLessons{}, &statusLessons{}, &ListStatusByUserRequest{}, &ListLessonsByUserRequest{},
		&ListAttendanceRequest{}, &starLessons{}, &ListEventCountsRequest{}, &ListEventTimesRequest{}, &TimeRangeRequest{},
		&lessonText{}, &ListUserRecordingsRequest{},
	} {
		assert.NotPanics(t, func() { wire.Build(in, nil, true) }, "%T", in)
	}
}

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
		opLessonsCreateBatch:          func() any { return new(*CreatedLessonBatch) },
		opLessonsAddDocuments:         func() any { return new(*AddedLessonDocuments) },
		opLessonsAddStudents:          func() any { return new(*AddedLessonStudents) },
		opLessonsListByIDs:            func() any { return new([]Lesson) },
		opLessonsListStatusByIDs:      func() any { return new([]LessonVideo) },
		opLessonsListStatusByTime:     func() any { return new([]LessonRun) },
		opLessonsListStatusByUser:     func() any { return new([]DayLesson) },
		opLessonsListByUser:           func() any { return new([]userLesson) },
		opLessonsGetClassroom:         func() any { return new(*ClassroomRef) },
		opReportsListAttendance:       func() any { return new(*AttendancePage) },
		opReportsGetTeacherAttendance: func() any { return new(*TeacherAttendance) },
		opReportsListStars:            func() any { return new([]StarCount) },
		opReportsListEventCounts:      func() any { return new(map[int64]int) },
		opReportsListEventTimes:       func() any { return new([]eventTime) },
		opReportsListHelpRequests:     func() any { return new([]HelpRequest) },
		opRecordingsGet:               func() any { return new(*Recording) },
		opRecordingsListByUser:        func() any { return new([]UserRecording) },
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
			payload, failure := p.Decode(&transport.Call{Op: operations[id], ID: int(id)}, &classcloud.Reply{Status: 200, Body: body})
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
			payload, failure := (&protocol{}).Decode(&transport.Call{Op: operations[opLessonsCreateBatch], ID: int(opLessonsCreateBatch)},
				&classcloud.Reply{Status: 200, Body: []byte(`{"status":1,"data":` + c.data + `}`)})
			require.Nil(t, failure)
			if c.want == nil {
				assert.Empty(t, payload)
				return
			}
			var out CreatedLessonBatch
			require.NoError(t, wire.Decode(payload, &out))
			assert.Equal(t, c.want, out.LessonIDs)
		})
	}
	for name, data := range map[string]string{"a word": `"abc"`, "a list in a list": `[[1]]`, "a fraction": `1.5`} {
		t.Run(name+" is an error", func(t *testing.T) {
			payload, failure := (&protocol{}).Decode(&transport.Call{Op: operations[opLessonsCreateBatch], ID: int(opLessonsCreateBatch)},
				&classcloud.Reply{Status: 200, Body: []byte(`{"status":1,"data":` + data + `}`)})
			require.Nil(t, failure)
			assert.Error(t, wire.Decode(payload, new(CreatedLessonBatch)))
		})
	}
}

func TestSuccessAndFailure(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		kind classcloud.Kind // Unknown and no err: success
		err  error
		ok   bool
	}{
		"status 1 and the code":             {`{"status":1,"error_code":10000}`, 0, nil, true},
		"status 1 alone":                    {`{"status":1}`, 0, nil, true},
		"status 1 as text":                  {`{"status":"1"}`, 0, nil, true},
		"the code alone":                    {`{"error_code":"10000"}`, 0, nil, true},
		"API 34's code alone":               {`{"code":10000}`, 0, nil, true},
		"a byte order mark before it":       {"\xef\xbb\xbf" + `{"status":1}`, 0, nil, true},
		"status 0 beats the code":           {`{"status":0,"error_code":10000}`, classcloud.Unknown, nil, false},
		"status 0 alone":                    {`{"status":0,"msg":"无"}`, classcloud.Unknown, nil, false},
		"a code alone":                      {`{"error_code":40003}`, classcloud.InvalidArgument, CodeParameterValue, false},
		"API 34's code":                     {`{"status":0,"code":40001}`, classcloud.InvalidArgument, CodeParameterMissing, false},
		"20001":                             {`{"status":0,"error_code":20001}`, classcloud.Unauthenticated, CodeApplicationIDMissing, false},
		"20002":                             {`{"status":0,"error_code":20002}`, classcloud.Unauthenticated, CodeSignMsgMissing, false},
		"20003":                             {`{"status":0,"error_code":20003}`, classcloud.Unauthenticated, CodeApplicationIDWrong, false},
		"20004":                             {`{"status":0,"error_code":20004}`, classcloud.PermissionDenied, CodeApplicationIDDisabled, false},
		"20005":                             {`{"status":0,"error_code":20005}`, classcloud.Unauthenticated, CodeSignature, false},
		"30001":                             {`{"status":0,"error_code":30001}`, classcloud.Unimplemented, CodeRouteNotFound, false},
		"30002":                             {`{"status":0,"error_code":30002}`, classcloud.Unimplemented, CodeMethodNotFound, false},
		"40002":                             {`{"status":0,"error_code":40002}`, classcloud.InvalidArgument, CodeParameterType, false},
		"40004":                             {`{"status":0,"error_code":"40004"}`, classcloud.FailedPrecondition, CodeRejected, false},
		"50000":                             {`{"status":0,"error_code":50000}`, classcloud.Internal, CodeServer, false},
		"a code nobody knows, by its digit": {`{"status":0,"error_code":20099}`, classcloud.Unauthenticated, Code(20099), false},
		"a code of no pattern":              {`{"status":0,"error_code":7}`, classcloud.Unknown, Code(7), false},
		"neither":                           {`{"msg":"ok","data":[]}`, classcloud.DataLoss, nil, false},
		"a list":                            {`[]`, classcloud.DataLoss, nil, false},
		"a page":                            {`<html>`, classcloud.DataLoss, nil, false},
		"nothing":                           {``, classcloud.DataLoss, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, httpStatus := range []int{200, 400} { // the document names none: the envelope decides
				if c.kind == classcloud.DataLoss && httpStatus != 200 {
					continue
				}
				_, failure := (&protocol{}).Decode(&transport.Call{Op: operations[opLessonsDelete], ID: int(opLessonsDelete)}, &classcloud.Reply{Status: httpStatus, Body: []byte(c.body)})
				if c.ok {
					require.Nil(t, failure)
					continue
				}
				require.NotNil(t, failure)
				assert.Equal(t, c.kind, failure.Kind)
				if c.err != nil {
					assert.ErrorIs(t, failure, c.err)
				}
			}
		})
	}
}

func TestPathsAndNamesAreThereOnce(t *testing.T) {
	names, paths := map[string]bool{}, map[string]bool{}
	for _, op := range operations {
		assert.False(t, names[op.Name], op.Name)
		assert.False(t, paths[op.Path], op.Path)
		names[op.Name], paths[op.Path] = true, true
		assert.Equal(t, "POST", op.Method, op.Name)
	}
	assert.Len(t, operations, 35)
	effects := map[classcloud.Effect]int{}
	for _, op := range operations {
		effects[op.Effect]++
	}
	assert.Equal(t, map[classcloud.Effect]int{classcloud.EffectRead: 17, classcloud.EffectIdempotent: 12, classcloud.EffectOnce: 6}, effects)
}

func TestLastPage(t *testing.T) {
	for name, c := range map[string]struct {
		got, size, page, pages int
		last                   bool
	}{
		"an empty page ends, whatever is counted":          {0, 20, 1, 99, true},
		"a short last page":                                {7, 20, 3, 3, true},
		"a short page and no count":                        {7, 20, 3, 0, true},
		"a full page goes on, though counted as the last":  {20, 20, 3, 3, false},
		"a full page goes on, though nothing is counted":   {20, 20, 1, 0, false},
		"a short page goes on where the vendor cuts pages": {7, 20, 1, 3, false},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.last, lastPage(c.got, c.size, c.page, c.pages)) })
	}
}

func TestDatedLeavesTheCallersRequestAlone(t *testing.T) {
	start := time.Date(2018, 12, 13, 16, 0, 0, 0, time.UTC) // midnight in Beijing
	in := &CreateLessonBatchRequest{Lessons: []NewLesson{{StartTime: start, EndTime: start.Add(time.Hour), Extra: map[string]any{"x": 1}}}}
	out := in.dated(DateKeyBoth)
	assert.Equal(t, map[string]any{"x": 1}, in.Lessons[0].Extra)
	assert.Equal(t, map[string]any{"x": 1, "createDate": derivedDate("2018-12-14"), "creatDate": derivedDate("2018-12-14")}, out.Lessons[0].Extra)
	assert.Nil(t, (*CreateLessonBatchRequest)(nil).dated(DateKeyBoth))
}
