package house_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// auiVendor holds what the tests of all vendors know about AUI.
var auiVendor = vendor{
	name: "aui", title: "Alibaba AUI AppServer", documented: 24, wider: 0,
	example: "Classes.Create", params: "map[string]any", paramsDoc: "the JSON body with its numbers as json.Number; nil when the body could not be read or the token was refused",
	operations:      aui.Operations,
	served:          served(auitest.NewServer),
	documentedReply: auitest.DocumentedReply,
	open:            openAUI,
	client: func(opts ...classcloud.ClientOption) (any, error) {
		return aui.New(auiCanary, append([]classcloud.ClientOption{classcloud.WithBaseURL("http://127.0.0.1:1")}, opts...)...)
	},
	with: func(client any, opts ...classcloud.ClientOption) (any, error) {
		return client.(*aui.Client).With(opts...)
	},
	newFrom: func(source any, opts ...classcloud.ClientOption) (any, error) {
		return aui.New(source.(aui.CredentialSource), opts...)
	},
	nilSource: func() error {
		_, err := aui.New((*struct{ aui.CredentialSource })(nil), classcloud.WithBaseURL("http://127.0.0.1:1"))
		return err
	},
	zero: func(ctx context.Context) (any, map[string]func() error) {
		return &aui.Client{}, map[string]func() error{
			"With": func() error { _, err := new(aui.Client).With(); return err },
			"Do":   func() error { return new(aui.Client).Do(ctx, aui.Call{Path: "/x"}, nil) },
		}
	},
	types: []any{
		aui.Board{}, aui.Credentials{}, aui.Refusal{},
	},
	secrets:    []string{auiCanary.Password},
	onClock:    auiOnClock,
	moreToShow: auiShows,
}

// auiCanary holds the credentials of the tests. Its secrets must never be shown; see secrets_test.go.
var auiCanary = aui.Credentials{Username: "teacher", Password: "canary-password-of-aui"}

func openAUI(t *testing.T, opts ...classcloud.ClientOption) *world {
	srv := auitest.NewServer(auitest.WithCredentials(auiCanary))
	kit, clock, opts := settle(t, kitOf(srv.URL, srv), opts)
	c := srv.Client(opts...)
	kept := srv.AddClass(auitest.Class{Title: "Kept", TeacherID: "t-1"})
	w := &world{vendor: "aui", kit: kit, clock: clock, client: c, credentials: srv.Credentials(),
		readOp: "Classes.Get", createOp: "Classes.Create", documented: auitest.DocumentedReply("Classes.Get")}
	w.read = func(ctx context.Context, opts ...classcloud.CallOption) (any, error) {
		return c.Classes.Get(ctx, &aui.GetClassRequest{ClassID: kept.ClassID, UserID: "t-1"}, opts...)
	}
	w.create = func(ctx context.Context, n int, opts ...classcloud.CallOption) (any, error) {
		return c.Classes.Create(ctx, &aui.CreateClassRequest{Title: fmt.Sprint("Class ", n), TeacherID: "t-1"}, opts...)
	}
	w.made = func() int { return len(srv.Classes()) - 1 }
	w.signature = func(r vendortest.Request) []string {
		return []string{strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")}
	}
	w.journey = func(t *testing.T, ctx context.Context) {
		class, err := c.Classes.Create(ctx, &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1"})
		require.NoError(t, err)
		started, err := c.Classes.Start(ctx, &aui.ClassActionRequest{ClassID: class.ClassID, UserID: "t-1"})
		require.NoError(t, err)
		assert.Equal(t, aui.ClassStatusStarted, started.Status)
		_, err = c.Classes.Stop(ctx, &aui.ClassActionRequest{ClassID: class.ClassID, UserID: "t-1"})
		require.NoError(t, err)
		got, err := c.Classes.Get(ctx, &aui.GetClassRequest{ClassID: class.ClassID, UserID: "t-1"})
		require.NoError(t, err)
		assert.Equal(t, aui.ClassStatusEnded, got.Status)
		assert.NotEmpty(t, got.GroupID())
		assert.True(t, got.StartTime.Equal(clock.Now()), "Beijing's wall clock is read as such")
		assert.Equal(t, 1, srv.Logins())
		_, err = c.Classes.Get(ctx, &aui.GetClassRequest{ClassID: "nobody's", UserID: "t-1"})
		assert.ErrorIs(t, err, classcloud.NotFound)
	}
	return w
}

// auiOnClock starts a server on a clock. create creates something with the client of the server.
func auiOnClock(t *testing.T, now func() time.Time) (setClock func(func() time.Time), create func(at time.Time) error) {
	srv := auitest.NewServer(auitest.WithClock(now))
	t.Cleanup(srv.Close)
	client := srv.Client()
	return srv.SetClock, func(time.Time) error {
		_, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t-1"})
		return err
	}
}

// auiShows returns more values and errors that must not show a secret: other ways to sign, refused keys, links, tokens.
func auiShows(t *testing.T, s *sieve, w *world) map[string]any {
	t.Helper()
	ctx, options := t.Context(), showing(s, w)
	get := func(keys aui.Credentials) error {
		client, err := aui.New(keys, options...)
		if err != nil {
			return err
		}
		_, err = client.Classes.Get(ctx, &aui.GetClassRequest{ClassID: "c", UserID: "u"})
		return err
	}
	session, err := w.client.(*aui.Client).Auth.Login(ctx)
	require.NoError(t, err)
	s.secret(session.Token, "a session's token")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%q", "%x"} { // but not its JSON, which callers hand on
		s.add("a session "+verb, fmt.Sprintf(verb, session)+fmt.Sprintf(verb, *session)+fmt.Sprintf(verb, []any{session, *session}))
	}
	s.logger().Info("a session", "pointer", session, "value", *session)
	w.kit.Respond("Auth.Login", `{"success":true,"data":{"token":"`+canary+`","expire":"never"}}`)
	_, unreadable := w.client.(*aui.Client).Auth.Login(ctx)
	w.kit.Respond("Auth.Login", `{"success":true,"data":{"token":["`+canary+`"]}}`)
	_, odd := w.client.(*aui.Client).Auth.Login(ctx)
	w.kit.Respond("Auth.Login", "")
	return map[string]any{
		"a program with a client":        struct{ client *aui.Client }{w.client.(*aui.Client)},
		"a program with a service":       &struct{ classes aui.ClassesService }{w.client.(*aui.Client).Classes},
		"a wrong password":               get(aui.Credentials{Username: "teacher", Password: canary}),
		"an invalid token":               get(aui.Credentials{Token: canary}),
		"a token with a line break":      get(aui.Credentials{Token: canary + "\r\nX-Evil: 1"}),
		"a token beside a password":      get(aui.Credentials{Token: canary, Password: canary}),
		"a login whose end is unclear":   unreadable,
		"a login whose token is a list":  odd,
		"credentials of a token":         aui.Credentials{Token: canary},
		"the shared config of a session": w.client.(*aui.Client).Auth,
	}
}
