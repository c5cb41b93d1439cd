package sandbox

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// The example is what README.md points to.
func TestASeedFillsEveryVendorAndIsThereAgainAfterAReset(t *testing.T) {
	b := start(t, Config{Seed: "../../examples/sandbox/seed.json"})
	check := func() {
		t.Helper()
		_, reply := api(t, b, "GET", "/api/state", "")
		counts := map[string]map[string]any{}
		for _, v := range reply["vendors"].([]any) {
			vendor := v.(map[string]any)
			counts[vendor["name"].(string)] = vendor["counts"].(map[string]any)
		}
		assert.EqualValues(t, 1, counts["agora"]["rooms"])
		assert.EqualValues(t, 1, counts["agora"]["members"])
		assert.EqualValues(t, 1, counts["aui"]["classes"])
		assert.EqualValues(t, 1, counts["baijiayun"]["rooms"])
		assert.EqualValues(t, 1, counts["baijiayun"]["documents"])
		assert.EqualValues(t, 1, counts["baijiayun"]["messages"])
		assert.EqualValues(t, 2, counts["classin"]["courses"], "the server's own, and ours")
		assert.EqualValues(t, 1, counts["weclassroom"]["lessons"])
		assert.Empty(t, requestsOf(t, b, ""), "calls with which the sandbox fills a world are nobody's")
	}
	check()
	_, err := createRoom(t, baijiayunClient(t, b), "another")
	require.NoError(t, err)
	status, reply := api(t, b, "POST", "/api/reset", "{}")
	require.Equal(t, 200, status, reply)
	check()
}

func TestASeedThatCannotBeIsRefusedWithItsPlace(t *testing.T) {
	for text, want := range map[string]string{
		`{"zoom": {}}`:                                        `the vendor "zoom" is not known`,
		`{"baijiayun": {"lessons": []}}`:                      "lessons cannot be added: there are rooms, documents",
		`{"baijiayun": {"teachers": []}}`:                     "teachers cannot be added",
		`{"baijiayun": {"rooms": [{"tile": "x"}]}}`:           `rooms 0: the field "tile" does not exist`,
		`{"baijiayun": {"rooms": [{"start_time": "today"}]}}`: `rooms 0: start_time: "today" is not a time`,
		`{"baijiayun": {"documents": [{"room_id": 5}]}}`:      "documents 0: baijiayuntest",
		`{"weclassroom": {"lessons": [{"classroom_id": 1}]}}`: "lessons 0: weclassroomtest",
		`{"agora": {"rooms": [{"room_uuid": "x"}]}}`:          "rooms 0:",
		`{"agora": {"members": [{"room_uuid": "x"}]}}`:        "members 0: agoratest",
		`{`: "unexpected EOF",
	} {
		_, err := New(Config{Port: -1, Seed: file(t, "seed.json", text)})
		assert.ErrorContains(t, err, want, text)
	}
	_, err := New(Config{Port: -1, Seed: "/does/not/exist"})
	assert.ErrorIs(t, err, os.ErrNotExist)
}

// What the state shows can be a seed.
func TestAStateIsASeed(t *testing.T) {
	room := baijiayuntest.Room{RoomID: 26083100000001, Title: "a", StartTime: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), LongTerm: true,
		Spots: []baijiayuntest.Spot{{VideoID: 1}}, Settings: map[string]string{"x": "y"}}
	text, err := json.Marshal(shape(room))
	require.NoError(t, err)
	var back baijiayuntest.Room
	require.NoError(t, fill(&back, text, time.Now()))
	assert.Equal(t, room, back)
	assert.Contains(t, string(text), `"room_id":26083100000001`)
	assert.NotContains(t, string(text), "end_time", "a zero time is left out")
}
