package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// DocumentsService uploads and lists documents (课件, 文档).
type DocumentsService struct{ client *Client }

// UploadDocumentRequest is a document to upload.
type UploadDocumentRequest struct {
	RoomID     int64            `json:"room_id"`                                 // bind it to this room; 0 binds it to none
	Animated   bool             `json:"ppt_animation" wire:"01"`                 // keep the animations of a ppt
	Attachment *classcloud.File `json:"attachment" wire:"file" check:"required"` // .doc .docx .ppt .pptx .pdf .jpg .jpeg .png .gif, or .zip for H5
}

// UploadedDocument is what an upload gives.
type UploadedDocument struct {
	FID    int64  `json:"fid,omitzero" check:"required"` // the document's id
	Name   string `json:"name,omitzero"`                 // the name it was stored under
	BindID int64  `json:"bind_id,omitzero"`              // only when it was bound to a room
}

// Upload stores a document, streaming it: a large file is never in memory whole. It has no timeout but ctx's.
//
// Baijiayun API 10 直播课件文档上传, POST /openapi/doc/uploadDoc, multipart. A repeat stores it twice, so it is never repeated once
// it may have arrived: when classcloud.MaybeApplied(err), look for the name among the account's documents first.
func (s *DocumentsService) Upload(ctx context.Context, in *UploadDocumentRequest, opts ...classcloud.CallOption) (*UploadedDocument, error) {
	return call[*UploadedDocument](ctx, s.client, opDocumentsUpload, in, opts)
}
