package aui_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui"
)

// nil keeps and [] clears.
func TestMeetingMembersNilAndEmpty(t *testing.T) {
	client, server := script(t, always(`{"success":true,"data":{"members":[]}}`))
	for _, in := range []*aui.UpdateMeetingRequest{
		{ClassID: "c1", AllMute: new(false)},
		{ClassID: "c1", Members: []aui.MeetingMember{}},
	} {
		_, err := client.Meetings.Update(t.Context(), in)
		require.NoError(t, err)
	}
	got := server.seen()
	assert.NotContains(t, got[0].params, "members")
	assert.Equal(t, []any{}, got[1].params["members"])
	assert.NotContains(t, got[1].params, "all_mute")
}

// What Get returns can be changed and sent back.
func TestMeetingRoundTrip(t *testing.T) {
	const meeting = `{"members":[{"user_id":"u1","camera_opened":true,"mic_opened":false,"controlled_mic_opened":false}],"all_mute":true}`
	client, server := script(t, always(`{"success":true,"data":`+meeting+`}`))
	got, err := client.Meetings.Get(t.Context(), "c1")
	require.NoError(t, err)
	require.NotNil(t, got.AllMute)
	assert.True(t, *got.AllMute)
	assert.Nil(t, got.InteractionAllowed)
	got.Members[0].Extra = map[string]any{"hand": "up"}
	_, err = client.Meetings.Update(t.Context(), &aui.UpdateMeetingRequest{ClassID: "c1", Members: got.Members})
	require.NoError(t, err)
	assert.Equal(t, []any{map[string]any{"user_id": "u1", "camera_opened": true, "mic_opened": false, "controlled_mic_opened": false, "hand": "up"}},
		server.seen()[1].params["members"])
}
