package aui_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
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

// What was never said stays unsaid, and what the server added stays, however often it is read and written back.
func TestMeetingRoundTripLosesNothing(t *testing.T) {
	for _, member := range []string{`{"user_id":"a","is_pinned":true}`, `{"user_id":"a","camera_opened":false}`,
		`{"user_id":"a","mic_opened":true,"tags":["x",{"n":12345678901234567890}],"seat":7,"nothing":null}`} {
		client, server := script(t, always(`{"success":true,"data":{"members":[`+member+`]}}`))
		got, err := client.Meetings.Get(t.Context(), "c1")
		require.NoError(t, err)
		_, err = client.Meetings.Update(t.Context(), &aui.UpdateMeetingRequest{ClassID: "c1", Members: got.Members})
		require.NoError(t, err)
		sent := server.Requests()[1].Body
		var want, back any
		require.NoError(t, json.Unmarshal([]byte(`{"id":"c1","members":[`+member+`]}`), &want))
		require.NoError(t, json.Unmarshal([]byte(sent), &back))
		assert.Equal(t, want, back)
		assert.NotContains(t, sent, "e+", "numbers keep their digits")
	}
}

// A member that is null, or nobody, is not a member with an empty id.
func TestMeetingMembersThatCannotBeRead(t *testing.T) {
	client, _ := script(t, always(`{"success":true,"data":{"members":[null,{"user_id":"a"},{"user_nick":"b"},{"user_id":""}],"all_mute":true}}`))
	got, err := client.Meetings.Get(t.Context(), "c1")
	assertKind(t, err, classcloud.DataLoss)
	assert.Len(t, rowsOf(err), 3)
	require.NotNil(t, got)
	require.Len(t, got.Members, 1)
	assert.Equal(t, "a", got.Members[0].UserID)
	assert.True(t, *got.AllMute)
}

// Nothing is an empty meeting.
func TestNothingIsAnEmptyMeeting(t *testing.T) {
	for _, reply := range []string{`,"data":{}`, `,"data":[]`, `,"data":null`, `,"data":""`, `,"data":false`, ``} {
		client, _ := script(t, always(`{"success":true`+reply+`}`))
		got, err := client.Meetings.Get(t.Context(), "c1")
		require.NoError(t, err, reply)
		assert.Equal(t, &aui.Meeting{}, got)
	}
}
