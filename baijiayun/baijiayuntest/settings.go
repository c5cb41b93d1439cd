package baijiayuntest

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	maxSettingsPage    = 1000
	maxRedPacketCount  = 1000
	maxWatermarkBytes  = 1 << 20 // 限制1M
	settingsPageSize   = 20
	firstNoticeID      = 501
	firstTemplateID    = 701
	firstWordID        = 901
	firstSubPartnerID  = 87434923
	subAccountPageSize = 10
)

// configuration is what the account has set for all of its classes, and the accounts that belong to it.
type configuration struct {
	notices     []Notice
	noticesMade int64
	noticesIn   map[int64][]int64 // notice ids by room

	templates     []QuizTemplate
	templatesMade int64
	templatesIn   map[int64][]int64 // template ids by room

	words     []SensitiveWord
	wordsMade int64

	watermarks map[int64]Watermark // by product line
	marquees   map[int64]Marquee
	redPackets map[int64]int64

	subAccounts     []SubAccount
	subAccountsMade int64
}

func newConfiguration() configuration {
	return configuration{
		noticesIn:   map[int64][]int64{},
		templatesIn: map[int64][]int64{},
		watermarks:  map[int64]Watermark{},
		marquees:    map[int64]Marquee{},
		redPackets:  map[int64]int64{},
	}
}

// Watermark is the picture that the classes of a product line show in a corner. The server does not keep the content.
type Watermark struct {
	Position      int64  // pos: 0 off, 1 top left, 2 top right, 3 bottom right, 4 bottom left
	PictureName   string // the file name; "" when no picture was ever given
	PictureSize   int64  // in bytes
	PictureSHA256 string // of the content, hexadecimal
}

// Marquee is the text that runs over the classes of a product line.
type Marquee struct {
	Type     int64   // 0 off, 1 Value, 2 the user's name
	Value    string  // the text
	Color    string  // of the text, #rrggbb
	FontSize int64   // of the text
	Opacity  float64 // of the text, from 0 to 1
}

// Watermark returns the watermark of a product line (product_type), which is 0 when calls do not name one.
func (s *Server) Watermark(productType int64) Watermark {
	var watermark Watermark
	s.kit.Do(func() { watermark = s.state.configured.watermarks[productType] })
	return watermark
}

// Marquee returns the marquee of a product line (product_type), which is 0 when calls do not name one.
func (s *Server) Marquee(productType int64) Marquee {
	var marquee Marquee
	s.kit.Do(func() { marquee = s.state.configured.marquees[productType] })
	return marquee
}

// RedPacketLimit returns how many red packets a class of a product line can have; 1,000 before it is set.
func (s *Server) RedPacketLimit(productType int64) int64 {
	var limit int64
	s.kit.Do(func() { limit = s.state.configured.redPacketLimit(productType) })
	return limit
}

func (c *configuration) redPacketLimit(productType int64) int64 {
	if limit, set := c.redPackets[productType]; set {
		return limit
	}
	return maxRedPacketCount
}

func settingsEndpoints() []endpoint {
	both := prints{msg: true, ts: true}
	return []endpoint{
		posted("Settings.SetWatermark", "live_setting/setWatermark", both, (*Server).setWatermark),
		posted("Settings.GetWatermark", "live_setting/getWatermark", both, (*Server).getWatermark),
		posted("Settings.SetMarquee", "live_setting/setLiveHorseLamp", both, (*Server).setMarquee),
		posted("Settings.GetMarquee", "live_setting/getLiveHorseLamp", both, (*Server).getMarquee),
		posted("Settings.SetRedPacketLimit", "live_setting/setMaxRedPackageCount", both, (*Server).setRedPacketLimit),
		posted("Settings.GetRedPacketLimit", "live_setting/getMaxRedPackageCount", both, (*Server).getRedPacketLimit),
	}
}

// setWatermark is 设置水印. Without a picture the old one stays, which is a guess; see WithRequiredWatermarkPicture.
func (s *Server) setWatermark(c *call) (any, *failure) {
	product := c.product()
	c.need("pos")
	watermark := s.state.configured.watermarks[product]
	watermark.Position = c.numberBetween("pos", 0, 4, 0)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	file, sent := lastFile(c.files, "attachment")
	switch {
	case !sent && s.settings.watermarkPicture:
		return nil, fail(codeUpload, "attachment 缺少")
	case sent && file.Size > maxWatermarkBytes:
		return nil, fail(codeUpload, "水印图片限制1M")
	case sent:
		watermark.PictureName, watermark.PictureSize, watermark.PictureSHA256 = file.Name, file.Size, file.SHA256
	}
	s.state.configured.watermarks[product] = watermark
	return nil, nil
}

// lastFile returns the last file of a field, as PHP does.
func lastFile(files []vendortest.File, field string) (vendortest.File, bool) {
	for _, file := range slices.Backward(files) {
		if file.Field == field {
			return file, true
		}
	}
	return vendortest.File{}, false
}

