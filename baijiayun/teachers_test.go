package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestTeachersAreSavedListedAndDeleted(t *testing.T) {
	eachForm(t, func(t *testing.T, srv *baijiayuntest.Server, client *baijiayun.Client) {
		ctx := t.Context()
		for _, id := range []string{"t-1", "t-2", "t-3", "t-2"} {
			_, err := client.Teachers.Save(ctx, &baijiayun.SaveTeacherRequest{TeacherID: id, Name: "老师 & " + id, Phone: "13800000000", Role: "1"})
			require.NoError(t, err)
		}
		ids := []any{}
		for teacher, err := range client.Teachers.All(ctx, &baijiayun.ListTeachersRequest{Role: "1", PageSize: 2}) {
			require.NoError(t, err)
			ids = append(ids, teacher.Extra["teacher_id"])
		}
		assert.Equal(t, []any{"t-1", "t-2", "t-3"}, ids)
		page, err := client.Teachers.List(ctx, &baijiayun.ListTeachersRequest{Role: "2"})
		require.NoError(t, err)
		assert.Empty(t, page.Teachers)
		require.NoError(t, client.Teachers.Delete(ctx, &baijiayun.DeleteTeacherRequest{TeacherID: "t-2", Role: "1"}))
		assert.Len(t, srv.Teachers(), 2)
		err = client.Teachers.Delete(ctx, &baijiayun.DeleteTeacherRequest{TeacherID: "t-2", Role: "1"})
		assert.ErrorIs(t, err, baijiayun.CodeGeneral)

		require.NoError(t, client.Callbacks.SetInteractionURL(ctx, "https://example.com/hudong"))
		assert.Equal(t, "https://example.com/hudong", srv.InteractionURL())
		assert.ErrorIs(t, client.Callbacks.SetInteractionURL(ctx, ""), classcloud.InvalidArgument)
	})
}
