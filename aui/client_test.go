package aui_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestNothingPrintsAPassword(t *testing.T) {
	const canary = "canary-5512"
	keys := aui.Credentials{Username: "ada", Password: canary}
	client, err := aui.New(keys, classcloud.WithBaseURL("http://aui.invalid"))
	require.NoError(t, err)
	var lines strings.Builder
	slog.New(slog.NewTextHandler(&lines, nil)).Info("m", "keys", keys, "token", aui.Credentials{Token: canary}, "client", client)
	for _, value := range []any{keys, &keys, aui.Credentials{Token: canary}, client} {
		raw, err := json.Marshal(value)
		require.NoError(t, err)
		lines.Write(raw)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
			fmt.Fprintf(&lines, verb, value)
		}
	}
	assert.NotContains(t, lines.String(), canary)
	assert.Contains(t, lines.String(), "ada")
}

type failing struct{}

func (failing) Credentials(context.Context) (aui.Credentials, error) {
	return aui.Credentials{}, errors.New("the vault is sealed")
}

type nobody struct{}

func (nobody) Credentials(context.Context) (aui.Credentials, error) { return aui.Credentials{}, nil }

func TestSourcesThatFail(t *testing.T) {
	for want, source := range map[string]aui.CredentialSource{"the vault is sealed": failing{}, "needs Username": nobody{}} {
		client, err := aui.New(source, classcloud.WithBaseURL("http://aui.invalid"))
		require.NoError(t, err)
		err = client.Members.Kick(t.Context(), &aui.KickRequest{ClassID: "c", UserID: "u"})
		failure := failureOf(t, err, classcloud.Unauthenticated)
		assert.Equal(t, classcloud.OutcomeNotSent, failure.Outcome)
		assert.ErrorContains(t, err, want)
	}
}

func TestDo(t *testing.T) {
	client, server := script(t, func(r seen) (int, string) {
		if r.op == "getRtcAuthToken" {
			return http.StatusOK, "\uFEFF" + `{"auth_token":"x","timestamp":1700884074}`
		}
		return http.StatusOK, `{"success":true,"data":{"result":true}}`
	})
	var muted struct {
		Result bool `json:"result"`
	}
	err := client.Do(t.Context(), aui.Call{Path: "/api/v1/class/muteUser", Params: []classcloud.Param{{Name: "user_id", Value: "u1"}, {Name: "minute", Value: 5}}}, &muted)
	require.NoError(t, err)
	assert.True(t, muted.Result)
	assert.Equal(t, map[string]any{"user_id": "u1", "minute": 5.0}, server.seen()[0].params)

	var bare struct {
		Token string `json:"auth_token"`
	}
	err = client.Do(t.Context(), aui.Call{Path: "/api/v1/class/getRtcAuthToken", Effect: classcloud.EffectRead, Bare: true}, &bare)
	require.NoError(t, err)
	assert.Equal(t, "x", bare.Token)
	err = client.Do(t.Context(), aui.Call{Path: "/api/v1/class/getRtcAuthToken", Effect: classcloud.EffectRead}, &bare)
	assertKind(t, err, classcloud.DataLoss)
}

func TestVersion2(t *testing.T) {
	const both = `{"success":true,"data":{"id":"c1","aliyun_new_im":{"app_token":"x"}}}`
	client, server := script(t, always(both), aui.WithV2())
	create := &aui.CreateClassRequest{Title: "t", TeacherID: "x"}
	token := &aui.CreateIMTokenRequest{UserID: "u1", DeviceID: "d1", DeviceType: aui.DeviceTypeWeb}
	_, err := client.Classes.Create(t.Context(), create)
	require.NoError(t, err)
	got, err := client.Auth.CreateIMToken(t.Context(), token)
	require.NoError(t, err)
	assert.Equal(t, "x", got.AliyunNew.AppToken)
	_, err = client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c1", UserID: "u1"})
	require.NoError(t, err)
	token.IMServers = []aui.IMServer{aui.IMServerAliyunOld, aui.IMServerRongCloudV2}
	_, err = client.Auth.CreateIMToken(t.Context(), token)
	require.NoError(t, err)

	requests := server.seen()
	assert.Equal(t, "/api/v2/class/create", requests[0].path)
	assert.Equal(t, []any{"aliyun_new"}, requests[0].params["im_server"])
	assert.Equal(t, "/api/v2/class/token", requests[1].path)
	assert.Equal(t, []any{"aliyun_new"}, requests[1].params["im_server"])
	assert.Equal(t, "/api/v1/class/get", requests[2].path)
	assert.Equal(t, []any{"aliyun_old", "rong_cloud"}, requests[3].params["im_server"])
}

func TestLoginPath(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client(aui.WithLoginPath("/login"))
	_, err := client.Auth.Login(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "/login", srv.Requests()[0].Path)
	require.NoError(t, get(t.Context(), client))
	for _, path := range []string{"", "login", "/log in", "/login?x=1", "/#"} {
		_, err = aui.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL), aui.WithLoginPath(path))
		require.Error(t, err, path)
	}
	_, err = baijiayun.New(baijiayun.Credentials{Domain: "d", PartnerID: 1, PartnerKey: "k"}, aui.WithV2())
	require.Error(t, err, "another vendor's option")
}

