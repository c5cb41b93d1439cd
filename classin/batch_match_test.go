package classin_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// rowsOf answers with a batch's rows.
func rowsOf(rows string) func(clienttest.Request) clienttest.Answer {
	return says(`{"data":` + rows + `,"error_info":{"errno":1,"error":"程序正常执行"}}`)
}

func threeUsers() *classin.RegisterUserBatchRequest {
	in := &classin.RegisterUserBatchRequest{}
	for n := range 3 {
		in.Users = append(in.Users, classin.NewUser{Phone: fmt.Sprintf("1380000000%d", n+1), Password: "secret1"})
	}
	return in
}

func threeClasses() *classin.CreateClassBatchRequest {
	start := time.Unix(1700000000, 0)
	in := &classin.CreateClassBatchRequest{CourseID: 1}
	for _, name := range []string{"a", "b", "c"} {
		in.Classes = append(in.Classes, classin.NewClass{ClassName: name, CustomColumn: "mark-" + name, Identity: "id-" + name, StartTime: start,
			EndTime: start.Add(time.Hour), TeacherUID: 7})
	}
	return in
}

// found is what a batch says of its items: the id of those that have one, -1 for an error that leaves open what became of it, -2 for
// another error.
func found[T any](items []classcloud.Item[T], id func(T) int64) (out []int64) {
	for _, item := range items {
		switch {
		case item.Err == nil:
			out = append(out, id(item.Value))
		case classcloud.MaybeApplied(item.Err):
			out = append(out, -1)
		default:
			out = append(out, -2)
		}
	}
	return out
}

func uidOf(u classin.RegisteredUser) int64       { return int64(u.UID) }
func classIDOf(c classin.CreatedClass) int64     { return c.ClassID }
func studentOf(s classin.StudentRef) int64       { return int64(s.StudentUID) }
func subClassIDOf(c classin.SubClass) int64      { return c.ClassID }
func labelledIDOf(c classin.ClassRef) int64      { return c.ClassID }
func recordedIDOf(c classin.ClassLive) int64     { return c.ClassID }
func commentedOf(c classin.Comment) int64        { return int64(c.StudentUID) }
func courseIDOf(c classin.CourseRef) int64       { return c.CourseID }
func teacherOf(teacher classin.TeacherRef) int64 { return int64(teacher.TeacherUID) }

