package classin_test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// order is a type of a user's own, which makes classes.
type order struct {
	Name string
	Wait time.Duration `json:"wait"` // a tag that is not ours
}

// Validate refuses orders without a name.
func (o *order) Validate() []classcloud.FieldError {
	if o.Name == "" {
		return []classcloud.FieldError{{Field: "Name", Problem: "is required"}}
	}
	return nil
}

func TestAListIsLookedAtWholeBeforeItsFirstPartIsSent(t *testing.T) {
	s := newSchool(t, nil)
	start := s.clock.Now().Add(24 * time.Hour)
	known := s.Defaults()
	classes := make([]classin.NewClass, 100)
	for i := range classes {
		classes[i] = classin.NewClass{ClassName: fmt.Sprint("Class ", i), StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: classin.UID(known.TeacherUID)}
	}
	send := func(ctx context.Context, part []classin.NewClass) ([]classcloud.Item[classin.CreatedClass], error) {
		return s.Client.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: known.CourseID, Classes: part})
	}
	bad := slices.Clone(classes)
	bad[70].ClassName = strings.Repeat("课", 51)
	bad[71].EndTime = bad[71].StartTime
	bad[99].Live = true
	bad[99].TeacherUID = 0
	items, err := classin.InBatches(t.Context(), bad, 30, send)
	e := clienttest.AsError(t, err)
	assert.Equal(t, classcloud.InvalidArgument, e.Kind)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	assert.Equal(t, []classcloud.FieldError{
		{Field: "list[70].ClassName", Wire: "[70].className", Problem: "has 51 characters, the vendor keeps 50"},
		{Field: "list[71].EndTime", Wire: "[71].endTime", Problem: "is not after StartTime"},
		{Field: "list[99].TeacherUID", Wire: "[99].teacherUid", Problem: "is required"},
		{Field: "list[99].Live", Wire: "[99].live", Problem: "needs Record: the vendor would ignore it"},
	}, e.Fields)
	assert.Empty(t, s.Requests(), "nothing is created")
	require.Len(t, items, 100)
	for i, item := range items {
		assert.Equal(t, i, item.Index)
		assert.False(t, classcloud.MaybeApplied(item.Err))
		if i == 70 || i == 71 || i == 99 {
			assert.ErrorIs(t, item.Err, classcloud.InvalidArgument)
			assert.NotEmpty(t, clienttest.AsError(t, item.Err).Fields)
		} else {
			assert.ErrorIs(t, item.Err, classcloud.Aborted)
		}
	}

	items, err = classin.InBatches(t.Context(), classes, 30, send)
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	assert.Len(t, s.Server.Classes(), 100)
	assert.Len(t, s.Requests(), 4)
}

func TestWhatIsLookedAtInAList(t *testing.T) {
	fields := func(err error) (out []string) {
		for _, field := range clienttest.AsError(t, err).Fields {
			out = append(out, field.String())
		}
		return out
	}
	ctx := t.Context()
	_, err := classin.InBatches(ctx, []classin.UID{1, 2, 0, -3}, 1, never[classin.UID](t))
	assert.Equal(t, []string{"list[2] ([2]) is 0, which is not an id", "list[3] ([3]) is -3, which is not an id"}, fields(err))
	_, err = classin.InBatches(ctx, []int64{1, 0}, 1, never[int64](t))
	assert.Equal(t, []string{"list[1] ([1]) is 0, which is not an id"}, fields(err))
	_, err = classin.InBatches(ctx, []*classin.CourseStudent{{StudentUID: 1}, nil, {}}, 1, never[*classin.CourseStudent](t))
	assert.Equal(t, []string{"list[1] ([1]) is nil", "list[2].StudentUID ([2].uid) is required"}, fields(err))
	_, err = classin.InBatches(ctx, []classin.CourseLabels{{CourseID: 1, LabelIDs: []int64{1, 0}}, {CourseID: 2}, {CourseID: 3, Clear: true}}, 1, never[classin.CourseLabels](t))
	assert.Equal(t, []string{"list[0].LabelIDs[1] ([0].labelIds[1]) is 0, which is not an id",
		"list[1].LabelIDs ([1].labelIds) is required, or Clear to take everything away"}, fields(err))
	_, err = classin.InBatches(ctx, []order{{Name: "a"}, {}}, 1, never[order](t))
	assert.Equal(t, []string{"list[1].Name ([1]) is required"}, fields(err))

	sent := 0
	send := func(_ context.Context, part []order) ([]classcloud.Item[int], error) {
		sent += len(part)
		return make([]classcloud.Item[int], len(part)), nil
	}
	_, err = classin.InBatches(ctx, []order{{Name: "a"}, {Name: "b"}}, 1, send)
	require.NoError(t, err)
	assert.Equal(t, 2, sent)
}

