package weclassroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
)

func TestASuccessWithoutItsResult(t *testing.T) {
	i := newInstitution(t)
	for _, rest := range []string{``, `,"data":null`, `,"data":[]`, `,"data":""`, `,"data":{}`, `,"data":0`} {
		i.Respond("Lessons.Create", `{"status":1,"error_code":10000,"msg":"ok"`+rest+`}`)
		lesson, err := i.client.Lessons.Create(t.Context(), i.lesson())
		assert.Nil(t, lesson, rest)
		assert.ErrorIs(t, err, classcloud.DataLoss, rest)
		assert.Equal(t, classcloud.OutcomeApplied, clienttest.AsError(t, err).Outcome, rest)

		i.Respond("Classrooms.Create", `{"status":1,"error_code":10000,"msg":"ok"`+rest+`}`)
		room, err := i.client.Classrooms.Create(t.Context(), &weclassroom.CreateClassroomRequest{TeacherID: i.teacher.UserID, Name: "N", Category: new(weclassroom.CategoryOneToOne)})
		assert.Nil(t, room, rest)
		assert.ErrorIs(t, err, classcloud.DataLoss, rest)
		assert.True(t, classcloud.MaybeApplied(err))
	}
}

// An id beside data and another one in it are a doubt that shows both.
func TestIDsThatContradictEachOther(t *testing.T) {
	i := newInstitution(t)
	create := func(rest string) (*weclassroom.CreatedClassroom, error) {
		i.Respond("Classrooms.Create", `{"status":1,"error_code":10000,"msg":"ok",`+rest+`}`)
		return i.client.Classrooms.Create(t.Context(), &weclassroom.CreateClassroomRequest{TeacherID: i.teacher.UserID, Name: "N", Category: new(weclassroom.CategoryOneToOne)})
	}
	room, err := create(`"classroomId":5,"data":{"classroomId":6}`)
	assert.Nil(t, room)
	e := clienttest.AsError(t, err)
	assert.Equal(t, classcloud.OutcomeApplied, e.Outcome)
	assert.Contains(t, string(e.Body), `"classroomId":6`)
	for _, rest := range []string{`"classroomId":5,"data":{"classroomId":"5"}`, `"classroomId":5,"data":{"classroomId":null}`, `"classroomId":0,"data":{"classroomId":5}`} {
		room, err := create(rest)
		assert.NoError(t, err, rest)
		assert.Equal(t, int64(5), room.ClassroomID, rest)
	}
}
