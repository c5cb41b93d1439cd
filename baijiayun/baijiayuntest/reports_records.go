package baijiayuntest

func recordEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Reports.GetCheckIn", "room_data/getCheckinInfo", both, recordBy("session_id")),
		posted("Reports.GetPopupQuiz", "room_data/exportAnswerByQuestionId", both, recordBy("question_id")),
		posted("Reports.GetRedPacket", "room_data/getRedPackageRecordInfo", both, recordBy("red_package_id")),
	}
}

// recordBy is 获取单次签到记录, 获取单次答题器记录 and 获取单次红包记录 of another document. They know every id, and answer what replies/README.md says.
func recordBy(name string) handler {
	return func(s *Server, c *call) (any, *failure) {
		c.number(name)
		if _, failed := s.roomOf(c); failed != nil {
			return nil, failed
		}
		return documentedData(c.operation), nil
	}
}
