package aui

import (
	"context"
	"errors"
	"sync"
)

// sessions keeps one session for every account of every server the clients that share it talk to: a token never goes to
// another host than the one that gave it.
type sessions struct {
	mu   sync.Mutex
	open map[sessionKey]*session
}

type sessionKey struct {
	baseURL     string
	credentials Credentials
}

func newSessions() *sessions { return &sessions{open: map[sessionKey]*session{}} }

func (s *sessions) of(key sessionKey) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[key] == nil {
		s.open[key] = &session{}
	}
	return s.open[key]
}

// session shares one token between goroutines and has one of them log in for all.
type session struct {
	mu     sync.Mutex
	token  string
	flight *flight // a login under way
}

// flight is a login that others wait for.
type flight struct {
	done   chan struct{}
	token  string
	err    error
	gaveUp bool // the one who logs in gave up: whoever waits tries itself
}

// get returns the token, logging in when there is none.
func (s *session) get(ctx context.Context, login func(context.Context) (string, error)) (string, error) {
	for {
		s.mu.Lock()
		if s.token != "" {
			defer s.mu.Unlock()
			return s.token, nil
		}
		if s.flight == nil {
			f := &flight{done: make(chan struct{})}
			s.flight = f
			s.mu.Unlock()
			return s.lead(ctx, f, login)
		}
		f := s.flight
		s.mu.Unlock()
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-f.done:
		}
		if !f.gaveUp {
			return f.token, f.err
		}
	}
}

// lead logs in for everyone who waits. A panic in a caller's hook must not leave them waiting.
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

// keep stores a token that was just given.
func (s *session) keep(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token = token
}

// refuse forgets a token the server refused, unless another goroutine has already replaced it.
func (s *session) refuse(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token == token {
		s.token = ""
	}
}
