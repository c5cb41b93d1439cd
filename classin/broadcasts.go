package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// BroadcastsService returns the pages on which classes are watched, live and afterwards.
type BroadcastsService struct{ client *Client }

// GetWebcastURLRequest names a course, or one of its classes.
type GetWebcastURLRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	ClassID  int64          `json:"classId"`        // 0 for the whole course
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// GetURL returns the page on which a course, or one class of it, is watched live and afterwards. The page never changes, so it can be
// stored. Whoever has it may watch, unless the class has WatchByLogin, and from the page of a course every class of it, so keep it from
// others (the vendor's page on broadcasts 网页大直播场景应用). Client.WebcastURL makes a link from it with which a viewer may chat.
//
// ClassIn 获取课程直播/回放播放器地址, POST /partner/api/course.api.php?action=getWebcastUrl. Safe to repeat.
func (s BroadcastsService) GetURL(ctx context.Context, in *GetWebcastURLRequest, opts ...classcloud.CallOption) (string, error) {
	return getURL(ctx, s.client, opBroadcastsGetURL, in, opts)
}
