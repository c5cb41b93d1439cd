package agora_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func TestARecordingIsStartedOnce(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	srv.ClearRequests()
	srv.Inject("Recordings.Start", agoratest.Fault{Apply: true, Status: 503})
	_, err := client.Recordings.Start(t.Context(), &agora.StartRecordingRequest{RoomUUID: "r"})
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Len(t, srv.Requests(), 1)
	_, err = client.Recordings.Start(t.Context(), &agora.StartRecordingRequest{RoomUUID: "r"})
	assert.ErrorIs(t, err, agora.CodeRecordingNotEnded)
	require.NoError(t, client.Recordings.Stop(t.Context(), "r"))
}

func TestWhereARecordingIsPushedTo(t *testing.T) {
	for name, options := range map[string][]agoratest.Option{"beside data": nil, "within data": {agoratest.WithStreamingURLInData()}} {
		t.Run(name, func(t *testing.T) {
			srv := agoratest.NewServer(options...)
			defer srv.Close()
			client := srv.Client()
			require.NoError(t, createRoom(t, client, "r"))
			state, err := client.Recordings.Start(t.Context(), &agora.StartRecordingRequest{RoomUUID: "r", Mode: agora.RecordingModeWeb,
				Web: &agora.WebRecording{RootURL: "https://example.com/class", PublishRTMP: new(true)}})
			require.NoError(t, err)
			assert.NotEmpty(t, state.StreamingURLs.RTMP)
			assert.NotEmpty(t, state.StreamingURLs.HLS)
		})
	}
}

func TestAllRecordings(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	require.NoError(t, srv.AddRecordings("r", 250))
	srv.ClearRequests()
	in := &agora.ListRecordingsRequest{RoomUUID: "r"}
	seen := map[string]bool{}
	for recording, err := range client.Recordings.All(t.Context(), in) {
		require.NoError(t, err)
		seen[recording.RecordID] = true
	}
	assert.Len(t, seen, 250)
	assert.Len(t, srv.Requests(), 3)
	assert.Empty(t, in.NextID)

	srv.ClearRequests()
	for range client.Recordings.All(t.Context(), in) {
		break
	}
	assert.Len(t, srv.Requests(), 1, "nothing is asked for after a break")

	srv.Respond("Recordings.List", `{"code":0,"data":{"list":[{"recordId":"x"}],"nextId":"same"}}`)
	var failure error
	rows := 0
	for _, err := range client.Recordings.All(t.Context(), in) {
		if err != nil {
			failure = err
			continue
		}
		rows++
	}
	assert.ErrorIs(t, failure, classcloud.DataLoss, "a server that turns in circles")
	assert.Equal(t, 1, rows)
}
