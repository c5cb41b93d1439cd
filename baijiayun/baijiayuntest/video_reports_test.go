package baijiayuntest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// guids lists views and returns the total and their ids, without the zeros.
func guids(t *testing.T, srv *baijiayuntest.Server, operation string, f fields) (total int, ids []string) {
	t.Helper()
	var data struct {
		Total int
		List  []struct{ GUID string }
	}
	require.NoError(t, json.Unmarshal([]byte(dataOf(t, srv, operation, f)), &data))
	for _, view := range data.List {
		ids = append(ids, strings.TrimLeft(view.GUID, "0"))
	}
	return data.Total, ids
}

func TestViewsAreListed(t *testing.T) {
	srv := furnished(t)
	srv.AddViews(baijiayuntest.View{VideoID: 77, StartTime: srv.Now().Add(-time.Hour)}, baijiayuntest.View{VideoID: 77, StartTime: srv.Now().Add(24 * time.Hour)})
	day := fields{"start_time": "2017-08-01 00:00:00", "end_time": "2017-08-01 23:59:59"}
	for _, test := range []struct {
		operation string
		fields    fields
		total     int
		ids       []string
	}{
		{"VideoReports.ListViews", nil, 3, []string{"3", "1", "2"}},
		{"VideoReports.ListViews", fields{"product_type": "5"}, 2, []string{"3", "1"}},
		{"VideoReports.ListViews", fields{"product_type": "1"}, 1, []string{"2"}},
		{"VideoReports.ListViews", fields{"product_type": "4"}, 0, nil},
		{"VideoReports.ListViews", fields{"page": "2", "page_size": "2"}, 3, []string{"2"}},
		{"VideoReports.ListViews", fields{"start_time": "2017-08-01 15:24:48", "end_time": "2017-08-01 15:24:48"}, 2, []string{"1", "2"}},
		{"VideoReports.ListVideoViews", fields{"video_id": "77"}, 2, []string{"3", "1"}},
		{"VideoReports.ListPlaybackViews", fields{"room_id": "17091462522904"}, 1, []string{"2"}},
		{"VideoReports.ListPlaybackViews", fields{"room_id": "17091462522904", "session_id": "5"}, 0, nil},
	} {
		total, listed := guids(t, srv, test.operation, day.with(test.fields))
		assert.Equal(t, test.total, total, test)
		assert.Equal(t, test.ids, listed, test)
	}
	assert.Panics(t, func() { srv.AddViews(baijiayuntest.View{}) })
}

func TestReportsOfVideosAreMadeFromViews(t *testing.T) {
	srv := furnished(t)
	srv.AddViews(baijiayuntest.View{VideoID: 77, StartTime: srv.Now().Add(24 * time.Hour), Flow: 5})
	days := fields{"start_date": "2017-08-01", "end_date": "2017-08-02"}
	ofVideo := days.with(fields{"video_id": "77"})
	called(t, srv, "VideoReports.ListTopVideos", days).data(t, `{"play_rank":{"77":2,"153582":1}}`)
	called(t, srv, "VideoReports.ListTopVideos", days.with(fields{"product_type": "1"})).data(t, `{"play_rank":{"153582":1}}`)
	called(t, srv, "VideoReports.ListTopVideos", fields{"start_date": "2018-08-01", "end_date": "2018-08-01"}).data(t, `{"play_rank":[]}`)
	called(t, srv, "VideoReports.ListVideoDailyPlays", ofVideo).data(t, `{"play_count":{"2017-08-01":1,"2017-08-02":1}}`)
	called(t, srv, "VideoReports.ListDailyPlays", days).data(t, `{"play_count":{"2017-08-01":2,"2017-08-02":1}}`)
	called(t, srv, "VideoReports.GetVideoTraffic", ofVideo).data(t, `{"flow":1048581}`)
	called(t, srv, "Usage.GetVideoTraffic", days.with(fields{"end_date": "2017-08-01"})).data(t, `{"flow":3145728}`)
	called(t, srv, "Usage.GetVideoAccount", nil).data(t,
		`{"total_storage":107374182400,"used_storage":7340032,"total_flow_limit":107374182400,"used_flow":3145733}`)

	other := start(t, baijiayuntest.WithOtherVideoReplies())
	other.AddVideo(baijiayuntest.Video{VideoID: 5})
	other.AddViews(baijiayuntest.View{VideoID: 5})
	called(t, other, "VideoReports.ListTopVideos", days).data(t, `{"play_rank":[{"video_id":"5","count":1}]}`)
	called(t, other, "VideoReports.ListDailyPlays", days).data(t, `{"play_count":[{"date":"2017-08-01","count":1}]}`)
}

func TestTheRankHasAHundredVideos(t *testing.T) {
	srv := start(t)
	for i := range 120 {
		srv.AddViews(baijiayuntest.View{VideoID: int64(1 + i)}, baijiayuntest.View{VideoID: int64(1 + i%10)})
	}
	var data struct {
		Rank map[string]int `json:"play_rank"`
	}
	require.NoError(t, json.Unmarshal([]byte(dataOf(t, srv, "VideoReports.ListTopVideos", fields{"start_date": "2017-08-01", "end_date": "2017-08-01"})), &data))
	assert.Len(t, data.Rank, 100)
	assert.Equal(t, 13, data.Rank["10"])
}
