package baijiayuntest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestClient(t *testing.T) {
	srv := start(t, published())
	assert.Equal(t, int64(12345678), srv.Credentials().PartnerID)
	srv.AddRoom(baijiayuntest.Room{RoomID: 17091462522904, Title: "直播培训"})
	var out map[string]any
	err := srv.Client().Do(t.Context(), baijiayun.Call{
		Path:   "/openapi/room/info",
		Params: []classcloud.Param{{Name: "room_id", Value: int64(17091462522904)}},
	}, &out)
	require.NoError(t, err)
	assert.Equal(t, "直播培训", out["title"])
	assert.Panics(t, func() { srv.Client(classcloud.WithBaseURL("no url")) })
}