// getWatermark is 获取水印配置. What the reply calls the picture is not known, so it is left out.
func (s *Server) getWatermark(c *call) (any, *failure) {
	product := c.product()
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	return object{"pos": s.state.configured.watermarks[product].Position}, nil
}

// setMarquee is 设置跑马灯设置. What is not sent stays as it was, which is a guess.
func (s *Server) setMarquee(c *call) (any, *failure) {
	product := c.product()
	marquee := s.state.configured.marquees[product]
	marquee.Type = c.numberBetween("type", 0, 2, marquee.Type)
	marquee.Value = c.textOr("value", marquee.Value)
	marquee.Color = c.textOr("color", marquee.Color)
	if marquee.Color != "" && !isColor(marquee.Color) {
		c.refuse("color", "格式如 #ff0000")
	}
	marquee.FontSize = c.numberBetween("font_size", 1, math.MaxInt64, marquee.FontSize)
	if c.given("opacity") {
		opacity, err := strconv.ParseFloat(c.fields["opacity"], 64)
		if err != nil || !(opacity >= 0 && opacity <= 1) {
			c.refuse("opacity", "超出范围 0-1")
		}
		marquee.Opacity = opacity
	}
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	s.state.configured.marquees[product] = marquee
	return nil, nil
}

// isColor reports whether a text is # and six hexadecimal digits.
func isColor(text string) bool {
	digits, marked := strings.CutPrefix(text, "#")
	_, err := strconv.ParseUint(digits, 16, 32)
	return marked && len(digits) == 6 && err == nil
}

// getMarquee is 获取跑马灯设置.
func (s *Server) getMarquee(c *call) (any, *failure) {
	product := c.product()
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	marquee := s.state.configured.marquees[product]
	return object{
		"type":      marquee.Type,
		"value":     marquee.Value,
		"color":     marquee.Color,
		"font_size": marquee.FontSize,
		"opacity":   strconv.FormatFloat(marquee.Opacity, 'f', -1, 64),
	}, nil
}

// setRedPacketLimit is 修改红包最大个数限制.
func (s *Server) setRedPacketLimit(c *call) (any, *failure) {
	product := c.product()
	c.need("max_count")
	limit := c.numberBetween("max_count", 1, maxRedPacketCount, 1)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	s.state.configured.redPackets[product] = limit
	return nil, nil
}

// getRedPacketLimit is 获取红包最大个数限制.
func (s *Server) getRedPacketLimit(c *call) (any, *failure) {
	product := c.product()
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	limit := s.state.configured.redPacketLimit(product)
	if s.settings.bareReplies {
		return limit, nil
	}
	return object{"max_count": limit}, nil
}

// ids reads a required list of ids, each at least 1, joined by commas.
func (p *parameters) ids(name string) []int64 {
	if !p.need(name) {
		return nil
	}
	var ids []int64
	for text := range strings.SplitSeq(p.fields[name], ",") {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || id < 1 {
			p.refuse(name, "id，多个以英文逗号分隔")
			return nil
		}
		ids = append(ids, id)
	}
	return ids
}

// settingsPage reads which page of a list is asked for.
func (s *Server) settingsPage(c *call, preset, most int64) (page, size int64) {
	page = c.numberBetween("page", 1, math.MaxInt64, 1)
	return page, s.cap(c, c.numberBetween("page_size", 1, most, preset))
}

// rowsPage answers a page of rows. No source shows the replies: they are written like the vendor's other lists, or bare.
func (s *Server) rowsPage(rows []object, page, size int64) any {
	shown := append([]object{}, paged(rows, page, size)...)
	if s.settings.bareReplies {
		return shown
	}
	return object{"total": int64(len(rows)), "list": shown}
}

// made answers a create. No source shows the replies: they hold the id, or nothing.
func (s *Server) made(name string, id int64) any {
	if s.settings.bareReplies {
		return nil
	}
	return object{name: id}
}

// ofProduct reports whether a thing of one product line is meant by a call that names another; 0 means every line.
func ofProduct(thing, asked int64) bool { return asked == 0 || thing == asked }

// missing returns the failure of an id that does not exist. The vendor does not document a code for these.
func missing(what, name string, id int64) *failure {
	return fail(codeGeneral, fmt.Sprintf("%s不存在 %s=%d", what, name, id))
}

// withoutIDs returns the ids that are not among those to remove.
func withoutIDs(ids, remove []int64) []int64 {
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return slices.Contains(remove, id) })
}

// forget takes ids out of every room.
func forget(rooms map[int64][]int64, ids []int64) {
	for room := range maps.Keys(rooms) {
		rooms[room] = withoutIDs(rooms[room], ids)
	}
}

// assign adds ids to a room that does not have them yet.
func assign(rooms map[int64][]int64, room int64, ids []int64) {
	for _, id := range ids {
		if !slices.Contains(rooms[room], id) {
			rooms[room] = append(rooms[room], id)
		}
	}
}
