package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestAPlaybackThatIsNotReadyHasAStatusAndNothingElse(t *testing.T) {
	srv := start(t)
	room, id := addedRoom(srv)
	get := func() reply { return post(t, srv, "/openapi/playback/getBasicInfo", fields{"room_id": id}) }
	get().data(t, `{"status":0}`)
	playback := srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, Status: baijiayuntest.PlaybackStatusTranscoding})
	get().data(t, `{"status":20}`)
	srv.SetPlaybackStatus(playback.VideoID, baijiayuntest.PlaybackStatusReady)
	assert.Contains(t, get().ok(t).body, `"video_id":153582`)
}

func TestALongTermRoomHasSessions(t *testing.T) {
	srv := start(t)
	room := srv.AddRoom(baijiayuntest.Room{RoomID: 17091462522904, LongTerm: true})
	for _, session := range []int64{201709140, 201709150, 201709150} {
		srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, SessionID: session, Name: "of a session", Version: session % 100})
	}
	of := fields{"room_id": "17091462522904"}
	post(t, srv, "/openapi/playback/getSessionList", of).data(t, `{"total":2,"list":[{"session_id":"201709140"},{"session_id":"201709150"}]}`)
	assert.Contains(t, post(t, srv, "/openapi/playback/getCropList", of).failed(t, 1001).Msg, "session_id")
	assert.Contains(t, post(t, srv, "/openapi/playback/setMainVersion", of.with(fields{"version": "40"})).failed(t, 1001).Msg, "session_id")
	assert.Contains(t, post(t, srv, "/openapi/playback/getPlaybackPptUrlList", of).failed(t, 1001).Msg, "date")
	post(t, srv, "/openapi/playback/getPlayerTokenBatch", fields{"expires_in": "0", "room_ids": "17091462522904-201709160,17091462522905"}).data(t, `[]`)
	answer := post(t, srv, "/openapi/playback/getPlayerTokenBatch", fields{"expires_in": "0", "room_ids": "17091462522904-201709150"}).ok(t)
	assert.Contains(t, answer.body, `"17091462522904-201709150":"`)

	bare := start(t, baijiayuntest.WithBareReplies())
	bare.AddRoom(baijiayuntest.Room{RoomID: 17091462522904})
	playback := bare.AddPlayback(baijiayuntest.Playback{RoomID: 17091462522904, SessionID: 201709140})
	post(t, bare, "/openapi/playback/getSessionList", of).data(t, `["201709140"]`)
	post(t, bare, "/openapi/playback/getPlaybackPptUrl", of).data(t, `"https://img.baijiayun.com/0bjcloud/ppt/153582.pdf"`)
	post(t, bare, "/openapi/playback/getPlaybackPptUrlList", of).data(t, `["https://img.baijiayun.com/0bjcloud/ppt/153582.pdf"]`)
	post(t, bare, "/openapi/playback/getPlaybackPptUrlList", of.with(fields{"date": "2017-08-02"})).data(t, `[]`)
	assert.Equal(t, int64(153582), playback.VideoID)
}
