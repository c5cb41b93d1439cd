package baijiayuntest

import (
	"fmt"
	"time"
)

func reportEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Reports.ListPeakUsers", "room_data/getRoomPeakUser", both, (*Server).listPeakUsers),
		posted("Reports.ListCheckIns", "room_data/getUserCheckinInfo", prints{}, (*Server).reportOfRoom),
		posted("Reports.ListHandRaises", "room_data/getRoomRaiseData", both, (*Server).listHandRaises),
		posted("Reports.ListRedPackets", "room-data/getRoomRedPackage", both, (*Server).reportOfRoom),
		posted("Reports.ListLuckyDraws", "room_data/exportAwardStat", both, (*Server).reportOfClass),
		posted("Reports.ListQA", "room_data/exportQaStat", both, (*Server).listQA),
		posted("Reports.GetQuestionnaires", "room_data/exportQuestionnaireStat", both, (*Server).reportOfClass),
		posted("Reports.ListPopupQuizzes", "room_data/exportAnswerStat", both, (*Server).reportOfClass),
		posted("Playbacks.ListPDFs", "room_data/getPlaybackPdfPath", both, (*Server).reportOfClass),
		posted("Reports.ListLikes", "room_data/exportRoomPraiseStat", both, (*Server).reportOfRoom),
		posted("Reports.GetExpressions", "room_data/getExpReportList", prints{}, (*Server).getExpressions),
		posted("Reports.ListAttentionChecks", "room_data/exportAttentionList", both, (*Server).reportOfRoom),
		posted("Reports.ListAttentionResults", "room_data/exportAttentionDetail", both, (*Server).listAttentionResults),
	}
}

// reportOfRoom is API 30 获取教室学员签到信息, 38 第三方教室中学生抢红包统计, 48 直播教室的点赞数据 and 54 获取教室专注度检测列表.
func (s *Server) reportOfRoom(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	return s.reportAbout(c, room).answer(), nil
}

// reportOfClass is API 39 获取教室抽奖数据, 41 获取教室邀请函数据, 42 获取教室答题器数据 and 43 获取ppt转成的pdf的路径.
func (s *Server) reportOfClass(c *call) (any, *failure) {
	report, failed := s.datedReport(c)
	if failed != nil {
		return nil, failed
	}
	return report.answer(), nil
}

// datedReport returns the report of a room on a day. Only long-term rooms require the day (长期房间需要填写，短期房间不需要).
func (s *Server) datedReport(c *call) (*report, *failure) {
	date := c.dateOr("date")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	if room.LongTerm && date == "" {
		return nil, fail(codeParameter, "date 缺少, 长期房间需要填写")
	}
	report := s.reportAbout(c, room)
	report.on(date)
	return report, nil
}

func (s *Server) reportAbout(c *call, room *Room) *report {
	report := s.report(c.operation, room.RoomID)
	report.about(s.settings.account.partnerID, room.RoomID)
	return report
}

// listPeakUsers is API 22 获取指定房间一段时间内的并发量. The period must lie within one day.
func (s *Server) listPeakUsers(c *call) (any, *failure) {
	first, last := c.datetime("start_time"), c.datetime("end_time")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	date := first.Format(time.DateOnly)
	if last.Before(first) || last.Format(time.DateOnly) != date {
		return nil, fail(codeParameter, "end_time 查询时间范围不能跨天")
	}
	report := s.reportAbout(c, room)
	report.data.(map[string]any)["date"] = date
	report.keepKeys(func(clock string) bool {
		return first.Format(time.TimeOnly) <= clock && clock <= last.Format(time.TimeOnly)
	})
	return report.answer(), nil
}

// listHandRaises is API 34 获取教室举手连麦数据. Its data is a bare list of rows.
func (s *Server) listHandRaises(c *call) (any, *failure) {
	first, last := c.datetime("start_time"), c.datetime("end_time")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	if last.Before(first) {
		return nil, fail(codeParameter, "end_time 必须不早于 start_time")
	}
	report := s.reportAbout(c, room)
	report.keep(func(row map[string]any) bool {
		text, _ := row["raise_time"].(string)
		raised, err := time.ParseInLocation(datetime, text, beijing())
		return err != nil || !raised.Before(first) && !raised.After(last)
	})
	return report.answer(), nil
}

// listQA is API 40 获取教室问答数据. It returns a list of lists, and a flat list in DialectTables.
func (s *Server) listQA(c *call) (any, *failure) {
	report, failed := s.datedReport(c)
	if failed != nil {
		return nil, failed
	}
	if s.settings.dialect != DialectTables {
		return report.answer(), nil
	}
	flat := []any{}
	for _, thread := range report.list() {
		entries, _ := thread.([]any)
		flat = append(flat, entries...)
	}
	report.rows = flat
	return report.answer(), nil
}

// getExpressions is API 49 获取表情报告截图的表情图片.
func (s *Server) getExpressions(c *call) (any, *failure) {
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	report := s.reportAbout(c, room)
	report.data.(map[string]any)["title"] = room.Title
	return report.answer(), nil
}

// listAttentionResults is API 55 获取教室专注度检测详情. API 54 must list the check.
func (s *Server) listAttentionResults(c *call) (any, *failure) {
	id := c.number("attention_id")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	if !s.report("Reports.ListAttentionChecks", room.RoomID).lists("attention_id", id) {
		return nil, fail(codeGeneral, fmt.Sprintf("专注度检测不存在 attention_id=%d", id))
	}
	report := s.reportAbout(c, room)
	report.askedBy("attention_id", fmt.Sprint(id))
	return report.answer(), nil
}

// lists reports whether a row has a number in a field.
func (r *report) lists(name string, number int64) bool {
	for _, row := range r.list() {
		if text, _ := textOf(firstOf(row)[name]); text == fmt.Sprint(number) {
			return true
		}
	}
	return false
}
