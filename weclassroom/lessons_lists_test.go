package weclassroom_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
