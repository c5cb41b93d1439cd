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

// The formats of documents.
const (
	DocumentTypePPT  DocumentType = 1 // a PowerPoint file: .ppt or .pptx
	DocumentTypeURL  DocumentType = 2 // a plain link (普通 URL), shown as it is and not converted
	DocumentTypePDF  DocumentType = 3 // a PDF file: .pdf
	DocumentTypeWord DocumentType = 4 // a Word file: .doc or .docx
)

var documentTypeNames = map[DocumentType]string{
	DocumentTypePPT:  "PPT",
	DocumentTypeURL:  "URL",
	DocumentTypePDF:  "PDF",
	DocumentTypeWord: "Word",
}

// String returns the format's name, or DocumentType(9) for a format this module does not know.
func (t DocumentType) String() string { return wire.EnumName("DocumentType", t, documentTypeNames) }

// ConvertStatus says how far the conversion of a document is (convert_status).
type ConvertStatus int

// The stages of a conversion.
const (
	ConvertStatusRunning   ConvertStatus = 0 // the vendor is converting the document (转码中)
	ConvertStatusFailed    ConvertStatus = 1 // the vendor could not convert the document (转码失败)
	ConvertStatusDone      ConvertStatus = 2 // the document is converted (转码成功)
	ConvertStatusImperfect ConvertStatus = 3 // the document is converted, with flaws (转码成功但是有瑕疵)
)

var convertStatusNames = map[ConvertStatus]string{
	ConvertStatusRunning:   "Running",
	ConvertStatusFailed:    "Failed",
	ConvertStatusDone:      "Done",
	ConvertStatusImperfect: "Imperfect",
}

// String returns the stage's name, or ConvertStatus(9) for a stage this module does not know.
func (s ConvertStatus) String() string { return wire.EnumName("ConvertStatus", s, convertStatusNames) }

// UploadFromURLRequest describes a document that the vendor fetches from a URL.
type UploadFromURLRequest struct {
	Name         string       `json:"filename" check:"required"`      // the file name; its ending must be the file's real format
	Size         int64        `json:"filesize" wire:"always"`         // 0 to 50 MB; the document does not name the unit, and its limits (最少 0byte) read as bytes, where List has KB
	URL          string       `json:"coursewareUrl" check:"required"` // where the file is; anybody must be able to read it
	Type         DocumentType `json:"type" check:"required"`          // must match the ending of Name
	ConvertMedia *bool        `json:"covt" wire:"01"`                 // convert sound and video in the document

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// largestDocument is what a document may have at most, 50 MB, if the size is in bytes. In a larger unit it is less.
const largestDocument = 50 << 20

// Validate refuses an ending that contradicts the type: the vendor would take such a document and fail to convert it. It refuses sizes
// that are too large or negative in every unit.
func (r *UploadFromURLRequest) Validate() []classcloud.FieldError {
	var bad []classcloud.FieldError
	switch {
	case r.Size < 0:
		bad = append(bad, classcloud.FieldError{Field: "Size", Wire: "filesize", Problem: "is negative"})
	case r.Size > largestDocument:
		bad = append(bad, classcloud.FieldError{Field: "Size", Wire: "filesize", Problem: "is more than 50 MB, which the vendor does not take"})
	}
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
		return bad
	}
	return append(bad, classcloud.FieldError{Field: "Name", Wire: "filename", Problem: "ends in " + ending + ", which is DocumentType" + want.String() + " and not DocumentType" + r.Type.String()})
}

// UploadedDocument is a document the vendor knows now. Its conversion may still be running: see Document.Status.
type UploadedDocument struct {
	DocumentID int64 `json:"coursewareId,omitzero" check:"required"` // the vendor's id for the document
}

const limitCourseware = "courseware"

// Limits returns the documented limits of an institution, which clients keep by themselves: one document per 30 seconds is converted
// (Operation.Limit "courseware").
func Limits() []classcloud.Limit {
	return []classcloud.Limit{{Name: limitCourseware, Every: 30 * time.Second, Burst: 1}}
}

