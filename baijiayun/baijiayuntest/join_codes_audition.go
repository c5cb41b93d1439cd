package baijiayuntest

const longestAudition = 3600 // seconds

// createAuditionCodes is 生成用户试听参加码, of 007gzs/baijiayun and a07061625/swooleyaf. No source shows the reply: here it has no data, like
// those of commands, and JoinCodes.List has the codes. A student who has such a code keeps it.
func (s *Server) createAuditionCodes(c *call) (any, *failure) {
	users := listedNumbers(c, "user_numbers")
	avatar := c.urlOr("user_avatar", "http", "https")
	c.numberBetween("audition_length", 1, longestAudition, longestAudition)
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	for _, user := range users {
		made := s.state.codeOf[codeKey{room.RoomID, user, true}]
		if made == nil {
			made = s.state.addJoinCode(JoinCode{RoomID: room.RoomID, UserNumber: user, Audition: true, CreateTime: c.now})
		}
		if c.given("user_avatar") {
			made.AvatarURL = avatar
		}
	}
	return nil, nil
}
