package baijiayuntest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// dataOf calls an operation of the table, with other parameters.
func dataOf(t *testing.T, srv *baijiayuntest.Server, operation string, change fields) string {
	t.Helper()
	return string(called(t, srv, operation, change).ok(t).Data)
}

func called(t *testing.T, srv *baijiayuntest.Server, operation string, change fields) reply {
	t.Helper()
	for _, endpoint := range endpoints() {
		if endpoint.operation == operation {
			return endpoint.call(t, srv, change)
		}
	}
	require.Fail(t, "no such operation", operation)
	return reply{}
}

func TestDocumentedReportsAreAboutTheRoomAskedFor(t *testing.T) {
	srv := start(t)
	seededRoom(srv)
	assert.JSONEq(t, `{"room_id":"17091462522904","list":[{"user_number":123145,"user_name":"zhangsan","count":10},
		{"user_number":123145,"user_name":"zhangsan","count":10},{"user_number":123145,"user_name":"zhangsan","count":10}]}`,
		dataOf(t, srv, "Reports.ListLikes", nil))
	pdfs := dataOf(t, srv, "Playbacks.ListPDFs", nil)
	assert.Equal(t, 2, strings.Count(pdfs, `"partner_id":20260101,"room_id":17091462522904,`))
	qa := dataOf(t, srv, "Reports.ListQA", nil)
	assert.Equal(t, 2, strings.Count(qa, `"partner_id":"20260101","room_id":"17091462522904",`))
	assert.Contains(t, dataOf(t, srv, "Reports.GetExpressions", nil), `"room_id":17091462522904,"title":"直播培训"`)
	assert.Contains(t, dataOf(t, srv, "Reports.ListHandRaises", nil), `"room_id":17091462522904,`)
	peaks := dataOf(t, srv, "Reports.ListPeakUsers", fields{"start_time": "2017-08-01 00:00:00", "end_time": "2017-08-01 23:59:59"})
	assert.Contains(t, peaks, `"date":"2017-08-01"`)
	assert.Contains(t, peaks, `"15:00:00":3`)
	assert.JSONEq(t, string(decodedData(t, "Groups.ListRooms")), dataOf(t, srv, "Groups.ListRooms", nil), "its rooms are others")
	for range 2 { // what was answered once is not changed for ever
		assert.JSONEq(t, string(decodedData(t, "Reports.ListRedPackets")), dataOf(t, srv, "Reports.ListRedPackets", nil))
	}
}

func decodedData(t *testing.T, operation string) json.RawMessage {
	t.Helper()
	var answer struct{ Data json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(baijiayuntest.DocumentedReply(operation)), &answer))
	return answer.Data
}

func TestAddRows(t *testing.T) {
	srv := start(t)
	room, _ := seededRoom(srv)
	other := fmt.Sprint(srv.AddRoom(baijiayuntest.Room{}).RoomID)
	rows := `[{"user_number":9223372036854775807,"user_name":"a","count":1}]`

	srv.AddRows("Reports.ListLikes", room.RoomID, rows)
	assert.JSONEq(t, `{"room_id":"17091462522904","list":`+rows+`}`, dataOf(t, srv, "Reports.ListLikes", nil))
	assert.JSONEq(t, `{"room_id":"`+other+`","list":[]}`, dataOf(t, srv, "Reports.ListLikes", fields{"room_id": other}))
	srv.AddRows("Reports.ListLikes", 0, `[]`)
	srv.AddRows("Reports.ListLikes", room.RoomID, `[{"count":2}]`)
	assert.JSONEq(t, `{"room_id":"17091462522904","list":[{"count":2}]}`, dataOf(t, srv, "Reports.ListLikes", nil))
	assert.JSONEq(t, `{"room_id":"`+other+`","list":[]}`, dataOf(t, srv, "Reports.ListLikes", fields{"room_id": other}))

	for operation, rows := range map[string]string{
		"Rooms.Get":                 `[]`,
		"Reports.ListAttendance":    `[]`,
		"Reports.ListRedPackets":    `{}`,
		"Reports.ListQA":            `[{"content":"a"}]`,
		"Usage.ListRoomCosts":       `[1]`,
		"Reports.ListLuckyDraws":    `[1]`,
		"Reports.GetQuestionnaires": `"none"`,
		"Quizzes.List":              `[{}`,
		"Evaluations.List":          `[] []`,
	} {
		assert.Panics(t, func() { srv.AddRows(operation, 0, rows) }, operation)
	}
}

