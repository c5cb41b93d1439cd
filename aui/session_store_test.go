package aui_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// fleetStore is a store of sessions in memory.
type fleetStore struct {
	mu     sync.Mutex
	tokens map[string]string
	down   error
}

func (s *fleetStore) Token(_ context.Context, account string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tokens[account], s.down
}

func (s *fleetStore) Keep(_ context.Context, account, token string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down == nil {
		s.tokens[account] = token
	}
	return s.down
}

func (s *fleetStore) Forget(_ context.Context, account, token string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down == nil && s.tokens[account] == token {
		delete(s.tokens, account)
	}
	return s.down
}

func logins(srv *auitest.Server) (n int) {
	for _, r := range srv.Requests() {
		if r.Operation == "Auth.Login" {
			n++
		}
	}
	return n
}

func TestAFleetLogsInOnce(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	kept := srv.AddClass(auitest.Class{Title: "Kept", TeacherID: "t-1"})
	store := &fleetStore{tokens: map[string]string{}}
	var told []error
	option := aui.WithSessionStore(store, func(_ context.Context, err error) { told = append(told, err) })
	get := func() error {
		_, err := srv.Client(option).Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: kept.ClassID, UserID: "t-1"})
		return err
	}
	for range 5 { // five servers, each with a client of its own
		require.NoError(t, get())
	}
	assert.Equal(t, 1, logins(srv))
	require.Len(t, store.tokens, 1)
	for account, token := range store.tokens {
		assert.Equal(t, srv.URL+" "+srv.Credentials().Username, account)
		store.tokens[account] = token + "-of-yesterday"
	}
	for range 3 {
		require.NoError(t, get())
	}
	assert.Equal(t, 2, logins(srv), "one server meets the refused token and logs in for all")

	fresh, err := srv.Client(option).Auth.Login(t.Context())
	require.NoError(t, err)
	for _, token := range store.tokens {
		assert.Equal(t, fresh.Token, token, "a login of one's own is everybody's")
	}
	assert.Empty(t, told)
}

func TestAStoreOfSessionsThatIsDownCostsALogin(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	kept := srv.AddClass(auitest.Class{Title: "Kept", TeacherID: "t-1"})
	down := errors.New("down")
	store := &fleetStore{tokens: map[string]string{}, down: down}
	var told []error
	client := srv.Client(aui.WithSessionStore(store, func(_ context.Context, err error) { told = append(told, err) }))
	for range 3 {
		_, err := client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: kept.ClassID, UserID: "t-1"})
		require.NoError(t, err)
	}
	assert.Equal(t, 1, logins(srv))
	require.Len(t, told, 2)
	for _, err := range told {
		require.ErrorIs(t, err, down)
	}
	_, err := aui.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL), aui.WithSessionStore(nil, nil))
	require.ErrorContains(t, err, "SessionStore is nil")
}

// silentStore does not answer.
type silentStore struct{ fleetStore }

func (*silentStore) Keep(ctx context.Context, _, _ string) error { <-ctx.Done(); return ctx.Err() }

// Though the store is told of a token when the call is over, a store that does not answer holds the call for a while, and not for ever.
func TestAStoreOfSessionsThatDoesNotAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told error
		answer := clienttest.Always(clienttest.JSON(`{"success":true,"data":{"token":"t","expire":"2099/01/01 00:00:00","id":"c"}}`))
		client, err := aui.New(aui.Credentials{Username: "u", Password: "p"}, classcloud.WithBaseURL("http://fake"), classcloud.WithHTTPClient(&http.Client{Transport: clienttest.NewTransport(answer)}),
			aui.WithSessionStore(&silentStore{}, func(_ context.Context, err error) { told = err }))
		require.NoError(t, err)
		began := time.Now()
		require.NoError(t, client.Do(t.Context(), aui.Call{Path: "/api/v1/class/any"}, nil))
		assert.Equal(t, 5*time.Second, time.Since(began))
		require.ErrorIs(t, told, context.DeadlineExceeded)
	})
}
