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
	LessonID int64  `json:"lesson_id,omitzero" check:"required"`
	Name     string `json:"name,omitzero" check:"decorative"` // the lesson's name, which nobody needs
	MP4URL   string `json:"mp4url,omitzero" check:"present"`  // as the vendor writes it, perhaps without a scheme: see URL
}

// URL returns the replay's URL with a scheme, or "" while the lesson does not have a replay.
func (r *Recording) URL() string { return ReplayURL(r.MP4URL) }

// Get returns the replay of a lesson. A reply that holds nothing is classcloud.NotFound: the replay is not there, or not there yet.
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

// UserRecording lists the server's recordings of a user under one key.
type UserRecording struct {
	// Key is the vendor's name for the recordings. The document does not explain it. Its sample has 20160401, which looks like a day
	// and is probably not one: the URL below it was made on 2019-04-08, and has the same digits beside other ids.
	Key  string   `json:"key,omitzero"`
	URLs []string `json:"urls,omitzero"` // as the vendor writes them, perhaps without a scheme: see ReplayURL
}

// ListByUser returns the server's recordings of a user in a lesson, in the order of their keys. The document's sample has them beside
// the envelope and its table has them in data; both are read, and so is every member whose value is text or a list or object of
// texts. (That is not in the document; the sample suggests it.) A member that looks like recordings and cannot be read is an error
// beside the others, and a reply of which nothing is understood is an error, not an empty list. ListByUser leaves out script_flag
// and scribblelog, which the sample has and the document does not explain; classcloud.OnReply shows them.
//
// WeClassroom API 21 获取服务器录制回放视频, POST /lesson/service/record. Safe to repeat.
func (s RecordingsService) ListByUser(ctx context.Context, in *ListUserRecordingsRequest, opts ...classcloud.CallOption) ([]UserRecording, error) {
	rows, err := call[[]recordingRow](ctx, s.client, opRecordingsListByUser, in, opts)
	if rows == nil {
		return nil, err
	}
	out := make([]UserRecording, len(rows))
	for i, row := range rows {
		out[i] = UserRecording{row.Key, row.URLs}
	}
	return out, err
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
