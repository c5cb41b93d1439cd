package agora_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func newProject(t *testing.T) (*agoratest.Server, *fakeClock) {
	t.Helper()
	clock := &fakeClock{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	srv := agoratest.NewServer(agoratest.WithClock(clock.Now))
	t.Cleanup(srv.Close)
	return srv, clock
}

func newClient(t *testing.T, srv *agoratest.Server, clock *fakeClock, source agora.CredentialSource, opts ...classcloud.ClientOption) *agora.Client {
	t.Helper()
	client, err := agora.New(source, append([]classcloud.ClientOption{classcloud.WithBaseURL(srv.URL), classcloud.WithClock(clock)}, opts...)...)
	require.NoError(t, err)
	return client
}

func createRoom(t *testing.T, client *agora.Client, id string) error {
	t.Helper()
	return client.Rooms.Create(t.Context(), &agora.CreateRoomRequest{RoomUUID: id, RoomName: "Grammar", RoomType: new(agora.RoomTypeSmall)})
}

func builder(srv *agoratest.Server, clock *fakeClock) agora.TokenBuilder {
	return agora.TokenBuilder{AppID: srv.Credentials().AppID, Certificate: srv.Credentials().Certificate, Now: clock.Now}
}

type source func() (agora.Token, error)

func (s source) Token(context.Context) (agora.Token, error) { return s() }
