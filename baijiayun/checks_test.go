package baijiayun_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

func TestZeroIsNotAbsent(t *testing.T) {
	ctx := t.Context()
	sent := sends(t, func(c *baijiayun.Client) error {
		_, err := c.Evaluations.List(ctx, &baijiayun.ListEvaluationsRequest{Status: new(baijiayun.EvaluationStatusUnpublished)})
		return err
	})
	assert.Equal(t, url.Values{"status": {"0"}}, sent)
	sent = sends(t, func(c *baijiayun.Client) error { _, err := c.Evaluations.List(ctx, nil); return err })
	assert.Empty(t, sent)
	day := classcloud.Date{Year: 2017, Month: 12, Day: 12}
	sent = sends(t, func(c *baijiayun.Client) error {
		_, err := c.Usage.ListHourlyPeaks(ctx, &baijiayun.ListHourlyPeaksRequest{Date: day})
		return err
	})
	assert.Equal(t, url.Values{"product_type": {"0"}, "date": {"2017-12-12"}}, sent)
	sent = sends(t, func(c *baijiayun.Client) error {
		_, err := c.Usage.ListRoomCosts(ctx, &baijiayun.UsageDateRequest{Date: day})
		return err
	})
	assert.Equal(t, url.Values{"date": {"2017-12-12"}}, sent)
}

// A call about a room or a document needs its id.
func TestForgottenIDsAreRefused(t *testing.T) {
	ctx := t.Context()
	client := stubbed(t, func(path string, _ url.Values) string { assert.Fail(t, "sent", path); return "" })
	for name, err := range map[string]error{
		"Delete":         client.Rooms.Delete(ctx, 0),
		"RemoveDocument": client.Rooms.RemoveDocument(ctx, &baijiayun.RemoveRoomDocumentRequest{RoomID: 1}),
		"Stop":           client.Recordings.Stop(ctx, 0),
		"CreatePlayback": client.Recordings.CreatePlayback(ctx, 0),
		"SetSpots":       client.Playbacks.SetSpots(ctx, &baijiayun.SetSpotsRequest{RoomID: 1}),
		"no spots":       client.Playbacks.SetSpots(ctx, &baijiayun.SetSpotsRequest{RoomID: 1, VideoIDs: []int64{}}),
		"SetClassURL":    client.Callbacks.SetClassURL(ctx, ""),
		"a spot of 0":    client.Playbacks.SetSpots(ctx, &baijiayun.SetSpotsRequest{RoomID: 1, VideoIDs: []int64{5, 0}}),
		"a spot of -1":   client.Playbacks.SetSpots(ctx, &baijiayun.SetSpotsRequest{RoomID: 1, VideoIDs: []int64{-1}}),
		"SetNotice":      client.Rooms.SetNotice(ctx, &baijiayun.SetNoticeRequest{Content: "x"}),
		"Bind":           client.Evaluations.Bind(ctx, &baijiayun.BindEvaluationRequest{RoomID: 1}),
	} {
		require.ErrorIs(t, err, classcloud.InvalidArgument, name)
		assert.False(t, classcloud.MaybeApplied(err), name)
	}
}
