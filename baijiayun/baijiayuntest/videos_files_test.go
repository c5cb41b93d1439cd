package baijiayuntest_test

import (
	"crypto/md5"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func md5Of(text string) string { return fmt.Sprintf("%x", md5.Sum([]byte(text))) }

func TestVideoFiles(t *testing.T) {
	srv := start(t)
	srv.AddVideo(baijiayuntest.Video{VideoID: 77, CoverURL: "https://img.example.com/77.jpg", Files: []baijiayuntest.VideoFile{{16, 1}, {2, 8}}})
	ofVideo := fields{"video_id": "77"}
	called(t, srv, "Videos.GetURLs", ofVideo).data(t, `{"play_info":{"low":{"url":"https://video.example.com/77/16.mp4?expires=1501615488&key=invented"}}}`)
	called(t, srv, "Videos.GetURLs", ofVideo.with(fields{"format": "encrypt", "expires_in": "60"})).data(t,
		`{"play_info":{"superHD":{"url":"https://video.example.com/77/2.encrypt?expires=1501572348&key=invented"}}}`)
	called(t, srv, "Videos.GetURLs", ofVideo.with(fields{"format": "flv"})).data(t, `{"play_info":{}}`)
	called(t, srv, "Videos.ListImages", ofVideo).data(t, `{"image":"https://img.example.com/77.jpg"}`)
	srv.SetVideoStatus(77, baijiayuntest.VideoStatusTranscoding)
	called(t, srv, "Videos.GetURLs", ofVideo).data(t, `{"play_info":{}}`)

	called(t, srv, "Videos.AddDefinitions", ofVideo.with(fields{"definition": "16"})).ok(t)
	assert.Equal(t, []baijiayuntest.VideoFile{{16, 1}, {2, 8}, {16, 2}, {16, 4}}, srv.Videos()[0].Files, "three formats by default")
	called(t, srv, "Videos.AddDefinitions", ofVideo.with(fields{"definition": "1,8", "format": "2"})).ok(t)
	called(t, srv, "Videos.RemoveDefinitions", fields{"definition": "16,1,2", "type": remove}).ok(t)
	assert.Equal(t, []baijiayuntest.VideoFile{{2, 8}, {16, 2}, {16, 4}, {1, 2}, {8, 2}}, srv.Videos()[0].Files, "mp4 by default")
	called(t, srv, "Videos.RemoveDefinitions", ofVideo.with(fields{"definition": "16,2", "type": "2,4,8"})).ok(t)
	assert.Equal(t, []baijiayuntest.VideoFile{{1, 2}, {8, 2}}, srv.Videos()[0].Files)
	for _, status := range []int64{baijiayuntest.VideoStatusUploading, baijiayuntest.VideoStatusUploadTimedOut} {
		srv.SetVideoStatus(77, status)
		called(t, srv, "Videos.AddDefinitions", ofVideo.with(fields{"definition": "16"})).failed(t, 1)
	}
}
