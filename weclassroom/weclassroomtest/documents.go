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
	maxFilesize           = 50 << 20 // 50MB; the document's list says KB, and we keep what was given
	uploadInterval        = 30 * time.Second
	defaultConversionTime = time.Minute
)

// The types of a courseware.
const (
	DocumentPPT  = 1
	DocumentURL  = 2 // a plain address: there is nothing to convert, and no limit on uploads
	DocumentPDF  = 3
	DocumentWord = 4
)

// How far the conversion of a courseware is.
const (
	Converting       = 0
	ConversionFailed = 1
	Converted        = 2
	ConvertedFlawed  = 3 // 转码成功但是有瑕疵
)

// Document is a courseware (课件). The fields are the vendor's parameters.
type Document struct {
	ID            int64
	Filename      string
	Filesize      int64
	CoursewareURL string
	Type          int64
	ConvertAV     bool // covt

	ConvertedAt time.Time // when the conversion ends; the zero time is long ago
	Conversion  int64     // what comes of it: 0 is Converted
}

func (d Document) clone() Document { return d }

// Status is how far the conversion is at a time.
func (d Document) Status(now time.Time) int64 {
	if now.Before(d.ConvertedAt) {
		return Converting
	}
	return cmp.Or(d.Conversion, Converted)
}

// usable tells whether the courseware can be put into classrooms and lessons.
func (d Document) usable(now time.Time) bool {
	status := d.Status(now)
	return status == Converted || status == ConvertedFlawed
}

// WithConversionTime sets how long after its upload a courseware is converted, on the server's clock. Without it that is a
// minute. A plain URL is converted at once; one whose filename is not of its type fails to convert.
func WithConversionTime(d time.Duration) Option {
	return func(s *settings) { s.dialect.conversionTime = d }
}

// Documents returns all coursewares by id.
func (s *Server) Documents() (documents []Document) {
	s.kit.Do(func() { documents = s.documents.copies() })
	return documents
}

// AddDocument seeds a courseware and returns it with its id, a fresh one where that is 0. It is converted already unless
// ConvertedAt is yet to come, and does not count for the limit of one upload in 30 seconds. It panics when the id is taken.
func (s *Server) AddDocument(document Document) Document {
	s.kit.Do(func() {
		if document.ID == 0 {
			document.ID = s.documents.freshID()
		}
		if s.documents.rows[document.ID] != nil {
			panic(fmt.Sprintf("weclassroomtest: AddDocument: the id %d is taken", document.ID))
		}
		kept := document
		s.documents.rows[document.ID] = &kept
	})
	return document
}

// Convert ends the conversion of a courseware now, with Converted, ConvertedFlawed or ConversionFailed. It panics when the id is
// unknown.
func (s *Server) Convert(id, result int64) {
	s.kit.Do(func() {
		document := s.documents.rows[id]
		if document == nil {
			panic(fmt.Sprintf("weclassroomtest: Convert: no document has the id %d", id))
		}
		document.ConvertedAt, document.Conversion = time.Time{}, result
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
	if document.Type != DocumentURL {
		now := s.Now()
		if since := now.Sub(s.converts); since >= 0 && since < uploadInterval {
			return nil, refuse(codeAbnormal, "30s 内只能上传一个课件")
		}
		s.converts = now
		document.ConvertedAt = now.Add(s.dialect.conversionTime)
		document.Conversion = document.conversion()
	}
	document.ID = s.documents.freshID()
	s.documents.rows[document.ID] = &document
	return success("上传课件成功", member{"coursewareId", document.ID}), nil
}

func readDocument(p *parameters) Document {
	document := Document{Filename: p.text("filename"), Filesize: p.integer("filesize")}
	if document.Filesize < 0 || document.Filesize > maxFilesize {
		p.fail(codeValue, "filesize", "最少 0byte，最大 50MB")
	}
	document.CoursewareURL = p.link("coursewareUrl", p.text("coursewareUrl"))
	document.Type = p.choice("type", DocumentPPT, DocumentURL, DocumentPDF, DocumentWord)
	document.ConvertAV = p.flag("covt", 0)
	return document
}

// conversion foretells what comes of it: the filename must have an extension of the type, 否则无法转码.
func (d Document) conversion() int64 {
	extensions := map[int64][]string{
		DocumentPPT:  {".ppt", ".pptx"},
		DocumentPDF:  {".pdf"},
		DocumentWord: {".doc", ".docx"},
	}
	if slices.Contains(extensions[d.Type], strings.ToLower(path.Ext(d.Filename))) {
		return Converted
	}
	return ConversionFailed
}

// listDocuments answers page and pageSize in the form in which they came: strings for strings, as in the document's example.
func (s *Server) listDocuments(p *parameters) (object, *refusal) {
	page, size := p.positive("page"), p.positive("pageSize")
	if p.refused != nil {
		return nil, p.refused
	}
	documents := s.documents.all()
	rows := []any{}
	for _, document := range pageOf(documents, page, size) {
		rows = append(rows, object{
			{"filesize", document.Filesize},
			{"type", document.Type},
			{"convert_status", document.Status(s.Now())},
			{"filename", document.Filename},
			{"id", document.ID},
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
