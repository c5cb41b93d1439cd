package baijiayun

import (
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
)

const (
	videosPerPage            = 100  // the default page size of this module
	maxVideosPerPage         = 1000 // 不得超过1000
	maxCategoryVideosPerPage = 100  // 不得超过100
)

// VideoPage is one page of videos.
type VideoPage struct {
	Videos []Video `json:"list,omitzero"`
	Total  int     `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// ListVideosRequest selects a page of the account's videos.
type ListVideosRequest struct {
	CreateTime time.Time `json:"create_time"` // a filter by the time of creation, in Beijing; whether from then on or until then, the document does not say; default all
	Page       int       `json:"page"`        // from 1; default 1, always sent
	PageSize   int       `json:"page_size"`   // videos per page, default 100, at most 1,000; always sent
}

// Validate refuses pages that the vendor does not have.
func (r *ListVideosRequest) Validate() []classcloud.FieldError {
	return tooManyPerPage(r.PageSize, maxVideosPerPage, "page_size")
}

// orNegative returns the page that an iterator asks for next, or the caller's where it is negative, for List to refuse.
func orNegative(asked, next int) int {
	if asked < 0 {
		return asked
	}
	return next
}

// List returns one page of the account's videos; All iterates over all of them. A nil request asks for the first 100.
//
// Baijiayun 获取点播视频列表 (点播服务端API接口文档), POST /openapi/video/getVideoList. No public program reads its reply: that it has total
// and list, like video/getCategoryVideo and playback/getList, is inferred. Safe to repeat.
func (s VideosService) List(ctx context.Context, in *ListVideosRequest, opts ...classcloud.CallOption) (*VideoPage, error) {
	ask := valueOf(in)
	ask.Page, ask.PageSize = orElse(ask.Page, 1), orElse(ask.PageSize, videosPerPage)
	return s.list(ctx, opVideosList, &ask, opts)
}

func (s VideosService) list(ctx context.Context, op opID, in any, opts []classcloud.CallOption) (*VideoPage, error) {
	out, err := call[*listReply[Video]](ctx, s.client, op, in, opts)
	if out == nil {
		return nil, err
	}
	return &VideoPage{Total: out.total(), Videos: out.List}, err
}

// id is what identifies a video.
func (v Video) id() int64 { return v.VideoID }

// All iterates over the account's videos, starting at in.Page, with one page in memory, until as many came as the vendor says there are. A
// video that is created meanwhile shifts the others, but no video comes twice; when the total changes, the pages are gone through again
// until nothing new comes. A video that cannot be read is an error and does not end the iteration; when videos are missing at the end, the
// last error is DataLoss and says how many. Any other error ends the iteration, and after a break no further page is fetched.
func (s VideosService) All(ctx context.Context, in *ListVideosRequest, opts ...classcloud.CallOption) iter.Seq2[Video, error] {
	at := valueOf(in)
	at.PageSize = orElse(at.PageSize, videosPerPage)
	return walk(opVideosList, at.Page, Video.id, func(page int) ([]Video, int, error) {
		ask := at
		ask.Page = orNegative(at.Page, page)
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Videos, valueOf(out).Total, err
	})
}

// ListVideosByCategoryRequest selects a page of a category's videos.
type ListVideosByCategoryRequest struct {
	CategoryID int64 `json:"category_id" check:"required"` // of a category of the first level: the videos of the categories in it, too
	Page       int   `json:"page"`                         // from 1; default 1, always sent
	PageSize   int   `json:"page_size"`                    // videos per page, default and at most 100; always sent
}

// Validate refuses pages that the vendor does not have.
func (r *ListVideosByCategoryRequest) Validate() []classcloud.FieldError {
	return tooManyPerPage(r.PageSize, maxCategoryVideosPerPage, "page_size")
}

// ListByCategory returns one page of a category's videos; AllByCategory iterates over all of them.
//
// Baijiayun 获取指定分类下的视频 (点播服务端API接口文档), POST /openapi/video/getCategoryVideo. That the reply has list is known from one
// program (top.continew.admin); that it has total is inferred. Safe to repeat.
func (s VideosService) ListByCategory(ctx context.Context, in *ListVideosByCategoryRequest, opts ...classcloud.CallOption) (*VideoPage, error) {
	ask := valueOf(in)
	ask.Page, ask.PageSize = orElse(ask.Page, 1), orElse(ask.PageSize, maxCategoryVideosPerPage)
	return s.list(ctx, opVideosListByCategory, &ask, opts)
}

// AllByCategory iterates over a category's videos as All does over the account's.
func (s VideosService) AllByCategory(ctx context.Context, in *ListVideosByCategoryRequest, opts ...classcloud.CallOption) iter.Seq2[Video, error] {
	at := valueOf(in)
	at.PageSize = orElse(at.PageSize, maxCategoryVideosPerPage)
	return walk(opVideosListByCategory, at.Page, Video.id, func(page int) ([]Video, int, error) {
		ask := at
		ask.Page = orNegative(at.Page, page)
		out, err := s.ListByCategory(ctx, &ask, opts...)
		return valueOf(out).Videos, valueOf(out).Total, err
	})
}
