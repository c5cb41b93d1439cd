package baijiayun

import (
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// VideoReportsService reports who watched videos on demand and playbacks, and how often they were watched.
//
// The parameters are those of the vendor's documents, as two public clients have them (007gzs/baijiayun and a07061625/swooleyaf). What a view
// holds is known from one program in production that reads it (top.jbzm.index).
type VideoReportsService struct{ client *Client }

const (
	viewsPerPage    = 100  // the vendor's default page size
	maxViewsPerPage = 1000 // 最大值不能超过1000
)

// ViewClientType is the program with which a video was watched (client_type). Its numbers are not those of ClientType.
type ViewClientType int

// The programs, as a comment of top.jbzm.index lists them.
const (
	ViewClientTypeUnknown   ViewClientType = 0 // not known: 未知
	ViewClientTypeIPhone    ViewClientType = 1 // an iPhone: iphone
	ViewClientTypeIPad      ViewClientType = 2 // an iPad: ipad
	ViewClientTypeAndroid   ViewClientType = 3 // an Android device: Android
	ViewClientTypeMobileWeb ViewClientType = 4 // a browser on a phone: 手机M站
	ViewClientTypePCWeb     ViewClientType = 5 // a browser on a computer: PC 网页
)

var viewClientTypeNames = map[ViewClientType]string{
	ViewClientTypeUnknown:   "Unknown",
	ViewClientTypeIPhone:    "IPhone",
	ViewClientTypeIPad:      "IPad",
	ViewClientTypeAndroid:   "Android",
	ViewClientTypeMobileWeb: "MobileWeb",
	ViewClientTypePCWeb:     "PCWeb",
}

// String returns the program's name, or ViewClientType(9) for a value this module does not know.
func (t ViewClientType) String() string {
	return wire.EnumName("ViewClientType", t, viewClientTypeNames)
}

// View is one time that somebody watched a video on demand or a playback. A ClientType that the reply does not hold is -1. Where the user was
// (IP, Area) is decorative: what cannot be read of it does not cost the row.
type View struct {
	GUID       string         `json:"guid,omitzero"` // the id of the view: 32 characters
	UUID       string         `json:"uuid,omitzero"` // an id of the user that the player made up
	VideoID    int64          `json:"video_id,omitzero" check:"required"`
	RoomID     int64          `json:"room_id,omitzero"`                                 // the room of a playback; 0 for a video on demand
	UserName   string         `json:"user_name,omitzero"`                               // as your page gave it to the player; empty when it did not
	UserNumber string         `json:"user_number,omitzero"`                             // as your page gave it to the player, be it a number or not; empty when it did not
	StartTime  time.Time      `json:"play_begin_time,omitzero"`                         // when the user began to watch
	EndTime    time.Time      `json:"play_end_time,omitzero"`                           // when the user stopped
	Duration   time.Duration  `json:"play_length,omitzero" wire:"seconds"`              // how long the user really watched
	ClientType ViewClientType `json:"client_type"`                                      // ViewClientTypeUnknown is the vendor's 0, so a 0 is written too
	IP         string         `json:"user_ip,omitzero" check:"decorative"`              // of the user
	Area       string         `json:"area,omitzero" check:"decorative"`                 // province and city of the user; may be empty
	Extra      map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// viewID is what identifies a view: its id, and where the vendor leaves that out, who watched what and when.
type viewID struct {
	guid, uuid, user string
	video, room      int64
	start            int64
}

func (v View) id() viewID {
	if v.GUID != "" {
		return viewID{guid: v.GUID}
	}
	return viewID{uuid: v.UUID, user: v.UserNumber, video: v.VideoID, room: v.RoomID, start: v.StartTime.Unix()}
}

// ViewPage is one page of views.
type ViewPage struct {
	Views []View `json:"list,omitzero"`
	Total int    `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// list fetches one page of views.
func (s VideoReportsService) list(ctx context.Context, op opID, in any, opts []classcloud.CallOption) (*ViewPage, error) {
	out, err := call[*listReply[View]](ctx, s.client, op, in, opts)
	if out == nil {
		return nil, err
	}
	return &ViewPage{Total: out.total(), Views: out.List}, err
}

// all walks through the pages of views that list returns, from page first on.
func (s VideoReportsService) all(op opID, first int, list func(page int) (*ViewPage, error)) iter.Seq2[View, error] {
	return walk(op, first, View.id, func(page int) ([]View, int, error) {
		out, err := list(orNegative(first, page))
		return valueOf(out).Views, valueOf(out).Total, err
	})
}

// ListVideoViewsRequest selects a page of the views of a video on demand.
type ListVideoViewsRequest struct {
	VideoID   int64     `json:"video_id" check:"required"`
	StartTime time.Time `json:"start_time" check:"required"`
	EndTime   time.Time `json:"end_time" check:"required"` // on the same day as StartTime, in Beijing
	Page      int       `json:"page"`                      // from 1; default 1, always sent
	PageSize  int       `json:"page_size"`                 // views per page, default 100, at most 1,000; always sent
}

// Validate refuses an end before the start, an end on another day, and pages that the vendor does not have.
func (r *ListVideoViewsRequest) Validate() []classcloud.FieldError {
	return append(withinDay(r.StartTime, r.EndTime), tooManyPerPage(r.PageSize, maxViewsPerPage, "page_size")...)
}

// ListVideoViews returns one page of the views of a video on demand within a day; AllVideoViews iterates over all pages.
//
// Baijiayun 获取指定视频观看记录 (点播服务端API接口文档), POST /openapi/video_data/getVideoPlayRecord. No public program reads this reply: that
// it is that of ListViews is inferred. Safe to repeat.
func (s VideoReportsService) ListVideoViews(ctx context.Context, in *ListVideoViewsRequest, opts ...classcloud.CallOption) (*ViewPage, error) {
	ask := valueOf(in)
	ask.Page, ask.PageSize = orElse(ask.Page, 1), orElse(ask.PageSize, viewsPerPage)
	return s.list(ctx, opVideoReportsListVideoViews, &ask, opts)
}

// AllVideoViews iterates over the views of a video on demand, starting at in.Page, with one page in memory, until as many came as the vendor
// says there are. A view that cannot be read is an error and does not end the iteration; when views are missing at the end, the last error is
// DataLoss and says how many. Any other error ends the iteration, and after a break no further page is fetched.
func (s VideoReportsService) AllVideoViews(ctx context.Context, in *ListVideoViewsRequest, opts ...classcloud.CallOption) iter.Seq2[View, error] {
	at := valueOf(in)
	return s.all(opVideoReportsListVideoViews, at.Page, func(page int) (*ViewPage, error) {
		ask := at
		ask.Page = page
		return s.ListVideoViews(ctx, &ask, opts...)
	})
}

// ListViewsRequest selects a page of the account's views.
type ListViewsRequest struct {
	ProductType ProductType `json:"product_type"` // the product line, ProductTypeVideo among them; leave it 0 for all (inferred)
	StartTime   time.Time   `json:"start_time" check:"required"`
	EndTime     time.Time   `json:"end_time" check:"required"` // on the same day as StartTime, in Beijing
	Page        int         `json:"page"`                      // from 1; default 1, always sent
	PageSize    int         `json:"page_size"`                 // views per page, default 100, at most 1,000; always sent
}

// Validate refuses an end before the start, an end on another day, and pages that the vendor does not have.
func (r *ListViewsRequest) Validate() []classcloud.FieldError {
	return append(withinDay(r.StartTime, r.EndTime), tooManyPerPage(r.PageSize, maxViewsPerPage, "page_size")...)
}

// ListViews returns one page of the views of all videos on demand and playbacks within a day; AllViews iterates over all pages.
//
// Baijiayun 获取账号所有视频观看记录 (点播服务端API接口文档), POST /openapi/video_data/exportVideoReportBatch. That the reply has total and list
// is known from one program (top.jbzm.index). Safe to repeat.
func (s VideoReportsService) ListViews(ctx context.Context, in *ListViewsRequest, opts ...classcloud.CallOption) (*ViewPage, error) {
	ask := valueOf(in)
	ask.Page, ask.PageSize = orElse(ask.Page, 1), orElse(ask.PageSize, viewsPerPage)
	return s.list(ctx, opVideoReportsListViews, &ask, opts)
}

// AllViews iterates over the account's views of a day as AllVideoViews does over those of a video.
func (s VideoReportsService) AllViews(ctx context.Context, in *ListViewsRequest, opts ...classcloud.CallOption) iter.Seq2[View, error] {
	at := valueOf(in)
	return s.all(opVideoReportsListViews, at.Page, func(page int) (*ViewPage, error) {
		ask := at
		ask.Page = page
		return s.ListViews(ctx, &ask, opts...)
	})
}

// ListPlaybackViewsRequest selects a page of the views of a playback.
type ListPlaybackViewsRequest struct {
	RoomID    int64     `json:"room_id" check:"required"`
	SessionID int64     `json:"session_id"` // which playback of a long-term room; default 0, for other rooms
	StartTime time.Time `json:"start_time" check:"required"`
	EndTime   time.Time `json:"end_time" check:"required"` // on the same day as StartTime, in Beijing
	Page      int       `json:"page"`                      // from 1; default 1, always sent
	PageSize  int       `json:"page_size"`                 // views per page, default 100, at most 1,000; always sent
}

// Validate refuses an end before the start, an end on another day, and pages that the vendor does not have.
func (r *ListPlaybackViewsRequest) Validate() []classcloud.FieldError {
	return append(withinDay(r.StartTime, r.EndTime), tooManyPerPage(r.PageSize, maxViewsPerPage, "page_size")...)
}

// ListPlaybackViews returns one page of the views of a playback within a day; AllPlaybackViews iterates over all pages.
//
// Baijiayun 获取指定回放视频观看记录 (回放服务端API文档), POST /openapi/video_data/getPlaybackPlayRecord. No public program reads this reply: that
// it is that of ListViews is inferred. Safe to repeat.
func (s VideoReportsService) ListPlaybackViews(ctx context.Context, in *ListPlaybackViewsRequest, opts ...classcloud.CallOption) (*ViewPage, error) {
	ask := valueOf(in)
	ask.Page, ask.PageSize = orElse(ask.Page, 1), orElse(ask.PageSize, viewsPerPage)
	return s.list(ctx, opVideoReportsListPlaybackViews, &ask, opts)
}

// AllPlaybackViews iterates over the views of a playback as AllVideoViews does over those of a video.
func (s VideoReportsService) AllPlaybackViews(ctx context.Context, in *ListPlaybackViewsRequest, opts ...classcloud.CallOption) iter.Seq2[View, error] {
	at := valueOf(in)
	return s.all(opVideoReportsListPlaybackViews, at.Page, func(page int) (*ViewPage, error) {
		ask := at
		ask.Page = page
		return s.ListPlaybackViews(ctx, &ask, opts...)
	})
}
