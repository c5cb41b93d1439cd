package weclassroom

import (
	"context"
	"net/url"
	"strings"

	"github.com/go-classcloud/classcloud"
)

// RecordingsService finds the recordings of lessons.
type RecordingsService struct{ client *Client }

// lessonText is the request of Get. Its lesson id is text; in all other calls it is a number.
type lessonText struct {
	LessonID int64 `json:"lessonId" wire:"asstring" check:"required"`
}

// Recording is the replay of a lesson.
type Recording struct {
	LessonID int64  `json:"lesson_id,omitzero"`
	Name     string `json:"name,omitzero"`   // the lesson's name
	MP4URL   string `json:"mp4url,omitzero"` // as the vendor writes it, perhaps without a scheme: see URL
}

// URL returns the replay's URL with a scheme, or "" while the lesson does not have a replay.
func (r *Recording) URL() string { return ReplayURL(r.MP4URL) }

// Get returns the replay of a lesson.
//
// WeClassroom API 24 通过课节 ID 获取回放地址, POST /lesson/replay/url. Safe to repeat.
func (s RecordingsService) Get(ctx context.Context, lessonID int64, opts ...classcloud.CallOption) (*Recording, error) {
	return call[*Recording](ctx, s.client, opRecordingsGet, &lessonText{lessonID}, opts)
}

// ListUserRecordingsRequest selects the server's recordings of one user in one lesson.
type ListUserRecordingsRequest struct {
	LessonID int64 `json:"lesson_id" check:"required"`
	UserID   int64 `json:"user_id" check:"required"` // the teacher or a student
}

// UserRecording lists the server's recordings of a user on one day.
type UserRecording struct {
	Date classcloud.Date `json:"date,omitzero"`
	URLs []string        `json:"urls,omitzero"` // as the vendor writes them, perhaps without a scheme: see ReplayURL
}

// ListByUser returns the server's recordings of a user in a lesson, by day. It leaves out script_flag and scribblelog, which the
// reply has and the document does not explain; classcloud.OnReply shows them.
//
// WeClassroom API 21 获取服务器录制回放视频, POST /lesson/service/record. Safe to repeat.
func (s RecordingsService) ListByUser(ctx context.Context, in *ListUserRecordingsRequest, opts ...classcloud.CallOption) ([]UserRecording, error) {
	return call[[]UserRecording](ctx, s.client, opRecordingsListByUser, in, opts)
}

// ReplayURL completes the URL of a replay, which the vendor may write without a scheme: it becomes an http URL. A URL with a scheme
// comes back unchanged. Text without a host gives "".
func ReplayURL(raw string) string {
	full := strings.TrimSpace(raw)
	scheme, _, found := strings.Cut(full, "://")
	switch {
	case strings.HasPrefix(full, "//"):
		full = "http:" + full
	case !found || strings.ContainsAny(scheme, "/?#"):
		full = "http://" + full
	}
	u, err := url.Parse(full)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	return full
}
