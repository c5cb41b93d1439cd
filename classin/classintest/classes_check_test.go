package classintest_test

import (
	"testing"
	"time"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestWhatTheSchoolAllows(t *testing.T) {
	const uid, courseID, folderID = 5001, 6001, 7001
	tests := []struct {
		name   string
		seed   func(*classintest.Server)
		change fields
	}{
		{"an added teacher", func(s *classintest.Server) { s.AddTeacher(uid) }, fields{"teacherUid": uid}},
		{"an added course", seedCourse(classintest.Course{CourseID: courseID}), fields{"courseId": courseID}},
		{"a course that expires later", seedCourse(classintest.Course{CourseID: courseID, ExpireTime: noon.Add(time.Second)}), fields{"courseId": courseID}},
		{"an added folder", func(s *classintest.Server) { s.AddFolder(folderID) }, fields{"folderId": folderID}},
		{"a course's folder", seedCourse(classintest.Course{CourseID: courseID, FolderID: folderID}), fields{"folderId": folderID}},
		{"a student of another course as teacher", func(s *classintest.Server) {
			s.AddCourse(classintest.Course{CourseID: courseID})
			s.AddTeacher(uid)
			s.AddStudent(courseID, uid)
		}, fields{"teacherUid": uid}},
		{"a teacher enabled again", func(s *classintest.Server) {
			s.SetTeacher(uid, classintest.TeacherStatusDisabled)
			s.SetTeacher(uid, classintest.TeacherStatusActive)
		}, fields{"teacherUid": uid}},
		{"maintenance long before and long after", func(s *classintest.Server) {
			seedMaintenance(60, 2399)(s)
			seedMaintenance(8401, 9000)(s)
		}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			srv := newServer(t)
			test.seed(srv)
			wantCreated(t, srv, create(t, srv, test.change), "1")
		})
	}
}