func TestNewRefuses(t *testing.T) {
	base := classcloud.WithBaseURL("http://127.0.0.1:1")
	_, err := aui.New(aui.Credentials{Username: "u", Password: "p"})
	assert.ErrorContains(t, err, "the base URL is missing", "the base URL has no default")
	_, err = aui.New(nil, base)
	assert.Error(t, err)
	_, err = aui.New(aui.Credentials{Username: "u", Password: "p", Token: "t"}, base)
	assert.ErrorContains(t, err, "one or the other")
	for name, keys := range map[string]aui.Credentials{
		"nothing":                   {},
		"no password":               {Username: "u"},
		"no username":               {Password: "p"},
		"a token beside a username": {Token: "t", Username: "u"},
		"a token beside a password": {Token: "t", Password: "p"},
	} {
		_, err := aui.New(keys, base)
		assert.Error(t, err, name)
	}
}

func TestACallersOwnToken(t *testing.T) {
	client, server := script(t, func(seen) (int, string) { return http.StatusForbidden, "" })
	_, err := client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c", UserID: "u"})
	failure := failureOf(t, err, classcloud.Unauthenticated)
	assert.Contains(t, failure.Hint, "renewed by its issuer")
	assert.Len(t, server.seen(), 1, "there is nothing to log in with")
	_, err = client.Auth.Login(t.Context())
	require.Error(t, err)
	assert.Len(t, server.seen(), 1)
}

func TestATokenOfTheCallersOwn(t *testing.T) {
	srv, _ := newServer(t)
	client, err := aui.New(aui.Credentials{Token: srv.IssueToken("teacher")}, classcloud.WithBaseURL(srv.URL))
	require.NoError(t, err)
	require.NoError(t, get(t.Context(), client))
	assert.Zero(t, srv.Logins())

	srv.ExpireTokens()
	err = get(t.Context(), client)
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
	assert.Contains(t, clienttest.AsError(t, err).Hint, "renewed by its issuer")
	assert.Equal(t, 2, count(srv, "Classes.Get"))
	_, err = client.Auth.Login(t.Context())
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Zero(t, count(srv, "Auth.Login"))
}

// rotating returns another token for each attempt.
type rotating struct{ tokens chan string }

func (r rotating) Credentials(context.Context) (aui.Credentials, error) {
	return aui.Credentials{Token: <-r.tokens}, nil
}

func TestASourceOfTokens(t *testing.T) {
	srv, _ := newServer(t)
	source := rotating{make(chan string, 2)}
	client, err := aui.New(source, classcloud.WithBaseURL(srv.URL), classcloud.WithClock(clienttest.Impatient{}))
	require.NoError(t, err)
	first, second := srv.IssueToken("a"), srv.IssueToken("b")
	source.tokens <- first
	source.tokens <- second
	srv.Inject("Classes.Get", auitest.Fault{Status: 503})
	require.NoError(t, get(t.Context(), client))
	sent := srv.Requests()
	require.Len(t, sent, 2)
	assert.Equal(t, "Bearer "+first, sent[0].Header.Get("Authorization"))
	assert.Equal(t, "Bearer "+second, sent[1].Header.Get("Authorization"), "asked for each attempt")
}

// A token may come with its scheme, as it stands in the header.
func TestATokenWithItsScheme(t *testing.T) {
	srv, _ := newServer(t)
	token := srv.IssueToken("teacher")
	for _, given := range []string{"Bearer " + token, "bearer  " + token + "\n", " " + token + " ", token} {
		client, err := aui.New(aui.Credentials{Token: given}, classcloud.WithBaseURL(srv.URL))
		require.NoError(t, err)
		srv.ClearRequests()
		require.NoError(t, get(t.Context(), client), given)
		assert.Equal(t, "Bearer "+token, srv.Requests()[0].Header.Get("Authorization"))
	}
	for _, given := range []string{"Bearer", "Bearer ", "  "} {
		_, err := aui.New(aui.Credentials{Token: given}, classcloud.WithBaseURL(srv.URL))
		assert.ErrorContains(t, err, "blank", given)
	}
	for _, end := range []string{"/api/v1/class", "/api/v1/class/", "/prefix/api/v2/class"} {
		_, err := aui.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL+end))
		assert.ErrorContains(t, err, "the start of every path", end)
	}
}

// What has no context, or no client, fails and does not panic.
func TestWithoutAContextOrAClient(t *testing.T) {
	srv, _ := newServer(t)
	var none context.Context
	ensure := &aui.EnsureClassRequest{Journal: &classcloud.MemoryJournal{}, Key: "k", Class: aui.CreateClassRequest{Title: "t", TeacherID: "x"}}
	_, err := srv.Client().Classes.Ensure(none, ensure)
	assertKind(t, err, classcloud.InvalidArgument)
	assert.ErrorContains(t, err, "the context is nil")
	_, err = srv.Client().ClassroomEvents(none, "c-1")
	assert.ErrorContains(t, err, "the context is nil")
	for _, client := range []*aui.Client{nil, {}} {
		_, err = client.ClassroomEvents(t.Context(), "c-1")
		assertKind(t, err, classcloud.InvalidArgument)
		_, err = client.With()
		assertKind(t, err, classcloud.InvalidArgument)
	}
	assert.Empty(t, srv.Requests())
}