func TestAddedRowsAreCounted(t *testing.T) {
	srv := start(t)
	seededRoom(srv)
	srv.AddRows("Reports.ListQA", 0, `[[{"content":"1+1=?"},{"content":"2"}],[{"content":"?"}]]`)
	assert.JSONEq(t, `{"list":[[{"content":"1+1=?"},{"content":"2"}],[{"content":"?"}]],"total":3}`, dataOf(t, srv, "Reports.ListQA", nil))
	srv.AddRows("Reports.GetQuestionnaires", 0, `{"user_answer_list":[{"5724":"a"}],"question":[]}`)
	assert.JSONEq(t, `{"list":{"user_answer_list":[{"5724":"a"}],"question":[]},"total":1}`, dataOf(t, srv, "Reports.GetQuestionnaires", nil))
	srv.AddRows("Reports.ListPopupQuizzes", 0, `[{"question_id":1},{"question_id":2}]`)
	assert.JSONEq(t, `{"list":[{"question_id":1},{"question_id":2}],"total":2}`, dataOf(t, srv, "Reports.ListPopupQuizzes", nil))
}

func TestAddedRowsOfADay(t *testing.T) {
	srv := start(t)
	seededRoom(srv)
	first, second := `{"id":1,"create_time":"2017-08-01 16:05:07"}`, `{"id":2,"create_time":"2017-08-02 16:05:07"}`
	srv.AddRows("Reports.ListLuckyDraws", 0, "["+first+","+second+"]")
	assert.JSONEq(t, `{"list":[`+first+`],"total":1}`, dataOf(t, srv, "Reports.ListLuckyDraws", fields{"date": "2017-08-01"}))
	assert.JSONEq(t, `{"list":[`+first+","+second+`],"total":2}`, dataOf(t, srv, "Reports.ListLuckyDraws", fields{"date": remove}))
	srv.AddRows("Reports.ListHandRaises", 0, `[{"raise_time":"2019-02-19 16:00:29"},{"raise_time":"2019-02-19 17:00:00"},{"raise_time":"2019-02-19 17:00:01"}]`)
	assert.JSONEq(t, `[{"raise_time":"2019-02-19 16:00:29"},{"raise_time":"2019-02-19 17:00:00"}]`, dataOf(t, srv, "Reports.ListHandRaises", nil))
	srv.AddRows("Reports.ListPeakUsers", 0, `{"14:50:00":1,"15:00:00":2,"17:00:00":3,"17:10:00":4}`)
	assert.JSONEq(t, `{"date":"2017-12-07","peak_user":{"15:00:00":2,"17:00:00":3}}`, dataOf(t, srv, "Reports.ListPeakUsers", nil))
	srv.AddRows("Usage.ListDailyCosts", 0, `{"2018-01-31":1,"2018-02-01":2,"2018-02-15":3,"2018-02-16":4}`)
	assert.JSONEq(t, `{"cost":{"2018-02-01":2,"2018-02-15":3}}`, dataOf(t, srv, "Usage.ListDailyCosts", nil))
}

func TestLongTermRoomsWantADate(t *testing.T) {
	srv := start(t)
	long := fmt.Sprint(srv.AddRoom(baijiayuntest.Room{LongTerm: true}).RoomID)
	for _, operation := range []string{
		"Reports.ListLuckyDraws", "Reports.ListQA", "Reports.GetQuestionnaires", "Reports.ListPopupQuizzes", "Playbacks.ListPDFs",
		"Evaluations.ListAnswers",
	} {
		called(t, srv, operation, fields{"room_id": long, "date": "2017-08-01"}).ok(t)
		assert.Contains(t, called(t, srv, operation, fields{"room_id": long, "date": remove}).failed(t, 1001).Msg, "date")
	}
}

func TestEmptyMapsAreListsOfPHP(t *testing.T) {
	for dialect, empty := range map[baijiayuntest.Dialect]string{
		baijiayuntest.DialectExamples: "[]", baijiayuntest.DialectQuoted: "[]", baijiayuntest.DialectTables: "{}",
	} {
		srv := start(t, baijiayuntest.WithDialect(dialect))
		seededRoom(srv)
		for operation, field := range map[string]string{
			"Usage.ListRoomStats": "room_user_stat", "Usage.ListHourlyPeaks": "peak_user", "Usage.ListDailyPeaks": "peak_user",
			"Usage.ListDailyCosts": "cost", "Usage.ListRoomCosts": "room_cost", "Reports.ListPeakUsers": "peak_user",
			"Reports.GetQuestionnaires": "list",
		} {
			for _, seed := range []string{"{}", "[]"} {
				srv.AddRows(operation, 0, seed)
				assert.Contains(t, dataOf(t, srv, operation, nil), `"`+field+`":`+empty, "%s %s", dialect, operation)
			}
		}
	}
}

