package baijiayun

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

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

// GetVideoTokensRequest names videos and how long their tokens are valid.
type GetVideoTokensRequest struct {
	VideoIDs []int64        `json:"video_ids" wire:"comma" check:"required,ids"` // how many at once is not documented
	Lifetime *time.Duration `json:"expires_in" wire:"seconds" check:"required"`  // in whole seconds; new(time.Duration(0)) for tokens that never expire
}

// videoKey is a key that is the id of a video.
type videoKey int64

// UnmarshalText reads the id.
func (k *videoKey) UnmarshalText(text []byte) error {
	id, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil || id < 1 {
		return fmt.Errorf("%.40q is not the id of a video", text)
	}
	*k = videoKey(id)
	return nil
}

// tokenText is a token in a reply with one entry per video or playback: one that holds nothing is not a token.
type tokenText string

// UnmarshalJSON reads the token.
func (t *tokenText) UnmarshalJSON(raw []byte) error {
	var text string
	if err := wire.Decode(raw, &text); err != nil {
		return err
	}
	if strings.TrimSpace(text) == "" {
		return errors.New("is not a token")
	}
	*t = tokenText(text)
	return nil
}

// playerTokens is a reply with one entry per video.
type playerTokens map[videoKey]tokenText

// GetTokens returns the tokens of several videos, ordered by VideoID; GetToken returns one. What the vendor does about an id that it does not
// know is not documented: look whether every token came that you asked for. An entry
// without a token is an error beside the others.
//
// Baijiayun 批量获取播放器token (点播服务端API接口文档), POST /openapi/video/getPlayerTokenBatch. That the reply is keyed by id is known from
// one program (lizhongyuan3/cloud-live). Safe to repeat.
func (s VideosService) GetTokens(ctx context.Context, in *GetVideoTokensRequest, opts ...classcloud.CallOption) ([]PlayerToken, error) {
	out, err := call[*playerTokens](ctx, s.client, opVideosGetTokens, in, opts)
	if out == nil {
		return nil, err
	}
	return sorted(*out, cmp.Compare[videoKey], func(videoID videoKey, token tokenText) PlayerToken {
		return PlayerToken{VideoID: int64(videoID), Token: string(token)}
	}), err
}
