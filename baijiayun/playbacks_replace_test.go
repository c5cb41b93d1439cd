package baijiayun_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestReplaceDestroysAndAddDoesNot(t *testing.T) {
	eachForm(t, func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client) {
		ctx := t.Context()
		bad, good := srv.AddRoom(baijiayuntest.Room{Title: "bad"}), srv.AddRoom(baijiayuntest.Room{Title: "good"})
		srv.AddPlayback(baijiayuntest.Playback{RoomID: bad.RoomID})
		srv.AddPlayback(baijiayuntest.Playback{RoomID: good.RoomID})
		names := func() []string {
			var out []string
			for _, playback := range srv.Playbacks() {
				if playback.RoomID == bad.RoomID {
					out = append(out, playback.Name)
				}
			}
			return out
		}
		in := &baijiayun.PlaybackTransferRequest{SourceRoomID: good.RoomID, TargetRoomID: bad.RoomID}
		_, err := client.Playbacks.Add(ctx, in)
		require.NoError(t, err)
		assert.Equal(t, []string{"bad", "good"}, names())
		before, err := client.Playbacks.Get(ctx, &baijiayun.GetPlaybackRequest{RoomID: bad.RoomID})
		require.NoError(t, err)
		_, err = client.Playbacks.Replace(ctx, in)
		require.NoError(t, err)
		assert.Equal(t, []string{"good", "good"}, names())
		after, err := client.Playbacks.Get(ctx, &baijiayun.GetPlaybackRequest{RoomID: bad.RoomID})
		require.NoError(t, err)
		assert.NotEqual(t, before.VideoID, after.VideoID)
		assert.Equal(t, "1", srv.Requests()[2].Form.Get("type"))

		video := srv.AddVideo(baijiayuntest.Video{Name: "film"})
		require.NoError(t, client.Playbacks.ReplaceByVideo(ctx, &baijiayun.ReplacePlaybackByVideoRequest{TargetRoomID: bad.RoomID, VideoID: video.VideoID}))
		assert.Equal(t, []string{"film", "good"}, names())
	})
}

// What destroys, or would be made twice, is not sent again when no answer comes.
func TestATransferIsSentOnce(t *testing.T) {
	srv, client := newCloud(t)
	room := srv.AddRoom(baijiayuntest.Room{})
	in := &baijiayun.PlaybackTransferRequest{SourceRoomID: room.RoomID, TargetRoomID: room.RoomID}
	for op, call := range map[string]func() error{
		"Playbacks.Replace": func() error { _, err := client.Playbacks.Replace(t.Context(), in); return err },
		"Playbacks.Add":     func() error { _, err := client.Playbacks.Add(t.Context(), in); return err },
		"Playbacks.ReplaceByVideo": func() error {
			return client.Playbacks.ReplaceByVideo(t.Context(), &baijiayun.ReplacePlaybackByVideoRequest{TargetRoomID: room.RoomID, VideoID: 1})
		},
		"Playbacks.Delete": func() error {
			return client.Playbacks.Delete(t.Context(), &baijiayun.DeletePlaybackRequest{RoomID: room.RoomID})
		},
		"Playbacks.DeleteVersion": func() error {
			return client.Playbacks.DeleteVersion(t.Context(), &baijiayun.DeletePlaybackVersionRequest{RoomID: room.RoomID, Version: 1})
		},
	} {
		srv.ClearRequests()
		srv.Inject(op, baijiayuntest.Fault{Reset: true, Times: -1})
		err := call()
		assert.True(t, classcloud.MaybeApplied(err), op)
		assert.Len(t, srv.Requests(), 1, op)
		assert.Equal(t, op, clienttest.AsError(t, err).Operation)
	}
}

func TestATransferNamesWhatIsMissing(t *testing.T) {
	client := stubbed(t, func(path string, _ url.Values) string { assert.Fail(t, "sent", path); return "" })
	for _, in := range []*baijiayun.PlaybackTransferRequest{nil, {}} {
		for _, call := range []func() error{
			func() error { _, err := client.Playbacks.Replace(t.Context(), in); return err },
			func() error { _, err := client.Playbacks.Add(t.Context(), in); return err },
		} {
			err := call()
			require.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.ErrorContains(t, err, "SourceRoomID (source_room_id) is required")
			assert.ErrorContains(t, err, "TargetRoomID (target_room_id) is required")
		}
	}
	for field, in := range map[string]*baijiayun.PlaybackTransferRequest{
		"SourceVersion (source_version) is negative":      {SourceRoomID: 1, TargetRoomID: 2, SourceVersion: -1},
		"TargetVersion (target_version) is negative":      {SourceRoomID: 1, TargetRoomID: 2, TargetVersion: -1},
		"TargetSessionID (target_session_id) is negative": {SourceRoomID: 1, TargetRoomID: 2, TargetSessionID: -1},
	} {
		_, err := client.Playbacks.Replace(t.Context(), in)
		require.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.ErrorContains(t, err, field)
	}
	sent := sends(t, func(c *baijiayun.Client) error {
		_, err := c.Playbacks.Add(t.Context(), &baijiayun.PlaybackTransferRequest{SourceRoomID: 1, SourceVersion: 2, TargetRoomID: 3, TargetSessionID: 4, Main: new(false)})
		return err
	})
	assert.Equal(t, url.Values{"type": {"2"}, "source_room_id": {"1"}, "source_version": {"2"}, "target_room_id": {"3"}, "target_session_id": {"4"}, "is_replace_main": {"0"}}, sent)
}
