package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// CallbacksService sets where the vendor reports the beginning and end of classes.
type CallbacksService struct{ client *Client }

// SetClassURL sets where the beginning and end of classes are reported: one URL for the whole account, where the last writer
// wins for every tenant of it.
//
// Baijiayun 回调接口 1 设置直播上下课事件回调地址, POST /openapi/live_account/setClassCallbackUrl. The URL must begin with http:// or
// https://. Safe to repeat.
func (s CallbacksService) SetClassURL(ctx context.Context, url string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opCallbacksSetClassURL, &struct {
		URL string `json:"url" check:"required"`
	}{url}, opts)
}

// GetClassURL returns where the beginning and end of classes are reported, or "" when no URL is set.
//
// Baijiayun 回调接口 2 查询直播上下课回调地址, POST /openapi/live_account/getClassCallbackUrl.
func (s CallbacksService) GetClassURL(ctx context.Context, opts ...classcloud.CallOption) (string, error) {
	// A map, since null or [] for data may be how the vendor says that none is set: the document does not tell.
	out, err := call[map[string]string](ctx, s.client, opCallbacksGetClassURL, nil, opts)
	return out["url"], err
}
