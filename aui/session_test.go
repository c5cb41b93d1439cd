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
)

// instant is a clock on which waiting takes no time.
type instant struct{ classcloud.SystemClock }

func (instant) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

func newServer(t *testing.T, opts ...auitest.Option) (*auitest.Server, auitest.Class) {
	t.Helper()
	srv := auitest.NewServer(opts...)
	t.Cleanup(srv.Close)
	return srv, srv.AddClass(auitest.Class{ClassID: "c-1", Title: "Kept", TeacherID: "t-1"})
}

func get(ctx context.Context, client *aui.Client) error {
	_, err := client.Classes.Get(ctx, &aui.GetClassRequest{ClassID: "c-1", UserID: "t-1"})
	return err
}

func count(srv *auitest.Server, operation string) (n int) {
	for _, r := range srv.Requests() {
		if r.Operation == operation {
			n++
		}
	}
	return n
}

func asError(t *testing.T, err error) *classcloud.Error {
	t.Helper()
	var e *classcloud.Error
	require.ErrorAs(t, err, &e)
	return e
}

// together runs f in n goroutines.
func together(n int, f func()) {
	var group sync.WaitGroup
	for range n {
		group.Go(f)
	}
	group.Wait()
}

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
	var days atomic.Int64
	start := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	srv, _ := newServer(t, auitest.WithClock(func() time.Time { return start.AddDate(0, 0, int(days.Load())) }))
	client := srv.Client()
	for range 3 {
		require.NoError(t, get(t.Context(), client))
		days.Add(8)
	}
	assert.Equal(t, 3, srv.Logins())
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

func TestABodyThatSays401IsNoRefusedToken(t *testing.T) {
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
			client := srv.Client(classcloud.WithClock(instant{}))
			srv.Inject("Classes.Get", auitest.Fault{Status: status, Times: -1})
			err := get(t.Context(), client)
			assert.ErrorIs(t, err, classcloud.Unauthenticated)
			assert.Equal(t, status, asError(t, err).HTTPStatus)
			assert.Equal(t, 2, count(srv, "Auth.Login"), "one renewal")
			assert.Equal(t, 2, count(srv, "Classes.Get"))
		})
	}
	t.Run("is asked once where nothing is to be repeated, and the next call logs in", func(t *testing.T) {
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

func TestAWrongPassword(t *testing.T) {
	srv, _ := newServer(t)
	client, err := aui.New(aui.Credentials{Username: srv.Credentials().Username, Password: "wrong"},
		classcloud.WithBaseURL(srv.URL), classcloud.WithClock(instant{}))
	require.NoError(t, err)
	err = get(t.Context(), client)
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
	assert.ErrorIs(t, err, aui.CodeUnauthorized)
	e := asError(t, err)
	assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome)
	assert.Equal(t, "Classes.Get", e.Operation)
	assert.Contains(t, e.Hint, "Password")
	assert.Equal(t, 1, count(srv, "Auth.Login"), "it would be wrong again")
	assert.Zero(t, count(srv, "Classes.Get"))

	srv.ClearRequests()
	together(20, func() { assert.ErrorIs(t, get(t.Context(), client), classcloud.Unauthenticated) })
	assert.LessOrEqual(t, count(srv, "Auth.Login"), 20, "at most once a call")
}

func TestALoginWithoutItsToken(t *testing.T) {
	for _, reply := range []string{`{"success":true}`, `{"success":true,"data":null}`, `{"success":true,"data":{}}`, `{"success":true,"data":{"token":"","expire":""}}`, `[]`, ``, `<html>`} {
		srv, _ := newServer(t)
		client := srv.Client(classcloud.WithClock(instant{}))
		srv.Inject("Auth.Login", auitest.Fault{Status: 200, Body: reply, Times: -1})
		err := get(t.Context(), client)
		assert.ErrorIs(t, err, classcloud.DataLoss, reply)
		assert.Equal(t, classcloud.OutcomeNotSent, asError(t, err).Outcome, reply)
		assert.Empty(t, asError(t, err).Body, "a login's reply is never kept")
		assert.Zero(t, count(srv, "Classes.Get"), reply)
		assert.LessOrEqual(t, count(srv, "Auth.Login"), 3, reply)
	}
}

func TestALoginThatFailsForAWhile(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client(classcloud.WithClock(instant{}))
	srv.Inject("Auth.Login", auitest.Fault{Status: 503, Times: 2})
	require.NoError(t, get(t.Context(), client))
	assert.Equal(t, 3, count(srv, "Auth.Login"))

	other := srv.Client(classcloud.WithClock(instant{}))
	srv.Inject("Auth.Login", auitest.Fault{Status: 503, Times: -1})
	_, err := other.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "New", TeacherID: "t-1"})
	assert.ErrorIs(t, err, classcloud.Unavailable)
	assert.False(t, classcloud.MaybeApplied(err), "the create was not sent")
	srv.ClearFaults()
	require.NoError(t, get(t.Context(), other), "a failed login is not remembered")
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

