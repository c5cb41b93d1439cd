package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// VideoCategoriesService manages the categories of videos on demand (分类), which have two levels. Videos.SetCategory puts a video into one,
// and Videos.ListByCategory lists its videos.
type VideoCategoriesService struct{ client *Client }

// VideoCategory is a category of videos. Its members are those of the type into which top.charles7c.continew.admin reads
// video/getCategoryList.
type VideoCategory struct {
	CategoryID int64           `json:"id,omitzero" wire:"or=category_id" check:"required"` // category_id, as the vendor calls it elsewhere, is read too
	ParentID   int64           `json:"parent_id,omitzero"`                                 // the category that it is in; 0 for one of the first level
	Level      int             `json:"level,omitzero"`                                     // the vendor's number of the level
	Name       string          `json:"name,omitzero"`
	VideoCount int             `json:"video_count,omitzero"`                             // how many videos it has; whether those of the categories in it count is not known
	Children   []VideoCategory `json:"children,omitzero"`                                // the categories in it
	Extra      map[string]any  `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// CreateVideoCategoryRequest describes a new category.
type CreateVideoCategoryRequest struct {
	Name     string `json:"name" check:"required"`
	ParentID int64  `json:"parent_id"` // a category of the first level, for one of the second; default 0, for one of the first
}

// CreatedVideoCategory is the reply to a new category.
type CreatedVideoCategory struct {
	CategoryID int64          `json:"category_id,omitzero" wire:"or=id" check:"required"` // id, as the list calls it, is read too
	Extra      map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"`   // members that this module does not have, as they arrived
}

// Create makes a category.
//
// Baijiayun 添加分类 (点播服务端API接口文档), POST /openapi/video/addCategory. No public program reads its reply: that it holds the id, as
// category_id or id, is inferred, and a reply without it is an error whose Outcome is OutcomeApplied. The call is never repeated once it may
// have arrived: when classcloud.MaybeApplied(err), look for the name in List first.
func (s VideoCategoriesService) Create(ctx context.Context, in *CreateVideoCategoryRequest, opts ...classcloud.CallOption) (*CreatedVideoCategory, error) {
	return call[*CreatedVideoCategory](ctx, s.client, opVideoCategoriesCreate, in, opts)
}

// categoryRef names a category.
type categoryRef struct {
	CategoryID int64 `json:"category_id" check:"required"`
}

// Get returns a category.
//
// Baijiayun 获取指定ID分类信息 (点播服务端API接口文档), POST /openapi/video/getCategoryInfo. No public program reads its reply: that it is an
// entry of List is inferred. Safe to repeat.
func (s VideoCategoriesService) Get(ctx context.Context, categoryID int64, opts ...classcloud.CallOption) (*VideoCategory, error) {
	return call[*VideoCategory](ctx, s.client, opVideoCategoriesGet, &categoryRef{categoryID}, opts)
}

// List returns all categories of the account: those of the first level, with those of the second as their Children.
//
// Baijiayun 获取所有分类 (点播服务端API接口文档), POST /openapi/video/getCategoryList. Safe to repeat.
func (s VideoCategoriesService) List(ctx context.Context, opts ...classcloud.CallOption) ([]VideoCategory, error) {
	return call[[]VideoCategory](ctx, s.client, opVideoCategoriesList, nil, opts)
}

// Delete deletes a category. One that has videos cannot be deleted; give them another category first. The vendor's code for that is not known.
//
// Baijiayun 删除分类 (点播服务端API接口文档), POST /openapi/video/deleteCategory. Repeating it changes nothing more, so a call without an answer
// is repeated. The vendor's code for a category that does not exist is not known: when the repeat fails, the error says that the first try
// may have done it (classcloud.MaybeApplied), and List tells.
func (s VideoCategoriesService) Delete(ctx context.Context, categoryID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opVideoCategoriesDelete, &categoryRef{categoryID}, opts)
}
