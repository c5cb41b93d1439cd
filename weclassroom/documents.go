package weclassroom

import (
	"context"
	"iter"
	"path"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// DocumentsService uploads and lists documents (课件).
type DocumentsService struct{ client *Client }

// DocumentType is the format of a document (type).
type DocumentType int

// The formats.
const (
	DocumentTypePPT  DocumentType = 1
	DocumentTypeURL  DocumentType = 2 // 普通 URL: a link that is shown as it is, nothing is converted
	DocumentTypePDF  DocumentType = 3
	DocumentTypeWord DocumentType = 4
)

var documentTypeNames = map[DocumentType]string{
	DocumentTypePPT:  "PPT",
	DocumentTypeURL:  "URL",
	DocumentTypePDF:  "PDF",
	DocumentTypeWord: "Word",
}

// String returns the format's name, or DocumentType(9) for one this module does not know.
func (t DocumentType) String() string { return wire.EnumName("DocumentType", t, documentTypeNames) }

// ConvertStatus is how far a document's conversion is (convert_status).
type ConvertStatus int

// The states.
const (
	ConvertStatusRunning   ConvertStatus = 0
	ConvertStatusFailed    ConvertStatus = 1
	ConvertStatusDone      ConvertStatus = 2
	ConvertStatusImperfect ConvertStatus = 3 // 转码成功但是有瑕疵
)

var convertStatusNames = map[ConvertStatus]string{
	ConvertStatusRunning:   "Running",
	ConvertStatusFailed:    "Failed",
	ConvertStatusDone:      "Done",
	ConvertStatusImperfect: "Imperfect",
}

// String returns the state's name, or ConvertStatus(9) for one this module does not know.
func (s ConvertStatus) String() string { return wire.EnumName("ConvertStatus", s, convertStatusNames) }

// UploadFromURLRequest is a document the vendor fetches from a URL.
type UploadFromURLRequest struct {
	Name         string       `json:"filename" check:"required"`      // its ending must be the file's real format
	Size         int64        `json:"filesize" wire:"always"`         // 0 to 50 MB; the document names no unit, and its limits read as bytes
	URL          string       `json:"coursewareUrl" check:"required"` // anybody must be able to read it
	Type         DocumentType `json:"type" check:"required"`          // must fit the ending
	ConvertMedia *bool        `json:"covt" wire:"01"`                 // convert sound and video in it

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses an ending that contradicts the type: the vendor would take the document and fail to convert it.
func (r *UploadFromURLRequest) Validate() []classcloud.FieldError {
	ending := strings.ToLower(path.Ext(r.Name))
	var want DocumentType
	switch ending {
	case ".ppt", ".pptx":
		want = DocumentTypePPT
	case ".pdf":
		want = DocumentTypePDF
	case ".doc", ".docx":
		want = DocumentTypeWord
	}
	if want == 0 || want == r.Type || r.Type != DocumentTypePPT && r.Type != DocumentTypePDF && r.Type != DocumentTypeWord {
		return nil
	}
	return []classcloud.FieldError{{Field: "Name", Wire: "filename", Problem: "ends in " + ending + ", which is DocumentType" + want.String() + " and not DocumentType" + r.Type.String()}}
}

// UploadedDocument is a document the vendor knows now. It may still be converting: see Document.Status.
type UploadedDocument struct {
	DocumentID int64 `json:"coursewareId,omitzero" check:"required"`
}

const limitCourseware = "courseware"

// limits are the documented ones: an institution converts one document in 30 s.
func limits() []transport.Limit {
	return []transport.Limit{{Name: limitCourseware, Every: 30 * time.Second, Burst: 1}}
}

// UploadFromURL has the vendor fetch a document from a URL and convert it; it sends no bytes. The conversion goes on after the call:
// List shows how it ends.
//
// WeClassroom API 6 上传课件, POST /courseware/upload. One in 30 s unless Type is DocumentTypeURL: a call that comes too early fails at once as
// classcloud.ResourceExhausted with RetryAfter, or waits as classcloud.WithMaxWait allows. A repeat makes a second document, so it
// is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look through All for the name and size. A DocumentTypeURL
// is repeated like any safe write: nothing is converted twice, and at worst the link stands in the list twice.
func (s DocumentsService) UploadFromURL(ctx context.Context, in *UploadFromURLRequest, opts ...classcloud.CallOption) (*UploadedDocument, error) {
	op := operations[opDocumentsUploadFromURL]
	if in != nil && in.Type == DocumentTypeURL {
		op.Effect, op.Limit = classcloud.EffectIdempotent, ""
	}
	var out *UploadedDocument
	err := s.client.road().Do(ctx, &transport.Call{Op: op, ID: int(opDocumentsUploadFromURL), In: in}, &out, opts)
	return out, err
}

const documentsPerPage = 20

// ListDocumentsRequest selects a page of the institution's documents.
type ListDocumentsRequest struct {
	Page     int `json:"page"`     // from 1, the default
	PageSize int `json:"pageSize"` // documents a page, default 20
}

func (r *ListDocumentsRequest) orDefaults() ListDocumentsRequest {
	var out ListDocumentsRequest
	if r != nil {
		out = *r
	}
	if out.Page == 0 {
		out.Page = 1
	}
	if out.PageSize == 0 {
		out.PageSize = documentsPerPage
	}
	return out
}

// DocumentPage is one page of documents.
type DocumentPage struct {
	Documents []Document `json:"list,omitzero"`
	Page      int        `json:"page,omitzero"`
	PageSize  int        `json:"pageSize,omitzero"`
	Pages     int        `json:"sumpage,omitzero"` // how many pages there are
	Total     int        `json:"count,omitzero"`   // how many documents there are
}

// Document is an uploaded document.
type Document struct {
	DocumentID int64         `json:"id,omitzero"`
	Name       string        `json:"filename,omitzero"`
	Size       int64         `json:"filesize,omitzero"` // KB
	Type       DocumentType  `json:"type,omitzero"`
	Status     ConvertStatus `json:"convert_status,omitzero"` // only a document that is Done or Imperfect can be added to a lesson
}

// List returns one page of the institution's documents; All walks them all. nil asks for the first 20.
//
// WeClassroom API 7 获取课件列表, POST /courseware/list. Safe to repeat.
func (s DocumentsService) List(ctx context.Context, in *ListDocumentsRequest, opts ...classcloud.CallOption) (*DocumentPage, error) {
	ask := in.orDefaults()
	return call[*DocumentPage](ctx, s.client, opDocumentsList, &ask, opts)
}

// All walks the institution's documents from in.Page on, one page in memory. It does not rely on the vendor's counts: a page shorter
// than PageSize ends it. An error ends it too; nothing is asked for after a break.
func (s DocumentsService) All(ctx context.Context, in *ListDocumentsRequest, opts ...classcloud.CallOption) iter.Seq2[Document, error] {
	first := in.orDefaults()
	return transport.Pages(func(page int) ([]Document, bool, error) {
		ask := first
		ask.Page = max(first.Page, 1) + page - 1
		out, err := s.List(ctx, &ask, opts...)
		if err != nil {
			return nil, true, err
		}
		return out.Documents, lastPage(len(out.Documents), ask.PageSize, ask.Page, out.Pages), nil
	})
}
