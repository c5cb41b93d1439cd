package baijiayuntest

import (
	"fmt"
	"math"
	"slices"
	"time"
)

const (
	maxViewsPage = 1000
	productVideo = 5 // 点播账号
)

// View is one time that somebody watched a video on demand, or a playback.
type View struct {
	GUID       string // the id of the view, made up when it is empty
	UUID       string // an id of the user that the player made up
	VideoID    int64
	RoomID     int64 // the room of a playback; 0 for a video on demand
	SessionID  int64 // which playback of a long-term room
	UserName   string
	UserNumber string
	StartTime  time.Time
	EndTime    time.Time
	Duration   time.Duration // printed in whole seconds
	ClientType int64         // 0 unknown, 1 iPhone, 2 iPad, 3 Android, 4 a browser on a phone, 5 a browser on a computer
	IP         string
	Area       string
	Flow       int64 // the traffic that it caused, in bytes
}

// AddViews adds views, from which all reports about videos and their traffic are made. A zero StartTime becomes now, a zero EndTime follows from
// the Duration. AddViews panics on a view without VideoID.
func (s *Server) AddViews(views ...View) {
	now := s.Now()
	s.kit.Do(func() {
		for _, view := range views {
			if view.VideoID == 0 {
				panic("baijiayuntest: AddViews: a view has a VideoID")
			}
			if view.StartTime.IsZero() {
				view.StartTime = now
			}
			view.StartTime = view.StartTime.Truncate(time.Second).In(beijing())
			if view.EndTime.IsZero() {
				view.EndTime = view.StartTime.Add(view.Duration)
			}
			if view.GUID == "" {
				view.GUID = fmt.Sprintf("%032x", len(s.state.views)+1)
			}
			s.state.views = append(s.state.views, view)
		}
	})
}

// WithOtherVideoReplies plays the other readings of replies that no public program shows: play_rank and play_count are lists of rows and not
// objects, and a new category's id is id and not category_id.
func WithOtherVideoReplies() Option {
	return func(c *settings) { c.otherVideoReplies = true }
}

func videoReportEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("VideoReports.ListVideoViews", "video_data/getVideoPlayRecord", both, (*Server).listVideoViews),
		posted("VideoReports.ListViews", "video_data/exportVideoReportBatch", both, (*Server).listViews),
		posted("VideoReports.ListPlaybackViews", "video_data/getPlaybackPlayRecord", both, (*Server).listPlaybackViews),
		posted("VideoReports.ListTopVideos", "video_data/getVideoPlayCountRank", both, (*Server).listTopVideos),
		posted("VideoReports.ListVideoDailyPlays", "video_data/getVideoDailyPlayCount", both, (*Server).listVideoDailyPlays),
		posted("VideoReports.ListDailyPlays", "video_data/getPartnerDailyPlayCount", both, (*Server).listDailyPlays),
		posted("VideoReports.GetVideoTraffic", "video_data/getUsedFlow", both, (*Server).getVideoTraffic),
		posted("Usage.GetVideoAccount", "video_account/getAccountInfo", both, (*Server).getVideoAccount),
		posted("Usage.GetVideoTraffic", "video_account/getUsedFlow", both, (*Server).getAccountTraffic),
	}
}

// listVideoViews is 获取指定视频观看记录.
func (s *Server) listVideoViews(c *call) (any, *failure) {
	period := c.periodOfDay()
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	return s.pageOfViews(c, func(v View) bool { return v.VideoID == video.VideoID && period.has(v.StartTime) })
}

// listViews is 获取账号所有视频观看记录.
func (s *Server) listViews(c *call) (any, *failure) {
	period, product := c.periodOfDay(), c.videoProduct()
	return s.pageOfViews(c, func(v View) bool { return s.state.isOf(v, product) && period.has(v.StartTime) })
}

// listPlaybackViews is 获取指定回放视频观看记录.
func (s *Server) listPlaybackViews(c *call) (any, *failure) {
	period, session := c.periodOfDay(), c.numberOr("session_id", 0)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	return s.pageOfViews(c, func(v View) bool {
		return v.RoomID == room.RoomID && (session == 0 || v.SessionID == session) && period.has(v.StartTime)
	})
}

// pageOfViews returns a page of the views that are wanted, 100 by default.
func (s *Server) pageOfViews(c *call, wanted func(View) bool) (any, *failure) {
	page := c.numberBetween("page", 1, math.MaxInt64, 1)
	size := c.numberBetween("page_size", 1, maxViewsPage, 100)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	var found []View
	for _, view := range s.state.views {
		if wanted(view) {
			found = append(found, view)
		}
	}
	slices.SortStableFunc(found, func(a, b View) int { return a.StartTime.Compare(b.StartTime) })
	list := []object{}
	for _, view := range paged(found, page, s.cap(c, size)) {
		list = append(list, view.printed())
	}
	return object{"total": int64(len(found)), "list": list}, nil
}

// printed returns what the type of top.jbzm.index has of a view. Only playbacks have a room.
func (v View) printed() object {
	row := object{
		"guid":            v.GUID,
		"uuid":            v.UUID,
		"video_id":        v.VideoID,
		"user_name":       v.UserName,
		"user_number":     v.UserNumber,
		"play_begin_time": printed(v.StartTime),
		"play_end_time":   printed(v.EndTime),
		"client_type":     v.ClientType,
		"play_length":     wholeSeconds(v.Duration),
		"user_ip":         v.IP,
		"area":            v.Area,
	}
	if v.RoomID != 0 {
		row["room_id"] = v.RoomID
	}
	return row
}

// isOf reports whether a view belongs to a product line; 0 is all.
func (s *state) isOf(v View, product int64) bool {
	room := s.roomByID[v.RoomID]
	return product == 0 || room == nil && product == productVideo || room != nil && product == room.product()
}
