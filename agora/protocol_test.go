package agora_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestBothHeaderSchemes(t *testing.T) {
	srv, clock := newProject(t)
	require.NoError(t, createRoom(t, srv.Client(), "r-1"))
	require.NoError(t, srv.AddStudents("r-1", "u-1"))
	app, err := builder(srv, clock).App(time.Hour)
	require.NoError(t, err)
	user, err := builder(srv, clock).RTM("u-1", time.Hour)
	require.NoError(t, err)
	room, err := builder(srv, clock).RoomUser("r-1", "u-1", agora.RoleTeacher, time.Hour)
	require.NoError(t, err)
	old, err := builder(srv, clock).RTM006("u-1", clock.Now().Add(time.Hour))
	require.NoError(t, err)
	for _, test := range []struct {
		name  string
		keys  agora.Credentials
		plain bool // Authorization
	}{
		{"a certificate makes app tokens", srv.Credentials(), true},
		{"an app token", agora.Credentials{AppID: srv.Credentials().AppID, Token: app}, true},
		{"a user's RTM token", agora.Credentials{AppID: srv.Credentials().AppID, Token: user, UID: "u-1"}, false},
		{"a user's older RTM token", agora.Credentials{AppID: srv.Credentials().AppID, Token: old, UID: "u-1"}, false},
		{"a room user's token with its user", agora.Credentials{AppID: srv.Credentials().AppID, Token: room, UID: "u-1"}, false},
		{"a source of app tokens", agora.Credentials{AppID: srv.Credentials().AppID, Tokens: source(func() (agora.Token, error) { return agora.Token{Value: app}, nil })}, true},
		{"a source of user tokens", agora.Credentials{AppID: srv.Credentials().AppID, Tokens: source(func() (agora.Token, error) { return agora.Token{Value: user, UID: "u-1"}, nil })}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv.ClearRequests()
			_, err := newClient(t, srv, clock, test.keys).Recordings.List(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r-1"})
			require.NoError(t, err)
			header := srv.Requests()[0].Header
			if test.plain {
				assert.True(t, strings.HasPrefix(header.Get("Authorization"), "agora token=007"))
				assert.Empty(t, header.Get("X-Agora-Token"))
				return
			}
			assert.Empty(t, header.Get("Authorization"))
			assert.NotEmpty(t, header.Get("X-Agora-Token"))
			assert.Equal(t, "u-1", header.Get("X-Agora-Uid"))
		})
	}
}

func TestATokenSourceIsAskedForEachAttempt(t *testing.T) {
	srv, clock := newProject(t)
	require.NoError(t, createRoom(t, srv.Client(), "r-1"))
	srv.ClearRequests()
	asked := 0
	client := newClient(t, srv, clock, agora.Credentials{AppID: srv.Credentials().AppID, Tokens: source(func() (agora.Token, error) {
		asked++
		value, err := builder(srv, clock).App(time.Hour)
		return agora.Token{Value: value}, err
	})})
	srv.Inject("Recordings.List", agoratest.Fault{Status: 503, Times: 2})
	_, err := client.Recordings.List(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r-1"})
	require.NoError(t, err)
	assert.Equal(t, 3, asked)
	tokens := map[string]bool{}
	for _, r := range srv.Requests() {
		tokens[r.Header.Get("Authorization")] = true
	}
	assert.Len(t, tokens, 3)
}

// A token may be given as it stands in a header, and with the blanks of the file that it was read from.
func TestTokensInEveryForm(t *testing.T) {
	var sent []string
	stub := clienttest.NewTransport(func(r clienttest.Request) clienttest.Answer {
		sent = append(sent, r.Header.Get("Authorization")+r.Header.Get("X-Agora-Token"))
		return clienttest.JSON(`{"code":0}`)
	})
	for token, uid := range map[string]string{"007abc=": "", " 007abc=\n": "", "agora token=007abc=": "", "Agora  Token=\"007abc=\"": "", "agora token= 007abc= ": "u"} {
		for _, keys := range []agora.Credentials{{AppID: keys.AppID, Token: token, UID: uid},
			{AppID: keys.AppID, Tokens: source(func() (agora.Token, error) { return agora.Token{Value: token, UID: uid}, nil })}} {
			client, err := agora.New(keys, agora.WithRegion(agora.RegionCN), classcloud.WithHTTPClient(&http.Client{Transport: stub}))
			require.NoError(t, err, token)
			require.NoError(t, client.Rooms.Start(t.Context(), "r"))
			want := "agora token=007abc="
			if uid != "" {
				want = "007abc="
			}
			assert.Equal(t, want, sent[len(sent)-1], token)
		}
	}
	for _, blank := range []agora.Credentials{{AppID: keys.AppID, Token: " "}, {AppID: keys.AppID, Token: "agora token="}, {AppID: keys.AppID, Tokens: source(nil)}} {
		_, err := agora.New(blank, agora.WithRegion(agora.RegionCN))
		assert.Error(t, err)
	}
}

func TestATokenSourceThatFails(t *testing.T) {
	srv, clock := newProject(t)
	vault := errors.New("the vault is sealed")
	for name, give := range map[string]source{
		"with an error":       func() (agora.Token, error) { return agora.Token{}, vault },
		"with an empty token": func() (agora.Token, error) { return agora.Token{UID: "u"}, nil },
	} {
		err := newClient(t, srv, clock, agora.Credentials{AppID: srv.Credentials().AppID, Tokens: give}).Rooms.Start(t.Context(), "r-1")
		assert.ErrorIs(t, err, classcloud.Unauthenticated, name)
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome, name)
	}
	assert.Empty(t, srv.Requests())
}

func TestAnAppTokenIsKeptAndRenewedBeforeItsEnd(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r-1"))
	last := func() string {
		t.Helper()
		_, err := client.Recordings.List(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r-1"})
		require.NoError(t, err)
		sent := srv.Requests()
		return sent[len(sent)-1].Header.Get("Authorization")
	}
	first := last()
	assert.Equal(t, first, last())
	clock.Advance(109 * time.Minute)
	assert.Equal(t, first, last(), "it lives 2 hours")
	clock.Advance(2 * time.Minute)
	second := last()
	assert.NotEqual(t, first, second, "ten minutes are left: a token must outlive the call it signs")
	assert.Equal(t, second, last())
	clock.Advance(-3 * time.Hour)
	assert.NotEqual(t, second, last(), "a clock set back: the token is from the future")

	other, err := client.With(classcloud.WithTimeout(time.Minute))
	require.NoError(t, err)
	_, err = other.Recordings.List(t.Context(), &agora.ListRecordingsRequest{RoomUUID: "r-1"})
	require.NoError(t, err)
	sent := srv.Requests()
	assert.Equal(t, sent[len(sent)-2].Header.Get("Authorization"), sent[len(sent)-1].Header.Get("Authorization"), "shared by what With makes")
}
