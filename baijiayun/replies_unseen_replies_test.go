package baijiayun_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
)

// Whatever a reply that no source shows holds arrives: under the inferred names, in Extra, or as the member data of Extra.
func TestRepliesThatNoSourceShows(t *testing.T) {
	for data, want := range map[string]*baijiayun.CreatedNotice{
		`{"id":7}`:                {NoticeID: 7},
		`{"id":"7","at":"now"}`:   {NoticeID: 7, Extra: map[string]any{"at": "now"}},
		`{"id":[7]}`:              {Extra: map[string]any{"id": []any{json.Number("7")}}},
		`{"notice_id":7}`:         {Extra: map[string]any{"notice_id": json.Number("7")}},
		`7`:                       {Extra: map[string]any{"data": json.Number("7")}},
		` [ {"id":7} ]`:           {Extra: map[string]any{"data": []any{map[string]any{"id": json.Number("7")}}}},
		`"成功"`:                    {Extra: map[string]any{"data": "成功"}},
		`true`:                    {Extra: map[string]any{"data": true}},
		`{"data":{"id":7},"x":1}`: {Extra: map[string]any{"data": map[string]any{"id": json.Number("7")}, "x": json.Number("1")}},
		`null`:                    {},
		`{}`:                      {},
	} {
		client := stubbed(t, answers(data))
		created, err := client.Notices.Create(t.Context(), &baijiayun.CreateNoticeRequest{Content: "a", URL: "https://example.com"})
		require.NoError(t, err, data)
		assert.Equal(t, want, created, data)
	}
}

// What a setting's reply does not say is nil, and not the zero of the setting.
func TestASettingThatIsNotSaid(t *testing.T) {
	client := stubbed(t, answers(`{"position":2}`))
	watermark, err := client.Settings.GetWatermark(t.Context(), 0)
	require.NoError(t, err)
	assert.Nil(t, watermark.Position)
	assert.Equal(t, map[string]any{"position": json.Number("2")}, watermark.Extra)
	marquee, err := client.Settings.GetMarquee(t.Context(), 0)
	require.NoError(t, err)
	assert.Nil(t, marquee.Type)
	assert.Nil(t, marquee.Opacity)
	limit, err := client.Settings.GetRedPacketLimit(t.Context(), baijiayun.ProductTypeSmall)
	require.NoError(t, err)
	assert.Nil(t, limit.MaxCount)
	_, err = stubbed(t, answers(`[]`)).Settings.GetRedPacketLimit(t.Context(), 0)
	assert.ErrorIs(t, err, classcloud.NotFound)
}
