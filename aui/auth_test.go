package aui_test

import (
	"encoding/json"
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
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// Tokens and checksums do not print.
func TestResultsThatHoldSecretsDoNotPrint(t *testing.T) {
	const canary = "canary-7431"
	token := aui.IMToken{Aliyun: aui.AliyunIMToken{AccessToken: canary, RefreshToken: canary},
		AliyunNew: aui.AliyunNewIMToken{AppSign: canary, AppToken: canary}, RongCloud: aui.RongCloudIMToken{AccessToken: canary}}
	for _, value := range []any{token, &token, token.Aliyun, token.AliyunNew, token.RongCloud,
		aui.WhiteboardAuth{Checksum: canary}, &aui.Session{Token: canary}, []aui.AliyunIMToken{token.Aliyun}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x"} {
			assert.NotContains(t, fmt.Sprintf(verb, value), canary, "%T %s", value, verb)
		}
		if valuer, ok := value.(slog.LogValuer); ok {
			assert.NotContains(t, fmt.Sprint(valuer.LogValue()), canary)
		}
	}
	raw, err := json.Marshal(token)
	require.NoError(t, err)
	var back aui.IMToken
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.True(t, token == back, "encoding/json keeps them")
}

func TestLoginsAreShared(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	client := srv.Client()
	class := srv.AddClass(auitest.Class{TeacherID: "t1"})
	ask := &aui.GetClassRequest{ClassID: class.ClassID, UserID: "t1"}

	session, err := client.Auth.Login(t.Context())
	require.NoError(t, err)
	assert.NotEmpty(t, session.Token)
	_, err = client.Classes.Get(t.Context(), ask)
	require.NoError(t, err)
	other, err := client.With(classcloud.WithoutRetry())
	require.NoError(t, err)
	_, err = other.Classes.Get(t.Context(), ask)
	require.NoError(t, err)
	assert.Equal(t, 1, count(srv, "Auth.Login"), "Login's token serves the client and those made from it")

	srv.ExpireTokens()
	_, err = other.Classes.Get(t.Context(), ask)
	assertKind(t, err, classcloud.Unauthenticated)
	_, err = other.Classes.Get(t.Context(), ask)
	require.NoError(t, err, "without retries the next call logs in again")
	assert.Equal(t, 2, count(srv, "Auth.Login"))
}

func TestAWrongPassword(t *testing.T) {
	srv, _ := newServer(t)
	client, err := aui.New(aui.Credentials{Username: srv.Credentials().Username, Password: "wrong"},
		classcloud.WithBaseURL(srv.URL), classcloud.WithClock(clienttest.Impatient{}))
	require.NoError(t, err)
	err = get(t.Context(), client)
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
	assert.ErrorIs(t, err, aui.CodeUnauthorized)
	e := clienttest.AsError(t, err)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	assert.Equal(t, "Classes.Get", e.Operation)
	assert.Contains(t, e.Hint, "Password")
	assert.Equal(t, 1, count(srv, "Auth.Login"), "it would be wrong again")
	assert.Zero(t, count(srv, "Classes.Get"))

	srv.ClearRequests()
	together(20, func() { assert.ErrorIs(t, get(t.Context(), client), classcloud.Unauthenticated) })
	assert.LessOrEqual(t, count(srv, "Auth.Login"), 20, "at most once a call")
}

func TestAWrongPasswordIsTriedOnce(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	client, err := aui.New(aui.Credentials{Username: "u", Password: "wrong"}, classcloud.WithBaseURL(srv.URL))
	require.NoError(t, err)
	_, err = client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
	failure := failureOf(t, err, classcloud.Unauthenticated)
	assert.Equal(t, classcloud.OutcomeNotSent, failure.Outcome, "the call itself was never sent")
	assert.Equal(t, "Classes.Create", failure.Operation)
	require.ErrorIs(t, err, aui.CodeUnauthorized)
}

func TestALoginWithoutItsToken(t *testing.T) {
	for _, reply := range []string{`{"success":true}`, `{"success":true,"data":null}`, `{"success":true,"data":{}}`, `{"success":true,"data":{"token":"","expire":""}}`, `[]`, ``, `<html>`} {
		srv, _ := newServer(t)
		client := srv.Client(classcloud.WithClock(clienttest.Impatient{}))
		srv.Inject("Auth.Login", auitest.Fault{Status: 200, Body: reply, Times: -1})
		err := get(t.Context(), client)
		assert.ErrorIs(t, err, classcloud.DataLoss, reply)
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome, reply)
		assert.Empty(t, clienttest.AsError(t, err).Body, "a login's reply is never kept")
		assert.Zero(t, count(srv, "Classes.Get"), reply)
		assert.LessOrEqual(t, count(srv, "Auth.Login"), 3, reply)
	}
}

func TestALoginThatFailsForAWhile(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client(classcloud.WithClock(clienttest.Impatient{}))
	srv.Inject("Auth.Login", auitest.Fault{Status: 503, Times: 2})
	require.NoError(t, get(t.Context(), client))
	assert.Equal(t, 3, count(srv, "Auth.Login"))

	other := srv.Client(classcloud.WithClock(clienttest.Impatient{}))
	srv.Inject("Auth.Login", auitest.Fault{Status: 503, Times: -1})
	_, err := other.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "New", TeacherID: "t-1"})
	assert.ErrorIs(t, err, classcloud.Unavailable)
	assert.False(t, classcloud.MaybeApplied(err), "the create was not sent")
	srv.ClearFaults()
	require.NoError(t, get(t.Context(), other), "a failed login is not remembered")
}

