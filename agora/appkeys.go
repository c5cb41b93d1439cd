package agora

import (
	"io"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

const (
	appTokenLife  = 2 * time.Hour
	appTokenRenew = 10 * time.Minute // before the end: a token must outlive the call it signs, and clocks differ
)

// tokens keeps the app token of every project until shortly before it ends. Making one takes no call, so nobody waits for a
// renewal longer than its computation.
type tokens struct {
	mu   sync.Mutex
	made map[tokenKey]madeToken
}

// tokenKey is a project's certificate: a rotated one makes tokens of its own.
type tokenKey struct{ appID, certificate string }

type madeToken struct {
	value string
	ends  time.Time
}

func newTokens() *tokens { return &tokens{made: map[tokenKey]madeToken{}} }

func (t *tokens) app(keys Credentials, clock classcloud.Clock, random io.Reader) (string, error) {
	key := tokenKey{keys.AppID, keys.Certificate}
	now := clock.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	if made, ok := t.made[key]; ok && now.Before(made.ends.Add(-appTokenRenew)) && now.After(made.ends.Add(-appTokenLife-appTokenRenew)) {
		return made.value, nil
	}
	value, err := TokenBuilder{AppID: keys.AppID, Certificate: keys.Certificate, Clock: clock.Now, Rand: random}.App(appTokenLife)
	if err != nil {
		return "", err
	}
	t.made[key] = madeToken{value, now.Add(appTokenLife)}
	return value, nil
}
