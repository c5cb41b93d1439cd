package baijiayuntest

import "fmt"

func quizEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Quizzes.List", "room_data/getRoomQuiz", both, (*Server).reportOfRoom), // API 28 获取直播教室测验的试题信息
		posted("Quizzes.ListAnswers", "room_data/getQuizUserAnswer", both, (*Server).listQuizAnswers),
	}
}

// listQuizAnswers is API 29 获取直播教室测验题目的学员答案信息. API 28 must list the quiz.
func (s *Server) listQuizAnswers(c *call) (any, *failure) {
	id := c.number("quiz_id")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	if !s.report("Quizzes.List", room.RoomID).lists("quiz_id", id) {
		return nil, fail(codeGeneral, fmt.Sprintf("试卷不存在 quiz_id=%d", id))
	}
	report := s.reportAbout(c, room)
	report.askedBy("quiz_id", fmt.Sprint(id))
	return report.answer(), nil
}
