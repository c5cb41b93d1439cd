package agora

import (
	"io"
	"maps"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
)

const (
	appTokenLife  = 2 * time.Hour
	appTokenRenew = 10 * time.Minute // before the end: a token must outlive the call it signs, and clocks differ
	appTokenLeast = time.Minute      // what a token in use must have left
)

// tokens keeps the app token of every project until shortly before it ends. One caller makes the next one; the others go on with
// what there is, so that nobody ever waits for a renewal.
type tokens struct {
	mu   sync.Mutex // never held while a token is made
	made map[tokenKey]madeToken
}

// tokenKey is a project's certificate: a rotated one makes tokens of its own.
type tokenKey struct{ appID, certificate string }

type madeToken struct {
	value    string
	ends     time.Time
	renewing bool // somebody is making the next one
}

func newTokens() *tokens { return &tokens{made: map[tokenKey]madeToken{}} }

// app returns the project's token. A renewal that fails is no failure while the token before it is good.
func (t *tokens) app(keys Credentials, clock classcloud.Clock, random io.Reader) (string, error) {
	key, now := tokenKey{keys.AppID, keys.Certificate}, clock.Now()
	current, due := t.current(key, now)
	if !due {
		return current, nil
	}
	next, err := TokenBuilder{AppID: keys.AppID, Certificate: keys.Certificate, Now: clock.Now, Rand: random}.App(appTokenLife)
	if err != nil && current == "" {
		return "", err
	}
	t.keep(key, next, now)
	if err != nil {
		return current, nil //nolint:nilerr // the token in force is still good
	}
	return next, nil
}

// current returns the token in use, empty when there is none, and whether the caller is to make the next one.
func (t *tokens) current(key tokenKey, now time.Time) (value string, due bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	made, ok := t.made[key]
	left := made.ends.Sub(now)
	switch {
	case !ok || left < appTokenLeast || left > appTokenLife+appTokenRenew: // the last: the clock was set back
		return "", true
	case left > appTokenRenew || made.renewing:
		return made.value, false
	}
	made.renewing = true
	t.made[key] = made
	return made.value, true
}

// keep takes a new token into use, or with an empty one has the next caller try again. Tokens that have ended are forgotten.
func (t *tokens) keep(key tokenKey, value string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if value == "" {
		made := t.made[key]
		made.renewing = false
		t.made[key] = made
		return
	}
	maps.DeleteFunc(t.made, func(_ tokenKey, made madeToken) bool { return !now.Before(made.ends) })
	t.made[key] = madeToken{value: value, ends: now.Add(appTokenLife)}
}
