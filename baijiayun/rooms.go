package baijiayun

import (
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// RoomsService creates, changes, lists and deletes rooms (房间), which are the classes that users enter.
type RoomsService struct{ client *Client }

// RoomType is the kind of class held in a room (type).
type RoomType int

// The documented kinds. 0 in a request means the vendor's default, RoomTypeLecture.
const (
	RoomTypeOneToOne      RoomType = 1 // one teacher and one student, an older kind: 一对一课
	RoomTypeLecture       RoomType = 2 // a lecture for a big class: 普通大班课
	RoomTypeSmallClassic  RoomType = 3 // a small class, an older kind for older accounts: 小班课普通版
	RoomTypeSmall         RoomType = 4 // a small class, which needs MaxUsers: 专业版小班课
	RoomTypeDoubleTeacher RoomType = 5 // a class with two teachers, one of them remote: 双师
	RoomTypeOneToOneBasic RoomType = 6 // one teacher and one student, 基础班一对一; from another client's code, not in the document
)

var roomTypeNames = map[RoomType]string{
	RoomTypeOneToOne:      "OneToOne",
	RoomTypeLecture:       "Lecture",
	RoomTypeSmallClassic:  "SmallClassic",
	RoomTypeSmall:         "Small",
	RoomTypeDoubleTeacher: "DoubleTeacher",
	RoomTypeOneToOneBasic: "OneToOneBasic",
}

// String returns the kind's name, or RoomType(9) for a value this module does not know.
func (t RoomType) String() string { return wire.EnumName("RoomType", t, roomTypeNames) }

// GroupMode says whether a room is taught in groups (is_group_live, new_group_live).
type GroupMode int

// The group modes. All but GroupModeNone need a right of the account and a room of RoomTypeLecture.
const (
	GroupModeNone     GroupMode = 0 // an ordinary class without groups: 常规直播
	GroupModeGroups   GroupMode = 1 // a class in groups: 分组直播, 分组课堂
	GroupModeBigSmall GroupMode = 2 // in is_group_live a big class with small ones, 分组直播-大小班; in new_group_live a class with two teachers, 线上双师
)

var groupModeNames = map[GroupMode]string{
	GroupModeNone:     "None",
	GroupModeGroups:   "Groups",
	GroupModeBigSmall: "BigSmall",
}

// String returns the mode's name, or GroupMode(9) for a value this module does not know.
func (m GroupMode) String() string { return wire.EnumName("GroupMode", m, groupModeNames) }

// SwitchRole says which teacher moves students between the big class and the groups (switch_room_role).
type SwitchRole int

// The documented roles. 0 in a request means the vendor's default.
const (
	SwitchRoleBigClass SwitchRole = 1 // the teacher of the big class: 大班老师控制
	SwitchRoleSmall    SwitchRole = 2 // the teacher of the small class: 小班老师控制
)

var switchRoleNames = map[SwitchRole]string{
	SwitchRoleBigClass: "BigClass",
	SwitchRoleSmall:    "Small",
}

// String returns the role's name, or SwitchRole(9) for a value this module does not know.
func (r SwitchRole) String() string { return wire.EnumName("SwitchRole", r, switchRoleNames) }

// EndType is a kind of client (端) that a room can refuse (forbidden_end_types).
type EndType string

// The documented kinds.
const (
	EndTypeWeb EndType = "web" // browsers on computers
	EndTypeH5  EndType = "h5"  // browsers on phones
)

// Industry is the product line of a room (industry_type).
type Industry int

// The documented product lines.
const (
	IndustryEducation  Industry = 0 // classes
	IndustryEnterprise Industry = 1 // live streams of enterprises
)

var industryNames = map[Industry]string{
	IndustryEducation:  "Education",
	IndustryEnterprise: "Enterprise",
}

// String returns the line's name, or Industry(9) for a value this module does not know.
func (i Industry) String() string { return wire.EnumName("Industry", i, industryNames) }

// ProductType selects a product line in lists and statistics (product_type). Accounts with only one product line leave it 0.
type ProductType int

// The documented product lines.
const (
	ProductTypeEducation     ProductType = 1 // lectures: 教育直播
	ProductTypeSmall         ProductType = 2 // small classes: 小班课
	ProductTypeDoubleTeacher ProductType = 3 // classes with two teachers: 双师
	ProductTypeEnterprise    ProductType = 4 // live streams of enterprises: 企业直播
	ProductTypeVideo         ProductType = 5 // videos on demand, in VideoReports only: 点播账号
)

var productTypeNames = map[ProductType]string{
	ProductTypeEducation:     "Education",
	ProductTypeSmall:         "Small",
	ProductTypeDoubleTeacher: "DoubleTeacher",
	ProductTypeEnterprise:    "Enterprise",
	ProductTypeVideo:         "Video",
}

// String returns the line's name, or ProductType(9) for a value this module does not know.
func (t ProductType) String() string { return wire.EnumName("ProductType", t, productTypeNames) }

// CreateRoomRequest describes a new room. A field that is nil or zero is not sent, so the vendor's default applies.
type CreateRoomRequest struct {
	Title     string    `json:"title" check:"required,max=50"`           // at most 50 characters; the vendor would cut the rest
	StartTime time.Time `json:"start_time" wire:"unix" check:"required"` // within one year from now
	EndTime   time.Time `json:"end_time" wire:"unix" check:"required"`   // less than 24 hours after StartTime unless LongTerm, and within one year from now
	Type      RoomType  `json:"type"`                                    // default RoomTypeLecture
	Industry  Industry  `json:"industry_type"`                           // default IndustryEducation

	MaxUsers       int            `json:"max_users"`                     // default no limit; RoomTypeSmall requires 1 to 12, the number of students on stage
	MaxBackupUsers int            `json:"max_backup_users"`              // how many students off stage a 1vNvM small class has; default 0
	PreEnter       *time.Duration `json:"pre_enter_time" wire:"seconds"` // how long before StartTime students may enter, in whole seconds
	LongTerm       bool           `json:"is_long_term" wire:"01"`        // a room for many classes (长期房间); needs a right of the account; default no
	AutoOnStage    bool           `json:"auto_onstage" wire:"01"`        // students off stage go on stage by themselves, only in 1vNvM small classes; default no
	PushLive       bool           `json:"is_push_live" wire:"01"`        // the class is a pushed stream (推流直播); needs a right of the account; default no
	WebRTC         bool           `json:"is_webrtc_live" wire:"01"`      // the class uses webrtc (webrtc课程); the vendor must configure it; default no
	Share          *bool          `json:"enable_share" wire:"12"`        // users may share the class from the app; default yes

	TemplateName  string `json:"template_name"`             // doubleCamera, classic, triple (default), single, liveWall; for enterprises singleVideo, docAudio, docVideo
	TemplateType  int    `json:"template_type"`             // of RoomTypeSmall: 1 (default), 2, or 3 for one student (一对一模板)
	VideoMain     *bool  `json:"is_video_main" wire:"12"`   // computers show the video larger than the slides, only with the template triple; default no
	VideoMainOnH5 *bool  `json:"m_is_video_main" wire:"12"` // phones show the video larger than the slides; default yes

	SpeakCameraOn        *bool     `json:"speak_camera_turnon" wire:"12"`        // a speaking student's camera is switched on; default yes. The document misprints the name
	TeacherDetectsDevice *bool     `json:"teacher_need_detect_device" wire:"12"` // teachers must test their devices before they enter; default no
	StudentDetectsDevice *bool     `json:"student_need_detect_device" wire:"12"` // students must test their devices before they enter; default no
	ForbiddenEndTypes    []EndType `json:"forbidden_end_types" wire:"comma"`     // the kinds of clients that the room refuses; default none

	MockLive      bool  `json:"is_mock_live" wire:"01"`     // plays a recording as if it were live (伪直播); needs a right of the account, and MockRoomID or MockVideoID
	MockRoomID    int64 `json:"mock_room_id"`               // the room of the playback to play
	MockSessionID int64 `json:"mock_session_id"`            // which playback of a long-term MockRoomID
	MockVideoID   int64 `json:"mock_video_id"`              // the video on demand to play
	MockRecord    *bool `json:"mock_live_record" wire:"01"` // the mock live class is recorded

	GroupMode           GroupMode  `json:"is_group_live"`                       // default GroupModeNone
	NewGroupMode        GroupMode  `json:"new_group_live"`                      // the mode in the vendor's newer product; default GroupModeNone
	SwitchRole          SwitchRole `json:"switch_room_role"`                    // only for rooms taught in groups
	GroupUsersPublic    bool       `json:"enable_group_users_public" wire:"01"` // users see the users of all groups, not only of their own; default no
	GroupChatPublic     bool       `json:"enable_group_chat_public" wire:"01"`  // users see the chat of all groups, not only of their own; default no
	GroupAssistantsFull bool       `json:"group_admin_permission" wire:"01"`    // assistants see the answers of all groups, not only of their own; default no

	Background *classcloud.File `json:"background_attachment" wire:"file"` // the background picture of a small class
	Whiteboard *classcloud.File `json:"whiteboard_attachment" wire:"file"` // the picture on the whiteboard of a small class

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses an end that is not after the start or, unless LongTerm, 24 hours and more after it; a mock live class without anything
// to play; a RoomTypeSmall without MaxUsers; and groups in a room that is not a RoomTypeLecture.
func (r *CreateRoomRequest) Validate() []classcloud.FieldError {
	var bad []classcloud.FieldError
	refuse := func(field, wire, problem string) {
		bad = append(bad, classcloud.FieldError{Field: field, Wire: wire, Problem: problem})
	}
	switch {
	case r.EndTime.IsZero() || r.StartTime.IsZero():
	case !r.EndTime.After(r.StartTime):
		refuse("EndTime", "end_time", "is not after StartTime")
	case !r.LongTerm && r.EndTime.Sub(r.StartTime) >= 24*time.Hour:
		refuse("EndTime", "end_time", "is not less than 24 hours after StartTime, as it must be unless LongTerm is set")
	}
	if r.MockLive && r.MockRoomID == 0 && r.MockVideoID == 0 {
		refuse("MockLive", "is_mock_live", "needs MockRoomID or MockVideoID")
	}
	if r.Type == RoomTypeSmall && r.MaxUsers == 0 {
		refuse("MaxUsers", "max_users", "is required by RoomTypeSmall: 1 to 12")
	}
	if lecture := r.Type == 0 || r.Type == RoomTypeLecture; !lecture && r.GroupMode != GroupModeNone {
		refuse("GroupMode", "is_group_live", "needs a room of RoomTypeLecture")
	} else if !lecture && r.NewGroupMode != GroupModeNone {
		refuse("NewGroupMode", "new_group_live", "needs a room of RoomTypeLecture")
	}
	return bad
}

// CreatedRoom is a new room with the codes to enter it. A code has six letters and digits.
type CreatedRoom struct {
	RoomID      int64  `json:"room_id,omitzero" check:"required"` // 14 digits
	AdminCode   string `json:"admin_code,omitzero"`               // with which assistants enter (管理员)
	TeacherCode string `json:"teacher_code,omitzero"`             // with which the teacher enters
	StudentCode string `json:"student_code,omitzero"`             // with which all students enter; everybody who has it gets in
}

// Create creates a room.
//
// Baijiayun API 2 创建房间, POST /openapi/room/create, multipart when a picture is given. The vendor allows 5,000 new rooms a day. A repeat
// creates a second room, so the call is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look through All for
// the title and the start time before you create the room again, while nothing deletes rooms. CodeGeneral leaves open whether the room was
// created, like a lost reply.
func (s RoomsService) Create(ctx context.Context, in *CreateRoomRequest, opts ...classcloud.CallOption) (*CreatedRoom, error) {
	return call[*CreatedRoom](ctx, s.client, opRoomsCreate, in, opts)
}

// UpdateRoomRequest holds the changes of a room. A nil field keeps its value; at least one field beside RoomID must be set.
type UpdateRoomRequest struct {
	RoomID            int64          `json:"room_id" check:"required"`
	Title             *string        `json:"title" check:"max=50"`                   // at most 50 characters, as in CreateRoomRequest; the document does not give a limit here
	StartTime         *time.Time     `json:"start_time" wire:"unix"`                 // within one year from now
	EndTime           *time.Time     `json:"end_time" wire:"unix"`                   // less than 24 hours after StartTime unless the room is a long-term one
	MaxUsers          *int           `json:"max_users"`                              // 0 for no limit
	MaxBackupUsers    *int           `json:"max_backup_users"`                       // how many students off stage a 1vNvM small class has
	PreEnter          *time.Duration `json:"pre_enter_time" wire:"seconds"`          // how long before StartTime students may enter, in whole seconds. The document misprints the name
	TemplateName      *string        `json:"template_name"`                          // doubleCamera, classic, triple, oneone or oneoneNew
	TemplateType      *int           `json:"template_type"`                          // of RoomTypeSmall: 1, 2 or 3
	ForbiddenEndTypes []EndType      `json:"forbidden_end_types" wire:"comma,clear"` // an empty list refuses no client. The document misprints the name
	VideoMain         *bool          `json:"is_video_main" wire:"12"`                // computers show the video larger than the slides
	VideoMainOnH5     *bool          `json:"m_is_video_main" wire:"12"`              // phones show the video larger than the slides
	MockRoomID        *int64         `json:"mock_room_id"`                           // the room of the playback to play
	MockSessionID     *int64         `json:"mock_session_id"`                        // which playback of a long-term MockRoomID
	MockVideoID       *int64         `json:"mock_video_id"`                          // the video on demand to play
	SwitchRole        *SwitchRole    `json:"switch_room_role"`                       // only for rooms taught in groups

	Background *classcloud.File `json:"background_attachment" wire:"file"` // the background picture of a small class
	Whiteboard *classcloud.File `json:"whiteboard_attachment" wire:"file"` // the picture on the whiteboard of a small class

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses an update without changes, and an end that is not after the start.
func (r *UpdateRoomRequest) Validate() []classcloud.FieldError {
	var bad []classcloud.FieldError
	if wire.NothingSet(r, "RoomID") {
		bad = append(bad, classcloud.FieldError{Field: "UpdateRoomRequest", Problem: "changes nothing: set a field beside RoomID"})
	}
	if r.StartTime != nil && r.EndTime != nil && !r.EndTime.After(*r.StartTime) {
		bad = append(bad, classcloud.FieldError{Field: "EndTime", Wire: "end_time", Problem: "is not after StartTime"})
	}
	return bad
}

// Update changes a room.
//
// Baijiayun API 3 更新房间信息, POST /openapi/room/update, multipart when a picture is given. Safe to repeat.
func (s RoomsService) Update(ctx context.Context, in *UpdateRoomRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsUpdate, in, opts)
}

// roomRef is the request of operations whose only parameter is a room.
type roomRef struct {
	RoomID int64 `json:"room_id" check:"required"`
}

// Delete deletes a room. A room that was deleted before is CodeRoomDeleted, unless an earlier attempt of this call may have deleted it:
// then the call succeeds.
//
// Baijiayun API 4 删除房间, POST /openapi/room/delete. Safe to repeat.
func (s RoomsService) Delete(ctx context.Context, roomID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsDelete, &roomRef{roomID}, opts)
}

// Room is a room as Get and List return it. Each leaves out some of the fields that the other sets.
type Room struct {
	RoomID         int64     `json:"room_id,omitzero" check:"required"` // 14 digits
	Title          string    `json:"title,omitzero"`
	StartTime      time.Time `json:"start_time,omitzero"`
	EndTime        time.Time `json:"end_time,omitzero"`
	CreateTime     time.Time `json:"create_time,omitzero"` // only List sets it
	Type           RoomType  `json:"type,omitzero"`
	Industry       Industry  `json:"industry_type,omitzero"`
	MaxUsers       int       `json:"max_users,omitzero"` // 0 for no limit
	MaxBackupUsers int       `json:"max_backup_users,omitzero"`
	AdminCode      string    `json:"admin_code,omitzero"`   // with which assistants enter
	TeacherCode    string    `json:"teacher_code,omitzero"` // with which the teacher enters
	StudentCode    string    `json:"student_code,omitzero"` // with which all students enter; only List sets it
}

// Get returns a room.
//
// Baijiayun API 5 获取房间信息, POST /openapi/room/info. CodeRoomNotFound and CodeRoomDeleted are both classcloud.NotFound. Safe
// to repeat.
func (s RoomsService) Get(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*Room, error) {
	return call[*Room](ctx, s.client, opRoomsGet, &roomRef{roomID}, opts)
}

const maxRoomsPerPage = 1000

// ListRoomsRequest selects a page of the account's rooms.
type ListRoomsRequest struct {
	Page        int         `json:"page"`         // from 1, the default
	PageSize    int         `json:"limit"`        // rooms per page, default 100, at most 1,000
	ProductType ProductType `json:"product_type"` // the product line; leave it 0 when the account has only one
}

// RoomPage is one page of rooms. The vendor does not say how many rooms there are: only an empty page is the end for certain.
type RoomPage struct {
	Rooms []Room `json:"list,omitzero" check:"present"`
}

// List returns one page of the account's rooms; All iterates over all of them. A nil request asks for the first 100.
//
// Baijiayun API 9 获取房间列表, POST /openapi/room/list. Safe to repeat.
func (s RoomsService) List(ctx context.Context, in *ListRoomsRequest, opts ...classcloud.CallOption) (*RoomPage, error) {
	if in == nil {
		in = &ListRoomsRequest{}
	}
	return call[*RoomPage](ctx, s.client, opRoomsList, in, opts)
}

// All iterates over the account's rooms, starting at in.Page, with one page in memory, until an empty page: the vendor does not say how
// many rooms there are. A room that cannot be read is an error and does not end the iteration. Any other error ends it, and after a break
// no further page is fetched.
//
// Rooms that are deleted meanwhile shift the others to earlier pages, and as many are passed over. So collect the ids before you delete the
// first room, and look once more for a room that you miss. Rooms that are created meanwhile shift the others to later pages, which does
// no harm: no room comes twice.
func (s RoomsService) All(ctx context.Context, in *ListRoomsRequest, opts ...classcloud.CallOption) iter.Seq2[Room, error] {
	at := valueOf(in)
	at.PageSize = pageSize(at.PageSize, 100, maxRoomsPerPage)
	id := func(r Room) int64 { return r.RoomID }
	return walk(opRoomsList, at.Page, id, func(page int) ([]Room, int, error) {
		ask := at
		ask.Page = page
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Rooms, -1, err
	})
}
