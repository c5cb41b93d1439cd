package baijiayuntest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func TestTheWatermark(t *testing.T) {
	const path = "/openapi/live_setting/setWatermark"
	srv := start(t)
	called(t, srv, "Settings.GetWatermark", nil).data(t, `{"pos":0}`)
	postFiles(t, srv, path, fields{"pos": "3"}, upload{"attachment", "a.png", "picture"}).data(t, "null")
	set := srv.Watermark(0)
	assert.Equal(t, baijiayuntest.Watermark{Position: 3, PictureName: "a.png", PictureSize: 7, PictureSHA256: set.PictureSHA256}, set)
	assert.Len(t, set.PictureSHA256, 64)
	called(t, srv, "Settings.GetWatermark", nil).data(t, `{"pos":3}`)
	called(t, srv, "Settings.GetWatermark", fields{"product_type": "2"}).data(t, `{"pos":0}`)
	called(t, srv, "Settings.SetWatermark", fields{"pos": "0"}).data(t, "null")
	set.Position = 0
	assert.Equal(t, set, srv.Watermark(0), "off, and the picture stays")
	postFiles(t, srv, path, fields{"pos": "1"}, upload{"attachment", "b.png", strings.Repeat("x", 1<<20+1)}).failed(t, 4001)
	assert.Equal(t, set, srv.Watermark(0))
	postFiles(t, srv, path, fields{"pos": "1", "product_type": "2"}, upload{"attachment", "b.png", strings.Repeat("x", 1<<20)}).ok(t)
	assert.Equal(t, int64(1<<20), srv.Watermark(2).PictureSize)

	strict := start(t, baijiayuntest.WithRequiredWatermarkPicture())
	called(t, strict, "Settings.SetWatermark", nil).failed(t, 4001)
	postFiles(t, strict, path, fields{"pos": "3"}, upload{"attachment", "a.png", "picture"}).data(t, "null")
}

func TestTheMarquee(t *testing.T) {
	srv := start(t)
	called(t, srv, "Settings.SetMarquee", fields{"color": "#FF00aa", "font_size": "20", "opacity": "0.25"}).data(t, "null")
	called(t, srv, "Settings.SetMarquee", fields{"type": "2", "value": remove}).data(t, "null")
	assert.Equal(t, baijiayuntest.Marquee{Type: 2, Value: "百家云", Color: "#FF00aa", FontSize: 20, Opacity: 0.25}, srv.Marquee(0), "what is not sent stays")
	called(t, srv, "Settings.GetMarquee", nil).data(t, `{"type":2,"value":"百家云","color":"#FF00aa","font_size":20,"opacity":"0.25"}`)
	called(t, srv, "Settings.SetMarquee", fields{"type": "0", "opacity": "2"}).failed(t, 1001)
	assert.Equal(t, int64(2), srv.Marquee(0).Type)
	assert.Zero(t, srv.Marquee(1))
}

func TestTheLimitOfRedPackets(t *testing.T) {
	srv := start(t, baijiayuntest.WithBareReplies())
	called(t, srv, "Settings.GetRedPacketLimit", nil).data(t, "1000")
	called(t, srv, "Settings.SetRedPacketLimit", fields{"max_count": "1", "product_type": "2"}).data(t, "null")
	assert.Equal(t, int64(1), srv.RedPacketLimit(2))
	assert.Equal(t, int64(1000), srv.RedPacketLimit(0))
	called(t, start(t), "Settings.GetRedPacketLimit", nil).data(t, `{"max_count":1000}`)
}

// A server that lies about its page size caps the lists of the settings as well.
func TestSettingsAreCapped(t *testing.T) {
	srv := start(t)
	for range 3 {
		srv.AddNotice(baijiayuntest.Notice{})
		srv.AddQuizTemplate(baijiayuntest.QuizTemplate{})
		srv.AddSensitiveWord(baijiayuntest.SensitiveWord{})
		srv.AddSubAccount(baijiayuntest.SubAccount{})
	}
	for _, operation := range []string{"Notices.List", "QuizTemplates.List", "SensitiveWords.List", "SubAccounts.List"} {
		srv.Lie(operation, baijiayuntest.Lie{PageCap: 2})
		for page, rows := range map[string]int{"1": 2, "2": 1, "3": 0} {
			var data struct{ List []any }
			require.NoError(t, json.Unmarshal([]byte(dataOf(t, srv, operation, fields{"page": page, "page_size": "20"})), &data))
			assert.Len(t, data.List, rows, "%s, page %s", operation, page)
		}
	}
}
