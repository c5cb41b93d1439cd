package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func teacherOf(id string) fields {
	return fields{"teacher_id": id, "teacher_name": "王老师", "teacher_mobile": "13800000000", "role": "1"}
}

func TestATeacherIsSavedChangedAndDeleted(t *testing.T) {
	srv := start(t)
	post(t, srv, "/openapi/teacher/save", teacherOf("7")).data(t, "null")
	post(t, srv, "/openapi/teacher/save", teacherOf("8")).data(t, "null")
	post(t, srv, "/openapi/teacher/save", teacherOf("7").with(fields{"teacher_name": "赵老师"})).data(t, "null")
	assert.Equal(t, []baijiayuntest.Teacher{{"7", "1", "赵老师", "13800000000"}, {"8", "1", "王老师", "13800000000"}}, srv.Teachers())
	page := fields{"role": "1", "page": "2", "page_size": "1"}
	post(t, srv, "/openapi/teacher/list", page).data(t, `{"total":2,"list":[{"teacher_id":"8","teacher_name":"王老师","teacher_mobile":"13800000000","role":"1"}]}`)
	post(t, srv, "/openapi/teacher/list", page.with(fields{"role": "2"})).data(t, `{"total":0,"list":[]}`)
	post(t, srv, "/openapi/teacher/delete", fields{"teacher_id": "7", "role": "2"}).failed(t, 1)
	post(t, srv, "/openapi/teacher/delete", fields{"teacher_id": "7", "role": "1"}).data(t, "null")
	post(t, srv, "/openapi/teacher/delete", fields{"teacher_id": "7", "role": "1"}).failed(t, 1)
	assert.Len(t, srv.Teachers(), 1)
}
