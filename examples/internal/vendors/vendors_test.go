package vendors_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func none(string) string { return "" }

func TestWithoutAnAccountAVendorIsEmbedded(t *testing.T) {
	for _, v := range vendors.All() {
		var notes bytes.Buffer
		session, err := v.Connect(none, &notes)
		require.NoError(t, err, v.Name)
		assert.True(t, session.IsEmbedded(), v.Name)
		assert.NotNil(t, session.Server, v.Name)
		assert.NotNil(t, session.Client, v.Name)
		base := strings.ToUpper(v.Name) + "_BASE_URL"
		assert.Contains(t, session.Get(base), "http://127.0.0.1:", v.Name)
		assert.Equal(t, v.Name+": no "+base+" set, using the embedded test server\n", notes.String())
		session.Close()
	}
}

func TestTheEnvironmentNamesAnAccount(t *testing.T) {
	for _, v := range vendors.All() {
		server, env := v.Sandbox()
		get := func(name string) string { return env[name] }
		var notes bytes.Buffer
		session, err := v.Connect(get, &notes)
		require.NoError(t, err, v.Name)
		assert.False(t, session.IsEmbedded(), v.Name)
		assert.Empty(t, notes.String(), v.Name)
		assert.Len(t, v.SetNames(get), len(env), v.Name)
		assert.Empty(t, v.SetNames(none), v.Name)
		session.Close()
		server.Close()
	}
}

func TestAnIncompleteEnvironmentIsNotAnAccount(t *testing.T) {
	for _, v := range vendors.All() {
		for _, variable := range v.Env {
			get := func(name string) string {
				if name == variable.Name {
					return "1"
				}
				return ""
			}
			session, err := v.Connect(get, io.Discard)
			require.ErrorIs(t, err, vendors.ErrEnvironment, "%s alone", variable.Name)
			assert.Nil(t, session)
			assert.ErrorContains(t, err, variable.Name+" is set")
		}
	}
}

// stopped is a server that knows whether it was stopped.
type stopped struct{ is bool }

func (s *stopped) Close() { s.is = true }

func TestAClientThatCannotBeMadeStopsItsServer(t *testing.T) {
	server := &stopped{}
	v := vendors.Vendor{Name: "invented", Env: []vendors.Var{{Name: "INVENTED"}},
		Sandbox: func() (vendors.Server, map[string]string) { return server, nil },
		Open:    func(func(string) string, []classcloud.ClientOption) (any, error) { return nil, errors.New("no client") }}
	session, err := v.Connect(none, io.Discard)
	require.EqualError(t, err, "no client")
	assert.Nil(t, session)
	assert.True(t, server.is)
}

func TestFindNamesTheVendors(t *testing.T) {
	for _, v := range vendors.All() {
		found, err := vendors.Find(v.Name)
		require.NoError(t, err)
		assert.Equal(t, v.Name, found.Name)
	}
	_, err := vendors.Find("zoom")
	require.EqualError(t, err, `unknown vendor "zoom"; the vendors are agora, aui, baijiayun, classin, weclassroom`)
}
