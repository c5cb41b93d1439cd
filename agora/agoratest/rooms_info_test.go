package agoratest_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func TestGetRoom(t *testing.T) {
	c := newCloud(t)
	c.must("POST", "class-1", `{"roomName":"Maths","roomType":4,"roomProperties":{"schedule":{"startTime":1111171000,"duration":600},
		"flexProps":{"a":{"b":1}},"widgets":{"easemobIM":{"state":0}},"examinationUrl":"https://example.com"},"roleConfig":{"2":{"limit":9}}}`)
	c.must("PUT", "class-1/properties", `{"properties":{"a.c":2}}`)
	c.must("PUT", "class-1/widgets/netlessBoard", `{"state":1,"extra":{"boardId":"b"}}`)
	c.must("PUT", "class-1/states/1", "")
	assert.JSONEq(t, `{"roomName":"Maths","roomUuid":"class-1","roleConfig":{"2":{"limit":9}},"state":1,"createTime":1111111000,
		"scenario":"education","roomTemplate":"edu_medium_v1","checkState":false,"muteChat":{},"muteVideo":{},"muteAudio":{},"roomProperties":{
		"processes":{"handsUp":{},"openCamera":{},"remoteControl":{},"waveArm":{}},"record":{"state":0},
		"reward":{},"im":{},"screen":{},"groups":{},"carousel":{},"board":{},"webhookConfig":{},
		"roomType":4,"state":1,"schedule":{"startTime":1111171000,"duration":600,"closeDelay":600},"examinationUrl":"https://example.com",
		"flexProps":{"a":{"b":1,"c":2}},"widgets":{"easemobIM":{"state":0,"extra":{}},"netlessBoard":{"state":1,"extra":{"boardId":"b"}}}}}`,
		string(c.must("GET", "class-1", "").Data))
	c.must("PUT", "class-1/records/states/1", `{"mode":"web","webRecordConfig":{"rootUrl":"https://example.com","publishRtmp":"true","onhold":true}}`)
	var read struct {
		RoomProperties struct{ Record map[string]any }
	}
	require.NoError(t, json.Unmarshal(c.must("GET", "class-1", "").Data, &read))
	record := read.RoomProperties.Record
	assert.Equal(t, []any{1.0, false, true}, []any{record["state"], record["ready"], record["onhold"]})
	assert.Len(t, record["streamingUrl"], 3)
	c.refuses(http.StatusNotFound, 20404100, "GET", "class-2", "")
	assert.JSONEq(t, `{"startTime":1111171000,"duration":600}`, scheduleOf(t, c.Requests()[0]), "what a request brought stays as it was")
}

func scheduleOf(t *testing.T, r agoratest.Request) string {
	t.Helper()
	schedule := r.Params["roomProperties"].(map[string]any)["schedule"]
	text, err := json.Marshal(schedule)
	require.NoError(t, err)
	return string(text)
}
