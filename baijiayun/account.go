package baijiayun

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// AccountService fetches and replaces the account's partner_key. Its calls need Credentials.SecretKey; they work without PartnerKey.
type AccountService struct{ client *Client }

// PartnerKey is the account's partner_key. It prints without the key.
type PartnerKey struct {
	PartnerKey string `json:"partner_key,omitzero" check:"required"` // at most 128 characters; a secret
}

// Format writes the type's name without the key, whatever the verb.
func (k PartnerKey) Format(f fmt.State, _ rune) { transport.Redacted(f, "baijiayun.PartnerKey") }

// LogValue gives slog the type's name without the key.
func (k PartnerKey) LogValue() slog.Value { return transport.RedactedLog("baijiayun.PartnerKey") }

// sendsSecretKey lists the operations that send secret_key. Without a partner_key they are sent unsigned; all others need one.
var sendsSecretKey = map[opID]bool{opAccountGetPartnerKey: true, opAccountResetPartnerKey: true}

// partnerKeyRequest is the request of API 1.
type partnerKeyRequest struct {
	Regenerate bool `json:"regenerate" wire:"01"`
}

// GetPartnerKey returns the partner_key in use and does not change it.
//
// Baijiayun API 1 获取partner_key, POST /openapi/partner/createkey; the document's title is 获取/重置partner_key. The call sends
// Credentials.SecretKey and is signed only when Credentials.PartnerKey is set: the document's table demands a signature with the very
// key that is being fetched, while its example sends none. Safe to repeat.
func (s AccountService) GetPartnerKey(ctx context.Context, opts ...classcloud.CallOption) (*PartnerKey, error) {
	return call[*PartnerKey](ctx, s.client, opAccountGetPartnerKey, &partnerKeyRequest{}, opts)
}

// ResetPartnerKey makes a new partner_key and invalidates the one in use at once: every program that still signs with the old key,
// including this client, is refused with CodeSignature from then on.
//
// Baijiayun API 1 重置partner_key, POST /openapi/partner/createkey with regenerate=1. Each repeat invalidates the key before it, so the
// call is never repeated once it may have arrived: when classcloud.MaybeApplied(err), ask GetPartnerKey which key is in use.
func (s AccountService) ResetPartnerKey(ctx context.Context, opts ...classcloud.CallOption) (*PartnerKey, error) {
	return call[*PartnerKey](ctx, s.client, opAccountResetPartnerKey, &partnerKeyRequest{Regenerate: true}, opts)
}
