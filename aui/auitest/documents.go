package auitest

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Document is a document of a class as the server keeps it. Whether there is such a class is never asked.
type Document struct {
	ClassID   string
	ID        string
	Data      *string // JSON in a text; nil was never given, and is not sent
	CreatedAt time.Time
}

// document is a document on the wire. No published server has ever sent the documented updateAt.
type document struct {
	ClassID    string  `json:"classId"`
	DocID      string  `json:"docId"`
	ServerType string  `json:"serverType,omitempty"`
	DocInfos   *string `json:"docInfos,omitempty"`
	CreatedAt  string  `json:"createdAt"`
}

// newDocument is what a batch sends, and gets back when it was really added.
type newDocument struct {
	DocID      *string `json:"docId,omitempty"`
	ServerType *string `json:"serverType,omitempty"`
	Data       *string `json:"data,omitempty"`
}

type addedDocuments struct {
	ClassID string        `json:"classId,omitempty"`
	Added   []newDocument `json:"docsInfoList"`
}

type removedDocument struct {
	ClassID string `json:"classId"`
	DocID   string `json:"docId"`
}

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

// addDocument requires a serverType and drops it.
func (s *Server) addDocument(in *fields) vendortest.Reply {
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
	added := s.keepDocument(Document{ClassID: classID, ID: docID, Data: &data})
	return success(onWire(added, ""))
}

func (s *Server) removeDocument(in *fields) vendortest.Reply {
	classID, docID := in.text("classId"), in.text("docId")
	if in.wrong || classID == nil || docID == nil || !s.dropDocument(*classID, *docID) {
		return serverError()
	}
	return success(nil)
}

// listDocuments answers an object since November 2023, and a list before.
func (s *Server) listDocuments(in *fields) vendortest.Reply {
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

// addDocuments passes over documents that are there, and tells which it has added. It stops at one without an id; those
// before it stay.
func (s *Server) addDocuments(in *fields) vendortest.Reply {
	classID := in.text("classId")
	sent := in.objects("docInfo")
	documents := make([]newDocument, len(sent))
	for i, values := range sent {
		own := &fields{values: values}
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
		s.keepDocument(Document{ClassID: *classID, ID: *document.DocID, Data: document.Data})
		added.Added = append(added.Added, document)
	}
	return success(added)
}

// removeDocuments cuts the ids at commas and trims nothing. That none of them was there is told by a text, as a success.
func (s *Server) removeDocuments(in *fields) vendortest.Reply {
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

// AddDocument puts a document into the server, in place of one with the same ids. An empty CreatedAt is now.
func (s *Server) AddDocument(document Document) {
	s.kit.Lock()
	defer s.kit.Unlock()
	s.dropDocument(document.ClassID, document.ID)
	s.keepDocument(document)
}

// Documents returns copies of the documents of a class, by their ids.
func (s *Server) Documents(classID string) []Document {
	s.kit.Lock()
	defer s.kit.Unlock()
	documents := s.documentsOf(classID)
	for i := range documents {
		documents[i].Data = copyOf(documents[i].Data)
	}
	return documents
}

// documentsOf lists in the order of the vendor's primary key.
func (s *Server) documentsOf(classID string) []Document {
	var documents []Document
	for _, kept := range s.documents {
		if kept.ClassID == classID {
			documents = append(documents, kept)
		}
	}
	slices.SortFunc(documents, func(a, b Document) int { return cmp.Compare(a.ID, b.ID) })
	return documents
}

func (s *Server) findDocument(classID, docID string) int {
	return slices.IndexFunc(s.documents, func(kept Document) bool { return kept.ClassID == classID && kept.ID == docID })
}

func (s *Server) keepDocument(document Document) Document {
	document.Data = copyOf(document.Data)
	if document.CreatedAt.IsZero() {
		document.CreatedAt = s.Now()
	}
	s.documents = append(s.documents, document)
	return document
}

func (s *Server) dropDocument(classID, docID string) bool {
	i := s.findDocument(classID, docID)
	if i < 0 {
		return false
	}
	s.documents = slices.Delete(s.documents, i, i+1)
	return true
}

func onWire(kept Document, serverType string) document {
	return document{
		ClassID:    kept.ClassID,
		DocID:      kept.ID,
		ServerType: serverType,
		DocInfos:   kept.Data,
		CreatedAt:  wireTime(kept.CreatedAt),
	}
}

func copyOf(text *string) *string {
	if text == nil {
		return nil
	}
	return new(*text)
}
