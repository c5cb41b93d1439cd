package classin_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// itemsOf returns the error of a batch, or that of its items.
func itemsOf[T any](items []classcloud.Item[T], err error) error {
	if err != nil {
		return err
	}
	return classcloud.ItemErrors(items)
}

// repeats are the idempotent operations that the vendor may answer with "it is so already", with the codes that say so after a try whose
// answer was lost, and codes that come close and say something else.
var repeats = []struct {
	name       string
	done, less []classin.Code
	item       bool // the code is an item's
	call       func(context.Context, *classin.Client) error
}{
	{"Courses.End", []classin.Code{146, 153}, []classin.Code{149, 394}, false, func(ctx context.Context, c *classin.Client) error { return c.Courses.End(ctx, 1) }},
	{"Courses.RemoveTeacher", []classin.Code{316}, []classin.Code{136, 315, 317}, false, func(ctx context.Context, c *classin.Client) error {
		return c.Courses.RemoveTeacher(ctx, &classin.RemoveCourseTeacherRequest{CourseID: 1, TeacherUID: 2})
	}},
	{"Courses.AddStudent, a student", []classin.Code{163}, []classin.Code{164, 129, 228}, false, func(ctx context.Context, c *classin.Client) error {
		ack, err := c.Courses.AddStudent(ctx, &classin.AddCourseStudentRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUID: 2})
		if err == nil && ack == nil {
			return fmt.Errorf("no result beside no error")
		}
		return err
	}},
	{"Courses.AddStudent, an auditor", []classin.Code{164}, []classin.Code{163, 174}, false, func(ctx context.Context, c *classin.Client) error {
		_, err := c.Courses.AddStudent(ctx, &classin.AddCourseStudentRequest{CourseID: 1, Role: classin.CourseRoleAuditor, StudentUID: 2})
		return err
	}},
	{"Courses.AddStudents, students", []classin.Code{163}, []classin.Code{164, 228}, true, func(ctx context.Context, c *classin.Client) error {
		return itemsOf(c.Courses.AddStudents(ctx, &classin.AddCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, Students: []classin.CourseStudent{{StudentUID: 2}}}))
	}},
	{"Courses.AddStudents, auditors", []classin.Code{164}, []classin.Code{163, 174}, true, func(ctx context.Context, c *classin.Client) error {
		return itemsOf(c.Courses.AddStudents(ctx, &classin.AddCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleAuditor, Students: []classin.CourseStudent{{StudentUID: 2}}}))
	}},
	{"Courses.RemoveStudent", []classin.Code{162}, []classin.Code{106, 153}, false, func(ctx context.Context, c *classin.Client) error {
		return c.Courses.RemoveStudent(ctx, &classin.RemoveCourseStudentRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUID: 2})
	}},
	{"Courses.RemoveStudents", []classin.Code{162}, []classin.Code{400}, true, func(ctx context.Context, c *classin.Client) error {
		return itemsOf(c.Courses.RemoveStudents(ctx, &classin.RemoveCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUIDs: []classin.UID{2}}))
	}},
	{"Courses.AddStudentToClasses", []classin.Code{166}, []classin.Code{145, 212}, true, func(ctx context.Context, c *classin.Client) error {
		return itemsOf(c.Courses.AddStudentToClasses(ctx, &classin.AddStudentToClassesRequest{CourseID: 1, StudentUID: 2, ClassIDs: []int64{3}}))
	}},
	{"Courses.AddTeachers", []classin.Code{133}, []classin.Code{172, 30022}, true, func(ctx context.Context, c *classin.Client) error {
		return itemsOf(c.Courses.AddTeachers(ctx, &classin.AddCourseTeachersRequest{CourseID: 1, TeacherUIDs: []classin.UID{2}}))
	}},
	{"Groups.Delete", []classin.Code{893}, []classin.Code{891}, false, func(ctx context.Context, c *classin.Client) error {
		return c.Groups.Delete(ctx, &classin.DeleteGroupRequest{CourseID: 1, GroupID: 2})
	}},
	{"Classes.Delete", []classin.Code{212}, []classin.Code{143, 145, 466}, false, func(ctx context.Context, c *classin.Client) error {
		_, err := c.Classes.Delete(ctx, &classin.DeleteClassRequest{CourseID: 1, ClassID: 2})
		return err
	}},
	{"Classes.DeleteEnded", []classin.Code{212}, []classin.Code{143}, false, func(ctx context.Context, c *classin.Client) error {
		_, err := c.Classes.DeleteEnded(ctx, &classin.DeleteClassRequest{CourseID: 1, ClassID: 2})
		return err
	}},
	{"Classes.AddStudents", []classin.Code{166}, []classin.Code{158, 228}, true, func(ctx context.Context, c *classin.Client) error {
		return itemsOf(c.Classes.AddStudents(ctx, &classin.AddClassStudentsRequest{CourseID: 1, ClassID: 2, Students: []classin.ClassStudent{{StudentUID: 3}}}))
	}},
	{"Classes.RemoveStudents", []classin.Code{167}, []classin.Code{171}, true, func(ctx context.Context, c *classin.Client) error {
		return itemsOf(c.Classes.RemoveStudents(ctx, &classin.RemoveClassStudentsRequest{CourseID: 1, ClassID: 2, StudentUIDs: []classin.UID{3}}))
	}},
	{"Recordings.Delete", []classin.Code{634, 632}, []classin.Code{630, 633}, false, func(ctx context.Context, c *classin.Client) error {
		return c.Recordings.Delete(ctx, &classin.DeleteRecordingRequest{ClassID: 1, FileID: "2"})
	}},
	{"Recordings.DeleteAll", []classin.Code{632}, []classin.Code{631, 633}, false, func(ctx context.Context, c *classin.Client) error { return c.Recordings.DeleteAll(ctx, 1) }},
	{"Labels.Update", nil, []classin.Code{353}, false, func(ctx context.Context, c *classin.Client) error {
		return c.Labels.Update(ctx, &classin.UpdateLabelRequest{LabelID: 1, Name: "x"})
	}},
	{"Labels.Delete", []classin.Code{356}, []classin.Code{355}, false, func(ctx context.Context, c *classin.Client) error { return c.Labels.Delete(ctx, 1) }},
	{"School.DeleteSubAccount", []classin.Code{22101}, []classin.Code{104}, false, func(ctx context.Context, c *classin.Client) error { return c.School.DeleteSubAccount(ctx, 1) }},
	{"Folders.Delete", []classin.Code{193}, []classin.Code{194, 196}, false, func(ctx context.Context, c *classin.Client) error { return c.Folders.Delete(ctx, "7") }},
	{"Documents.Rename", nil, []classin.Code{200}, false, func(ctx context.Context, c *classin.Client) error {
		return c.Documents.Rename(ctx, &classin.RenameDocumentRequest{FileID: "7", Name: "x"})
	}},
	{"Documents.Delete", []classin.Code{198}, []classin.Code{199}, false, func(ctx context.Context, c *classin.Client) error { return c.Documents.Delete(ctx, "7") }},
	{"Units.Update", nil, []classin.Code{50003}, false, func(ctx context.Context, c *classin.Client) error {
		return c.Units.Update(ctx, &classin.UpdateUnitRequest{CourseID: 1, UnitID: 2, Name: new("x")})
	}},
	{"Units.Delete", []classin.Code{40020}, []classin.Code{40001}, false, func(ctx context.Context, c *classin.Client) error {
		return c.Units.Delete(ctx, &classin.DeleteUnitRequest{CourseID: 1, UnitID: 2})
	}},
	{"Units.MoveActivities", nil, []classin.Code{29048}, false, func(ctx context.Context, c *classin.Client) error {
		return c.Units.MoveActivities(ctx, &classin.MoveActivitiesRequest{CourseID: 1, UnitID: 2, ToUnitID: 3})
	}},
	{"Activities.Release", []classin.Code{29184}, []classin.Code{29149, 30002}, false, func(ctx context.Context, c *classin.Client) error {
		return c.Activities.Release(ctx, &classin.ReleaseActivityRequest{CourseID: 1, ActivityID: 2})
	}},
	{"Activities.Delete", []classin.Code{29149}, []classin.Code{30002, 40006}, false, func(ctx context.Context, c *classin.Client) error {
		return c.Activities.Delete(ctx, &classin.DeleteActivityRequest{CourseID: 1, ActivityID: 2})
	}},
	{"DoubleTeacherClasses.Delete", nil, []classin.Code{121601042, 143}, true, func(ctx context.Context, c *classin.Client) error {
		return itemsOf(c.DoubleTeacherClasses.Delete(ctx, &classin.DeleteDoubleTeacherClassRequest{CourseID: 1, ClassID: 3}))
	}},
}

