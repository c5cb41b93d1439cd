package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestVideoCategories(t *testing.T) {
	srv := start(t)
	called(t, srv, "VideoCategories.List", nil).data(t, `{"list":[]}`)
	called(t, srv, "VideoCategories.Create", fields{"name": "语法"}).data(t, `{"category_id":34976}`)
	called(t, srv, "VideoCategories.Create", fields{"name": "时态", "parent_id": "34976"}).data(t, `{"category_id":34977}`)
	called(t, srv, "VideoCategories.Create", fields{"name": "过去", "parent_id": "34977"}).failed(t, 1)
	called(t, srv, "VideoCategories.Create", fields{"name": "过去", "parent_id": "1"}).failed(t, 1)
	srv.AddVideo(baijiayuntest.Video{VideoID: 77, CategoryID: 34977})
	called(t, srv, "VideoCategories.List", nil).data(t, `{"list":[{"id":34976,"parent_id":0,"level":1,"name":"语法","video_count":1,"children":[
		{"id":34977,"parent_id":34976,"level":2,"name":"时态","video_count":1}]}]}`)
	called(t, srv, "VideoCategories.Get", fields{"category_id": "34977"}).data(t, `{"id":34977,"parent_id":34976,"level":2,"name":"时态","video_count":1}`)
	assert.Equal(t, []baijiayuntest.VideoCategory{{34976, 0, "语法"}, {34977, 34976, "时态"}}, srv.VideoCategories())

	for _, id := range []string{"34977", "34976"} {
		called(t, srv, "VideoCategories.Delete", fields{"category_id": id}).failed(t, 1)
	}
	called(t, srv, "Videos.Delete", fields{"video_id": "77"}).ok(t)
	called(t, srv, "VideoCategories.Delete", fields{"category_id": "34976"}).failed(t, 1)
	called(t, srv, "VideoCategories.Delete", fields{"category_id": "34977"}).data(t, `{"category_id":34977}`)
	called(t, srv, "VideoCategories.Delete", fields{"category_id": "34976"}).ok(t)
	assert.Empty(t, srv.VideoCategories())
	assert.Equal(t, int64(34978), srv.AddVideoCategory(baijiayuntest.VideoCategory{}).CategoryID, "ids are used once")

	assert.Panics(t, func() { srv.AddVideoCategory(baijiayuntest.VideoCategory{CategoryID: 34978}) })
	assert.Panics(t, func() { srv.AddVideoCategory(baijiayuntest.VideoCategory{ParentID: 1}) })
	assert.Panics(t, func() { srv.AddVideo(baijiayuntest.Video{CategoryID: 1}) })
	srv.AddVideoCategory(baijiayuntest.VideoCategory{CategoryID: 34979})
	assert.Equal(t, int64(34980), srv.AddVideoCategory(baijiayuntest.VideoCategory{ParentID: 34979}).CategoryID)
	assert.Panics(t, func() { srv.AddVideoCategory(baijiayuntest.VideoCategory{ParentID: 34980}) }, "a third level")

	other := start(t, baijiayuntest.WithOtherVideoReplies())
	called(t, other, "VideoCategories.Create", fields{"name": "语法"}).data(t, `{"id":34976}`)
}
