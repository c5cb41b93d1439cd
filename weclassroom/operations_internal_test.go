package weclassroom

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

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

func TestPathsAndNamesAreThereOnce(t *testing.T) {
	names, paths := map[string]bool{}, map[string]bool{}
	for _, op := range operations {
		assert.False(t, names[op.Name], op.Name)
		assert.False(t, paths[op.Path], op.Path)
		names[op.Name], paths[op.Path] = true, true
		assert.Equal(t, "POST", op.Method, op.Name)
	}
	assert.Len(t, operations, 35)
}

// Every operation's effect, and for what is sent once the reason: a second time does something else than the first.
func TestEffects(t *testing.T) {
	const (
		read, idempotent, once = classcloud.EffectRead, classcloud.EffectIdempotent, classcloud.EffectOnce
	)
	want := map[string]classcloud.Effect{
		"Users.Create":            once, // the document does not say what a phone that has an account is answered
		"Users.ListByPhones":      read,
		"Users.SetPhone":          once, // the old number is gone after the first
		"Users.Update":            idempotent,
		"Classrooms.Create":       once, // makes a second classroom
		"Classrooms.AddStudents":  idempotent,
		"Classrooms.AddDocuments": idempotent, "Classrooms.Delete": idempotent, "Classrooms.GetProgress": read, "Classrooms.RemoveStudent": idempotent,
		"Documents.UploadFromURL": once, // makes a second document, or a second link
		"Documents.List":          read,
		"Lessons.Create":          once, // makes a second lesson
		"Lessons.CreateBatch":     once, // makes the lessons again
		"Lessons.Delete":          idempotent, "Lessons.AddDocuments": idempotent, "Lessons.RemoveDocument": idempotent, "Lessons.AddStudents": idempotent,
		"Lessons.RemoveStudent": idempotent, "Lessons.SetTeacher": idempotent, "Lessons.Update": idempotent,
		"Lessons.ListStatusByTime": read, "Lessons.ListStatusByIDs": read, "Lessons.ListByIDs": read, "Lessons.ListStatusByUser": read,
		"Lessons.GetClassroom": read, "Lessons.ListByUser": read,
		"Reports.ListHelpRequests": read, "Reports.ListAttendance": read, "Reports.ListStars": read, "Reports.ListEventCounts": read,
		"Reports.ListEventTimes": read, "Reports.GetTeacherAttendance": read, "Recordings.ListByUser": read, "Recordings.Get": read,
	}
	got := map[string]classcloud.Effect{}
	for _, op := range operations {
		got[op.Name] = op.Effect
		assert.False(t, op.Keyed, op.Name)
		assert.Empty(t, op.Already, "%s: the document has no code for what was done before", op.Name)
	}
	assert.Equal(t, want, got)
}

// A reply that holds nothing is an empty list, so every operation whose result is one says so.
func TestListsMayBeEmpty(t *testing.T) {
	for id, result := range results() {
		list := reflect.TypeOf(result()).Elem()
		isPage := list == reflect.TypeFor[*DocumentPage]() || list == reflect.TypeFor[*AttendancePage]()
		if operations[id].Effect == classcloud.EffectRead && id != opRecordingsListByUser {
			assert.Equal(t, list.Kind() == reflect.Slice || isPage, operations[id].Payload == transport.PayloadList, operations[id].Name)
		}
	}
}

// Every parameter of every request stands on a wire golden: a name that is wrong is seen there.
func TestEveryParameterStandsOnAGolden(t *testing.T) {
	requests := map[opID][]any{
		opUsersCreate: {CreateUsersRequest{}, NewUser{}}, opUsersListByPhones: {userPhones{}}, opUsersSetPhone: {SetPhoneRequest{}}, opUsersUpdate: {UpdateUserRequest{}},
		opClassroomsCreate: {CreateClassroomRequest{}}, opClassroomsAddStudents: {AddClassroomStudentsRequest{}}, opClassroomsAddDocuments: {AddClassroomDocumentsRequest{}},
		opClassroomsDelete: {classroomRef{}}, opClassroomsGetProgress: {classroomRef{}}, opClassroomsRemoveStudent: {RemoveClassroomStudentRequest{}},
		opDocumentsUploadFromURL: {UploadFromURLRequest{}}, opDocumentsList: {ListDocumentsRequest{}},
		opLessonsCreate: {CreateLessonRequest{}}, opLessonsCreateBatch: {CreateLessonBatchRequest{}, NewLesson{}}, opLessonsDelete: {lessonRef{}},
		opLessonsAddDocuments: {AddLessonDocumentsRequest{}}, opLessonsRemoveDocument: {RemoveLessonDocumentRequest{}}, opLessonsAddStudents: {AddLessonStudentsRequest{}},
		opLessonsRemoveStudent: {RemoveLessonStudentRequest{}}, opLessonsSetTeacher: {SetLessonTeacherRequest{}}, opLessonsUpdate: {UpdateLessonRequest{}},
		opLessonsListStatusByTime: {TimeRangeRequest{}}, opLessonsListStatusByIDs: {statusLessons{}}, opLessonsListByIDs: {infoLessons{}},
		opLessonsListStatusByUser: {ListStatusByUserRequest{}}, opLessonsGetClassroom: {lessonRef{}}, opLessonsListByUser: {ListLessonsByUserRequest{}},
		opReportsListHelpRequests: {TimeRangeRequest{}}, opReportsListAttendance: {ListAttendanceRequest{}}, opReportsListStars: {starLessons{}},
		opReportsListEventCounts: {ListEventCountsRequest{}}, opReportsListEventTimes: {ListEventTimesRequest{}}, opReportsGetTeacherAttendance: {lessonRef{}},
		opRecordingsListByUser: {ListUserRecordingsRequest{}}, opRecordingsGet: {lessonText{}},
	}
	require.Len(t, requests, len(operations))
	for id, types := range requests {
		wires, err := filepath.Glob("../testdata/weclassroom/" + operations[id].Name + "/wire*.golden")
		require.NoError(t, err)
		var sent strings.Builder
		for _, name := range wires {
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			_, opened, _ := strings.Cut(string(text), "opened: ")
			sent.WriteString(strings.ReplaceAll(opened, `\"`, `"`))
		}
		for _, request := range types {
			typ := reflect.TypeOf(request)
			for i := range typ.NumField() {
				name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
				if name != "-" {
					assert.Regexp(t, `"`+name+`"( =>|:)`, sent.String(), "%s: %s", operations[id].Name, typ.Field(i).Name)
				}
			}
		}
	}
}
