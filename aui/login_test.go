package aui_test

import (
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// logins counts what arrived at the login.
func logins(srv *auitest.Server) int {
	n := 0
	for _, r := range srv.Requests() {
		if r.Operation == "Auth.Login" {
			n++
		}
	}
	return n
}

func TestNewNeedsABaseURL(t *testing.T) {
	_, err := aui.New(aui.Credentials{Token: "t"})
	require.ErrorContains(t, err, "the base URL is missing")
	_, err = aui.New(nil)
	require.Error(t, err)
	_, err = aui.New(aui.Credentials{Username: "u", Password: "p", Token: "t"}, classcloud.WithBaseURL("http://aui.invalid"))
	require.ErrorContains(t, err, "one or the other")
	_, err = aui.New(aui.Credentials{Username: "u"}, classcloud.WithBaseURL("http://aui.invalid"))
	require.Error(t, err)
}

// Fifty goroutines that meet an expired token cause one login.
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
	assert.Equal(t, 1, logins(srv), "the first of them logs in for all")
	srv.ExpireTokens()
	all()
	assert.Equal(t, 2, logins(srv), "one login anew for all")
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
	assert.Equal(t, 1, logins(srv), "Login's token serves the client and those made from it")

	srv.ExpireTokens()
	_, err = other.Classes.Get(t.Context(), ask)
	failureOf(t, err, classcloud.Unauthenticated)
	_, err = other.Classes.Get(t.Context(), ask)
	require.NoError(t, err, "without retries the next call logs in again")
	assert.Equal(t, 2, logins(srv))
}

// 401 and 403 are met alike; a write that was refused so is sent again, for nothing was done.
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
		assert.Equal(t, 2, logins(srv))
		assert.Len(t, srv.Classes(), 1)

		srv.Inject("Classes.Get", auitest.Fault{Status: status, Times: -1})
		_, err = client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: class.ClassID, UserID: "x"})
		failureOf(t, err, classcloud.Unauthenticated)
		assert.Equal(t, 3, logins(srv), "a call renews the token once")
		srv.Close()
	}
}

func TestLoginPath(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	client := srv.Client(aui.WithLoginPath("/login"))
	_, err := client.Auth.Login(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "/login", srv.Requests()[0].Path)
	for _, path := range []string{"", "login", "/log in", "/login?x=1"} {
		_, err = aui.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL), aui.WithLoginPath(path))
		require.Error(t, err, path)
	}
	_, err = baijiayun.New(baijiayun.Credentials{Domain: "d", PartnerID: 1, PartnerKey: "k"}, aui.WithV2())
	require.Error(t, err, "another vendor's option")
}

// A body's "401" is a bad parameter.
func TestABodysCodeRenewsNothing(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()
	client := srv.Client()
	srv.Respond("Classes.Get", `{"success":false,"errorCode":"401","errorMsg":"参数错误"}`)
	_, err := client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c", UserID: "u"})
	failureOf(t, err, classcloud.InvalidArgument)
	assert.Equal(t, 1, logins(srv))
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
