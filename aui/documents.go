package aui

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
)

// DocumentsService keeps the courseware of classes: what the whiteboard shows, as the team's own JSON.
type DocumentsService struct{ client *Client }

// defaultServerType is what the document sends as serverType. Published servers require it of Add and store another value.
const defaultServerType = "NetEase"

// AddDocumentRequest is a document for a class.
type AddDocumentRequest struct {
	ClassID    string          `json:"classId" check:"required"`
	DocID      string          `json:"docId" check:"required"`                // the team's own; with a comma in it RemoveBatch cannot remove it
	ServerType string          `json:"serverType"`                            // the whiteboard's vendor; empty: "NetEase"
	Data       json.RawMessage `json:"data" wire:"jsontext" check:"required"` // the team's own, any JSON; sent as text
}

// ClassDocument is a document of a class. What a reply does not say stays empty: RemoveBatch tells ids alone.
type ClassDocument struct {
	ClassID    string    `json:"classId,omitzero"`
	DocID      string    `json:"docId,omitzero"`
	ServerType string    `json:"serverType,omitzero"` // the server's own word for it, such as "阿里云", whatever was sent
	Data       string    `json:"docInfos,omitzero"`   // the team's own, as JSON text: see DecodeData
	CreatedAt  time.Time `json:"createdAt,omitzero"`  // from Add in the server's own zone, read as +08:00
	UpdatedAt  time.Time `json:"updateAt,omitzero"`   // documented, but no published server sends it
}

// documentReply is a document under all the names the servers and the document use.
type documentReply struct {
	ClassID    string    `json:"classId"`
	DocID      string    `json:"docId"`
	ServerType string    `json:"serverType"`
	DocInfos   string    `json:"docInfos"`
	Data       string    `json:"data"` // docInfos in the reply to addDocs
	CreatedAt  time.Time `json:"createdAt"`
	UpdateAt   time.Time `json:"updateAt"`
	UpdatedAt  time.Time `json:"updatedAt"`
}

func (r documentReply) document(classID string) ClassDocument {
	out := ClassDocument{ClassID: r.ClassID, DocID: r.DocID, ServerType: r.ServerType, Data: r.DocInfos, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdateAt}
	if out.ClassID == "" {
		out.ClassID = classID
	}
	if out.Data == "" {
		out.Data = r.Data
	}
	if out.UpdatedAt.IsZero() {
		out.UpdatedAt = r.UpdatedAt
	}
	return out
}

// documents carries out an operation that returns documents of one class.
func (s DocumentsService) documents(ctx context.Context, id opID, classID string, in any, opts []classcloud.CallOption) ([]ClassDocument, error) {
	replies, err := call[[]documentReply](ctx, s.client, id, in, opts)
	if err != nil {
		return nil, err
	}
	out := make([]ClassDocument, len(replies))
	for i, reply := range replies {
		out[i] = reply.document(classID)
	}
	return out, nil
}

// Add gives a class a document.
//
// AUI Add a courseware, POST /api/v1/class/addDoc. Once: the second call is refused, as classcloud.AlreadyExists. When
// classcloud.MaybeApplied(err), look through List for the DocID.
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

// Remove takes a document from a class.
//
// AUI Delete a courseware, POST /api/v1/class/deleteDoc. Once: the second call is CodeInternal, as for a document that never was.
// When classcloud.MaybeApplied(err), look through List; RemoveBatch may be repeated.
func (s DocumentsService) Remove(ctx context.Context, in *RemoveDocumentRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opDocumentsRemove, in, opts)
}

type documentsRef struct {
	ClassID string `json:"classId" check:"required"`
}

// List returns the documents of a class; none for a class that does not exist.
//
// AUI Query classroom courseware, POST /api/v1/class/queryDoc. Servers up to v1.2.0 answer a bare list, later ones an object around
// it.
func (s DocumentsService) List(ctx context.Context, classID string, opts ...classcloud.CallOption) ([]ClassDocument, error) {
	return s.documents(ctx, opDocumentsList, classID, &documentsRef{classID}, opts)
}

// AddDocumentsRequest is documents for a class.
type AddDocumentsRequest struct {
	ClassID   string        `json:"classId" check:"required"`
	Documents []NewDocument `json:"docInfo" check:"required"`
}

// NewDocument is one of the documents of AddBatch.
type NewDocument struct {
	DocID      string          `json:"docId" check:"required"`                // the team's own; with a comma in it RemoveBatch cannot remove it
	ServerType string          `json:"serverType"`                            // the whiteboard's vendor; empty: "NetEase"
	Data       json.RawMessage `json:"data" wire:"jsontext" check:"required"` // the team's own, any JSON; sent as text

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// AddBatch gives a class documents and returns those that were really added: one whose DocID the class has already is passed
// over, its Data unchanged.
//
// AUI Add courseware in batches, POST /api/v1/class/addDocs. Safe to repeat; a repeat returns only what it added itself.
func (s DocumentsService) AddBatch(ctx context.Context, in *AddDocumentsRequest, opts ...classcloud.CallOption) ([]ClassDocument, error) {
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
	return s.documents(ctx, opDocumentsAddBatch, in.ClassID, &filled, opts)
}

// RemoveDocumentsRequest names documents of a class.
type RemoveDocumentsRequest struct {
	ClassID string   `json:"classId" check:"required"`
	DocIDs  []string `json:"docIds" wire:"comma" check:"required"` // blanks around an id are dropped; one with a comma is refused: use Remove
}

// RemoveBatch takes documents from a class and returns the ids of those that were really removed, an empty slice when the class
// had none of them.
//
// AUI Delete courseware in batches, POST /api/v1/class/deleteDocs. Safe to repeat; a repeat returns only what it removed itself.
func (s DocumentsService) RemoveBatch(ctx context.Context, in *RemoveDocumentsRequest, opts ...classcloud.CallOption) ([]ClassDocument, error) {
	if in == nil {
		return nil, exec(ctx, s.client, opDocumentsRemoveBatch, in, opts)
	}
	trimmed := *in
	trimmed.DocIDs = slices.Clone(in.DocIDs)
	for i, id := range trimmed.DocIDs {
		trimmed.DocIDs[i] = strings.TrimSpace(id)
	}
	return s.documents(ctx, opDocumentsRemoveBatch, in.ClassID, &trimmed, opts)
}
