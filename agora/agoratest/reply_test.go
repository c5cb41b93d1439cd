package agoratest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEveryReplyHasARequestID(t *testing.T) {
	c := newCloud(t)
	first, second := c.call("POST", "class-1", plainRoom), c.call("POST", "class-1", plainRoom)
	assert.NotEmpty(t, first.header.Get("X-Request-ID"))
	assert.NotEqual(t, first.header.Get("X-Request-ID"), second.header.Get("X-Request-ID"))
	assert.Contains(t, first.header.Get("Content-Type"), "application/json")
}
