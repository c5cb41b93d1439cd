package agora_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
)

func TestARoomThatExistsWithAnotherType(t *testing.T) {
	srv, clock := newProject(t)
	client := newClient(t, srv, clock, srv.Credentials())
	require.NoError(t, createRoom(t, client, "r"))
	err := client.Rooms.Create(t.Context(), &agora.CreateRoomRequest{RoomUUID: "r", RoomName: "Grammar", RoomType: new(agora.RoomTypeLecture)})
	assert.ErrorIs(t, err, classcloud.AlreadyExists)
	assert.ErrorIs(t, err, agora.CodeRoomTypeConflict)
	err = createRoom(t, client, "r")
	assert.ErrorIs(t, err, agora.CodeRoomExists)
	assert.False(t, classcloud.MaybeApplied(err), "it was there before this call")
}
