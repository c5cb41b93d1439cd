package agora_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// keys are credentials for tests without a server that checks them.
var keys = agora.Credentials{AppID: "970CA35de60c44645bbae8a215061b33", Certificate: "0123456789abcdef0123456789abcdef"}

// stubbed returns a client of a stub that is asked without a network.
func stubbed(t *testing.T, stub *clienttest.Stub, opts ...classcloud.ClientOption) *agora.Client {
	t.Helper()
	own := []classcloud.ClientOption{agora.WithRegion(agora.RegionCN), classcloud.WithHTTPClient(&http.Client{Transport: stub}), classcloud.WithClock(clienttest.NewClock())}
	client, err := agora.New(keys, append(own, opts...)...)
	require.NoError(t, err)
	return client
}

func newProject(t *testing.T) (*agoratest.Server, *clienttest.Clock) {
	t.Helper()
	clock := clienttest.NewClock()
	srv := agoratest.NewServer(agoratest.WithClock(clock.Now))
	t.Cleanup(srv.Close)
	return srv, clock
}

func newClient(t *testing.T, srv *agoratest.Server, clock *clienttest.Clock, source agora.CredentialSource, opts ...classcloud.ClientOption) *agora.Client {
	t.Helper()
	client, err := agora.New(source, append([]classcloud.ClientOption{agora.WithRegion(agora.RegionCN), classcloud.WithBaseURL(srv.URL), classcloud.WithClock(clock)}, opts...)...)
	require.NoError(t, err)
	return client
}

// in returns the option of a region, or of none.
func in(region agora.Region) classcloud.ClientOption {
	if region == agora.RegionNone {
		return agora.WithoutRegion()
	}
	return agora.WithRegion(region)
}

func createRoom(t *testing.T, client *agora.Client, id string) error {
	t.Helper()
	return client.Rooms.Create(t.Context(), &agora.CreateRoomRequest{RoomUUID: id, RoomName: "Grammar", RoomType: new(agora.RoomTypeSmall)})
}

func builder(srv *agoratest.Server, clock *clienttest.Clock) agora.TokenBuilder {
	return agora.TokenBuilder{AppID: srv.Credentials().AppID, Certificate: srv.Credentials().Certificate, Now: clock.Now}
}

type source func() (agora.Token, error)

func (s source) Token(context.Context) (agora.Token, error) { return s() }

// number is a JSON number as a reply holds it.
func number(text string) json.Number { return json.Number(text) }
