package baijiayun

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// StreamsService returns the URLs to which a pushed room (推流直播) is streamed, and at which it is watched.
type StreamsService struct{ client *Client }

// PushURL is the address to which a room's stream is pushed. Everybody who has the URL can go live in the room, so PushURL prints without it.
type PushURL struct {
	ExpireTime time.Time `json:"expire_time,omitzero"`               // when the URL stops working
	URL        string    `json:"push_url,omitzero" check:"required"` // an rtmp URL; a secret
}

// Format writes when the URL expires, without the URL, whatever the verb.
func (u PushURL) Format(f fmt.State, _ rune) { transport.Redacted(f, u.text()) }

// LogValue gives slog when the URL expires, without the URL.
func (u PushURL) LogValue() slog.Value { return transport.RedactedLog(u.text()) }

func (u PushURL) text() string {
	return "baijiayun.PushURL{ExpireTime:" + u.ExpireTime.Format(time.RFC3339) + "}"
}

// GetPushURL returns the URL to which a room's stream is pushed.
//
// Baijiayun API 33 获取推流直播的推流地址, POST /openapi/room/getPushLiveUrl. Safe to repeat.
func (s StreamsService) GetPushURL(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*PushURL, error) {
	return call[*PushURL](ctx, s.client, opStreamsGetPushURL, &roomRef{roomID}, opts)
}

// PullURLs holds the addresses at which a room's stream is watched.
type PullURLs struct {
	RTMP string `json:"rtmp_url,omitzero"` // by RTMP
	HLS  string `json:"m3u8_url,omitzero"` // by HLS: the address of an .m3u8 list
}

// GetPullURLs returns the URLs at which the stream of a pushed room is watched.
//
// Baijiayun API 37 获取推流直播的拉流地址, POST /openapi/room/getPullStreamUrl. Only pushed rooms have them. Safe to repeat.
func (s StreamsService) GetPullURLs(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*PullURLs, error) {
	return call[*PullURLs](ctx, s.client, opStreamsGetPullURLs, &roomRef{roomID}, opts)
}
