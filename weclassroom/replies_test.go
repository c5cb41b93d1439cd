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
