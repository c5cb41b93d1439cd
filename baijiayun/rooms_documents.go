package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// AddRoomDocumentRequest names a document and the room to add it to.
type AddRoomDocumentRequest struct {
	RoomID int64 `json:"room_id" check:"required"`
	FID    int64 `json:"fid" check:"required"` // the document
}

// BoundDocument is a document that was added to a room.
type BoundDocument struct {
	FID    int64 `json:"fid,omitzero" check:"required"` // the document
	RoomID int64 `json:"room_id,omitzero"`
	BindID int64 `json:"bind_id,omitzero"` // the id of its place in the room
}

// AddDocument adds an uploaded document to a room.
//
// Baijiayun API 11 关联文档到教室, POST /openapi/doc/bindDoc. The document does not say what a repeat does, so the call is never repeated
// once it may have arrived: when classcloud.MaybeApplied(err), look for the document in ListDocuments first.
func (s RoomsService) AddDocument(ctx context.Context, in *AddRoomDocumentRequest, opts ...classcloud.CallOption) (*BoundDocument, error) {
	return call[*BoundDocument](ctx, s.client, opRoomsAddDocument, in, opts)
}

// ListDocuments returns the documents of a room.
//
// Baijiayun API 12 获取指定教室内已上传的文档列表, POST /openapi/doc/listDoc. Safe to repeat.
func (s RoomsService) ListDocuments(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]Document, error) {
	return call[[]Document](ctx, s.client, opRoomsListDocuments, &roomRef{roomID}, opts)
}

// RemoveRoomDocumentRequest names a document and the room to remove it from.
type RemoveRoomDocumentRequest struct {
	RoomID int64 `json:"room_id" check:"required"`
	FID    int64 `json:"fid" check:"required"` // the document
}

// RemoveDocument removes a document from a room. The account keeps it.
//
// Baijiayun API 14 移除教室内文档, POST /openapi/doc/removeDoc. Safe to repeat.
func (s RoomsService) RemoveDocument(ctx context.Context, in *RemoveRoomDocumentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsRemoveDocument, in, opts)
}
