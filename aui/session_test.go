package aui_test

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestOneLoginForAll(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client()
	together(50, func() { assert.NoError(t, get(t.Context(), client)) })
	assert.Equal(t, 1, count(srv, "Auth.Login"))

	t.Run("and one further when the token has ended", func(t *testing.T) {
		srv.ExpireTokens()
		together(50, func() { assert.NoError(t, get(t.Context(), client)) })
		assert.Equal(t, 2, count(srv, "Auth.Login"))
	})
	t.Run("shared by what With makes", func(t *testing.T) {
		other, err := client.With(classcloud.WithTimeout(time.Minute))
		require.NoError(t, err)
		require.NoError(t, get(t.Context(), other))
		assert.Equal(t, 2, count(srv, "Auth.Login"))
	})
	t.Run("replaced by a login asked for", func(t *testing.T) {
		session, err := client.Auth.Login(t.Context())
		require.NoError(t, err)
		require.NoError(t, get(t.Context(), client))
		assert.Equal(t, 3, count(srv, "Auth.Login"))
		sent := srv.Requests()
		assert.Equal(t, "Bearer "+session.Token, sent[len(sent)-1].Header.Get("Authorization"))
	})
}

func TestATokenThatEndsWithTime(t *testing.T) {
	clock := clienttest.NewClock()
	srv, _ := newServer(t, auitest.WithClock(clock.Now))
	client := srv.Client()
	for range 3 {
		require.NoError(t, get(t.Context(), client))
		clock.Advance(8 * 24 * time.Hour)
	}
	assert.Equal(t, 3, srv.Logins())
}

// stuck is a network in which the first request waits until its caller gives up.
type stuck struct {
	requests atomic.Int64
	waiting  chan struct{}
}

func (s *stuck) RoundTrip(r *http.Request) (*http.Response, error) {
	if s.requests.Add(1) > 1 {
		return http.DefaultTransport.RoundTrip(r)
	}
	close(s.waiting)
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestALeaderWhoGivesUpDoesNotFailTheOthers(t *testing.T) {
	srv, _ := newServer(t)
	network := &stuck{waiting: make(chan struct{})}
	client := srv.Client(classcloud.WithHTTPClient(&http.Client{Transport: network}))

	leader, giveUp := context.WithCancel(t.Context())
	defer giveUp()
	var group sync.WaitGroup
	group.Go(func() {
		err := get(leader, client)
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, err, classcloud.Canceled)
	})
	<-network.waiting
	for range 20 {
		group.Go(func() { assert.NoError(t, get(t.Context(), client)) })
	}
	impatient, stop := context.WithCancel(t.Context())
	stop()
	assert.ErrorIs(t, get(impatient, client), context.Canceled, "who waits for a login may give up as well")
	giveUp()
	group.Wait()
	assert.Equal(t, 1, count(srv, "Auth.Login"), "one of the others logs in for all")
	assert.Equal(t, 20, count(srv, "Classes.Get"))
}

func TestATokenNeverGoesToAnotherServer(t *testing.T) {
	one, _ := newServer(t)
	two, _ := newServer(t)
	client := one.Client()
	require.NoError(t, get(t.Context(), client))
	other, err := client.With(classcloud.WithBaseURL(two.URL))
	require.NoError(t, err)
	require.NoError(t, get(t.Context(), other))
	assert.Equal(t, []int{1, 1}, []int{one.Logins(), two.Logins()})
	given := map[string]bool{}
	for _, r := range one.Requests() {
		given[r.Header.Get("Authorization")] = true
	}
	for _, r := range two.Requests() {
		if token := r.Header.Get("Authorization"); token != "" {
			assert.False(t, given[token])
		}
	}
	require.NoError(t, get(t.Context(), client), "and the first keeps its own")
	assert.Equal(t, 1, one.Logins())
}

func TestAccountsHaveSessionsOfTheirOwn(t *testing.T) {
	srv, _ := newServer(t, auitest.WithDemoLogin())
	client, err := aui.New(byContext{}, classcloud.WithBaseURL(srv.URL))
	require.NoError(t, err)
	for range 2 {
		for _, name := range []string{"anna", "boris"} {
			require.NoError(t, get(context.WithValue(t.Context(), byContext{}, name), client))
		}
	}
	assert.Equal(t, 2, srv.Logins())
}

type byContext struct{}

func (byContext) Credentials(ctx context.Context) (aui.Credentials, error) {
	name := ctx.Value(byContext{}).(string)
	return aui.Credentials{Username: name, Password: name}, nil
}

// Fifty goroutines whose token expired cause one login.
func TestOneLoginForFiftyGoroutines(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	client := srv.Client()
	class := srv.AddClass(auitest.Class{Title: "Grammar", TeacherID: "t1"})
	ask := &aui.GetClassRequest{ClassID: class.ClassID, UserID: "t1"}
	all := func() {
		t.Helper()
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				got, err := client.Classes.Get(t.Context(), ask)
				if assert.NoError(t, err) {
					assert.Equal(t, class.ClassID, got.ClassID)
				}
			})
		}
		wg.Wait()
	}
	all()
	assert.Equal(t, 1, count(srv, "Auth.Login"), "the first of them logs in for all")
	srv.ExpireTokens()
	all()
	assert.Equal(t, 2, count(srv, "Auth.Login"), "one login anew for all")
}

// renewing is a network in which somebody else logs in while the first refusal is under way.
type renewing struct {
	once  sync.Once
	login func()
}

func (n *renewing) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && resp.StatusCode == http.StatusForbidden {
		n.once.Do(n.login)
	}
	return resp, err
}

// The second refusal of a call does not throw away the token, whoever made it.
func TestATokenThatAnotherMadeIsKept(t *testing.T) {
	clock := clienttest.NewClock()
	srv, _ := newServer(t, auitest.WithClock(clock.Now))
	network := &renewing{}
	client := srv.Client(classcloud.WithHTTPClient(&http.Client{Transport: network}))
	network.login = func() {
		clock.Advance(time.Second) // the tokens of one second are the same
		_, err := client.Auth.Login(t.Context())
		assert.NoError(t, err)
	}
	_, err := client.Auth.Login(t.Context())
	require.NoError(t, err)
	srv.Inject("Classes.Get", auitest.Fault{Status: 403, Times: -1})
	assert.ErrorIs(t, get(t.Context(), client), classcloud.PermissionDenied)
	srv.ClearFaults()
	require.NoError(t, get(t.Context(), client))
	assert.Equal(t, 2, srv.Logins())
}
