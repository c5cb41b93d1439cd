package aui

import (
	"context"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// SessionStore keeps the tokens of logins where all servers of a fleet find them, so that a fleet logs in once and not once for each
// server. A token is a secret: who can read the store can act as the account until the token ends, after 7 days. account names the
// AppServer and the user, and is not a secret. The package contrib/redis has a store.
type SessionStore interface {
	// Token returns the account's token, or an empty text where none is kept.
	Token(ctx context.Context, account string) (string, error)
	// Keep keeps a token in place of the one that was there.
	Keep(ctx context.Context, account, token string) error
	// Forget removes a token that the AppServer refused. It does nothing when another has taken its place.
	Forget(ctx context.Context, account, token string) error
}

// WithSessionStore has the servers of a fleet share their logins. When the store fails, failed is called, which may be nil, and the
// client logs in for itself. Credentials that are a Token do without it.
func WithSessionStore(store SessionStore, failed func(context.Context, error)) classcloud.ClientOption {
	return transport.VendorOption(sharedSessions{store, failed})
}

// sharedSessions is the option of WithSessionStore.
type sharedSessions struct {
	store  SessionStore
	failed func(context.Context, error)
}

func (s sharedSessions) tell(ctx context.Context, what string, err error) {
	if err != nil && s.failed != nil {
		s.failed(ctx, fmt.Errorf("aui: the session store: %s: %w", what, err))
	}
}

// account names the account of a session to a store.
func (k sessionKey) account() string { return k.baseURL + " " + k.credentials.Username }

// open takes the token that the fleet has, if the session has none.
func (s sharedSessions) open(ctx context.Context, key sessionKey, own *session) {
	if s.store == nil || own.isOpen() {
		return
	}
	token, err := s.store.Token(ctx, key.account())
	s.tell(ctx, "Token", err)
	if err == nil && token != "" {
		own.take(token)
	}
}

// keep gives the fleet a new token.
func (s sharedSessions) keep(ctx context.Context, key sessionKey, token string) {
	if s.store != nil {
		within, cancel := afterwards(ctx)
		defer cancel()
		s.tell(ctx, "Keep", s.store.Keep(within, key.account(), token))
	}
}

// storeTime is how long a store may take to hear of a token.
const storeTime = 5 * time.Second

// afterwards returns the context in which a store hears of a token, though the call may be over: a store that does not answer holds it no longer.
func afterwards(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), storeTime)
}

// forget takes a token that was refused from the fleet.
func (s sharedSessions) forget(ctx context.Context, key sessionKey, token string) {
	if s.store != nil {
		within, cancel := afterwards(ctx)
		defer cancel()
		s.tell(ctx, "Forget", s.store.Forget(within, key.account(), token))
	}
}
