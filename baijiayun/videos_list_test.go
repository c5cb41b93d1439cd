package baijiayun_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// idsOf collects the ids of videos, and the first error.
func idsOf(videos func(func(baijiayun.Video, error) bool)) (ids []int64, failed error) {
	for video, err := range videos {
		if err != nil {
			return ids, err
		}
		ids = append(ids, video.VideoID)
	}
	return ids, nil
}

func TestAllVideos(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	grammar := srv.AddVideoCategory(baijiayuntest.VideoCategory{})
	tenses := srv.AddVideoCategory(baijiayuntest.VideoCategory{ParentID: grammar.CategoryID})
	for i := range 250 {
		video := baijiayuntest.Video{VideoID: int64(1000 + i), CreateTime: beginning.Add(time.Duration(i) * time.Minute)}
		if i < 130 {
			video.CategoryID = tenses.CategoryID
		}
		srv.AddVideo(video)
	}
	for name, test := range map[string]struct {
		in          *baijiayun.ListVideosRequest
		count       int
		first, last int64
		asked       []string
	}{
		"a nil request":             {nil, 250, 1249, 1000, []string{"1/100", "2/100", "3/100"}},
		"the largest page":          {&baijiayun.ListVideosRequest{PageSize: 1000}, 250, 1249, 1000, []string{"1/1000"}},
		"from a page on":            {&baijiayun.ListVideosRequest{Page: 2, PageSize: 200}, 50, 1049, 1000, []string{"2/200", "3/200"}},
		"created in the last hours": {&baijiayun.ListVideosRequest{CreateTime: beginning.Add(200 * time.Minute)}, 50, 1249, 1200, []string{"1/100"}},
	} {
		t.Run(name, func(t *testing.T) {
			srv.ClearRequests()
			ids, err := idsOf(client.Videos.All(ctx, test.in))
			require.NoError(t, err)
			require.Len(t, ids, test.count)
			assert.Equal(t, test.first, ids[0])
			assert.Equal(t, test.last, ids[test.count-1])
			var asked []string
			for _, r := range srv.Requests() {
				asked = append(asked, r.Params["page"]+"/"+r.Params["page_size"])
			}
			assert.Equal(t, test.asked, asked)
		})
	}
	for _, category := range []int64{grammar.CategoryID, tenses.CategoryID} {
		ids, err := idsOf(client.Videos.AllByCategory(ctx, &baijiayun.ListVideosByCategoryRequest{CategoryID: category}))
		require.NoError(t, err)
		assert.Len(t, ids, 130)
	}
	page, err := client.Videos.ListByCategory(ctx, &baijiayun.ListVideosByCategoryRequest{CategoryID: grammar.CategoryID, Page: 2})
	require.NoError(t, err)
	assert.Len(t, page.Videos, 30)
	assert.Equal(t, 130, page.Total)
	assert.Equal(t, grammar.CategoryID, page.Videos[0].CategoryLevel1ID)
	assert.Equal(t, tenses.CategoryID, page.Videos[0].CategoryLevel2ID)
	_, err = idsOf(client.Videos.AllByCategory(ctx, nil))
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
}

// Without a total only an empty page is the end, and a list that moves is not delivered twice.
func TestAllVideosWithoutATotal(t *testing.T) {
	pages := map[string]string{"1": `{"list":[{"video_id":3},{"video_id":2}]}`, "2": `{"list":[{"video_id":2},{"video_id":1}]}`, "3": `{"list":[]}`}
	client := stubbed(t, func(_ string, form url.Values) string { return `{"code":0,"data":` + pages[form.Get("page")] + `}` })
	ids, err := idsOf(client.Videos.All(t.Context(), &baijiayun.ListVideosRequest{PageSize: 2}))
	require.NoError(t, err)
	assert.Equal(t, []int64{3, 2, 1}, ids)
}

// Every list of videos and views refuses pages that no vendor has, before anything is sent, from its iterator too.
func TestPagesOfVideosThatAreRefused(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	calls := map[string]func(page, size int) []error{
		"Videos": func(page, size int) []error {
			in := &baijiayun.ListVideosRequest{Page: page, PageSize: size}
			_, listed := client.Videos.List(ctx, in)
			_, walked := idsOf(client.Videos.All(ctx, in))
			return []error{listed, walked}
		},
		"by category": func(page, size int) []error {
			in := &baijiayun.ListVideosByCategoryRequest{CategoryID: 1, Page: page, PageSize: size}
			_, listed := client.Videos.ListByCategory(ctx, in)
			_, walked := idsOf(client.Videos.AllByCategory(ctx, in))
			return []error{listed, walked}
		},
		"Views": func(page, size int) []error {
			in := &baijiayun.ListViewsRequest{StartTime: day, EndTime: day, Page: page, PageSize: size}
			_, listed := client.VideoReports.ListViews(ctx, in)
			_, walked := guidsOf(client.VideoReports.AllViews(ctx, in))
			return []error{listed, walked}
		},
		"VideoViews": func(page, size int) []error {
			in := &baijiayun.ListVideoViewsRequest{VideoID: 1, StartTime: day, EndTime: day, Page: page, PageSize: size}
			_, listed := client.VideoReports.ListVideoViews(ctx, in)
			_, walked := guidsOf(client.VideoReports.AllVideoViews(ctx, in))
			return []error{listed, walked}
		},
		"PlaybackViews": func(page, size int) []error {
			in := &baijiayun.ListPlaybackViewsRequest{RoomID: 1, StartTime: day, EndTime: day, Page: page, PageSize: size}
			_, listed := client.VideoReports.ListPlaybackViews(ctx, in)
			_, walked := guidsOf(client.VideoReports.AllPlaybackViews(ctx, in))
			return []error{listed, walked}
		},
	}
	for name, call := range calls {
		for _, bad := range [][2]int{{-1, 10}, {1, -1}, {1, 1001}, {-5, -5}} {
			for _, err := range call(bad[0], bad[1]) {
				assert.ErrorIs(t, err, classcloud.InvalidArgument, "%s %v", name, bad)
			}
		}
	}
	for _, err := range calls["by category"](1, 101) {
		assert.ErrorContains(t, err, "PageSize (page_size) is 101, the vendor takes at most 100")
	}
	assert.Empty(t, srv.Requests())
}