func TestATokenOfTheCallersOwn(t *testing.T) {
	srv, _ := newServer(t)
	client, err := aui.New(aui.Credentials{Token: srv.IssueToken("teacher")}, classcloud.WithBaseURL(srv.URL))
	require.NoError(t, err)
	require.NoError(t, get(t.Context(), client))
	assert.Zero(t, srv.Logins())

	srv.ExpireTokens()
	err = get(t.Context(), client)
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
	assert.Contains(t, asError(t, err).Hint, "renewed by its issuer")
	assert.Equal(t, 2, count(srv, "Classes.Get"))
	_, err = client.Auth.Login(t.Context())
	assert.ErrorIs(t, err, classcloud.InvalidArgument)
	assert.Zero(t, count(srv, "Auth.Login"))
}

// rotating gives another token for each attempt.
type rotating struct{ tokens chan string }

func (r rotating) Credentials(context.Context) (aui.Credentials, error) {
	return aui.Credentials{Token: <-r.tokens}, nil
}

func TestASourceOfTokens(t *testing.T) {
	srv, _ := newServer(t)
	source := rotating{make(chan string, 2)}
	client, err := aui.New(source, classcloud.WithBaseURL(srv.URL), classcloud.WithClock(instant{}))
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

func TestWithLoginPath(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client(aui.WithLoginPath("/login"))
	require.NoError(t, get(t.Context(), client))
	assert.Equal(t, "/login", srv.Requests()[0].Path)
	for _, bad := range []string{"", "login", "/log in", "/login?x=1", "/#"} {
		_, err := aui.New(srv.Credentials(), classcloud.WithBaseURL(srv.URL), aui.WithLoginPath(bad))
		assert.Error(t, err, bad)
	}
}

func TestNewRefuses(t *testing.T) {
	base := classcloud.WithBaseURL("http://127.0.0.1:1")
	_, err := aui.New(aui.Credentials{Username: "u", Password: "p"})
	assert.ErrorContains(t, err, "base URL", "there is no default")
	_, err = aui.New(nil, base)
	assert.Error(t, err)
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

func TestWhatTheServerSays(t *testing.T) {
	srv, _ := newServer(t)
	client := srv.Client()
	for _, test := range []struct {
		name, reply string
		kind        classcloud.Kind
		is          error
		maybe       bool
		says        string
	}{
		{"a class it does not know", `{"success":false,"errorCode":"404","errorMsg":"未查询到"}`, classcloud.NotFound, aui.CodeNotFound, false, "未查询到"},
		{"nearly everything", `{"success":false,"errorCode":"500","errorMsg":"服务器异常，请稍后重试"}`, classcloud.Internal, aui.CodeInternal, true, "服务器异常"},
		{"a number for a code", `{"success":false,"errorCode":500,"errorMsg":"x"}`, classcloud.Internal, aui.CodeInternal, true, "x"},
		{"missing fields", `{"success":false,"data":{"code":0,"msg":"userId不能为空<br>id不能为空<br>"},"errorCode":"500","errorMsg":"服务器异常，请稍后重试"}`, classcloud.InvalidArgument, aui.CodeInternal, false, "userId不能为空; id不能为空"},
		{"no IM server", `{"success":false,"errorCode":"500","errorMsg":"imServer null"}`, classcloud.InvalidArgument, aui.CodeInternal, false, "imServer null"},
		{"a document twice", `{"success":false,"errorCode":"500","errorMsg":"id已经存在"}`, classcloud.AlreadyExists, aui.CodeInternal, false, "id已经存在"},
		{"a wrong value", `{"success":false,"errorCode":"401","errorMsg":"参数错误"}`, classcloud.InvalidArgument, aui.CodeUnauthorized, false, "参数错误"},
		{"a whiteboard's own code", `{"success":false,"errorCode":"414","errorMsg":"check sign failed"}`, classcloud.Unknown, aui.Code("414"), true, "check sign failed"},
		{"no such class to join", `{"success":false,"data":{"reason":"ClassNotFound"}}`, classcloud.NotFound, aui.ReasonClassNotFound, false, "does not exist"},
		{"kicked", `{"success":false,"data":{"reason":"InBlackList"}}`, classcloud.PermissionDenied, aui.ReasonInBlackList, false, "kicked"},
		{"no assistant", `{"success":false,"data":{"reason":"ClassNotAssistantPermit"}}`, classcloud.PermissionDenied, aui.ReasonClassNotAssistantPermit, false, "not allow an assistant"},
		{"an assistant already", `{"success":false,"data":{"reason":"ClassHasAssistant"}}`, classcloud.FailedPrecondition, aui.ReasonClassHasAssistant, false, "already has an assistant"},
		{"not there", `{"success":false,"data":{"reason":"NotInClass"}}`, classcloud.FailedPrecondition, aui.ReasonNotInClass, false, "not in the class"},
		{"a reason nobody knows", `{"success":false,"data":{"reason":"TooLate"}}`, classcloud.FailedPrecondition, aui.Reason("TooLate"), false, "TooLate"},
		{"no reason at all", `{"success":false,"data":{}}`, classcloud.Internal, classcloud.Internal, true, ""},
		{"nothing", `{"success":false}`, classcloud.Internal, classcloud.Internal, true, ""},
		{"no success", `{"data":{"id":"c"}}`, classcloud.DataLoss, classcloud.DataLoss, true, "has no success member"},
		{"success without its class", `{"success":true}`, classcloud.DataLoss, classcloud.DataLoss, true, "holds no result"},
		{"success with a class that has no id", `{"success":true,"data":{"title":"T"}}`, classcloud.DataLoss, classcloud.DataLoss, true, "is missing from a success"},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv.ClearRequests()
			srv.Respond("Classes.Create", test.reply)
			class, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "T", TeacherID: "t-1"})
			assert.Nil(t, class)
			assert.ErrorIs(t, err, test.kind)
			assert.ErrorIs(t, err, test.is)
			assert.ErrorContains(t, err, test.says)
			assert.Equal(t, test.maybe, classcloud.MaybeApplied(err), "%v", err)
			assert.Equal(t, 1, count(srv, "Classes.Create"))
		})
	}
}

func TestEveryServerVersion(t *testing.T) {
	for _, dialect := range []auitest.Dialect{auitest.DialectV10, auitest.DialectV13, auitest.DialectHead} {
		t.Run(dialect.String(), func(t *testing.T) {
			srv, _ := newServer(t, auitest.WithDialect(dialect))
			client := srv.Client()
			class, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "T", TeacherID: "t-1"})
			require.NoError(t, err)
			assert.NotEmpty(t, class.GroupID())
			got, err := client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: class.ClassID, UserID: "t-1"})
			require.NoError(t, err)
			assert.Equal(t, class.GroupID(), got.GroupID())
			assert.False(t, got.CreateTime.IsZero())
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
