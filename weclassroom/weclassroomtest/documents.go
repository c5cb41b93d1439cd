package weclassroomtest

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	firstDocumentID       = 11020
	maxFilesize           = 50 << 20 // 50 MB; the list of API 7 says KB, and the server keeps the number it was given
	maxPageSize           = 1 << 30
	uploadInterval        = 30 * time.Second
	defaultConversionTime = time.Minute
)

// The types of documents.
const (
	DocumentTypePPT  = 1 // a PowerPoint file
	DocumentTypeURL  = 2 // a plain link, which is not converted and does not count for the limit on uploads
	DocumentTypePDF  = 3 // a PDF file
	DocumentTypeWord = 4 // a Word file
)

// The stages of a conversion.
const (
	ConvertStatusRunning   = 0 // the conversion is running (转码中)
	ConvertStatusFailed    = 1 // the conversion failed (转码失败)
	ConvertStatusDone      = 2 // the document is converted (转码成功)
	ConvertStatusImperfect = 3 // the document is converted, with flaws (转码成功但是有瑕疵)
)

// Document is an uploaded document (课件). Its fields are the parameters of API 6.
type Document struct {
	DocumentID   int64  // AddDocument makes one up for 0
	Name         string // filename
	Size         int64  // filesize, as the call gave it
	URL          string // coursewareUrl
	Type         int64  // DocumentTypePPT and the others
	ConvertMedia bool   // covt: sound and video are converted too

	ConvertTime time.Time // when the conversion ends; the zero time is long ago
	Conversion  int64     // how the conversion ends; 0 is ConvertStatusDone
}

func (d Document) clone() Document { return d }

// Status returns the stage of the conversion at a time.
func (d Document) Status(now time.Time) int64 {
	if now.Before(d.ConvertTime) {
		return ConvertStatusRunning
	}
	return cmp.Or(d.Conversion, ConvertStatusDone)
}

// usable reports whether the document can be added to classrooms and lessons.
func (d Document) usable(now time.Time) bool {
	status := d.Status(now)
	return status == ConvertStatusDone || status == ConvertStatusImperfect
}

// WithConversionTime sets how long a conversion takes on the server's clock. The default is one minute. A plain link needs no
// conversion; a document whose name does not fit its type fails to convert.
func WithConversionTime(d time.Duration) Option {
	return func(s *settings) { s.dialect.conversionTime = d }
}

// WithKilobyteSizes answers Documents.List with sizes in KB, as the document says, where Documents.UploadFromURL is given bytes. By
// default the server answers the number that it was given.
func WithKilobyteSizes() Option {
	return func(s *settings) { s.dialect.kilobyteSizes = true }
}

// sizeOf returns the size of a document as the list has it.
func (d dialect) sizeOf(document *Document) int64 {
	if d.kilobyteSizes {
		return document.Size >> 10
	}
	return document.Size
}

// Documents returns all documents, sorted by id.
func (s *Server) Documents() (documents []Document) {
	s.kit.Do(func() { documents = s.documents.copies() })
	return documents
}

// AddDocument adds a document and returns it. A DocumentID of 0 becomes a new id. The document is converted already unless
// ConvertTime is in the future, and it does not count for the limit of one upload per 30 seconds. AddDocument panics when the id is
// taken.
func (s *Server) AddDocument(document Document) Document {
	s.kit.Do(func() {
		if document.DocumentID == 0 {
			document.DocumentID = s.documents.freshID()
		}
		if s.documents.rows[document.DocumentID] != nil {
			panic(fmt.Sprintf("weclassroomtest: AddDocument: the id %d is taken", document.DocumentID))
		}
		kept := document
		s.documents.rows[document.DocumentID] = &kept
	})
	return document
}

// Convert ends the conversion of a document now with a result: ConvertStatusDone, ConvertStatusImperfect or ConvertStatusFailed. It
// panics when the id is unknown.
func (s *Server) Convert(id, result int64) {
	s.kit.Do(func() {
		document := s.documents.rows[id]
		if document == nil {
			panic(fmt.Sprintf("weclassroomtest: Convert: no document has the id %d", id))
		}
		document.ConvertTime, document.Conversion = time.Time{}, result
	})
}

func (s *Server) documentRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Documents.UploadFromURL", "/courseware/upload", s.uploadDocument), // API 6
		s.route("Documents.List", "/courseware/list", s.listDocuments),             // API 7
	}
}

func (s *Server) uploadDocument(p *parameters) (object, *refusal) {
	document := readDocument(p)
	if p.refused != nil {
		return nil, p.refused
	}
	if document.Type != DocumentTypeURL {
		now := s.Now()
		if since := now.Sub(s.converts); since >= 0 && since < uploadInterval {
			return nil, refuse(codeAbnormal, "30s 内只能上传一个课件")
		}
		s.converts = now
		document.ConvertTime = now.Add(s.dialect.conversionTime)
		document.Conversion = document.conversion()
	}
	document.DocumentID = s.documents.freshID()
	s.documents.rows[document.DocumentID] = &document
	return success("上传课件成功", member{"coursewareId", document.DocumentID}), nil
}

func readDocument(p *parameters) Document {
	document := Document{Name: p.text("filename"), Size: p.integer("filesize")}
	if document.Size < 0 || document.Size > maxFilesize {
		p.fail(codeValue, "filesize", "最少 0byte，最大 50MB")
	}
	document.URL = p.link("coursewareUrl", p.text("coursewareUrl"))
	document.Type = p.choice("type", DocumentTypePPT, DocumentTypeURL, DocumentTypePDF, DocumentTypeWord)
	document.ConvertMedia = p.flag("covt", 0)
	return document
}

// conversion returns how the conversion will end. It succeeds when the name has an ending of the type (否则无法转码).
func (d Document) conversion() int64 {
	extensions := map[int64][]string{
		DocumentTypePPT:  {".ppt", ".pptx"},
		DocumentTypePDF:  {".pdf"},
		DocumentTypeWord: {".doc", ".docx"},
	}
	if slices.Contains(extensions[d.Type], strings.ToLower(path.Ext(d.Name))) {
		return ConvertStatusDone
	}
	return ConvertStatusFailed
}

// listDocuments answers page and pageSize in the form in which they came: strings for strings, as in the document's example.
func (s *Server) listDocuments(p *parameters) (object, *refusal) {
	page, size := p.positive("page"), p.positive("pageSize")
	if p.refused != nil {
		return nil, p.refused
	}
	size = int64(s.kit.Cap("Documents.List", int(min(size, maxPageSize))))
	documents := s.documents.all()
	rows := []any{}
	for _, document := range pageOf(documents, page, size) {
		rows = append(rows, object{
			{"filesize", s.dialect.sizeOf(document)},
			{"type", document.Type},
			{"convert_status", document.Status(s.Now())},
			{"filename", document.Name},
			{"id", document.DocumentID},
		})
	}
	echoedPage, _ := p.array.Get("page")
	echoedSize, _ := p.array.Get("pageSize")
	return s.dialect.successWithoutCode("获取课件列表成功", member{"data", object{
		{"count", len(documents)},
		{"page", echoedPage},
		{"pageSize", echoedSize},
		{"sumpage", pages(len(documents), size)},
		{"list", rows},
	}}), nil
}
