package baijiayun

import (
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// PlaybacksService sets the videos a class plays in between, and finds what playbacks are made of.
type PlaybacksService struct{ client *Client }

// PlaybackPDF is slides of a playback as a PDF.
type PlaybackPDF struct {
	PartnerID int64  `json:"partner_id,omitzero"`
	RoomID    int64  `json:"room_id,omitzero"`
	VideoID   int64  `json:"vid,omitzero"` // the playback's video
	URL       string `json:"url,omitzero"`
}

// ListPDFs returns the PDFs made of a room's slides.
//
// Baijiayun API 43 获取ppt转成的pdf的路径, POST /openapi/room_data/getPlaybackPdfPath. For accounts of the pro environment.
func (s PlaybacksService) ListPDFs(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) ([]PlaybackPDF, error) {
	return call[[]PlaybackPDF](ctx, s.client, opPlaybacksListPDFs, in, opts)
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
func (s PlaybacksService) SetSpots(ctx context.Context, in *SetSpotsRequest, opts ...classcloud.CallOption) error {
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
func (s PlaybacksService) ListSpots(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]SpotVideo, error) {
	return call[[]SpotVideo](ctx, s.client, opPlaybacksListSpots, &roomRef{roomID}, opts)
}

// PublishStatus says whether a playback is shown to users (publish_status).
type PublishStatus int

// The statuses.
const (
	PublishStatusShown  PublishStatus = 1 // 未屏蔽
	PublishStatusHidden PublishStatus = 2 // 已屏蔽
)

var publishStatusNames = map[PublishStatus]string{
	PublishStatusShown:  "Shown",
	PublishStatusHidden: "Hidden",
}

// String returns the status' name, or PublishStatus(9) for one this module does not know.
func (s PublishStatus) String() string { return wire.EnumName("PublishStatus", s, publishStatusNames) }

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
	CreateTime     time.Time      `json:"create_time,omitzero"` // when the playback was made
	Duration       time.Duration  `json:"length,omitzero" wire:"seconds"`
	TotalSize      int64          `json:"total_size,omitzero"`           // bytes
	TranscodedSize int64          `json:"total_transcode_size,omitzero"` // bytes of all that was made of it
	PlayTimes      int            `json:"play_times,omitzero"`           // how often it was watched
	PlayURL        string         `json:"play_url,omitzero"`
	CoverURL       string         `json:"preface_url,omitzero"` // the cover picture
}

// PlaybackPage is one page of playbacks.
type PlaybackPage struct {
	Playbacks []Playback `json:"list,omitzero"`
	Total     int        `json:"total,omitzero"` // of all pages
}

// List returns one page of the account's playbacks, the newest first; All walks them all. nil asks for the first 100.
//
// Baijiayun 获取回放列表, POST /openapi/playback/getList, of the playback document (dev.baijiayun.com/default/wiki/detail/6). Safe to repeat.
func (s PlaybacksService) List(ctx context.Context, in *ListPlaybacksRequest, opts ...classcloud.CallOption) (*PlaybackPage, error) {
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
func (s PlaybacksService) All(ctx context.Context, in *ListPlaybacksRequest, opts ...classcloud.CallOption) iter.Seq2[Playback, error] {
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
	RoomID    int64          `json:"room_id" check:"required"`
	SessionID int64          `json:"session_id"`                                 // of a long-term room: which playback
	Lifetime  *time.Duration `json:"expires_in" wire:"seconds" check:"required"` // whole seconds; new(time.Duration(0)) never expires
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
func (s PlaybacksService) GetToken(ctx context.Context, in *GetPlaybackTokenRequest, opts ...classcloud.CallOption) (*PlayerToken, error) {
	return call[*PlayerToken](ctx, s.client, opPlaybacksGetToken, in, opts)
}

// PlaybackStatus says how far a playback, or a video on demand, is (status).
type PlaybackStatus int

// The statuses of playbacks. Videos on demand have others too, 31 and 32 among them.
const (
	PlaybackStatusNone        PlaybackStatus = 0   // 未录制: there is none
	PlaybackStatusRecording   PlaybackStatus = 10  // 录制中
	PlaybackStatusTranscoding PlaybackStatus = 20  // 转码中; in a callback: uploaded, about to be transcoded
	PlaybackStatusFailed      PlaybackStatus = 30  // 回放生成失败
	PlaybackStatusReady       PlaybackStatus = 100 // 回放生成成功: it can be watched
)

var playbackStatusNames = map[PlaybackStatus]string{
	PlaybackStatusNone:        "None",
	PlaybackStatusRecording:   "Recording",
	PlaybackStatusTranscoding: "Transcoding",
	PlaybackStatusFailed:      "Failed",
	PlaybackStatusReady:       "Ready",
}

// String returns the status' name, or PlaybackStatus(31) for one this module does not know.
func (s PlaybackStatus) String() string {
	return wire.EnumName("PlaybackStatus", s, playbackStatusNames)
}
