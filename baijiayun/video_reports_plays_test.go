package baijiayun_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func day(n int) classcloud.Date { return classcloud.Date{Year: 2026, Month: 3, Day: n} }

// seenVideos adds views: one of video 1 on the 1st, two of video 2, on the 1st and the 3rd, and three of the playback of a room on the 2nd.
func seenVideos(srv *baijiayuntest.Server) {
	room := srv.AddRoom(baijiayuntest.Room{})
	srv.AddVideo(baijiayuntest.Video{VideoID: 1})
	srv.AddVideo(baijiayuntest.Video{VideoID: 2})
	srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, VideoID: 3})
	at := func(n int) time.Time { return beijing(2026, 3, n, 23, 59, 59) }
	srv.AddViews(baijiayuntest.View{VideoID: 1, StartTime: at(1), Flow: 10}, baijiayuntest.View{VideoID: 2, StartTime: at(1), Flow: 200}, baijiayuntest.View{VideoID: 2, StartTime: at(3), Flow: 400})
	for range 3 {
		srv.AddViews(baijiayuntest.View{VideoID: 3, RoomID: room.RoomID, StartTime: at(2), Flow: 1000})
	}
}

func TestPlays(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	seenVideos(srv)
	all := &baijiayun.UsageRangeRequest{StartDate: day(1), EndDate: day(3)}
	top, err := client.VideoReports.ListTopVideos(ctx, all)
	require.NoError(t, err)
	assert.Equal(t, []baijiayun.VideoPlays{{VideoID: 3, Plays: 3}, {VideoID: 2, Plays: 2}, {VideoID: 1, Plays: 1}}, top)
	top, err = client.VideoReports.ListTopVideos(ctx, &baijiayun.UsageRangeRequest{ProductType: baijiayun.ProductTypeVideo, StartDate: day(1), EndDate: day(2)})
	require.NoError(t, err)
	assert.Equal(t, []baijiayun.VideoPlays{{VideoID: 1, Plays: 1}, {VideoID: 2, Plays: 1}}, top)
	daily, err := client.VideoReports.ListDailyPlays(ctx, all)
	require.NoError(t, err)
	assert.Equal(t, []baijiayun.DailyPlays{{Date: day(1), Plays: 2}, {Date: day(2), Plays: 3}, {Date: day(3), Plays: 1}}, daily)
	daily, err = client.VideoReports.ListVideoDailyPlays(ctx, &baijiayun.VideoRangeRequest{VideoID: 2, StartDate: day(1), EndDate: day(31)})
	require.NoError(t, err)
	assert.Equal(t, []baijiayun.DailyPlays{{Date: day(1), Plays: 1}, {Date: day(3), Plays: 1}}, daily)
	daily, err = client.VideoReports.ListVideoDailyPlays(ctx, &baijiayun.VideoRangeRequest{VideoID: 2, StartDate: day(2), EndDate: day(2)})
	require.NoError(t, err)
	assert.Equal(t, []baijiayun.DailyPlays{}, daily, "never nil")

	traffic, err := client.VideoReports.GetVideoTraffic(ctx, &baijiayun.VideoRangeRequest{VideoID: 2, StartDate: day(3), EndDate: day(3)})
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.VideoTraffic{Flow: 400}, traffic)
	_, err = client.VideoReports.GetVideoTraffic(ctx, &baijiayun.VideoRangeRequest{VideoID: 99, StartDate: day(3), EndDate: day(3)})
	assert.ErrorIs(t, err, baijiayun.CodeVideoNotFound)
	srv.ClearRequests()
	for _, err := range []error{
		func() error { _, err := client.VideoReports.ListTopVideos(ctx, nil); return err }(),
		func() error {
			_, err := client.VideoReports.ListDailyPlays(ctx, &baijiayun.UsageRangeRequest{StartDate: day(2), EndDate: day(1)})
			return err
		}(),
		func() error {
			_, err := client.VideoReports.ListVideoDailyPlays(ctx, &baijiayun.VideoRangeRequest{VideoID: 1, StartDate: day(2), EndDate: day(1)})
			return err
		}(),
		func() error {
			_, err := client.VideoReports.GetVideoTraffic(ctx, &baijiayun.VideoRangeRequest{StartDate: day(1), EndDate: day(1)})
			return err
		}(),
	} {
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
	}
	assert.Empty(t, srv.Requests())
}

