package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// RecordingsService stops cloud recordings (云端录制) and makes playbacks from them.
type RecordingsService struct{ client *Client }

// Stop stops the cloud recording of a room.
//
// Baijiayun API 44 停止直播教室的云端录制, POST /openapi/live/stopCloudRecord. A late repeat could stop a recording that was started again,
// so the call is never repeated once it may have arrived: when classcloud.MaybeApplied(err), call it again only if nobody can have started
// the recording anew.
func (s RecordingsService) Stop(ctx context.Context, roomID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRecordingsStop, &roomRef{roomID}, opts)
}

// CreatePlayback makes a playback from a room's cloud recording. It returns before the playback is ready; a PlaybackCallback reports
// when it is.
//
// Baijiayun API 45 直播教室的云端录制生成回放, POST /openapi/live/transCloudRecord. A repeat may make a second playback, so the call is
// never repeated once it may have arrived: when classcloud.MaybeApplied(err), wait for the callback first.
func (s RecordingsService) CreatePlayback(ctx context.Context, roomID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRecordingsCreatePlayback, &roomRef{roomID}, opts)
}
