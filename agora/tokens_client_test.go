package agora_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// keysOf is a source that asks its function.
type keysOf func(context.Context) (agora.Credentials, error)

func (s keysOf) Credentials(ctx context.Context) (agora.Credentials, error) { return s(ctx) }

type tenant struct{}

func TestTokensAreSignedWithTheClientsOwnCredentials(t *testing.T) {
	srv, clock := newProject(t)
	current := srv.Credentials()
	client := newClient(t, srv, clock, keysOf(func(ctx context.Context) (agora.Credentials, error) {
		if ctx.Value(tenant{}) != nil {
			return keys, nil
		}
		return current, nil
	}))
	require.NoError(t, createRoom(t, client, "r"))
	enter := func(token string) error {
		other := newClient(t, srv, clock, agora.Credentials{AppID: srv.Credentials().AppID, Token: token})
		_, err := other.Rooms.Get(t.Context(), "r")
		return err
	}
	for name, token := range map[string]func(ctx context.Context) (string, error){
		"App": func(ctx context.Context) (string, error) { return client.Tokens.App(ctx, time.Hour) },
		"RoomUser": func(ctx context.Context) (string, error) {
			return client.Tokens.RoomUser(ctx, "r", "u", agora.RoleStudent, time.Hour)
		},
	} {
		made, err := token(t.Context())
		require.NoError(t, err, name)
		assert.NoError(t, enter(made), name)
		made, err = token(context.WithValue(t.Context(), tenant{}, "b"))
		require.NoError(t, err, name)
		assert.ErrorIs(t, enter(made), classcloud.Unauthenticated, "%s of another tenant", name)
	}
	byUser := func(token string) error {
		other := newClient(t, srv, clock, agora.Credentials{AppID: srv.Credentials().AppID, Token: token, UID: "u"})
		_, err := other.Rooms.Get(t.Context(), "r")
		return err
	}
	rtm, err := client.Tokens.RTM(t.Context(), "u", time.Hour)
	require.NoError(t, err)
	assert.NoError(t, byUser(rtm))
	rtm, err = client.Tokens.RTM006(t.Context(), "u", clock.Now().Add(time.Hour))
	require.NoError(t, err)
	assert.NoError(t, byUser(rtm), "the client's clock, not the machine's")
	_, err = client.Tokens.User(t.Context(), "u", time.Hour)
	require.NoError(t, err)

	current.Certificate = keys.Certificate // rotated
	made, err := client.Tokens.App(t.Context(), time.Hour)
	require.NoError(t, err)
	assert.ErrorIs(t, enter(made), classcloud.Unauthenticated, "the source is asked for every token")
}

func TestTokensThatAreRefused(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	for name, make := range map[string]func(ctx context.Context) (string, error){
		"Tokens.App":      func(ctx context.Context) (string, error) { return client.Tokens.App(ctx, 25*time.Hour) },
		"Tokens.User":     func(ctx context.Context) (string, error) { return client.Tokens.User(ctx, "a/b", time.Hour) },
		"Tokens.RoomUser": func(ctx context.Context) (string, error) { return client.Tokens.RoomUser(ctx, "r", "u", 70, time.Hour) },
		"Tokens.RTM":      func(ctx context.Context) (string, error) { return client.Tokens.RTM(ctx, "", time.Hour) },
		"Tokens.RTM006":   func(ctx context.Context) (string, error) { return client.Tokens.RTM006(ctx, "u", clock.Now()) },
	} {
		token, err := make(t.Context())
		assert.Empty(t, token)
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
		assert.Equal(t, name, clienttest.AsError(t, err).Operation)
		assert.Equal(t, classcloud.OutcomeNotSent, clienttest.AsError(t, err).Outcome)
	}
	_, err := newClient(t, srv, clock, agora.Credentials{AppID: keys.AppID, Token: "t"}).Tokens.App(t.Context(), time.Hour)
	assert.ErrorIs(t, err, classcloud.FailedPrecondition)
	assert.ErrorContains(t, err, "no Certificate")
	broken := errors.New("the vault is closed")
	_, err = newClient(t, srv, clock, keysOf(func(context.Context) (agora.Credentials, error) { return agora.Credentials{}, broken })).Tokens.App(t.Context(), time.Hour)
	assert.ErrorIs(t, err, broken)
	_, err = newClient(t, srv, clock, keysOf(func(context.Context) (agora.Credentials, error) { return agora.Credentials{AppID: "x"}, nil })).Tokens.App(t.Context(), time.Hour)
	assert.ErrorContains(t, err, "Credentials.AppID")
	_, err = new(agora.Client).Tokens.App(t.Context(), time.Hour)
	assert.ErrorContains(t, err, "New")
	assert.Empty(t, srv.Requests())
}

// A source that fails, or returns what is not sound, fails a token and a link as it fails a call.
func TestTokensOfASourceThatFails(t *testing.T) {
	for _, failure := range []error{errors.New("the vault is away"), nil} {
		client, err := agora.New(keysOf(func(context.Context) (agora.Credentials, error) { return agora.Credentials{}, failure }), agora.WithRegion(agora.RegionCN))
		require.NoError(t, err)
		_, tokenErr := client.Tokens.RTM(t.Context(), "u", time.Hour)
		_, linkErr := client.LaunchURL(t.Context(), &agora.LaunchURLRequest{PageURL: "https://a", RoomUUID: "r", RoomName: "n", RoomType: new(agora.RoomTypeSmall),
			UserUUID: "u", UserName: "n", Role: agora.RoleTeacher, Language: "en"})
		for name, err := range map[string]error{"Tokens.RTM": tokenErr, "LaunchURL": linkErr, "Rooms.Start": client.Rooms.Start(t.Context(), "r")} {
			e := clienttest.AsError(t, err)
			assert.Equal(t, classcloud.Unauthenticated, e.Kind, name)
			assert.Equal(t, classcloud.OutcomeNotSent, e.Outcome, name)
			assert.Equal(t, name, e.Operation)
		}
	}
}
