package baijiayun_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestAClassIsSavedReadAndDeleted(t *testing.T) {
	eachForm(t, func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client) {
		ctx := t.Context()
		in := &baijiayun.SaveClassRosterRequest{AssistantID: 2, AssistantName: "李四", AssistantPhone: "13800000000", ClassID: 3, ClassName: "一班", Origin: "school",
			Students: []baijiayun.RosterStudent{
				{StudentID: 11, Name: `张三 "<&>"`, Phone: "13900000000", Sex: baijiayun.SexFemale, Number: "012", Type: baijiayun.RosterStudentTypeAudition},
				{StudentID: 12, Name: "小明", Extra: map[string]any{"newer": 1}},
			}}
		saved, err := client.ClassRosters.Save(ctx, in)
		require.NoError(t, err)
		assert.Equal(t, int64(2), saved.Assistant.AssistantID)
		assert.Equal(t, int64(3), saved.Class.ClassID)
		require.Len(t, saved.Students, 2)
		assert.Equal(t, int64(12), saved.Students[1].StudentID)
		assert.NotEqual(t, saved.Students[0].VendorID, saved.Students[1].VendorID)
		kept := srv.ClassRosters()
		require.Len(t, kept, 1)
		assert.Equal(t, []baijiayuntest.RosterStudent{
			{StudentID: 11, Name: `张三 "<&>"`, Phone: "13900000000", Sex: 2, Number: "012", Type: 1}, {StudentID: 12, Name: "小明"},
		}, kept[0].Students)
		var sent []map[string]any
		require.NoError(t, json.Unmarshal([]byte(srv.Requests()[0].Form.Get("student_list")), &sent))
		assert.Equal(t, map[string]any{"student_id": 12.0, "student_name": "小明", "student_type": 0.0, "newer": 1.0}, sent[1], "what is not said is not sent, but the type")

		roster, err := client.ClassRosters.Get(ctx, 3)
		require.NoError(t, err)
		assert.Equal(t, "一班", roster.Extra["class_name"])
		warned := 0
		watch := classcloud.OnWarning(func(classcloud.Operation, classcloud.Warning) { warned++ })
		require.NoError(t, client.ClassRosters.Delete(ctx, []int64{3, 4}, watch))
		assert.Zero(t, warned)
		require.NoError(t, client.ClassRosters.Delete(ctx, []int64{3}, watch))
		assert.Equal(t, 1, warned, "nothing was deleted, says the server")
		assert.Empty(t, srv.ClassRosters())
		_, err = client.ClassRosters.Get(ctx, 3)
		assert.ErrorIs(t, err, baijiayun.CodeGeneral)
	})
}

// What was saved is told by name, and a reply that lacks a part is not a success without one.
func TestASavedClassIsWhole(t *testing.T) {
	in := &baijiayun.SaveClassRosterRequest{AssistantID: 2, AssistantName: "n", AssistantPhone: "1", ClassID: 3, ClassName: "c", Origin: "o",
		Students: []baijiayun.RosterStudent{{StudentID: 1, Name: "s"}}}
	for data, problem := range map[string]string{
		`{"assist_teacher_list":{"id":1},"class_list":{"id":2},"student_list":[{"student_id":1,"id":3}]}`: "",
		`{"assist_teacher_list":{"id":1},"class_list":{"id":2},"student_list":[]}`:                        "",
		`{"assist_teacher_list":{"id":1},"class_list":{"id":2}}`:                                          "/student_list: is missing",
		`{"assist_teacher_list":{"id":1},"class_list":{},"student_list":[]}`:                              "/class_list",
		`{"assist_teacher_list":{"id":0},"class_list":{"id":2},"student_list":[]}`:                        "/assist_teacher_list/id",
		`{"class_list":{"id":2},"student_list":[]}`:                                                       "/assist_teacher_list: is missing",
		`{"assist_teacher_list":{"id":1},"student_list":[]}`:                                              "/class_list: is missing",
	} {
		_, err := stubbed(t, answers(data)).ClassRosters.Save(t.Context(), in)
		if problem == "" {
			require.NoError(t, err, data)
			continue
		}
		require.ErrorIs(t, err, classcloud.DataLoss, data)
		assert.ErrorContains(t, err, problem, data)
		assert.True(t, classcloud.MaybeApplied(err), data)
	}
}