func TestUsersAreTheirRowsByNumber(t *testing.T) {
	for name, test := range map[string]struct {
		rows string
		want []int64
		lost bool // a row is nobody's
	}{
		"in order":                   {`[{"data":11,"telephone":"13800000001","errno":1},{"data":22,"telephone":"13800000002","errno":1},{"data":33,"telephone":"13800000003","errno":1}]`, []int64{11, 22, 33}, false},
		"the first is missing":       {`[{"data":22,"telephone":"13800000002","errno":1},{"data":33,"telephone":"13800000003","errno":1}]`, []int64{-1, 22, 33}, false},
		"another order":              {`[{"data":33,"telephone":"13800000003","errno":1},{"data":11,"telephone":"13800000001","errno":1},{"data":22,"telephone":"13800000002","errno":1}]`, []int64{11, 22, 33}, false},
		"a number as a number":       {`[{"data":33,"telephone":13800000003,"errno":1},{"data":11,"telephone":1.3800000001E+10,"errno":1},{"data":22,"telephone":"0086-13800000002","errno":1}]`, []int64{11, 22, 33}, false},
		"nothing is named":           {`[{"data":11,"errno":1},{"data":22,"errno":1},{"data":33,"errno":1}]`, []int64{11, 22, 33}, false},
		"nothing is named, too few":  {`[{"data":11,"errno":1},{"data":22,"errno":1}]`, []int64{-1, -1, -1}, false},
		"nothing is named, too many": {`[{"data":11,"errno":1},{"data":22,"errno":1},{"data":33,"errno":1},{"data":44,"errno":1}]`, []int64{-1, -1, -1}, true},
		"a row too many":             {`[{"data":11,"telephone":"13800000001","errno":1},{"data":22,"telephone":"13800000002","errno":1},{"data":33,"telephone":"13800000003","errno":1},{"data":44,"telephone":"13800000009","errno":1}]`, []int64{11, 22, 33}, true},
		"one twice":                  {`[{"data":11,"telephone":"13800000001","errno":1},{"data":22,"telephone":"13800000001","errno":1},{"data":33,"telephone":"13800000003","errno":1}]`, []int64{-1, -1, 33}, false},
		"a stranger":                 {`[{"data":11,"telephone":"13800000001","errno":1},{"data":22,"telephone":"13800000009","errno":1},{"data":33,"telephone":"13800000003","errno":1}]`, []int64{11, -1, 33}, true},
		"some are named":             {`[{"data":11,"telephone":"13800000001","errno":1},{"data":22,"errno":1},{"data":33,"telephone":"13800000003","errno":1}]`, []int64{11, 22, 33}, false},
		"some are named, and moved":  {`[{"data":33,"telephone":"13800000003","errno":1},{"data":22,"errno":1},{"data":11,"telephone":"13800000001","errno":1}]`, []int64{11, -1, 33}, false},
		"null between":               {`[{"data":11,"errno":1},null,{"data":33,"errno":1}]`, []int64{11, -1, 33}, false},
		"a list with gaps":           {`{"2":{"data":33,"errno":1},"0":{"data":11,"errno":1}}`, []int64{11, -1, 33}, false},
		"counted from 1, with gaps":  {`{"1":{"data":11,"errno":1},"3":{"data":33,"errno":1}}`, []int64{11, -1, 33}, false},
		"gaps that say nothing":      {`{"1":{"data":11,"errno":1},"2":{"data":33,"errno":1}}`, []int64{-1, -1, -1}, false},
		"gaps, and rows that name":   {`{"1":{"data":33,"telephone":"13800000003","errno":1},"2":{"data":11,"telephone":"13800000001","errno":1}}`, []int64{11, -1, 33}, false},
		"nothing":                    {`[]`, []int64{-1, -1, -1}, false},
	} {
		t.Run(name, func(t *testing.T) {
			items, err := answering(t, rowsOf(test.rows)).Users.RegisterBatch(t.Context(), threeUsers())
			assert.Equal(t, test.lost, err != nil, "%v", err)
			if test.rows == "[]" && items == nil {
				return
			}
			require.Len(t, items, 3)
			assert.Equal(t, test.want, found(items, uidOf))
			for i, item := range items {
				assert.Equal(t, i, item.Index)
				assert.Contains(t, item.Value.Phone, fmt.Sprintf("1380000000%d", i+1), "never another person's number")
			}
			if test.lost {
				e := clienttest.AsError(t, err)
				assert.Equal(t, classcloud.DataLoss, e.Kind)
				assert.Equal(t, classcloud.OutcomeApplied, e.Outcome)
				require.NotEmpty(t, e.Rows)
				assert.NotEmpty(t, e.Rows[0].Raw, "the row is kept")
			}
		})
	}
}

