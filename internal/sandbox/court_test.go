package sandbox

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/explain"
)

func TestOneRequestIsExplainedAtATimeAndTooManyAreNot(t *testing.T) {
	c := newCourt()
	request := &explain.Request{Method: "POST", URL: &url.URL{Path: "/openapi/room/info"}, Body: []byte("partner_id=1&sign=x"), Time: time.Now()}
	keys := explain.Keys{"BAIJIAYUN_PARTNER_ID": "1", "BAIJIAYUN_PARTNER_KEY": "key"}
	require.NotNil(t, c.judge("baijiayun", keys, request))

	c.turn <- struct{}{} // somebody has the turn
	verdicts := make(chan *explain.Verdict)
	for range courtWaiting {
		go func() { verdicts <- c.judge("baijiayun", keys, request) }()
	}
	require.Eventually(t, func() bool { return c.waiting.Load() == courtWaiting }, 10*time.Second, time.Millisecond)
	assert.Nil(t, c.judge("baijiayun", keys, request), "too many wait")
	<-c.turn
	for range courtWaiting {
		assert.NotNil(t, <-verdicts)
	}
	assert.Zero(t, c.waiting.Load())
}