// "It is so already", in answer to our own repeat, is success where an earlier try of the call can have made it so; every other refusal
// leaves the try before it in doubt. Without such a try the code is the vendor's no.
func TestWhatAnswersOurOwnRepeat(t *testing.T) {
	for _, op := range repeats {
		reply := func(code classin.Code) string {
			if op.item {
				return fmt.Sprintf(`{"data":[{"classId":3,"code":%d,"errno":%d}],"code":1,"error_info":{"errno":1}}`, code, code)
			}
			return fmt.Sprintf(`{"data":null,"code":%d,"error_info":{"errno":%d}}`, code, code)
		}
		try := func(code classin.Code) (sent int, once, again error) {
			client, stub := stubbed(t, clienttest.Script(clienttest.Answer{Reset: true}, clienttest.JSON(reply(code))), classcloud.WithMaxAttempts(2))
			again = op.call(t.Context(), client)
			return stub.Count(), op.call(t.Context(), answering(t, says(reply(code)), classcloud.WithoutRetry())), again
		}
		for _, code := range op.done {
			t.Run(fmt.Sprint(op.name, " ", int64(code)), func(t *testing.T) {
				sent, once, again := try(code)
				require.NoError(t, again)
				assert.Equal(t, 2, sent)
				assert.ErrorIs(t, once, code)
			})
		}
		for _, code := range op.less {
			t.Run(fmt.Sprint(op.name, " not ", int64(code)), func(t *testing.T) {
				_, once, again := try(code)
				assert.ErrorIs(t, once, code)
				require.ErrorIs(t, again, code)
				assert.True(t, classcloud.MaybeApplied(again), "it does not settle the try before")
			})
		}
	}
}

