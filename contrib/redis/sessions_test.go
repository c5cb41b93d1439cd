package classcloudredis_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	classcloudredis "github.com/go-classcloud/classcloud/contrib/redis"
)

func TestAFleetLogsInOnce(t *testing.T) {
	redis := startRedis(t)
	srv := auitest.NewServer()
	defer srv.Close()
	kept := srv.AddClass(auitest.Class{Title: "Kept", TeacherID: "t-1"})
	var told []error
	client := redis.client()
	get := func() {
		t.Helper()
		option := aui.WithSessionStore(classcloudredis.NewSessions(client), func(_ context.Context, err error) { told = append(told, err) })
		_, err := srv.Client(option).Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: kept.ClassID, UserID: "t-1"})
		require.NoError(t, err)
	}
	logins := func() (n int) {
		for _, r := range srv.Requests() {
			if r.Operation == "Auth.Login" {
				n++
			}
		}
		return n
	}
	for range 5 { // each a client of its own, as in five servers
		get()
	}
	assert.Equal(t, 1, logins())
	assert.Empty(t, told)

	redis.kill()
	get()
	assert.Equal(t, 2, logins(), "without Redis each logs in for itself")
	assert.NotEmpty(t, told)
	redis.start()
	back(t, client)
	told = nil
	get()
	assert.Equal(t, 2, logins(), "what was kept is there again")
	assert.Empty(t, told)

	store := classcloudredis.NewSessions(redis.client())
	require.NoError(t, store.Keep(t.Context(), "a", "one"))
	require.NoError(t, store.Forget(t.Context(), "a", "another"))
	token, err := store.Token(t.Context(), "a")
	require.NoError(t, err)
	assert.Equal(t, "one", token)
	require.NoError(t, store.Forget(t.Context(), "a", "one"))
	token, err = store.Token(t.Context(), "a")
	require.NoError(t, err)
	assert.Empty(t, token)
}
