package baijiayuntest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestEmptyMapsAreListsOfPHP(t *testing.T) {
	for dialect, empty := range map[baijiayuntest.Dialect]string{
		baijiayuntest.DialectExamples: "[]", baijiayuntest.DialectQuoted: "[]", baijiayuntest.DialectTables: "{}",
	} {
		srv := start(t, baijiayuntest.WithDialect(dialect))
		addedRoom(srv)
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
		addedRoom(srv)
		srv.AddRows("Reports.GetQuestionnaires", 0, rows)
		assert.JSONEq(t, `{"list":`+want+`,"total":2}`, dataOf(t, srv, "Reports.GetQuestionnaires", nil))
	}
}

func TestDialectsOfReports(t *testing.T) {
	tables := start(t, baijiayuntest.WithDialect(baijiayuntest.DialectTables))
	addedRoom(tables)
	assert.JSONEq(t, `{"list":[
		{"partner_id":20260101,"room_id":17091462522904,"name":"用户111","number":9441716726,"user_role":0,"content":"1+1=?",
			"create_time":"2019-05-08 18:35:45","session_id":1557312348},
		{"partner_id":20260101,"room_id":17091462522904,"name":"大班老师","number":541320251,"user_role":1,"content":"2",
			"create_time":"2019-05-08 18:39:32","session_id":1557312348}],"total":2}`, dataOf(t, tables, "Reports.ListQA", nil))
	assert.Contains(t, dataOf(t, tables, "Quizzes.List", nil), `"type":"judge_question"`)

	wire := start(t, baijiayuntest.WithDialect(baijiayuntest.DialectQuoted))
	addedRoom(wire)
	assert.JSONEq(t, `{"room_cost":{"18020591890977":"1","18020691956513":"2","18020691956528":"6","18020691956768":"2",
		"18020691956769":"1","18020691958561":"3","18020691958576":"1"}}`, dataOf(t, wire, "Usage.ListRoomCosts", nil))
	assert.Contains(t, dataOf(t, wire, "Reports.ListHandRaises", nil), `"raise_success_time":"","raise_time":"2019-02-19 16:00:29","room_id":"17091462522904"`)
	assert.Contains(t, dataOf(t, wire, "Reports.ListPopupQuizzes", nil), `"is_right":true`)
	assert.JSONEq(t, `{"code":0,"data":null,"msg":"返回成功","ts":"1501572288="}`, called(t, wire, "Evaluations.Bind", nil).body)
}

func TestDialectTables(t *testing.T) {
	srv := start(t, baijiayuntest.WithDialect(baijiayuntest.DialectTables), baijiayuntest.WithRoomsOf2020())
	id := create(t, srv, fields{"industry_type": "1", "max_backup_users": "3"})
	room := kept(t, srv)
	assert.JSONEq(t, fmt.Sprintf(`{"room_id":%s,"title":"测试教室","start_time":"2017-08-01 16:20:08","end_time":"2017-08-01 17:20:08",
		"type":2,"max_users":0,"max_backup_users":3,"admin_code":%q,"teacher_code":%q}`, id, room.AdminCode, room.TeacherCode),
		string(post(t, srv, "/openapi/room/info", fields{"room_id": id}).ok(t).Data))
	assert.JSONEq(t, fmt.Sprintf(`{"list":[{"room_id":%s,"title":"测试教室","type":2,"max_users":0,"start_time":1501575608,
		"end_time":1501579208,"create_time":1501572288,"industry_type":1,"admin_code":%q,"teacher_code":%q,"student_code":%q}]}`,
		id, room.AdminCode, room.TeacherCode, room.StudentCode),
		string(post(t, srv, "/openapi/room/list", nil).ok(t).Data))
}

func TestDialectQuoted(t *testing.T) {
	srv := start(t, baijiayuntest.WithDialect(baijiayuntest.DialectQuoted))
	id := create(t, srv, nil)
	room := kept(t, srv)
	assert.JSONEq(t, fmt.Sprintf(`{"code":0,"data":{"list":[{"room_id":%q,"title":"测试教室","type":"2","max_users":"0",
		"start_time":"1501575608","end_time":"1501579208","create_time":"1501572288","admin_code":%q,"teacher_code":%q,
		"student_code":%q}]},"msg":"返回成功","ts":"1501572288="}`, id, room.AdminCode, room.TeacherCode, room.StudentCode),
		post(t, srv, "/openapi/room/list", nil).body)
	assert.JSONEq(t, `{"code":0,"data":null,"msg":"返回成功"}`, post(t, srv, "/openapi/room/delete", fields{"room_id": id}).body)
	assert.JSONEq(t, `{"code":3002,"data":[],"msg":"该房间已删除","ts":"1501572288="}`,
		post(t, srv, "/openapi/room/info", fields{"room_id": id}).body)
}

func TestDialectNames(t *testing.T) {
	assert.Equal(t, "examples tables quoted Dialect(9)", fmt.Sprint(baijiayuntest.DialectExamples, " ",
		baijiayuntest.DialectTables, " ", baijiayuntest.DialectQuoted, " ", baijiayuntest.Dialect(9)))
}
