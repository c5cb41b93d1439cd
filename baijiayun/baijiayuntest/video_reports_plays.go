package baijiayuntest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const topVideos = 100 // 播放量前100的视频

// period is a time with its ends.
type period struct{ start, end time.Time }

func (p period) has(at time.Time) bool { return !at.Before(p.start) && !at.After(p.end) }

// periodOfDay reads start_time and end_time, which lie within one day (查询时间不能跨天).
func (p *parameters) periodOfDay() period {
	within := period{p.datetime("start_time"), p.datetime("end_time")}
	switch {
	case within.start.IsZero() || within.end.IsZero():
	case within.end.Before(within.start):
		p.refuse("end_time", "必须不早于 start_time")
	case within.start.Format(time.DateOnly) != within.end.Format(time.DateOnly):
		p.refuse("end_time", "查询时间不能跨天")
	}
	return within
}

// days reads start_date and end_date, both of which belong to the period.
func (p *parameters) days() (period, *failure) {
	first, last := p.date("start_date"), p.date("end_date")
	if first != "" && last != "" && last < first {
		p.refuse("end_date", "必须不早于 start_date")
	}
	start, _ := time.ParseInLocation(time.DateOnly, first, beijing())
	end, _ := time.ParseInLocation(time.DateOnly, last, beijing())
	return period{start, end.AddDate(0, 0, 1).Add(-1)}, p.failure()
}

// videoProduct reads the product line of reports about videos, which has one more: 5, videos on demand.
func (p *parameters) videoProduct() int64 { return p.numberBetween("product_type", 0, productVideo, 0) }

// numbers reads a required list of numbers, joined by commas.
func (p *parameters) numbers(name string) (numbers []int64) {
	if !p.need(name) {
		return nil
	}
	for text := range strings.SplitSeq(p.fields[name], ",") {
		number, err := strconv.ParseInt(text, 10, 64)
		if err != nil || number < 1 {
			p.refuse(name, "多个以英文逗号分隔")
			return nil
		}
		numbers = append(numbers, number)
	}
	return numbers
}

// datetimeOr reads an optional date with a time.
func (p *parameters) datetimeOr(name string) time.Time {
	if !p.given(name) {
		return time.Time{}
	}
	return p.datetime(name)
}

// playCount is how often something was watched.
type playCount struct {
	key   string
	plays int64
}

// countedViews counts the views that are wanted, by key, ordered by key.
func (s *state) countedViews(key func(View) string, wanted func(View) bool) []playCount {
	plays := map[string]int64{}
	for _, view := range s.views {
		if wanted(view) {
			plays[key(view)]++
		}
	}
	counts := make([]playCount, 0, len(plays))
	for key, n := range plays {
		counts = append(counts, playCount{key, n})
	}
	slices.SortFunc(counts, func(a, b playCount) int { return cmp.Compare(a.key, b.key) })
	return counts
}

// counts writes counts as an object by key, as the vendor writes its other counts, or as rows. No public program shows which; the name count
// is invented.
func (s *Server) counts(field, key string, counts []playCount) object {
	byKey, rows := map[string]any{}, []object{}
	for _, one := range counts {
		byKey[one.key] = one.plays
		rows = append(rows, object{key: one.key, "count": one.plays})
	}
	if s.settings.otherVideoReplies {
		return object{field: rows}
	}
	return object{field: byKey}
}

// listTopVideos is 获取播放量排行.
func (s *Server) listTopVideos(c *call) (any, *failure) {
	product := c.videoProduct()
	period, failed := c.days()
	if failed != nil {
		return nil, failed
	}
	counts := s.state.countedViews(func(v View) string { return strconv.FormatInt(v.VideoID, 10) },
		func(v View) bool { return s.state.isOf(v, product) && period.has(v.StartTime) })
	slices.SortStableFunc(counts, func(a, b playCount) int { return cmp.Compare(b.plays, a.plays) })
	return s.counts("play_rank", "video_id", counts[:min(len(counts), topVideos)]), nil
}

// listVideoDailyPlays is 获取指定ID视频播放量.
func (s *Server) listVideoDailyPlays(c *call) (any, *failure) {
	period, _ := c.days()
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	return s.dailyPlays(func(v View) bool { return v.VideoID == video.VideoID && period.has(v.StartTime) }), nil
}

// listDailyPlays is 获取账号视频播放量.
func (s *Server) listDailyPlays(c *call) (any, *failure) {
	product := c.videoProduct()
	period, failed := c.days()
	if failed != nil {
		return nil, failed
	}
	return s.dailyPlays(func(v View) bool { return s.state.isOf(v, product) && period.has(v.StartTime) }), nil
}

func (s *Server) dailyPlays(wanted func(View) bool) object {
	return s.counts("play_count", "date", s.state.countedViews(func(v View) string { return v.StartTime.Format(time.DateOnly) }, wanted))
}

// getVideoTraffic is 查询指定ID视频一段时间内使用的流量.
func (s *Server) getVideoTraffic(c *call) (any, *failure) {
	period, _ := c.days()
	video, failed := s.videoOf(c)
	if failed != nil {
		return nil, failed
	}
	return object{"flow": s.state.flow(func(v View) bool { return v.VideoID == video.VideoID && period.has(v.StartTime) })}, nil
}

// getAccountTraffic is 查询账号一段时间内使用的流量.
func (s *Server) getAccountTraffic(c *call) (any, *failure) {
	period, failed := c.days()
	if failed != nil {
		return nil, failed
	}
	return object{"flow": s.state.flow(func(v View) bool { return period.has(v.StartTime) })}, nil
}

// getVideoAccount is 获取账号套餐使用量. The plan is invented.
func (s *Server) getVideoAccount(*call) (any, *failure) {
	const plan = 100 << 30
	var stored int64
	for _, video := range s.state.videos {
		stored += video.TotalSize * int64(1+len(video.Files))
	}
	return object{
		"total_storage":    int64(plan),
		"used_storage":     stored,
		"total_flow_limit": int64(plan),
		"used_flow":        s.state.flow(func(View) bool { return true }),
	}, nil
}

// flow adds up the traffic of the views that are wanted.
func (s *state) flow(wanted func(View) bool) (total int64) {
	for _, view := range s.views {
		if wanted(view) {
			total += view.Flow
		}
	}
	return total
}
