package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestUsageOfVideos(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	seenVideos(srv)
	srv.AddVideo(baijiayuntest.Video{TotalSize: 1 << 20, Files: []baijiayuntest.VideoFile{{Definition: 16, Format: 1}}})
	account, err := client.Usage.GetVideoAccount(ctx)
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.VideoAccount{TotalStorage: 100 << 30, UsedStorage: 2 << 20, TotalFlow: 100 << 30, UsedFlow: 3610}, account)
	traffic, err := client.Usage.GetVideoTraffic(ctx, &baijiayun.GetVideoTrafficRequest{StartDate: day(1), EndDate: day(2)})
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.VideoTraffic{Flow: 3210}, traffic)
	srv.ClearRequests()
	for _, in := range []*baijiayun.GetVideoTrafficRequest{nil, {StartDate: day(2), EndDate: day(1)}, {EndDate: day(1)}} {
		_, err = client.Usage.GetVideoTraffic(ctx, in)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
	}
	assert.Empty(t, srv.Requests())
}
