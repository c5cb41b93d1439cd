package classintest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestMembersOfACourse(t *testing.T) {
	srv := newServer(t)
	for _, uid := range []int64{77, 78, 79} {
		srv.AddSchoolStudent(uid, "A")
	}
	member := fields{"courseId": 490583, "identity": 1, "studentUid": 77}
	assert.Equal(t, "1", course(t, srv, "addCourseStudent", member).errno())
	assert.Equal(t, "163", course(t, srv, "addCourseStudent", member).errno())
	a := course(t, srv, "addCourseStudentMultiple", fields{"courseId": 490583, "identity": 2, "studentJson": `[{"uid":"78","customColumn":"x"},{"uid":77},{"uid":1},{"name":"?"}]`})
	assert.Equal(t, []string{"1", "1", "163", "400", "100"}, a.items(t))
	assert.Contains(t, a.Raw, `"customColumn":"x"`)
	members := srv.Members(490583)
	assert.Equal(t, []int64{77, 1002001}, members.StudentUIDs)
	assert.Equal(t, []int64{78}, members.AuditorUIDs)
	assert.Equal(t, "164", course(t, srv, "addCourseStudent", with(member, fields{"studentUid": 78})).errno())
	assert.Equal(t, []string{"1", "1", "162"}, course(t, srv, "delCourseStudentMultiple", fields{"courseId": 490583, "identity": 1, "studentUidJson": `["77",78]`}).items(t))
	assert.Equal(t, "1", course(t, srv, "delCourseStudent", fields{"courseId": 490583, "identity": 2, "studentUid": 78}).errno())
	assert.Equal(t, []int64{1002001}, srv.Members(490583).StudentUIDs)
	assert.Empty(t, srv.Members(490583).AuditorUIDs)
	assert.Equal(t, "1", course(t, srv, "modifyGroupMemberNickname", fields{"courseId": 490583}).errno())
}

func TestTwentyAuditorsAreEnough(t *testing.T) {
	srv := newServer(t)
	for uid := int64(3001); uid < 3021; uid++ {
		srv.AddAuditor(490583, uid)
	}
	addUser77(srv)
	assert.Equal(t, "130", course(t, srv, "addCourseStudent", fields{"courseId": 490583, "identity": 2, "studentUid": 77}).errno())
}

func TestTeachersOfACourse(t *testing.T) {
	srv := newServer(t)
	first := create(t, srv).id(t)
	create(t, srv, fields{"assistantUid": 1001002})
	a := course(t, srv, "modifyCourseTeacher", fields{"courseId": 490583, "teacherUid": 1001002})
	assert.Equal(t, []string{"1", "1", "328"}, a.items(t))
	assert.Contains(t, a.Raw, fmt.Sprintf(`"classId":"%d"`, first), "a text, as in the sample")
	assert.EqualValues(t, 1001002, srv.Classes()[0].TeacherUID)
	assert.Equal(t, "317", course(t, srv, "removeCourseTeacher", fields{"courseId": 490583, "teacherUid": 1001002}).errno())
	at(srv, 3*time.Hour)
	assert.Equal(t, "188", course(t, srv, "modifyCourseTeacher", fields{"courseId": 490583, "teacherUid": 1001001}).errno())
	assert.Equal(t, "1", course(t, srv, "removeCourseTeacher", fields{"courseId": 490583, "teacherUid": 1001002}).errno())

	srv.SetTeacher(90, classintest.TeacherStatusDisabled)
	srv.AddTeacher(91)
	added := lms(t, srv, "/course/addCourseTeacher", map[string]any{"courseId": 490583, "teacherUids": []any{90, "91", 1, 1001001, 1002001}})
	assert.Equal(t, []int64{1, 387, 1, 136, 133, 172}, added.items(t))
	assert.Contains(t, srv.Members(490583).TeacherUIDs, int64(91))
}

func TestGroups(t *testing.T) {
	srv := newServer(t)
	srv.AddStudent(490583, 77)
	group := fields{"courseId": 490583, "groupName": "A", "groupList": `[[{"studentUid":77,"isLeader":0},{"studentUid":1002001,"isLeader":1}]]`}
	made := course(t, srv, "addCourseGroup", group)
	require.Equal(t, "1", made.errno())
	id := made.id(t)
	assert.Equal(t, map[int64]classintest.Group{id: {Name: "A", Teams: [][]int64{{1002001, 77}}}}, srv.Members(490583).Groups)
	assert.Equal(t, "892", course(t, srv, "addCourseGroup", group).errno())
	partly := with(group, fields{"groupId": id, "groupName": "B", "groupList": `[[{"studentUid":1002001,"isLeader":1},{"studentUid":5,"isLeader":0}]]`})
	assert.Equal(t, "898", course(t, srv, "editCourseGroup", partly).errno())
	assert.Equal(t, map[int64]classintest.Group{id: {Name: "B", Teams: [][]int64{{1002001}}}}, srv.Members(490583).Groups)
	assert.Equal(t, "1", course(t, srv, "delCourseGroup", fields{"courseId": 490583, "groupId": id}).errno())
	partMade := course(t, srv, "addCourseGroup", with(partly, fields{"groupId": absent{}}))
	assert.Equal(t, "898", partMade.errno(), "made all the same")
	assert.Positive(t, partMade.id(t))
}
