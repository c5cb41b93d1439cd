package aui

import (
	"context"
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud"
)

// AssistantsService says whether a class may have a teaching assistant, and what they may do. Published servers have it since
// v1.3.0; earlier ones answer classcloud.Unimplemented.
type AssistantsService struct{ client *Client }

// SetPermitRequest allows a class an assistant.
type SetPermitRequest struct {
	ClassID string          `json:"class_id" check:"required"`
	Permit  json.RawMessage `json:"permit" wire:"jsontext" check:"required"` // what they may do, the team's own, any JSON; sent as text
}

// Permit is what the assistant of a class may do.
type Permit struct {
	ClassID   string    `json:"class_id,omitzero"`
	Permit    string    `json:"permit,omitzero"` // the team's own, as JSON text: see Decode
	CreatedAt time.Time `json:"created_at,omitzero"`
	UpdatedAt time.Time `json:"updated_at,omitzero"`
}

// SetPermit allows a class an assistant, or changes what they may do.
//
// AUI Set teaching assistant permissions, POST /api/v1/class/setAssistantPermit. Safe to repeat. CodeInternal: no such class.
func (s AssistantsService) SetPermit(ctx context.Context, in *SetPermitRequest, opts ...classcloud.CallOption) (*Permit, error) {
	return call[*Permit](ctx, s.client, opAssistantsSetPermit, in, opts)
}

// DeletePermitRequest names the class that is to have no assistant.
type DeletePermitRequest struct {
	ClassID   string     `json:"class_id" check:"required"`
	IMServers []IMServer `json:"im_server"` // who is told: IMServerAliyunOld, IMServerAliyunNew; nil is the old one
}

// DeletePermit allows a class no assistant any more, and takes the one there is out of it: until then one who left still counts.
//
// AUI Delete teaching assistant permissions, POST /api/v1/class/deleteAssistantPermit. Safe to repeat.
func (s AssistantsService) DeletePermit(ctx context.Context, in *DeletePermitRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opAssistantsDeletePermit, in, opts)
}

type permitRef struct {
	ClassID string `json:"class_id" check:"required"`
}

// GetPermit returns what the assistant of a class may do. A class that allows none, or does not exist, is classcloud.NotFound.
//
// AUI Get teaching assistant permissions, POST /api/v1/class/getAssistantPermit.
func (s AssistantsService) GetPermit(ctx context.Context, classID string, opts ...classcloud.CallOption) (*Permit, error) {
	return call[*Permit](ctx, s.client, opAssistantsGetPermit, &permitRef{classID}, opts)
}
