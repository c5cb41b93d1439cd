package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// AddRoomNoticesRequest names notices of the account and the room to add them to.
type AddRoomNoticesRequest struct {
	RoomID      int64       `json:"room_id" check:"required"`
	NoticeIDs   []int64     `json:"notice_ids" wire:"comma" check:"required,ids"` // as NoticesService lists them
	ProductType ProductType `json:"product_type"`                                 // the product line; leave it 0 when the account has only one
}

// AddNotices adds notices of the account to a room.
//
// Baijiayun 绑定教室公告 (公告), POST /openapi/notice/assignRoomNotice. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. Whether a call replaces the
// notices that the room has or adds to them is not known, nor what a repeat does, so the call is never repeated once it may have arrived: when
// classcloud.MaybeApplied(err), look at ListNotices first.
func (s RoomsService) AddNotices(ctx context.Context, in *AddRoomNoticesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsAddNotices, in, opts)
}

// RemoveRoomNoticesRequest names notices and the room to remove them from.
type RemoveRoomNoticesRequest struct {
	RoomID      int64       `json:"room_id" check:"required"`
	NoticeIDs   []int64     `json:"notice_ids" wire:"comma" check:"required,ids"` // as NoticesService lists them
	ProductType ProductType `json:"product_type"`                                 // the product line; leave it 0 when the account has only one
}

// RemoveNotices removes notices from a room. The account keeps them.
//
// Baijiayun 删除教室公告 (公告), POST /openapi/notice/batchDeleteRoomNotice. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. Safe to repeat; how
// the vendor answers for a notice that the room does not have is not known, so a refusal after an unanswered try leaves
// classcloud.MaybeApplied(err) true.
func (s RoomsService) RemoveNotices(ctx context.Context, in *RemoveRoomNoticesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsRemoveNotices, in, opts)
}

// ListRoomNoticesRequest names a room.
type ListRoomNoticesRequest struct {
	RoomID      int64       `json:"room_id" check:"required"`
	ProductType ProductType `json:"product_type"` // the product line; leave it 0 when the account has only one
}

// ListNotices returns the notices of a room.
//
// Baijiayun 查看教室公告 (公告), POST /openapi/notice/getRoomNoticeList. Parameters: 007gzs/baijiayun, a07061625/swooleyaf; neither has pages. No
// source shows the reply: it is read like that of NoticesService.List. Safe to repeat.
func (s RoomsService) ListNotices(ctx context.Context, in *ListRoomNoticesRequest, opts ...classcloud.CallOption) ([]Notice, error) {
	out, err := call[*listReply[Notice]](ctx, s.client, opRoomsListNotices, in, opts)
	return rowsOf(out, err)
}
