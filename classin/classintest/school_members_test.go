package classintest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestMembersOfTheSchool(t *testing.T) {
	srv := newServer(t)
	addUser77(srv)
	relation := course(t, srv, "addTeacher", fields{"teacherAccount": "13900000077", "teacherName": "Han Meimei"})
	require.Equal(t, "1", relation.errno())
	assert.NotEqual(t, int64(77), relation.id(t), "the id is a relation's, no UID")
	assert.Equal(t, "400", create(t, srv, fields{"teacherUid": relation.id(t)}).errno())
	assert.Equal(t, "1", course(t, srv, "editTeacher", fields{"teacherUid": 77, "teacherName": "Han"}).errno())
	assert.Contains(t, srv.Teachers(), classintest.Teacher{UID: 77, Name: "Han"})

	assert.Equal(t, "1", course(t, srv, "updateTeacherCloudFolders", fields{"teacherUid": 77, "folderIdJson": "[22418]"}).errno())
	assert.Contains(t, srv.Teachers(), classintest.Teacher{UID: 77, Name: "Han", FolderIDs: []int64{22418}})
	assert.Equal(t, "1", course(t, srv, "stopUsingTeacher", fields{"teacherUid": 77}).errno())
	assert.Equal(t, "800", course(t, srv, "restartUsingTeacher", fields{"teacherUid": 77}).errno())
	assert.Equal(t, "800", create(t, srv, fields{"teacherUid": 77}).errno())
	srv.SetTeacher(77, classintest.TeacherStatusDisabled)
	assert.Equal(t, "387", create(t, srv, fields{"teacherUid": 77}).errno())
	assert.Equal(t, "1", course(t, srv, "restartUsingTeacher", fields{"teacherUid": 77}).errno())
	assert.Equal(t, "1", create(t, srv, fields{"teacherUid": 77}).errno())
	assert.Equal(t, "317", course(t, srv, "stopUsingTeacher", fields{"teacherUid": 77}).errno())

	srv.AddUser(78)
	assert.Equal(t, "1", course(t, srv, "addSchoolStudent", fields{"studentAccount": "13900000078", "studentName": "A"}).errno())
	assert.Equal(t, "1", course(t, srv, "editSchoolStudent", fields{"studentUid": 78, "studentName": "B"}).errno())
	assert.Equal(t, "B", srv.Students()[78])
	reset := course(t, srv, "modifyPasswordByTelephone", fields{"uid": 78, "password": "secret1"})
	assert.Equal(t, "1", reset.errno(), "a number, as in the table")
	srv.AddSubAccount(79)
	assert.Equal(t, "402", func() string {
		srv.AddTeacher(79)
		return course(t, srv, "stopUsingTeacher", fields{"teacherUid": 79}).errno()
	}())
	assert.Equal(t, "1", course(t, srv, "deleteSubSchoolAccount", fields{"UID": 79}).errno())
	assert.Equal(t, "22101", course(t, srv, "deleteSubSchoolAccount", fields{"UID": 79}).errno())
}

func TestWhoeverTeachesACourseIsNotDisabled(t *testing.T) {
	srv := newServer(t)
	srv.AddCourse(classintest.Course{CourseID: 6001, HeadTeacherUID: 1001002})
	assert.Equal(t, "339", course(t, srv, "stopUsingTeacher", fields{"teacherUid": 1001002}).errno())
	srv.AddCourse(classintest.Course{CourseID: 6001, HeadTeacherUID: 1001002, ExpireTime: noon})
	assert.Equal(t, "1", course(t, srv, "stopUsingTeacher", fields{"teacherUid": 1001002}).errno())
}