func TestClassesAreTheirRowsByTheirMarks(t *testing.T) {
	for name, test := range map[string]struct {
		rows string
		want []int64
	}{
		"the first is missing": {`[{"data":2,"className":"b","customColumn":"mark-b","errno":1},{"data":3,"className":"c","customColumn":"mark-c","errno":1}]`, []int64{-1, 2, 3}},
		"by the mark alone":    {`[{"data":3,"customColumn":"mark-c","errno":1},{"data":1,"customColumn":"mark-a","errno":1},{"data":2,"customColumn":"mark-b","errno":1}]`, []int64{1, 2, 3}},
		"by the identity":      {`[{"data":3,"courseUniqueIdentity":"id-c","errno":1},{"data":2,"courseUniqueIdentity":"id-b","errno":1}]`, []int64{-1, 2, 3}},
		"a contradiction":      {`[{"data":1,"className":"a","customColumn":"mark-b","errno":1},{"data":2,"className":"b","errno":1},{"data":3,"className":"c","errno":1}]`, []int64{-1, -1, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			items, err := answering(t, rowsOf(test.rows)).Classes.CreateBatch(t.Context(), threeClasses())
			require.NoError(t, err)
			assert.Equal(t, test.want, found(items, classIDOf))
			for i, item := range items {
				assert.Equal(t, "id-"+string(rune('a'+i)), item.Value.Identity)
				if item.Err != nil && name == "a contradiction" {
					e := clienttest.AsError(t, item.Err)
					require.Len(t, e.Rows, 1)
					assert.Contains(t, string(e.Rows[0].Raw), `"mark-b"`)
				}
			}
		})
	}
	twice := threeClasses()
	for i := range twice.Classes {
		twice.Classes[i].ClassName, twice.Classes[i].CustomColumn = "same", ""
	}
	items, err := answering(t, rowsOf(`[{"data":1,"className":"same","errno":1},{"data":2,"className":"same","errno":1},{"data":3,"className":"same","errno":1}]`)).Classes.CreateBatch(t.Context(), twice)
	require.NoError(t, err)
	assert.Equal(t, []int64{1, 2, 3}, found(items, classIDOf), "what names all three decides nothing")
	items, err = answering(t, rowsOf(`[{"data":1,"className":"same","errno":1},{"data":2,"className":"same","errno":1}]`)).Classes.CreateBatch(t.Context(), twice)
	require.NoError(t, err)
	assert.Equal(t, []int64{-1, -1, -1}, found(items, classIDOf))
}

