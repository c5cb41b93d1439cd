package classin

import (
	"context"
	"encoding/json"

	"github.com/go-classcloud/classcloud"
)

// ClassVideo is where a class is watched, as a school that has the read opened gets it.
type ClassVideo struct {
	LiveURL  string                     `json:"live_url,omitzero"`  // the player's page
	LiveURLs LiveURLs                   `json:"live_info,omitzero"` // the streams of a class that is live
	Unknown  map[string]json.RawMessage `json:"unknown,omitzero"`   // members that this module does not have, as they arrived: the addresses of replays, too
}

// Get returns the live streams and replays of a class.
//
// ClassIn 获取课节直播流地址、回放视频地址, POST /partner/api/course.api.php?action=getClassVideo. The vendor took its page away in 2019 and opens the
// read per school: CodeNotAuthorized may mean that yours does not have it. Two public PHP programs of 2018 call it with courseId and classId
// and pass data on as it is; nobody has published a reply. LiveURL and LiveURLs are inferred from addCourseClass; everything else, a bare
// list included under "0", "1" and so on, is in Unknown. Safe to repeat.
func (s RecordingsService) Get(ctx context.Context, in *GetClassRequest, opts ...classcloud.CallOption) (*ClassVideo, error) {
	return one[ClassVideo](ctx, s.client, opRecordingsGet, in, opts)
}
