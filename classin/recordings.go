package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// RecordingsService keeps the videos of classes that have ended. The callbacks CmdRecord and CmdUpload say where they are.
type RecordingsService struct{ client *Client }

// DeleteRecordingRequest names one video of a class.
type DeleteRecordingRequest struct {
	ClassID int64          `json:"classId" check:"required"`
	FileID  string         `json:"fileId" check:"required"` // required: without it the vendor would delete every video, see DeleteAll
	Extra   map[string]any `json:"-" wire:"extra"`          // parameters newer than this module
}

// Delete removes one video of a class for ever.
//
// ClassIn 删除单个课节视频, POST /partner/api/course.api.php?action=deleteClassVideo. CodeVideoLocked: unlock the video first. Safe to repeat:
// CodeVideoDeleted, in answer to the client's own repeat, counts as success, and so does CodeVideosDeleted, after the last video.
func (s RecordingsService) Delete(ctx context.Context, in *DeleteRecordingRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRecordingsDelete, in, opts)
}

// classIDRef names a class without its course.
type classIDRef struct {
	ClassID int64 `json:"classId" check:"required"`
}

// DeleteAll removes every video of a class for ever.
//
// ClassIn 删除单个课节视频, POST /partner/api/course.api.php?action=deleteClassVideo without fileId. Safe to repeat: CodeVideosDeleted, in answer
// to the client's own repeat, counts as success.
func (s RecordingsService) DeleteAll(ctx context.Context, classID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRecordingsDeleteAll, &classIDRef{classID}, opts)
}

// SetLockedRequest locks or unlocks the videos of a class.
type SetLockedRequest struct {
	ClassID int64          `json:"classId" check:"required"`
	Locked  *bool          `json:"isLock" wire:"01" check:"required"` // false lets the vendor delete the videos when their time is over
	Extra   map[string]any `json:"-" wire:"extra"`                    // parameters newer than this module
}

// SetLocked protects the videos of a class from deletion, or stops protecting them.
//
// ClassIn 修改课节锁定状态, POST /partner/api/course.api.php?action=updateClassLockStatus. CodeLockNeedsEnd: the class has not ended. Safe to
// repeat.
func (s RecordingsService) SetLocked(ctx context.Context, in *SetLockedRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRecordingsSetLocked, in, opts)
}