func TestMapsCountedFromZeroAreListsOfPHP(t *testing.T) {
	const rows = `{"user_answer_list":[{"0":"a","1":"b"},{"1":"b"}],"question":[]}`
	for dialect, want := range map[baijiayuntest.Dialect]string{
		baijiayuntest.DialectExamples: `{"user_answer_list":[["a","b"],{"1":"b"}],"question":[]}`,
		baijiayuntest.DialectTables:   rows,
	} {
		srv := start(t, baijiayuntest.WithDialect(dialect))
		seededRoom(srv)
		srv.AddRows("Reports.GetQuestionnaires", 0, rows)
		assert.JSONEq(t, `{"list":`+want+`,"total":2}`, dataOf(t, srv, "Reports.GetQuestionnaires", nil))
	}
}

func TestDialectsOfReports(t *testing.T) {
	tables := start(t, baijiayuntest.WithDialect(baijiayuntest.DialectTables))
	seededRoom(tables)
	assert.JSONEq(t, `{"list":[
		{"partner_id":20260101,"room_id":17091462522904,"name":"用户111","number":9441716726,"user_role":0,"content":"1+1=?",
			"create_time":"2019-05-08 18:35:45","session_id":1557312348},
		{"partner_id":20260101,"room_id":17091462522904,"name":"大班老师","number":541320251,"user_role":1,"content":"2",
			"create_time":"2019-05-08 18:39:32","session_id":1557312348}],"total":2}`, dataOf(t, tables, "Reports.ListQA", nil))
	assert.Contains(t, dataOf(t, tables, "Quizzes.List", nil), `"type":"judge_question"`)

	wire := start(t, baijiayuntest.WithDialect(baijiayuntest.DialectQuoted))
	seededRoom(wire)
	assert.JSONEq(t, `{"room_cost":{"18020591890977":"1","18020691956513":"2","18020691956528":"6","18020691956768":"2",
		"18020691956769":"1","18020691958561":"3","18020691958576":"1"}}`, dataOf(t, wire, "Usage.ListRoomCosts", nil))
	assert.Contains(t, dataOf(t, wire, "Reports.ListHandRaises", nil), `"raise_success_time":"","raise_time":"2019-02-19 16:00:29","room_id":"17091462522904"`)
	assert.Contains(t, dataOf(t, wire, "Reports.ListPopupQuizzes", nil), `"is_right":true`)
	assert.JSONEq(t, `{"code":0,"data":null,"msg":"返回成功","ts":"1501572288="}`, called(t, wire, "Evaluations.Bind", nil).body)
}

func TestEnvelopesOfTheExamples(t *testing.T) {
	srv := start(t)
	seededRoom(srv)
	assert.JSONEq(t, `{"code":0,"data":null,"ts":1501572288}`, called(t, srv, "Evaluations.Bind", nil).body)
	assert.NotContains(t, called(t, srv, "Reports.ListCheckIns", nil).ok(t).body, `"msg"`)
	assert.JSONEq(t, `{"code":3001,"data":null,"msg":"房间号不存在"}`,
		called(t, srv, "Reports.ListCheckIns", fields{"room_id": "1"}).body, "a failure says why")
}

func TestQuizzesAndChecksAreKnown(t *testing.T) {
	srv := start(t)
	seededRoom(srv)
	called(t, srv, "Quizzes.ListAnswers", fields{"quiz_id": "2096"}).failed(t, 1)
	srv.AddRows("Quizzes.List", 0, `[{"quiz_id":7},{"quiz_id":8}]`)
	called(t, srv, "Quizzes.ListAnswers", nil).failed(t, 1)
	srv.AddRows("Quizzes.ListAnswers", 0, `[{"quiz_id":7,"user_name":"a"},{"quiz_id":8,"user_name":"b"},{"user_name":"c"}]`)
	assert.JSONEq(t, `{"student_answer_list":[{"user_name":"b"},{"user_name":"c"}]}`,
		dataOf(t, srv, "Quizzes.ListAnswers", fields{"quiz_id": "8"}))

	called(t, srv, "Reports.ListAttentionResults", fields{"attention_id": "1"}).failed(t, 1)
	srv.AddRows("Reports.ListAttentionChecks", 0, `[{"attention_id":"1"},{"attention_id":"2"}]`)
	srv.AddRows("Reports.ListAttentionResults", 0, `[{"attention_id":"1","user_name":"a"},{"attention_id":2,"user_name":"b"}]`)
	assert.JSONEq(t, `{"list":[{"user_name":"b"}],"total":1}`, dataOf(t, srv, "Reports.ListAttentionResults", fields{"attention_id": "2"}))
	assert.JSONEq(t, `{"list":[{"attention_id":"1"},{"attention_id":"2"}],"total":2}`, dataOf(t, srv, "Reports.ListAttentionChecks", nil))
}