// The other reading: lists of rows, which say how often under a name that nobody knows. They keep the vendor's order, and everything.
func TestPlaysAsRows(t *testing.T) {
	srv := baijiayuntest.NewServer(baijiayuntest.WithOtherVideoReplies())
	t.Cleanup(srv.Close)
	client, ctx := srv.Client(), t.Context()
	seenVideos(srv)
	all := &baijiayun.UsageRangeRequest{StartDate: day(1), EndDate: day(3)}
	top, err := client.VideoReports.ListTopVideos(ctx, all)
	require.NoError(t, err)
	assert.Equal(t, "[{3 -1 map[count:3]} {2 -1 map[count:2]} {1 -1 map[count:1]}]", fmt.Sprint(top))
	daily, err := client.VideoReports.ListDailyPlays(ctx, all)
	require.NoError(t, err)
	assert.Equal(t, "[{2026-03-01 -1 map[count:2]} {2026-03-02 -1 map[count:3]} {2026-03-03 -1 map[count:1]}]", fmt.Sprint(daily))
}

// Numbers by key, rows by key, rows in a list and rows in a list with gaps are read alike; an odd one costs itself alone.
func TestFormsOfPlays(t *testing.T) {
	for data, want := range map[string]string{
		`{"play_rank":{"5":1,"9007199254740993":2}}`:                        "[{9007199254740993 2 map[]} {5 1 map[]}]",
		`{"play_rank":{"5":{"plays":1,"name":"a"},"6":{"plays":"2"}}}`:      "[{6 2 map[]} {5 1 map[name:a]}]",
		`{"play_rank":[{"video_id":"5","plays":1},{"video_id":6,"n":2}]}`:   "[{5 1 map[]} {6 -1 map[n:2]}]",
		`{"play_rank":{"0":{"video_id":5,"n":3},"3":{"video_id":6,"n":4}}}`: "[{5 -1 map[n:3]} {6 -1 map[n:4]}]",
		`{"play_rank":{"5":0,"6":null,"7":""}}`:                             "[{5 0 map[]} {6 -1 map[]} {7 -1 map[]}]",
		`{"play_rank":[]}`:                                                  "[]", `{"play_rank":{}}`: "[]", `{"play_rank":null}`: "[]", `[]`: "[]",
	} {
		top, err := stubbed(t, answers(data)).VideoReports.ListTopVideos(t.Context(), &baijiayun.UsageRangeRequest{StartDate: day(1), EndDate: day(1)})
		require.NoError(t, err, data)
		assert.Equal(t, want, fmt.Sprint(top), data)
	}
	for data, rows := range map[string]int{
		`{"play_rank":{"5":1,"x":2,"0":3,"-1":4,"6":"often","7":[1]}}`: 5, `{"play_rank":[null,{"video_id":5,"plays":1},"odd",{"plays":1}]}`: 3,
	} {
		top, err := stubbed(t, answers(data)).VideoReports.ListTopVideos(t.Context(), &baijiayun.UsageRangeRequest{StartDate: day(1), EndDate: day(1)})
		e := clienttest.AsError(t, err)
		assert.Equal(t, classcloud.DataLoss, e.Kind, data)
		assert.Len(t, e.Rows, rows, data)
		assert.Equal(t, "[{5 1 map[]}]", fmt.Sprint(top), data)
	}
	for _, data := range []string{`{"play_rank":"many"}`, `{"rank":[]}`, `["odd"]`, `7`, `{"play_rank":{"5":1}` + strings.Repeat(" ", 3) + `,}`} {
		_, err := stubbed(t, answers(data)).VideoReports.ListTopVideos(t.Context(), &baijiayun.UsageRangeRequest{StartDate: day(1), EndDate: day(1)})
		assert.ErrorIs(t, err, classcloud.DataLoss, data)
	}
}
