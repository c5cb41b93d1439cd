package classin

import (
	"bytes"
	"context"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ViewersRequest names people who may or may not watch the replay of a class in the client. It needs ActivityID or ClassID.
type ViewersRequest struct {
	CourseID   int64          `json:"courseId" check:"required"`
	ActivityID int64          `json:"activityId" check:"one=class"` // the class as an activity; the vendor recommends it
	ClassID    int64          `json:"classId" check:"one=class"`    // use it instead of ActivityID
	UIDs       []UID          `json:"uidList" check:"required,ids"`
	Extra      map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// ViewerRef names somebody in a batch of viewers.
type ViewerRef struct {
	UID UID `json:"uid,omitzero" check:"required"`
}

// viewers describes a batch of viewers.
func viewers(in *ViewersRequest) (b batch[ViewerRef]) {
	if in != nil {
		b.count = len(in.UIDs)
		b.asked = asked(in.UIDs, func(uid UID) []echo { return []echo{byID("uid", uid)} })
	}
	return b
}

// AddViewers lets people watch the replay of a class in the client, beside those who may already, and returns a verdict for each in the
// order of the request. They are those of the course: its students, teachers and head teacher. The class has ended and is recorded.
//
// ClassIn 添加客户端回放可观看人员, POST /playback/addPlaybackUser, of v2. The page is a draft: it stands in the documentation repository
// (wanqinzheng/classin-api-docs, references/LMS/addPlaybackUser.md) and is linked from nowhere. UIDs go as numbers, as in its sample; its
// table says text. CodeViewerNotInCourse in an item: the user is not in the course. CodeReplayNeedsEnd and CodeReplayNotRecorded refuse
// all. Safe to repeat: who may watch already is a success; CodeStudentInClass, which the page lists all the same, counts as one in answer to
// the client's own repeat.
func (s RecordingsService) AddViewers(ctx context.Context, in *ViewersRequest, opts ...classcloud.CallOption) ([]classcloud.Item[ViewerRef], error) {
	return sendBatch(ctx, s.client, opRecordingsAddViewers, in, viewers(in), opts)
}

// RemoveViewers keeps people from watching the replay of a class in the client, and returns a verdict for each in the order of the request.
//
// ClassIn 删除客户端回放可观看人员, POST /playback/deletePlaybackUser, of v2. The page is a draft, as that of AddViewers. Safe to repeat: who may
// not watch anyway is a success; CodeViewerForbidden, which the page lists all the same, counts as one in answer to the client's own repeat.
func (s RecordingsService) RemoveViewers(ctx context.Context, in *ViewersRequest, opts ...classcloud.CallOption) ([]classcloud.Item[ViewerRef], error) {
	return sendBatch(ctx, s.client, opRecordingsRemoveViewers, in, viewers(in), opts)
}

// ReplaysRequest names classes of a course. It needs ActivityIDs or ClassIDs.
type ReplaysRequest struct {
	CourseID    int64          `json:"courseId" check:"required"`
	ActivityIDs []int64        `json:"activityIds" check:"one=classes,ids"` // the classes as activities; the vendor recommends them
	ClassIDs    []int64        `json:"classIds" check:"one=classes,ids"`    // use them instead of ActivityIDs
	Extra       map[string]any `json:"-" wire:"extra"`                      // parameters newer than this module
}

// ReplayRef names a class in a batch of replays, as it was asked for.
type ReplayRef struct {
	ActivityID int64 `json:"activityId,omitzero"`
	ClassID    int64 `json:"classId,omitzero"`
}

// replays describes a batch of replays.
func replays(in *ReplaysRequest) (b batch[ReplayRef]) {
	if in != nil {
		ids, name := in.named()
		b.count = len(ids)
		b.asked = asked(ids, func(id int64) []echo { return []echo{byID(name, id)} })
	}
	return b
}

// named returns the ids of the classes, and what one of them is called.
func (r *ReplaysRequest) named() ([]int64, string) {
	if len(r.ActivityIDs) > 0 {
		return r.ActivityIDs, "activityId"
	}
	return r.ClassIDs, "classId"
}

// AddAllViewers lets everybody of the course watch the replays of classes in the client, and returns a verdict for each class in the order of
// the request. The classes have ended and are recorded.
//
// ClassIn 设置客户端回放为全员可看, POST /playback/setPlaybackAllViewable, of v2. The page is a draft, as that of AddViewers; its table says
// activityIds, which is sent, and its sample " activityIds". Safe to repeat.
func (s RecordingsService) AddAllViewers(ctx context.Context, in *ReplaysRequest, opts ...classcloud.CallOption) ([]classcloud.Item[ReplayRef], error) {
	return sendBatch(ctx, s.client, opRecordingsAddAllViewers, in, replays(in), opts)
}

// RemoveAllViewers keeps everybody from watching the replays of classes in the client, and returns a verdict for each class in the order of the
// request.
//
// ClassIn 设置客户端回放为全员不可看, POST /playback/setPlaybackAllForbidden, of v2. The page is a draft, as that of AddViewers; its table says
// activityIds, which is sent, and its sample activityId: give that with Extra if your school needs it. Safe to repeat.
func (s RecordingsService) RemoveAllViewers(ctx context.Context, in *ReplaysRequest, opts ...classcloud.CallOption) ([]classcloud.Item[ReplayRef], error) {
	return sendBatch(ctx, s.client, opRecordingsRemoveAllViewers, in, replays(in), opts)
}

// splitOf makes a batch's rows of successList, which holds ids alone, and failedList, which holds rows.
func splitOf(name string) func(*transport.Call, []byte) []byte {
	return func(c *transport.Call, data []byte) []byte {
		c.Joined = append(c.Joined, "successList", "failedList")
		object, err := wire.Split(data)
		if err != nil {
			return data
		}
		var rows [][]byte
		for _, id := range wire.Elements(object.Get("successList")) {
			if _, err := wire.Split(id); err == nil {
				rows = append(rows, id) // a row already, though the table says an id
				continue
			}
			rows = append(rows, wire.AppendJSONObject(nil, []wire.Member{
				{Name: name, Value: wire.Value{Kind: wire.JSON, Text: string(bytes.TrimSpace(id))}}, {Name: "code", Value: wire.TextOf(codeOK)}}))
		}
		return writeRows(append(rows, wire.Elements(object.Get("failedList"))...))
	}
}

// splitByClass is splitOf for classes, which are called as the request called them.
func splitByClass(c *transport.Call, data []byte) []byte {
	name := "classId"
	if in, ok := c.In.(*ReplaysRequest); ok {
		_, name = in.named()
	}
	return splitOf(name)(c, data)
}
