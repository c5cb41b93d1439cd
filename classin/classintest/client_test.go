package classintest_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestAClientOfANewServerCreatesAClass(t *testing.T) {
	srv := classintest.NewServer()
	defer srv.Close()
	known := srv.Defaults()
	begin := srv.Now().Add(time.Hour)
	made, err := srv.Client().Classes.Create(t.Context(), &classin.CreateClassRequest{
		CourseID: known.CourseID, ClassName: "Chinese-10", TeacherUID: classin.UID(known.TeacherUID), FolderID: known.FolderID,
		AssistantUIDs: []classin.UID{classin.UID(known.AssistantUID)}, StartTime: begin, EndTime: begin.Add(time.Hour),
	})
	require.NoError(t, err)
	classes := srv.Classes()
	require.Len(t, classes, 1)
	assert.Equal(t, classes[0].ClassID, made.ClassID)
	assert.Equal(t, begin.Unix(), classes[0].StartTime.Unix())
}

func TestCredentialsAreThoseTheServerAccepts(t *testing.T) {
	assert.Equal(t, classin.Credentials{SID: sid, Secret: secret}, newServer(t).Credentials())
	fresh := classintest.NewServer()
	defer fresh.Close()
	assert.Positive(t, fresh.Credentials().SID)
	assert.NotEmpty(t, fresh.Credentials().Secret)
}

func TestClientPanicsOnARefusedOption(t *testing.T) {
	srv := newServer(t)
	assert.Panics(t, func() { srv.Client(classcloud.WithTimeout(-1)) })
	assert.NotPanics(t, func() { srv.Client(classcloud.WithHTTPClient(http.DefaultClient)) })
}

func TestAClientUsesBothGenerations(t *testing.T) {
	srv := classintest.NewServer()
	defer srv.Close()
	known, client, ctx := srv.Defaults(), srv.Client(), t.Context()

	user, err := client.Users.Register(ctx, &classin.RegisterUserRequest{Phone: "13800000001", Password: "secret1", Membership: 1})
	require.NoError(t, err)
	items, err := client.Courses.AddStudents(ctx, &classin.AddCourseStudentsRequest{
		CourseID: known.CourseID, Role: classin.CourseRoleStudent, Students: []classin.CourseStudent{{StudentUID: user.UID}, {StudentUID: 5}},
	})
	require.NoError(t, err)
	require.Len(t, items, 2)
	assert.NoError(t, items[0].Err)
	assert.Error(t, items[1].Err)
	assert.Contains(t, srv.Members(known.CourseID).StudentUIDs, int64(user.UID))

	unit, err := client.Units.Create(ctx, &classin.CreateUnitRequest{CourseID: known.CourseID, Name: "课 & 1"})
	require.NoError(t, err)
	begin := srv.Now().Add(time.Hour)
	made, err := client.Activities.CreateClass(ctx, &classin.CreateClassActivityRequest{
		CourseID: known.CourseID, UnitID: unit.UnitID, Name: "A", TeacherUID: classin.UID(known.TeacherUID), StartTime: begin, EndTime: begin.Add(time.Hour),
	})
	require.NoError(t, err)
	assert.Equal(t, srv.Activities()[0].ActivityID, made.ActivityID)
	require.NoError(t, client.Activities.Release(ctx, &classin.ReleaseActivityRequest{CourseID: known.CourseID, ActivityID: made.ActivityID}))
	assert.True(t, srv.Activities()[0].Published)
}
