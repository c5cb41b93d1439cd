package baijiayun

import (
	"context"
	"iter"

	"github.com/go-classcloud/classcloud"
)

// NoticesService keeps the account's notices (公告模板), texts with a link that a class can show. RoomsService adds them to rooms and removes
// them; RoomsService.SetNotice writes a room's own notice without one of these.
//
// Their parameters come from two public clients, 007gzs/baijiayun and a07061625/swooleyaf, which agree. No source shows a reply.
type NoticesService struct{ client *Client }

// CreateNoticeRequest describes a new notice.
type CreateNoticeRequest struct {
	ProductType ProductType `json:"product_type"`             // the product line; leave it 0 when the account has only one
	Content     string      `json:"content" check:"required"` // the text
	URL         string      `json:"link" check:"required"`    // what a click on the text opens, an absolute http or https address
}

// CreatedNotice is what the vendor answers about a new notice. No source shows the reply.
type CreatedNotice struct {
	NoticeID int64 `json:"id,omitzero" check:"decorative"` // the member id, inferred from the parameter ids of Delete; 0 when the reply does not have it: look for the notice with All

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything else that arrived; what is not an object is its member data
}

// Create adds a notice to the account.
//
// Baijiayun 添加公告模板 (直播配置), POST /openapi/live_setting/addNotice. Parameters: 007gzs/baijiayun, a07061625/swooleyaf; both demand the
// content and the link. What the reply holds is not known, and one that holds nothing is a success. A repeat may add the notice twice, so the
// call is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look for the text with All first.
func (s NoticesService) Create(ctx context.Context, in *CreateNoticeRequest, opts ...classcloud.CallOption) (*CreatedNotice, error) {
	return call[*CreatedNotice](ctx, s.client, opNoticesCreate, in, opts)
}

// ListNoticesRequest selects a page of the account's notices.
type ListNoticesRequest struct {
	ProductType ProductType `json:"product_type"` // the product line; leave it 0 when the account has only one
	Query       string      `json:"query"`        // only notices that hold this text; default all
	Page        int         `json:"page"`         // from 1; default 1, always sent
	PageSize    int         `json:"page_size"`    // notices per page, default 20, at most 1,000; always sent
}

// Validate refuses a page size that the vendor does not take.
func (r *ListNoticesRequest) Validate() []classcloud.FieldError {
	return tooManyPerPage(r.PageSize, maxSettingsPerPage, "page_size")
}

// Notice is a notice of the account. No source shows the reply: the members are inferred from the parameters of Create and Delete, and what
// has another name is in Extra.
type Notice struct {
	NoticeID int64  `json:"id,omitzero" check:"decorative"`      // inferred; 0 when the row does not have it
	Content  string `json:"content,omitzero" check:"decorative"` // the text; inferred
	URL      string `json:"link,omitzero" check:"decorative"`    // what a click on the text opens; inferred

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything else that arrived
}

// NoticePage is one page of notices.
type NoticePage struct {
	Notices []Notice `json:"list,omitzero"`
	Total   int      `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// List returns one page of the account's notices; All iterates over all of them. A nil request asks for the first 20.
//
// Baijiayun 获取公告列表 (直播配置), POST /openapi/live_setting/getNoticeList. Parameters: 007gzs/baijiayun, a07061625/swooleyaf, which sends at
// most 1,000 per page. Inferred from the vendor's other lists: the rows stand in list, with total beside it; a reply that is itself a list is
// read too. Safe to repeat.
func (s NoticesService) List(ctx context.Context, in *ListNoticesRequest, opts ...classcloud.CallOption) (*NoticePage, error) {
	ask := valueOf(in)
	ask.Page, ask.PageSize = orElse(ask.Page, 1), orElse(ask.PageSize, settingsPerPage)
	out, err := call[*listReply[Notice]](ctx, s.client, opNoticesList, &ask, opts)
	if out == nil {
		return nil, err
	}
	return &NoticePage{Total: out.total(), Notices: out.List}, err
}

// All iterates over the account's notices, starting at in.Page, with one page in memory, until as many came as the vendor says there are, or
// until three pages in a row have none that is new. A notice that cannot be read is an error and does not end the iteration; when notices are missing at the
// end, the last error is DataLoss and says how many. Any other error ends the iteration, and after a break no further page is fetched.
func (s NoticesService) All(ctx context.Context, in *ListNoticesRequest, opts ...classcloud.CallOption) iter.Seq2[Notice, error] {
	at := valueOf(in)
	id := func(n Notice) int64 { return n.NoticeID }
	return walkSettings(opNoticesList, at.Page, at.PageSize, maxSettingsPerPage, id, func(page, size int) ([]Notice, int, error) {
		ask := at
		ask.Page, ask.PageSize = page, size
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Notices, valueOf(out).Total, err
	})
}

// DeleteNoticesRequest names notices of the account.
type DeleteNoticesRequest struct {
	ProductType ProductType `json:"product_type"`                          // the product line; leave it 0 when the account has only one
	NoticeIDs   []int64     `json:"ids" wire:"comma" check:"required,ids"` // the notices
}

// Delete deletes notices of the account.
//
// Baijiayun 删除公告 (直播配置), POST /openapi/live_setting/deleteNoticeBatch. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. Whether rooms
// keep showing a deleted notice is not known. Safe to repeat; how the vendor answers for a notice that is gone is not known, so a refusal after
// an unanswered try leaves classcloud.MaybeApplied(err) true.
func (s NoticesService) Delete(ctx context.Context, in *DeleteNoticesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opNoticesDelete, in, opts)
}
