package agoratest_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAStateGoneThroughInNoTimeIsNoEvent(t *testing.T) {
	c := newCloud(t)
	c.create("class-1")
	c.must("PUT", "class-1/states/3", "")
	page := c.events("class-1/sequences")
	require.Len(t, page.List, 1)
	assert.JSONEq(t, `{"state":3,"endTime":1111111000,"closeTime":1111111000}`, string(page.List[0].Data))
}

func TestTimeBringsEventsWithoutACall(t *testing.T) {
	c := newCloud(t)
	c.must("POST", "class-1", `{"roomName":"Maths","roomType":4,"roomProperties":{"schedule":{"startTime":1111171000,"duration":600,"closeDelay":60}}}`)
	require.NoError(t, c.AddStudents("class-1", "alice"))
	c.must("PUT", "class-1/records/states/1", `{"mode":"web","webRecordConfig":{"rootUrl":"https://example.com"},"retryTimeout":200}`)
	c.clock.Advance(12 * time.Minute)
	var what []string
	for _, e := range c.Events("class-1")[2:] {
		var data struct{ State, Reason int }
		require.NoError(t, json.Unmarshal(e.Data, &data))
		what = append(what, fmt.Sprintf("%s: %d %d %d", e.Time.Sub(begin), e.Cmd, data.State, data.Reason))
	}
	assert.Equal(t, []string{"1m0s: 1 1 0", "10m0s: 1001 0 5", "11m0s: 1 2 0", "12m0s: 1 3 0", "12m0s: 20 0 0"}, what)
	assert.Len(t, c.poll(""), 7)
}
