package weclassroom_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestReportsOfALesson(t *testing.T) {
	srv, classroom := school(t)
	student := srv.AddUser(weclassroomtest.User{Phone: "13800138001", Name: "李四", Student: true})
	start := time.Date(2020, 5, 9, 22, 0, 0, 0, clienttest.CST)
	lesson := srv.AddLesson(weclassroomtest.Lesson{ClassroomID: classroom.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour), StudentIDs: []int64{student.UserID}})
	srv.AddAttendance(weclassroomtest.Attendance{LessonID: lesson.LessonID, UserID: student.UserID, ListenTime: 50, Entries: 2, LateBy: 5 * time.Minute, EarlyBy: time.Minute})
	srv.AddStarCount(weclassroomtest.StarCount{LessonID: lesson.LessonID, UserID: student.UserID, Stars: 4})
	srv.AddEvent(weclassroomtest.Event{LessonID: lesson.LessonID, UserID: student.UserID, Type: "handup", Time: start.Add(40 * time.Minute)})
	srv.AddHelpRequest(weclassroomtest.HelpRequest{LessonID: lesson.LessonID, UserID: student.UserID, Type: "听不到老师声音", ItemName: "002", Content: "test", Time: start.Add(time.Minute)})
	client, ctx := srv.Client(), t.Context()

	page, err := client.Reports.ListAttendance(ctx, &weclassroom.ListAttendanceRequest{LessonID: lesson.LessonID})
	require.NoError(t, err)
	assert.Equal(t, []weclassroom.Attendance{{UserID: student.UserID, ListenTime: 50, Entries: 2, LateBy: 5 * time.Minute, EarlyBy: time.Minute}}, page.Attendance)

	stars, err := client.Reports.ListStars(ctx, []int64{lesson.LessonID})
	require.NoError(t, err)
	assert.Equal(t, []weclassroom.StarCount{{UserID: student.UserID, Stars: 4, LessonID: lesson.LessonID}}, stars)

	counts, err := client.Reports.ListEventCounts(ctx, &weclassroom.ListEventCountsRequest{LID: lesson.LessonID, Event: weclassroom.EventTypeHandUp})
	require.NoError(t, err)
	assert.Equal(t, []weclassroom.EventCount{{UserID: student.UserID, Count: 1}}, counts)
	counts, err = client.Reports.ListEventCounts(ctx, &weclassroom.ListEventCountsRequest{LID: lesson.LessonID, Event: weclassroom.EventTypeReward})
	require.NoError(t, err)
	assert.Empty(t, counts, "PHP's empty map is []")

	times, err := client.Reports.ListEventTimes(ctx, &weclassroom.ListEventTimesRequest{LID: lesson.LessonID, Event: weclassroom.EventTypeHandUp, UserID: student.UserID})
	require.NoError(t, err)
	require.Len(t, times, 1)
	assert.True(t, times[0].Equal(start.Add(40*time.Minute)))

	help, err := client.Reports.ListHelpRequests(ctx, &weclassroom.TimeRangeRequest{StartTime: start, EndTime: start.Add(time.Hour)})
	require.NoError(t, err)
	require.Len(t, help, 1)
	assert.Equal(t, lesson.LessonID, help[0].LessonID)
	assert.Equal(t, "002", help[0].ItemName)
}

func TestAPeriodMayBeAMoment(t *testing.T) {
	at := time.Now()
	assert.Empty(t, (&weclassroom.TimeRangeRequest{StartTime: at, EndTime: at}).Validate())
	assert.Len(t, (&weclassroom.TimeRangeRequest{StartTime: at, EndTime: at.Add(-1)}).Validate(), 1)
	assert.Empty(t, (&weclassroom.TimeRangeRequest{StartTime: at}).Validate(), "what is missing is said once")
}
