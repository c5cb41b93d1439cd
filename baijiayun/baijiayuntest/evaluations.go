package baijiayuntest

import (
	"fmt"
	"math"
	"strconv"
)

func evaluationEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Evaluations.ListAnswers", "room_data/getEvaluationStat", both, (*Server).listEvaluationAnswers),
		posted("Evaluations.List", "evaluation/getEvaluationList", both, (*Server).listEvaluations),
		posted("Evaluations.Bind", "evaluation/bindRoomEvaluation", prints{ts: true}, (*Server).bindEvaluation),
		posted("Evaluations.Replace", "evaluation/updateRoomEvaluation", prints{ts: true}, (*Server).bindEvaluation),
	}
}

// listEvaluationAnswers is API 50 获取教室课后评价数据: page and page_size are required, although the table has defaults.
func (s *Server) listEvaluationAnswers(c *call) (any, *failure) {
	c.need("page")
	c.need("page_size")
	page := c.numberBetween("page", 1, math.MaxInt64, 1)
	size := c.numberBetween("page_size", 1, math.MaxInt64, 20)
	report, failed := s.datedReport(c)
	if failed != nil {
		return nil, failed
	}
	report.page(page, s.cap(c, size))
	return report.answer(), nil
}

// listEvaluations is API 51 获取课后评价模板列表. The form in the document's example counts as published.
func (s *Server) listEvaluations(c *call) (any, *failure) {
	status := c.numberBetween("status", 0, 1, 0)
	page := c.numberBetween("page", 1, math.MaxInt64, 1)
	size := c.numberBetween("page_size", 1, math.MaxInt64, 20)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	report := s.report(c.operation, 0)
	asked := ""
	if c.given("status") {
		asked = strconv.FormatInt(status, 10)
	}
	if asked == "0" && !report.added {
		report.rows, report.added = []any{}, true
	}
	report.askedBy("status", asked)
	report.page(page, s.cap(c, size))
	return report.answer(), nil
}

// bindEvaluation is API 52 关联教室评价模板 and API 53 更换教室评价模板. API 51 must list the form.
func (s *Server) bindEvaluation(c *call) (any, *failure) {
	id := c.number("evaluate_id")
	room, failed := s.roomOf(c)
	if failed != nil {
		return nil, failed
	}
	if !s.report("Evaluations.List", 0).lists("id", id) {
		return nil, fail(codeGeneral, fmt.Sprintf("评价模板不存在 evaluate_id=%d", id))
	}
	room.EvaluationID = id
	return nil, nil
}
