package baijiayuntest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestVideosAreSeeded(t *testing.T) {
	srv := start(t)
	room, _ := addedRoom(srv)
	assert.Empty(t, srv.Videos())
	video := srv.AddVideo(baijiayuntest.Video{})
	assert.Equal(t, baijiayuntest.Video{VideoID: 153582, Name: "153582.mp4", FileName: "153582.mp4", Status: baijiayuntest.VideoStatusReady, PublishStatus: 1,
		CreateTime: srv.Now().Truncate(time.Second).In(video.CreateTime.Location()),
		Files:      []baijiayuntest.VideoFile{{16, 1}, {16, 2}, {16, 4}, {1, 1}, {1, 2}, {1, 4}}}, video)
	uploading := srv.AddVideo(baijiayuntest.Video{Name: "第一课", Status: baijiayuntest.VideoStatusUploading, Files: []baijiayuntest.VideoFile{}})
	assert.Equal(t, "153583.mp4", uploading.FileName)
	assert.Empty(t, uploading.Files)
	assert.Equal(t, int64(153584), srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID}).VideoID, "playbacks are videos")
	srv.SetVideoStatus(uploading.VideoID, baijiayuntest.VideoStatusTranscoding)
	require.Len(t, srv.Videos(), 2)
	assert.Equal(t, int64(baijiayuntest.VideoStatusTranscoding), srv.Videos()[1].Status)

	srv.Videos()[0].Files[0].Format = 8
	video.Files[1].Format = 8
	assert.Equal(t, []baijiayuntest.VideoFile{{16, 1}, {16, 2}}, srv.Videos()[0].Files[:2], "copies")
	assert.Panics(t, func() { srv.AddVideo(baijiayuntest.Video{VideoID: 153582}) })
	assert.Panics(t, func() { srv.AddVideo(baijiayuntest.Video{VideoID: 153584}) })
	assert.Panics(t, func() { srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, VideoID: 153583}) })
	assert.Panics(t, func() { srv.SetVideoStatus(153584, 100) })
}

// addVideos adds what the endpoints of videos need: the video 77 in the category 34977, which is in 34976, the empty category 34978, and a view
// of the video and of the playback 153582.
func addVideos(srv *baijiayuntest.Server) {
	grammar := srv.AddVideoCategory(baijiayuntest.VideoCategory{Name: "语法"})
	tenses := srv.AddVideoCategory(baijiayuntest.VideoCategory{Name: "时态", ParentID: grammar.CategoryID})
	srv.AddVideoCategory(baijiayuntest.VideoCategory{})
	srv.AddVideo(baijiayuntest.Video{VideoID: 77, Name: "第一课", CategoryID: tenses.CategoryID, Duration: 10 * time.Minute, TotalSize: 1 << 20,
		CoverURL: "https://img.example.com/77.jpg"})
	srv.AddViews(
		baijiayuntest.View{VideoID: 77, UUID: "8f14e45f", UserName: "张三", UserNumber: "12345", Duration: 10 * time.Minute, ClientType: 5, IP: "203.0.113.7",
			Area: "北京 北京", Flow: 1 << 20},
		baijiayuntest.View{VideoID: 153582, RoomID: 17091462522904, UUID: "8f14e45f", UserName: "张三", UserNumber: "12345", Duration: 10 * time.Minute,
			ClientType: 5, Flow: 2 << 20},
	)
}
