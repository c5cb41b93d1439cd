package agoratest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func TestRespondWithTheDocumentedReplies(t *testing.T) {
	c := newCloud(t)
	for _, operation := range c.Operations() {
		c.Respond(operation, agoratest.DocumentedReply(operation))
	}
	a := c.must("GET", "nowhere/records", "")
	assert.JSONEq(t, agoratest.DocumentedReply("Recordings.List"), a.body)
	assert.Equal(t, map[string]string{"rtmp": "", "flv": "", "hls": ""}, c.must("PUT", "nowhere/records/states/1", "").StreamingURL)
	assert.Equal(t, http.StatusUnauthorized, c.send("GET", rooms("cn")+list, "", http.Header{}).status, "still authenticated")
	assert.Panics(t, func() { agoratest.DocumentedReply("Rooms.Nothing") })
}
