package sandbox

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestASessionIsRecordedWithoutSecretsAndPlayedBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "session.jsonl")
	b, err := New(Config{Port: -1, Record: path, Vendors: []string{"baijiayun", "aui"}})
	require.NoError(t, err)
	room, err := createRoom(t, baijiayunClient(t, b), "七年级数学")
	require.NoError(t, err)
	_, err = baijiayunClient(t, b).Rooms.Get(t.Context(), room.RoomID)
	require.NoError(t, err)
	login := env(b, "aui")
	response, err := http.Post(login["AUI_BASE_URL"]+"/api/standard/class/login", "application/json",
		strings.NewReader(`{"username":"`+login["AUI_USERNAME"]+`","password":"`+login["AUI_PASSWORD"]+`"}`))
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.NoError(t, b.Close())

	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, 3, strings.Count(string(text), "\n"))
	for _, secret := range []string{"invented", "sign\":\"0", "eyJ"} {
		assert.NotContains(t, string(text), secret)
	}
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.EqualValues(t, 0o600, info.Mode().Perm())

	played := start(t, Config{Replay: path, Vendors: []string{"baijiayun", "aui"}})
	client := baijiayunClient(t, played)
	again, err := createRoom(t, client, "七年级数学")
	require.NoError(t, err)
	assert.Equal(t, room.RoomID, again.RoomID, "the reply is the recorded one")
	_, state := api(t, played, "GET", "/api/state", "")
	replay := state["replay"].(map[string]any)
	assert.EqualValues(t, 3, replay["recorded"])
	assert.EqualValues(t, 1, replay["matched"])
	assert.Len(t, replay["missing"], 2)

	_, err = createRoom(t, client, "八年级数学")
	require.ErrorContains(t, err, "501")
	log := requestsOf(t, played, "")
	assert.Contains(t, log[len(log)-1]["reply"], ".title was 七年级数学 and is 八年级数学")
	got, err := client.Rooms.Get(t.Context(), room.RoomID)
	require.NoError(t, err)
	assert.Equal(t, "七年级数学", got.Title)
	_, err = client.Rooms.Get(t.Context(), room.RoomID)
	require.NoError(t, err, "what was read once can be read again")
	_, state = api(t, played, "GET", "/api/state", "")
	replay = state["replay"].(map[string]any)
	assert.EqualValues(t, 2, replay["matched"])
	assert.EqualValues(t, 1, replay["unmatched"])
	assert.EqualError(t, played.replay.verdict(), "sandbox: the session differs: of 3 recorded requests 2 were sent; 1 others were sent")
	api(t, played, "POST", "/api/reset", "{}")
	_, state = api(t, played, "GET", "/api/state", "")
	assert.EqualValues(t, 0, state["replay"].(map[string]any)["matched"])
}

func TestASessionThatCannotBeReadIsRefused(t *testing.T) {
	_, err := New(Config{Port: -1, Replay: file(t, "session.jsonl", "{}\n{\n")})
	assert.ErrorContains(t, err, "line 2")
	_, err = New(Config{Port: -1, Replay: "/does/not/exist"})
	assert.ErrorIs(t, err, os.ErrNotExist)
	_, err = New(Config{Port: -1, Record: "/does/not/exist/x"})
	assert.ErrorIs(t, err, os.ErrNotExist)
	_, err = New(Config{Port: -1, Record: "a", Replay: "b"})
	assert.ErrorContains(t, err, "not both")
}

func TestRunFailsForASessionThatIsNotWhole(t *testing.T) {
	line := `{"vendor":"baijiayun","method":"POST","path":"/openapi/room/info","parameters":{"room_id":"1"},"status":200,"body":"{\"code\":0}"}` + "\n"
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for text, want := range map[string]string{line: "of 1 recorded requests 0 were sent", "": ""} {
		b, err := New(Config{Port: -1, Replay: file(t, "session.jsonl", text)})
		require.NoError(t, err)
		err = b.Run(ctx)
		if want == "" {
			require.NoError(t, err)
		} else {
			require.ErrorContains(t, err, want)
		}
	}
}
