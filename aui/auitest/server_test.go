package auitest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestFaults(t *testing.T) {
	srv := start(t)
	header := func() map[string]string {
		return map[string]string{"Content-Type": "application/json", "Authorization": "Bearer " + srv.IssueToken("ada")}
	}

	t.Run("another answer, once and without effect", func(t *testing.T) {
		srv.Inject("Classes.Create", auitest.Fault{Status: 502, Body: "bad gateway"})
		got := post(t, srv, "create", fullClass)
		assert.Equal(t, 502, got.status)
		assert.Equal(t, "bad gateway", got.body)
		assert.Empty(t, srv.Classes())
		post(t, srv, "create", fullClass).data(t)
	})
	t.Run("a reset after the class was made", func(t *testing.T) {
		made := len(srv.Classes())
		srv.Inject("Classes.Create", auitest.Fault{Apply: true, Reset: true})
		_, err := send(t, "POST", srv.URL+"/api/v1/class/create", header(), fullClass)
		require.Error(t, err)
		assert.Len(t, srv.Classes(), made+1)
	})
	t.Run("a truncated answer", func(t *testing.T) {
		srv.Inject("Classes.Get", auitest.Fault{Truncate: 5})
		_, err := send(t, "POST", srv.URL+"/api/v1/class/get", header(), getNothing)
		require.Error(t, err)
	})
}

func TestRespond(t *testing.T) {
	srv := start(t)
	for _, operation := range []string{"create", "get", "start", "stop"} {
		name := map[string]string{"create": "Classes.Create", "get": "Classes.Get", "start": "Classes.Start", "stop": "Classes.Stop"}[operation]
		srv.Respond(name, auitest.DocumentedReply(name))
		assert.Equal(t, auitest.DocumentedReply(name), post(t, srv, operation, `{}`).body)
		postAs(t, srv, "", operation, `{}`).forbids(t)
	}
	srv.Respond("Classes.Get", "")
	assert.Contains(t, post(t, srv, "get", getNothing).body, `"404"`)
}
