package agoratest_test

import (
	"net/http"
	"testing"

	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/stretchr/testify/assert"
)

func TestEveryReplyHasARequestID(t *testing.T) {
	c := newCloud(t)
	first, second := c.call("POST", "class-1", plainRoom), c.call("POST", "class-1", plainRoom)
	assert.NotEmpty(t, first.header.Get("X-Request-ID"))
	assert.NotEqual(t, first.header.Get("X-Request-ID"), second.header.Get("X-Request-ID"))
	assert.Contains(t, first.header.Get("Content-Type"), "application/json")
}

func TestAGatewaysRefusal(t *testing.T) {
	c := newCloud(t, agoratest.WithGatewayRefusals())
	refused := c.send("POST", rooms("cn")+"class-1", plainRoom, http.Header{})
	assert.Equal(t, http.StatusUnauthorized, refused.status)
	assert.Contains(t, refused.body, `{"message":"Unauthorized: no token`)
	assert.NotContains(t, refused.body, "code")
}
