package agoratest_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const page30 = `{"mode":"web","retryTimeout":30,"webRecordConfig":{"rootUrl":"https://example.com","publishRtmp":"true","onhold":true}}`

func TestUpdateRecording(t *testing.T) {
	c := newCloud(t)
	c.create("class-1")
	const path = "class-1/records/states/1"
	c.refuses(http.StatusConflict, 30409410, "PATCH", path, `{"webRecordConfig":{"onhold":true}}`)
	c.must("PUT", path, page30)
	assert.True(t, c.Rooms()[0].OnHold)
	a := c.must("PATCH", path, `{"webRecordConfig":{"onhold":false}}`)
	assert.JSONEq(t, `{"code":0,"ts":1111111000}`, a.body)
	assert.False(t, c.Rooms()[0].OnHold)
	for _, body := range []string{``, `{}`, `{"webRecordConfig":{}}`, `{"webRecordConfig":{"onhold":"true"}}`, `{"webRecordConfig":true}`} {
		c.refuses(http.StatusBadRequest, 400, "PATCH", path, body)
	}
	c.refuses(http.StatusNotFound, 20404100, "PATCH", "class-2/records/states/1", `{"webRecordConfig":{"onhold":true}}`)
	var begun struct {
		State        int
		RecordID     string
		Reason       int
		StreamingURL map[string]string
	}
	require.NoError(t, json.Unmarshal(c.Events("class-1")[0].Data, &begun))
	assert.Equal(t, 1, begun.State)
	assert.Equal(t, 1, begun.Reason)
	assert.NotEmpty(t, begun.RecordID)
	assert.Len(t, begun.StreamingURL, 3)
}

func TestAPageThatIsNotReadyIsGivenUp(t *testing.T) {
	for _, ready := range []bool{true, false} {
		c := newCloud(t)
		c.create("class-1")
		c.refuses(http.StatusConflict, 30409410, "PUT", "class-1/records/ready", "")
		c.must("PUT", "class-1/records/states/1", page30)
		if ready {
			c.must("PUT", "class-1/records/ready", "")
		}
		c.clock.Advance(90*time.Second - time.Millisecond)
		assert.True(t, c.Rooms()[0].Recording)
		c.clock.Advance(time.Millisecond)
		assert.Equal(t, ready, c.Rooms()[0].Recording)
		assert.Equal(t, !ready, unready(t, c))
	}
}

func unready(t *testing.T, c *cloud) bool {
	t.Helper()
	var page struct{ List []struct{ Unready bool } }
	require.NoError(t, json.Unmarshal(c.must("GET", "class-1/records", "").Data, &page))
	require.Len(t, page.List, 1)
	return page.List[0].Unready
}
