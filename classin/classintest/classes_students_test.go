package classintest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestStudentsOfAClass(t *testing.T) {
	srv := newServer(t)
	id := create(t, srv).id(t)
	second := create(t, srv).id(t)
	srv.AddSchoolStudent(77, "A")
	srv.AddUser(78)
	call := fields{"courseId": 490583, "classId": id, "identity": 1}
	list := `[{"uid":"77","customColumn":"x"},{"uid":"77"},{"uid":78},{"uid":1002001},{"uid":1001001}]`
	a := course(t, srv, "addClassStudentMultiple", with(call, fields{"studentJson": list}))
	assert.Equal(t, []string{"1", "1", "166", "228", "166", "332"}, a.items(t))
	assert.Equal(t, []int64{77}, srv.Classes()[0].Students)
	assert.Equal(t, "159", course(t, srv, "addClassStudentMultiple", with(call, fields{"identity": 2, "studentJson": list})).errno())
	ids := fmt.Sprintf("[%d,%d,1]", id, second)
	assert.Equal(t, []string{"1", "166", "1", "142"}, course(t, srv, "addCourseClassStudent", fields{"courseId": 490583, "studentUid": 77, "classJson": ids}).items(t))
	assert.Equal(t, []int64{77}, srv.Classes()[1].Students)

	comments := `[{"studentUid":"77","starNum":"9","comment":"good","customColumn":"s"},{"studentUid":78,"starNum":1,"comment":""},{"studentUid":77}]`
	commented := course(t, srv, "updateClassStudentComment", fields{"classId": id, "commentJson": comments})
	assert.Equal(t, []string{"1", "1", "228", "100"}, commented.items(t))
	assert.Contains(t, commented.Raw, `"studentUid":"77"`)
	assert.Equal(t, map[int64]string{77: "5 good"}, srv.Classes()[0].Comments)
	assert.Equal(t, "233", course(t, srv, "updateClassStudentComment", fields{"classId": 1, "commentJson": comments}).errno())

	assert.Equal(t, []string{"1", "1", "167"}, course(t, srv, "delClassStudentMultiple", with(call, fields{"studentUidJson": `["77","77"]`})).items(t))
	assert.Empty(t, srv.Classes()[0].Students)
	at(srv, 3*time.Hour)
	assert.Equal(t, "145", course(t, srv, "addClassStudentMultiple", with(call, fields{"studentJson": list})).errno())
}
