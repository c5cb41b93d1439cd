package classin_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestBatchOfCreatesIsRepeatedUnderItsIdentities(t *testing.T) {
	classes, calls := map[string]int{}, 0
	client, stub := stubbed(t, func(r clienttest.Request) clienttest.Answer {
		calls++
		var in []struct {
			Identity string `json:"courseUniqueIdentity"`
		}
		_ = json.Unmarshal([]byte(r.Form.Get("classJson")), &in)
		var rows []string
		for _, class := range in {
			code := 398
			if classes[class.Identity] == 0 {
				classes[class.Identity], code = len(classes)+1, 1
			}
			rows = append(rows, fmt.Sprintf(`{"data":%d,"errno":%d}`, classes[class.Identity], code))
		}
		if calls%2 == 1 {
			return clienttest.Answer{Reset: true}
		}
		return clienttest.JSON(`{"data":[` + strings.Join(rows, ",") + `],"error_info":{"errno":1}}`)
	})
	start := time.Unix(1700000000, 0)
	class := classin.NewClass{ClassName: "a", StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: 7}
	own := class
	own.Identity = "own"
	in := &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{class, own, class}}
	items, err := client.Classes.CreateBatch(t.Context(), in)
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	stub.Do(func() { assert.Len(t, classes, 3, "no class is doubled") })
	for i, item := range items {
		assert.Equal(t, i, item.Index)
		assert.False(t, item.Value.Existed, "this call made it")
		assert.NotZero(t, item.Value.ClassID)
		assert.NotEmpty(t, item.Value.Identity)
	}
	assert.Empty(t, in.Classes[0].Identity, "the caller's request stays as it is")

	stub.Do(func() { calls = 1 }) // the next answer arrives
	items, err = client.Classes.CreateBatch(t.Context(), &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{own}})
	require.NoError(t, err)
	assert.True(t, items[0].Value.Existed)
}

func TestBatchThatStaysInDoubtTellsItsIdentities(t *testing.T) {
	start := time.Unix(1700000000, 0)
	in := &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{{ClassName: "a", StartTime: start, EndTime: start.Add(time.Hour), TeacherUID: 7}}}
	items, err := answering(t, drops()).Classes.CreateBatch(t.Context(), in)
	require.True(t, classcloud.MaybeApplied(err))
	require.Len(t, items, 1)
	assert.Len(t, items[0].Value.Identity, 32)
	assert.Equal(t, items[0].Value.Identity, clienttest.AsError(t, items[0].Err).Key)
	assert.Empty(t, clienttest.AsError(t, err).Key, "the whole has none")

	client, stub := stubbed(t, drops(), classin.WithoutIdentity())
	items, err = client.Classes.CreateBatch(t.Context(), in)
	assert.True(t, classcloud.MaybeApplied(err))
	assert.Nil(t, items)
	assert.Equal(t, 1, stub.Count(), "without identities it is not repeated")
}

func TestInBatches(t *testing.T) {
	list := []int{0, 1, 2, 3, 4, 5, 6}
	var sizes []int
	send := func(_ context.Context, part []int) ([]classcloud.Item[int], error) {
		sizes = append(sizes, len(part))
		out := make([]classcloud.Item[int], len(part))
		for i, n := range part {
			out[i] = classcloud.Item[int]{Index: i, Value: n * 10}
		}
		return out, nil
	}
	items, err := classin.InBatches(t.Context(), list, 3, send)
	require.NoError(t, err)
	assert.Equal(t, []int{3, 3, 1}, sizes)
	for i, item := range items {
		assert.Equal(t, classcloud.Item[int]{Index: i, Value: i * 10}, item)
	}

	lost := &classcloud.Error{Kind: classcloud.Unavailable}
	calls := 0
	items, err = classin.InBatches(t.Context(), list, 3, func(ctx context.Context, part []int) ([]classcloud.Item[int], error) {
		if calls++; calls == 2 {
			return nil, lost
		}
		return send(ctx, part)
	})
	assert.Equal(t, lost, err)
	assert.Equal(t, 2, calls, "nothing is sent after a call that failed")
	require.Len(t, items, 7)
	for i, item := range items {
		assert.Equal(t, i, item.Index)
		switch {
		case i < 3:
			assert.NoError(t, item.Err, "done")
		case i < 6:
			assert.True(t, classcloud.MaybeApplied(item.Err), "may be done")
		default:
			assert.Error(t, item.Err)
			assert.False(t, classcloud.MaybeApplied(item.Err), "not sent")
		}
	}
	items, err = classin.InBatches(t.Context(), nil, 0, send)
	assert.NoError(t, err)
	assert.Empty(t, items)
}

