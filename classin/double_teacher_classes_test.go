package classin_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestSubClassesAreRepeatedUnderTheirIdentities(t *testing.T) {
	made, calls := map[string]int{}, 0
	client, stub := stubbed(t, func(r clienttest.Request) clienttest.Answer {
		calls++
		var in struct {
			SubClassJSON []struct {
				CourseID       int64  `json:"courseId"`
				UniqueIdentity string `json:"uniqueIdentity"`
			} `json:"subClassJson"`
		}
		_ = json.Unmarshal([]byte(r.Body), &in)
		var rows []map[string]any
		for _, sub := range in.SubClassJSON {
			code := 398
			if made[sub.UniqueIdentity] == 0 {
				made[sub.UniqueIdentity], code = len(made)+1, 1
			}
			rows = append(rows, map[string]any{"classId": made[sub.UniqueIdentity], "courseId": sub.CourseID, "code": code, "liveInfo": []any{}})
		}
		if calls%2 == 1 {
			return clienttest.Answer{Reset: true}
		}
		reply, _ := json.Marshal(map[string]any{"code": 1, "data": map[string]any{"mainClassId": 1, "subClassData": rows}})
		return clienttest.JSON(string(reply))
	})
	in := &classin.CreateDoubleTeacherClassesRequest{MainCourseID: 9, MainClassID: 8, SubClasses: []classin.NewSubClass{
		{CourseID: 1, ClassName: "a"}, {CourseID: 2, ClassName: "b", Identity: "own"}}}
	items, err := client.DoubleTeacherClasses.Create(t.Context(), in)
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	for i, item := range items {
		assert.False(t, item.Value.Existed, "this call made it")
		assert.EqualValues(t, i+1, item.Value.CourseID)
		assert.NotZero(t, item.Value.ClassID)
		assert.NotEmpty(t, item.Value.Identity)
	}
	assert.Empty(t, in.SubClasses[0].Identity, "the caller's request stays as it is")
	stub.Do(func() {
		assert.Len(t, made, 2)
		calls = 1 // the next answer arrives
	})
	items, err = client.DoubleTeacherClasses.Create(t.Context(), in)
	require.NoError(t, err)
	assert.False(t, items[0].Value.Existed, "a new class under a new identity")
	assert.True(t, items[1].Value.Existed)
	_, err = client.DoubleTeacherClasses.Create(t.Context(), nil)
	assert.Error(t, err)
	_, err = client.Activities.AddStudents(t.Context(), nil)
	assert.Error(t, err)
	_, err = client.Courses.AddTeachers(t.Context(), nil)
	assert.Error(t, err)
}
