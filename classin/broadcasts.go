package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// BroadcastsService finds the pages on which lessons are watched live and afterwards.
type BroadcastsService struct{ client *Client }

// urlResult is a reply whose data is a URL.
type urlResult struct {
	URL string `json:"url" check:"required"`
}

// getURL carries out an operation that returns a URL.
func getURL(ctx context.Context, c *Client, id opID, in any, opts []classcloud.CallOption) (string, error) {
	out, err := call[urlResult](ctx, c, id, in, opts)
	return out.URL, err
}

// GetWebcastURLRequest names a course, or one lesson of it.
type GetWebcastURLRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	ClassID  int64          `json:"classId"`        // 0 for the whole course
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// GetURL returns the page of a course, or of one lesson, on which it is watched live and afterwards. It never changes: keep it.
// Client.WebcastURL makes a link of it in which a viewer may chat.
//
// ClassIn 获取课程直播/回放播放器地址, POST /partner/api/course.api.php?action=getWebcastUrl. Safe to repeat.
func (s *BroadcastsService) GetURL(ctx context.Context, in *GetWebcastURLRequest, opts ...classcloud.CallOption) (string, error) {
	return getURL(ctx, s.client, opBroadcastsGetURL, in, opts)
}
