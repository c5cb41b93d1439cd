package baijiayun

import (
	"context"
	"iter"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
)

// What the live document does not have, from other documents of the vendor: 回放服务端API文档 (dev.baijiayun.com/default/wiki/detail/6),
// 点播服务端API接口文档 (dev.baijiayun.com/wiki/detail/4), and presumably a later version of the live document. Where no copy of them is
// public, the parameters are those that github.com/007gzs/baijiayun and github.com/a07061625/swooleyaf send, and the results what public
// code reads. A reply may hold more than a result has: see classcloud.WithDrift.

// Start begins the class of a room, as the teacher's button does.
//
// Baijiayun 教室上课, POST /openapi/live/startClass; not in the document we have, see github.com/a07061625/swooleyaf, ClassStart. What a
// repeat does is not known, so it is never repeated once it may have arrived: when classcloud.MaybeApplied(err), ask GetLiveStatus.
func (s *RoomsService) Start(ctx context.Context, roomID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsStart, &roomRef{roomID}, opts)
}

// StopRoomRequest names the room whose class ends.
type StopRoomRequest struct {
	RoomID  int64 `json:"room_id" check:"required"`
	KickAll bool  `json:"is_kick_out_all" wire:"01"` // everybody is sent out of the room; default no
}

// Stop ends the class of a room, as the teacher's button does.
//
// Baijiayun 教室下课, POST /openapi/live/stopClass; not in the document we have, see github.com/a07061625/swooleyaf, ClassStop. A late repeat
// would end a class that was started anew, so it is never repeated once it may have arrived: when classcloud.MaybeApplied(err), ask
// GetLiveStatus.
func (s *RoomsService) Stop(ctx context.Context, in *StopRoomRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsStop, in, opts)
}

// PublishStatus says whether a playback is shown to users (publish_status).
type PublishStatus int

// The statuses.
const (
	PublishStatusShown  PublishStatus = 1 // 未屏蔽
	PublishStatusHidden PublishStatus = 2 // 已屏蔽
)

// String returns the status' name, or PublishStatus(9) for one this module does not know.
func (s PublishStatus) String() string {
	switch s {
	case PublishStatusShown:
		return "Shown"
	case PublishStatusHidden:
		return "Hidden"
	}
	return "PublishStatus(" + strconv.Itoa(int(s)) + ")"
}

const maxPlaybacksPerPage = 1000

// ListPlaybacksRequest selects a page of the account's playbacks.
type ListPlaybacksRequest struct {
	ProductType ProductType `json:"product_type"`         // 0 for accounts with a single product line
	RoomID      int64       `json:"room_id"`              // of this room only; 0 for all
	Cropped     bool        `json:"crop_video" wire:"01"` // cut playbacks (裁剪回放) too; default no
	Page        int         `json:"page"`                 // from 1; List and All send 1 for 0
	PageSize    int         `json:"page_size"`            // playbacks a page, at most 1,000; List and All send 100 for 0
}

// Playback is a recording of a class that can be, or will be, watched.
type Playback struct {
	PlaybackID     int64          `json:"playback_id,omitzero"`
	RoomID         int64          `json:"room_id,omitzero"`
	SessionID      int64          `json:"session_id,omitzero"` // of a long-term room; 0 for others
	Version        int64          `json:"version,omitzero"`    // of a cut playback; 0 for others
	VideoID        int64          `json:"video_id,omitzero"`
	Name           string         `json:"name,omitzero"`
	Status         PlaybackStatus `json:"status,omitzero"`
	PublishStatus  PublishStatus  `json:"publish_status,omitzero"`
	CreateTime     time.Time      `json:"create_time,omitzero"`          // when the playback was made
	Length         int            `json:"length,omitzero"`               // seconds
	TotalSize      int64          `json:"total_size,omitzero"`           // bytes
	TranscodedSize int64          `json:"total_transcode_size,omitzero"` // bytes of all that was made of it
	PlayTimes      int            `json:"play_times,omitzero"`           // how often it was watched
	PlayURL        string         `json:"play_url,omitzero"`
	PrefaceURL     string         `json:"preface_url,omitzero"` // the cover picture
}

