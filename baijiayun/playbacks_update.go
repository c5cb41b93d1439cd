package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// UpdatePlaybackRequest names a playback and says what it is called from now on.
type UpdatePlaybackRequest struct {
	RoomID    int64  `json:"room_id" check:"required"`
	SessionID int64  `json:"session_id"` // which playback of a long-term room; default 0, for other rooms
	Name      string `json:"name" check:"required"`
}

// Update renames a playback, the only thing that the vendor lets one change.
//
// Baijiayun 更新回放名称 (回放服务端API文档), POST /openapi/playback/update. The parameters are those of 007gzs/baijiayun and a07061625/swooleyaf.
// Safe to repeat.
func (s PlaybacksService) Update(ctx context.Context, in *UpdatePlaybackRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opPlaybacksUpdate, in, opts)
}

// SetPlaybackPublishStatusRequest names a playback and says whether users can see it.
type SetPlaybackPublishStatusRequest struct {
	RoomID    int64         `json:"room_id" check:"required"`
	SessionID int64         `json:"session_id"`              // which playback of a long-term room; default 0, for other rooms
	Status    PublishStatus `json:"status" check:"required"` // PublishStatusShown or PublishStatusHidden
}

// Validate refuses a status that is neither of the two.
func (r *SetPlaybackPublishStatusRequest) Validate() []classcloud.FieldError {
	if r.Status == 0 || r.Status == PublishStatusShown || r.Status == PublishStatusHidden {
		return nil // a status that is not there is refused as that
	}
	return []classcloud.FieldError{{Field: "Status", Wire: "status", Problem: "is " + r.Status.String() + ": want PublishStatusShown or PublishStatusHidden"}}
}

// SetPublishStatus shows a playback to users, or hides it. The vendor shows a playback by itself as soon as it is transcoded.
//
// Baijiayun 设置回放发布状态 (回放服务端API文档), POST /openapi/playback/setPublishStatus. The parameters are those of 007gzs/baijiayun and
// a07061625/swooleyaf. Safe to repeat.
func (s PlaybacksService) SetPublishStatus(ctx context.Context, in *SetPlaybackPublishStatusRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opPlaybacksSetPublishStatus, in, opts)
}

// DeletePlaybackRequest names a playback.
type DeletePlaybackRequest struct {
	RoomID    int64 `json:"room_id" check:"required"`
	SessionID int64 `json:"session_id"` // which playback of a long-term room; default 0, for other rooms
}

// Delete deletes a playback. DeleteVersion deletes one version of a playback that was cut.
//
// Baijiayun 删除回放 (回放服务端API文档), POST /openapi/playback/delete. The parameters are those of 007gzs/baijiayun and a07061625/swooleyaf. No
// source says which version is deleted of a playback that has several: a repeat might delete another, so the call is never repeated once it
// may have arrived. When classcloud.MaybeApplied(err), look at Get and ListCrops first.
func (s PlaybacksService) Delete(ctx context.Context, in *DeletePlaybackRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opPlaybacksDelete, in, opts)
}
