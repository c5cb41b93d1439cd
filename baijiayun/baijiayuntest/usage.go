package baijiayuntest

func usageEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Usage.ListRoomStats", "room_data/getAllRoomUserStat", both, (*Server).usageOfDay),
		posted("Usage.ListHourlyPeaks", "live_account/getHourPeakUser", both, (*Server).listHourlyPeaks),
		posted("Usage.ListDailyPeaks", "live_account/getDayPeakUser", both, (*Server).usageOfDays),
		posted("Usage.ListDailyCosts", "live_account/getPartnerDailyCost", both, (*Server).usageOfDays),
		posted("Usage.ListRoomCosts", "live_account/getAllRoomCost", both, (*Server).usageOfDay),
	}
}

// usageOfDay is API 21 获取指定日期所有的直播间人次和最高并发量 and API 27 查询直播账号指定日期中各教室使用的人次/点数明细.
func (s *Server) usageOfDay(c *call) (any, *failure) {
	c.product()
	c.date("date")
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	return s.report(c.operation, 0).answer(), nil
}

// listHourlyPeaks is API 23 获取账号一天中每小时的并发量, whose heading the document has lost. product_type is required here.
func (s *Server) listHourlyPeaks(c *call) (any, *failure) {
	c.need("product_type")
	return s.usageOfDay(c)
}

// usageOfDays is API 24 查询账号一段时间内每天的最高并发量 and API 26 查询直播账号每天使用的人次/点数.
func (s *Server) usageOfDays(c *call) (any, *failure) {
	c.product()
	first, last := c.date("start_date"), c.date("end_date")
	if first != "" && last != "" && last < first {
		c.refuse("end_date", "必须不早于 start_date")
	}
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	report := s.report(c.operation, 0)
	report.keepKeys(func(date string) bool { return first <= date && date <= last })
	return report.answer(), nil
}
