package agoratest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora/agoratest"
)

const (
	startRecording = "class-1/records/states/1"
	stopRecording  = "class-1/records/states/0"
)

type page struct {
	Total, Count int
	NextID       *string
	List         []map[string]any
}

func (c *cloud) recordings(query string) page {
	c.t.Helper()
	var p page
	require.NoError(c.t, json.Unmarshal(c.must("GET", "class-1/records"+query, "").Data, &p))
	return p
}

func withRoom(t *testing.T, opts ...agoratest.Option) *cloud {
	t.Helper()
	c := newCloud(t, opts...)
	c.create("class-1")
	return c
}

func web(config string) string { return `{"mode":"web","webRecordConfig":{` + config + `}}` }

func TestStartAndStopRecording(t *testing.T) {
	c := withRoom(t)
	c.refuses(http.StatusConflict, 30409410, "PUT", stopRecording, "")
	a := c.must("PUT", startRecording, "")
	assert.JSONEq(t, `{"code":0,"ts":1111111000}`, a.body, "no msg, as documented")
	assert.True(t, c.Rooms()[0].Recording)
	c.refuses(http.StatusConflict, 30409411, "PUT", startRecording, "")

	item := c.recordings("").List[0]
	assert.EqualValues(t, 1, item["status"])
	assert.NotContains(t, item, "endTime")
	assert.NotContains(t, item, "url")

	c.clock.Advance(time.Minute)
	a = c.must("PUT", stopRecording, `{}`)
	assert.JSONEq(t, `{"code":0,"ts":1111171000}`, a.body)
	c.refuses(http.StatusConflict, 30409410, "PUT", stopRecording, "")
	item = c.recordings("").List[0]
	assert.EqualValues(t, 2, item["status"])
	assert.EqualValues(t, 2, item["type"], "composite")
	assert.EqualValues(t, 1111111000, item["startTime"])
	assert.EqualValues(t, 1111171000, item["endTime"])
	assert.Equal(t, appID, item["appId"])
	assert.Equal(t, "class-1", item["roomUuid"])
	assert.Contains(t, item["url"], ".m3u8")
	assert.NotContains(t, item, "recordDetails")

	c.must("PUT", startRecording, "{}")
	assert.Equal(t, 2, c.recordings("").Total)
}

func TestThePageRecordingOfTheDocument(t *testing.T) {
	c := withRoom(t)
	a := c.must("PUT", startRecording, `{
		"mode": "web",
		"webRecordConfig": {
			"url": "https://webdemo.agora.io/xxxxx/?userUuid={recorder_id}&roomUuid={room_id_to_be_recorded}&roleType=0&roomType=4&pretest=false&rtmToken={recorder_token}&language=en&appId={your_app_id}",
			"rootUrl": "https://xxx.yyy.zzz",
			"publishRtmp": "true"
		},
		"retryTimeout": 60
	}`)
	for _, name := range []string{"rtmp", "flv", "hls"} {
		assert.NotEmpty(t, a.StreamingURL[name])
	}
	assert.Nil(t, a.Data)
	assert.Nil(t, c.must("PUT", stopRecording, "").StreamingURL)
	item := c.recordings("").List[0]
	assert.EqualValues(t, 3, item["type"])
	assert.Contains(t, item["webRecordUrlQuery"], "roleType=0", "of url, which wins over rootUrl")
	details := item["recordDetails"].([]any)
	assert.Contains(t, details[0].(map[string]any)["url"], ".mp4")
	assert.NotContains(t, item, "url")
}

func TestTheStreamIsPushedOnlyOnRequest(t *testing.T) {
	root := `"rootUrl":"https://example.com"`
	for body, pushed := range map[string]bool{
		web(root):                                    false,
		web(root + `,"publishRtmp":true`):            true,
		web(root + `,"publishRtmp":"true"`):          true,
		web(root + `,"publishRtmp":false`):           false,
		web(root + `,"publishRtmp":"false"`):         false,
		`{"webRecordConfig":{"publishRtmp":"true"}}`: false,
	} {
		t.Run(body, func(t *testing.T) {
			assert.Equal(t, pushed, withRoom(t).must("PUT", startRecording, body).StreamingURL != nil)
		})
	}
}