// An error never holds a reply with credentials, whatever is wrong with the reply.
func TestNoErrorHoldsAToken(t *testing.T) {
	const canary = "canary-9031"
	for _, body := range []string{
		`{"success":true,"data":"` + canary + `"}`,
		`{"success":true,"data":{"access_token":{"x":"` + canary + `"},"checksum":["` + canary + `"]}}`,
		canary,
	} {
		client, _ := script(t, always(body), classcloud.WithoutRetry())
		_, err := client.Auth.CreateIMToken(t.Context(), &aui.CreateIMTokenRequest{UserID: "u", DeviceID: "d", DeviceType: "web"})
		_, other := client.Whiteboards.GetAuth(t.Context())
		for _, err := range []error{err, other} {
			failure := failureOf(t, err, classcloud.DataLoss)
			assert.Empty(t, failure.Body)
			raw, jsonErr := json.Marshal(failure)
			require.NoError(t, jsonErr)
			assert.NotContains(t, fmt.Sprintf("%v %+v %s", err, failure.Err, raw), canary)
		}
	}
}

// The client does not need the end of a token: whatever stands there, no call fails for it.
func TestTheEndOfATokenIsDecorative(t *testing.T) {
	for _, expire := range []string{`"7d"`, `"never"`, `{}`, `[1]`, `true`, `-1`, `"2023-08-15T14:54:58.000+0000"`, `null`, `1e400`} {
		srv, _ := newServer(t)
		for _, opts := range [][]classcloud.ClientOption{nil, {classcloud.WithStrictWarnings()}} {
			client := srv.Client(opts...)
			srv.Inject("Auth.Login", auitest.Fault{Status: 200, Body: `{"success":true,"data":{"token":"` + srv.IssueToken("x") + `","expire":` + expire + `}}`})
			require.NoError(t, get(t.Context(), client), expire)
			require.NoError(t, get(t.Context(), client), expire)
		}
		assert.Equal(t, 2, count(srv, "Auth.Login"), expire)
	}
	srv, _ := newServer(t)
	got, option := warnings()
	srv.Respond("Auth.Login", `{"success":true,"data":{"token":"t","expire":"7d"}}`)
	session, err := srv.Client().Auth.Login(t.Context(), option)
	require.NoError(t, err)
	assert.Equal(t, "t", session.Token)
	assert.True(t, session.ExpireTime.IsZero())
	require.Len(t, *got, 1)
	assert.Contains(t, (*got)[0], "/expire")
}

// A server that repeats the password does not get it into an error.
func TestAnEchoedPasswordIsMasked(t *testing.T) {
	const canary = "canary-6614"
	srv, _ := newServer(t)
	client, err := aui.New(aui.Credentials{Username: "u", Password: canary}, classcloud.WithBaseURL(srv.URL))
	require.NoError(t, err)
	srv.Inject("Auth.Login", auitest.Fault{Status: 200, Times: -1, Body: `{"success":false,"errorCode":"401","errorMsg":"the password ` + canary + ` is wrong"}`})
	_, err = client.Auth.Login(t.Context())
	require.ErrorContains(t, err, "the password")
	raw, jsonErr := json.Marshal(err)
	require.NoError(t, jsonErr)
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v %s", err, err, err, raw), canary)
	assert.NotContains(t, get(t.Context(), client).Error(), canary)
}

// A team's own login may write the token as it stands in the header.
func TestALoginsTokenInEveryForm(t *testing.T) {
	for token, want := range map[string]string{"abc": "Bearer abc", "Bearer abc": "Bearer abc", " bearer  abc\\n": "Bearer abc", " ": "", "Bearer ": ""} {
		var sent []string
		stub := clienttest.NewTransport(func(r clienttest.Request) clienttest.Answer {
			if strings.HasSuffix(r.Path, "/login") {
				return clienttest.JSON(`{"success":true,"data":{"token":"` + token + `"}}`)
			}
			sent = append(sent, r.Header.Get("Authorization"))
			return clienttest.JSON(`{"success":true,"data":{"id":"c-1","status":0}}`)
		})
		client, err := aui.New(aui.Credentials{Username: "u", Password: "p"}, classcloud.WithBaseURL("http://aui.test"), classcloud.WithHTTPClient(&http.Client{Transport: stub}),
			classcloud.WithoutRetry())
		require.NoError(t, err)
		if want == "" {
			assertKind(t, get(t.Context(), client), classcloud.DataLoss)
			assert.Empty(t, sent, token)
			continue
		}
		require.NoError(t, get(t.Context(), client), token)
		session, err := client.Auth.Login(t.Context())
		require.NoError(t, err)
		assert.NotEmpty(t, session.Token)
		require.NoError(t, get(t.Context(), client), token)
		assert.Equal(t, []string{want, want}, sent, token)
	}
}
