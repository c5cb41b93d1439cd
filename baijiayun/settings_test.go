package baijiayun_test

import (
	"math"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestTheWatermark(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	set := func(position *baijiayun.WatermarkPosition, picture string) error {
		in := &baijiayun.SetWatermarkRequest{Position: position}
		if picture != "" {
			in.Picture = &classcloud.File{Name: "w.png", Content: strings.NewReader(picture)}
		}
		return client.Settings.SetWatermark(ctx, in)
	}
	srv.Inject("Settings.SetWatermark", baijiayuntest.Fault{Apply: true, Status: 503})
	require.NoError(t, set(new(baijiayun.WatermarkPositionTopRight), "picture"), "a repeat sets the same, picture and all")
	assert.Len(t, srv.Requests(), 2)
	assert.Equal(t, int64(7), srv.Requests()[1].Files[0].Size)
	got, err := client.Settings.GetWatermark(ctx, 0)
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.Watermark{Position: new(baijiayun.WatermarkPositionTopRight)}, got)

	require.NoError(t, set(new(baijiayun.WatermarkPositionOff), ""))
	assert.Equal(t, int64(0), srv.Watermark(0).Position)
	assert.Equal(t, "w.png", srv.Watermark(0).PictureName)
	require.ErrorIs(t, set(new(baijiayun.WatermarkPositionTopLeft), strings.Repeat("x", 1<<20+1)), baijiayun.CodeUploadFailed)

	srv.ClearRequests()
	err = set(nil, "picture")
	require.ErrorIs(t, err, classcloud.InvalidArgument, "a forgotten position does not switch the watermark off")
	assert.ErrorContains(t, err, "Position (pos) is required")
	assert.Empty(t, srv.Requests())
}

func TestTheMarquee(t *testing.T) {
	srv, client := newCloud(t)
	ctx := t.Context()
	require.NoError(t, client.Settings.SetMarquee(ctx, &baijiayun.SetMarqueeRequest{ProductType: baijiayun.ProductTypeSmall,
		Type: new(baijiayun.MarqueeTypeFixed), Value: "内部资料", Color: "#FF0000", FontSize: 24, Opacity: new(0.3)}))
	assert.Equal(t, baijiayuntest.Marquee{Type: 1, Value: "内部资料", Color: "#FF0000", FontSize: 24, Opacity: 0.3}, srv.Marquee(2))
	got, err := client.Settings.GetMarquee(ctx, baijiayun.ProductTypeSmall)
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.Marquee{Type: new(baijiayun.MarqueeTypeFixed), Value: "内部资料", Color: "#FF0000", FontSize: 24, Opacity: new(0.3)}, got)
	off := sends(t, func(c *baijiayun.Client) error {
		return c.Settings.SetMarquee(ctx, &baijiayun.SetMarqueeRequest{Type: new(baijiayun.MarqueeTypeOff), Opacity: new(0.0)})
	})
	assert.Equal(t, url.Values{"type": {"0"}, "opacity": {"0"}}, off, "zero is sent")

	srv.ClearRequests()
	for problem, in := range map[string]baijiayun.SetMarqueeRequest{
		"SetMarqueeRequest sets nothing":                  {ProductType: 1},
		"Color (color) is not # and six":                  {Color: "#fff"},
		"FontSize (font_size) is negative":                {FontSize: -1},
		"Opacity (opacity) is not a number from 0 on":     {Opacity: new(-0.01)},
		"Opacity (opacity) is not a number from 0 on; no": {Opacity: new(math.NaN())},
	} {
		err := client.Settings.SetMarquee(ctx, &in)
		require.ErrorIs(t, err, classcloud.InvalidArgument, problem)
		assert.ErrorContains(t, err, strings.TrimSuffix(problem, "; no"))
	}
	for _, in := range []baijiayun.SetMarqueeRequest{{Color: "ff00001"}, {Color: "#ff000"}, {Color: "#ff00000"}, {Color: "#ff000x"}, {Opacity: new(math.Inf(1))}} {
		assert.ErrorIs(t, client.Settings.SetMarquee(ctx, &in), classcloud.InvalidArgument, in)
	}
	assert.Empty(t, srv.Requests())
}

func TestTheLimitOfRedPackets(t *testing.T) {
	srv, client := newCloud(t)
	require.NoError(t, client.Settings.SetRedPacketLimit(t.Context(), &baijiayun.SetRedPacketLimitRequest{MaxCount: 5}))
	got, err := client.Settings.GetRedPacketLimit(t.Context(), 0)
	require.NoError(t, err)
	assert.Equal(t, &baijiayun.RedPacketLimit{MaxCount: new(5)}, got)
	srv.ClearRequests()
	for _, count := range []int{0, -5} {
		require.ErrorIs(t, client.Settings.SetRedPacketLimit(t.Context(), &baijiayun.SetRedPacketLimitRequest{MaxCount: count}), classcloud.InvalidArgument)
	}
	assert.Empty(t, srv.Requests())
	err = client.Settings.SetRedPacketLimit(t.Context(), &baijiayun.SetRedPacketLimitRequest{MaxCount: 1001})
	assert.ErrorIs(t, err, baijiayun.CodeInvalidParameter, "how many is the vendor's to say")
}