// An identity that is in the list twice would give two elements one class, by calls that both succeed.
func TestAnIdentityIsInAListOnce(t *testing.T) {
	at := time.Unix(1700000000, 0)
	class := func(identity string) classin.NewClass {
		return classin.NewClass{ClassName: "a", TeacherUID: 1, StartTime: at, EndTime: at.Add(time.Hour), Identity: identity}
	}
	list := []classin.NewClass{class("a"), class(""), class("b"), class(""), class("a"), class("a")}
	list[5].TeacherUID = 0
	_, err := classin.InBatches(t.Context(), list, 2, never[classin.NewClass](t))
	assert.Equal(t, []classcloud.FieldError{
		{Field: "list[4].Identity", Wire: "[4].courseUniqueIdentity", Problem: "is that of list[0] too"},
		{Field: "list[5].TeacherUID", Wire: "[5].teacherUid", Problem: "is required"},
		{Field: "list[5].Identity", Wire: "[5].courseUniqueIdentity", Problem: "is that of list[0] too"},
	}, clienttest.AsError(t, err).Fields)
	_, err = classin.InBatches(t.Context(), []*classin.NewClass{nil, new(class("a")), new(class("a"))}, 2, never[*classin.NewClass](t))
	assert.Len(t, clienttest.AsError(t, err).Fields, 2)
	sub := &classin.NewSubClass{CourseID: 1, ClassName: "a", Identity: "x"}
	_, err = classin.InBatches(t.Context(), []*classin.NewSubClass{sub, nil, sub}, 2, never[*classin.NewSubClass](t))
	assert.Equal(t, []classcloud.FieldError{
		{Field: "list[1]", Wire: "[1]", Problem: "is nil"}, {Field: "list[2].Identity", Wire: "[2].uniqueIdentity", Problem: "is that of list[0] too"},
	}, clienttest.AsError(t, err).Fields)
}

// never is a call that must not happen.
func never[In any](t *testing.T) func(context.Context, []In) ([]classcloud.Item[int], error) {
	return func(context.Context, []In) ([]classcloud.Item[int], error) {
		t.Error("a part was sent")
		return nil, nil
	}
}

// A list of ids holds ids, whichever request it is in.
func TestListsOfIDsHoldIDs(t *testing.T) {
	ctx := t.Context()
	client, stub := stubbed(t, drops())
	uids, ids, at := []classin.UID{1, 0}, []int64{1, 0}, time.Unix(1700000000, 0)
	for name, call := range map[string]func() error{
		"studentUidJson[1]": func() error {
			_, err := client.Courses.RemoveStudents(ctx, &classin.RemoveCourseStudentsRequest{CourseID: 1, Role: 1, StudentUIDs: uids})
			return err
		},
		"studentUidJson[1] of class": func() error {
			_, err := client.Classes.RemoveStudents(ctx, &classin.RemoveClassStudentsRequest{CourseID: 1, ClassID: 1, StudentUIDs: uids})
			return err
		},
		"classJson[1]": func() error {
			_, err := client.Courses.AddStudentToClasses(ctx, &classin.AddStudentToClassesRequest{CourseID: 1, StudentUID: 1, ClassIDs: ids})
			return err
		},
		"teacherUids[1]": func() error {
			_, err := client.Courses.AddTeachers(ctx, &classin.AddCourseTeachersRequest{CourseID: 1, TeacherUIDs: uids})
			return err
		},
		"studentUids[1] to add": func() error {
			_, err := client.Activities.AddStudents(ctx, &classin.AddActivityStudentsRequest{CourseID: 1, ActivityID: 1, StudentUIDs: uids})
			return err
		},
		"studentUids[1]": func() error {
			return client.Activities.RemoveStudents(ctx, &classin.RemoveActivityStudentsRequest{CourseID: 1, ActivityID: 1, StudentUIDs: uids})
		},
		"folderIdJson[1]": func() error {
			return client.Teachers.SetCloudFolders(ctx, &classin.SetCloudFoldersRequest{TeacherUID: 1, FolderIDs: ids})
		},
		"assistantUids[1]": func() error {
			_, err := client.Classes.Create(ctx, &classin.CreateClassRequest{CourseID: 1, ClassName: "a", TeacherUID: 1, StartTime: at, EndTime: at.Add(time.Hour), AssistantUIDs: uids})
			return err
		},
		"assistantUids[1] of v1": func() error {
			_, err := client.Classes.Update(ctx, &classin.UpdateClassRequest{CourseID: 1, ClassID: 1, AssistantUIDs: uids})
			return err
		},
		"assistantUids[1] of v2": func() error {
			_, err := client.Activities.UpdateClass(ctx, &classin.UpdateClassActivityRequest{CourseID: 1, ActivityID: 1, AssistantUIDs: uids})
			return err
		},
		"assistantUids[1] of sub-classes": func() error {
			_, err := client.DoubleTeacherClasses.Update(ctx, &classin.UpdateDoubleTeacherClassRequest{CourseID: 1, ClassID: 1, AssistantUIDs: uids})
			return err
		},
		"assistantUids[1] of a new class of v2": func() error {
			_, err := client.Activities.CreateClass(ctx, &classin.CreateClassActivityRequest{CourseID: 1, Name: "a", TeacherUID: 1, StartTime: at, EndTime: at.Add(time.Hour), AssistantUIDs: uids})
			return err
		},
		"subClassJson[0].assistantUids[1]": func() error {
			_, err := client.DoubleTeacherClasses.Create(ctx, &classin.CreateDoubleTeacherClassesRequest{MainCourseID: 1, MainClassID: 1, SubClasses: []classin.NewSubClass{{CourseID: 1, ClassName: "a", AssistantUIDs: uids}}})
			return err
		},
		"classJson[0].assistantUids[1]": func() error {
			_, err := client.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{{ClassName: "a", TeacherUID: 1, StartTime: at, EndTime: at.Add(time.Hour), AssistantUIDs: uids}}})
			return err
		},
		"classList[0].classLabelId[1]": func() error {
			_, err := client.Classes.SetLabels(ctx, &classin.SetClassLabelsRequest{CourseID: 1, Classes: []classin.ClassLabels{{ClassID: 1, LabelIDs: ids}}})
			return err
		},
	} {
		fields := clienttest.AsError(t, call()).Fields
		require.Len(t, fields, 1, name)
		wire, _, _ := strings.Cut(name, " ")
		assert.Equal(t, wire, fields[0].Wire)
		assert.Equal(t, "is 0, which is not an id", fields[0].Problem)
	}
	assert.Zero(t, stub.Count())
}

