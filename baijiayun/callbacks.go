package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// CallbacksService sets the URL to which the vendor reports that classes start and end.
type CallbacksService struct{ client *Client }

// SetClassURL sets the URL to which the vendor reports that classes start and end. The account has one such URL, so the last call
// decides for all programs that use the account.
//
// Baijiayun 回调接口 1 设置直播上下课事件回调地址, POST /openapi/live_account/setClassCallbackUrl. The URL must begin with http:// or
// https://. Safe to repeat.
func (s CallbacksService) SetClassURL(ctx context.Context, url string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opCallbacksSetClassURL, &struct {
		URL string `json:"url" check:"required"`
	}{url}, opts)
}

// GetClassURL returns the URL to which the vendor reports that classes start and end, or "" when none is set.
//
// Baijiayun 回调接口 2 查询直播上下课回调地址, POST /openapi/live_account/getClassCallbackUrl. The document does not say how the vendor
// writes that no URL is set: nothing at all, in any of PHP's forms, is taken for it. Safe to repeat.
func (s CallbacksService) GetClassURL(ctx context.Context, opts ...classcloud.CallOption) (string, error) {
	out, err := call[struct {
		URL string `json:"url" check:"present"`
	}](ctx, s.client, opCallbacksGetClassURL, nil, opts)
	return out.URL, err
}

// SetInteractionURL sets the URL to which the vendor reports what happens in double-teacher classrooms. What it sends there, and whether it
// is signed, no public source tells: CallbackHandler hands a signed form that it does not know to Other. No call reads the URL back. The
// call goes to https://hudong.baijiayun.com, unless the client has a base URL of its own.
//
// Baijiayun 修改回调地址 (another document), POST /openapi/interact_data/updateCallbackUrl. The parameter is that of 007gzs/baijiayun. Safe to
// repeat.
func (s CallbacksService) SetInteractionURL(ctx context.Context, url string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opCallbacksSetInteractionURL, &struct {
		URL string `json:"callback_url" check:"required"`
	}{url}, opts)
}
