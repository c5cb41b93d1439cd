package weclassroom_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestAServerErrorIsRepeatedForReadsOnly(t *testing.T) {
	i := newInstitution(t)
	client, err := i.client.With(classcloud.WithClock(clienttest.Impatient{}))
	require.NoError(t, err)
	i.Inject("Lessons.ListByIDs", i.Failure(50000))
	_, err = client.Lessons.ListByIDs(t.Context(), []int64{1})
	require.NoError(t, err)
	assert.Len(t, i.Requests(), 2)
	i.ClearRequests()
	i.Inject("Lessons.Create", i.Failure(50000))
	_, err = client.Lessons.Create(t.Context(), i.lesson())
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Len(t, i.Requests(), 1)
}

func TestEveryAttemptIsSealedAnew(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	client := srv.Client(classcloud.WithClock(clienttest.Impatient{}))
	srv.Inject("Lessons.ListByUser", weclassroomtest.Fault{Status: 503, Times: 2})
	_, err := client.Lessons.ListByUser(t.Context(), &weclassroom.ListLessonsByUserRequest{UserID: 1, StartTime: time.Now(), EndTime: time.Now()})
	require.Error(t, err)
	seen := map[string]bool{}
	for _, r := range srv.Requests() {
		seen[r.Form.Get("signMsg")] = true
	}
	assert.Len(t, srv.Requests(), 3)
	assert.Len(t, seen, 3)
}

func TestOnlyWhatIsSafeIsRepeated(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "Julia Li", Teacher: true})
	client := srv.Client(classcloud.WithClock(clienttest.Impatient{}))

	srv.Inject("Classrooms.Create", weclassroomtest.Fault{Apply: true, Reset: true})
	_, err := client.Classrooms.Create(t.Context(), &weclassroom.CreateClassroomRequest{TeacherID: teacher.UserID, Name: "一", Category: new(weclassroom.CategorySmall)})
	require.Error(t, err)
	assert.True(t, classcloud.MaybeApplied(err))
	require.Len(t, srv.Classrooms(), 1, "and not two")

	srv.Inject("Classrooms.Create", srv.Failure(50000))
	_, err = client.Classrooms.Create(t.Context(), &weclassroom.CreateClassroomRequest{TeacherID: teacher.UserID, Name: "二", Category: new(weclassroom.CategorySmall)})
	require.ErrorIs(t, err, weclassroom.CodeServer)
	assert.True(t, classcloud.MaybeApplied(err))
	require.Len(t, srv.Classrooms(), 1)

	srv.Inject("Users.Update", srv.Failure(50000))
	require.NoError(t, client.Users.Update(t.Context(), &weclassroom.UpdateUserRequest{UserID: teacher.UserID, Role: weclassroom.RoleTeacher, Name: new("Julia")}))
	assert.Equal(t, "Julia", srv.Users()[0].Name)

	srv.Inject("Classrooms.Delete", weclassroomtest.Fault{Apply: true, Reset: true})
	err = client.Classrooms.Delete(t.Context(), srv.Classrooms()[0].ClassroomID)
	assert.Empty(t, srv.Classrooms())
	require.ErrorIs(t, err, weclassroom.CodeParameterValue, "the document does not say what a second delete is answered")
	assert.True(t, classcloud.MaybeApplied(err), "so the first may have done it")
}
