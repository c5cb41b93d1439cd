package baijiayun_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// Start and Stop are not repeated after a lost answer, because the class may have changed meanwhile.
func TestStartAndStopAreNotRepeated(t *testing.T) {
	server := clienttest.NewStub(t, clienttest.Always(clienttest.Answer{Status: http.StatusBadGateway}))
	client, err := baijiayun.New(baijiayun.Credentials{PartnerID: 1, PartnerKey: key}, classcloud.WithBaseURL(server.URL))
	require.NoError(t, err)
	assert.True(t, classcloud.MaybeApplied(client.Rooms.Start(t.Context(), 1)))
	assert.True(t, classcloud.MaybeApplied(client.Rooms.Stop(t.Context(), &baijiayun.StopRoomRequest{RoomID: 1})))
	assert.Equal(t, 2, server.Count())
}
