package baijiayun

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
)

// DocumentsService uploads and lists documents (课件, 文档). RoomsService puts them in and out of rooms.
type DocumentsService struct{ client *Client }

// UploadDocumentRequest is a document to upload.
type UploadDocumentRequest struct {
	RoomID   int64            `json:"room_id"`                                 // bind it to this room; 0 binds it to none
	Animated bool             `json:"ppt_animation" wire:"01"`                 // keep the animations of a ppt
	File     *classcloud.File `json:"attachment" wire:"file" check:"required"` // .doc .docx .ppt .pptx .pdf .jpg .jpeg .png .gif, or .zip for H5
}

// UploadedDocument is what an upload gives.
type UploadedDocument struct {
	FID    int64  `json:"fid,omitzero" check:"required"` // the document's id
	Name   string `json:"name,omitzero"`                 // the name it was stored under; of UploadFromURL the URL
	BindID int64  `json:"bind_id,omitzero"`              // only when it was bound to a room
}

// Upload stores a document, streaming it: a large file is never in memory whole. It has no timeout but ctx's.
//
// Baijiayun API 10 直播课件文档上传, POST /openapi/doc/uploadDoc, multipart. A repeat stores it twice, so it is never repeated once
// it may have arrived: when classcloud.MaybeApplied(err), look for the name in List first.
func (s DocumentsService) Upload(ctx context.Context, in *UploadDocumentRequest, opts ...classcloud.CallOption) (*UploadedDocument, error) {
	return call[*UploadedDocument](ctx, s.client, opDocumentsUpload, in, opts)
}

// UploadFromURLRequest is an H5 document that the vendor fetches.
type UploadFromURLRequest struct {
	RoomID int64  `json:"room_id"`                     // bind it to this room; 0 binds it to none
	URL    string `json:"h5_doc_url" check:"required"` // must begin with https://
}

// UploadFromURL adds an H5 document by its address. H5 documents are for small classes and need a right of the account.
//
// Baijiayun API 56 使用url上传h5课件, POST /openapi/doc/uploadH5ByUrl. A repeat adds it twice, so it is never repeated once it may
// have arrived: when classcloud.MaybeApplied(err), look for the URL among the names of List first.
func (s DocumentsService) UploadFromURL(ctx context.Context, in *UploadFromURLRequest, opts ...classcloud.CallOption) (*UploadedDocument, error) {
	return call[*UploadedDocument](ctx, s.client, opDocumentsUploadFromURL, in, opts)
}

// DocumentSource says where a document was uploaded (upload_source), or which to list (type).
type DocumentSource string

// The documented sources.
const (
	DocumentSourceAll  DocumentSource = "all"  // to list: 所有文档
	DocumentSourceRoom DocumentSource = "room" // 教室上传的文件
	DocumentSourceAPI  DocumentSource = "api"  // 从api接口上传的文档
)

// Document is a document of the account, or of a room.
type Document struct {
	FID        int64          `json:"fid,omitzero"`
	Name       string         `json:"name,omitzero"`
	CreateTime time.Time      `json:"create_time,omitzero"`
	Source     DocumentSource `json:"upload_source,omitzero"` // of Documents.List only
}

// DocumentList is the account's documents.
type DocumentList struct {
	Total     int        `json:"total,omitzero"` // may be more than are listed
	Documents []Document `json:"list,omitzero"`
}

// List returns the account's documents. It has no pages, though Total can be more than there are Documents: the document's own
// example lists one of 235.
//
// Baijiayun API 13 获取账号下上传的所有文档, POST /openapi/doc/listAllDoc.
func (s DocumentsService) List(ctx context.Context, source DocumentSource, opts ...classcloud.CallOption) (*DocumentList, error) {
	return call[*DocumentList](ctx, s.client, opDocumentsList, &struct {
		Type DocumentSource `json:"type" check:"required"`
	}{source}, opts)
}
