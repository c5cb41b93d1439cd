package signing

import (
	"testing"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

func BenchmarkForm(b *testing.B) {
	var params []wire.Member
	for _, name := range []string{"title", "start_time", "end_time", "type", "max_users", "pre_enter_time", "is_long_term", "is_group_live",
		"template_name", "speak_camera_turnon", "teacher_need_detect_device", "student_need_detect_device", "forbidden_end_types", "is_video_main",
		"m_is_video_main", "is_mock_live", "is_push_live", "enable_share", "switch_room_role", "auto_onstage"} {
		params = append(params, wire.Member{Name: name, Value: wire.IntOf(1501575608)})
	}
	now := time.Unix(1501572288, 0)
	b.ReportAllocs()
	for b.Loop() {
		p, _ := NewParams(params, 12345678, now)
		p.Form("invented-partner-key-of-the-benchmark==")
	}
}
