package baijiayun

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// PlaybacksService lists playbacks (回放), opens and changes them, and sets the videos that a class can play. A playback is named by its room
// and, in a long-term room, by its session (序列号); one that was cut has versions.
type PlaybacksService struct{ client *Client }

// PlaybackPDF is a PDF of the slides shown in a class.
type PlaybackPDF struct {
	PartnerID int64  `json:"partner_id,omitzero"`           // the account
	RoomID    int64  `json:"room_id,omitzero"`              // the room that was asked for
	VideoID   int64  `json:"vid,omitzero" check:"required"` // the video of the playback
	URL       string `json:"url,omitzero" check:"required"`
}

// PlaybackPDFList holds the PDFs of a room's slides.
type PlaybackPDFList struct {
	Total int           `json:"total,omitzero"` // as the vendor counts; -1 when the reply does not say. It can be larger than the number of rows
	PDFs  []PlaybackPDF `json:"list,omitzero"`
}

// ListPDFs returns the PDFs of a room's slides.
//
// Baijiayun API 43 获取ppt转成的pdf的路径, POST /openapi/room_data/getPlaybackPdfPath. Only accounts of the pro environment
// have it. Safe to repeat.
func (s PlaybacksService) ListPDFs(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) (*PlaybackPDFList, error) {
	out, err := call[*listReply[PlaybackPDF]](ctx, s.client, opPlaybacksListPDFs, in, opts)
	if out == nil {
		return nil, err
	}
	return &PlaybackPDFList{Total: out.total(), PDFs: out.List}, err
}

// SetSpotsRequest sets the videos that a class can play.
type SetSpotsRequest struct {
	RoomID   int64   `json:"room_id" check:"required"`
	VideoIDs []int64 `json:"video_ids" wire:"comma" check:"required,ids,count=3"` // at most 3 per room
}

// Validate refuses a video that is given twice.
func (r *SetSpotsRequest) Validate() []classcloud.FieldError {
	var bad refusals
	bad.twice(r.VideoIDs, "VideoIDs", "video_ids")
	return bad
}

// SetSpots sets the videos that a big class can play (插播回放). They are ready after 5 hours and expire after 7 days.
//
// Baijiayun API 46 直播设置插播回放, POST /openapi/room/setSpotVideo. The document does not say whether the call replaces the videos or
// adds to them, so it is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look at ListSpots first.
func (s PlaybacksService) SetSpots(ctx context.Context, in *SetSpotsRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opPlaybacksSetSpots, in, opts)
}

// SpotVideo is a video that a class can play.
type SpotVideo struct {
	VideoID           int64     `json:"video_id,omitzero" check:"required"`
	PlaybackRoomID    int64     `json:"playback_room_id,omitzero"`    // the room of the playback that it comes from
	PlaybackSessionID int64     `json:"playback_session_id,omitzero"` // the session of that playback, for a long-term room
	PrepareFileTime   time.Time `json:"prepare_file_time,omitzero"`   // when its file is ready
	CreateTime        time.Time `json:"create_time,omitzero"`
}

// ListSpots returns the videos that a class can play.
//
// Baijiayun API 47 获取教室设置的插播回放, POST /openapi/room/getSpotVideo. The document's table also has video_ids, copied from API 46
// by mistake; if the vendor asks for them, classcloud.WithParam sends them. Safe to repeat.
func (s PlaybacksService) ListSpots(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]SpotVideo, error) {
	return call[[]SpotVideo](ctx, s.client, opPlaybacksListSpots, &roomRef{roomID}, opts)
}

// PublishStatus says whether a playback is shown to users (publish_status).
type PublishStatus int

// The values of publish_status.
const (
	PublishStatusShown  PublishStatus = 1 // users can see the playback: 未屏蔽
	PublishStatusHidden PublishStatus = 2 // users cannot see the playback: 已屏蔽
)

var publishStatusNames = map[PublishStatus]string{
	PublishStatusShown:  "Shown",
	PublishStatusHidden: "Hidden",
}

