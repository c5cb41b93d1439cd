package aui_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestRecording(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	class := srv.AddClass(auitest.Class{TeacherID: "t1", Recorded: true})
	got, err := srv.Client().Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: class.ClassID, UserID: "t1"})
	require.NoError(t, err)
	require.NotNil(t, got.VOD)
	assert.Equal(t, aui.VODStatusReady, got.VOD.Status)
	require.Len(t, got.VOD.Playlist, 1)
	file := got.VOD.Playlist[0]
	assert.Equal(t, 67*time.Second+685*time.Millisecond, file.Duration, "the server sends decimal text")
	assert.Equal(t, "858.198", file.BitRate)
	assert.True(t, file.CreateTime.Equal(class.CreateTime.Truncate(time.Second)), "UTC, unlike the other times")
}
