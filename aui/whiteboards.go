package aui

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// WhiteboardsService signs front ends in to the whiteboard.
type WhiteboardsService struct{ client *Client }

// WhiteboardAuth holds the values that a front end's whiteboard SDK (NetEase's) signs in with. It prints without its checksum;
// encoding/json writes the checksum, so that a caller can hand it on.
type WhiteboardAuth struct {
	CurTime  int64  `json:"curTime,omitzero" check:"required"`  // unix seconds, rounded to 128; a number, because the checksum covers exactly these digits
	Checksum string `json:"checksum,omitzero" check:"required"` // as good as a secret: SHA-1 over the account's secret, Nonce and CurTime
	Nonce    string `json:"nonce,omitzero" check:"required"`
}

// Format writes the name of the type and hides the values, whatever the verb.
func (w WhiteboardAuth) Format(f fmt.State, _ rune) { transport.Redacted(f, "aui.WhiteboardAuth") }

// LogValue gives slog the name of the type and hides the values.
func (w WhiteboardAuth) LogValue() slog.Value { return transport.RedactedLog("aui.WhiteboardAuth") }

// GetAuth returns a new signature for the whiteboard. It is valid for every class.
//
// AUI Get the whiteboard identity verification API, POST /api/v1/class/getWhiteboardAuthInfo. Safe to repeat. The result is as
// good as a secret.
func (s WhiteboardsService) GetAuth(ctx context.Context, opts ...classcloud.CallOption) (*WhiteboardAuth, error) {
	return call[*WhiteboardAuth](ctx, s.client, opWhiteboardsGetAuth, nil, opts)
}
