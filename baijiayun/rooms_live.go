package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// Start starts the class of a room, as the teacher's button does.
//
// Baijiayun 教室上课 (another document), POST /openapi/live/startClass, as github.com/a07061625/swooleyaf (ClassStart) sends it; the live
// document does not have it. What a repeat does is not known, so the call is never repeated once it may have arrived: when
// classcloud.MaybeApplied(err), ask GetLiveStatus first.
func (s RoomsService) Start(ctx context.Context, roomID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsStart, &roomRef{roomID}, opts)
}

// StopRoomRequest names the room whose class is to end.
type StopRoomRequest struct {
	RoomID  int64 `json:"room_id" check:"required"`
	KickAll bool  `json:"is_kick_out_all" wire:"01"` // everybody is removed from the room; default no
}

// Stop ends the class of a room, as the teacher's button does.
//
// Baijiayun 教室下课 (another document), POST /openapi/live/stopClass, as github.com/a07061625/swooleyaf (ClassStop) sends it; the live
// document does not have it. A late repeat could end a class that was started again, so the call is never repeated once it may have
// arrived: when classcloud.MaybeApplied(err), ask GetLiveStatus first.
func (s RoomsService) Stop(ctx context.Context, in *StopRoomRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsStop, in, opts)
}

// LiveStatus says whether the class of a room is on (status).
type LiveStatus int

// The documented statuses.
const (
	LiveStatusOff LiveStatus = 0 // the class is not on: 不在上课中
	LiveStatusOn  LiveStatus = 1 // the class is on: 上课中
)

var liveStatusNames = map[LiveStatus]string{
	LiveStatusOff: "Off",
	LiveStatusOn:  "On",
}

// String returns the status's name, or LiveStatus(9) for a value this module does not know.
func (s LiveStatus) String() string { return wire.EnumName("LiveStatus", s, liveStatusNames) }

// GetLiveStatus returns whether the class of a room is on.
//
// Baijiayun API 15 获取直播教室当前上课状态, POST /openapi/live/getLiveStatus. A reply without a status is an error, not LiveStatusOff. Safe
// to repeat.
func (s RoomsService) GetLiveStatus(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (LiveStatus, error) {
	return call[LiveStatus](ctx, s.client, opRoomsGetLiveStatus, &roomRef{roomID}, opts)
}

// TeacherStatus says whether the teacher is in the room (status).
type TeacherStatus int

// The documented statuses.
const (
	TeacherStatusAbsent  TeacherStatus = 0 // the teacher is not in the room: 不在教室
	TeacherStatusPresent TeacherStatus = 1 // the teacher is in the room: 在教室
)

var teacherStatusNames = map[TeacherStatus]string{
	TeacherStatusAbsent:  "Absent",
	TeacherStatusPresent: "Present",
}

// String returns the status's name, or TeacherStatus(9) for a value this module does not know.
func (s TeacherStatus) String() string { return wire.EnumName("TeacherStatus", s, teacherStatusNames) }

// GetTeacherStatus returns whether the teacher is in a room.
//
// Baijiayun API 16 获取老师是否在教室状态, POST /openapi/live/getTeacherOnlineStatus. A reply without a status is an error, not
// TeacherStatusAbsent. Safe to repeat.
func (s RoomsService) GetTeacherStatus(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (TeacherStatus, error) {
	return call[TeacherStatus](ctx, s.client, opRoomsGetTeacherStatus, &roomRef{roomID}, opts)
}

// UserCount says how many users are in a room.
type UserCount struct {
	Users     int `json:"user_count,omitzero" check:"present"`         // how many are in the room
	Displayed int `json:"display_user_count,omitzero" check:"present"` // the number that the room shows to its users
}

// GetUserCount returns how many users are in a room now.
//
// Baijiayun API 17 获取当前时间教室人数, POST /openapi/live/getUserCount. Safe to repeat.
func (s RoomsService) GetUserCount(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*UserCount, error) {
	return call[*UserCount](ctx, s.client, opRoomsGetUserCount, &roomRef{roomID}, opts)
}

// SetNoticeRequest holds the notice of a room: set exactly one of Content and Clear.
type SetNoticeRequest struct {
	RoomID  int64  `json:"room_id" check:"required"`
	Content string `json:"content" wire:"always"` // the text of the notice
	Clear   bool   `json:"clear" wire:"local"`    // take the notice away: an empty content is sent. No source shows that the vendor does so; see SetNotice
}

// Validate refuses a request with neither or both of Content and Clear: a forgotten Content would otherwise take the notice away.
func (r *SetNoticeRequest) Validate() []classcloud.FieldError {
	var bad refusals
	bad.when(r.Content == "" && !r.Clear, "Content", "content", "is required: set Clear to take the notice away")
	bad.when(r.Content != "" && r.Clear, "Content", "content", "is set together with Clear: set exactly one")
	return bad
}

// SetNotice shows a notice (公告) in a room, in place of the notice before it.
//
// Baijiayun API 19 设置教室公告, POST /openapi/live/setNotify. How a notice is taken away is not documented: Clear sends an empty content, which
// the document calls required, and which github.com/a07061625/swooleyaf (NotifySet) refuses by itself. A vendor who takes it for missing
// answers CodeInvalidParameter, and the notice stays. Safe to repeat.
func (s RoomsService) SetNotice(ctx context.Context, in *SetNoticeRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsSetNotice, in, opts)
}
