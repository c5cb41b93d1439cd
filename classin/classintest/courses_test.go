package classintest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestACourseFromBeginToEnd(t *testing.T) {
	srv := newServer(t)
	expiry := noon.AddDate(0, 1, 0)
	made := course(t, srv, "addCourse", fields{"courseName": "Chinese", "folderId": 22418, "mainTeacherUid": 1001001, "courseUniqueIdentity": "c1", "expiryTime": expiry.Unix()})
	require.Equal(t, "1", made.errno())
	id := made.id(t)
	wanted := classintest.Course{CourseID: id, CourseName: "Chinese", FolderID: 22418, HeadTeacherUID: 1001001, Identity: "c1", ExpireTime: expiry.UTC()}
	assert.Contains(t, srv.Courses(), wanted)
	again := course(t, srv, "addCourse", fields{"courseName": "Chinese", "courseUniqueIdentity": "c1"})
	assert.Equal(t, "398", again.errno())
	assert.Equal(t, id, again.id(t))

	require.Equal(t, "1", course(t, srv, "editCourse", fields{"courseId": id, "courseName": "English", "expiryTime": "", "mainTeacherUid": 1001002}).errno())
	wanted.CourseName, wanted.HeadTeacherUID = "English", 1001002
	assert.Contains(t, srv.Courses(), wanted, "an empty expiryTime changes nothing")
	assert.Equal(t, []int64{1001001}, srv.Members(id).TeacherUIDs, "the main teacher before")
	require.Equal(t, "1", course(t, srv, "editCourse", fields{"courseId": id, "expiryTime": 0}).errno())
	wanted.ExpireTime = time.Time{}
	assert.Contains(t, srv.Courses(), wanted, "0 is never")

	create(t, srv, fields{"courseId": id})
	require.Len(t, srv.Classes(), 1)
	at(srv, 90*time.Minute)
	assert.Equal(t, "394", course(t, srv, "endCourse", fields{"courseId": id}).errno())
	at(srv, 0)
	require.Equal(t, "1", course(t, srv, "endCourse", fields{"courseId": id}).errno())
	assert.Empty(t, srv.Classes(), "the class that has not begun is deleted")
	assert.Equal(t, "153", course(t, srv, "endCourse", fields{"courseId": id}).errno())
	assert.Equal(t, "153", create(t, srv, fields{"courseId": id}).errno())
}

func TestACourseMayNotEndBeforeItsClasses(t *testing.T) {
	srv := newServer(t)
	create(t, srv, fields{"beginTime": noon.Add(48 * time.Hour).Unix(), "endTime": noon.Add(49 * time.Hour).Unix()})
	assert.Equal(t, "152", course(t, srv, "editCourse", fields{"courseId": 490583, "expiryTime": noon.Add(30 * time.Hour).Unix()}).errno())
	assert.Equal(t, "1", course(t, srv, "editCourse", fields{"courseId": 490583, "expiryTime": noon.Add(50 * time.Hour).Unix()}).errno())
}

func TestCoursesAreRefused(t *testing.T) {
	wanted := fields{"courseName": "Chinese"}
	member := fields{"courseId": 490583, "identity": 1, "studentUid": 77}
	wantRefusals(t, func(srv *classintest.Server) {
		addUser77(srv)
		srv.AddTeacher(80)
		srv.SetTeacher(81, classintest.TeacherStatusDisabled)
		srv.AddCourse(classintest.Course{CourseID: 6001, OtherSchool: true})
		srv.AddCourse(classintest.Course{CourseID: 6002, HeadTeacherUID: 82})
		srv.AddSchoolStudent(82, "A")
	}, []refusal{
		{"expires tomorrow", "addCourse", with(wanted, fields{"expiryTime": noon.Unix() + 3600}), "151"},
		{"expires in six years", "addCourse", with(wanted, fields{"expiryTime": noon.AddDate(6, 0, 0).Unix()}), "154"},
		{"an unknown folder", "addCourse", with(wanted, fields{"folderId": 1}), "160"},
		{"an unknown main teacher", "addCourse", with(wanted, fields{"mainTeacherUid": 77}), "334"},
		{"a disabled main teacher", "addCourse", with(wanted, fields{"mainTeacherUid": 81}), "389"},
		{"an identity of 33 characters", "addCourse", with(wanted, fields{"courseUniqueIdentity": fmt.Sprintf("%033d", 1)}), "100"},
		{"a flag of 2", "addCourse", with(wanted, fields{"allowAddFriend": 2}), "100"},
		{"an unknown course", "editCourse", fields{"courseId": 1}, "147"},
		{"another school's course", "editCourse", fields{"courseId": 6001}, "144"},
		{"an unknown course", "endCourse", fields{"courseId": 1}, "147"},
		{"no class", "modifyCourseTeacher", fields{"courseId": 490583, "teacherUid": 1001001}, "188"},
		{"a student", "modifyCourseTeacher", fields{"courseId": 490583, "teacherUid": 1002001}, "172"},
		{"not on the list", "removeCourseTeacher", fields{"courseId": 490583, "teacherUid": 80}, "316"},
		{"no teacher", "removeCourseTeacher", fields{"courseId": 490583, "teacherUid": 77}, "136"},
		{"not of the school", "addCourseStudent", member, "228"},
		{"nobody", "addCourseStudent", with(member, fields{"studentUid": 1}), "400"},
		{"twice", "addCourseStudent", with(member, fields{"studentUid": 1002001}), "163"},
		{"identity 3", "addCourseStudent", with(member, fields{"identity": 3}), "100"},
		{"without identity", "addCourseStudent", with(member, fields{"identity": absent{}}), "100"},
		{"the main teacher", "addCourseStudent", with(member, fields{"courseId": 6002, "studentUid": 82}), "333"},
		{"not in it", "delCourseStudent", member, "162"},
		{"an auditor", "delCourseStudent", with(member, fields{"identity": 2, "studentUid": 1002001}), "162"},
		{"none", "addCourseStudentMultiple", fields{"courseId": 490583, "identity": 1, "studentJson": "[]"}, "155"},
		{"one twice", "addCourseStudentMultiple", fields{"courseId": 490583, "identity": 1, "studentJson": `[{"uid":"77"},{"uid":77}]`}, "133"},
		{"none", "delCourseStudentMultiple", fields{"courseId": 490583, "identity": 1, "studentUidJson": "x"}, "155"},
		{"an unknown course", "modifyGroupMemberNickname", fields{"courseId": 1}, "147"},
		{"two leaders", "addCourseGroup", fields{"courseId": 490583, "groupName": "A", "groupList": `[[{"studentUid":1,"isLeader":1},{"studentUid":2,"isLeader":1}]]`}, "100"},
		{"nobody of the school", "addCourseGroup", fields{"courseId": 490583, "groupName": "A", "groupList": `[[{"studentUid":77,"isLeader":1}]]`}, "896"},
		{"nobody of the course", "addCourseGroup", fields{"courseId": 490583, "groupName": "A", "groupList": `[[{"studentUid":82,"isLeader":1}]]`}, "897"},
		{"an unknown group", "editCourseGroup", fields{"courseId": 490583, "groupId": 1, "groupName": "A", "groupList": `[[{"studentUid":1002001,"isLeader":1}]]`}, "893"},
		{"an unknown group", "delCourseGroup", fields{"courseId": 490583, "groupId": 1}, "893"},
	})
}
