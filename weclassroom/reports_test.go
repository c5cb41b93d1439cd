package weclassroom_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestReportsOfALesson(t *testing.T) {
	srv, classroom := school(t)
	student := srv.AddUser(weclassroomtest.User{Phone: "13800138001", Name: "李四", Student: true})
	start := time.Date(2020, 5, 9, 22, 0, 0, 0, beijing())
	lesson := srv.AddLesson(weclassroomtest.Lesson{ClassroomID: classroom.ID, StartTime: start, EndTime: start.Add(time.Hour), Students: []int64{student.UID}})
	srv.AddAttendance(weclassroomtest.Attendance{LessonID: lesson.ID, UserID: student.UID, ListenTime: 50, InOutTimes: 2, LateMinutes: 5, LeftMinutes: 1})
	srv.AddAward(weclassroomtest.Award{LessonID: lesson.ID, UserID: student.UID, Stars: 4})
	srv.AddEvent(weclassroomtest.Event{LessonID: lesson.ID, UserID: student.UID, Type: "handup", At: start.Add(40 * time.Minute)})
	srv.AddHelpRequest(weclassroomtest.HelpRequest{LessonID: lesson.ID, UserID: student.UID, Type: "听不到老师声音", ItemName: "002", Content: "test", At: start.Add(time.Minute)})
	client, ctx := srv.Client(), t.Context()

	page, err := client.Reports.ListAttendance(ctx, &weclassroom.ListAttendanceRequest{LessonID: lesson.ID})
	require.NoError(t, err)
	assert.Equal(t, []weclassroom.Attendance{{UserID: student.UID, ListenTime: 50, Entries: 2, LateBy: 5 * time.Minute, EarlyBy: time.Minute}}, page.Attendance)

	stars, err := client.Reports.ListStars(ctx, []int64{lesson.ID})
	require.NoError(t, err)
	assert.Equal(t, []weclassroom.StarCount{{UserID: student.UID, Stars: 4, LessonID: lesson.ID}}, stars)

	counts, err := client.Reports.ListEventCounts(ctx, &weclassroom.ListEventCountsRequest{LID: lesson.ID, Event: weclassroom.EventTypeHandUp})
	require.NoError(t, err)
	assert.Equal(t, []weclassroom.EventCount{{UserID: student.UID, Count: 1}}, counts)
	counts, err = client.Reports.ListEventCounts(ctx, &weclassroom.ListEventCountsRequest{LID: lesson.ID, Event: weclassroom.EventTypeReward})
	require.NoError(t, err)
	assert.Empty(t, counts, "PHP's empty map is []")

	times, err := client.Reports.ListEventTimes(ctx, &weclassroom.ListEventTimesRequest{LID: lesson.ID, Event: weclassroom.EventTypeHandUp, UserID: student.UID})
	require.NoError(t, err)
	require.Len(t, times, 1)
	assert.True(t, times[0].Equal(start.Add(40*time.Minute)))

	help, err := client.Reports.ListHelpRequests(ctx, &weclassroom.TimeRangeRequest{StartTime: start, EndTime: start.Add(time.Hour)})
	require.NoError(t, err)
	require.Len(t, help, 1)
	assert.Equal(t, lesson.ID, help[0].LessonID)
	assert.Equal(t, "002", help[0].ItemName)
}

func TestAPeriodMayBeAMoment(t *testing.T) {
	at := time.Now()
	assert.Empty(t, (&weclassroom.TimeRangeRequest{StartTime: at, EndTime: at}).Validate())
	assert.Len(t, (&weclassroom.TimeRangeRequest{StartTime: at, EndTime: at.Add(-1)}).Validate(), 1)
	assert.Empty(t, (&weclassroom.TimeRangeRequest{StartTime: at}).Validate(), "what is missing is said once")
}