// A rename that meets the folder's own id has its name: the page says that 206 comes with the id.
func TestAFolderThatHasItsNameAlready(t *testing.T) {
	in := &classin.RenameFolderRequest{FolderID: "7", Name: "x"}
	for _, own := range []string{`"7"`, `7`} {
		assert.NoError(t, answering(t, says(`{"data":`+own+`,"error_info":{"errno":206}}`)).Folders.Rename(t.Context(), in), own)
	}
	for _, other := range []string{`"8"`, `null`, `""`, `[7]`, `{"folderId":7}`} {
		assert.ErrorIs(t, answering(t, says(`{"data":`+other+`,"error_info":{"errno":206}}`)).Folders.Rename(t.Context(), in), classin.CodeFolderExists, other)
	}
	assert.Error(t, answering(t, says(`{"data":"7","error_info":{"errno":196}}`)).Folders.Rename(t.Context(), in), "another code with the id")
}

// The test server answers a repeat as the vendor does, and the call whose first answer was lost has its success.
func TestAnswersLostOnTheWay(t *testing.T) {
	s := newSchool(t, nil)
	known, c := s.Defaults(), s.Client
	student, teacher := classin.UID(known.StudentUID), classin.UID(known.TeacherUID)
	class, err := c.Classes.Create(t.Context(), s.class("Doomed"))
	require.NoError(t, err)
	label, err := c.Labels.Create(t.Context(), "L")
	require.NoError(t, err)
	unit, err := c.Units.Create(t.Context(), &classin.CreateUnitRequest{CourseID: known.CourseID, Name: "U"})
	require.NoError(t, err)
	for _, step := range []struct {
		operation string
		call      func() error
	}{
		{"Courses.AddStudent", func() error {
			_, err := c.Courses.AddStudent(t.Context(), &classin.AddCourseStudentRequest{CourseID: known.CourseID, Role: classin.CourseRoleStudent, StudentUID: student})
			return err
		}},
		{"Courses.RemoveStudents", func() error {
			return itemsOf(c.Courses.RemoveStudents(t.Context(), &classin.RemoveCourseStudentsRequest{CourseID: known.CourseID, Role: classin.CourseRoleStudent, StudentUIDs: []classin.UID{student}}))
		}},
		{"Courses.AddStudents", func() error {
			return itemsOf(c.Courses.AddStudents(t.Context(), &classin.AddCourseStudentsRequest{CourseID: known.CourseID, Role: classin.CourseRoleAuditor, Students: []classin.CourseStudent{{StudentUID: student}}}))
		}},
		{"Courses.RemoveStudent", func() error {
			return c.Courses.RemoveStudent(t.Context(), &classin.RemoveCourseStudentRequest{CourseID: known.CourseID, Role: classin.CourseRoleAuditor, StudentUID: student})
		}},
		{"Classes.AddStudents", func() error {
			return itemsOf(c.Classes.AddStudents(t.Context(), &classin.AddClassStudentsRequest{CourseID: known.CourseID, ClassID: class.ClassID, Students: []classin.ClassStudent{{StudentUID: student}}}))
		}},
		{"Classes.RemoveStudents", func() error {
			return itemsOf(c.Classes.RemoveStudents(t.Context(), &classin.RemoveClassStudentsRequest{CourseID: known.CourseID, ClassID: class.ClassID, StudentUIDs: []classin.UID{student}}))
		}},
		{"Classes.Delete", func() error {
			_, err := c.Classes.Delete(t.Context(), &classin.DeleteClassRequest{CourseID: known.CourseID, ClassID: class.ClassID})
			return err
		}},
		{"Courses.RemoveTeacher", func() error {
			return c.Courses.RemoveTeacher(t.Context(), &classin.RemoveCourseTeacherRequest{CourseID: known.CourseID, TeacherUID: teacher})
		}},
		{"Labels.Delete", func() error { return c.Labels.Delete(t.Context(), label.LabelID) }},
		{"Units.Delete", func() error {
			return c.Units.Delete(t.Context(), &classin.DeleteUnitRequest{CourseID: known.CourseID, UnitID: unit.UnitID})
		}},
		{"Folders.Rename", func() error {
			return c.Folders.Rename(t.Context(), &classin.RenameFolderRequest{FolderID: fmt.Sprint(known.FolderID), Name: "x"})
		}},
		{"Folders.Delete", func() error { return c.Folders.Delete(t.Context(), fmt.Sprint(known.FolderID)) }},
		{"Courses.End", func() error { return c.Courses.End(t.Context(), known.CourseID) }},
	} {
		t.Run(step.operation, func(t *testing.T) {
			before := len(s.Requests())
			s.Inject(step.operation, classintest.Fault{Apply: true, Reset: true})
			assert.NoError(t, step.call())
			assert.Len(t, s.Requests(), before+2)
		})
	}
}
