package baijiayuntest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// versions returns which versions are kept of the playbacks of all rooms, those that users see with a minus.
func versions(srv *baijiayuntest.Server) []int64 {
	var out []int64
	for _, playback := range srv.Playbacks() {
		if playback.Main {
			playback.Version = -playback.Version
		}
		out = append(out, playback.Version)
	}
	return out
}

func TestVersionsAreChosenAddedAndDeleted(t *testing.T) {
	srv := start(t)
	room, id := addedRoom(srv)
	of := fields{"room_id": id}
	for version := range int64(3) {
		srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, Version: version, Name: string(rune('a' + version))})
	}
	post(t, srv, "/openapi/playback/setMainVersion", of.with(fields{"version": "7"})).failed(t, 1)
	post(t, srv, "/openapi/playback/setMainVersion", of.with(fields{"version": "1"})).data(t, "null")
	post(t, srv, "/openapi/playback/setMainVersion", of.with(fields{"version": "2"})).data(t, "null")
	assert.Equal(t, []int64{0, 1, -2}, versions(srv))
	post(t, srv, "/openapi/playback/update", of.with(fields{"name": "renamed"})).data(t, "null")
	assert.Equal(t, "renamed", srv.Playbacks()[2].Name, "the main version")
	post(t, srv, "/openapi/playback/setPublishStatus", of.with(fields{"status": "2"})).data(t, `{"status":2}`)
	assert.Equal(t, int64(2), srv.Playbacks()[2].PublishStatus)

	both := fields{"source_room_id": id, "target_room_id": id}
	post(t, srv, "/openapi/playback/replacePlayback", both.with(fields{"type": "2", "source_version": "1"})).data(t, "null")
	assert.Equal(t, []int64{0, 1, -2, 3}, versions(srv))
	post(t, srv, "/openapi/playback/replacePlayback", both.with(fields{"type": "2", "source_version": "1", "is_replace_main": "1"})).data(t, "null")
	assert.Equal(t, []int64{0, 1, 2, 3, -4}, versions(srv))
	assert.Equal(t, "b", srv.Playbacks()[4].Name)

	post(t, srv, "/openapi/playback/delete", of.with(fields{"version": "9"})).failed(t, 1)
	post(t, srv, "/openapi/playback/delete", of.with(fields{"version": "3"})).data(t, "null")
	assert.Equal(t, []int64{0, 1, 2, -4}, versions(srv))
	post(t, srv, "/openapi/playback/delete", of).data(t, "null")
	assert.Empty(t, srv.Playbacks())
	post(t, srv, "/openapi/playback/delete", of).failed(t, 1)
	operations := []string{}
	for _, request := range srv.Requests()[5:] {
		operations = append(operations, request.Operation)
	}
	assert.Equal(t, []string{"Playbacks.Add", "Playbacks.Add", "Playbacks.DeleteVersion", "Playbacks.DeleteVersion", "Playbacks.Delete", "Playbacks.Delete"}, operations)
}

func TestAPlaybackIsReplaced(t *testing.T) {
	srv := start(t)
	room, id := addedRoom(srv)
	other := srv.AddRoom(baijiayuntest.Room{RoomID: 17091462522905})
	bad := srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, Name: "bad"})
	good := srv.AddPlayback(baijiayuntest.Playback{RoomID: other.RoomID, Name: "good"})
	both := fields{"type": "1", "source_room_id": "17091462522905", "target_room_id": id}
	post(t, srv, "/openapi/playback/replacePlayback", both.with(fields{"target_room_id": "17091462522906"})).failed(t, 3001)
	post(t, srv, "/openapi/playback/replacePlayback", both.with(fields{"source_version": "4"})).failed(t, 1)
	post(t, srv, "/openapi/playback/replacePlayback", both.with(fields{"target_session_id": "4"})).failed(t, 1)
	post(t, srv, "/openapi/playback/replacePlayback", both).data(t, "null")
	kept := srv.Playbacks()
	require.Len(t, kept, 2)
	assert.Equal(t, "good", kept[0].Name)
	assert.Equal(t, room.RoomID, kept[0].RoomID)
	assert.NotEqual(t, bad.VideoID, kept[0].VideoID)
	assert.Equal(t, good, kept[1], "the source stays")

	video := srv.AddVideo(baijiayuntest.Video{Name: "a film", Status: baijiayuntest.VideoStatusReady})
	post(t, srv, "/openapi/playback/replacePlaybackByVideo", fields{"target_room_id": id, "video_id": "1"}).failed(t, 5002)
	post(t, srv, "/openapi/playback/replacePlaybackByVideo", fields{"target_room_id": "1", "video_id": "1"}).failed(t, 3001)
	post(t, srv, "/openapi/playback/replacePlaybackByVideo", fields{"target_room_id": id, "video_id": fmt.Sprint(video.VideoID)}).data(t, "null")
	assert.Equal(t, video.VideoID, srv.Playbacks()[0].VideoID)
}
