package aui

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// WhiteboardsService gives front ends access to the whiteboard.
type WhiteboardsService struct{ client *Client }

// WhiteboardAuth is what a front end's whiteboard SDK (NetEase's) signs in with. It prints without its checksum; encoding/json
// writes it, to be handed on.
type WhiteboardAuth struct {
	CurTime  int64  `json:"curTime,omitzero"`                   // unix seconds, rounded to 128; a number, because the checksum is over it as it stands
	Checksum string `json:"checksum,omitzero" check:"required"` // secret-like: SHA-1 over the account's secret, Nonce and CurTime
	Nonce    string `json:"nonce,omitzero"`
}

// Format names the value and shows nothing of it, whatever the verb.
func (w WhiteboardAuth) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.WhiteboardAuth") }

// LogValue names the value and shows nothing of it.
func (w WhiteboardAuth) LogValue() slog.Value { return transport.RedactedLog("aui.WhiteboardAuth") }

// GetAuth makes a fresh signature for the whiteboard, good for every class.
//
// AUI Get the whiteboard identity verification API, POST /api/v1/class/getWhiteboardAuthInfo. Safe to repeat. The result is as
// good as a secret.
func (s WhiteboardsService) GetAuth(ctx context.Context, opts ...classcloud.CallOption) (*WhiteboardAuth, error) {
	return call[*WhiteboardAuth](ctx, s.client, opWhiteboardsGetAuth, nil, opts)
}
