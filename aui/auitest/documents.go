package auitest

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Document is a document of a class as the server keeps it. The server does not check that the class exists.
type Document struct {
	ClassID    string
	DocID      string
	Data       *string // JSON in a text; nil was never set, and replies omit it
	CreateTime time.Time
}

// document is a document on the wire. The published servers never send the documented updateAt.
type document struct {
	ClassID    string  `json:"classId"`
	DocID      string  `json:"docId"`
	ServerType string  `json:"serverType,omitempty"`
	DocInfos   *string `json:"docInfos,omitempty"`
	CreatedAt  string  `json:"createdAt"`
}

// newDocument is a document in the request of a batch, and in its reply when the server added it.
type newDocument struct {
	DocID      *string `json:"docId,omitempty"`
	ServerType *string `json:"serverType,omitempty"`
	Data       *string `json:"data,omitempty"`
}

// addedDocuments is the data of addDocs.
type addedDocuments struct {
	ClassID string        `json:"classId,omitempty"`
	Added   []newDocument `json:"docsInfoList"`
}

// removedDocument is an element in the data of deleteDocs.
type removedDocument struct {
	ClassID string `json:"classId"`
	DocID   string `json:"docId"`
}

// listedDocuments is the data of queryDoc since November 2023.
type listedDocuments struct {
	Documents []document `json:"docInfos"`
}

func (s *Server) documentRoutes() []vendortest.Route {
	return []vendortest.Route{
		route("Documents.Add", classPath+"addDoc", s.addDocument),
		route("Documents.Remove", classPath+"deleteDoc", s.removeDocument),
		route("Documents.List", classPath+"queryDoc", s.listDocuments),
		route("Documents.AddBatch", classPath+"addDocs", s.addDocuments),
		route("Documents.RemoveBatch", classPath+"deleteDocs", s.removeDocuments),
	}
}

// addDocument requires a serverType, but does not keep it.
func (s *Server) addDocument(in *parameters) vendortest.Reply {
	classID := in.required("classId", "课堂id")
	docID := in.required("docId", "文档id")
	in.required("serverType", "serverType")
	data := in.required("data", "data")
	if refusal := in.refusal(); refusal != nil {
		return *refusal
	}
	if s.findDocument(classID, docID) >= 0 {
		return failure(codeServer, "id已经存在")
	}
	added := s.keepDocument(Document{ClassID: classID, DocID: docID, Data: &data})
	return success(onWire(added, ""))
}

func (s *Server) removeDocument(in *parameters) vendortest.Reply {
	classID, docID := in.text("classId"), in.text("docId")
	if in.wrong || classID == nil || docID == nil || !s.dropDocument(*classID, *docID) {
		return serverError()
	}
	return success(nil)
}

// listDocuments answers with an object since November 2023, and with a list before.
func (s *Server) listDocuments(in *parameters) vendortest.Reply {
	classID := in.text("classId")
	if in.wrong {
		return serverError()
	}
	serverType := "阿里云"
	if s.settings.dialect == DialectV10 {
		serverType = "网易"
	}
	listed := []document{}
	if classID != nil {
		for _, kept := range s.documentsOf(*classID) {
			listed = append(listed, onWire(kept, serverType))
		}
	}
	if s.settings.dialect == DialectV10 {
		return success(listed)
	}
	return success(listedDocuments{listed})
}

// addDocuments skips documents that exist already, and answers with those it added. It fails at a document without an id, and keeps the
// documents before it.
func (s *Server) addDocuments(in *parameters) vendortest.Reply {
	classID := in.text("classId")
	sent := in.objects("docInfo")
	documents := make([]newDocument, len(sent))
	for i, values := range sent {
		own := &parameters{values: values}
		documents[i] = newDocument{own.text("docId"), own.text("serverType"), own.text("data")}
		in.wrong = in.wrong || own.wrong
	}
	if in.wrong || sent == nil {
		return serverError()
	}
	if classID == nil && len(sent) > 0 {
		return serverError()
	}
	added := addedDocuments{Added: []newDocument{}}
	if classID != nil {
		added.ClassID = *classID
	}
	for _, document := range documents {
		if document.DocID == nil {
			return serverError()
		}
		if s.findDocument(*classID, *document.DocID) >= 0 {
			continue
		}
		s.keepDocument(Document{ClassID: *classID, DocID: *document.DocID, Data: document.Data})
		added.Added = append(added.Added, document)
	}
	return success(added)
}

// removeDocuments splits the ids at commas and does not trim them. When none of them exists, it answers success with a text.
func (s *Server) removeDocuments(in *parameters) vendortest.Reply {
	classID, docIDs := in.text("classId"), in.text("docIds")
	if in.wrong || docIDs == nil {
		return serverError()
	}
	removed := []removedDocument{}
	for docID := range strings.SplitSeq(*docIDs, ",") {
		if classID != nil && s.dropDocument(*classID, docID) {
			removed = append(removed, removedDocument{*classID, docID})
		}
	}
	if len(removed) == 0 {
		return success("docIds不存在")
	}
	return success(removed)
}

// AddDocument adds a document, or replaces the document with the same ids. The default of CreateTime is the present time.
func (s *Server) AddDocument(document Document) {
	s.kit.Lock()
	defer s.kit.Unlock()
	s.dropDocument(document.ClassID, document.DocID)
	s.keepDocument(document)
}

// Documents returns copies of the documents of a class, sorted by their ids.
func (s *Server) Documents(classID string) []Document {
	s.kit.Lock()
	defer s.kit.Unlock()
	documents := s.documentsOf(classID)
	for i := range documents {
		documents[i].Data = copyOf(documents[i].Data)
	}
	return documents
}

// documentsOf returns the documents of a class in the order of the vendor's primary key.
func (s *Server) documentsOf(classID string) []Document {
	var documents []Document
	for _, kept := range s.documents {
		if kept.ClassID == classID {
			documents = append(documents, kept)
		}
	}
	slices.SortFunc(documents, func(a, b Document) int { return cmp.Compare(a.DocID, b.DocID) })
	return documents
}

// findDocument returns the index of a document, or -1.
func (s *Server) findDocument(classID, docID string) int {
	return slices.IndexFunc(s.documents, func(kept Document) bool { return kept.ClassID == classID && kept.DocID == docID })
}

// keepDocument stores a document.
func (s *Server) keepDocument(document Document) Document {
	document.Data = copyOf(document.Data)
	if document.CreateTime.IsZero() {
		document.CreateTime = s.Now()
	}
	s.documents = append(s.documents, document)
	return document
}

// dropDocument removes a document, and reports whether it existed.
func (s *Server) dropDocument(classID, docID string) bool {
	i := s.findDocument(classID, docID)
	if i < 0 {
		return false
	}
	s.documents = slices.Delete(s.documents, i, i+1)
	return true
}

// onWire returns a document as replies show it.
func onWire(kept Document, serverType string) document {
	return document{
		ClassID:    kept.ClassID,
		DocID:      kept.DocID,
		ServerType: serverType,
		DocInfos:   kept.Data,
		CreatedAt:  wireTime(kept.CreateTime),
	}
}

// copyOf copies a text that may be nil.
func copyOf(text *string) *string {
	if text == nil {
		return nil
	}
	return new(*text)
}
