package classcloudredis

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

// Sessions is an aui.SessionStore: the servers of a fleet share the tokens of AUI's logins.
type Sessions struct{ client redis.UniversalClient }

// NewSessions makes a store for aui.WithSessionStore. Tokens lie in Redis as they are, for at most 7 days, under keys that begin with
// classcloud:session: and hold a digest of the AppServer's address and the user.
func NewSessions(client redis.UniversalClient) *Sessions { return &Sessions{client} }

// keepSessions is how long an AppServer's tokens are valid.
const keepSessions = 7 * 24 * time.Hour

func sessionKey(account string) string {
	sum := sha256.Sum256([]byte(account))
	return "classcloud:session:" + hex.EncodeToString(sum[:])
}

// Token returns the account's token, or an empty text.
func (s *Sessions) Token(ctx context.Context, account string) (string, error) {
	token, err := s.client.Get(ctx, sessionKey(account)).Result()
	if errors.Is(err, redis.Nil) {
		return "", nil
	}
	return token, err
}

// Keep keeps a token.
func (s *Sessions) Keep(ctx context.Context, account, token string) error {
	return s.client.Set(ctx, sessionKey(account), token, keepSessions).Err()
}

// Forget removes a token, unless another has taken its place.
func (s *Sessions) Forget(ctx context.Context, account, token string) error {
	return release.Run(ctx, s.client, []string{sessionKey(account)}, token).Err()
}
