package aui_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// HTTP 401 and 403 have the same effect. A refused write is sent again, because the server did nothing.
func TestARefusedTokenIsRenewed(t *testing.T) {
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden} {
		srv := auitest.NewServer()
		client := srv.Client()
		_, err := client.Auth.Login(t.Context())
		require.NoError(t, err)
		srv.Inject("Classes.Create", auitest.Fault{Status: status, Body: `{"code":401,"message":"token is expired"}`})
		class, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
		require.NoError(t, err)
		assert.NotEmpty(t, class.ClassID)
		assert.Equal(t, 2, count(srv, "Auth.Login"))
		assert.Len(t, srv.Classes(), 1)

		srv.Inject("Classes.Get", auitest.Fault{Status: status, Times: -1})
		_, err = client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: class.ClassID, UserID: "x"})
		assertKind(t, err, classcloud.PermissionDenied)
		assert.Equal(t, 3, count(srv, "Auth.Login"), "a call renews the token once")
		srv.ClearFaults()
		_, err = client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: class.ClassID, UserID: "x"})
		require.NoError(t, err)
		assert.Equal(t, 3, count(srv, "Auth.Login"), "a token that was made for a call and refused is kept")
		srv.Close()
	}
}

func TestARefusedTokenIsRenewedForACreateToo(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client()
	require.NoError(t, get(t.Context(), client))
	srv.ExpireTokens()
	_, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "New", TeacherID: "t-1"})
	require.NoError(t, err, "the server refused it, so it was not done")
	assert.Len(t, srv.Classes(), 2)
	assert.Equal(t, 2, srv.Logins())
}

// The code "401" in a body is a wrong parameter.
func TestABodyThatSays401IsNotARefusedToken(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client()
	srv.Respond("Classes.Get", `{"success":false,"errorCode":"401","errorMsg":"参数错误"}`)
	err := get(t.Context(), client)
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.ErrorIs(t, err, aui.CodeUnauthorized)
	assert.NotErrorIs(t, err, classcloud.Unauthenticated)
	assert.Equal(t, 1, count(srv, "Auth.Login"))
	assert.Equal(t, 1, count(srv, "Classes.Get"))
}

func TestAServerThatRefusesEveryToken(t *testing.T) {
	for name, status := range map[string]int{"with 403": http.StatusForbidden, "with 401": http.StatusUnauthorized} {
		t.Run(name, func(t *testing.T) {
			srv, _ := newServer(t)
			client := srv.Client(classcloud.WithClock(clienttest.Impatient{}))
			srv.Inject("Classes.Get", auitest.Fault{Status: status, Times: -1})
			err := get(t.Context(), client)
			assert.ErrorIs(t, err, classcloud.PermissionDenied)
			assert.Equal(t, status, clienttest.AsError(t, err).HTTPStatus)
			assert.Equal(t, 1, count(srv, "Auth.Login"), "another token would be refused like the one that was made for this call")
			assert.Equal(t, 1, count(srv, "Classes.Get"))
			assert.ErrorIs(t, get(t.Context(), client), classcloud.PermissionDenied)
			assert.Equal(t, 2, count(srv, "Auth.Login"), "one login at most for each call")
		})
	}
	t.Run("without retries the server is asked once, and the next call logs in", func(t *testing.T) {
		srv, _ := newServer(t)
		client := srv.Client(classcloud.WithoutRetry())
		require.NoError(t, get(t.Context(), client))
		srv.ExpireTokens()
		assert.ErrorIs(t, get(t.Context(), client), classcloud.Unauthenticated)
		assert.Equal(t, 1, srv.Logins())
		assert.NoError(t, get(t.Context(), client))
		assert.Equal(t, 2, srv.Logins())
	})
}

func TestRepliesWithoutAnEnvelope(t *testing.T) {
	ask := &aui.GetClassRequest{ClassID: "c", UserID: "u"}
	for _, c := range []struct {
		name   string
		status int
		body   string
		kind   classcloud.Kind
	}{
		{"a page of HTML", 200, "<html>", classcloud.DataLoss},
		{"an object without success", 200, `{}`, classcloud.DataLoss},
		{"Spring's 404", 404, `{"status":404,"error":"Not Found"}`, classcloud.Unimplemented},
		{"an empty 404", 404, ``, classcloud.Unimplemented},
		{"success with a status that fails", 500, `{"success":true,"data":{"id":"c"}}`, classcloud.Internal},
		{"a gateway's page", 502, `<html>`, classcloud.Unavailable},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, _ := script(t, func(seen) (int, string) { return c.status, c.body }, classcloud.WithoutRetry())
			_, err := client.Classes.Get(t.Context(), ask)
			failure := failureOf(t, err, c.kind)
			assert.Equal(t, c.status, failure.HTTPStatus)
			if c.status == 404 {
				assert.Contains(t, failure.Hint, "v1.2.0")
			}
		})
	}
}

func TestABareReply(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client()
	srv.Respond("Classes.Get", `{"token":"abc"}`)
	var out struct {
		Token string `json:"token"`
	}
	require.NoError(t, client.Do(t.Context(), aui.Call{Path: "/api/v1/class/get", Bare: true, Effect: classcloud.EffectRead}, &out))
	assert.Equal(t, "abc", out.Token)
	err := client.Do(t.Context(), aui.Call{Path: "/api/v1/class/get"}, &out)
	assert.ErrorIs(t, err, classcloud.DataLoss, "an envelope is expected unless it is told otherwise")
}
