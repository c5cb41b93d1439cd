package aui

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// DocumentsService keeps the courseware of classes: documents that the whiteboard shows, each described by JSON of the team's own.
type DocumentsService struct{ client *Client }

// defaultServerType is the serverType in the vendor's document. Published servers require one from Add and store another value.
const defaultServerType = "NetEase"

// AddDocumentRequest describes a document to add to a class.
type AddDocumentRequest struct {
	ClassID    string          `json:"classId" check:"required"`
	DocID      string          `json:"docId" check:"required"`                // the team's own id; RemoveBatch cannot remove one with a comma in it
	ServerType string          `json:"serverType"`                            // the whiteboard's vendor; default "NetEase"
	Data       json.RawMessage `json:"data" wire:"jsontext" check:"required"` // any JSON of the team's own, sent as text
}

// ClassDocument is a document of a class. A field that a reply lacks stays empty: RemoveBatch returns only the ids.
type ClassDocument struct {
	ClassID    string    `json:"classId,omitzero"`
	DocID      string    `json:"docId,omitzero"`
	ServerType string    `json:"serverType,omitzero"` // the server's own word, such as "阿里云", not the ServerType that was sent
	Data       string    `json:"docInfos,omitzero"`   // JSON text of the team's own; DecodeData reads it
	CreateTime time.Time `json:"createdAt,omitzero"`  // Add reads the server's own zone as +08:00
	UpdateTime time.Time `json:"updateAt,omitzero"`   // documented, but no published server sends it
}

// documentReply is a document under all the member names that the servers and the document use.
type documentReply struct {
	ClassID    string    `json:"classId"`
	DocID      string    `json:"docId" check:"required"`
	ServerType string    `json:"serverType"`
	DocInfos   string    `json:"docInfos"`
	Data       string    `json:"data"` // docInfos in the reply to addDocs
	CreateTime time.Time `json:"createdAt" check:"decorative"`
	UpdateTime time.Time `json:"updateAt" check:"decorative"`
	UpdatedAt  time.Time `json:"updatedAt" check:"decorative"` // the other name of the same
}

// document returns the document, with classID where the reply does not repeat it.
func (r documentReply) document(classID string) ClassDocument {
	out := ClassDocument{ClassID: r.ClassID, DocID: r.DocID, ServerType: r.ServerType, Data: r.DocInfos, CreateTime: r.CreateTime, UpdateTime: r.UpdateTime}
	if out.ClassID == "" {
		out.ClassID = classID
	}
	if out.Data == "" {
		out.Data = r.Data
	}
	if out.UpdateTime.IsZero() {
		out.UpdateTime = r.UpdatedAt
	}
	return out
}

// documents carries out an operation that returns documents of one class. A document that cannot be read is left out, and stands in
// the error beside the others. doubt reports that the reply answers our own repeat of an attempt without an answer.
func (s DocumentsService) documents(ctx context.Context, id opID, classID string, in any, opts []classcloud.CallOption) (out []ClassDocument, doubt bool, err error) {
	c := &transport.Call{Op: &operations[id], ID: int(id), In: in}
	var replies []documentReply
	err = s.client.road().Do(ctx, c, &replies, opts)
	if replies == nil && err != nil {
		return nil, false, err
	}
	out = make([]ClassDocument, len(replies))
	for i, reply := range replies {
		out[i] = reply.document(classID)
	}
	return out, c.Doubt, err
}

// withThose appends the ids that are not among documents, without anything else, since the reply says nothing of them.
func withThose(documents []ClassDocument, classID string, ids []string) []ClassDocument {
	for _, id := range ids {
		if !slices.ContainsFunc(documents, func(d ClassDocument) bool { return d.DocID == id }) {
			documents = append(documents, ClassDocument{ClassID: classID, DocID: id})
		}
	}
	return documents
}

// Add adds a document to a class.
//
// AUI Add a courseware, POST /api/v1/class/addDoc. Once: a second call fails with classcloud.AlreadyExists. When
// classcloud.MaybeApplied(err), look for the DocID in List.
func (s DocumentsService) Add(ctx context.Context, in *AddDocumentRequest, opts ...classcloud.CallOption) (*ClassDocument, error) {
	if in != nil && in.ServerType == "" {
		filled := *in
		filled.ServerType = defaultServerType
		in = &filled
	}
	reply, err := call[*documentReply](ctx, s.client, opDocumentsAdd, in, opts)
	if reply == nil {
		return nil, err
	}
	document := reply.document(in.ClassID)
	return &document, err
}

// RemoveDocumentRequest names a document of a class.
type RemoveDocumentRequest struct {
	ClassID string `json:"classId" check:"required"`
	DocID   string `json:"docId" check:"required"`
}

// Remove removes a document from a class.
//
// AUI Delete a courseware, POST /api/v1/class/deleteDoc. Once: a second call fails with CodeInternal, the same as for a document that
// never existed. When classcloud.MaybeApplied(err), look for the DocID in List. RemoveBatch is safe to repeat.
func (s DocumentsService) Remove(ctx context.Context, in *RemoveDocumentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opDocumentsRemove, in, opts)
}

