package auitest_test

import (
	"crypto/sha1"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/aui/auitest"
)

func TestWhiteboardAuth(t *testing.T) {
	srv := start(t)
	data := post(t, srv, "getWhiteboardAuthInfo", `{}`).data(t)
	assert.ElementsMatch(t, []string{"curTime", "checksum", "nonce"}, keys(data))
	assert.Regexp(t, `^[0-9a-f]{32}$`, data["nonce"])
	now := int64(data["curTime"].(float64))
	sum := sha1.Sum(fmt.Appendf(nil, "%s%s%d", auitest.WhiteboardSecret, data["nonce"], now))
	assert.Equal(t, fmt.Sprintf("%x", sum), data["checksum"])

	again := post(t, srv, "getWhiteboardAuthInfo", `{}`).data(t)
	assert.NotEqual(t, data["nonce"], again["nonce"])

	srv.SetClock(fixed(noon().Add(time.Hour)))
	later := int64(post(t, srv, "getWhiteboardAuthInfo", `{}`).data(t)["curTime"].(float64))
	assert.Zero(t, now%128)
	assert.Zero(t, later%128)
	assert.InDelta(t, noon().Unix(), now, 128)
	assert.InDelta(t, noon().Add(time.Hour).Unix(), later, 128)
}

func TestWhiteboardAuthNeedsNoBody(t *testing.T) {
	srv := start(t)
	header := map[string]string{"Authorization": "Bearer " + srv.IssueToken("ada")}
	got, err := send(t, "POST", srv.URL+"/api/v1/class/getWhiteboardAuthInfo", header, "")
	require.NoError(t, err)
	assert.Contains(t, got.data(t), "checksum")
	got, err = send(t, "POST", srv.URL+"/api/v1/class/getWhiteboardAuthInfo", nil, "")
	require.NoError(t, err)
	got.forbids(t)
}
