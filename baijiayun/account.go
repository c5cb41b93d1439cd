package baijiayun

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// AccountService fetches and replaces the account's partner_key. Its calls need Credentials.SecretKey, and no PartnerKey.
type AccountService struct{ client *Client }

// PartnerKey is the account's partner_key. It prints without the key.
type PartnerKey struct {
	PartnerKey string `json:"partner_key,omitzero" check:"required"` // at most 128 characters; a secret
}

// Format writes that there is a key and not which, whatever the verb.
func (k PartnerKey) Format(f fmt.State, _ rune) { transport.Redacted(f, "baijiayun.PartnerKey") }

// LogValue says that there is a key and not which.
func (k PartnerKey) LogValue() slog.Value { return transport.RedactedLog("baijiayun.PartnerKey") }

// sendsSecretKey holds the operations that send secret_key; they need no partner_key and go unsigned without one.
var sendsSecretKey = map[opID]bool{opAccountGetPartnerKey: true, opAccountResetPartnerKey: true}

// partnerKeyRequest is the request of API 1.
type partnerKeyRequest struct {
	Regenerate bool `json:"regenerate" wire:"01"`
}

// GetPartnerKey returns the partner_key in use, and leaves it in use.
//
// Baijiayun API 1 获取/重置partner_key, POST /openapi/partner/createkey. Sends Credentials.SecretKey, and signs only if
// Credentials.PartnerKey is known: the document's table asks for the signature of the key that is being asked for, its example
// does without. Safe to repeat.
func (s AccountService) GetPartnerKey(ctx context.Context, opts ...classcloud.CallOption) (*PartnerKey, error) {
	return call[*PartnerKey](ctx, s.client, opAccountGetPartnerKey, &partnerKeyRequest{}, opts)
}

// ResetPartnerKey makes a new partner_key and kills the one in use, everywhere and at once: whatever still signs with the old one,
// this client too, is refused with CodeSignature from then on.
//
// Baijiayun API 1 获取/重置partner_key with regenerate=1, POST /openapi/partner/createkey. Each repeat kills the key before it, so
// it is never repeated once it may have arrived: when classcloud.MaybeApplied(err), ask GetPartnerKey which key is in use.
func (s AccountService) ResetPartnerKey(ctx context.Context, opts ...classcloud.CallOption) (*PartnerKey, error) {
	return call[*PartnerKey](ctx, s.client, opAccountResetPartnerKey, &partnerKeyRequest{Regenerate: true}, opts)
}
