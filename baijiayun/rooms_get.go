package baijiayun

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
)

// Room is a room as Get and List return it. List sets the fields from RoomID to StudentCode, but not MaxBackupUsers; Get sets all but
// Industry, and mostly not StudentCode. A flag or a span that the reply does not hold is nil; a Setting, and every other value of which 0
// has a name, is then -1.
//
// The members are those of the vendor's document of today (github.com/bjycloud/baijiayun-skills, api-room.md). The document of 2020 has
// eight of them, and older accounts may answer by it. A flag or a span that cannot be read is a warning, see classcloud.OnWarning.
type Room struct {
	RoomID         int64     `json:"room_id,omitzero" check:"required"` // 14 digits
	Title          string    `json:"title,omitzero"`
	StartTime      time.Time `json:"start_time,omitzero"`
	EndTime        time.Time `json:"end_time,omitzero"`
	CreateTime     time.Time `json:"create_time,omitzero"` // of the document of 2020, only List has it
	Type           RoomType  `json:"type,omitzero"`
	Industry       Industry  `json:"industry_type,omitzero"`
	MaxUsers       int       `json:"max_users,omitzero"`        // 0 for no limit
	MaxBackupUsers int       `json:"max_backup_users,omitzero"` // how many students off stage a small class has
	AdminCode      string    `json:"admin_code,omitzero"`       // with which assistants enter
	TeacherCode    string    `json:"teacher_code,omitzero"`     // with which the teacher enters
	StudentCode    string    `json:"student_code,omitzero"`     // with which all students enter; List has it, and Get in one of the vendor's samples

	Source        RoomSource     `json:"create_from,omitzero"`                                      // where it was created; 0 when the reply does not say
	MediaType     MediaType      `json:"media_type,omitzero"`                                       // video or sound alone
	Entry         Entry          `json:"is_private,omitzero"`                                       // who may enter
	LongTerm      *bool          `json:"is_long_term,omitzero" check:"decorative"`                  // a room for many classes
	PreEnter      *time.Duration `json:"pre_enter_time,omitzero" wire:"seconds" check:"decorative"` // how long before StartTime students may enter
	EndDelay      *time.Duration `json:"end_delay_time,omitzero" wire:"seconds" check:"decorative"` // how long after EndTime a class that goes on is closed; 0 for never
	StudentRaise  *bool          `json:"has_student_raise,omitzero" check:"decorative"`             // students can speak, in a webrtc class
	PushLive      *bool          `json:"is_push_live,omitzero" check:"decorative"`                  // the class is a pushed stream
	PushRecord    *bool          `json:"push_live_record,omitzero" check:"decorative"`              // the pushed class is recorded by itself
	AutoRecord    Setting        `json:"auto_playback_record,omitzero"`                             // an ordinary class is recorded by itself. Of 2 the document says here 使用本地配置, the local setting, and at create 关, off
	Share         Setting        `json:"enable_share,omitzero"`                                     // users may share the class from the app
	WeixinAuth    Setting        `json:"enable_weixin_auth,omitzero"`                               // users of WeChat get their nickname from there
	AllocateName  *bool          `json:"system_auto_allocate_name,omitzero" check:"decorative"`     // the system gives users a nickname
	LiveSell      LiveSell       `json:"enable_live_sell,omitzero"`                                 // the template to sell goods with
	SellInLecture *bool          `json:"sell_goods_in_large_class,omitzero" check:"decorative"`     // the template triple sells goods

	AppTemplate          AppTemplate `json:"app_template,omitzero"`                            // the layout in the vendor's apps; 0 when the reply does not say
	TemplateName         string      `json:"template_name,omitzero"`                           // on computers, as in CreateRoomRequest
	VideoMain            Setting     `json:"is_video_main,omitzero"`                           // computers show the video larger than the slides
	VideoMainOnH5        Setting     `json:"m_is_video_main,omitzero"`                         // phones show the video larger than the slides; the default is on
	MobileTemplate       Setting     `json:"m_template,omitzero"`                              // the vendor's mobile site shows the video larger (m站是否视频为主); how it differs from VideoMainOnH5 is not said
	TurnPages            *bool       `json:"enable_ppt_page_down,omitzero" check:"decorative"` // who is allowed to use the slides can turn pages (授权PPT是否允许翻页)
	SpeakCameraOn        Setting     `json:"speak_camera_turnon,omitzero"`                     // a speaking student's camera is switched on
	TeacherDetectsDevice Setting     `json:"teacher_need_detect_device,omitzero"`              // teachers must test their devices before they enter
	StudentDetectsDevice Setting     `json:"student_need_detect_device,omitzero"`              // students must test their devices before they enter

	MockLive   *bool `json:"is_mock_live,omitzero" check:"decorative"`                  // plays a recording as if it were live
	MockRecord *bool `json:"mock_live_record,omitzero" check:"decorative"`              // the mock live class is recorded by itself
	MockChat   *bool `json:"enable_mock_sync_chat_message,omitzero" check:"decorative"` // the mock live class shows the chat of the playback

	NewGroupMode        GroupMode  `json:"new_group_live,omitzero"`                               // whether it is taught in groups
	DiscussLive         *bool      `json:"is_discuss_live,omitzero" check:"decorative"`           // a seminar
	SwitchRole          SwitchRole `json:"switch_room_role,omitzero"`                             // who moves students between the big class and the groups; 0 when the reply says 0, or nothing
	GroupUsersPublic    *bool      `json:"enable_group_users_public,omitzero" check:"decorative"` // users see the users of all groups
	GroupChatPublic     *bool      `json:"enable_group_chat_public,omitzero" check:"decorative"`  // users see the chat of all groups
	GroupAssistantsFull *bool      `json:"group_admin_permission,omitzero" check:"decorative"`    // assistants see the answers of all groups

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members newer than this module, as they arrived
}

// Get returns a room.
//
// Baijiayun API 5 获取房间信息, POST /openapi/room/info. CodeRoomNotFound and CodeRoomDeleted are both classcloud.NotFound. Safe
// to repeat.
func (s RoomsService) Get(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*Room, error) {
	return call[*Room](ctx, s.client, opRoomsGet, &roomRef{roomID}, opts)
}
