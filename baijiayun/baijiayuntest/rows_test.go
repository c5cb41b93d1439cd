package baijiayuntest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestDocumentedReportsAreAboutTheRoomAskedFor(t *testing.T) {
	srv := start(t)
	addedRoom(srv)
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
	for range 2 { // the first answer does not change the rows
		assert.JSONEq(t, string(decodedData(t, "Reports.ListRedPackets")), dataOf(t, srv, "Reports.ListRedPackets", nil))
	}
}

func TestAddRows(t *testing.T) {
	srv := start(t)
	room, _ := addedRoom(srv)
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
	addedRoom(srv)
	srv.AddRows("Reports.ListQA", 0, `[[{"content":"1+1=?"},{"content":"2"}],[{"content":"?"}]]`)
	assert.JSONEq(t, `{"list":[[{"content":"1+1=?"},{"content":"2"}],[{"content":"?"}]],"total":3}`, dataOf(t, srv, "Reports.ListQA", nil))
	srv.AddRows("Reports.GetQuestionnaires", 0, `{"user_answer_list":[{"5724":"a"}],"question":[]}`)
	assert.JSONEq(t, `{"list":{"user_answer_list":[{"5724":"a"}],"question":[]},"total":1}`, dataOf(t, srv, "Reports.GetQuestionnaires", nil))
	srv.AddRows("Reports.ListPopupQuizzes", 0, `[{"question_id":1},{"question_id":2}]`)
	assert.JSONEq(t, `{"list":[{"question_id":1},{"question_id":2}],"total":2}`, dataOf(t, srv, "Reports.ListPopupQuizzes", nil))
}

func TestAddedRowsOfADay(t *testing.T) {
	srv := start(t)
	addedRoom(srv)
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

func TestQuizzesAndChecksAreKnown(t *testing.T) {
	srv := start(t)
	addedRoom(srv)
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
