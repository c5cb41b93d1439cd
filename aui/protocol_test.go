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

// An endpoint without an envelope refuses with one, or with an empty body.
func TestABareEndpointRefuses(t *testing.T) {
	ask := func(body string) (out map[string]any, err error) {
		client, server := script(t, always(body))
		err = client.Do(t.Context(), aui.Call{Path: "/api/v1/class/getRtcAuthToken", Bare: true, Effect: classcloud.EffectRead}, &out)
		assert.Len(t, server.seen(), 1)
		return out, err
	}
	for body, kind := range map[string]classcloud.Kind{
		`{"success":false,"data":{"code":0,"msg":"userId不能为空<br>"},"errorCode":"500","errorMsg":"服务器异常，请稍后重试"}`: classcloud.InvalidArgument,
		`{"success":false,"errorCode":"404","errorMsg":"未查询到"}`:                                                 classcloud.NotFound,
		serverFault: classcloud.Internal,
		`{"success":"false","data":{"reason":"ClassNotFound"}}`: classcloud.NotFound,
		``:       classcloud.Internal,
		` `:      classcloud.Internal,
		"\uFEFF": classcloud.Internal,
	} {
		out, err := ask(body)
		assertKind(t, err, kind)
		assert.Empty(t, out)
	}
	_, err := ask(`{"success":false,"data":{"code":0,"msg":"userId不能为空<br>"},"errorCode":"500","errorMsg":"x"}`)
	require.ErrorIs(t, err, aui.CodeInternal)
	assert.ErrorContains(t, err, "userId不能为空")
	out, err := ask(`{"auth_token":"x","success":true}`)
	require.NoError(t, err)
	assert.Equal(t, "x", out["auth_token"])
	client, _ := script(t, always(``))
	require.NoError(t, client.Do(t.Context(), aui.Call{Path: "/api/v1/class/x", Bare: true}, nil), "who wants no result gets none")
}

// Success in other usual forms is read; one that nobody knows is told, and not asked for again.
func TestOtherFormsOfSuccess(t *testing.T) {
	for success, kind := range map[string]classcloud.Kind{
		`1`: classcloud.Unknown, `"1"`: classcloud.Unknown, `"true"`: classcloud.Unknown, `"TRUE"`: classcloud.Unknown,
		`0`: classcloud.Internal, `"0"`: classcloud.Internal, `"False"`: classcloud.Internal,
		`2`: classcloud.DataLoss, `"maybe"`: classcloud.DataLoss, `{}`: classcloud.DataLoss, `null`: classcloud.DataLoss,
	} {
		client, server := script(t, always(`{"success":`+success+`,"data":{"id":"c1"}}`))
		class, err := client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c1", UserID: "u"})
		assert.Len(t, server.seen(), 1, success)
		if kind == classcloud.Unknown {
			require.NoError(t, err, success)
			assert.Equal(t, "c1", class.ClassID)
			continue
		}
		assertKind(t, err, kind)
		if kind == classcloud.DataLoss {
			assert.ErrorContains(t, err, "a success member that is neither true nor false")
		}
	}
}

// A success word beside a code that fails is not a success, and the id is in the result all the same.
func TestSuccessBesideACode(t *testing.T) {
	client, server := script(t, always(`{"success":true,"errorCode":"500","errorMsg":"odd","data":{"id":"c1"}}`))
	class, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
	failure := failureOf(t, err, classcloud.Internal)
	assert.Equal(t, classcloud.OutcomeUnknown, failure.Outcome)
	assert.Contains(t, failure.Message, "odd")
	require.NotNil(t, class)
	assert.Equal(t, "c1", class.ClassID)
	assert.Len(t, server.seen(), 1)
}

// HTTP 403 with an envelope refuses the action: the token is good.
func TestAForbiddenAction(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client()
	srv.Inject("Classes.Start", auitest.Fault{Status: 403, Body: `{"success":false,"errorCode":"NoPermission","errorMsg":"only the teacher may start"}`, Times: -1})
	for range 20 {
		_, err := client.Classes.Start(t.Context(), &aui.ClassActionRequest{ClassID: "c-1", UserID: "t-1"})
		failure := failureOf(t, err, classcloud.PermissionDenied)
		assert.Equal(t, "NoPermission", failure.Code)
		assert.Equal(t, "only the teacher may start", failure.Message)
		assert.Empty(t, failure.Hint)
		assert.Equal(t, classcloud.OutcomeNotApplied, failure.Outcome)
		require.ErrorIs(t, err, aui.Code("NoPermission"))
		require.NoError(t, get(t.Context(), client))
	}
	assert.Equal(t, 1, srv.Logins())
	assert.Equal(t, 20, count(srv, "Classes.Start"))

	t.Run("with a meaning of its own", func(t *testing.T) {
		srv.ClearFaults()
		srv.Inject("Classes.Get", auitest.Fault{Status: 403, Body: `{"success":false,"errorCode":"404","errorMsg":"未查询到"}`})
		assert.ErrorIs(t, get(t.Context(), client), classcloud.NotFound)
	})
	t.Run("one that names the token renews it", func(t *testing.T) {
		srv.Inject("Classes.Get", auitest.Fault{Status: 403, Body: `{"success":false,"errorCode":"TokenExpired"}`})
		require.NoError(t, get(t.Context(), client))
		assert.Equal(t, 2, srv.Logins())
	})
	t.Run("so does one under 401, once", func(t *testing.T) {
		srv.Inject("Classes.Get", auitest.Fault{Status: 401, Body: `{"success":false,"errorCode":"Nope","errorMsg":"no"}`, Times: -1})
		err := get(t.Context(), client)
		failure := failureOf(t, err, classcloud.PermissionDenied)
		assert.Equal(t, "Nope", failure.Code)
		assert.Contains(t, failure.Message, "no")
		assert.Equal(t, 3, srv.Logins())
		srv.ClearFaults()
		require.NoError(t, get(t.Context(), client))
		assert.Equal(t, 3, srv.Logins(), "the new token is kept")
	})
}

// A login that is refused with HTTP 401 or 403 does not log in again.
func TestALoginThatIsForbidden(t *testing.T) {
	for _, body := range []string{``, `{"success":false,"errorCode":"Locked","errorMsg":"the account is locked"}`} {
		for _, status := range []int{401, 403} {
			srv, _ := newServer(t)
			client := srv.Client()
			srv.Inject("Auth.Login", auitest.Fault{Status: status, Body: body, Times: -1})
			_, err := client.Auth.Login(t.Context())
			require.Error(t, err)
			if body != "" {
				assert.Equal(t, "Locked", clienttest.AsError(t, err).Code)
			}
			assert.Error(t, get(t.Context(), client))
			assert.Equal(t, 2, count(srv, "Auth.Login"), "one for each call")
		}
	}
}

// Replies that an AppServer does not give come with a hint.
func TestHintsForOtherServers(t *testing.T) {
	for status, hint := range map[int]string{405: "firewall", 403: "7 days", 404: "v1.2.0", 502: "web page"} {
		client, _ := script(t, func(seen) (int, string) { return status, `<html>blocked</html>` }, classcloud.WithoutRetry())
		_, err := client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c", UserID: "u"})
		assert.Contains(t, clienttest.AsError(t, err).Hint, hint, status)
	}
}
