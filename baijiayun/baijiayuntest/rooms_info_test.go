package baijiayuntest_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

// info returns the data of a room's info.
func info(t *testing.T, srv *baijiayuntest.Server, id string) map[string]any {
	t.Helper()
	var data map[string]any
	require.NoError(t, json.Unmarshal(post(t, srv, "/openapi/room/info", fields{"room_id": id}).ok(t).Data, &data))
	return data
}

func TestGetRoom(t *testing.T) {
	srv := start(t)
	id := create(t, srv, fields{"is_push_live": "1", "template_name": "singleVideo"})
	room := kept(t, srv)
	answer := post(t, srv, "/openapi/room/info", fields{"room_id": id}).ok(t)
	assert.JSONEq(t, fmt.Sprintf(`{"code":0,"data":{"room_id":%s,"title":"测试教室","type":"2","media_type":"0","max_users":"0","max_backup_users":"0",
		"pre_enter_time":0,"start_time":"2017-08-01 16:20:08","end_time":"2017-08-01 17:20:08","create_time":"2017-08-01 15:24:48","create_from":1,
		"is_long_term":0,"is_mock_live":0,"is_push_live":1,"is_private":0,"enable_share":0,"new_group_live":0,"is_discuss_live":0,
		"speak_camera_turnon":0,"teacher_need_detect_device":0,"student_need_detect_device":0,"switch_room_role":0,"is_video_main":0,
		"enable_group_users_public":0,"group_admin_permission":0,"enable_group_chat_public":0,"template_name":"singleVideo",
		"enable_weixin_auth":1,"system_auto_allocate_name":0,"has_student_raise":0,"end_delay_time":0,"enable_live_sell":0,
		"auto_playback_record":0,"m_is_video_main":0,"m_template":0,"admin_code":%q,"teacher_code":%q,"app_template":1,
		"sell_goods_in_large_class":0,"enable_mock_sync_chat_message":0,"enable_ppt_page_down":1,"mock_live_record":0,"push_live_record":0
		},"msg":"","ts":1501572288}`, id, room.AdminCode, room.TeacherCode), answer.body)

	plain := info(t, srv, create(t, srv, nil))
	assert.EqualValues(t, 1, plain["has_student_raise"], "in a lecture")
	assert.Equal(t, "triple", plain["template_name"])
	long := info(t, srv, create(t, srv, fields{"is_long_term": "1", "end_time": "1901575608"}))
	assert.EqualValues(t, 1, long["is_long_term"])
}

// What create and update were sent is what info says.
func TestGetRoomSaysWhatWasSet(t *testing.T) {
	created := fields{
		"pre_enter_time": "600", "template_name": "video", "is_video_main": "1", "m_is_video_main": "2", "switch_room_role": "1", "new_group_live": "2",
		"speak_camera_turnon": "2", "teacher_need_detect_device": "1", "student_need_detect_device": "2", "is_mock_live": "1", "mock_video_id": "77",
		"mock_live_record": "1", "is_push_live": "1", "push_live_record": "1", "enable_share": "2", "enable_group_users_public": "1",
		"group_admin_permission": "1", "enable_group_chat_public": "1", "app_template": "2", "enable_live_sell": "1", "is_discuss_live": "1",
		"enable_weixin_auth": "2", "system_auto_allocate_name": "1", "has_student_raise": "1", "end_delay_time": "60", "auto_playback_record": "2",
		"sell_goods_in_large_class": "1",
	}
	updated := fields{"is_private": "4", "enable_mock_sync_chat_message": "1", "app_template": "1", "enable_live_sell": "2", "is_video_main": "2"}
	srv := start(t)
	id := create(t, srv, created.with(fields{"is_live_and_mock_live": "1", "mock_live_play_times": "3", "enable_beauty": "1", "enable_sticker": "0",
		"enable_cloud_record": "1", "class_end_operation": "1", "disable_switch_class": "1", "has_foreign_user": "2"}))
	post(t, srv, "/openapi/room/update", updated.with(fields{"room_id": id, "student_private_chat_role": "2"})).ok(t)
	told := info(t, srv, id)
	for name, value := range created.with(updated).with(fields{"mock_video_id": remove}) {
		if number, err := strconv.ParseFloat(value, 64); err == nil {
			assert.Equal(t, number, told[name], name)
		} else {
			assert.Equal(t, value, told[name], name)
		}
	}
	settings := kept(t, srv).Settings
	for name, value := range map[string]string{"is_live_and_mock_live": "1", "mock_live_play_times": "3", "enable_beauty": "1", "enable_sticker": "0",
		"enable_cloud_record": "1", "class_end_operation": "1", "disable_switch_class": "1", "has_foreign_user": "2", "student_private_chat_role": "2"} {
		assert.Equal(t, value, settings[name], name)
		assert.NotContains(t, told, name)
	}
}

func TestTheSampleOfTheCommandLineHasTheStudentCode(t *testing.T) {
	srv := start(t, baijiayuntest.WithDialect(baijiayuntest.DialectTables))
	told := info(t, srv, create(t, srv, nil))
	assert.Equal(t, kept(t, srv).StudentCode, told["student_code"])
}
