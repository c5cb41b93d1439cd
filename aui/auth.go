package aui

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// AuthService logs in. Every other call does so by itself.
type AuthService struct{ client *Client }

// Session is what a login gives. It prints without its token.
type Session struct {
	Token  string    `json:"token,omitzero" check:"required"` // a secret, good for 7 days: any holder may act as any user
	Expire time.Time `json:"expire,omitzero"`                 // when it ends
}

func (s Session) text() string { return "aui.Session{Expire:" + s.Expire.Format(time.RFC3339) + "}" }

// Format writes the session without its token, whatever the verb.
func (s Session) Format(f fmt.State, _ rune) { transport.Redacted(f, s.text()) }

// LogValue gives slog the session without its token.
func (s Session) LogValue() slog.Value { return transport.RedactedLog(s.text()) }

// Login logs in anew and has this client's further calls use the new token. It is not needed: calls log in by themselves, once
// for all goroutines, and again when the server refuses the token.
//
// AUI Log on, POST /api/v1/class/login, or the path of WithLoginPath. Safe to repeat. CodeUnauthorized: wrong username or
// password. The result is a secret; encoding/json writes it, for a caller who hands it on.
func (s *AuthService) Login(ctx context.Context, opts ...classcloud.CallOption) (*Session, error) {
	state := &callState{}
	var out *Session
	err := s.client.transport.Do(ctx, &transport.Call{Op: operations[opAuthLogin], Vendor: state}, &out, opts)
	if err == nil && state.session != nil {
		state.session.keep(out.Token)
	}
	return out, err
}
