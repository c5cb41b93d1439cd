package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classroom"
)

func TestEventsAreKeptOnceAndWithoutTheirRawValue(t *testing.T) {
	s := newStore(t, ten)
	l := anyLesson()
	joined := classroom.Event{Vendor: "classin", RoomID: "course", LessonID: "17", ID: "e1", Kind: classroom.KindJoined, At: ten().Add(1500 * time.Millisecond), Within: 30 * time.Second,
		User: classroom.User{ID: "2", Name: "An", Role: classroom.RoleStudent, Device: "1"}, Raw: "secret"}
	repeated := joined
	repeated.At = ten().Add(time.Hour) // of a Watch that looked again
	ended := classroom.Event{Vendor: "classin", LessonID: "17", Kind: classroom.KindEnded, At: ten().Add(time.Minute)}
	started := ended
	started.Kind = classroom.KindStarted // without an ID, too
	undated := classroom.Event{Vendor: "classin", LessonID: "17", ID: "e2", Kind: classroom.KindOnStage}
	chat := classroom.Event{Vendor: "classin", LessonID: "17", ID: "e3"}
	elsewhere := classroom.Event{Vendor: "classin", LessonID: "18", ID: "e4", Kind: classroom.KindEnded}
	another := classroom.Event{Vendor: "agora", RoomID: "17", ID: "e1", Kind: classroom.KindEnded}
	require.NoError(t, s.add(t.Context(), []classroom.Event{joined, repeated, started, ended, ended, undated, chat, elsewhere, another}))
	require.NoError(t, s.add(t.Context(), []classroom.Event{repeated, ended}))

	events, err := s.events(t.Context(), l)
	require.NoError(t, err)
	require.Len(t, events, 4)
	assert.Equal(t, classroom.KindOnStage, events[0].Kind)
	assert.True(t, events[0].At.IsZero())
	got := events[1]
	assert.True(t, got.At.Equal(joined.At))
	want := joined
	want.RoomID, want.LessonID, want.Raw, want.At, got.At = "17", "", nil, time.Time{}, time.Time{}
	assert.Equal(t, want, got)
	assert.Equal(t, classroom.KindEnded, events[2].Kind)
	assert.Equal(t, classroom.KindStarted, events[3].Kind)
}

func TestARoomIsWhatCreatesAndEventsShare(t *testing.T) {
	for vendor, want := range map[string]string{"baijiayun": "room", "classin": "lesson", "weclassroom": "lesson"} {
		assert.Equal(t, want, roomOf(classroom.Event{Vendor: vendor, RoomID: "room", LessonID: "lesson"}), vendor)
	}
	for _, vendor := range []string{"agora", "aui"} {
		assert.Equal(t, "room", roomOf(classroom.Event{Vendor: vendor, RoomID: "room"}), vendor)
	}
}

func TestAWatchsTextsAreApartByVendor(t *testing.T) {
	s := newStore(t, ten)
	a, b := watchStore{s, "aui"}, watchStore{s, "weclassroom"}
	require.NoError(t, a.Put(t.Context(), "1", "x"))
	require.NoError(t, a.Put(t.Context(), "1", "y"))
	text, err := a.Get(t.Context(), "1")
	assert.NoError(t, err)
	assert.Equal(t, "y", text)
	text, err = b.Get(t.Context(), "1")
	assert.NoError(t, err)
	assert.Empty(t, text)
}
