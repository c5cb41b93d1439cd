package baijiayuntest_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStreams(t *testing.T) {
	srv := start(t)
	_, id := addedRoom(srv)
	var push struct {
		ExpireTime string `json:"expire_time"`
		PushURL    string `json:"push_url"`
	}
	require.NoError(t, json.Unmarshal(post(t, srv, "/openapi/room/getPushLiveUrl", fields{"room_id": id}).ok(t).Data, &push))
	assert.Equal(t, "2017-08-02 15:24:48", push.ExpireTime)
	assert.Regexp(t, fmt.Sprintf(`^rtmp://pushstream-public\.baijiayun\.com/mgclient/[0-9a-f]{32}/%x/17091462522904-00001$`,
		time.Unix(now, 0).AddDate(0, 0, 1).Unix()), push.PushURL)
	post(t, srv, "/openapi/room/getPullStreamUrl", fields{"room_id": id}).data(t, `{
		"rtmp_url":"rtmp://pulltc-live.baijiayun.com/mgclient/17091462522904-00001",
		"m3u8_url":"http://pulltc-live.baijiayun.com/mgclient/17091462522904-00001/playlist.m3u8"}`)
}
