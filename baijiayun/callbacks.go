package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// CallbacksService sets the URLs to which the vendor reports that classes start and end, and that playbacks and videos are ready.
type CallbacksService struct{ client *Client }

// callbackURL is the request of SetClassURL and SetTranscodeURL.
type callbackURL struct {
	URL string `json:"url" check:"required"`
}

// Validate refuses an address that the vendor does not call.
func (r *callbackURL) Validate() []classcloud.FieldError {
	var bad refusals
	bad.when(r.URL != "" && !beginsWith(r.URL, "http://", "https://"), "URL", "url", "does not begin with http:// or https://")
	return bad
}

// SetClassURL sets the URL to which the vendor reports that classes start and end. The account has one such URL, so the last call
// decides for all programs that use the account.
//
// Baijiayun 回调接口 1 设置直播上下课事件回调地址, POST /openapi/live_account/setClassCallbackUrl. The URL must begin with http:// or
// https://. Safe to repeat.
func (s CallbacksService) SetClassURL(ctx context.Context, url string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opCallbacksSetClassURL, &callbackURL{url}, opts)
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

// SetTranscodeURL sets the URL to which the vendor reports that a playback or a video on demand was uploaded, is ready or has failed:
// PlaybackCallback. The account has one such URL for both, so the last call decides for all programs that use the account.
//
// Baijiayun 设置转码回调地址 (点播服务端API接口文档), POST /openapi/video_account/setTranscodeCallbackUrl. The parameter is that of
// 007gzs/baijiayun and a07061625/swooleyaf. The URL must begin with http:// or https://. Safe to repeat.
func (s CallbacksService) SetTranscodeURL(ctx context.Context, url string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opCallbacksSetTranscodeURL, &callbackURL{url}, opts)
}

// GetTranscodeURL returns the URL to which the vendor reports on playbacks and videos on demand, or "" when none is set.
//
// Baijiayun 查询转码回调地址 (点播服务端API接口文档), POST /openapi/video_account/getTranscodeCallbackUrl. The reply's url is read by
// 007gzs/baijiayun, lizhongyuan3/cloud-live and the Go service tkserver. How the vendor writes that no URL is set is not known: nothing at
// all, in any of PHP's forms, is taken for it. Safe to repeat.
func (s CallbacksService) GetTranscodeURL(ctx context.Context, opts ...classcloud.CallOption) (string, error) {
	out, err := call[struct {
		URL string `json:"url" check:"present"`
	}](ctx, s.client, opCallbacksGetTranscodeURL, nil, opts)
	return out.URL, err
}
