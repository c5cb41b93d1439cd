package aui

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// outcome is what session.get returned to one goroutine.
type outcome struct {
	token string
	err   error
}

// ask calls get from n goroutines.
func ask(ctx context.Context, s *session, n int, login func(context.Context) (string, error)) chan outcome {
	got := make(chan outcome, n)
	for range n {
		go func() {
			token, _, err := s.get(ctx, login)
			got <- outcome{token, err}
		}()
	}
	synctest.Wait() // all of them wait now
	return got
}

func TestACancelledLeaderDoesNotFailTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &session{}
		leading, cancel := context.WithCancel(t.Context())
		first := ask(leading, s, 1, func(ctx context.Context) (string, error) {
			<-ctx.Done()
			return "", ctx.Err()
		})
		var logins atomic.Int32
		others := ask(t.Context(), s, 49, func(context.Context) (string, error) {
			logins.Add(1)
			return "good", nil
		})
		assert.Zero(t, logins.Load(), "they wait for the leader")
		cancel()
		require.ErrorIs(t, (<-first).err, context.Canceled)
		for range 49 {
			assert.Equal(t, outcome{token: "good"}, <-others)
		}
		assert.EqualValues(t, 1, logins.Load(), "one of them leads in its place")
	})
}

func TestALeadersFailureIsEverybodys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &session{}
		refused, release := errors.New("wrong password"), make(chan struct{})
		var logins atomic.Int32
		all := ask(t.Context(), s, 50, func(context.Context) (string, error) {
			logins.Add(1)
			<-release
			return "", refused
		})
		close(release)
		for range 50 {
			assert.ErrorIs(t, (<-all).err, refused)
		}
		assert.EqualValues(t, 1, logins.Load())

		token, _, err := s.get(t.Context(), func(context.Context) (string, error) { return "good", nil })
		require.NoError(t, err, "the next call tries again")
		assert.Equal(t, "good", token)
	})
}

func TestAWaiterMayGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &session{}
		release := make(chan struct{})
		leader := ask(t.Context(), s, 1, func(context.Context) (string, error) { <-release; return "good", nil })
		waiting, cancel := context.WithCancel(t.Context())
		waiter := ask(waiting, s, 1, nil)
		cancel()
		require.ErrorIs(t, (<-waiter).err, context.Canceled)
		close(release)
		assert.Equal(t, outcome{token: "good"}, <-leader)
	})
}

// Nobody waits for ever for a login whose hook panics.
func TestAPanickingLeaderLeavesNobodyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &session{}
		release, done := make(chan struct{}), make(chan any)
		go func() {
			defer func() { done <- recover() }()
			_, _, _ = s.get(t.Context(), func(context.Context) (string, error) { <-release; panic("hook") })
		}()
		synctest.Wait()
		others := ask(t.Context(), s, 3, func(context.Context) (string, error) { return "good", nil })
		close(release)
		assert.Equal(t, "hook", <-done)
		for range 3 {
			assert.Equal(t, outcome{token: "good"}, <-others)
		}
	})
}

func TestARefusedTokenIsForgottenOnce(t *testing.T) {
	s := &session{token: "new"}
	s.refuse("old")
	assert.Equal(t, "new", s.token, "somebody has renewed it already")
	s.refuse("new")
	assert.Empty(t, s.token)
	s.keep("newer")
	assert.Equal(t, "newer", s.token)
}

// A token only goes to the host that issued it.
func TestSessionsAreKeptByHostAndAccount(t *testing.T) {
	s := newSessions()
	a := sessionKey{"https://a.example.com", Credentials{Username: "u", Password: "p"}}
	b := sessionKey{"https://b.example.com", Credentials{Username: "u", Password: "p"}}
	again := s.of(a)
	assert.Same(t, again, s.of(a))
	assert.NotSame(t, s.of(a), s.of(b))
}
