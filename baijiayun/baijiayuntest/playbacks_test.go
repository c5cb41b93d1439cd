package baijiayuntest_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestSpots(t *testing.T) {
	srv := start(t)
	room, _ := addedRoom(srv)
	assert.JSONEq(t, `{"list":[]}`, dataOf(t, srv, "Playbacks.ListSpots", nil))
	srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, SessionID: 201905090, VideoID: 305314})
	called(t, srv, "Playbacks.SetSpots", fields{"video_ids": "1,2,3"}).ok(t)
	called(t, srv, "Playbacks.SetSpots", fields{"video_ids": "305314,7"}).ok(t)
	assert.JSONEq(t, `{"list":[
		{"video_id":305314,"playback_room_id":17091462522904,"playback_session_id":201905090,
			"prepare_file_time":"2017-08-01 20:24:48","create_time":"2017-08-01 15:24:48"},
		{"video_id":7,"playback_room_id":0,"playback_session_id":0,
			"prepare_file_time":"2017-08-01 20:24:48","create_time":"2017-08-01 15:24:48"}]}`, dataOf(t, srv, "Playbacks.ListSpots", nil))
	assert.JSONEq(t, dataOf(t, srv, "Playbacks.ListSpots", nil), dataOf(t, srv, "Playbacks.ListSpots", fields{"video_ids": "7"}))
	srv.Rooms()[0].Spots[0].VideoID = 1
	assert.Equal(t, int64(305314), srv.Rooms()[0].Spots[0].VideoID, "a copy")
}

// names lists playbacks and returns the total and their names.
func names(t *testing.T, srv *baijiayuntest.Server, f fields) (total int, names []string) {
	t.Helper()
	var data struct {
		Total int
		List  []struct{ Name string }
	}
	require.NoError(t, json.Unmarshal([]byte(dataOf(t, srv, "Playbacks.List", f)), &data))
	for _, playback := range data.List {
		names = append(names, playback.Name)
	}
	return data.Total, names
}

func TestPlaybacksAreListed(t *testing.T) {
	srv := start(t)
	room, _ := addedRoom(srv)
	small := srv.AddRoom(baijiayuntest.Room{Type: 4})
	srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, Name: "old", CreateTime: srv.Now().Add(-time.Hour)})
	srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, Name: "older", CreateTime: srv.Now().Add(-2 * time.Hour)})
	srv.AddPlayback(baijiayuntest.Playback{RoomID: small.RoomID, Name: "new"})
	for _, test := range []struct {
		fields fields
		total  int
		names  []string
	}{
		{nil, 3, []string{"new", "old", "older"}},
		{fields{"page": "2", "page_size": "2"}, 3, []string{"older"}},
		{fields{"page": "3", "page_size": "2"}, 3, nil},
		{fields{"room_id": "17091462522904"}, 2, []string{"old", "older"}},
		{fields{"product_type": "2"}, 1, []string{"new"}},
		{fields{"product_type": "1", "crop_video": "1"}, 2, []string{"old", "older"}},
	} {
		total, listed := names(t, srv, test.fields)
		assert.Equal(t, test.total, total, test.fields)
		assert.Equal(t, test.names, listed, test.fields)
	}
}

func TestPlaybacksAreMadeFromRecordings(t *testing.T) {
	srv := start(t)
	room, id := addedRoom(srv)
	called(t, srv, "Playbacks.GetToken", nil).failed(t, 1)
	called(t, srv, "Recordings.Stop", nil).ok(t)
	assert.Empty(t, srv.Playbacks())
	called(t, srv, "Recordings.CreatePlayback", nil).ok(t)
	playbacks := srv.Playbacks()
	require.Len(t, playbacks, 1)
	assert.Equal(t, room.RoomID, playbacks[0].RoomID)
	assert.Equal(t, int64(baijiayuntest.PlaybackStatusTranscoding), playbacks[0].Status)
	srv.SetPlaybackStatus(playbacks[0].VideoID, baijiayuntest.PlaybackStatusReady)
	post(t, srv, "/openapi/playback/getList", fields{"page": "1", "page_size": "1"}).data(t, `{"total":1,"list":[{"room_id":"`+id+`",
		"session_id":"0","video_id":"153582","name":"直播培训","status":"100","create_time":"2017-08-01 15:24:48","length":"3600",
		"total_transcode_size":"0","play_times":"0","publish_status":"1","preface_url":"",
		"play_url":"https://www.baijiayun.com/web/playback/index?classid=17091462522904"}]}`)
	assert.Panics(t, func() { srv.SetPlaybackStatus(1, 100) })
	assert.Panics(t, func() { srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, VideoID: 153582}) })
	assert.Panics(t, func() { srv.AddPlayback(baijiayuntest.Playback{RoomID: 1}) })
}

func TestPlayerTokens(t *testing.T) {
	srv := start(t)
	room, _ := addedRoom(srv)
	playback := srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, SessionID: 201905090})
	srv.AddVideo(baijiayuntest.Video{VideoID: 77})
	tokens := map[string]bool{}
	for _, call := range []struct {
		operation string
		fields    fields
	}{
		{"Playbacks.GetToken", nil},
		{"Playbacks.GetToken", fields{"session_id": "201905090", "expires_in": "600"}},
		{"Videos.GetToken", fields{"video_id": "77", "expires_in": "0"}},
	} {
		var data struct{ Token string }
		require.NoError(t, json.Unmarshal([]byte(dataOf(t, srv, call.operation, call.fields)), &data))
		assert.NotEmpty(t, data.Token)
		tokens[data.Token] = true
	}
	assert.Len(t, tokens, 3)
	called(t, srv, "Playbacks.GetToken", fields{"session_id": "201905091"}).failed(t, 1)
	called(t, srv, "Videos.GetToken", fields{"video_id": "78"}).failed(t, 5002)
	assert.Contains(t, dataOf(t, srv, "Videos.GetToken", fields{"video_id": "153582"}), `"video_id":153582`)
	assert.Equal(t, int64(153582), playback.VideoID)
}
