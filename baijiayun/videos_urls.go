package baijiayun

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// VideoURLFormat chooses the format of the files of GetURLs (format). It is sent as a word, unlike VideoFormat.
type VideoURLFormat string

// The documented formats.
const (
	VideoURLFormatMP4       VideoURLFormat = "mp4"     // mp4, the vendor's default
	VideoURLFormatM3U8      VideoURLFormat = "m3u8"    // an .m3u8 list
	VideoURLFormatFLV       VideoURLFormat = "flv"     // flv
	VideoURLFormatEncrypted VideoURLFormat = "encrypt" // the vendor's encrypted format; only accounts with encryption have it
)

// GetVideoURLsRequest selects the files of a video.
type GetVideoURLsRequest struct {
	VideoID  int64          `json:"video_id" check:"required"`
	Format   VideoURLFormat `json:"format"`                    // default VideoURLFormatMP4
	Lifetime time.Duration  `json:"expires_in" wire:"seconds"` // how long the URLs work, in whole seconds; default 12 hours
}

// VideoURL is the address of one file of a video. Everybody who has the URL can watch until it expires, so VideoURL prints without it.
type VideoURL struct {
	Definition string         `json:"play_info_name,omitzero"`                          // the vendor's word for the definition: low, for instance; the name of this member is ours
	URL        string         `json:"url,omitzero" check:"required"`                    // of the file; a secret
	Extra      map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived: width and height, says the document
}

// Format writes the definition, without the URL, whatever the verb.
func (u VideoURL) Format(f fmt.State, _ rune) { transport.Redacted(f, u.text()) }

// LogValue gives slog the definition, without the URL.
func (u VideoURL) LogValue() slog.Value { return transport.RedactedLog(u.text()) }

func (u VideoURL) text() string {
	return fmt.Sprintf("baijiayun.VideoURL{Definition:%q}", u.Definition)
}

// VideoURLs holds the addresses of a video's files. It prints without the URLs.
type VideoURLs struct {
	URLs  []VideoURL     `json:"play_info,omitzero"`                               // ordered by Definition; empty where the video has no file of this format
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// Format writes which definitions there are, without the URLs, whatever the verb.
func (u VideoURLs) Format(f fmt.State, _ rune) { transport.Redacted(f, u.text()) }

// LogValue gives slog which definitions there are, without the URLs.
func (u VideoURLs) LogValue() slog.Value { return transport.RedactedLog(u.text()) }

func (u VideoURLs) text() string {
	texts := make([]string, len(u.URLs))
	for i, one := range u.URLs {
		texts[i] = one.text()
	}
	return "baijiayun.VideoURLs{URLs:[" + strings.Join(texts, " ") + "]}"
}

// videoURLsReply is a reply with one entry per definition.
type videoURLsReply struct {
	Files map[string]VideoURL `json:"play_info" check:"present"`
	Extra map[string]any      `json:"unknown" wire:"extra" check:"decorative"`
}

// GetURLs returns the addresses of the files that a video was transcoded to, one per definition. CodeVideoNotFound: the video does not exist.
//
// Baijiayun 获取转码后视频/音频地址 (点播服务端API接口文档), POST /openapi/video/getUrl. That the reply has play_info, an object keyed by
// definition whose entries have url, is known from one program (org.springcrazy, which reads low); what else it holds is in Extra. Safe to
// repeat.
func (s VideosService) GetURLs(ctx context.Context, in *GetVideoURLsRequest, opts ...classcloud.CallOption) (*VideoURLs, error) {
	out, err := call[*videoURLsReply](ctx, s.client, opVideosGetURLs, in, opts)
	if out == nil {
		return nil, err
	}
	urls := sorted(out.Files, strings.Compare, func(name string, url VideoURL) VideoURL {
		url.Definition = name
		return url
	})
	return &VideoURLs{URLs: urls, Extra: out.Extra}, err
}

// VideoShareURLs holds what shares a video: an iframe, a script and a Flash object, says the document. Everybody who has one can watch, so
// VideoShareURLs prints without them.
type VideoShareURLs struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // all members, as they arrived: no public program shows their names; secrets
}

// Format writes the type's name and nothing else, whatever the verb.
func (u VideoShareURLs) Format(f fmt.State, _ rune) {
	transport.Redacted(f, "baijiayun.VideoShareURLs")
}

// LogValue gives slog the type's name and nothing else.
func (u VideoShareURLs) LogValue() slog.Value {
	return transport.RedactedLog("baijiayun.VideoShareURLs")
}

// GetShareURLs returns what shares a video on other pages. CodeVideoNotFound: the video does not exist.
//
// Baijiayun 获取视频分享地址 (点播服务端API接口文档), POST /openapi/video/getShareUrl. No public program reads its reply, so it is returned as it
// came; a list is under "list". Safe to repeat.
func (s VideosService) GetShareURLs(ctx context.Context, videoID int64, opts ...classcloud.CallOption) (*VideoShareURLs, error) {
	return call[*VideoShareURLs](ctx, s.client, opVideosGetShareURLs, &videoRef{videoID}, opts)
}

// VideoImageList holds the pictures that were taken from a video (截图).
type VideoImageList struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // all members, as they arrived: no public program shows their names
}

// ListImages returns the pictures that were taken from a video. CodeVideoNotFound: the video does not exist, or was deleted.
//
// Baijiayun 获取指定ID视频截图 (点播服务端API接口文档), POST /openapi/video/getImage. No public program reads its reply, so it is returned as it
// came; a list is under "list". Safe to repeat.
func (s VideosService) ListImages(ctx context.Context, videoID int64, opts ...classcloud.CallOption) (*VideoImageList, error) {
	return call[*VideoImageList](ctx, s.client, opVideosListImages, &videoRef{videoID}, opts)
}
