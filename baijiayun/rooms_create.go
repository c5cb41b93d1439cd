package baijiayun

import (
	"context"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
)

// CreateRoomRequest describes a new room. A field that is nil or zero is not sent, so the vendor's default applies.
//
// The fields are those of the live document of 2020 and of the vendor's document of today (github.com/bjycloud/baijiayun-skills,
// api-room.md), which is about lectures. What neither has says where it comes from. Today's document no longer has Industry 1, Types
// above 3, GroupMode, ForbiddenEndTypes, WebRTC, AutoOnStage, MaxBackupUsers, TemplateType and the pictures.
type CreateRoomRequest struct {
	Title     string    `json:"title" check:"required,max=50"`           // at most 50 characters; the vendor would cut the rest
	StartTime time.Time `json:"start_time" wire:"unix" check:"required"` // in whole seconds: a fraction is dropped; at most one year from now unless LongTerm
	EndTime   time.Time `json:"end_time" wire:"unix" check:"required"`   // more than 15 minutes and less than 24 hours after StartTime, and at most one year from now, unless LongTerm
	Type      RoomType  `json:"type"`                                    // default RoomTypeLecture
	Industry  Industry  `json:"industry_type"`                           // default IndustryEducation

	MaxUsers       int            `json:"max_users"`                           // default no limit; RoomTypeSmall requires 1 to 12, the number of students on stage
	MaxBackupUsers int            `json:"max_backup_users"`                    // how many students off stage a 1vNvM small class has; default 0
	PreEnter       *time.Duration `json:"pre_enter_time" wire:"seconds"`       // how long before StartTime students may enter, in whole seconds
	EndDelay       *time.Duration `json:"end_delay_time" wire:"seconds"`       // how long after EndTime a class that goes on is closed, in whole seconds, at most 2 hours; 0 for never. github.com/007gzs/baijiayun says that EndTime then cannot be changed
	LongTerm       bool           `json:"is_long_term" wire:"01"`              // a room for many classes (长期房间); needs a right of the account; default no
	AutoOnStage    bool           `json:"auto_onstage" wire:"01"`              // students off stage go on stage by themselves, only in 1vNvM small classes; default no
	StudentRaise   *bool          `json:"has_student_raise" wire:"01"`         // students can speak (学生上麦), only in webrtc classes; default yes in a lecture, no in a mock or pushed one
	PushLive       bool           `json:"is_push_live" wire:"01"`              // the class is a pushed stream (推流直播); needs a right of the account; default no. A stream of more than 1,000 kbit/s closes the room for 10 minutes
	PushRecord     *bool          `json:"push_live_record" wire:"01"`          // the pushed class is recorded by itself; no default is documented
	WebRTC         bool           `json:"is_webrtc_live" wire:"01"`            // the class uses webrtc (webrtc课程); the vendor must configure it; default no
	AutoRecord     Setting        `json:"auto_playback_record"`                // an ordinary class is recorded in the cloud by itself; default the account's setting
	CloudRecord    Setting        `json:"enable_cloud_record"`                 // a small class shows the button of the cloud recording; default the account's setting. From github.com/007gzs/baijiayun
	ForeignUsers   *bool          `json:"has_foreign_user" wire:"12,inverted"` // users are abroad; sent as 2 for yes and 1 for no. From github.com/007gzs/baijiayun, which names no default

	Share             Setting     `json:"enable_share"`                        // users may share the class from the app; default on
	WeixinAuth        Setting     `json:"enable_weixin_auth"`                  // users of WeChat get their nickname from there; default on
	AllocateName      bool        `json:"system_auto_allocate_name" wire:"01"` // the system gives users a nickname; default no
	Beauty            *bool       `json:"enable_beauty" wire:"01"`             // users can switch on the beauty filter; default the account's setting
	Sticker           *bool       `json:"enable_sticker" wire:"01"`            // users can have a virtual background; default the account's setting
	LiveSell          LiveSell    `json:"enable_live_sell"`                    // the template to sell goods with; default LiveSellNone
	SellInLecture     *bool       `json:"sell_goods_in_large_class" wire:"01"` // the template triple sells goods, only with LiveSellNone; no default is documented
	AppTemplate       AppTemplate `json:"app_template"`                        // the layout in the vendor's apps; no default is documented
	TemplateName      string      `json:"template_name"`                       // doubleCamera, classic, triple (default), liveWall, video; in the document of 2020 single, and for enterprises singleVideo, docAudio, docVideo
	TemplateType      int         `json:"template_type"`                       // of RoomTypeSmall: 1 (default), 2, or 3 for one student (一对一模板)
	VideoMain         Setting     `json:"is_video_main"`                       // computers show the video larger than the slides, only with the template triple; default off
	VideoMainOnH5     Setting     `json:"m_is_video_main"`                     // phones show the video larger than the slides; default on
	ForbiddenEndTypes []EndType   `json:"forbidden_end_types" wire:"comma"`    // the kinds of clients that the room refuses; default none

	SpeakCameraOn        Setting `json:"speak_camera_turnon"`        // a speaking student's camera is switched on; default on. The document of 2020 misprints the name
	TeacherDetectsDevice Setting `json:"teacher_need_detect_device"` // teachers must test their devices before they enter; default off
	StudentDetectsDevice Setting `json:"student_need_detect_device"` // students must test their devices before they enter; default off

	MockLive        bool  `json:"is_mock_live" wire:"01"`          // plays a recording as if it were live (伪直播); needs a right of the account, and MockRoomID or MockVideoID; not in a LongTerm room
	MockRoomID      int64 `json:"mock_room_id"`                    // the room of the playback to play
	MockSessionID   int64 `json:"mock_session_id"`                 // which playback of a long-term MockRoomID
	MockVideoID     int64 `json:"mock_video_id"`                   // the video on demand to play
	MockRecord      *bool `json:"mock_live_record" wire:"01"`      // the mock live class is recorded by itself; no default is documented
	MockPlayTimes   int   `json:"mock_live_play_times"`            // how often the recording is played, one after the other; neither default nor maximum is documented
	LiveAndMockLive bool  `json:"is_live_and_mock_live" wire:"01"` // a class that is both live and mock live (智能直播, 真伪直播), only with NewGroupMode GroupModeBigSmall; default no

	GroupMode           GroupMode  `json:"is_group_live"`                           // default GroupModeNone
	NewGroupMode        GroupMode  `json:"new_group_live"`                          // the mode in the vendor's newer product; default GroupModeNone
	DiscussLive         bool       `json:"is_discuss_live" wire:"01"`               // a seminar (研讨会), only with NewGroupMode GroupModeBigSmall; default no
	SwitchRole          SwitchRole `json:"switch_room_role"`                        // only for rooms taught in groups; default SwitchRoleSmall
	SwitchClass         *bool      `json:"disable_switch_class" wire:"01,inverted"` // the big class and the groups can be switched during class; sent as 1 for no, which needs SwitchRoleBigClass; default yes. From github.com/007gzs/baijiayun
	EndGroups           bool       `json:"class_end_operation" wire:"01"`           // the end of the big class ends the class for everybody; default no: students go back to their group. From github.com/007gzs/baijiayun
	GroupUsersPublic    bool       `json:"enable_group_users_public" wire:"01"`     // users see the users of all groups, not only of their own; default no
	GroupChatPublic     bool       `json:"enable_group_chat_public" wire:"01"`      // users see the chat of all groups, not only of their own; default no
	GroupAssistantsFull bool       `json:"group_admin_permission" wire:"01"`        // assistants see the answers of all groups, not only of their own; default no

	Background *classcloud.File `json:"background_attachment" wire:"file"` // the background picture of a small class
	Whiteboard *classcloud.File `json:"whiteboard_attachment" wire:"file"` // the picture on the whiteboard of a small class

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses, as the vendor does, or because the vendor would pass over a value in silence:
//
//   - an end that is not after the start, in whole seconds; and, unless LongTerm, one that is 15 minutes or less or 24 hours or more after it
//   - a title of blanks, a number below 0, and an EndDelay of more than 2 hours
//   - a mock live class without anything to play, or in a LongTerm room
//   - a RoomTypeSmall without MaxUsers or with more than 12, and groups in a room that is not a RoomTypeLecture
//   - DiscussLive and LiveAndMockLive without GroupModeBigSmall, SellInLecture beside LiveSell, and no SwitchClass without SwitchRoleBigClass
func (r *CreateRoomRequest) Validate() []classcloud.FieldError {
	var bad refusals
	bad.negative(r)
	bad.when(r.Title != "" && strings.TrimSpace(r.Title) == "", "Title", "title", "is blank")
	bad.times(r.StartTime, r.EndTime, !r.LongTerm)
	bad.delay(r.EndDelay)
	lecture := r.Type == 0 || r.Type == RoomTypeLecture
	bothTeachers := r.NewGroupMode == GroupModeBigSmall
	bad.when(r.MockLive && r.MockRoomID == 0 && r.MockVideoID == 0, "MockLive", "is_mock_live", "needs MockRoomID or MockVideoID")
	bad.when(r.MockLive && r.LongTerm, "MockLive", "is_mock_live", "cannot be in a LongTerm room")
	bad.when(r.Type == RoomTypeSmall && r.MaxUsers == 0, "MaxUsers", "max_users", "is required by RoomTypeSmall: 1 to 12")
	bad.when(r.Type == RoomTypeSmall && r.MaxUsers > 12, "MaxUsers", "max_users", "is more than 12, which is the most on stage in a RoomTypeSmall")
	bad.when(!lecture && r.GroupMode != GroupModeNone, "GroupMode", "is_group_live", "needs a room of RoomTypeLecture")
	bad.when(!lecture && r.NewGroupMode != GroupModeNone, "NewGroupMode", "new_group_live", "needs a room of RoomTypeLecture")
	bad.when(r.DiscussLive && !bothTeachers, "DiscussLive", "is_discuss_live", "needs NewGroupMode GroupModeBigSmall")
	bad.when(r.LiveAndMockLive && !bothTeachers, "LiveAndMockLive", "is_live_and_mock_live", "needs NewGroupMode GroupModeBigSmall")
	bad.when(isSet(r.SellInLecture) && r.LiveSell != LiveSellNone, "SellInLecture", "sell_goods_in_large_class", "has no effect beside LiveSell: set one of them")
	bad.when(r.SwitchClass != nil && !*r.SwitchClass && r.SwitchRole != SwitchRoleBigClass, "SwitchClass", "disable_switch_class", "has no effect without SwitchRoleBigClass")
	return bad
}

// ValidateAt refuses a start and an end that are more than one year after now, unless LongTerm. The vendor wants both within one year
// from now (必须在当前时间一年以内): whether that holds for the past too is not said, so the past is left to the vendor.
func (r *CreateRoomRequest) ValidateAt(now time.Time) []classcloud.FieldError {
	var bad refusals
	last := now.AddDate(1, 0, 0)
	bad.when(!r.LongTerm && r.StartTime.After(last), "StartTime", "start_time", "is more than one year from now, which only LongTerm allows")
	bad.when(!r.LongTerm && r.EndTime.After(last), "EndTime", "end_time", "is more than one year from now, which only LongTerm allows")
	return bad
}

// CreatedRoom is a new room with the codes to enter it. A code has six letters and digits.
type CreatedRoom struct {
	RoomID      int64  `json:"room_id,omitzero" check:"required"` // 14 digits
	AdminCode   string `json:"admin_code,omitzero"`               // with which assistants enter (助教, in the document of 2020 管理员)
	TeacherCode string `json:"teacher_code,omitzero"`             // with which the teacher enters
	StudentCode string `json:"student_code,omitzero"`             // with which all students enter; everybody who has it gets in
}

// Create creates a room.
//
// Baijiayun API 2 创建房间, POST /openapi/room/create, multipart when a picture is given. The vendor allows 5,000 new rooms in 24 hours. A
// repeat creates a second room, so the call is never repeated once it may have arrived. Ensure makes a room once, through lost replies and
// crashes. When you look yourself after classcloud.MaybeApplied(err), use Find: it compares the title as the vendor cuts it, at 50 characters,
// and start and end in whole seconds. CodeGeneral leaves open whether the room was created, like a lost reply.
func (s RoomsService) Create(ctx context.Context, in *CreateRoomRequest, opts ...classcloud.CallOption) (*CreatedRoom, error) {
	return call[*CreatedRoom](ctx, s.client, opRoomsCreate, in, opts)
}
