package sandbox

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

func createRoom(t *testing.T, client *baijiayun.Client, title string) (*baijiayun.CreatedRoom, error) {
	t.Helper()
	return client.Rooms.Create(t.Context(), &baijiayun.CreateRoomRequest{Title: title, StartTime: time.Now().Add(time.Hour), EndTime: time.Now().Add(2 * time.Hour)})
}

func TestACallIsInTheLogAndTheStateHasWhatItMade(t *testing.T) {
	b := start(t, Config{})
	_, err := createRoom(t, baijiayunClient(t, b), "七年级 <b>数学</b>")
	require.NoError(t, err)

	status, log := api(t, b, "GET", "/api/requests?vendor=baijiayun", "")
	require.Equal(t, 200, status, log)
	require.Len(t, log["requests"], 1)
	e := log["requests"].([]any)[0].(map[string]any)
	assert.Equal(t, "Rooms.Create", e["operation"])
	assert.Equal(t, "accepted", e["verdict"], e)
	assert.Equal(t, true, e["success"])
	assert.Equal(t, "七年级 <b>数学</b>", e["parameters"].(map[string]any)["title"])
	assert.Equal(t, "***", e["parameters"].(map[string]any)["sign"])
	assert.Contains(t, e["reply"], `"room_id"`)

	_, state := api(t, b, "GET", "/api/state?vendor=baijiayun", "")
	vendor := state["vendors"].([]any)[0].(map[string]any)
	rooms := vendor["exists"].(map[string]any)["rooms"].([]any)
	require.Len(t, rooms, 1)
	assert.Equal(t, "七年级 <b>数学</b>", rooms[0].(map[string]any)["title"])
}

func TestAWrongKeyIsExplained(t *testing.T) {
	b := start(t, Config{})
	e := env(b, "baijiayun")
	client, err := baijiayun.New(baijiayun.Credentials{Domain: e["BAIJIAYUN_DOMAIN"], PartnerID: 20260101, PartnerKey: "not-the-key"},
		classcloud.WithBaseURL(e["BAIJIAYUN_BASE_URL"]), classcloud.WithoutRetry())
	require.NoError(t, err)
	_, err = createRoom(t, client, "x")
	require.Error(t, err)
	_, log := api(t, b, "GET", "/api/requests", "")
	entry := log["requests"].([]any)[0].(map[string]any)
	assert.Equal(t, "refused", entry["verdict"])
	assert.NotEmpty(t, entry["mistake"])
	assert.Equal(t, false, entry["success"])
}

func TestRunPrintsAndStopsWithItsContext(t *testing.T) {
	var out strings.Builder
	b, err := New(Config{Port: -1, Out: &out, Vendors: []string{"classin", "agora"}})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.NoError(t, b.Run(ctx))
	assert.Contains(t, out.String(), "export AGORA_BASE_URL='http://127.0.0.1:")
	assert.Contains(t, out.String(), "export CLASSIN_SECRET='sandbox-invented-secret'")
	assert.NotContains(t, out.String(), "AUI_")
	require.NoError(t, b.Close())
}
