package baijiayun

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
)

// PlaybacksService sets the videos a class plays in between, and finds what playbacks are made of.
type PlaybacksService struct{ client *Client }

// PlaybackPDF is slides of a playback as a PDF.
type PlaybackPDF struct {
	PartnerID int64  `json:"partner_id,omitzero"`
	RoomID    int64  `json:"room_id,omitzero"`
	VID       int64  `json:"vid,omitzero"` // the playback's video
	URL       string `json:"url,omitzero"`
}

// ListPDFs returns the PDFs made of a room's slides.
//
// Baijiayun API 43 获取ppt转成的pdf的路径, POST /openapi/room_data/getPlaybackPdfPath. For accounts of the pro environment.
func (s *PlaybacksService) ListPDFs(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) ([]PlaybackPDF, error) {
	out, err := call[listReply[PlaybackPDF]](ctx, s.client, opPlaybacksListPDFs, in, opts)
	return listed(out.List, err)
}

// SetSpotsRequest is the videos a class can play in between.
type SetSpotsRequest struct {
	RoomID   int64   `json:"room_id" check:"required"`
	VideoIDs []int64 `json:"video_ids" wire:"comma" check:"required,count=3"` // at most 3 a room
}

// SetSpots sets the videos a big class can play in between (插播回放). They are ready after 5 hours and expire after 7 days.
//
// Baijiayun API 46 直播设置插播回放, POST /openapi/room/setSpotVideo. Whether it replaces or adds is not documented, so it is never
// repeated once it may have arrived: when classcloud.MaybeApplied(err), look at ListSpots first.
func (s *PlaybacksService) SetSpots(ctx context.Context, in *SetSpotsRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opPlaybacksSetSpots, in, opts)
}

// SpotVideo is a video a class can play in between.
type SpotVideo struct {
	VideoID           int64     `json:"video_id,omitzero"`
	PlaybackRoomID    int64     `json:"playback_room_id,omitzero"`
	PlaybackSessionID int64     `json:"playback_session_id,omitzero"`
	PrepareFileTime   time.Time `json:"prepare_file_time,omitzero"` // when its file is ready
	CreateTime        time.Time `json:"create_time,omitzero"`
}

// ListSpots returns the videos a class can play in between.
//
// Baijiayun API 47 获取教室设置的插播回放, POST /openapi/room/getSpotVideo. The video_ids of the document's table are copied from API
// 46 by mistake; should the vendor ask for them, classcloud.WithParam sends them.
func (s *PlaybacksService) ListSpots(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]SpotVideo, error) {
	out, err := call[listReply[SpotVideo]](ctx, s.client, opPlaybacksListSpots, &roomRef{roomID}, opts)
	return listed(out.List, err)
}
