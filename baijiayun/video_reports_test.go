package baijiayun_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// guidsOf collects the ids of views, and the first error.
func guidsOf(views func(func(baijiayun.View, error) bool)) (guids []string, failed error) {
	for view, err := range views {
		if err != nil {
			return guids, err
		}
		guids = append(guids, view.GUID)
	}
	return guids, nil
}

func TestViews(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	room := srv.AddRoom(baijiayuntest.Room{LongTerm: true})
	playback := srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, SessionID: 201905090})
	video := srv.AddVideo(baijiayuntest.Video{})
	day := beijing(2026, 3, 1, 0, 0, 0)
	for i := range 230 {
		srv.AddViews(baijiayuntest.View{GUID: fmt.Sprint("v", i), VideoID: video.VideoID, UserNumber: "007", StartTime: day.Add(time.Duration(i) * time.Minute),
			Duration: 90 * time.Second, ClientType: 5})
	}
	srv.AddViews(
		baijiayuntest.View{GUID: "the day after", VideoID: video.VideoID, StartTime: day.Add(24 * time.Hour)},
		baijiayuntest.View{GUID: "p1", VideoID: playback.VideoID, RoomID: room.RoomID, SessionID: 201905090, StartTime: day.Add(24*time.Hour - time.Second)},
		baijiayuntest.View{GUID: "p2", VideoID: playback.VideoID, RoomID: room.RoomID, SessionID: 201905091, StartTime: day},
	)
	end := day.Add(24*time.Hour - time.Second)

	views, err := guidsOf(client.VideoReports.AllVideoViews(ctx, &baijiayun.ListVideoViewsRequest{VideoID: video.VideoID, StartTime: day, EndTime: end}))
	require.NoError(t, err)
	assert.Len(t, views, 230)
	views, err = guidsOf(client.VideoReports.AllViews(ctx, &baijiayun.ListViewsRequest{StartTime: day, EndTime: end, PageSize: 50, Page: 5}))
	require.NoError(t, err)
	assert.Len(t, views, 32)
	views, err = guidsOf(client.VideoReports.AllViews(ctx, &baijiayun.ListViewsRequest{ProductType: baijiayun.ProductTypeEducation, StartTime: day, EndTime: end}))
	require.NoError(t, err)
	assert.Equal(t, []string{"p2", "p1"}, views)
	for session, want := range map[int64][]string{0: {"p2", "p1"}, 201905090: {"p1"}} {
		views, err = guidsOf(client.VideoReports.AllPlaybackViews(ctx, &baijiayun.ListPlaybackViewsRequest{RoomID: room.RoomID, SessionID: session, StartTime: day, EndTime: end}))
		require.NoError(t, err)
		assert.Equal(t, want, views)
	}

	page, err := client.VideoReports.ListViews(ctx, &baijiayun.ListViewsRequest{ProductType: baijiayun.ProductTypeVideo, StartTime: day, EndTime: day})
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.ViewPage{Total: 1, Views: []baijiayun.View{{GUID: "v0", VideoID: video.VideoID, UserNumber: "007", StartTime: day,
		EndTime: day.Add(90 * time.Second), Duration: 90 * time.Second, ClientType: baijiayun.ViewClientTypePCWeb}}}, page)
	_, err = client.VideoReports.ListVideoViews(ctx, &baijiayun.ListVideoViewsRequest{VideoID: 99, StartTime: day, EndTime: day})
	assert.ErrorIs(t, err, baijiayun.CodeVideoNotFound)
}

// The day is Beijing's, whatever the zone of the times.
func TestViewsWithinADay(t *testing.T) {
	for name, test := range map[string]struct {
		start, end time.Time
		problem    string
	}{
		"a whole day in Beijing":               {time.Date(2026, 2, 28, 16, 0, 0, 0, time.UTC), time.Date(2026, 3, 1, 15, 59, 59, 0, time.UTC), ""},
		"one moment":                           {beginning, beginning, ""},
		"a whole day elsewhere":                {time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 1, 23, 59, 59, 0, time.UTC), "is not on the same day as StartTime in Beijing"},
		"until the first moment of the day on": {beijing(2026, 3, 1, 0, 0, 0), beijing(2026, 3, 2, 0, 0, 0), "is not on the same day as StartTime in Beijing"},
		"a year":                               {beijing(2025, 3, 1, 0, 0, 0), beijing(2026, 3, 1, 0, 0, 0), "is not on the same day as StartTime in Beijing"},
		"backwards":                            {beginning, beginning.Add(-time.Second), "is before StartTime"},
		"without an end":                       {beginning, time.Time{}, "is required"},
	} {
		t.Run(name, func(t *testing.T) {
			srv, client := newCloud(t)
			video, room := srv.AddVideo(baijiayuntest.Video{}), srv.AddRoom(baijiayuntest.Room{})
			_, ofVideo := client.VideoReports.ListVideoViews(t.Context(), &baijiayun.ListVideoViewsRequest{VideoID: video.VideoID, StartTime: test.start, EndTime: test.end})
			_, ofAll := client.VideoReports.ListViews(t.Context(), &baijiayun.ListViewsRequest{StartTime: test.start, EndTime: test.end})
			_, ofRoom := client.VideoReports.ListPlaybackViews(t.Context(), &baijiayun.ListPlaybackViewsRequest{RoomID: room.RoomID, StartTime: test.start, EndTime: test.end})
			for _, err := range []error{ofVideo, ofAll, ofRoom} {
				if test.problem == "" {
					assert.NoError(t, err)
					continue
				}
				assert.ErrorIs(t, err, classcloud.InvalidArgument)
				assert.ErrorContains(t, err, "EndTime (end_time) "+test.problem)
			}
			if test.problem != "" {
				assert.Empty(t, srv.Requests())
			}
		})
	}
}

// Views without an id are told apart by who watched what and when; two that look the same on one page are two.
func TestViewsWithoutAnID(t *testing.T) {
	const a, b = `{"guid":"","video_id":5,"user_number":"1","play_begin_time":"2026-03-01 08:00:00"}`, `{"video_id":5,"user_number":"2","play_begin_time":"2026-03-01 08:00:00"}`
	client := stubbed(t, answers(`{"total":3,"list":[`+a+`,`+b+`,`+b+`]}`))
	views, err := guidsOf(client.VideoReports.AllViews(t.Context(), &baijiayun.ListViewsRequest{StartTime: beginning, EndTime: beginning}))
	require.NoError(t, err)
	assert.Len(t, views, 3)
}
