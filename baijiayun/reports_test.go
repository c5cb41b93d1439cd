package baijiayun_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestTimesAreBeijingsWhateverTheirZone(t *testing.T) {
	in := &baijiayun.ListPeakUsersRequest{RoomID: 1, StartTime: time.Date(2017, 12, 6, 23, 0, 0, 0, time.UTC), EndTime: time.Date(2017, 12, 7, 9, 0, 0, 0, time.UTC)}
	sent := sends(t, func(c *baijiayun.Client) error { _, err := c.Reports.ListPeakUsers(t.Context(), in); return err })
	assert.Equal(t, url.Values{"room_id": {"1"}, "start_time": {"2017-12-07 07:00:00"}, "end_time": {"2017-12-07 17:00:00"}}, sent)
}