// Every batch finds its items by the ids that its rows repeat.
func TestEveryBatchGoesByName(t *testing.T) {
	two := []classin.UID{1, 2}
	live := classin.ClassRecording{Record: new(true), Live: new(false), Replay: new(false)}
	first, second := live, live
	first.ClassID, second.ClassID = 1, 2
	for name, test := range map[string]struct {
		row  string // of id 2, with the verdict that it was done
		call func(context.Context, *classin.Client) ([]int64, error)
	}{
		"Students.SyncNicknames": {`{"studentUid":2,"code":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Students.SyncNicknames(ctx, two)
			return found(items, studentOf), err
		}},
		"Courses.SetLabels": {`{"courseId":2,"errno":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Courses.SetLabels(ctx, &classin.SetCourseLabelsRequest{Courses: []classin.CourseLabels{{CourseID: 1, Clear: true}, {CourseID: 2, Clear: true}}})
			return found(items, courseIDOf), err
		}},
		"Courses.AddTeachers": {`{"teacherUid":"2","code":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Courses.AddTeachers(ctx, &classin.AddCourseTeachersRequest{CourseID: 1, TeacherUIDs: two})
			return found(items, teacherOf), err
		}},
		"Courses.AddStudents": {`{"customColumn":"two","errno":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Courses.AddStudents(ctx, &classin.AddCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent,
				Students: []classin.CourseStudent{{StudentUID: 1, CustomColumn: "one"}, {StudentUID: 2, CustomColumn: "two"}}})
			return found(items, studentOf), err
		}},
		"Courses.RemoveStudents": {`{"uid":2,"errno":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Courses.RemoveStudents(ctx, &classin.RemoveCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUIDs: two})
			return found(items, studentOf), err
		}},
		"Courses.AddStudentToClasses": {`{"classId":2,"errno":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Courses.AddStudentToClasses(ctx, &classin.AddStudentToClassesRequest{CourseID: 1, StudentUID: 1, ClassIDs: []int64{1, 2}})
			return found(items, labelledIDOf), err
		}},
		"Classes.SetComments": {`{"studentUid":"2","errno":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Classes.SetComments(ctx, &classin.SetCommentsRequest{ClassID: 1, Comments: []classin.StudentComment{
				{StudentUID: 1, Stars: new(5), Comment: "x"}, {StudentUID: 2, Stars: new(5), Comment: "x"}}})
			return found(items, commentedOf), err
		}},
		"Classes.SetLabels": {`{"data":{"classId":2},"errno":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Classes.SetLabels(ctx, &classin.SetClassLabelsRequest{CourseID: 1, Classes: []classin.ClassLabels{{ClassID: 1, Clear: true}, {ClassID: 2, Clear: true}}})
			return found(items, labelledIDOf), err
		}},
		"Classes.SetRecording": {`{"classId":2,"errno":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Classes.SetRecording(ctx, &classin.SetRecordingRequest{CourseID: 1, Classes: []classin.ClassRecording{first, second}})
			return found(items, recordedIDOf), err
		}},
		"Classes.AddStudents": {`{"studentUid":2,"errno":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Classes.AddStudents(ctx, &classin.AddClassStudentsRequest{CourseID: 1, ClassID: 1, Students: []classin.ClassStudent{{StudentUID: 1}, {StudentUID: 2}}})
			return found(items, studentOf), err
		}},
		"Classes.RemoveStudents": {`{"studentUid":2,"errno":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Classes.RemoveStudents(ctx, &classin.RemoveClassStudentsRequest{CourseID: 1, ClassID: 1, StudentUIDs: two})
			return found(items, studentOf), err
		}},
		"Activities.AddStudents": {`{"studentUid":2,"code":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.Activities.AddStudents(ctx, &classin.AddActivityStudentsRequest{CourseID: 1, ActivityID: 1, StudentUIDs: two})
			return found(items, studentOf), err
		}},
		"DoubleTeacherClasses.Create": {`{"classId":2,"courseId":"8","code":1}`, func(ctx context.Context, c *classin.Client) ([]int64, error) {
			items, err := c.DoubleTeacherClasses.Create(ctx, &classin.CreateDoubleTeacherClassesRequest{MainCourseID: 1, MainClassID: 1,
				SubClasses: []classin.NewSubClass{{CourseID: 7, ClassName: "x"}, {CourseID: 8, ClassName: "x"}}})
			return found(items, subClassIDOf), err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, rows := range []string{test.row, test.row + `,null`} {
				reply := `{"code":1,"error_info":{"errno":1},"data":[` + rows + `]}`
				got, err := test.call(t.Context(), answering(t, says(reply)))
				require.NoError(t, err)
				assert.Equal(t, []int64{-1, 2}, got, "the row of the second item is not the first's: %s", rows)
			}
			own, err := test.call(t.Context(), answering(t, says(`{"code":1,"error_info":{"errno":1},"data":[`+test.row+`,`+test.row+`]}`)))
			require.NoError(t, err)
			assert.Equal(t, []int64{-1, -1}, own, "two rows of one item")
		})
	}
}

// What a row says stays as it says it, and two rows of two items with one name are those items'.
func TestWhatARowSaysStays(t *testing.T) {
	items, err := answering(t, rowsOf(`[{"data":33,"telephone":"0086-13800000003","errno":1},{"data":11,"telephone":"","errno":1},{"data":22,"telephone":"0086-13800000002","errno":1}]`)).
		Users.RegisterBatch(t.Context(), threeUsers())
	require.NoError(t, err)
	assert.Equal(t, []int64{-1, 22, 33}, found(items, uidOf), "a row that names nothing is nobody's where the others have moved")
	assert.Equal(t, "13800000001", items[0].Value.Phone, "what was asked for, where no row says it")
	assert.Equal(t, "0086-13800000003", items[2].Value.Phone)

	in := &classin.RemoveCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUIDs: []classin.UID{1, 2, 1}}
	students, err := answering(t, rowsOf(`[{"uid":1,"errno":1},{"uid":1,"errno":162}]`)).Courses.RemoveStudents(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, []int64{1, -1, -2}, found(students, studentOf))
	students, err = answering(t, rowsOf(`[{"uid":1,"errno":1}]`)).Courses.RemoveStudents(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, []int64{-1, -1, -1}, found(students, studentOf), "one row of one name, and two items: it may be either's")
}