func TestTheSizeOfARecordingIsLimitedAsThePagesSay(t *testing.T) {
	size := func(width, height int) string {
		return web(fmt.Sprintf(`"rootUrl":"https://example.com","videoWidth":%d,"videoHeight":%d`, width, height))
	}
	withRoom(t).must("PUT", startRecording, size(1920, 1080))
	withRoom(t).refuses(http.StatusBadRequest, 400, "PUT", startRecording, size(1920, 1081))
	narrow := withRoom(t, agoratest.WithNarrowRecordings())
	narrow.refuses(http.StatusBadRequest, 400, "PUT", startRecording, size(1281, 480))
	narrow.refuses(http.StatusBadRequest, 400, "PUT", startRecording, size(1280, 721))
	narrow.must("PUT", startRecording, size(1280, 720))
}

func TestStreamingURLInData(t *testing.T) {
	c := withRoom(t, agoratest.WithStreamingURLInData())
	type state struct {
		RecordID, SID, ResourceID string
		State                     *int
		StartTime                 int64
		StreamingURL              map[string]string
	}
	read := func(a answer) (s state) {
		assert.Nil(t, a.StreamingURL)
		require.NoError(t, json.Unmarshal(a.Data, &s))
		return s
	}
	begun := read(c.must("PUT", startRecording, web(`"rootUrl":"https://example.com","publishRtmp":"true"`)))
	assert.Equal(t, 1, *begun.State)
	assert.Len(t, begun.StreamingURL, 3)
	assert.EqualValues(t, 1111111000, begun.StartTime)
	assert.Equal(t, c.recordings("").List[0]["recordId"], begun.RecordID)
	c.clock.Advance(time.Second)
	over := read(c.must("PUT", stopRecording, ""))
	assert.Equal(t, 0, *over.State)
	assert.Equal(t, begun.SID, over.SID)
	assert.Equal(t, begun.ResourceID, over.ResourceID)
	assert.Nil(t, over.StreamingURL)
	assert.Nil(t, read(c.must("PUT", startRecording, "")).StreamingURL, "nothing is pushed")
}

func TestStartRecordingRefuses(t *testing.T) {
	c := withRoom(t)
	for name, body := range map[string]string{
		"no configuration":    `{"mode":"web"}`,
		"an empty one":        web(``),
		"empty addresses":     web(`"url":"","rootUrl":""`),
		"other settings only": web(`"publishRtmp":"true"`),
	} {
		t.Run(name, func(t *testing.T) { c.refuses(http.StatusBadRequest, 30400412, "PUT", startRecording, body) })
	}
	root := `"rootUrl":"https://example.com",`
	for _, body := range []string{
		`{"mode":"page"}`, `{"mode":""}`, `{"mode":1}`, `{"retryTimeout":"60"}`, `{"retryTimeout":-1}`, `{"backupCount":-1}`, `{"webRecordConfig":"x"}`,
		web(`"rootUrl":5`), web(`"rootUrl":"example.com"`), web(`"url":"ftp://example.com"`), web(`"url":"https://"`), web(`"url":"http://[::1"`),
		web(root + `"publishRtmp":"yes"`), web(root + `"publishRtmp":1`), web(root + `"onhold":"true"`),
		web(root + `"videoBitrate":49`), web(root + `"videoBitrate":8001`), web(root + `"videoFps":4`), web(root + `"videoFps":61`),
		web(root + `"audioProfile":3`), web(root + `"videoWidth":479`), web(root + `"videoHeight":1921`),
		web(root + `"videoWidth":1920,"videoHeight":1081`), web(root + `"videoHeight":1920`), web(root + `"maxRecordingHour":0`), web(root + `"maxRecordingHour":721`),
	} {
		t.Run(body, func(t *testing.T) { c.refuses(http.StatusBadRequest, 400, "PUT", startRecording, body) })
	}
	for _, state := range []string{"2", "-1", "start", "01"} {
		c.refuses(http.StatusBadRequest, 400, "PUT", "class-1/records/states/"+state, "")
	}
	c.refuses(http.StatusNotFound, 20404100, "PUT", "class-2/records/states/1", "")
	c.refuses(http.StatusNotFound, 20404100, "PUT", "class-2/records/states/0", "")
	c.refuses(http.StatusNotFound, 20404100, "GET", "class-2/records", "")
	assert.Zero(t, c.recordings("").Total)
	c.must("PUT", startRecording, web(root+`"onhold":true,"videoBitrate":50,"videoFps":60,"audioProfile":2,"videoWidth":1080,"videoHeight":1920,"maxRecordingHour":720`))
}

