package weclassroom_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestALessonFromItsPlanToItsEnd(t *testing.T) {
	srv, classroom := school(t)
	clock := clienttest.ClockAt(time.Date(2030, 12, 14, 8, 0, 0, 0, clienttest.CST))
	srv.SetClock(clock.Now)
	client, ctx := srv.Client(), t.Context()
	student := srv.AddUser(weclassroomtest.User{Phone: "13800138001", Name: "李四", Student: true})
	start := time.Date(2030, 12, 14, 9, 0, 0, 0, clienttest.CST)
	made, err := client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: classroom.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour), Genre: new(weclassroom.GenreFormal)})
	require.NoError(t, err)

	entered, err := client.Classrooms.AddStudents(ctx, &weclassroom.AddClassroomStudentsRequest{ClassroomID: classroom.ClassroomID, StudentIDs: []int64{9, student.UserID, 8}})
	require.NoError(t, err)
	assert.Equal(t, []int64{9, 8}, entered.NotFound, "a list with a gap")
	added, err := client.Lessons.AddStudents(ctx, &weclassroom.AddLessonStudentsRequest{LessonID: made.LessonID, StudentIDs: []int64{student.UserID}})
	require.NoError(t, err)
	assert.True(t, added.Complete())
	id, ok := added.Already[0].ID()
	assert.Equal(t, []any{student.UserID, true}, []any{id, ok})

	require.NoError(t, client.Lessons.Update(ctx, &weclassroom.UpdateLessonRequest{LessonID: made.LessonID, Name: new("语法 2"), StartTime: new(start.Add(time.Hour)), EndTime: new(start.Add(2 * time.Hour))}))
	assert.Equal(t, "语法 2", srv.Lessons()[0].Name)
	ids, err := client.Lessons.ListByUser(ctx, &weclassroom.ListLessonsByUserRequest{UserID: classroom.TeacherID, StartTime: start, EndTime: start.Add(3 * time.Hour)})
	require.NoError(t, err)
	assert.Equal(t, []int64{made.LessonID}, ids)
	of, err := client.Lessons.GetClassroom(ctx, made.LessonID)
	require.NoError(t, err)
	assert.Equal(t, &weclassroom.LessonClass{ClassID: classroom.ClassroomID, Name: "语法"}, of)

	clock.Advance(start.Add(90 * time.Minute).Sub(clock.Now()))
	status, err := client.Lessons.ListStatusByUser(ctx, &weclassroom.ListStatusByUserRequest{Date: classcloud.Date{Year: 2030, Month: 12, Day: 14}, UserID: classroom.TeacherID})
	require.NoError(t, err)
	assert.Equal(t, []weclassroom.DayLesson{{LessonID: made.LessonID, Status: weclassroom.LessonStatusStarted}}, status)
	assert.ErrorIs(t, client.Lessons.Delete(ctx, made.LessonID), classcloud.FailedPrecondition, "it has begun")
	progress, err := client.Classrooms.GetProgress(ctx, classroom.ClassroomID)
	require.NoError(t, err)
	assert.Equal(t, &weclassroom.Progress{Started: 1, Total: 1}, progress)
}

func TestLessonsInEitherForm(t *testing.T) {
	for name, options := range map[string][]weclassroomtest.Option{"a bare id": nil, "an object": {weclassroomtest.WithLessonObject()}} {
		t.Run(name, func(t *testing.T) {
			i := newInstitution(t, options...)
			lesson, err := i.client.Lessons.Create(t.Context(), i.lesson())
			require.NoError(t, err)
			assert.Equal(t, i.Server.Lessons()[0].LessonID, lesson.LessonID)
			assert.Equal(t, strconv.FormatInt(i.Server.Lessons()[0].Command, 10), lesson.Command)
		})
	}
}
