package weclassroom_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

func TestAReplayKeepsWhatTheVendorWrote(t *testing.T) {
	srv := weclassroomtest.NewServer()
	defer srv.Close()
	srv.Respond("Lessons.ListStatusByIDs", weclassroomtest.DocumentedReply("Lessons.ListStatusByIDs"))
	videos, err := srv.Client().Lessons.ListStatusByIDs(t.Context(), []int64{10001})
	require.NoError(t, err)
	require.Len(t, videos, 2, "a lesson may have several")
	assert.Equal(t, "zbywsvod.weclassroom.com/vod/zby/_387334_60650.mp4", videos[0].VideoURL)
	assert.Equal(t, "http://"+videos[0].VideoURL, videos[0].URL())
	assert.Empty(t, (&weclassroom.Recording{}).URL())
}

func TestZeroDatesAreTheZeroTime(t *testing.T) {
	for name, opts := range map[string][]weclassroomtest.Option{"null": nil, "0000-00-00": {weclassroomtest.WithZeroDates()}} {
		t.Run(name, func(t *testing.T) {
			srv, classroom := school(t, opts...)
			start := srv.Now().Add(24 * time.Hour).Truncate(time.Minute)
			lesson := srv.AddLesson(weclassroomtest.Lesson{ClassroomID: classroom.ClassroomID, StartTime: start, EndTime: start.Add(time.Hour)})
			lessons, err := srv.Client().Lessons.ListByIDs(t.Context(), []int64{lesson.LessonID})
			require.NoError(t, err)
			assert.True(t, lessons[0].ActualStartTime.IsZero())
			assert.True(t, lessons[0].StartTime.Equal(start))
		})
	}
}

// No document says what the statuses of APIs 17 to 19 mean, nor whose id API 30 returns: the server plays both readings, and the client
// takes neither for granted.
func TestWhatNoDocumentStatesIsTheVendorsOwnValue(t *testing.T) {
	for name, test := range map[string]struct {
		options []weclassroomtest.Option
		status  int
		same    bool // the class and the classroom have one id
	}{
		"as API 29":                     {nil, 2, true},
		"as the sample of API 19":       {[]weclassroomtest.Option{weclassroomtest.WithHeldStatuses()}, 1, true},
		"classes with ids of their own": {[]weclassroomtest.Option{weclassroomtest.WithOwnClassIDs()}, 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			i := newInstitution(t, test.options...)
			lesson := i.AddLesson(weclassroomtest.Lesson{ClassroomID: i.classroom.ClassroomID, StartTime: beginning.Add(-2 * time.Hour), EndTime: beginning.Add(-time.Hour)})
			lessons, err := i.client.Lessons.ListByIDs(t.Context(), []int64{lesson.LessonID})
			require.NoError(t, err)
			assert.Equal(t, test.status, lessons[0].StatusCode)
			assert.False(t, lessons[0].ActualEndTime.IsZero(), "this says that it is over, under either reading")
			class, err := i.client.Lessons.GetClassroom(t.Context(), lesson.LessonID)
			require.NoError(t, err)
			assert.Equal(t, test.same, class.ClassID == i.classroom.ClassroomID)
		})
	}
}

func TestABadRowOfOnePartLeavesTheOtherParts(t *testing.T) {
	client, stub := stubbed(t, func(_ string, params weclassroomtest.Array) string {
		first, _ := params.Get("lessonId", 0)
		return fmt.Sprintf(`{"status":1,"data":[{"zby_lid":%d,"status":1},{"zby_lid":"x","status":1}]}`, first)
	})
	lessons, err := client.Lessons.ListByIDs(t.Context(), manyIDs(250))
	require.ErrorIs(t, err, classcloud.DataLoss)
	assert.Len(t, clienttest.AsError(t, err).Rows, 3)
	assert.ErrorContains(t, err, "3 of the rows cannot be read")
	assert.Equal(t, []int64{250, 150, 50}, each(lessons, func(l weclassroom.Lesson) int64 { return l.LessonID }))
	assert.Equal(t, 3, stub.Count())
}
