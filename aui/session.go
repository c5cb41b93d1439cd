package aui

import (
	"context"
	"errors"
	"sync"

	"github.com/go-classcloud/classcloud/internal/transport"
)

// sessions holds one session per account and server. Clients made with With share it. A token only goes to the server that issued it.
type sessions struct {
	open *transport.Recent[sessionKey, *session]
}

// mostSessions is how many accounts keep a session; one that is forgotten logs in again.
const mostSessions = 1 << 12

// sessionKey identifies a session.
type sessionKey struct {
	baseURL     string
	credentials Credentials
}

func newSessions() *sessions {
	return &sessions{transport.NewRecent[sessionKey, *session](mostSessions)}
}

// of returns the session of key, and opens it when there is none.
func (s *sessions) of(key sessionKey) *session {
	return s.open.Of(key, func() *session { return &session{} })
}

// session shares one token between goroutines and lets one of them log in for all.
type session struct {
	mu      sync.Mutex
	token   string  // "": nobody has logged in yet, or the server refused the token
	refused string  // the token that the server refused last
	flight  *flight // a login under way, or nil
}

// flight is a login that other goroutines wait for.
type flight struct {
	done   chan struct{}
	token  string
	err    error
	gaveUp bool // the goroutine that logs in gave up: those that wait try again themselves
}

// get returns the token, and logs in when there is none. made reports that the login happened meanwhile, here or in another goroutine.
func (s *session) get(ctx context.Context, login func(context.Context) (string, error)) (token string, made bool, err error) {
	for {
		s.mu.Lock()
		if s.token != "" {
			defer s.mu.Unlock()
			return s.token, false, nil
		}
		if s.flight == nil {
			f := &flight{done: make(chan struct{})}
			s.flight = f
			s.mu.Unlock()
			token, err = s.lead(ctx, f, login)
			return token, true, err
		}
		f := s.flight
		s.mu.Unlock()
		select {
		case <-ctx.Done():
			return "", false, ctx.Err()
		case <-f.done:
		}
		if !f.gaveUp {
			return f.token, true, f.err
		}
	}
}

// lead logs in for all goroutines that wait. The deferred function runs also when a caller's hook panics, so that nobody waits for ever.
func (s *session) lead(ctx context.Context, f *flight, login func(context.Context) (string, error)) (string, error) {
	f.gaveUp = true
	defer func() {
		s.mu.Lock()
		s.flight = nil
		s.token = f.token
		s.mu.Unlock()
		close(f.done)
	}()
	f.token, f.err = login(ctx)
	f.gaveUp = f.err != nil && (ctx.Err() != nil || errors.Is(f.err, context.Canceled))
	return f.token, f.err
}

// keep stores a new token.
func (s *session) keep(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token = token
}

// refuse forgets a token that the server refused, unless another goroutine has already replaced it.
func (s *session) refuse(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refused = token; s.token == token {
		s.token = ""
	}
}

// isOpen reports whether the session has a token, or somebody logs in.
func (s *session) isOpen() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.token != "" || s.flight != nil
}

// take uses a token that another server got, unless it was refused here.
func (s *session) take(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token == "" && token != s.refused {
		s.token = token
	}
}
