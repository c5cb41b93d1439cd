package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// AddDocumentToRoomsRequest names a document and the rooms to add it to.
type AddDocumentToRoomsRequest struct {
	FID     int64   `json:"fid" check:"required"`                       // the document
	RoomIDs []int64 `json:"room_ids" wire:"comma" check:"required,ids"` // the rooms; a maximum is not documented

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a room that is given twice.
func (r *AddDocumentToRoomsRequest) Validate() []classcloud.FieldError {
	var bad refusals
	bad.twice(r.RoomIDs, "RoomIDs", "room_ids")
	return bad
}

// AddedToRooms is the answer to AddToRooms.
type AddedToRooms struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what the reply holds, as it arrived; what is not an object is its member "data"
}

// AddToRooms adds an uploaded document to several rooms at once; Rooms.AddDocument adds it to one.
//
// Baijiayun 关联文档到多个教室 (直播服务端API文档), POST /openapi/doc/bindDocMulti, as github.com/007gzs/baijiayun sends it. No source shows the
// reply, so the result keeps it as it comes, and whether one bad room refuses them all is not known. Neither is what a repeat does, so the
// call is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look at Rooms.ListDocuments of each room first.
func (s DocumentsService) AddToRooms(ctx context.Context, in *AddDocumentToRoomsRequest, opts ...classcloud.CallOption) (*AddedToRooms, error) {
	return call[*AddedToRooms](ctx, s.client, opDocumentsAddToRooms, in, opts)
}
