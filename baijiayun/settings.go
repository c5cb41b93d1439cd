package baijiayun

import (
	"context"
	"math"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// SettingsService sets what holds for every class of the account (直播配置): the watermark, the marquee, how many red packets a class can have.
//
// Their parameters come from two public clients, 007gzs/baijiayun and a07061625/swooleyaf. No source shows a reply: what a result has a field
// for is inferred from the parameter that sets it, and everything else that arrives is in Extra.
type SettingsService struct{ client *Client }

// WatermarkPosition is the corner in which the account's watermark stands (pos).
type WatermarkPosition int

// The positions.
const (
	WatermarkPositionOff         WatermarkPosition = 0 // the watermark is not shown: 不启用
	WatermarkPositionTopLeft     WatermarkPosition = 1 // at the top on the left: 左上
	WatermarkPositionTopRight    WatermarkPosition = 2 // at the top on the right: 右上
	WatermarkPositionBottomRight WatermarkPosition = 3 // at the bottom on the right: 右下
	WatermarkPositionBottomLeft  WatermarkPosition = 4 // at the bottom on the left: 左下
)

var watermarkPositionNames = map[WatermarkPosition]string{
	WatermarkPositionOff:         "Off",
	WatermarkPositionTopLeft:     "TopLeft",
	WatermarkPositionTopRight:    "TopRight",
	WatermarkPositionBottomRight: "BottomRight",
	WatermarkPositionBottomLeft:  "BottomLeft",
}

// String returns the position's name, or WatermarkPosition(9) for a value this module does not know.
func (p WatermarkPosition) String() string {
	return wire.EnumName("WatermarkPosition", p, watermarkPositionNames)
}

// SetWatermarkRequest describes the account's watermark.
type SetWatermarkRequest struct {
	ProductType ProductType        `json:"product_type"`           // the product line; leave it 0 when the account has only one
	Position    *WatermarkPosition `json:"pos" check:"required"`   // new(WatermarkPositionOff) switches the watermark off
	Picture     *classcloud.File   `json:"attachment" wire:"file"` // at most 1 MB. 007gzs/baijiayun sends none for nil, a07061625/swooleyaf demands one; whether the vendor then keeps the old picture is not known
}

// SetWatermark sets the picture that every class of the account shows in a corner, and the corner.
//
// Baijiayun 设置水印 (直播配置), POST /openapi/live_setting/setWatermark, multipart when a picture is given. Parameters: 007gzs/baijiayun,
// a07061625/swooleyaf. Safe to repeat.
func (s SettingsService) SetWatermark(ctx context.Context, in *SetWatermarkRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opSettingsSetWatermark, in, opts)
}

// Watermark is the account's watermark. No source shows the reply.
type Watermark struct {
	Position *WatermarkPosition `json:"pos,omitzero" check:"decorative"` // inferred from SetWatermark; nil when the reply does not say

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything else that arrived, the picture among it; what is not an object is its member data
}

// GetWatermark returns the account's watermark. Leave productType 0 when the account has only one product line.
//
// Baijiayun 获取水印配置 (直播配置), POST /openapi/live_setting/getWatermark. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. Safe to repeat.
func (s SettingsService) GetWatermark(ctx context.Context, productType ProductType, opts ...classcloud.CallOption) (*Watermark, error) {
	return call[*Watermark](ctx, s.client, opSettingsGetWatermark, &productLine{productType}, opts)
}

// productLine selects a product line.
type productLine struct {
	ProductType ProductType `json:"product_type"`
}

// MarqueeType says what the marquee shows (type).
type MarqueeType int

// The kinds.
const (
	MarqueeTypeOff   MarqueeType = 0 // there is no marquee: 关闭
	MarqueeTypeFixed MarqueeType = 1 // the text of Value: 固定值
	MarqueeTypeName  MarqueeType = 2 // the name of the user who watches: 昵称
)

var marqueeTypeNames = map[MarqueeType]string{
	MarqueeTypeOff:   "Off",
	MarqueeTypeFixed: "Fixed",
	MarqueeTypeName:  "Name",
}

// String returns the kind's name, or MarqueeType(9) for a value this module does not know.
func (t MarqueeType) String() string { return wire.EnumName("MarqueeType", t, marqueeTypeNames) }

// SetMarqueeRequest describes the account's marquee. A field that is nil or zero is not sent; whether the vendor then keeps the old value or
// takes a default is not known, so send all of them.
type SetMarqueeRequest struct {
	ProductType ProductType  `json:"product_type"` // the product line; leave it 0 when the account has only one
	Type        *MarqueeType `json:"type"`         // new(MarqueeTypeOff) switches the marquee off
	Value       string       `json:"value"`        // the text of MarqueeTypeFixed
	Color       string       `json:"color"`        // of the text, such as #ff0000
	FontSize    int          `json:"font_size"`    // of the text, from 1; no source says the unit
	Opacity     *float64     `json:"opacity"`      // of the text, from 0 to 1 (a07061625/swooleyaf); new(0.0) is invisible
}

