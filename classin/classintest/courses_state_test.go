package classintest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestACourseReplacedKeepsItsStudents(t *testing.T) {
	srv := newServer(t)
	srv.AddCourse(classintest.Course{CourseID: srv.Defaults().CourseID, FolderID: 7001})
	wantRefused(t, srv, create(t, srv, fields{"teacherUid": srv.Defaults().StudentUID}), "172")
}

func TestSeedingACourseThatIsNotThere(t *testing.T) {
	srv := newServer(t)
	assert.Panics(t, func() { srv.AddStudent(99, 1) })
	assert.Panics(t, func() { srv.AddAuditor(99, 1) })
	create(t, srv) // and the lock is free again
	assert.Len(t, srv.Classes(), 1)
}