// String returns the status's name, or PublishStatus(9) for a value this module does not know.
func (s PublishStatus) String() string { return wire.EnumName("PublishStatus", s, publishStatusNames) }

const maxPlaybacksPerPage = 1000

// ListPlaybacksRequest selects a page of the account's playbacks.
type ListPlaybacksRequest struct {
	ProductType ProductType `json:"product_type"`         // the product line; leave it 0 when the account has only one
	RoomID      int64       `json:"room_id"`              // only playbacks of this room; default all
	Cropped     bool        `json:"crop_video" wire:"01"` // also list cut playbacks (裁剪回放); default no
	Page        int         `json:"page"`                 // from 1; default 1, always sent
	PageSize    int         `json:"page_size"`            // playbacks per page, default 100, at most 1,000; always sent
}

// Validate refuses pages that cannot be.
func (r *ListPlaybacksRequest) Validate() []classcloud.FieldError {
	return tooManyPerPage(r.PageSize, maxPlaybacksPerPage, "page_size")
}

// Playback is a recording of a class, to watch when its Status is PlaybackStatusReady. A Status that the reply does not hold is -1. How
// large and how popular it is, and its picture, are decorative: what cannot be read of them does not cost the row.
type Playback struct {
	PlaybackID     int64          `json:"playback_id,omitzero"` // 0 when the vendor leaves it out
	RoomID         int64          `json:"room_id,omitzero" check:"required"`
	SessionID      int64          `json:"session_id,omitzero"` // which playback of a long-term room; 0 for other rooms
	Version        int64          `json:"version,omitzero"`    // which version of a cut playback; 0 for others
	VideoID        int64          `json:"video_id,omitzero"`
	Name           string         `json:"name,omitzero"`
	Status         PlaybackStatus `json:"status,omitzero"`
	PublishStatus  PublishStatus  `json:"publish_status,omitzero"`
	CreateTime     time.Time      `json:"create_time,omitzero"`                             // when the playback was created
	Duration       time.Duration  `json:"length,omitzero" wire:"seconds"`                   // how long it plays
	TotalSize      int64          `json:"total_size,omitzero" check:"decorative"`           // bytes of the source
	TranscodedSize int64          `json:"total_transcode_size,omitzero" check:"decorative"` // bytes of everything transcoded from the source
	PlayTimes      int            `json:"play_times,omitzero" check:"decorative"`           // how often it was watched
	PlayURL        string         `json:"play_url,omitzero"`                                // of the player, as the vendor gives it
	CoverURL       string         `json:"preface_url,omitzero" check:"decorative"`          // URL of the cover picture
}

