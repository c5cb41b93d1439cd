package baijiayun

import (
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// RoomsService creates, changes, lists and deletes rooms (房间), the classes users enter.
type RoomsService struct{ client *Client }

// RoomType is the kind of class (type).
type RoomType int

// The documented kinds. 0 in a request leaves the vendor's default, RoomTypeLecture.
const (
	RoomTypeOneToOne      RoomType = 1 // 一对一课, an older kind
	RoomTypeLecture       RoomType = 2 // 普通大班课
	RoomTypeSmallClassic  RoomType = 3 // 小班课普通版, an older kind for older accounts
	RoomTypeSmall         RoomType = 4 // 专业版小班课: needs MaxUsers
	RoomTypeDoubleTeacher RoomType = 5 // 双师
	RoomTypeOneToOneBasic RoomType = 6 // 基础班一对一, from another client's code, not in the document
)

var roomTypeNames = map[RoomType]string{
	RoomTypeOneToOne:      "OneToOne",
	RoomTypeLecture:       "Lecture",
	RoomTypeSmallClassic:  "SmallClassic",
	RoomTypeSmall:         "Small",
	RoomTypeDoubleTeacher: "DoubleTeacher",
	RoomTypeOneToOneBasic: "OneToOneBasic",
}

// String returns the kind's name, or RoomType(9) for one this module does not know.
func (t RoomType) String() string { return wire.EnumName("RoomType", t, roomTypeNames) }

// GroupMode says whether a room is taught in groups (is_group_live, new_group_live).
type GroupMode int

// The group modes; the account must have been given the right to them, and the room's type must be RoomTypeLecture.
const (
	GroupModeNone     GroupMode = 0 // 常规直播
	GroupModeGroups   GroupMode = 1 // 分组直播, 分组课堂
	GroupModeBigSmall GroupMode = 2 // is_group_live: 分组直播-大小班; new_group_live: 线上双师
)

var groupModeNames = map[GroupMode]string{
	GroupModeNone:     "None",
	GroupModeGroups:   "Groups",
	GroupModeBigSmall: "BigSmall",
}

// String returns the mode's name, or GroupMode(9) for one this module does not know.
func (m GroupMode) String() string { return wire.EnumName("GroupMode", m, groupModeNames) }

// SwitchRole says who moves the students of a grouped room between the big class and the groups (switch_room_role).
type SwitchRole int

// The roles. 0 leaves the vendor's default.
const (
	SwitchRoleBigClass SwitchRole = 1 // 大班老师控制
	SwitchRoleSmall    SwitchRole = 2 // 小班老师控制
)

var switchRoleNames = map[SwitchRole]string{
	SwitchRoleBigClass: "BigClass",
	SwitchRoleSmall:    "Small",
}

// String returns the role's name, or SwitchRole(9) for one this module does not know.
func (r SwitchRole) String() string { return wire.EnumName("SwitchRole", r, switchRoleNames) }

// EndType is a kind of client (端) that can be kept out of a room (forbidden_end_types).
type EndType string

// The documented kinds.
const (
	EndTypeWeb EndType = "web" // browsers on computers
	EndTypeH5  EndType = "h5"  // browsers on phones
)

// Industry is a product line (industry_type).
type Industry int

// The product lines.
const (
	IndustryEducation  Industry = 0
	IndustryEnterprise Industry = 1
)

var industryNames = map[Industry]string{
	IndustryEducation:  "Education",
	IndustryEnterprise: "Enterprise",
}

// String returns the line's name, or Industry(9) for one this module does not know.
func (i Industry) String() string { return wire.EnumName("Industry", i, industryNames) }

// ProductType selects a product line in lists and statistics (product_type). 0 is for accounts with a single line.
type ProductType int

// The product lines.
const (
	ProductTypeEducation     ProductType = 1 // 教育直播
	ProductTypeSmall         ProductType = 2 // 小班课
	ProductTypeDoubleTeacher ProductType = 3 // 双师
	ProductTypeEnterprise    ProductType = 4 // 企业直播
)

var productTypeNames = map[ProductType]string{
	ProductTypeEducation:     "Education",
	ProductTypeSmall:         "Small",
	ProductTypeDoubleTeacher: "DoubleTeacher",
	ProductTypeEnterprise:    "Enterprise",
}

// String returns the line's name, or ProductType(9) for one this module does not know.
func (t ProductType) String() string { return wire.EnumName("ProductType", t, productTypeNames) }

// CreateRoomRequest describes a new room. What is left nil or zero is not sent, and the vendor's default holds.
type CreateRoomRequest struct {
	Title     string    `json:"title" check:"required,max=50"`           // at most 50 characters: the vendor would cut the rest
	StartTime time.Time `json:"start_time" wire:"unix" check:"required"` // within one year
	EndTime   time.Time `json:"end_time" wire:"unix" check:"required"`   // within 24 h of StartTime unless LongTerm
	Type      RoomType  `json:"type"`                                    // default RoomTypeLecture
	Industry  Industry  `json:"industry_type"`                           // default education

	MaxUsers       int            `json:"max_users"`                     // 0 has no limit; RoomTypeSmall must have 1 to 12, the students on stage
	MaxBackupUsers int            `json:"max_backup_users"`              // students off stage of a 1vNvM small class; default 0
	PreEnter       *time.Duration `json:"pre_enter_time" wire:"seconds"` // how early students may enter, in whole seconds
	LongTerm       bool           `json:"is_long_term" wire:"01"`        // a room that stays, 长期房间; needs a right of the account
	AutoOnStage    bool           `json:"auto_onstage" wire:"01"`        // students off stage go on stage by themselves, 1vNvM only
	PushLive       bool           `json:"is_push_live" wire:"01"`        // 推流直播; needs a right of the account
	WebRTC         bool           `json:"is_webrtc_live" wire:"01"`      // webrtc课程; configured by the vendor
	Share          *bool          `json:"enable_share" wire:"12"`        // sharing from the app; default yes

	TemplateName  string `json:"template_name"`             // doubleCamera, classic, triple (default), single, liveWall; enterprise: singleVideo, docAudio, docVideo
	TemplateType  int    `json:"template_type"`             // of RoomTypeSmall: 1 (default), 2, 3 (一对一模板)
	VideoMain     *bool  `json:"is_video_main" wire:"12"`   // video rather than slides on computers, template triple only; default no
	VideoMainOnH5 *bool  `json:"m_is_video_main" wire:"12"` // video rather than slides on phones; default yes

	SpeakCameraOn        *bool     `json:"speak_camera_turnon" wire:"12"`        // a speaking student's camera goes on; default yes. The document misprints the name
	TeacherDetectsDevice *bool     `json:"teacher_need_detect_device" wire:"12"` // default no
	StudentDetectsDevice *bool     `json:"student_need_detect_device" wire:"12"` // default no
	ForbiddenEndTypes    []EndType `json:"forbidden_end_types" wire:"comma"`     // clients kept out

	MockLive      bool  `json:"is_mock_live" wire:"01"`     // 伪直播: plays a recording as if it were live; needs a right, and one of the three ids
	MockRoomID    int64 `json:"mock_room_id"`               // the playback's room
	MockSessionID int64 `json:"mock_session_id"`            // the playback's session, of a long-term room
	MockVideoID   int64 `json:"mock_video_id"`              // the video on demand
	MockRecord    *bool `json:"mock_live_record" wire:"01"` // record the mock live class

	GroupMode           GroupMode  `json:"is_group_live"`                       // default none
	NewGroupMode        GroupMode  `json:"new_group_live"`                      // of the newer product; default none
	SwitchRole          SwitchRole `json:"switch_room_role"`                    // of grouped rooms
	GroupUsersPublic    bool       `json:"enable_group_users_public" wire:"01"` // members see all members, not only their group's
	GroupChatPublic     bool       `json:"enable_group_chat_public" wire:"01"`  // members see all chat, not only their group's
	GroupAssistantsFull bool       `json:"group_admin_permission" wire:"01"`    // assistants see all answers, not only their group's

	Background *classcloud.File `json:"background_attachment" wire:"file"` // picture behind a small class
	Whiteboard *classcloud.File `json:"whiteboard_attachment" wire:"file"` // picture on its whiteboard

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses what contradicts itself.
func (r *CreateRoomRequest) Validate() []classcloud.FieldError {
	var bad []classcloud.FieldError
	if !r.EndTime.IsZero() && !r.EndTime.After(r.StartTime) {
		bad = append(bad, classcloud.FieldError{Field: "EndTime", Wire: "end_time", Problem: "is not after StartTime"})
	}
	if r.MockLive && r.MockRoomID == 0 && r.MockVideoID == 0 {
		bad = append(bad, classcloud.FieldError{Field: "MockLive", Wire: "is_mock_live", Problem: "needs MockRoomID or MockVideoID"})
	}
	return bad
}

// CreatedRoom is a new room and the codes to enter it, six letters and digits each.
type CreatedRoom struct {
	RoomID      int64  `json:"room_id,omitzero" check:"required"` // 14 digits
	AdminCode   string `json:"admin_code,omitzero"`               // for assistants (管理员)
	TeacherCode string `json:"teacher_code,omitzero"`             // for the teacher
	StudentCode string `json:"student_code,omitzero"`             // for all students together: whoever has it gets in
}

// Create makes a room.
//
// Baijiayun API 2 创建房间, POST /openapi/room/create; multipart when a picture is given. At most 5,000 a day. A repeat makes a
// second room, so it is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look through All for the
// title and start before creating again.
func (s RoomsService) Create(ctx context.Context, in *CreateRoomRequest, opts ...classcloud.CallOption) (*CreatedRoom, error) {
	return call[*CreatedRoom](ctx, s.client, opRoomsCreate, in, opts)
}

// UpdateRoomRequest changes a room: nil keeps, a value replaces, and at least one must be set.
type UpdateRoomRequest struct {
	RoomID            int64          `json:"room_id" check:"required"`
	Title             *string        `json:"title" check:"max=50"` // at most 50 characters: the vendor would cut the rest
	StartTime         *time.Time     `json:"start_time" wire:"unix"`
	EndTime           *time.Time     `json:"end_time" wire:"unix"`
	MaxUsers          *int           `json:"max_users"`                              // 0 has no limit
	MaxBackupUsers    *int           `json:"max_backup_users"`                       // students off stage of a 1vNvM small class
	PreEnter          *time.Duration `json:"pre_enter_time" wire:"seconds"`          // how early students may enter, in whole seconds. The document misprints the name
	TemplateName      *string        `json:"template_name"`                          // doubleCamera, classic, triple, oneone, oneoneNew
	TemplateType      *int           `json:"template_type"`                          // of RoomTypeSmall: 1, 2, 3
	ForbiddenEndTypes []EndType      `json:"forbidden_end_types" wire:"comma,clear"` // nil keeps, an empty list lets all in. The document misprints the name
	VideoMain         *bool          `json:"is_video_main" wire:"12"`
	VideoMainOnH5     *bool          `json:"m_is_video_main" wire:"12"`
	MockRoomID        *int64         `json:"mock_room_id"`
	MockSessionID     *int64         `json:"mock_session_id"`
	MockVideoID       *int64         `json:"mock_video_id"`
	SwitchRole        *SwitchRole    `json:"switch_room_role"`

	Background *classcloud.File `json:"background_attachment" wire:"file"`
	Whiteboard *classcloud.File `json:"whiteboard_attachment" wire:"file"`

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses an update that changes nothing, and times that contradict each other.
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
// Baijiayun API 3 更新房间信息, POST /openapi/room/update; multipart when a picture is given. Safe to repeat.
func (s RoomsService) Update(ctx context.Context, in *UpdateRoomRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsUpdate, in, opts)
}

// roomRef is the one parameter of calls about a room.
type roomRef struct {
	RoomID int64 `json:"room_id" check:"required"`
}

// Delete deletes a room. Deleting one that is gone is CodeRoomDeleted, except when our own lost try did it: that is success.
//
// Baijiayun API 4 删除房间, POST /openapi/room/delete. Safe to repeat.
func (s RoomsService) Delete(ctx context.Context, roomID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsDelete, &roomRef{roomID}, opts)
}

// Room is a room as Get and List tell it. Either leaves out what the other has.
type Room struct {
	RoomID         int64     `json:"room_id,omitzero" check:"required"` // 14 digits
	Title          string    `json:"title,omitzero"`
	StartTime      time.Time `json:"start_time,omitzero"`
	EndTime        time.Time `json:"end_time,omitzero"`
	CreateTime     time.Time `json:"create_time,omitzero"` // List only
	Type           RoomType  `json:"type,omitzero"`
	Industry       Industry  `json:"industry_type,omitzero"`
	MaxUsers       int       `json:"max_users,omitzero"` // 0 has no limit
	MaxBackupUsers int       `json:"max_backup_users,omitzero"`
	AdminCode      string    `json:"admin_code,omitzero"`   // for assistants
	TeacherCode    string    `json:"teacher_code,omitzero"` // for the teacher
	StudentCode    string    `json:"student_code,omitzero"` // for all students together; List only
}

// Get returns a room.
//
// Baijiayun API 5 获取房间信息, POST /openapi/room/info. CodeRoomNotFound and CodeRoomDeleted are both classcloud.NotFound.
func (s RoomsService) Get(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*Room, error) {
	return call[*Room](ctx, s.client, opRoomsGet, &roomRef{roomID}, opts)
}

const maxRoomsPerPage = 1000

// ListRoomsRequest selects a page of the account's rooms.
type ListRoomsRequest struct {
	Page        int         `json:"page"`         // from 1, the default
	PageSize    int         `json:"limit"`        // rooms a page, default 100, at most 1,000
	ProductType ProductType `json:"product_type"` // 0 for accounts with a single product line
}

// RoomPage is one page of rooms. The vendor gives no total: the last page is the one shorter than Limit.
type RoomPage struct {
	Rooms []Room `json:"list,omitzero"`
}

// List returns one page of the account's rooms; All walks them all. nil asks for the first 100.
//
// Baijiayun API 9 获取房间列表, POST /openapi/room/list. Times come as unix seconds here and as text from Get.
func (s RoomsService) List(ctx context.Context, in *ListRoomsRequest, opts ...classcloud.CallOption) (*RoomPage, error) {
	if in == nil {
		in = &ListRoomsRequest{}
	}
	return call[*RoomPage](ctx, s.client, opRoomsList, in, opts)
}

// All walks the account's rooms from in.Page on, one page in memory. An error ends the walk; nothing is asked for after a
// break.
func (s RoomsService) All(ctx context.Context, in *ListRoomsRequest, opts ...classcloud.CallOption) iter.Seq2[Room, error] {
	at := valueOf(in)
	at.PageSize = pageSize(at.PageSize, 100, maxRoomsPerPage)
	return pages(at.Page, at.PageSize, func(page int) ([]Room, error) {
		ask := at
		ask.Page = page
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Rooms, err
	})
}
