package weclassroom_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestAClassroomTakesTheStudentsItCan(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	srv.Respond("Classrooms.AddStudents", weclassroomtest.DocumentedReply("Classrooms.AddStudents"))
	entered, err := srv.Client().Classrooms.AddStudents(t.Context(), &weclassroom.AddClassroomStudentsRequest{ClassroomID: 1, StudentIDs: []int64{1234}})
	require.NoError(t, err)
	assert.False(t, entered.Complete())
	assert.Equal(t, []int64{1234}, entered.NotFound, "though the document prints the name with a blank behind it")
	assert.True(t, (&weclassroom.AddedClassroomStudents{NotFound: []int64{}}).Complete())
}

func TestContradictionsInAClassroomAreRefused(t *testing.T) {
	client, stub := stubbed(t, func(string, weclassroomtest.Array) string { return `{"status":1,"classroomId":5}` })
	for name, test := range map[string]struct {
		change func(*weclassroom.CreateClassroomRequest)
		field  string
	}{
		"a mini program of a small class": {func(in *weclassroom.CreateClassroomRequest) { in.Category = new(weclassroom.CategorySmall) }, "MiniProgram"},
		"a text without a mini program":   {func(in *weclassroom.CreateClassroomRequest) { *in = plainRoom(); in.Info = "x" }, "Info"},
		"a QR code without one":           {func(in *weclassroom.CreateClassroomRequest) { *in = plainRoom(); in.QRCodeURL = "https://x" }, "QRCodeURL"},
		"a teacher's text without one":    {func(in *weclassroom.CreateClassroomRequest) { *in = plainRoom(); in.TeacherIntro = "x" }, "TeacherIntro"},
		"details without one":             {func(in *weclassroom.CreateClassroomRequest) { *in = plainRoom(); in.CollectInfo = new(true) }, "CollectInfo"},
		"speaking in a small class":       {func(in *weclassroom.CreateClassroomRequest) { *in = plainRoom(); in.LianMai = true }, "LianMai"},
		"a name of blanks":                {func(in *weclassroom.CreateClassroomRequest) { in.Name = "  " }, "Name"},
	} {
		in := plainRoom()
		in.Category, in.MiniProgram, in.CoverURL, in.Info, in.CollectInfo = new(weclassroom.CategoryCommand), true, "https://x", "x", new(false)
		test.change(&in)
		_, err := client.Classrooms.Create(t.Context(), &in)
		e := clienttest.AsError(t, err)
		require.Len(t, e.Fields, 1, name)
		assert.Equal(t, test.field, e.Fields[0].Field, name)
	}
	for _, call := range map[string]func() error{
		"an empty name of a lesson": func() error {
			return client.Lessons.Update(t.Context(), &weclassroom.UpdateLessonRequest{LessonID: 1, Name: new(" ")})
		},
		"an empty name of a user": func() error {
			return client.Users.Update(t.Context(), &weclassroom.UpdateUserRequest{UserID: 1, Role: weclassroom.RoleStudent, Name: new("")})
		},
	} {
		assert.ErrorContains(t, call(), "is blank")
	}
	assert.Zero(t, stub.Count())
}

func plainRoom() weclassroom.CreateClassroomRequest {
	return weclassroom.CreateClassroomRequest{TeacherID: 1, Name: "N", Category: new(weclassroom.CategorySmall)}
}
