package weclassroom

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
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
	effects := map[classcloud.Effect]int{}
	for _, op := range operations {
		effects[op.Effect]++
	}
	assert.Equal(t, map[classcloud.Effect]int{classcloud.EffectRead: 17, classcloud.EffectIdempotent: 12, classcloud.EffectOnce: 6}, effects)
}
