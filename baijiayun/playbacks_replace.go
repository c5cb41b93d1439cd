package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// PlaybackTransferRequest names the playback that is taken, the source, and the one that it goes to, the target.
type PlaybackTransferRequest struct {
	SourceRoomID    int64 `json:"source_room_id" check:"required"`
	SourceSessionID int64 `json:"source_session_id"` // which playback of a long-term room; default 0, for other rooms
	SourceVersion   int64 `json:"source_version"`    // which version of a playback that was cut; default: the vendor's choice
	TargetRoomID    int64 `json:"target_room_id" check:"required"`
	TargetSessionID int64 `json:"target_session_id"`         // as SourceSessionID
	TargetVersion   int64 `json:"target_version"`            // as SourceVersion
	Main            *bool `json:"is_replace_main" wire:"01"` // whether the target's main version is replaced (是否替换成主版本); default: the vendor's choice
}

// Validate refuses versions below 0.
func (r *PlaybackTransferRequest) Validate() []classcloud.FieldError {
	var problems []classcloud.FieldError
	if r.SourceVersion < 0 {
		problems = append(problems, classcloud.FieldError{Field: "SourceVersion", Wire: "source_version", Problem: "is negative"})
	}
	if r.TargetVersion < 0 {
		problems = append(problems, classcloud.FieldError{Field: "TargetVersion", Wire: "target_version", Problem: "is negative"})
	}
	return problems
}

// PlaybackTransfer is the answer to Replace and Add. No public source shows what it holds.
type PlaybackTransfer struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived; a reply that is not an object is the member "data"
}

// Values of type in playback/replacePlayback.
const (
	transferReplace = 1 // 替换
	transferAdd     = 2 // 新增
)

// playbackTransfer is what Replace and Add send.
type playbackTransfer struct {
	Type int `json:"type"`
	PlaybackTransferRequest
}

// Replace puts the source playback in the place of the target, which is a playback with a fault: the target is lost. Add keeps it.
//
// Baijiayun 替换回放 (回放服务端API文档), POST /openapi/playback/replacePlayback with type 1. The parameters are those of 007gzs/baijiayun; of these
// a07061625/swooleyaf has no versions and no is_replace_main. It destroys, so it is never repeated once it may have arrived: when
// classcloud.MaybeApplied(err), compare the VideoID that Get returns for the target first.
func (s PlaybacksService) Replace(ctx context.Context, in *PlaybackTransferRequest, opts ...classcloud.CallOption) (*PlaybackTransfer, error) {
	return s.transfer(ctx, opPlaybacksReplace, transferReplace, in, opts)
}

// Add adds the source playback to the target, which stays.
//
// Baijiayun 替换回放 (回放服务端API文档), POST /openapi/playback/replacePlayback with type 2. The parameters are those of 007gzs/baijiayun. A repeat
// would add it twice, so the call is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look at ListCrops of the
// target first.
func (s PlaybacksService) Add(ctx context.Context, in *PlaybackTransferRequest, opts ...classcloud.CallOption) (*PlaybackTransfer, error) {
	return s.transfer(ctx, opPlaybacksAdd, transferAdd, in, opts)
}

func (s PlaybacksService) transfer(ctx context.Context, op opID, kind int, in *PlaybackTransferRequest, opts []classcloud.CallOption) (*PlaybackTransfer, error) {
	return call[*PlaybackTransfer](ctx, s.client, op, &playbackTransfer{kind, valueOf(in)}, opts)
}

// ReplacePlaybackByVideoRequest names a room whose playback is replaced, and the video that takes its place.
type ReplacePlaybackByVideoRequest struct {
	TargetRoomID int64 `json:"target_room_id" check:"required"`
	VideoID      int64 `json:"video_id" check:"required"` // a video on demand
}

// ReplaceByVideo puts a video on demand in the place of a room's playback, which is lost.
//
// Baijiayun 点播替换回放 (a program in production), POST /openapi/playback/replacePlaybackByVideo. No document of the vendor is known to have it:
// the parameters are those of an app's Go client (package baijiayun of "tkserver"), which reads nothing of the reply. It destroys, so it is
// never repeated once it may have arrived: when classcloud.MaybeApplied(err), compare the VideoID that Get returns for the room first.
func (s PlaybacksService) ReplaceByVideo(ctx context.Context, in *ReplacePlaybackByVideoRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opPlaybacksReplaceByVideo, in, opts)
}
