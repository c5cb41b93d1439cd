package weclassroomtest_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestTheClientOfTheServer(t *testing.T) {
	for name, opts := range map[string][]weclassroomtest.Option{
		"with invented credentials": nil,
		"in another dialect": {
			weclassroomtest.WithCredentials(weclassroom.Credentials{ApplicationID: applicationID, Secret: secret}), weclassroomtest.WithReversedUsers(), weclassroomtest.WithLessonObject(),
			weclassroomtest.WithHTTPErrors(), weclassroomtest.WithFailureData(weclassroomtest.FailureDataEmptyArray),
		},
	} {
		t.Run(name, func(t *testing.T) {
			f := start(t) // for its clock
			srv := weclassroomtest.NewServer(append(opts, weclassroomtest.WithClock(f.Now))...)
			t.Cleanup(srv.Close)
			client, ctx := srv.Client(), t.Context()

			users, err := client.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{
				{Phone: "13800138000", Name: "张一", Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderMale},
				{Phone: "13800138001", Name: "李四", Role: weclassroom.RoleStudent, Gender: weclassroom.GenderMale},
			}})
			require.NoError(t, err)
			uids := map[string]int64{}
			for _, user := range users {
				uids[user.Phone] = user.UserID
			}
			_, err = client.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{
				TeacherID: uids["13800138001"], Name: "我的课程", Category: new(weclassroom.CategorySmall)})
			assert.ErrorIs(t, err, weclassroom.CodeParameterValue, "a student cannot teach")

			classroom, err := client.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{
				TeacherID: uids["13800138000"], Name: "我的课程", Category: new(weclassroom.CategorySmall)})
			require.NoError(t, err)
			lesson, err := client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{
				ClassroomID: classroom.ClassroomID, Genre: new(weclassroom.GenreFormal),
				StartTime: f.Now().Add(-time.Minute), EndTime: f.Now().Add(time.Hour)})
			require.NoError(t, err)
			lessons, err := client.Lessons.ListByIDs(ctx, []int64{lesson.LessonID, 1})
			require.NoError(t, err)
			require.Len(t, lessons, 1)
			assert.Equal(t, lesson.LessonID, lessons[0].LessonID)
			assert.Equal(t, weclassroomtest.LessonStatusStarted, lessons[0].StatusCode)
			assert.True(t, lessons[0].ActualStartTime.Equal(f.Now().Add(-time.Minute)))
			assert.True(t, lessons[0].ActualEndTime.IsZero())

			srv.SetActive(false)
			_, err = client.Lessons.ListByIDs(ctx, []int64{1})
			assert.ErrorIs(t, err, weclassroom.CodeApplicationIDDisabled)
		})
	}
}

func TestOptionsTheClientRefuses(t *testing.T) {
	f := start(t)
	assert.Equal(t, weclassroom.Credentials{ApplicationID: applicationID, Secret: secret}, f.Credentials())
	assert.Panics(t, func() { f.Client(classcloud.WithBaseURL("no address")) })
}

func ExampleServer() {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "Julia Li", Teacher: true})

	client := srv.Client()
	_, err := client.Classrooms.Create(context.Background(), &weclassroom.CreateClassroomRequest{
		TeacherID: teacher.UserID, Name: "初二一班", Category: new(weclassroom.CategoryOneToOne),
	})

	fmt.Println(err)
	fmt.Println(srv.Classrooms()[0].Name)
	fmt.Println(srv.Requests()[0].Params)
	// Output:
	// <nil>
	// 初二一班
	// ["teacherId" => 121493, "className" => "初二一班", "category" => 0]
}
