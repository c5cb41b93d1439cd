package baijiayuntest_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// videoNames lists videos and returns the total and their names.
func videoNames(t *testing.T, srv *baijiayuntest.Server, operation string, f fields) (total int, names []string) {
	t.Helper()
	var data struct {
		Total int
		List  []struct{ Name string }
	}
	require.NoError(t, json.Unmarshal([]byte(dataOf(t, srv, operation, f)), &data))
	for _, video := range data.List {
		names = append(names, video.Name)
	}
	return data.Total, names
}

func TestVideosAreListed(t *testing.T) {
	srv := start(t)
	first := srv.AddVideoCategory(baijiayuntest.VideoCategory{CategoryID: 5})
	srv.AddVideoCategory(baijiayuntest.VideoCategory{CategoryID: 6, ParentID: first.CategoryID})
	srv.AddVideo(baijiayuntest.Video{Name: "new", CategoryID: 5})
	srv.AddVideo(baijiayuntest.Video{Name: "old", CategoryID: 6, CreateTime: srv.Now().Add(-time.Hour)})
	srv.AddVideo(baijiayuntest.Video{Name: "newer"})
	for _, test := range []struct {
		operation string
		fields    fields
		total     int
		names     []string
	}{
		{"Videos.List", nil, 3, []string{"newer", "new", "old"}},
		{"Videos.List", fields{"page": "2", "page_size": "2"}, 3, []string{"old"}},
		{"Videos.List", fields{"page": "3", "page_size": "2"}, 3, nil},
		{"Videos.List", fields{"create_time": "2017-08-01 15:24:48"}, 2, []string{"newer", "new"}},
		{"Videos.ListByCategory", fields{"category_id": "5"}, 2, []string{"new", "old"}},
		{"Videos.ListByCategory", fields{"category_id": "6", "page_size": "100"}, 1, []string{"old"}},
	} {
		total, listed := videoNames(t, srv, test.operation, test.fields)
		assert.Equal(t, test.total, total, test)
		assert.Equal(t, test.names, listed, test)
	}
	for range 20 {
		srv.AddVideo(baijiayuntest.Video{})
	}
	_, listed := videoNames(t, srv, "Videos.List", nil)
	assert.Len(t, listed, 20, "the document's default")
}

func TestVideosAreChanged(t *testing.T) {
	srv := furnished(t)
	called(t, srv, "Videos.Update", fields{"video_id": "77", "name": " 第二课 "}).data(t, `{"video_id":77}`)
	called(t, srv, "Videos.Update", fields{"video_id": "77", "name": ""}).failed(t, 1001)
	called(t, srv, "Videos.SetPublishStatus", fields{"video_id": "77", "status": "2"}).data(t, `{"status":2}`)
	called(t, srv, "Videos.SetCategory", fields{"video_id": "77", "category_id": "34978"}).ok(t)
	video := srv.Videos()[0]
	assert.Equal(t, "第二课", video.Name)
	assert.Equal(t, int64(2), video.PublishStatus)
	assert.Equal(t, int64(34978), video.CategoryID)
	assert.JSONEq(t, `{"video_id":77,"name":"第二课","status":100,"publish_status":2,"length":"600","create_time":1501572288,"total_size":1048576,
		"total_transcode_size":7340032,"origin_definition":"super","file_md5":"`+md5Of("77.mp4")+`","preface_url":"https://img.example.com/77.jpg",
		"category_level1_id":34978,"category_level2_id":0}`, dataOf(t, srv, "Videos.Get", fields{"video_id": "77"}))
	for status, info := range map[int64]string{10: "上传中", 32: "上传超时", 7: ""} {
		srv.SetVideoStatus(77, status)
		var data struct {
			Status int64
			Info   string
		}
		require.NoError(t, json.Unmarshal([]byte(dataOf(t, srv, "Videos.GetStatus", fields{"video_id": "77"})), &data))
		assert.Equal(t, status, data.Status)
		assert.Equal(t, info, data.Info)
	}
	called(t, srv, "Videos.Delete", fields{"video_id": "77"}).data(t, `{"video_id":77}`)
	called(t, srv, "Videos.Delete", fields{"video_id": "77"}).failed(t, 5002)
	called(t, srv, "Videos.GetToken", fields{"video_id": "77"}).failed(t, 5002)
	assert.Len(t, srv.Videos(), 1, "79 is left")
	assert.NotEqual(t, int64(153582), srv.AddVideo(baijiayuntest.Video{}).VideoID, "the playback has it")
}

// Ids of deleted videos are not given again.
func TestVideoIDsAreUsedOnce(t *testing.T) {
	srv := start(t)
	first := srv.AddVideo(baijiayuntest.Video{})
	called(t, srv, "Videos.Delete", fields{"video_id": "153582"}).ok(t)
	assert.Equal(t, first.VideoID+1, srv.AddVideo(baijiayuntest.Video{}).VideoID)
}

func TestVideoTokensByID(t *testing.T) {
	srv := furnished(t)
	var tokens map[string]string
	require.NoError(t, json.Unmarshal([]byte(dataOf(t, srv, "Videos.GetTokens", fields{"video_ids": "77,153582", "expires_in": "60"})), &tokens))
	require.Len(t, tokens, 2)
	assert.NotEqual(t, tokens["77"], tokens["153582"])
	called(t, srv, "Videos.GetTokens", fields{"video_ids": "77,78"}).failed(t, 5002)
}
