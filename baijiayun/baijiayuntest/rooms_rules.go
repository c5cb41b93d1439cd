package baijiayuntest

import "time"

const (
	shortTermLeast    = 15 * time.Minute // 大于15分钟, since the document of today
	shortTermLimit    = 24 * time.Hour   // 小于24小时
	maxEndDelay       = 7200             // seconds
	maxUsersOfSmall   = 10
	maxUsersOfSmallVM = 12
)

// judge checks a room as it would be after a create or update: first each parameter by itself, then how they fit together.
func (s *Server) judge(c *call, room *Room) *failure {
	if failed := c.failure(); failed != nil {
		return failed
	}
	room.judgeTimes(c.parameters, s.settings.roomsOf2020)
	room.judgeUsers(c.parameters)
	room.judgeKind(c.parameters)
	if s.settings.yearLimit && !room.LongTerm {
		room.judgeYear(c.parameters, c.now)
	}
	return c.failure()
}

func (r *Room) judgeTimes(p *parameters, of2020 bool) {
	switch length := r.EndTime.Sub(r.StartTime); {
	case length <= 0:
		p.refuse("end_time", "必须晚于 start_time")
	case length <= shortTermLeast && !r.LongTerm && !of2020:
		p.refuse("end_time", "非长期房间与 start_time 间隔需大于15分钟")
	case length >= shortTermLimit && !r.LongTerm:
		p.refuse("end_time", "非长期房间与 start_time 间隔需小于24小时")
	}
}

func (r *Room) judgeUsers(p *parameters) {
	switch {
	case r.Type == typeSmall && r.MaxUsers > maxUsersOfSmall:
		p.refuse("max_users", "不能超过10")
	case r.Type == typeSmallVM && (r.MaxUsers < 1 || r.MaxUsers > maxUsersOfSmallVM):
		p.refuse("max_users", "专业版小班课取值范围1-12")
	}
}

func (r *Room) judgeKind(p *parameters) {
	for _, name := range []string{"is_group_live", "new_group_live"} {
		if r.settingNumber(name) != 0 && r.Type != typeLarge {
			p.refuse(name, "type须为2")
		}
	}
	if r.settingNumber("is_mock_live") == 1 && r.settingNumber("mock_video_id") == 0 && r.settingNumber("mock_room_id") == 0 {
		p.refuse("is_mock_live", "必须选择mock_video_id或mock_room_id")
	}
	if r.settingNumber("is_mock_live") == 1 && r.LongTerm {
		p.refuse("is_mock_live", "伪直播模式下，不能设置长期教室")
	}
	for _, name := range []string{"is_discuss_live", "is_live_and_mock_live"} {
		if r.settingNumber(name) == 1 && r.settingNumber("new_group_live") != 2 {
			p.refuse(name, "仅在new_group_live为2时支持")
		}
	}
}

func (r *Room) judgeYear(p *parameters, now time.Time) {
	if r.StartTime.Before(now.AddDate(-1, 0, 0)) || r.StartTime.After(now.AddDate(1, 0, 0)) {
		p.refuse("start_time", "必须在当前时间一年以内")
	}
	if r.EndTime.Before(now.AddDate(-1, 0, 0)) || r.EndTime.After(now.AddDate(1, 0, 0)) {
		p.refuse("end_time", "必须在当前时间一年以内")
	}
}
