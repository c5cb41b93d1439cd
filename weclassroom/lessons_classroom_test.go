package weclassroom_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classroom"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestALessonAsClassroomEvents(t *testing.T) {
	clock := clienttest.NewClock()
	srv := weclassroomtest.NewServer(weclassroomtest.WithClock(clock.Now))
	t.Cleanup(srv.Close)
	client := srv.Client(classcloud.WithClock(clock))
	start := clock.Now()
	student := srv.AddUser(weclassroomtest.User{Phone: "13800138001", Name: "An", Student: true})
	teacher := srv.AddUser(weclassroomtest.User{Phone: "13800138000", Name: "Julia", Teacher: true})
	room := srv.AddClassroom(weclassroomtest.Classroom{Name: "math", TeacherID: teacher.UserID, StudentIDs: []int64{student.UserID}})
	lesson := srv.AddLesson(weclassroomtest.Lesson{ClassroomID: room.ClassroomID, StartTime: start.Add(time.Minute), EndTime: start.Add(40 * time.Minute)})
	filmed := srv.AddLesson(weclassroomtest.Lesson{ClassroomID: room.ClassroomID, StartTime: start.Add(time.Minute), EndTime: start.Add(40 * time.Minute), Replay: true})
	id := strconv.FormatInt(lesson.LessonID, 10)
	look := func() (lines []string) {
		events, err := client.ClassroomEvents(t.Context(), id)
		require.NoError(t, err)
		for _, e := range events {
			at := "?"
			if !e.At.IsZero() {
				at = e.At.Sub(start).Truncate(time.Minute).String()
			}
			lines = append(lines, fmt.Sprintf("%v %s %s", e.Kind, e.User.ID, at))
			assert.Equal(t, [...]string{"weclassroom", id}, [...]string{e.Vendor, e.LessonID})
			assert.NotNil(t, e.Raw)
		}
		return lines
	}
	assert.Empty(t, look())
	clock.Advance(5 * time.Minute)
	assert.Equal(t, []string{"started  1m0s"}, look())
	clock.Advance(time.Hour)
	srv.AddAttendance(weclassroomtest.Attendance{LessonID: lesson.LessonID, UserID: student.UserID, ListenTime: 10})
	srv.AddEvent(weclassroomtest.Event{LessonID: lesson.LessonID, UserID: student.UserID, Type: "onstage", Time: start.Add(7 * time.Minute)})
	srv.AddEvent(weclassroomtest.Event{LessonID: lesson.LessonID, UserID: student.UserID, Type: "handup", Time: start.Add(6 * time.Minute)})
	over := []string{"started  1m0s", "ended  40m0s", fmt.Sprintf("on stage %d 7m0s", student.UserID)}
	assert.Equal(t, over, look())
	id = strconv.FormatInt(filmed.LessonID, 10)
	assert.Equal(t, []string{"started  1m0s", "ended  40m0s"}, look(), "its replay has no address yet")
	srv.AddRecording(weclassroomtest.Recording{LessonID: filmed.LessonID, URL: "https://example.com/a.mp4"})
	assert.Equal(t, []string{"started  1m0s", "ended  40m0s", "recording ready  ?"}, look())

	srv.Inject("Reports.ListEventTimes", weclassroomtest.Fault{Status: 503, Times: -1})
	events, err := srv.Client(classcloud.WithClock(clock), classcloud.WithoutRetry()).ClassroomEvents(t.Context(), strconv.FormatInt(lesson.LessonID, 10))
	require.ErrorIs(t, err, classcloud.Unavailable)
	assert.Len(t, events, 2, "what could be read is there")
}

func TestALessonThatIsNone(t *testing.T) {
	srv := weclassroomtest.NewServer()
	t.Cleanup(srv.Close)
	for _, id := range []string{"", "abc", "0", "-4"} {
		_, err := srv.Client().ClassroomEvents(t.Context(), id)
		assert.ErrorIs(t, err, classcloud.InvalidArgument, id)
	}
	assert.Empty(t, srv.Requests(), "nothing was sent")
	events, err := srv.Client().ClassroomEvents(t.Context(), "77")
	assert.NoError(t, err)
	assert.Empty(t, events)
}

// A row that cannot be read does not cost the lesson that stands beside it.
func TestALessonBesideARowThatCannotBeRead(t *testing.T) {
	client, _ := stubbed(t, func(string, weclassroomtest.Array) string {
		return `{"status":1,"error_code":10000,"data":[{"zby_lid":5,"status":1,"actual_start_time":"2026-03-02 10:00:00"},{"zby_lid":"x"}]}`
	})
	events, err := client.ClassroomEvents(t.Context(), "5")
	require.ErrorIs(t, err, classcloud.DataLoss)
	require.Len(t, events, 1)
	assert.Equal(t, classroom.KindStarted, events[0].Kind)
}

func TestReportsAsRows(t *testing.T) {
	student := weclassroom.Attendance{UserID: 7, ListenTime: 40, LateBy: 5 * time.Minute, EarlyBy: 3 * time.Minute}
	assert.Equal(t, classroom.Row{Person: classroom.Person{ID: "7", Role: classroom.RoleStudent}, Total: 40 * time.Minute, LateBy: 5 * time.Minute, EarlyBy: 3 * time.Minute},
		student.ClassroomRow(time.Minute))
	teacher := weclassroom.TeacherAttendance{TeacherID: 8, ListenTime: 40, LateBy: time.Minute}
	assert.Equal(t, classroom.Row{Person: classroom.Person{ID: "8", Role: classroom.RoleTeacher}, Total: 40 * time.Second, LateBy: time.Minute}, teacher.ClassroomRow(time.Second))
}
