package auitest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestClient(t *testing.T) {
	srv := auitest.NewServer()
	defer srv.Close()

	class, err := srv.Client().Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "Grammar", TeacherID: "t1"})
	require.NoError(t, err)
	require.Len(t, srv.Classes(), 1)
	assert.Equal(t, srv.Classes()[0].ClassID, class.ClassID)
	assert.Equal(t, 1, srv.Logins())
}

func TestClientPanicsOnBadOptions(t *testing.T) {
	srv := start(t)
	assert.Panics(t, func() { srv.Client(classcloud.WithBaseURL("://")) })
}

func TestWithCredentialsRefusesAToken(t *testing.T) {
	assert.Panics(t, func() { auitest.WithCredentials(aui.Credentials{Token: "t"}) })
}
