package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classroom"
)

func TestAttendanceThatIsNotWhatHappenedFails(t *testing.T) {
	now := time.Date(2026, 3, 1, 18, 30, 59, 0, time.UTC)
	v := &visit{lesson: newLesson(now)}
	assert.Equal(t, now.Add(time.Hour-59*time.Second), v.lesson.start, "a lesson begins in a whole minute")
	at := func(after time.Duration, kind classroom.Kind) classroom.Event {
		return classroom.Event{Kind: kind, At: v.lesson.start.Add(after), User: classroom.User{ID: "7"}}
	}
	text, err := v.attendance("7", []classroom.Event{at(studentLate, classroom.KindJoined), at(studentLate+studentStay, classroom.KindLeft)})
	require.NoError(t, err)
	assert.Equal(t, "李明: 40 of 60 min, 5 min late", text)
	for name, events := range map[string][]classroom.Event{
		"nobody":    nil,
		"too early": {at(0, classroom.KindJoined), at(studentStay, classroom.KindLeft)},
		"too short": {at(studentLate, classroom.KindJoined), at(studentStay, classroom.KindLeft)},
	} {
		_, err := v.attendance("7", events)
		require.ErrorContains(t, err, "want 40m0s and 5m0s late", name)
	}
}
