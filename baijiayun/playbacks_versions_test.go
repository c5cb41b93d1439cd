package baijiayun_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestTheVersionsOfAPlayback(t *testing.T) {
	eachForm(t, func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client) {
		ctx, room := t.Context(), srv.AddRoom(baijiayuntest.Room{Title: "语法"})
		for version := range int64(6) {
			srv.AddPlayback(baijiayuntest.Playback{RoomID: room.RoomID, Version: version})
		}
		crops := func() []int64 {
			var out []int64
			for crop, err := range client.Playbacks.AllCrops(ctx, &baijiayun.ListPlaybackCropsRequest{RoomID: room.RoomID, PageSize: 2}) {
				require.NoError(t, err)
				assert.Equal(t, room.RoomID, crop.RoomID)
				assert.Equal(t, "语法", crop.Extra["name"])
				out = append(out, crop.Version)
			}
			return out
		}
		assert.Equal(t, []int64{1, 2, 3, 4, 5}, crops())
		listed := map[bool]int{}
		for _, cropped := range []bool{false, true} {
			for _, err := range client.Playbacks.All(ctx, &baijiayun.ListPlaybacksRequest{RoomID: room.RoomID, Cropped: cropped}) {
				require.NoError(t, err)
				listed[cropped]++
			}
		}
		assert.Equal(t, map[bool]int{false: 1, true: 6}, listed)

		require.NoError(t, client.Playbacks.SetMainVersion(ctx, &baijiayun.SetMainVersionRequest{RoomID: room.RoomID, Version: 3}))
		require.NoError(t, client.Playbacks.Update(ctx, &baijiayun.UpdatePlaybackRequest{RoomID: room.RoomID, Name: "词汇 & more"}))
		require.NoError(t, client.Playbacks.SetPublishStatus(ctx, &baijiayun.SetPlaybackPublishStatusRequest{RoomID: room.RoomID, Status: baijiayun.PublishStatusHidden}))
		got, err := client.Playbacks.Get(ctx, &baijiayun.GetPlaybackRequest{RoomID: room.RoomID})
		require.NoError(t, err)
		assert.Equal(t, "词汇 & more", got.Name)
		assert.Equal(t, baijiayun.PublishStatusHidden, got.PublishStatus)
		assert.True(t, srv.Playbacks()[3].Main)

		require.NoError(t, client.Playbacks.DeleteVersion(ctx, &baijiayun.DeletePlaybackVersionRequest{RoomID: room.RoomID, Version: 3}))
		assert.Len(t, srv.Playbacks(), 5)
		require.NoError(t, client.Playbacks.Delete(ctx, &baijiayun.DeletePlaybackRequest{RoomID: room.RoomID}))
		assert.Empty(t, srv.Playbacks())
		assert.ErrorIs(t, client.Playbacks.Delete(ctx, &baijiayun.DeletePlaybackRequest{RoomID: room.RoomID}), baijiayun.CodeGeneral)
	})
}

// A forgotten version must not delete the whole playback, nor a version that is not asked for.
func TestAForgottenVersionDeletesNothing(t *testing.T) {
	client := stubbed(t, func(path string, _ url.Values) string { assert.Fail(t, "sent", path); return "" })
	for _, version := range []int64{0, -1} {
		err := client.Playbacks.DeleteVersion(t.Context(), &baijiayun.DeletePlaybackVersionRequest{RoomID: 1, Version: version})
		require.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, "Version (version)")
		assert.ErrorContains(t, client.Playbacks.SetMainVersion(t.Context(), &baijiayun.SetMainVersionRequest{RoomID: 1, Version: version}), "Version (version)")
	}
	err := client.Playbacks.SetPublishStatus(t.Context(), &baijiayun.SetPlaybackPublishStatusRequest{RoomID: 1, Status: 3})
	assert.ErrorContains(t, err, "Status (status) is PublishStatus(3)")
	sent := sends(t, func(c *baijiayun.Client) error {
		return c.Playbacks.Delete(t.Context(), &baijiayun.DeletePlaybackRequest{RoomID: 1, SessionID: 2})
	})
	assert.Equal(t, url.Values{"room_id": {"1"}, "session_id": {"2"}}, sent)
}
