package baijiayun_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// A lost answer to Start or Stop is not followed by a second one: the class may have changed meanwhile.
func TestStartAndStopAreNotRepeated(t *testing.T) {
	var calls int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls++
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer server.Close()
	client, err := baijiayun.New(baijiayun.Credentials{PartnerID: 1, PartnerKey: key}, classcloud.WithBaseURL(server.URL))
	require.NoError(t, err)
	assert.True(t, classcloud.MaybeApplied(client.Rooms.Start(t.Context(), 1)))
	assert.True(t, classcloud.MaybeApplied(client.Rooms.Stop(t.Context(), &baijiayun.StopRoomRequest{RoomID: 1})))
	assert.Equal(t, 2, calls)
}
