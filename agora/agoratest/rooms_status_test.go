package agoratest_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/agora/agoratest"
)

func scheduled(start time.Time, seconds string) string {
	return fmt.Sprintf(`{"roomName":"n","roomType":4,"roomProperties":{"schedule":{"startTime":%d,%s}}}`, start.UnixMilli(), seconds)
}

func TestTheScheduleRunsARoom(t *testing.T) {
	for _, test := range []struct {
		name, seconds string
		delay         time.Duration
	}{
		{"with a delay", `"duration":1800,"closeDelay":300`, 5 * time.Minute},
		{"with the default delay", `"duration":1800`, 10 * time.Minute},
		{"with no delay", `"duration":1800,"closeDelay":0`, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newCloud(t)
			start := begin.Add(time.Hour)
			c.must("POST", "class-1", scheduled(start, test.seconds))
			end := start.Add(30 * time.Minute)
			close := end.Add(test.delay)
			for _, moment := range []struct {
				at    time.Time
				state agoratest.RoomStatus
			}{
				{begin, notStarted}, {start.Add(-time.Second), notStarted}, {start, started}, {end.Add(-time.Second), started},
				{close.Add(-time.Millisecond), map[bool]agoratest.RoomStatus{true: ended, false: started}[test.delay > 0]},
				{close, closed}, {close.Add(time.Hour - time.Second), closed},
			} {
				c.set(moment.at)
				assert.Equal(t, moment.state, c.state("class-1"), moment.at)
			}
			c.set(close.Add(time.Hour))
			assert.Empty(t, c.Rooms())
			c.refuses(http.StatusNotFound, 20404100, "PUT", "class-1/states/3", "")
			c.refuses(http.StatusNotFound, 20404100, "GET", "class-1/records", "")
			c.must("POST", "class-1", `{"roomName":"new","roomType":2}`)
			assert.Equal(t, notStarted, c.state("class-1"))
		})
	}
}

func TestAScheduleInThePastIsOverAtOnce(t *testing.T) {
	c := newCloud(t)
	c.must("POST", "class-1", scheduled(begin.Add(-24*time.Hour), `"duration":60,"closeDelay":60`))
	assert.Equal(t, ended, c.state("class-1"))
	c.clock.Advance(time.Minute)
	assert.Equal(t, closed, c.state("class-1"))
	c.clock.Advance(59 * time.Minute)
	assert.Len(t, c.Rooms(), 1)
}

func TestADurationWithoutAScheduledStartCountsFromTheRealOne(t *testing.T) {
	c := newCloud(t)
	c.must("POST", "class-1", `{"roomName":"n","roomType":4,"roomProperties":{"schedule":{"duration":60}}}`)
	c.clock.Advance(time.Hour)
	assert.Equal(t, notStarted, c.state("class-1"))
	c.must("PUT", "class-1/states/1", "")
	c.clock.Advance(59 * time.Second)
	assert.Equal(t, started, c.state("class-1"))
	c.clock.Advance(time.Second)
	assert.Equal(t, ended, c.state("class-1"))
}

func TestARoomThatNothingEndsStaysFiveDays(t *testing.T) {
	c := newCloud(t)
	c.create("class-1")
	c.clock.Advance(5*24*time.Hour - time.Second)
	assert.Len(t, c.Rooms(), 1)
	c.clock.Advance(time.Second)
	assert.Empty(t, c.Rooms())
	c.refuses(http.StatusNotFound, 20404100, "PUT", "class-1/states/1", "")
}

func TestEndingByHandRunsTheCloseDelay(t *testing.T) {
	c := newCloud(t)
	c.must("POST", "class-1", scheduled(begin, `"duration":3600,"closeDelay":60`))
	c.must("PUT", "class-1/states/2", "")
	assert.Equal(t, ended, c.state("class-1"))
	c.clock.Advance(time.Minute)
	assert.Equal(t, closed, c.state("class-1"))
}

func TestAClosedRoomIsDestroyedAnHourLater(t *testing.T) {
	c := newCloud(t)
	c.create("class-1")
	c.must("PUT", "class-1/states/3", "")
	c.clock.Advance(time.Hour - time.Second)
	c.refuses(http.StatusConflict, 20409100, "POST", "class-1", plainRoom)
	c.refuses(http.StatusGone, 20410100, "PUT", "class-1/states/1", "")
	c.clock.Advance(time.Second)
	c.refuses(http.StatusNotFound, 20404100, "PUT", "class-1/states/1", "")
	c.create("class-1")
}

func TestStatesHaveNames(t *testing.T) {
	assert.Equal(t, "[not started started ended closed unknown]", fmt.Sprint([]agoratest.RoomStatus{0, 1, 2, 3, 9}))
}
