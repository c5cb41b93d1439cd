package agora_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

// A token that the server refuses is made anew, once a call.
func TestARefusedAppTokenIsRenewedOnce(t *testing.T) {
	calls := func(client *agora.Client) map[string]func() error {
		return map[string]func() error{
			"Rooms.Start": func() error { return client.Rooms.Start(t.Context(), "r") },
			"Groups.Start": func() error { // which is never repeated once it may have been carried out
				return client.Groups.Start(t.Context(), &agora.StartGroupsRequest{RoomUUID: "r", Groups: []agora.RoomGroup{{Users: []agora.GroupUser{{UserUUID: "u-1"}}}}})
			},
			"Events.Poll": func() error { _, err := client.Events.Poll(t.Context()); return err },
			"Rooms.Get":   func() error { _, err := client.Rooms.Get(t.Context(), "r"); return err },
		}
	}
	for _, body := range []string{`{"message":"invalid token"}`, `{"code":401,"msg":"Unauthorized"}`, ""} {
		for op := range calls(nil) {
			srv, clock := newProject(t)
			client := newClient(t, srv, clock, srv.Credentials())
			require.NoError(t, createRoom(t, client, "r"))
			require.NoError(t, srv.AddStudents("r", "u-1"))
			srv.ClearRequests()
			srv.Inject(op, agoratest.Fault{Status: 401, Body: body})
			require.NoError(t, calls(client)[op](), "%s %s", op, body)
			sent := srv.Requests()
			require.Len(t, sent, 2, op)
			assert.NotEqual(t, sent[0].Header.Get("Authorization"), sent[1].Header.Get("Authorization"), op)

			srv.ClearRequests()
			srv.Inject(op, agoratest.Fault{Status: 401, Body: body, Times: -1})
			err := calls(client)[op]()
			assert.ErrorIs(t, err, classcloud.Unauthenticated, op)
			assert.False(t, classcloud.MaybeApplied(err), op)
			assert.Len(t, srv.Requests(), 2, "%s: once a call", op)
		}
	}
}

// A token that somebody else made cannot be renewed.
func TestARefusedTokenOfTheCallersIsFinal(t *testing.T) {
	srv, clock := newProject(t)
	app, err := builder(srv, clock).App(time.Hour)
	require.NoError(t, err)
	asked := 0
	for _, keys := range []agora.Credentials{
		{AppID: srv.Credentials().AppID, Token: app},
		{AppID: srv.Credentials().AppID, Tokens: source(func() (agora.Token, error) { asked++; return agora.Token{Value: app}, nil })},
	} {
		srv.ClearRequests()
		srv.Inject("Rooms.Start", agoratest.Fault{Status: 401, Body: `{"message":"invalid token"}`})
		require.ErrorIs(t, newClient(t, srv, clock, keys).Rooms.Start(t.Context(), "r"), classcloud.Unauthenticated)
		assert.Len(t, srv.Requests(), 1)
	}
	assert.Equal(t, 1, asked)
}

// A machine whose clock is wrong gets a token by the server's clock, and keeps it.
func TestATokenByTheServersClock(t *testing.T) {
	for _, off := range []time.Duration{-26 * time.Hour, 26 * time.Hour} {
		srv, clock := newProject(t)
		require.NoError(t, createRoom(t, srv.Client(), "r"))
		srv.SetClock(func() time.Time { return clock.Now().Add(off) })
		client := newClient(t, srv, clock, srv.Credentials())
		date := http.Header{"Date": {clock.Now().Add(off).UTC().Format(http.TimeFormat)}}
		srv.ClearRequests()
		srv.Inject("Rooms.Start", agoratest.Fault{Status: 401, Header: date, Body: `{"message":"token expired"}`})
		require.NoError(t, client.Rooms.Start(t.Context(), "r"), "%v", off)
		assert.Len(t, srv.Requests(), 2)
		clock.Advance(115 * time.Minute)
		_, err := client.Rooms.Get(t.Context(), "r")
		require.NoError(t, err, "the next token is by the server's clock too")
		assert.Len(t, srv.Requests(), 3)
	}
}

// A certificate that was rotated in mid-life: the source is asked again for the repeat.
func TestARotatedCertificate(t *testing.T) {
	srv, clock := newProject(t)
	require.NoError(t, createRoom(t, srv.Client(), "r"))
	good, bad := srv.Credentials(), srv.Credentials()
	bad.Certificate = "0badcafe0badcafe0badcafe0badcafe"
	asked := 0
	client := newClient(t, srv, clock, rotating(func() agora.Credentials {
		if asked++; asked == 1 {
			return bad
		}
		return good
	}))
	require.NoError(t, client.Rooms.Start(t.Context(), "r"))
	assert.Equal(t, 2, asked)
}

type rotating func() agora.Credentials

func (r rotating) Credentials(context.Context) (agora.Credentials, error) { return r(), nil }

// Calls that are refused together share one new token.
func TestCallsThatAreRefusedTogetherMakeOneToken(t *testing.T) {
	const calls = 16
	var mu sync.Mutex
	var refused sync.WaitGroup
	refused.Add(calls)
	tokens, stale := map[string]int{}, ""
	client := stubbed(t, nil, classcloud.WithHTTPClient(&http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		mu.Lock()
		token := r.Header.Get("Authorization")
		tokens[token]++
		old := token == stale
		mu.Unlock()
		if !old {
			return says(200, `{"code":0}`)
		}
		refused.Done()
		refused.Wait()
		return says(401, `{"message":"invalid token"}`)
	})}))
	require.NoError(t, client.Rooms.Start(t.Context(), "r"))
	for token := range tokens {
		stale = token
	}
	var running sync.WaitGroup
	for range calls {
		running.Go(func() { assert.NoError(t, client.Rooms.Start(t.Context(), "r")) })
	}
	running.Wait()
	assert.Len(t, tokens, 2)
	assert.Equal(t, calls+1, tokens[stale])
}
