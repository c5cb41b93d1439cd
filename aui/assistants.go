package aui

import (
	"context"
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud"
)

// AssistantsService sets whether a class may have a teaching assistant, and what the assistant may do. Published servers have
// these endpoints since v1.3.0; calls to earlier ones fail with classcloud.Unimplemented.
type AssistantsService struct{ client *Client }

// SetPermitRequest allows a class to have an assistant.
type SetPermitRequest struct {
	ClassID string          `json:"class_id" check:"required"`
	Permit  json.RawMessage `json:"permit" wire:"jsontext" check:"required"` // what the assistant may do: any JSON of the team's own, sent as text
}

// Permit is what the assistant of a class may do.
type Permit struct {
	ClassID    string    `json:"class_id,omitzero"`
	Permit     string    `json:"permit,omitzero" check:"required"` // JSON text of the team's own; Decode reads it
	CreateTime time.Time `json:"created_at,omitzero" check:"decorative"`
	UpdateTime time.Time `json:"updated_at,omitzero" check:"decorative"`
}

// SetPermit allows a class to have an assistant, or changes what the assistant may do.
//
// AUI Set teaching assistant permissions, POST /api/v1/class/setAssistantPermit. Safe to repeat. CodeInternal: the class does not
// exist. A returned permit that is not the one that was sent is a warning.
func (s AssistantsService) SetPermit(ctx context.Context, in *SetPermitRequest, opts ...classcloud.CallOption) (*Permit, error) {
	return call[*Permit](ctx, s.client, opAssistantsSetPermit, in, opts)
}

// DeletePermitRequest names the class that may not have an assistant any more.
type DeletePermitRequest struct {
	ClassID   string     `json:"class_id" check:"required"`
	IMServers []IMServer `json:"im_server"` // the messaging that announces it: IMServerAliyunOld, IMServerAliyunNew; nil: the old one
}

// Validate refuses the names that the first version of other endpoints has for the services: this one would silently ignore them.
func (r *DeletePermitRequest) Validate() []classcloud.FieldError { return checkAnnouncers(r.IMServers) }

// DeletePermit takes the permit and the present assistant from a class. An assistant who left counts as the class's assistant until
// then.
//
// AUI Delete teaching assistant permissions, POST /api/v1/class/deleteAssistantPermit. Safe to repeat.
func (s AssistantsService) DeletePermit(ctx context.Context, in *DeletePermitRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opAssistantsDeletePermit, in, opts)
}

type permitRef struct {
	ClassID string `json:"class_id" check:"required"`
}

// GetPermit returns what the assistant of a class may do. It fails with classcloud.NotFound when the class does not allow an
// assistant or does not exist.
//
// AUI Get teaching assistant permissions, POST /api/v1/class/getAssistantPermit. Safe to repeat.
func (s AssistantsService) GetPermit(ctx context.Context, classID string, opts ...classcloud.CallOption) (*Permit, error) {
	return call[*Permit](ctx, s.client, opAssistantsGetPermit, &permitRef{classID}, opts)
}
