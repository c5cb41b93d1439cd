package baijiayuntest

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// roomSetting is a documented parameter of a room that the server keeps as it was sent.
type roomSetting struct {
	name   string
	read   func(p *parameters, name string)
	update bool // API 3 has it as well as API 2
	clear  bool // an empty value is a value
}

// roomSettings returns the parameters in the tables of API 2 and API 3, with the names that the document of 2020 misprints corrected:
// speak_camera_turnon, forbidden_end_types, pre_enter_time. A flag of 1 and 2 also accepts 0, which API 2 describes as the default. The
// values of template_name depend on the product and are not checked.
func roomSettings() []roomSetting {
	return []roomSetting{
		{"pre_enter_time", upTo(math.MaxInt64), true, false},
		{"template_name", anyText, true, false},
		{"forbidden_end_types", endTypes, true, true},
		{"is_video_main", upTo(2), true, false},
		{"m_is_video_main", upTo(2), true, false},
		{"mock_room_id", upTo(math.MaxInt64), true, false},
		{"mock_session_id", upTo(math.MaxInt64), true, false},
		{"mock_video_id", upTo(math.MaxInt64), true, false},
		{"switch_room_role", upTo(2), true, false},
		{"template_type", upTo(3), true, false},
		{"is_group_live", upTo(2), false, false},
		{"new_group_live", upTo(2), false, false},
		{"speak_camera_turnon", upTo(2), false, false},
		{"teacher_need_detect_device", upTo(2), false, false},
		{"student_need_detect_device", upTo(2), false, false},
		{"is_mock_live", upTo(1), false, false},
		{"mock_live_record", upTo(1), false, false},
		{"is_push_live", upTo(1), false, false},
		{"is_webrtc_live", upTo(1), false, false},
		{"auto_onstage", upTo(1), false, false},
		{"auto_on_stage", upTo(1), false, false}, // another client spells it so; which of the two the vendor reads is not known
		{"enable_share", upTo(2), false, false},
		{"enable_group_users_public", upTo(1), false, false},
		{"group_admin_permission", upTo(1), false, false},
		{"enable_group_chat_public", upTo(1), false, false},

		// newer than the document of 2020
		{"app_template", from1(2), true, false},
		{"enable_live_sell", upTo(2), true, false},
		{"is_discuss_live", upTo(1), false, false},
		{"mock_live_play_times", upTo(math.MaxInt64), false, false},
		{"push_live_record", upTo(1), false, false},
		{"enable_weixin_auth", upTo(2), false, false},
		{"system_auto_allocate_name", upTo(1), false, false},
		{"has_student_raise", upTo(1), false, false},
		{"end_delay_time", upTo(maxEndDelay), false, false},
		{"auto_playback_record", upTo(2), false, false},
		{"enable_beauty", upTo(1), false, false},
		{"enable_sticker", upTo(1), false, false},
		{"sell_goods_in_large_class", upTo(1), false, false},
		{"is_live_and_mock_live", upTo(1), false, false},

		// of another client, 007gzs/baijiayun
		{"enable_cloud_record", upTo(2), true, false},
		{"class_end_operation", upTo(1), true, false},
		{"disable_switch_class", upTo(1), true, false},
		{"has_foreign_user", from1(2), false, false},
	}
}

// updateSettings returns the parameters that API 3 has: some of those of API 2, and some of its own.
func updateSettings() []roomSetting {
	return append(slices.DeleteFunc(roomSettings(), func(s roomSetting) bool { return !s.update }),
		roomSetting{"is_private", upTo(6), true, false},
		roomSetting{"student_private_chat_role", upTo(2), true, false},
		roomSetting{"enable_mock_sync_chat_message", upTo(1), true, false},
	)
}

func from1(most int64) func(*parameters, string) {
	return func(p *parameters, name string) { p.numberBetween(name, 1, most, 0) }
}

func upTo(most int64) func(*parameters, string) {
	return func(p *parameters, name string) { p.numberBetween(name, 0, most, 0) }
}

func anyText(p *parameters, name string) { p.textOr(name, "") }

// endTypes reads the kinds of clients to refuse, "web,h5"; "" means none.
func endTypes(p *parameters, name string) {
	text := p.textOr(name, "")
	if text == "" {
		return
	}
	for end := range strings.SplitSeq(text, ",") {
		if !slices.Contains([]string{"web", "h5"}, end) {
			p.refuse(name, "只能是 web,h5")
			return
		}
	}
}

// keep stores the settings that were sent.
func (r *Room) keep(p *parameters, settings []roomSetting) {
	for _, setting := range settings {
		if p.sent(setting.name) && (setting.clear || p.given(setting.name)) {
			setting.read(p, setting.name)
			r.Settings[setting.name] = p.fields[setting.name]
		}
	}
}

// settingNumber reads a setting that is a number; 0 when it was never sent.
func (r *Room) settingNumber(name string) int64 {
	number, _ := strconv.ParseInt(r.Settings[name], 10, 64) // checked when it was kept
	return number
}
