package baijiayun

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
)

// GetPlaybackRequest names a playback.
type GetPlaybackRequest struct {
	RoomID    int64 `json:"room_id" check:"required"`
	SessionID int64 `json:"session_id"` // which playback of a long-term room; default 0, for other rooms
}

// PlaybackInfo says how far a playback is, and what it is when it is ready: a playback that is not made yet has a Status and nothing else.
type PlaybackInfo struct {
	Status         PlaybackStatus `json:"status,omitzero" check:"present"` // PlaybackStatusReady when it can be watched; -1 when it is not a number
	VideoID        int64          `json:"video_id,omitzero"`               // the video of the cloud recording; 0 before there is one
	Name           string         `json:"name,omitzero"`
	Duration       time.Duration  `json:"length,omitzero" wire:"seconds"`                   // how long it plays
	PublishStatus  PublishStatus  `json:"publish_status,omitzero"`                          // whether users can see it; 0 when the reply does not say
	CreateTime     time.Time      `json:"create_time,omitzero"`                             // when it was made
	TotalSize      int64          `json:"total_size,omitzero" check:"decorative"`           // bytes of the source
	TranscodedSize int64          `json:"total_transcode_size,omitzero" check:"decorative"` // bytes of everything transcoded from the source
	ExtraMediaSize int64          `json:"total_ext_media_size,omitzero" check:"decorative"` // bytes of what was transcoded beside it: students' videos and second cameras
	CoverURL       string         `json:"preface_url,omitzero" check:"decorative"`          // URL of the cover picture

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// Get returns a playback, ready or not. To wait until a class can be watched, let the vendor call you (ParsePlaybackCallback), or call Get
// now and then until Status is PlaybackStatusReady or PlaybackStatusFailed: PlaybackStatusNone stands for a class that was not recorded
// and for one that is not recorded yet. Each call counts against the account's limit of 200 in 10 s.
//
// Baijiayun 查询直播回放信息 (回放服务端API文档), POST /openapi/playback/getBasicInfo (API 1 of dev.baijiayun.com/default/wiki/detail/6, whose table
// of the reply this is; lizhongyuan3/cloud-live reads status, video_id and length likewise). Safe to repeat.
func (s PlaybacksService) Get(ctx context.Context, in *GetPlaybackRequest, opts ...classcloud.CallOption) (*PlaybackInfo, error) {
	return call[*PlaybackInfo](ctx, s.client, opPlaybacksGet, in, opts)
}

// PlaybackSession is one playback of a long-term room.
type PlaybackSession struct {
	SessionID int64 `json:"session_id,omitzero"` // 序列号; 0 when the reply calls it something else, which is in Extra then

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// ListSessions returns the sessions (序列号) of a long-term room: each is a playback of its own, which RoomID and SessionID name.
//
// Baijiayun 获取长期房间云录制的序列号列表 (回放服务端API文档), POST /openapi/playback/getSessionList. The parameters are those of 007gzs/baijiayun. No public
// source shows the reply: that a session is called session_id, as in all requests, is inferred, and a list of plain numbers is read too.
// Safe to repeat.
func (s PlaybacksService) ListSessions(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]PlaybackSession, error) {
	out, err := call[*listReply[PlaybackSession]](ctx, s.client, opPlaybacksListSessions, &roomRef{roomID}, opts)
	return out.rows(), err
}
