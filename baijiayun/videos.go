package baijiayun

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
)

// VideosService opens videos on demand (点播).
type VideosService struct{ client *Client }

// GetVideoTokenRequest names a video on demand and how long its token is valid.
type GetVideoTokenRequest struct {
	VideoID  int64          `json:"video_id" check:"required"`
	Lifetime *time.Duration `json:"expires_in" wire:"seconds" check:"required"` // in whole seconds; new(time.Duration(0)) for a token that never expires
}

// GetToken returns a token for VideoURL, or for the player of an app.
//
// Baijiayun 获取播放器token (点播服务端API接口文档), POST /openapi/video/getPlayerToken (dev.baijiayun.com/wiki/detail/4). Safe to repeat.
func (s VideosService) GetToken(ctx context.Context, in *GetVideoTokenRequest, opts ...classcloud.CallOption) (*PlayerToken, error) {
	return call[*PlayerToken](ctx, s.client, opVideosGetToken, in, opts)
}
