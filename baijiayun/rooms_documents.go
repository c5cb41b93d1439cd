package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// AddRoomDocumentRequest puts a document into a room.
type AddRoomDocumentRequest struct {
	RoomID int64 `json:"room_id" check:"required"`
	FID    int64 `json:"fid" check:"required"` // the document
}

// BoundDocument is a document in a room.
type BoundDocument struct {
	FID    int64 `json:"fid,omitzero" check:"required"`
	RoomID int64 `json:"room_id,omitzero"`
	BindID int64 `json:"bind_id,omitzero"`
}

// AddDocument puts an uploaded document into a room.
//
// Baijiayun API 11 关联文档到教室, POST /openapi/doc/bindDoc. What a repeat does is not documented, so it is never repeated once it may
// have arrived: when classcloud.MaybeApplied(err), look for the document in ListDocuments first.
func (s RoomsService) AddDocument(ctx context.Context, in *AddRoomDocumentRequest, opts ...classcloud.CallOption) (*BoundDocument, error) {
	return call[*BoundDocument](ctx, s.client, opRoomsAddDocument, in, opts)
}

// ListDocuments returns the documents of a room.
//
// Baijiayun API 12 获取指定教室内已上传的文档列表, POST /openapi/doc/listDoc.
func (s RoomsService) ListDocuments(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]Document, error) {
	return call[[]Document](ctx, s.client, opRoomsListDocuments, &roomRef{roomID}, opts)
}

// RemoveRoomDocumentRequest takes a document out of a room.
type RemoveRoomDocumentRequest struct {
	RoomID int64 `json:"room_id" check:"required"`
	FID    int64 `json:"fid" check:"required"` // the document
}

// RemoveDocument takes a document out of a room.
//
// Baijiayun API 14 移除教室内文档, POST /openapi/doc/removeDoc. Safe to repeat.
func (s RoomsService) RemoveDocument(ctx context.Context, in *RemoveRoomDocumentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsRemoveDocument, in, opts)
}