// UploadFromURL asks the vendor to fetch a document from a URL and to convert it; the client sends no bytes of it. The conversion
// goes on after the call: List shows how it ends.
//
// WeClassroom API 6 上传课件, POST /courseware/upload. One per 30 seconds unless Type is DocumentTypeURL: a call that comes too early
// waits for its turn as long as its context allows and classcloud.WithMaxWait does not shorten, and otherwise fails as
// classcloud.ResourceExhausted with RetryAfter. A repeat makes a second document, a second link too, so the client never repeats the
// call once it may have arrived: when classcloud.MaybeApplied(err), search All for the name. (The size there is in KB, and 0 in the
// document's sample, so it does not tell documents apart.)
func (s DocumentsService) UploadFromURL(ctx context.Context, in *UploadFromURLRequest, opts ...classcloud.CallOption) (*UploadedDocument, error) {
	op := operations[opDocumentsUploadFromURL]
	if in != nil && in.Type == DocumentTypeURL {
		op.Limit = "" // a link is not converted
	}
	var out *UploadedDocument
	err := s.client.road().Do(ctx, &transport.Call{Op: &op, ID: int(opDocumentsUploadFromURL), In: in}, &out, opts)
	return out, err
}

const documentsPerPage = 20

// ListDocumentsRequest selects a page of the institution's documents.
type ListDocumentsRequest struct {
	Page     int `json:"page"`     // counted from 1, the default
	PageSize int `json:"pageSize"` // documents per page, default 20
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
	Page      int        `json:"page,omitzero" check:"decorative"`     // the number of this page
	PageSize  int        `json:"pageSize,omitzero" check:"decorative"` // documents per page
	Pages     int        `json:"sumpage,omitzero" check:"decorative"`  // the number of pages
	Total     int        `json:"count,omitzero" check:"decorative"`    // the number of documents; 0 where the reply does not say
}

// Document is an uploaded document.
type Document struct {
	DocumentID int64         `json:"id,omitzero" check:"required"`
	Name       string        `json:"filename,omitzero"`                    // the file name
	Size       int64         `json:"filesize,omitzero" check:"decorative"` // in KB; 0 in the document's sample. Nobody needs it: what cannot be read of it is a warning
	Type       DocumentType  `json:"type,omitzero"`
	Status     ConvertStatus `json:"convert_status,omitzero"` // only a document that is Done or Imperfect can be added to a lesson
}

// List returns one page of the institution's documents; All walks all of them. A nil request asks for the first 20.
//
// WeClassroom API 7 获取课件列表, POST /courseware/list. Safe to repeat.
func (s DocumentsService) List(ctx context.Context, in *ListDocumentsRequest, opts ...classcloud.CallOption) (*DocumentPage, error) {
	ask := in.orDefaults()
	return call[*DocumentPage](ctx, s.client, opDocumentsList, &ask, opts)
}

// All walks the institution's documents from in.Page on and keeps one page in memory. It ends when as many documents came as the vendor
// counts, or, from a later page than the first and where it does not count them, at an empty page or at three that bring nothing new; a
// document that comes again on a later page is left out, and fewer documents or pages than counted are an error at the end. A document that
// cannot be read is an error of its own, and the walk goes on; any other error ends it. After a break All asks for nothing.
func (s DocumentsService) All(ctx context.Context, in *ListDocumentsRequest, opts ...classcloud.CallOption) iter.Seq2[Document, error] {
	first := in.orDefaults()
	return walk(opDocumentsList, first.Page, func(d Document) int64 { return d.DocumentID }, func(page int) (*listed[Document], error) {
		ask := first
		ask.Page = page
		out, err := s.List(ctx, &ask, opts...)
		if out == nil {
			return nil, err
		}
		return &listed[Document]{out.Documents, out.Pages, out.Total}, err
	})
}
