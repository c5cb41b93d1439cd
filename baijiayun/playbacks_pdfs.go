package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// GetPlaybackPDFURLRequest names a playback.
type GetPlaybackPDFURLRequest struct {
	RoomID    int64 `json:"room_id" check:"required"`
	SessionID int64 `json:"session_id"` // which playback of a long-term room; default 0, for other rooms
}

// PlaybackPDFURL is where a PDF of the slides shown in a class lies.
type PlaybackPDFURL struct {
	URL string `json:"url,omitzero"` // "" when the reply calls it something else, which is in Extra then

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// GetPDFURL returns where the PDF of a playback's slides lies.
//
// Baijiayun 获取ppt转成的pdf具体路径 (回放服务端API文档), POST /openapi/playback/getPlaybackPptUrl. Only accounts of the pro environment have it. The
// parameters are those of 007gzs/baijiayun and a07061625/swooleyaf. No public source shows the reply: that the address is called url, as in
// API 43 (ListPDFs), is inferred, and a plain text is read too. Safe to repeat.
func (s PlaybacksService) GetPDFURL(ctx context.Context, in *GetPlaybackPDFURLRequest, opts ...classcloud.CallOption) (*PlaybackPDFURL, error) {
	return call[*PlaybackPDFURL](ctx, s.client, opPlaybacksGetPDFURL, in, opts)
}

// ListPDFURLs returns where the PDFs of the slides of a room's playbacks lie.
//
// Baijiayun 获取ppt转成的pdf的路径列表 (回放服务端API文档), POST /openapi/playback/getPlaybackPptUrlList. Only accounts of the pro environment have it. The
// parameters are those of 007gzs/baijiayun and a07061625/swooleyaf: a long-term room needs the Date. No public source shows the reply: that
// an address is called url, as in API 43 (ListPDFs), is inferred, and a list of plain texts is read too. Safe to repeat.
func (s PlaybacksService) ListPDFURLs(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) ([]PlaybackPDFURL, error) {
	out, err := call[*listReply[PlaybackPDFURL]](ctx, s.client, opPlaybacksListPDFURLs, in, opts)
	return out.rows(), err
}