// Validate refuses a request that sets nothing, a color that is not # and six hexadecimal digits, a negative font size, and an opacity that is
// not a number from 0 on.
func (r *SetMarqueeRequest) Validate() (bad []classcloud.FieldError) {
	refuse := func(field, wire, problem string) {
		bad = append(bad, classcloud.FieldError{Field: field, Wire: wire, Problem: problem})
	}
	if wire.NothingSet(r, "ProductType") {
		refuse("SetMarqueeRequest", "", "sets nothing: set a field beside ProductType")
	}
	if r.Color != "" && (len(r.Color) != len("#rrggbb") || r.Color[0] != '#' || strings.Trim(r.Color[1:], "0123456789abcdefABCDEF") != "") {
		refuse("Color", "color", "is not # and six hexadecimal digits")
	}
	if r.FontSize < 0 {
		refuse("FontSize", "font_size", "is negative")
	}
	if r.Opacity != nil && !(*r.Opacity >= 0 && *r.Opacity <= math.MaxFloat64) {
		refuse("Opacity", "opacity", "is not a number from 0 on")
	}
	return bad
}

// SetMarquee sets the text that runs over the picture of every class of the account, so that a copy of the picture tells who made it.
//
// Baijiayun 设置跑马灯设置 (直播配置), POST /openapi/live_setting/setLiveHorseLamp. Parameters: 007gzs/baijiayun, a07061625/swooleyaf; every one of
// them is optional there. Safe to repeat.
func (s SettingsService) SetMarquee(ctx context.Context, in *SetMarqueeRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opSettingsSetMarquee, in, opts)
}

// Marquee is the account's marquee. No source shows the reply: the members are inferred from SetMarquee.
type Marquee struct {
	Type     *MarqueeType `json:"type,omitzero" check:"decorative"`      // nil when the reply does not say
	Value    string       `json:"value,omitzero" check:"decorative"`     // the text of MarqueeTypeFixed
	Color    string       `json:"color,omitzero" check:"decorative"`     // of the text, such as #ff0000
	FontSize int          `json:"font_size,omitzero" check:"decorative"` // of the text; 0 when the reply does not say
	Opacity  *float64     `json:"opacity,omitzero" check:"decorative"`   // of the text, from 0 to 1; nil when the reply does not say

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything else that arrived; what is not an object is its member data
}

// GetMarquee returns the account's marquee. Leave productType 0 when the account has only one product line.
//
// Baijiayun 获取跑马灯设置 (直播配置), POST /openapi/live_setting/getLiveHorseLamp. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. Safe to
// repeat.
func (s SettingsService) GetMarquee(ctx context.Context, productType ProductType, opts ...classcloud.CallOption) (*Marquee, error) {
	return call[*Marquee](ctx, s.client, opSettingsGetMarquee, &productLine{productType}, opts)
}

// SetRedPacketLimitRequest says how many red packets a class can have.
type SetRedPacketLimitRequest struct {
	ProductType ProductType `json:"product_type"`               // the product line; leave it 0 when the account has only one
	MaxCount    int         `json:"max_count" check:"required"` // from 1 to 1,000
}

// SetRedPacketLimit sets how many red packets a class of the account can have.
//
// Baijiayun 修改红包最大个数限制 (直播配置), POST /openapi/live_setting/setMaxRedPackageCount. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. Safe
// to repeat.
func (s SettingsService) SetRedPacketLimit(ctx context.Context, in *SetRedPacketLimitRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opSettingsSetRedPacketLimit, in, opts)
}

// RedPacketLimit says how many red packets a class can have. No source shows the reply.
type RedPacketLimit struct {
	MaxCount *int `json:"max_count,omitzero" check:"decorative"` // inferred from SetRedPacketLimit; nil when the reply does not say

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything else that arrived; what is not an object, such as a bare number, is its member data
}

// GetRedPacketLimit returns how many red packets a class of the account can have. Leave productType 0 when the account has only one product
// line.
//
// Baijiayun 获取红包最大个数限制 (直播配置), POST /openapi/live_setting/getMaxRedPackageCount. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. Safe
// to repeat.
func (s SettingsService) GetRedPacketLimit(ctx context.Context, productType ProductType, opts ...classcloud.CallOption) (*RedPacketLimit, error) {
	return call[*RedPacketLimit](ctx, s.client, opSettingsGetRedPacketLimit, &productLine{productType}, opts)
}