func TestWarningsOfItems(t *testing.T) {
	const reply = `{"data":[{"errno":1},{"errno":"841","error":"nickname"},{"errno":163}],"error_info":{"errno":1}}`
	in := &classin.AddCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, Students: []classin.CourseStudent{{StudentUID: 1}, {StudentUID: 2}, {StudentUID: 3}}}
	want := classcloud.Warning{Code: "841", Message: "nickname"}
	var told []classcloud.Warning
	client := answering(t, says(reply), classcloud.OnWarning(func(_ classcloud.Operation, w classcloud.Warning) { told = append(told, w) }))
	items, err := client.Courses.AddStudents(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, []classcloud.Warning{want}, items[1].Warnings)
	assert.Equal(t, []classcloud.Warning{want}, told)
	assert.ErrorIs(t, classcloud.ItemErrors(items), classin.CodeStudentInCourse)

	items, err = client.Courses.AddStudents(t.Context(), in, classcloud.WithStrictWarnings())
	assert.ErrorContains(t, err, "nickname")
	assert.ErrorIs(t, err, classin.CodeAddedNotSynced)
	assert.Len(t, items, 3, "the verdicts come beside the error")
}

func TestBatchWithGaps(t *testing.T) {
	in := &classin.RemoveCourseStudentsRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUIDs: []classin.UID{1, 2, 3}}
	items, err := answering(t, says(`{"data":{"2":{"errno":162},"0":{"errno":1}},"error_info":{"errno":1}}`)).Courses.RemoveStudents(t.Context(), in)
	require.NoError(t, err)
	assert.NoError(t, items[0].Err)
	assert.ErrorIs(t, items[1].Err, classcloud.DataLoss)
	assert.ErrorIs(t, items[2].Err, classin.CodeMemberNotInCourse, "its place says which item it is")

	for _, odd := range []string{`{"a":{"errno":1}}`, `{"99999999":{"errno":1}}`, `7`, `"x"`} {
		_, err := answering(t, says(`{"data":`+odd+`,"error_info":{"errno":1}}`)).Courses.RemoveStudents(t.Context(), in)
		if odd != `{"99999999":{"errno":1}}` {
			assert.ErrorIs(t, err, classcloud.DataLoss, odd)
		}
	}
}

// An item that is refused beside an id contradicts itself, as a call does: nobody knows whether it was made. The id stands in its value.
func TestAnItemThatIsRefusedBesideAnID(t *testing.T) {
	for row, want := range map[string]classcloud.Outcome{
		`{"data":12,"errno":400}`: classcloud.OutcomeUnknown, `{"classId":12,"errno":400}`: classcloud.OutcomeUnknown, `{"data":{"classId":12},"errno":400}`: classcloud.OutcomeUnknown,
		`{"data":12,"errno":104}`: classcloud.OutcomeApplied, `{"data":12,"errno":99999}`: classcloud.OutcomeApplied,
		`{"data":0,"errno":400}`: classcloud.OutcomeNotApplied, `{"data":"","errno":400}`: classcloud.OutcomeNotApplied, `{"data":-1,"errno":400}`: classcloud.OutcomeNotApplied,
		`{"data":0,"errno":104}`: classcloud.OutcomeUnknown,
	} {
		one := oneClass()
		in := &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{{ClassName: "x", TeacherUID: 7, StartTime: one.StartTime, EndTime: one.EndTime}}}
		items, err := answering(t, says(`{"data":[`+row+`],"error_info":{"errno":1}}`)).Classes.CreateBatch(t.Context(), in)
		require.NoError(t, err)
		assert.Equal(t, want, clienttest.AsError(t, items[0].Err).Outcome, row)
		assert.Equal(t, want != classcloud.OutcomeNotApplied && row != `{"data":0,"errno":104}`, items[0].Value.ClassID == 12, row)
	}
	users := &classin.RegisterUserBatchRequest{Users: []classin.NewUser{{Phone: "13800000001", Password: "secret1"}}}
	items, err := answering(t, says(`{"data":[{"data":55,"errno":131}],"error_info":{"errno":1}}`)).Users.RegisterBatch(t.Context(), users)
	require.NoError(t, err)
	assert.EqualValues(t, 55, items[0].Value.UID)
	assert.True(t, classcloud.MaybeApplied(items[0].Err))
}
