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
	appTokenRenew = 10 * time.Minute // how long before its end a token is renewed: it must outlive the call it signs, and clocks differ
	appTokenLeast = time.Minute      // how long a token in use must still live
)

// tokens keeps the app token of every project until shortly before it ends. One caller then makes the next token while the others go on
// with the current one, so nobody waits for a renewal.
type tokens struct {
	mu      sync.Mutex // never held while a token is made
	made    map[tokenKey]madeToken
	renewal sync.Mutex // held while a refused token is renewed: the calls that were refused together wait for one new token
}

// tokenKey identifies the certificate that tokens are made from, so a rotated certificate gets tokens of its own.
type tokenKey struct{ appID, certificate string }

type madeToken struct {
	value    string
	ends     time.Time
	renewing bool          // whether a caller is making the next token
	skew     time.Duration // how far the server's clock is ahead of ours, as it said when it refused a token; 0 within clockSkew
}

// clockSkew is from where on a token is made by the server's clock, after a refusal: less is what every network has.
const clockSkew = 2 * time.Minute

func newTokens() *tokens { return &tokens{made: map[tokenKey]madeToken{}} }

// app returns the project's token. A renewal may fail without harm while the current token is valid.
func (t *tokens) app(keys Credentials, clock classcloud.Clock, random io.Reader) (string, error) {
	key, now := tokenKey{keys.AppID, keys.Certificate}, clock.Now()
	current, due := t.current(key, now)
	if !due {
		return current, nil
	}
	skew := t.skew(key)
	next, err := makeAppToken(keys, now.Add(skew), random)
	if err != nil && current == "" {
		return "", err
	}
	t.keep(key, next, now, skew)
	if err != nil {
		return current, nil //nolint:nilerr // the current token is still valid
	}
	return next, nil
}

func makeAppToken(keys Credentials, at time.Time, random io.Reader) (string, error) {
	now := func() time.Time { return at }
	return TokenBuilder{AppID: keys.AppID, Certificate: keys.Certificate, Now: now, Rand: random}.App(appTokenLife)
}

// renew replaces a token that the server refused, unless another call has done so meanwhile. A server whose clock differs from ours gets
// a token by its own clock. server is zero if it did not say its time.
func (t *tokens) renew(keys Credentials, refused string, server time.Time, clock classcloud.Clock, random io.Reader) error {
	t.renewal.Lock()
	defer t.renewal.Unlock()
	key, now, skew := tokenKey{keys.AppID, keys.Certificate}, clock.Now(), time.Duration(0)
	t.mu.Lock()
	made, ok := t.made[key]
	t.mu.Unlock()
	if ok && made.value != refused {
		return nil
	}
	if off := server.Sub(now); !server.IsZero() && (off > clockSkew || off < -clockSkew) {
		skew = off
	}
	next, err := makeAppToken(keys, now.Add(skew), random)
	if err != nil {
		return err
	}
	t.keep(key, next, now, skew)
	return nil
}

// skew returns how far the server's clock is known to be ahead of ours.
func (t *tokens) skew(key tokenKey) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.made[key].skew
}

// current returns the token in use, or an empty text without one, and whether the caller has to make the next token.
func (t *tokens) current(key tokenKey, now time.Time) (value string, due bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	made, ok := t.made[key]
	left := made.ends.Sub(now)
	switch {
	case !ok || left < appTokenLeast || left > appTokenLife+appTokenRenew: // the last holds when the clock was set back
		return "", true
	case left > appTokenRenew || made.renewing:
		return made.value, false
	}
	made.renewing = true
	t.made[key] = made
	return made.value, true
}

// keep takes a new token into use and forgets tokens that have ended. After an empty token the next caller tries again.
func (t *tokens) keep(key tokenKey, value string, now time.Time, skew time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if value == "" {
		made := t.made[key]
		made.renewing = false
		t.made[key] = made
		return
	}
	maps.DeleteFunc(t.made, func(_ tokenKey, made madeToken) bool { return !now.Before(made.ends) })
	t.made[key] = madeToken{value: value, ends: now.Add(appTokenLife), skew: skew}
}