// PlaybackPage is one page of playbacks.
type PlaybackPage struct {
	Playbacks []Playback `json:"list,omitzero"`
	Total     int        `json:"total,omitzero"` // of all pages
}

// List returns one page of the account's playbacks, the newest first; All walks them all. nil asks for the first 100.
//
// Baijiayun 获取回放列表, POST /openapi/playback/getList, of the playback document (dev.baijiayun.com/default/wiki/detail/6). Safe to repeat.
func (s *PlaybacksService) List(ctx context.Context, in *ListPlaybacksRequest, opts ...classcloud.CallOption) (*PlaybackPage, error) {
	ask := valueOf(in)
	if ask.Page == 0 {
		ask.Page = 1
	}
	if ask.PageSize == 0 {
		ask.PageSize = 100
	}
	return call[*PlaybackPage](ctx, s.client, opPlaybacksList, &ask, opts)
}

// All walks the account's playbacks from in.Page on, the newest first, one page in memory. One that is made meanwhile moves the
// others on, and a playback can come twice. An error ends the walk; nothing is asked for after a break.
func (s *PlaybacksService) All(ctx context.Context, in *ListPlaybacksRequest, opts ...classcloud.CallOption) iter.Seq2[Playback, error] {
	ask := valueOf(in)
	ask.PageSize = pageSize(ask.PageSize, 100, maxPlaybacksPerPage)
	return pages(ask.Page, ask.PageSize, func(page int) ([]Playback, error) {
		ask := ask
		ask.Page = page
		out, err := s.List(ctx, &ask, opts...)
		if err != nil {
			return nil, err
		}
		return out.Playbacks, nil
	})
}

// GetPlaybackTokenRequest is a playback, and how long its token lives.
type GetPlaybackTokenRequest struct {
	RoomID    int64 `json:"room_id" check:"required"`
	SessionID int64 `json:"session_id"`                  // of a long-term room: which playback
	ExpiresIn *int  `json:"expires_in" check:"required"` // seconds; new(0) never expires
}

// PlayerToken opens a player. Whoever has it may watch until it expires.
type PlayerToken struct {
	Token   string `json:"token,omitzero" check:"required"`
	RoomID  int64  `json:"room_id,omitzero"`  // of a playback, where the vendor says so
	VideoID int64  `json:"video_id,omitzero"` // where the vendor says so
}

// GetToken returns a token for PlaybackURL, or for the player of an app.
//
// Baijiayun 获取回放token, POST /openapi/playback/getPlayerToken, of the playback document (dev.baijiayun.com/default/wiki/detail/6). Safe to
// repeat.
func (s *PlaybacksService) GetToken(ctx context.Context, in *GetPlaybackTokenRequest, opts ...classcloud.CallOption) (*PlayerToken, error) {
	return call[*PlayerToken](ctx, s.client, opPlaybacksGetToken, in, opts)
}

// VideosService opens videos on demand (点播).
type VideosService struct{ client *Client }

// GetVideoTokenRequest is a video on demand, and how long its token lives.
type GetVideoTokenRequest struct {
	VideoID   int64 `json:"video_id" check:"required"`
	ExpiresIn *int  `json:"expires_in" check:"required"` // seconds; new(0) never expires
}

// GetToken returns a token for VideoURL, or for the player of an app.
//
// Baijiayun 获取播放器token, POST /openapi/video/getPlayerToken, of the video document (dev.baijiayun.com/wiki/detail/4). Safe to repeat.
func (s *VideosService) GetToken(ctx context.Context, in *GetVideoTokenRequest, opts ...classcloud.CallOption) (*PlayerToken, error) {
	return call[*PlayerToken](ctx, s.client, opVideosGetToken, in, opts)
}
