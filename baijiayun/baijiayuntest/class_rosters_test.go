package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// rosterOf returns a class with two students, as the document's two examples write them.
func rosterOf(classID string) fields {
	return fields{
		"assist_teacher_id": "2", "assist_teacher_name": "李四", "assist_teacher_mobile": "13800000000", "class_id": classID, "class_name": "一班", "origin": "huatu",
		"student_list": `[{"student_id":1,"student_name":"张三","student_mobile":1233443,"student_sex":1,"student_sn":"1","student_type":1},
			{"student_id":"2","student_name":"小明","student_mobile":"1242342","student_type":0}]`,
	}
}

func TestARosterIsKeptUntilItIsDeleted(t *testing.T) {
	srv := start(t)
	first := post(t, srv, "/openapi/interact_data/save", rosterOf("3")).ok(t)
	second := post(t, srv, "/openapi/interact_data/save", rosterOf("3").with(fields{"class_name": "二班"})).ok(t)
	assert.JSONEq(t, string(first.Data), string(second.Data), "the server's ids stay")
	post(t, srv, "/openapi/interact_data/save", rosterOf("4")).ok(t)
	rosters := srv.ClassRosters()
	require.Len(t, rosters, 2)
	assert.Equal(t, baijiayuntest.ClassRoster{ClassID: 3, ClassName: "二班", AssistantID: 2, AssistantName: "李四", AssistantPhone: "13800000000", Origin: "huatu",
		Students: []baijiayuntest.RosterStudent{
			{StudentID: 1, Name: "张三", Phone: "1233443", Sex: 1, Number: "1", Type: 1},
			{StudentID: 2, Name: "小明", Phone: "1242342"},
		}}, rosters[0])
	rosters[0].Students[0].Name = "changed"
	assert.Equal(t, "张三", srv.ClassRosters()[0].Students[0].Name, "what it returns is a copy")

	post(t, srv, "/openapi/interact_data/list", fields{"class_id": "3"}).data(t, `{"class_name":"二班","assist_teacher_name":"李四","student_names":"张三 小明"}`)
	post(t, srv, "/openapi/interact_data/delete", fields{"class_ids": "3,9"}).data(t, `{"result":1}`)
	post(t, srv, "/openapi/interact_data/delete", fields{"class_ids": "3"}).data(t, `{"result":0}`)
	post(t, srv, "/openapi/interact_data/list", fields{"class_id": "3"}).failed(t, 1)
	require.Len(t, srv.ClassRosters(), 1)
}