// Each object in a request's list has a place for members newer than the module, which are sent as they are.
func TestObjectsInListsTakeMembersNewerThanTheModule(t *testing.T) {
	ctx, newer := t.Context(), map[string]any{"isNewer": "than-this-module"}
	for name, call := range map[string]func(*classin.Client) error{
		"course labels": func(c *classin.Client) error {
			_, err := c.Courses.SetLabels(ctx, &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1, LabelIDs: []int64{2}, Extra: newer}}})
			return err
		},
		"class labels": func(c *classin.Client) error {
			_, err := c.Classes.SetLabels(ctx, &classin.SetClassLabelsRequest{CourseID: 1, Classes: []classin.ClassLabels{{ClassID: 1, Clear: true, Extra: newer}}})
			return err
		},
		"recordings": func(c *classin.Client) error {
			_, err := c.Classes.SetRecording(ctx, &classin.SetRecordingRequest{CourseID: 1, Classes: []classin.ClassRecording{{ClassID: 1, Extra: newer}}})
			return err
		},
		"comments": func(c *classin.Client) error {
			_, err := c.Classes.SetComments(ctx, &classin.SetCommentsRequest{ClassID: 1, Comments: []classin.StudentComment{{StudentUID: 1, Stars: new(5), Comment: "good", Extra: newer}}})
			return err
		},
		"class students": func(c *classin.Client) error {
			_, err := c.Classes.AddStudents(ctx, &classin.AddClassStudentsRequest{CourseID: 1, ClassID: 1, Students: []classin.ClassStudent{{StudentUID: 1, Extra: newer}}})
			return err
		},
		"course students": func(c *classin.Client) error {
			_, err := c.Courses.AddStudents(ctx, &classin.AddCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, Students: []classin.CourseStudent{{StudentUID: 1, Extra: newer}}})
			return err
		},
		"groups": func(c *classin.Client) error {
			_, err := c.Groups.Create(ctx, &classin.CreateGroupRequest{CourseID: 1, Name: "A", Groups: [][]classin.GroupMember{{{StudentUID: 1, Leader: true, Extra: newer}}}})
			return err
		},
		"sub-classes": func(c *classin.Client) error {
			_, err := c.DoubleTeacherClasses.Create(ctx, &classin.CreateDoubleTeacherClassesRequest{MainCourseID: 1, MainClassID: 2,
				SubClasses: []classin.NewSubClass{{CourseID: 3, ClassName: "One", Extra: newer}}})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			client, stub := stubbed(t, says(`{"data":[],"error_info":{"errno":1,"error":"ok"}}`), classcloud.WithoutRetry())
			_ = call(client)
			require.Len(t, stub.Requests(), 1)
			sent, err := url.QueryUnescape(stub.Requests()[0].Body)
			require.NoError(t, err)
			assert.Contains(t, sent, `"isNewer":"than-this-module"`)
		})
	}
}

// An element of which a send says nothing is not done.
func TestAnElementWithoutAVerdictMayBeDone(t *testing.T) {
	items, err := classin.InBatches(t.Context(), []int64{1, 2, 3}, 2, func(_ context.Context, part []int64) ([]classcloud.Item[string], error) {
		return []classcloud.Item[string]{{Value: fmt.Sprint(part[0])}}, nil
	})
	require.NoError(t, err)
	require.Len(t, items, 3)
	assert.NoError(t, items[0].Err)
	assert.True(t, classcloud.MaybeApplied(items[1].Err))
	assert.ErrorIs(t, items[1].Err, classcloud.DataLoss)
	assert.Equal(t, []any{2, "3", nil}, []any{items[2].Index, items[2].Value, items[2].Err})
}
