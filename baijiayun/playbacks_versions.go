package baijiayun

import (
	"context"
	"iter"

	"github.com/go-classcloud/classcloud"
)

// ListPlaybackCropsRequest selects a page of the versions of a playback that was cut.
type ListPlaybackCropsRequest struct {
	ProductType ProductType `json:"product_type"` // the product line; leave it 0 when the account has only one
	RoomID      int64       `json:"room_id" check:"required"`
	SessionID   int64       `json:"session_id"` // which playback of a long-term room, which needs it; default 0, for other rooms
	Page        int         `json:"page"`       // from 1; default 1, always sent
	PageSize    int         `json:"page_size"`  // versions per page, default 100, at most 1,000; always sent
}

// Validate refuses pages that cannot be.
func (r *ListPlaybackCropsRequest) Validate() []classcloud.FieldError {
	return tooManyPerPage(r.PageSize, maxPlaybacksPerPage, "page_size")
}

// PlaybackCrop is one version of a playback that was cut (裁剪回放).
type PlaybackCrop struct {
	RoomID    int64 `json:"room_id,omitzero"`    // 0 when the reply does not say
	SessionID int64 `json:"session_id,omitzero"` // likewise
	Version   int64 `json:"version,omitzero"`    // what SetMainVersion and DeleteVersion take; 0 when the reply calls it something else, which is in Extra then

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// PlaybackCropPage is one page of versions.
type PlaybackCropPage struct {
	Crops []PlaybackCrop `json:"list,omitzero"`
	Total int            `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// ListCrops returns one page of the versions of a playback that was cut; AllCrops iterates over all of them.
//
// Baijiayun 获取裁剪回放列表 (回放服务端API文档), POST /openapi/playback/getCropList. The parameters are those of 007gzs/baijiayun and
// a07061625/swooleyaf. No public source shows the reply: that its rows have the ids of List's, as public programs read them there, is
// inferred; all else that they hold is in Extra. Safe to repeat.
func (s PlaybacksService) ListCrops(ctx context.Context, in *ListPlaybackCropsRequest, opts ...classcloud.CallOption) (*PlaybackCropPage, error) {
	if in != nil {
		ask := *in
		ask.Page, ask.PageSize = orElse(in.Page, 1), orElse(in.PageSize, 100)
		in = &ask
	}
	out, err := call[*listReply[PlaybackCrop]](ctx, s.client, opPlaybacksListCrops, in, opts)
	if out == nil {
		return nil, err
	}
	return &PlaybackCropPage{Total: out.total(), Crops: out.List}, err
}

// AllCrops iterates over the versions of a playback that was cut, starting at in.Page, with one page in memory, until as many came as the
// vendor says there are, or until an empty page where it does not say. A row that cannot be read is an error and does not end the
// iteration; when rows are missing at the end, the last error is DataLoss and says how many. Any other error ends the iteration, and after
// a break no further page is fetched.
func (s PlaybacksService) AllCrops(ctx context.Context, in *ListPlaybackCropsRequest, opts ...classcloud.CallOption) iter.Seq2[PlaybackCrop, error] {
	at := valueOf(in)
	at.PageSize = min(at.PageSize, maxPlaybacksPerPage)
	return walkUnseen(opPlaybacksListCrops, at.Page, func(page int) ([]PlaybackCrop, int, error) {
		ask := at
		ask.Page = page
		out, err := s.ListCrops(ctx, &ask, opts...)
		return valueOf(out).Crops, valueOf(out).Total, err
	})
}

// SetMainVersionRequest names a version of a playback.
type SetMainVersionRequest struct {
	RoomID    int64 `json:"room_id" check:"required"`
	SessionID int64 `json:"session_id"`               // which playback of a long-term room, which needs it; default 0, for other rooms
	Version   int64 `json:"version" check:"required"` // from ListCrops, or from List with Cropped
}

// SetMainVersion makes one version of a playback that was cut the one that users see.
//
// Baijiayun 设置回放主版本 (回放服务端API文档), POST /openapi/playback/setMainVersion. The parameters are those of 007gzs/baijiayun and
// a07061625/swooleyaf. Safe to repeat.
func (s PlaybacksService) SetMainVersion(ctx context.Context, in *SetMainVersionRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opPlaybacksSetMainVersion, in, opts)
}

// DeletePlaybackVersionRequest names a version of a playback.
type DeletePlaybackVersionRequest struct {
	RoomID    int64 `json:"room_id" check:"required"`
	SessionID int64 `json:"session_id"`               // which playback of a long-term room; default 0, for other rooms
	Version   int64 `json:"version" check:"required"` // from ListCrops, or from List with Cropped; without it the vendor would delete the playback
}

// DeleteVersion deletes one version of a playback that was cut.
//
// Baijiayun 删除回放 (回放服务端API文档), POST /openapi/playback/delete. The parameters are those of 007gzs/baijiayun and a07061625/swooleyaf. No
// source says whether the number of a deleted version is given again, so the call is never repeated once it may have arrived. When
// classcloud.MaybeApplied(err), look at ListCrops first.
func (s PlaybacksService) DeleteVersion(ctx context.Context, in *DeletePlaybackVersionRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opPlaybacksDeleteVersion, in, opts)
}
