package baijiayuntest

func smallClassUsageEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Usage.ListSmallClassDailyCosts", "small_course/getDailyCost", both, (*Server).smallClassDays),
		posted("Usage.ListSmallClassRoomCosts", "small_course/getRoomCost", both, (*Server).smallClassDay),
		posted("Usage.ListSmallClassUserCosts", "small_course/getUserCost", both, (*Server).smallClassUsers),
	}
}

// smallClassDays is 获取小班课账号每天消费记录. product_type is required here.
func (s *Server) smallClassDays(c *call) (any, *failure) {
	c.need("product_type")
	return s.usageOfDays(c)
}

// smallClassDay is 获取小班课指定日期各教室消费记录. product_type is required here.
func (s *Server) smallClassDay(c *call) (any, *failure) {
	c.need("product_type")
	return s.usageOfDay(c)
}

// smallClassUsers is 获取小班课指定教室各学员消费详情. No source shows its reply, so it says only that: [Server.Respond] sets another.
func (s *Server) smallClassUsers(c *call) (any, *failure) {
	c.need("product_type")
	c.product()
	c.date("date")
	if _, failed := s.roomOf(c); failed != nil {
		return nil, failed
	}
	return documentedData(c.operation), nil
}
