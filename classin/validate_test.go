package classin_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestNothingIsDestroyedByAForgottenField(t *testing.T) {
	client, stub := stubbed(t, says(`{"error_info":{"errno":1}}`))
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"deleteClassVideo without fileId": func() error {
			return client.Recordings.Delete(ctx, &classin.DeleteRecordingRequest{ClassID: 1})
		},
		"addCourseLabels without labels": func() error {
			_, err := client.Courses.SetLabels(ctx, &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1}}})
			return err
		},
		"addCourseLabels with an empty list": func() error {
			_, err := client.Courses.SetLabels(ctx, &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1, LabelIDs: []int64{}}}})
			return err
		},
		"addClassLabels without labels": func() error {
			_, err := client.Classes.SetLabels(ctx, &classin.SetClassLabelsRequest{CourseID: 1, Classes: []classin.ClassLabels{{ClassID: 1}}})
			return err
		},
		"editCourseClass with no co-teachers": func() error {
			_, err := client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 1, AssistantUIDs: []classin.UID{}})
			return err
		},
		"editCourseClass with one of the three": func() error {
			_, err := client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 1, Record: new(true)})
			return err
		},
		"setClassVideoMultiple with two of the three": func() error {
			_, err := client.Classes.SetRecording(ctx, &classin.SetRecordingRequest{CourseID: 1, Classes: []classin.ClassRecording{{ClassID: 1, Record: new(true), Live: new(true)}}})
			return err
		},
		"updateClassLockStatus without isLock": func() error {
			return client.Recordings.SetLocked(ctx, &classin.SetLockedRequest{ClassID: 1})
		},
		"modifyClassSeatNum without seats": func() error {
			return client.Classes.SetSeats(ctx, &classin.SetSeatsRequest{CourseID: 1, ClassID: 1})
		},
		"editCourse with the zero of unix": func() error {
			return client.Courses.Update(ctx, &classin.UpdateCourseRequest{CourseID: 1, ExpireTime: new(time.Unix(0, 0))})
		},
		"editCourse with the zero time": func() error {
			return client.Courses.Update(ctx, &classin.UpdateCourseRequest{CourseID: 1, ExpireTime: new(time.Time)})
		},
		"updateTeacherCloudFolders without folders": func() error {
			return client.Teachers.SetCloudFolders(ctx, &classin.SetCloudFoldersRequest{TeacherUID: 1})
		},
		"delFolder without a folder":    func() error { return client.Folders.Delete(ctx, "") },
		"endCourse without a course":    func() error { return client.Courses.End(ctx, 0) },
		"delFile without a file":        func() error { return client.Documents.Delete(ctx, "") },
		"deleteSchoolLabel without one": func() error { return client.Labels.Delete(ctx, 0) },
		"every video of no class":       func() error { return client.Recordings.DeleteAll(ctx, 0) },
		"delCourseStudentMultiple of nobody": func() error {
			_, err := client.Courses.RemoveStudents(ctx, &classin.RemoveCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUIDs: []classin.UID{}})
			return err
		},
		"delClassStudentMultiple of nobody": func() error {
			_, err := client.Classes.RemoveStudents(ctx, &classin.RemoveClassStudentsRequest{CourseID: 1, ClassID: 1})
			return err
		},
		"delCourseClass of no class": func() error {
			_, err := client.Classes.Delete(ctx, &classin.DeleteClassRequest{CourseID: 1})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			err := call()
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.False(t, classcloud.MaybeApplied(err))
		})
	}
	assert.Zero(t, stub.Count())
}

func TestZerosThatAreMeant(t *testing.T) {
	client, stub := stubbed(t, says(`{"data":[],"error_info":{"errno":1}}`))
	sent := func() url.Values { return stub.Requests()[stub.Count()-1].Form } // the last request
	ctx := t.Context()
	in := &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1, Clear: true}}}
	_, err := client.Courses.SetLabels(ctx, in)
	require.NoError(t, err)
	assert.Equal(t, `[{"courseId":1,"labelIds":[]}]`, sent().Get("courseList"))
	assert.Nil(t, in.Courses[0].LabelIDs, "the caller's request stays as it is")
	_, err = client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 2, RemoveAssistants: true})
	require.NoError(t, err)
	assert.Equal(t, "[]", sent().Get("assistantUids"))
	_, err = client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 2, ClassName: new("x")})
	require.NoError(t, err)
	assert.NotContains(t, sent(), "assistantUids")
	require.NoError(t, client.Courses.Update(ctx, &classin.UpdateCourseRequest{CourseID: 1, NeverExpires: true}))
	assert.Equal(t, "0", sent().Get("expiryTime"))
	require.NoError(t, client.Classes.SetSeats(ctx, &classin.SetSeatsRequest{CourseID: 1, ClassID: 1, StudentSeats: new(0)}))
	assert.Equal(t, "0", sent().Get("seatNum"))
	require.NoError(t, client.Recordings.SetLocked(ctx, &classin.SetLockedRequest{ClassID: 1, Locked: new(false)}))
	assert.Equal(t, "0", sent().Get("isLock"))
	require.NoError(t, client.Teachers.SetCloudFolders(ctx, &classin.SetCloudFoldersRequest{TeacherUID: 1, Clear: true}))
	assert.Equal(t, "[]", sent().Get("folderIdJson"))
	require.NoError(t, client.Recordings.DeleteAll(ctx, 9))
	assert.NotContains(t, sent(), "fileId")
	_, err = client.Classes.AddStudents(ctx, &classin.AddClassStudentsRequest{CourseID: 1, ClassID: 2, Students: []classin.ClassStudent{{StudentUID: 3}}})
	require.NoError(t, err)
	assert.Equal(t, "1", sent().Get("identity"))
}

func TestCoTeachersAreNotTakenAwayUnasked(t *testing.T) {
	client, stub := stubbed(t, drops())
	for _, list := range [][]classin.UID{{}, {7}} {
		_, err := client.Activities.UpdateClass(t.Context(), &classin.UpdateClassActivityRequest{CourseID: 1, ActivityID: 2, AssistantUIDs: list, RemoveAssistants: len(list) > 0})
		assert.Equal(t, classcloud.InvalidArgument, clienttest.AsError(t, err).Kind)
		_, err = client.DoubleTeacherClasses.Update(t.Context(), &classin.UpdateDoubleTeacherClassRequest{CourseID: 1, ClassID: 2, AssistantUIDs: list, RemoveAssistants: len(list) > 0})
		assert.Equal(t, classcloud.InvalidArgument, clienttest.AsError(t, err).Kind)
	}
	for name, err := range map[string]error{
		"Units.Delete":      client.Units.Delete(t.Context(), &classin.DeleteUnitRequest{CourseID: 1}),
		"Activities.Delete": client.Activities.Delete(t.Context(), &classin.DeleteActivityRequest{CourseID: 1}),
		"Activities.RemoveStudents": client.Activities.RemoveStudents(t.Context(),
			&classin.RemoveActivityStudentsRequest{CourseID: 1, ActivityID: 2, StudentUIDs: []classin.UID{}}),
	} {
		assert.Equal(t, classcloud.InvalidArgument, clienttest.AsError(t, err).Kind, name)
	}
	assert.Zero(t, stub.Count(), "nothing is sent")
}
