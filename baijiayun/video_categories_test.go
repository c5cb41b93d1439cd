package baijiayun_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestVideoCategories(t *testing.T) {
	for name, option := range map[string]baijiayuntest.Option{"category_id": baijiayuntest.WithDialect(baijiayuntest.DialectExamples), "id": baijiayuntest.WithOtherVideoReplies()} {
		t.Run("a new category's id is "+name, func(t *testing.T) {
			srv := baijiayuntest.NewServer(option)
			t.Cleanup(srv.Close)
			client, ctx := srv.Client(), t.Context()
			none, err := client.VideoCategories.List(ctx)
			require.NoError(t, err)
			assert.Equal(t, []baijiayun.VideoCategory{}, none)

			grammar, err := client.VideoCategories.Create(ctx, &baijiayun.CreateVideoCategoryRequest{Name: "语法"})
			require.NoError(t, err)
			tenses, err := client.VideoCategories.Create(ctx, &baijiayun.CreateVideoCategoryRequest{Name: "时态", ParentID: grammar.CategoryID})
			require.NoError(t, err)
			_, err = client.VideoCategories.Create(ctx, &baijiayun.CreateVideoCategoryRequest{Name: "a third level", ParentID: tenses.CategoryID})
			assert.Error(t, err)
			video := srv.AddVideo(baijiayuntest.Video{CategoryID: tenses.CategoryID})

			all, err := client.VideoCategories.List(ctx)
			require.NoError(t, err)
			second := baijiayun.VideoCategory{CategoryID: tenses.CategoryID, ParentID: grammar.CategoryID, Level: 2, Name: "时态", VideoCount: 1}
			first := baijiayun.VideoCategory{CategoryID: grammar.CategoryID, Level: 1, Name: "语法", VideoCount: 1, Children: []baijiayun.VideoCategory{second}}
			assert.Equal(t, []baijiayun.VideoCategory{first}, all)
			got, err := client.VideoCategories.Get(ctx, tenses.CategoryID)
			require.NoError(t, err)
			assert.Equal(t, &second, got)

			assert.Error(t, client.VideoCategories.Delete(ctx, tenses.CategoryID), "it has a video")
			assert.Error(t, client.VideoCategories.Delete(ctx, grammar.CategoryID), "it has a category")
			require.NoError(t, client.Videos.Delete(ctx, video.VideoID))
			require.NoError(t, client.VideoCategories.Delete(ctx, tenses.CategoryID))
			require.NoError(t, client.VideoCategories.Delete(ctx, grammar.CategoryID))
			assert.Empty(t, srv.VideoCategories())
			_, err = client.VideoCategories.Get(ctx, grammar.CategoryID)
			assert.ErrorIs(t, err, baijiayun.CodeGeneral)
		})
	}
}

// The other name of an id is known, and not drift.
func TestTheTwoNamesOfACategorysID(t *testing.T) {
	for data, drifts := range map[string]int{`{"id":5}`: 0, `{"category_id":5}`: 0, `{"id":"5","newcomer":1}`: 1} {
		told := 0
		client := stubbed(t, answers(data), classcloud.OnDrift(func(classcloud.Drift) { told++ }))
		category, err := client.VideoCategories.Get(t.Context(), 5)
		require.NoError(t, err, data)
		assert.Equal(t, int64(5), category.CategoryID, data)
		created, err := client.VideoCategories.Create(t.Context(), &baijiayun.CreateVideoCategoryRequest{Name: "a"})
		require.NoError(t, err, data)
		assert.Equal(t, int64(5), created.CategoryID, data)
		assert.Equal(t, 2*drifts, told, data)
	}
	for _, data := range []string{`{}`, `{"id":0}`, `{"category_id":-4}`, `{"name":"a"}`, `{"id":true}`} {
		_, err := stubbed(t, answers(data)).VideoCategories.Create(t.Context(), &baijiayun.CreateVideoCategoryRequest{Name: "a"})
		assert.ErrorIs(t, err, classcloud.DataLoss, data)
		assert.True(t, classcloud.MaybeApplied(err), data)
	}
}
