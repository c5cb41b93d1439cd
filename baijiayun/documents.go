package baijiayun

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
)

// DocumentsService uploads and lists the account's documents (课件, 文档). RoomsService adds them to rooms and removes them.
type DocumentsService struct{ client *Client }

// UploadDocumentRequest describes a document to upload.
type UploadDocumentRequest struct {
	RoomID   int64            `json:"room_id"`                                 // the room to add it to; default none
	Animated bool             `json:"ppt_animation" wire:"01"`                 // keep the animations of a .ppt or .pptx; default no
	File     *classcloud.File `json:"attachment" wire:"file" check:"required"` // .doc .docx .ppt .pptx .pdf .jpg .jpeg .png .gif, or .zip for H5
}

// UploadedDocument is the result of an upload.
type UploadedDocument struct {
	FID    int64  `json:"fid,omitzero" check:"required"` // the document's id
	Name   string `json:"name,omitzero"`                 // the stored name; the URL after UploadFromURL
	BindID int64  `json:"bind_id,omitzero"`              // the id of its place in the room; 0 when it was not added to a room
}

// Upload stores a document. It streams the file, so a large file is never held in memory, and only ctx limits how long it takes.
//
// Baijiayun API 10 直播课件文档上传, POST /openapi/doc/uploadDoc, multipart. A repeat stores the document twice, so the call is never
// repeated once it may have arrived: when classcloud.MaybeApplied(err), look for the name in List first.
func (s DocumentsService) Upload(ctx context.Context, in *UploadDocumentRequest, opts ...classcloud.CallOption) (*UploadedDocument, error) {
	return call[*UploadedDocument](ctx, s.client, opDocumentsUpload, in, opts)
}

// UploadFromURLRequest describes an H5 document that the vendor fetches.
type UploadFromURLRequest struct {
	RoomID int64  `json:"room_id"`                     // the room to add it to; default none
	URL    string `json:"h5_doc_url" check:"required"` // the address of the document; must begin with https://
}

// Validate refuses an address that does not begin with https://.
func (u *UploadFromURLRequest) Validate() []classcloud.FieldError {
	var bad refusals
	bad.when(u.URL != "" && !beginsWith(u.URL, "https://"), "URL", "h5_doc_url", "does not begin with https://")
	return bad
}

// UploadFromURL adds an H5 document by its address. H5 documents are for small classes, and the account needs the right to use them.
//
// Baijiayun API 56 使用url上传h5课件, POST /openapi/doc/uploadH5ByUrl. A repeat adds the document twice, so the call is never repeated
// once it may have arrived: when classcloud.MaybeApplied(err), look for the URL among the names of List first.
func (s DocumentsService) UploadFromURL(ctx context.Context, in *UploadFromURLRequest, opts ...classcloud.CallOption) (*UploadedDocument, error) {
	return call[*UploadedDocument](ctx, s.client, opDocumentsUploadFromURL, in, opts)
}

// DocumentSource says where a document was uploaded (upload_source), or which documents to list (type).
type DocumentSource string

// The documented sources.
const (
	DocumentSourceAll  DocumentSource = "all"  // every document, only to list: 所有文档
	DocumentSourceRoom DocumentSource = "room" // uploaded in a room: 教室上传的文件
	DocumentSourceAPI  DocumentSource = "api"  // uploaded through the API: 从api接口上传的文档
)

// Document is a document of the account, or of a room.
type Document struct {
	FID        int64          `json:"fid,omitzero" check:"required"` // the document's id
	Name       string         `json:"name,omitzero"`
	CreateTime time.Time      `json:"create_time,omitzero"`
	Source     DocumentSource `json:"upload_source,omitzero"` // only Documents.List sets it
}

// DocumentList holds the account's documents.
type DocumentList struct {
	Total     int        `json:"total,omitzero"` // how many there are, which may be more than are listed; -1 when the reply does not say
	Documents []Document `json:"list,omitzero"`
}

// List returns the account's documents. The operation does not have pages, though Total can be larger than the number of Documents: the
// vendor's own example lists one of 235.
//
// Baijiayun API 13 获取账号下上传的所有文档, POST /openapi/doc/listAllDoc. Safe to repeat.
func (s DocumentsService) List(ctx context.Context, source DocumentSource, opts ...classcloud.CallOption) (*DocumentList, error) {
	out, err := call[*listReply[Document]](ctx, s.client, opDocumentsList, &struct {
		Type DocumentSource `json:"type" check:"required"`
	}{source}, opts)
	if out == nil {
		return nil, err
	}
	return &DocumentList{Total: out.total(), Documents: out.List}, err
}