func TestARoomThatClosesEndsItsRecording(t *testing.T) {
	c := withRoom(t)
	c.must("PUT", startRecording, "")
	c.clock.Advance(time.Minute)
	c.must("PUT", "class-1/states/3", "")
	c.clock.Advance(time.Minute)
	item := c.recordings("").List[0]
	assert.EqualValues(t, 2, item["status"])
	assert.EqualValues(t, begin.Add(time.Minute).UnixMilli(), item["endTime"])
	c.refuses(http.StatusConflict, 30409410, "PUT", stopRecording, "")
	c.refuses(http.StatusGone, 30410100, "PUT", startRecording, "")
}

func TestAPageRecordingEndsByItself(t *testing.T) {
	root := `"rootUrl":"https://example.com"`
	for _, test := range []struct {
		name, room, config string
		longest            time.Duration
	}{
		{"after two hours", plainRoom, root, 2 * time.Hour},
		{"after the hours it says", plainRoom, root + `,"maxRecordingHour":3`, 3 * time.Hour},
		{"after the class, in whole hours", `{"roomName":"n","roomType":4,"roomProperties":{"schedule":{"duration":3600,"closeDelay":1}}}`, root, 2 * time.Hour},
		{"after a short class", `{"roomName":"n","roomType":4,"roomProperties":{"schedule":{"duration":1800,"closeDelay":600}}}`, root, time.Hour},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newCloud(t)
			c.must("POST", "class-1", test.room)
			c.must("PUT", startRecording, web(test.config))
			c.clock.Advance(test.longest - time.Second)
			assert.True(t, c.Rooms()[0].Recording)
			c.clock.Advance(time.Second)
			assert.False(t, c.Rooms()[0].Recording)
			c.refuses(http.StatusConflict, 30409410, "PUT", stopRecording, "")
		})
	}
}

func TestListRecordingsPagesByHundred(t *testing.T) {
	c := withRoom(t)
	assert.JSONEq(t, `{"code":0,"msg":"Success","ts":1111111000,"data":{"total":0,"count":0,"list":[]}}`, c.must("GET", "class-1/records?null", "").body)
	require.NoError(t, c.AddRecordings("class-1", 250))
	seen := map[any]bool{}
	query, counts := "", []int{}
	for {
		p := c.recordings(query)
		assert.Equal(t, 250, p.Total)
		assert.Len(t, p.List, p.Count)
		counts = append(counts, p.Count)
		for _, item := range p.List {
			seen[item["recordId"]] = true
		}
		if p.NextID == nil {
			break
		}
		query = "?nextId=" + *p.NextID
	}
	assert.Equal(t, []int{100, 100, 50}, counts)
	assert.Len(t, seen, 250)
	for _, first := range []string{"?null", "?nextId=null", "?nextId="} {
		assert.Equal(t, c.recordings("").List[0], c.recordings(first).List[0])
	}
	c.refuses(http.StatusBadRequest, 400, "GET", "class-1/records?nextId=xxx", "")
}

func TestAFullLastPageHasNoNextID(t *testing.T) {
	for n, more := range map[int]bool{100: false, 101: true} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			c := withRoom(t)
			require.NoError(t, c.AddRecordings("class-1", n))
			p := c.recordings("")
			assert.Equal(t, 100, p.Count)
			assert.Equal(t, more, p.NextID != nil)
		})
	}
}

func TestSeededRecordingsAreOver(t *testing.T) {
	c := withRoom(t)
	require.NoError(t, c.AddRecordings("class-1", 3))
	c.must("PUT", startRecording, "")
	items := c.recordings("").List
	require.Len(t, items, 4)
	assert.EqualValues(t, 2, items[2]["status"])
	assert.EqualValues(t, begin.UnixMilli(), items[2]["endTime"])
	assert.EqualValues(t, 1, items[3]["status"])
}
