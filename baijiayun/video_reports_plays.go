package baijiayun

import (
	"cmp"
	"context"
	"slices"

	"github.com/go-classcloud/classcloud"
)

// VideoRangeRequest names a video on demand and the days from StartDate to EndDate, both included.
type VideoRangeRequest struct {
	VideoID   int64           `json:"video_id" check:"required"`
	StartDate classcloud.Date `json:"start_date" check:"required"`
	EndDate   classcloud.Date `json:"end_date" check:"required"`
}

// Validate refuses an end before the start.
func (r *VideoRangeRequest) Validate() []classcloud.FieldError {
	return (&UsageRangeRequest{StartDate: r.StartDate, EndDate: r.EndDate}).Validate()
}

// VideoPlays says how often a video was watched.
type VideoPlays struct {
	VideoID int64          `json:"video_id,omitzero" check:"required"`
	Plays   int            `json:"plays"`                                            // how often; -1 when the reply has it under a name of its own, which is in Extra. The name plays is ours
	Extra   map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// DailyPlays says how often videos were watched on a day.
type DailyPlays struct {
	Date  classcloud.Date `json:"date,omitzero" check:"required"`
	Plays int             `json:"plays"`                                            // how often; -1 when the reply has it under a name of its own, which is in Extra. The name plays is ours
	Extra map[string]any  `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// videoPlaysRow is a row as it is read: without a number it has none.
type videoPlaysRow struct {
	VideoPlays
	Plays *int `json:"plays"`
}

// dailyPlaysRow is a row as it is read: without a number it has none.
type dailyPlaysRow struct {
	DailyPlays
	Plays *int `json:"plays"`
}

// topVideosReply is a reply with one row per video. Its reading makes rows of an object that is keyed.
type topVideosReply struct {
	Rank []videoPlaysRow `json:"play_rank" check:"present"`
}

// dailyPlaysReply is a reply with one row per day. Its reading makes rows of an object that is keyed.
type dailyPlaysReply struct {
	Count []dailyPlaysRow `json:"play_count" check:"present"`
}

// playsOf returns how often, or -1 where the row does not say.
func playsOf(plays *int) int {
	if plays == nil {
		return -1
	}
	return *plays
}

// ListTopVideos returns the 100 videos that were watched most in a period, the most watched first,
// and of those that were watched as often the one with the lowest VideoID.
//
// Baijiayun 获取播放量排行 (点播服务端API接口文档), POST /openapi/video_data/getVideoPlayCountRank. That the reply has play_rank is known from
// 007gzs/baijiayun, which does not look inside: an object keyed by video_id with numbers, as the vendor's other counts are, is inferred. Rows
// with a video_id are read too, in the vendor's order, and keep their other members in Extra. Safe to repeat.
func (s VideoReportsService) ListTopVideos(ctx context.Context, in *UsageRangeRequest, opts ...classcloud.CallOption) ([]VideoPlays, error) {
	out, err := call[*topVideosReply](ctx, s.client, opVideoReportsListTopVideos, in, opts)
	if out == nil {
		return nil, err
	}
	rows := make([]VideoPlays, len(out.Rank))
	for i, row := range out.Rank {
		rows[i] = row.VideoPlays
		rows[i].Plays = playsOf(row.Plays)
	}
	slices.SortStableFunc(rows, func(a, b VideoPlays) int {
		if a.Plays < 0 || b.Plays < 0 {
			return cmp.Compare(b.Plays, a.Plays)
		}
		return cmp.Or(cmp.Compare(b.Plays, a.Plays), cmp.Compare(a.VideoID, b.VideoID))
	})
	return rows, err
}

// ListVideoDailyPlays returns how often a video on demand was watched on each day, ordered by day. What becomes of days on which nobody
// watched it is not known.
//
// Baijiayun 获取指定ID视频播放量 (点播服务端API接口文档), POST /openapi/video_data/getVideoDailyPlayCount. That the reply has play_count is known
// from 007gzs/baijiayun, which does not look inside: an object keyed by day with numbers, as the vendor's other counts are, is inferred. Rows
// with a date are read too, and keep their other members in Extra. Safe to repeat.
func (s VideoReportsService) ListVideoDailyPlays(ctx context.Context, in *VideoRangeRequest, opts ...classcloud.CallOption) ([]DailyPlays, error) {
	return s.daily(ctx, opVideoReportsListVideoDailyPlays, in, opts)
}

// ListDailyPlays returns how often the account's videos were watched on each day, ordered by day. What becomes of days on which nobody watched
// one is not known.
//
// Baijiayun 获取账号视频播放量 (点播服务端API接口文档), POST /openapi/video_data/getPartnerDailyPlayCount. The reply is read as that of
// ListVideoDailyPlays. Safe to repeat.
func (s VideoReportsService) ListDailyPlays(ctx context.Context, in *UsageRangeRequest, opts ...classcloud.CallOption) ([]DailyPlays, error) {
	return s.daily(ctx, opVideoReportsListDailyPlays, in, opts)
}

func (s VideoReportsService) daily(ctx context.Context, op opID, in any, opts []classcloud.CallOption) ([]DailyPlays, error) {
	out, err := call[*dailyPlaysReply](ctx, s.client, op, in, opts)
	if out == nil {
		return nil, err
	}
	rows := make([]DailyPlays, len(out.Count))
	for i, row := range out.Count {
		rows[i] = row.DailyPlays
		rows[i].Plays = playsOf(row.Plays)
	}
	slices.SortStableFunc(rows, func(a, b DailyPlays) int { return a.Date.Compare(b.Date) })
	return rows, err
}

// VideoTraffic is how much traffic videos caused.
type VideoTraffic struct {
	Flow  float64        `json:"flow,omitzero" check:"present"`                    // in bytes, as used_flow of GetVideoAccount is; that is inferred
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// GetVideoTraffic returns how much traffic a video on demand caused in a period. The vendor counts once a day. Usage.GetVideoTraffic returns
// that of the whole account.
//
// Baijiayun 查询指定ID视频一段时间内使用的流量 (点播服务端API接口文档), POST /openapi/video_data/getUsedFlow. That the reply has flow is known from
// 007gzs/baijiayun. Safe to repeat.
func (s VideoReportsService) GetVideoTraffic(ctx context.Context, in *VideoRangeRequest, opts ...classcloud.CallOption) (*VideoTraffic, error) {
	return call[*VideoTraffic](ctx, s.client, opVideoReportsGetVideoTraffic, in, opts)
}
