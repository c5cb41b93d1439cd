package weclassroom_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// Whatever names a thing to delete or take away is asked for before anything is sent.
func TestNothingIsTakenAwayUnnamed(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	client, ctx := srv.Client(), t.Context()
	for name, call := range map[string]func() error{
		"Classrooms.Delete": func() error { return client.Classrooms.Delete(ctx, 0) },
		"Classrooms.RemoveStudent, student": func() error {
			return client.Classrooms.RemoveStudent(ctx, &weclassroom.RemoveClassroomStudentRequest{ClassroomID: 1})
		},
		"Classrooms.RemoveStudent, room": func() error {
			return client.Classrooms.RemoveStudent(ctx, &weclassroom.RemoveClassroomStudentRequest{StudentID: 1})
		},
		"Lessons.Delete": func() error { return client.Lessons.Delete(ctx, 0) },
		"Lessons.RemoveDocument, document": func() error {
			return client.Lessons.RemoveDocument(ctx, &weclassroom.RemoveLessonDocumentRequest{LessonID: 1})
		},
		"Lessons.RemoveDocument, lesson": func() error {
			return client.Lessons.RemoveDocument(ctx, &weclassroom.RemoveLessonDocumentRequest{DocumentID: 1})
		},
		"Lessons.RemoveStudent, student": func() error {
			return client.Lessons.RemoveStudent(ctx, &weclassroom.RemoveLessonStudentRequest{LessonID: 1})
		},
		"Lessons.RemoveStudent, lesson": func() error {
			return client.Lessons.RemoveStudent(ctx, &weclassroom.RemoveLessonStudentRequest{StudentID: 1})
		},
		"Lessons.RemoveStudent, nothing": func() error { return client.Lessons.RemoveStudent(ctx, nil) },
		"Classrooms.Create without Category": func() error {
			_, err := client.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: 1, Name: "一"})
			return err
		},
		"Lessons.Create without Genre": func() error {
			_, err := client.Lessons.Create(ctx, &weclassroom.CreateLessonRequest{ClassroomID: 1, StartTime: time.Unix(0, 0), EndTime: time.Unix(3600, 0)})
			return err
		},
		"Lessons.CreateBatch without Genre": func() error {
			_, err := client.Lessons.CreateBatch(ctx, &weclassroom.CreateLessonBatchRequest{ClassroomID: 1, Lessons: []weclassroom.NewLesson{{StartTime: time.Unix(0, 0), EndTime: time.Unix(3600, 0)}}})
			return err
		},
		"Lessons.CreateBatch, nothing": func() error { _, err := client.Lessons.CreateBatch(ctx, nil); return err },
	} {
		t.Run(name, func(t *testing.T) {
			err := call()
			require.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.False(t, classcloud.MaybeApplied(err))
			e := clienttest.AsError(t, err)
			assert.Len(t, e.Fields, 1, "%v", e.Fields)
		})
	}
	assert.Empty(t, srv.Requests())
}

func TestWhatIsRefusedBeforeSending(t *testing.T) {
	i := newInstitution(t)
	i.ClearRequests()
	ctx := t.Context()
	withSeconds, backwards, fiftyOne := i.lesson(), i.lesson(), make([]weclassroom.NewUser, 51)
	withSeconds.StartTime = beginning.Add(time.Hour + time.Second)
	backwards.EndTime = backwards.StartTime
	for n := range fiftyOne {
		fiftyOne[n] = weclassroom.NewUser{Phone: fmt.Sprint(int64(13800138000) + int64(n)), Name: "N", Role: 1, Gender: 1}
	}
	for name, test := range map[string]struct {
		call func() error
		says string
	}{
		"seconds where the vendor has minutes": {func() error { _, err := i.client.Lessons.Create(ctx, withSeconds); return err }, "StartTime (startTime)"},
		"an end before the start":              {func() error { _, err := i.client.Lessons.Create(ctx, backwards); return err }, "EndTime (endTime) is not after StartTime"},
		"no genre": {func() error {
			in := i.lesson()
			in.Genre = nil
			_, err := i.client.Lessons.Create(ctx, in)
			return err
		}, "Genre (genre) is required"},
		"51 users": {func() error {
			_, err := i.client.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: fiftyOne})
			return err
		}, "Users (userData)"},
		"a name of 21 characters": {func() error {
			_, err := i.client.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: 1, Name: strings.Repeat("名", 21), Category: new(weclassroom.CategorySmall)})
			return err
		}, "Name (className) has 21 characters"},
		"a mini program with nothing to show": {func() error {
			_, err := i.client.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: 1, Name: "N", Category: new(weclassroom.CategoryCommand), MiniProgram: true})
			return err
		}, "CoverURL (classFrontCoverUrl) is required with MiniProgram"},
	} {
		err := test.call()
		assert.ErrorIs(t, err, classcloud.InvalidArgument, name)
		assert.ErrorContains(t, err, test.says, name)
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome, name)
	}
	assert.Empty(t, i.Requests())
}

func TestNobodyReplaysForLessThanNothing(t *testing.T) {
	_, err := (&weclassroom.Client{}).Lessons.Create(t.Context(), nil)
	require.Error(t, err)
	lesson := &weclassroom.CreateLessonRequest{StartTime: beginning, EndTime: beginning.Add(time.Hour), ReplayDays: new(-1)}
	assert.Equal(t, "ReplayDays (replay_duration) is negative", lesson.Validate()[0].String())
	room := &weclassroom.CreateClassroomRequest{Name: "x", ReplayDays: new(-1)}
	assert.Equal(t, "ReplayDays (replayDuration) is negative", room.Validate()[0].String())
}