// PlaybackPage is one page of playbacks.
type PlaybackPage struct {
	Playbacks []Playback `json:"list,omitzero"`
	Total     int        `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// List returns one page of the account's playbacks, the newest first; All iterates over all of them. A nil request asks for the first 100.
//
// Baijiayun 获取回放列表 (回放服务端API文档), POST /openapi/playback/getList (dev.baijiayun.com/default/wiki/detail/6). Safe to repeat.
func (s PlaybacksService) List(ctx context.Context, in *ListPlaybacksRequest, opts ...classcloud.CallOption) (*PlaybackPage, error) {
	ask := valueOf(in)
	if ask.Page == 0 {
		ask.Page = 1
	}
	if ask.PageSize == 0 {
		ask.PageSize = 100
	}
	out, err := call[*listReply[Playback]](ctx, s.client, opPlaybacksList, &ask, opts)
	if out == nil {
		return nil, err
	}
	return &PlaybackPage{Total: out.total(), Playbacks: out.List}, err
}

// playbackID is what identifies a playback: not every account's list has a playback_id.
type playbackID struct{ playback, room, session, version, video int64 }

func (p Playback) id() playbackID {
	return playbackID{p.PlaybackID, p.RoomID, p.SessionID, p.Version, p.VideoID}
}

// All iterates over the account's playbacks, starting at in.Page, the newest first, with one page in memory, until as many came as the
// vendor says there are. A playback that is created meanwhile shifts the others, but no playback comes twice; when the total changes, the
// pages are gone through again until nothing new comes. A playback that cannot be read is an error and does not end the iteration; when
// playbacks are missing at the end, the last error is DataLoss and says how many. Any other error ends the iteration, and after a break no
// further page is fetched.
func (s PlaybacksService) All(ctx context.Context, in *ListPlaybacksRequest, opts ...classcloud.CallOption) iter.Seq2[Playback, error] {
	at := valueOf(in)
	at.PageSize = min(at.PageSize, maxPlaybacksPerPage)
	return walk(opPlaybacksList, at.Page, Playback.id, refusing(at.Page, func(page int) ([]Playback, int, error) {
		ask := at
		ask.Page = page
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Playbacks, valueOf(out).Total, err
	}))
}

// GetPlaybackTokenRequest names a playback and how long its token is valid.
type GetPlaybackTokenRequest struct {
	RoomID    int64          `json:"room_id" check:"required"`
	SessionID int64          `json:"session_id"`                                 // which playback of a long-term room; default 0, for other rooms
	Lifetime  *time.Duration `json:"expires_in" wire:"seconds" check:"required"` // in whole seconds; new(time.Duration(0)) for a token that never expires
}

// PlayerToken is a token that opens a player. Everybody who has it can watch until it expires.
type PlayerToken struct {
	Token   string `json:"token,omitzero" check:"required"`
	RoomID  int64  `json:"room_id,omitzero"`  // the room of a playback; 0 when the vendor leaves it out
	VideoID int64  `json:"video_id,omitzero"` // the video; 0 when the vendor leaves it out
}

// Format writes the PlayerToken with what is secret in it hidden.
func (p PlayerToken) Format(f fmt.State, verb rune) {
	type plain PlayerToken
	transport.Hidden(f, verb, "baijiayun.PlayerToken", plain(p))
}

// LogValue gives slog the PlayerToken with what is secret in it hidden.
func (p PlayerToken) LogValue() slog.Value { return transport.HiddenLog(p) }

// GetToken returns a token for PlaybackURL, or for the player of an app.
//
// Baijiayun 获取回放token (回放服务端API文档), POST /openapi/playback/getPlayerToken (dev.baijiayun.com/default/wiki/detail/6). Safe to repeat.
func (s PlaybacksService) GetToken(ctx context.Context, in *GetPlaybackTokenRequest, opts ...classcloud.CallOption) (*PlayerToken, error) {
	return call[*PlayerToken](ctx, s.client, opPlaybacksGetToken, in, opts)
}

// PlaybackStatus says whether a playback or a video on demand is ready, and if not, what it waits for (status).
type PlaybackStatus int

// The statuses of playbacks. Videos on demand have further ones, such as 31 and 32.
const (
	PlaybackStatusNone        PlaybackStatus = 0   // there is no recording: 未录制
	PlaybackStatusRecording   PlaybackStatus = 10  // the class is being recorded: 录制中
	PlaybackStatusTranscoding PlaybackStatus = 20  // the recording is being transcoded: 转码中; in a callback, it is uploaded and waits for it
	PlaybackStatusFailed      PlaybackStatus = 30  // the playback could not be made: 回放生成失败
	PlaybackStatusReady       PlaybackStatus = 100 // the playback can be watched: 回放生成成功
)

var playbackStatusNames = map[PlaybackStatus]string{
	PlaybackStatusNone:        "None",
	PlaybackStatusRecording:   "Recording",
	PlaybackStatusTranscoding: "Transcoding",
	PlaybackStatusFailed:      "Failed",
	PlaybackStatusReady:       "Ready",
}

// String returns the status's name, or PlaybackStatus(31) for a value this module does not know.
func (s PlaybackStatus) String() string {
	return wire.EnumName("PlaybackStatus", s, playbackStatusNames)
}
