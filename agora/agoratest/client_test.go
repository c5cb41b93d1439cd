package agoratest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func TestTheClientReachesTheServer(t *testing.T) {
	server := agoratest.NewServer()
	defer server.Close()
	assert.Equal(t, agora.Credentials{AppID: server.AppID(), Certificate: server.Certificate()}, server.Credentials())
	client := server.Client()
	room := &agora.CreateRoomRequest{RoomUUID: "a b#1", RoomName: "Maths", RoomType: new(agora.RoomTypeSmall)}
	require.NoError(t, client.Rooms.Create(t.Context(), room))
	require.Len(t, server.Rooms(), 1)
	assert.Equal(t, "a b#1", server.Rooms()[0].RoomUUID)
}

func TestTheClientLivesOnTheServersClock(t *testing.T) {
	c := newCloud(t)
	client := c.Client()
	for _, id := range []string{"class-1", "class-2"} {
		room := &agora.CreateRoomRequest{RoomUUID: id, RoomName: "Maths", RoomType: new(agora.RoomTypeSmall)}
		require.NoError(t, client.Rooms.Create(t.Context(), room))
		c.advance(48 * time.Hour)
	}
}

func TestClientPanicsOnABadOption(t *testing.T) {
	c := newCloud(t)
	assert.Panics(t, func() { c.Client(agora.WithRegion("nowhere")) })
}
