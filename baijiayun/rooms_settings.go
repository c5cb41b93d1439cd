package baijiayun

import "github.com/go-classcloud/classcloud/internal/wire"

// Setting is a setting with three values: the account's own, on and off. On the wire 1 is on, 2 is off, and 0 is the account's setting.
type Setting int

// The three values. 0 in a CreateRoomRequest is not sent, which the vendor's document says is the same.
const (
	SettingDefault Setting = 0 // as the account is set: 默认
	SettingOn      Setting = 1 // on: 开启, 允许, 启用
	SettingOff     Setting = 2 // off: 关闭, 不允许, 不启用
)

var settingNames = map[Setting]string{
	SettingDefault: "Default",
	SettingOn:      "On",
	SettingOff:     "Off",
}

// String returns the value's name, or Setting(9) for a value this module does not know.
func (s Setting) String() string { return wire.EnumName("Setting", s, settingNames) }

// AppTemplate is the layout of a room in the vendor's apps (app_template).
type AppTemplate int

// The documented layouts. 0 in a request means the vendor's default.
const (
	AppTemplateLandscape AppTemplate = 1 // held across: 横屏
	AppTemplatePortrait  AppTemplate = 2 // held upright: 竖屏
)

var appTemplateNames = map[AppTemplate]string{
	AppTemplateLandscape: "Landscape",
	AppTemplatePortrait:  "Portrait",
}

// String returns the layout's name, or AppTemplate(9) for a value this module does not know.
func (t AppTemplate) String() string { return wire.EnumName("AppTemplate", t, appTemplateNames) }

// LiveSell is the template with which a room sells goods (enable_live_sell, 带货).
type LiveSell int

// The documented templates.
const (
	LiveSellNone   LiveSell = 0 // the room does not sell goods: 不使用
	LiveSellVideo  LiveSell = 1 // the template of video alone: 纯视频带货模板
	LiveSellSlides LiveSell = 2 // the template with slides: ppt带货模板
)

var liveSellNames = map[LiveSell]string{
	LiveSellNone:   "None",
	LiveSellVideo:  "Video",
	LiveSellSlides: "Slides",
}

// String returns the template's name, or LiveSell(9) for a value this module does not know.
func (s LiveSell) String() string { return wire.EnumName("LiveSell", s, liveSellNames) }

// Entry says who may enter a room (is_private).
type Entry int

// The documented ways in.
const (
	EntryAnyone        Entry = 0 // anybody: 直接进教室
	EntryPrivateCode   Entry = 1 // who has a join code of the class: 课程私密参加码
	EntryPublicCode    Entry = 2 // who has the public join code: 公开参加码
	EntryAllowList     Entry = 3 // users on a list: 白名单进教室
	EntryPassword      Entry = 4 // who knows the password: 密码观看
	EntryLiveAllowList Entry = 5 // users on the list of a live stream: 云端直播白名单
	EntryPhone         Entry = 6 // who proves a phone number: 手机验证
)

var entryNames = map[Entry]string{
	EntryAnyone:        "Anyone",
	EntryPrivateCode:   "PrivateCode",
	EntryPublicCode:    "PublicCode",
	EntryAllowList:     "AllowList",
	EntryPassword:      "Password",
	EntryLiveAllowList: "LiveAllowList",
	EntryPhone:         "Phone",
}

// String returns the way's name, or Entry(9) for a value this module does not know.
func (e Entry) String() string { return wire.EnumName("Entry", e, entryNames) }

// PrivateChat says with whom students may chat in private (student_private_chat_role).
type PrivateChat int

// The documented partners.
const (
	PrivateChatEverybody PrivateChat = 0 // with everybody: 全部
	PrivateChatTeacher   PrivateChat = 1 // with the teacher: 老师
	PrivateChatAssistant PrivateChat = 2 // with assistants: 助教
)

var privateChatNames = map[PrivateChat]string{
	PrivateChatEverybody: "Everybody",
	PrivateChatTeacher:   "Teacher",
	PrivateChatAssistant: "Assistant",
}

// String returns the partner's name, or PrivateChat(9) for a value this module does not know.
func (c PrivateChat) String() string { return wire.EnumName("PrivateChat", c, privateChatNames) }

// MediaType says what a room sends (media_type).
type MediaType int

// The documented kinds.
const (
	MediaTypeVideo MediaType = 0 // video and sound: 视频
	MediaTypeAudio MediaType = 1 // sound alone: 音频
)

var mediaTypeNames = map[MediaType]string{
	MediaTypeVideo: "Video",
	MediaTypeAudio: "Audio",
}

// String returns the kind's name, or MediaType(9) for a value this module does not know.
func (t MediaType) String() string { return wire.EnumName("MediaType", t, mediaTypeNames) }

// RoomSource says where a room was created (create_from).
type RoomSource int

// The documented places.
const (
	RoomSourceAPI                RoomSource = 1  // this API: 开放平台api接口
	RoomSourceConsole            RoomSource = 2  // the vendor's console: 管理后台
	RoomSourceApp                RoomSource = 3  // the vendor's live app: 直播APP创建
	RoomSourceDemo               RoomSource = 4  // the demo page: DEMO页面创建
	RoomSourceCloudClassroom     RoomSource = 5  // the console of the cloud classroom: 云端课堂后台
	RoomSourceDoubleTeacher      RoomSource = 6  // made to help a class with two teachers: 双师辅助教室
	RoomSourceGroupParent        RoomSource = 7  // the room above a class in groups: 分组母教室
	RoomSourceSmallClass         RoomSource = 8  // the console of small classes: 小班课后台系统
	RoomSourceBusiness           RoomSource = 9  // the console of business live streams: 商务直播后台
	RoomSourceDoubleTeacherPlain RoomSource = 10 // made to help a class with two teachers, without webrtc: 双师辅助非webrtc教室
	RoomSourceBRTC               RoomSource = 11 // brtc
	RoomSourceStudyRoom          RoomSource = 12 // help from outside for a study room: 自习室场外辅导
)

var roomSourceNames = map[RoomSource]string{
	RoomSourceAPI:                "API",
	RoomSourceConsole:            "Console",
	RoomSourceApp:                "App",
	RoomSourceDemo:               "Demo",
	RoomSourceCloudClassroom:     "CloudClassroom",
	RoomSourceDoubleTeacher:      "DoubleTeacher",
	RoomSourceGroupParent:        "GroupParent",
	RoomSourceSmallClass:         "SmallClass",
	RoomSourceBusiness:           "Business",
	RoomSourceDoubleTeacherPlain: "DoubleTeacherPlain",
	RoomSourceBRTC:               "BRTC",
	RoomSourceStudyRoom:          "StudyRoom",
}

// String returns the place's name, or RoomSource(19) for a value this module does not know.
func (s RoomSource) String() string { return wire.EnumName("RoomSource", s, roomSourceNames) }
