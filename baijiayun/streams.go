package baijiayun

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// StreamsService finds where the stream of a pushed room (推流直播) goes in and comes out.
type StreamsService struct{ client *Client }

// PushURL is where to push a room's stream to. Whoever has the URL can go live in the room: it prints without it.
type PushURL struct {
	ExpireTime time.Time `json:"expire_time,omitzero"`
	URL        string    `json:"push_url,omitzero" check:"required"` // rtmp; a secret
}

// Format writes when the URL expires and not the URL, whatever the verb.
func (u PushURL) Format(f fmt.State, _ rune) { transport.Redacted(f, u.text()) }

// LogValue gives slog when the URL expires and not the URL.
func (u PushURL) LogValue() slog.Value { return transport.RedactedLog(u.text()) }

func (u PushURL) text() string {
	return "baijiayun.PushURL{ExpireTime:" + u.ExpireTime.Format(time.RFC3339) + "}"
}

// GetPushURL returns where to push a room's stream to.
//
// Baijiayun API 33 获取推流直播的推流地址, POST /openapi/room/getPushLiveUrl.
func (s StreamsService) GetPushURL(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*PushURL, error) {
	return call[*PushURL](ctx, s.client, opStreamsGetPushURL, &roomRef{roomID}, opts)
}

// PullURLs are where a room's stream is watched.
type PullURLs struct {
	RTMP string `json:"rtmp_url,omitzero"`
	HLS  string `json:"m3u8_url,omitzero"`
}

// GetPullURLs returns where the stream of a pushed room is watched.
//
// Baijiayun API 37 获取推流直播的拉流地址, POST /openapi/room/getPullStreamUrl. For pushed rooms alone.
func (s StreamsService) GetPullURLs(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*PullURLs, error) {
	return call[*PullURLs](ctx, s.client, opStreamsGetPullURLs, &roomRef{roomID}, opts)
}
