package baijiayun

import (
	"context"
	"iter"

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

const maxRoomsPerPage = 1000

// ListRoomsRequest selects a page of the account's rooms.
type ListRoomsRequest struct {
	Page        int         `json:"page"`         // from 1, the default
	PageSize    int         `json:"limit"`        // rooms per page, default 100, at most 1,000
	ProductType ProductType `json:"product_type"` // the product line; leave it 0 when the account has only one
}

// Validate refuses a page size that the vendor does not take.
func (r *ListRoomsRequest) Validate() []classcloud.FieldError {
	return tooManyPerPage(r.PageSize, maxRoomsPerPage, "limit")
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

// All iterates over the account's rooms, starting at in.Page, with one page in memory, until an empty page, or three without a new room: the
// vendor does not say how many rooms there are. A room that cannot be read is an error and does not end the iteration. Any other error ends it, and after a break
// no further page is fetched.
//
// Rooms that are deleted meanwhile shift the others to earlier pages, and as many are passed over. So collect the ids before you delete the
// first room, and look once more for a room that you miss. Rooms that are created meanwhile shift the others to later pages, which does
// no harm, unless a page of them is made between any two of four calls: no room comes twice.
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