type documentsRef struct {
	ClassID string `json:"classId" check:"required"`
}

// List returns the documents of a class. For a class that does not exist it returns an empty slice.
//
// AUI Query classroom courseware, POST /api/v1/class/queryDoc. Safe to repeat. Servers up to v1.2.0 answer with a list, later ones with
// an object that holds the list; List reads both. A document that cannot be read is left out; List then returns the others together
// with an error of kind classcloud.DataLoss, whose Rows name each of them.
func (s DocumentsService) List(ctx context.Context, classID string, opts ...classcloud.CallOption) ([]ClassDocument, error) {
	out, _, err := s.documents(ctx, opDocumentsList, classID, &documentsRef{classID}, opts)
	return out, err
}

// AddDocumentBatchRequest describes documents to add to a class.
type AddDocumentBatchRequest struct {
	ClassID   string        `json:"classId" check:"required"`
	Documents []NewDocument `json:"docInfo" check:"required"`
}

// Validate refuses a DocID that stands there twice: the server would keep the first document and drop the other in silence.
func (r *AddDocumentBatchRequest) Validate() []classcloud.FieldError {
	var problems []classcloud.FieldError
	first := map[string]int{}
	for i, document := range r.Documents {
		before, twice := first[document.DocID]
		switch {
		case twice && document.DocID != "":
			problems = append(problems, classcloud.FieldError{Field: fmt.Sprintf("Documents[%d].DocID", i), Wire: fmt.Sprintf("docInfo[%d].docId", i),
				Problem: fmt.Sprintf("is that of Documents[%d]: the server would keep the first document alone", before)})
		default:
			first[document.DocID] = i
		}
	}
	return problems
}

// NewDocument describes one of the documents of AddDocumentBatchRequest.
type NewDocument struct {
	DocID      string          `json:"docId" check:"required"`                // the team's own id; RemoveBatch cannot remove one with a comma in it
	ServerType string          `json:"serverType"`                            // the whiteboard's vendor; default "NetEase"
	Data       json.RawMessage `json:"data" wire:"jsontext" check:"required"` // any JSON of the team's own, sent as text

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// AddBatch adds documents to a class and returns those that the server added. The server skips a document whose DocID the class
// already has, and leaves its Data unchanged.
//
// AUI Add courseware in batches, POST /api/v1/class/addDocs. Safe to repeat; a repeat returns only the documents it added itself. When the client
// itself repeats an attempt that got no answer, the server does not say what that attempt had added: AddBatch then also returns the
// ids of all other documents of the request, without anything else, and classcloud.OnWarning reports them. They are in the class; they
// may have been there before.
func (s DocumentsService) AddBatch(ctx context.Context, in *AddDocumentBatchRequest, opts ...classcloud.CallOption) ([]ClassDocument, error) {
	if in == nil {
		return nil, exec(ctx, s.client, opDocumentsAddBatch, in, opts)
	}
	filled := *in
	filled.Documents = slices.Clone(in.Documents)
	for i := range filled.Documents {
		if filled.Documents[i].ServerType == "" {
			filled.Documents[i].ServerType = defaultServerType
		}
	}
	out, doubt, err := s.documents(ctx, opDocumentsAddBatch, in.ClassID, &filled, opts)
	if doubt && out != nil {
		for _, document := range in.Documents {
			out = withThose(out, in.ClassID, []string{document.DocID})
		}
	}
	return out, err
}

// RemoveDocumentBatchRequest names documents of a class.
type RemoveDocumentBatchRequest struct {
	ClassID string   `json:"classId" check:"required"`
	DocIDs  []string `json:"docIds" wire:"comma" check:"required"` // blanks around an id are removed; an id with a comma is refused: use Remove
}

// RemoveBatch removes documents from a class and returns the ids of those that the server removed: an empty slice when the class has
// none of them.
//
// AUI Delete courseware in batches, POST /api/v1/class/deleteDocs. Safe to repeat; a repeat returns only the documents it removed
// itself. When the client itself repeats an attempt that got no answer, RemoveBatch returns all ids of the request, and
// classcloud.OnWarning reports those that the reply does not name: they are not in the class; they may have been missing before.
func (s DocumentsService) RemoveBatch(ctx context.Context, in *RemoveDocumentBatchRequest, opts ...classcloud.CallOption) ([]ClassDocument, error) {
	if in == nil {
		return nil, exec(ctx, s.client, opDocumentsRemoveBatch, in, opts)
	}
	trimmed := *in
	trimmed.DocIDs = slices.Clone(in.DocIDs)
	for i, id := range trimmed.DocIDs {
		trimmed.DocIDs[i] = strings.TrimSpace(id)
	}
	out, doubt, err := s.documents(ctx, opDocumentsRemoveBatch, in.ClassID, &trimmed, opts)
	if doubt && out != nil {
		out = withThose(out, in.ClassID, trimmed.DocIDs)
	}
	return out, err
}
