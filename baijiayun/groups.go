package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// GroupsService creates and lists the join codes of rooms taught in groups (分组直播), and finds the rooms of the groups.
type GroupsService struct{ client *Client }

// CreateGroupCodesRequest describes new groups of a room.
type CreateGroupCodesRequest struct {
	RoomID int64 `json:"room_id" check:"required"`
	Number int   `json:"number" check:"required"` // how many groups to create
}

// GroupCodes holds the join codes of a room's groups.
type GroupCodes struct {
	Assistants []GroupCode `json:"admin,omitzero"`
	Students   []GroupCode `json:"student,omitzero"`
	Teachers   []GroupCode `json:"teacher,omitzero"` // only GetCodes sets it
}

// GroupCode is a join code of a group.
type GroupCode struct {
	GroupID *int64 `json:"group_id,omitzero"` // nil for the big class
	Code    string `json:"code,omitzero" check:"required" secret:"true"`
	Role    Role   `json:"user_role,omitzero"` // the role of whoever enters with the code
	URL     string `json:"url,omitzero"`       // of the page where the holder enters
}

// CreateCodes creates groups in a room, and the codes to enter them.
//
// Baijiayun API 31 创建分组直播参加码, POST /openapi/room/createGroupLiveCodes. A repeat may create further groups, so the
// call is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look at GetCodes first.
func (s GroupsService) CreateCodes(ctx context.Context, in *CreateGroupCodesRequest, opts ...classcloud.CallOption) (*GroupCodes, error) {
	return call[*GroupCodes](ctx, s.client, opGroupsCreateCodes, in, opts)
}

// GetCodes returns the codes of a room's groups, and of its big class.
//
// Baijiayun API 32 获取分组直播参加码, POST /openapi/room/getGroupLiveCodes. Safe to repeat.
func (s GroupsService) GetCodes(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*GroupCodes, error) {
	return call[*GroupCodes](ctx, s.client, opGroupsGetCodes, &roomRef{roomID}, opts)
}

// GroupRoom is the room of a group.
type GroupRoom struct {
	GroupID int64 `json:"group_id,omitzero" check:"required"`
	RoomID  int64 `json:"room_id,omitzero" check:"required"`
}

// ListRooms returns the small rooms of the groups of a room with GroupModeBigSmall.
//
// Baijiayun API 36 获取支持大小班的分组直播小班教室room_id, POST /openapi/room/getGroupSubRoomId. Safe to repeat.
func (s GroupsService) ListRooms(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]GroupRoom, error) {
	return call[[]GroupRoom](ctx, s.client, opGroupsListRooms, &roomRef{roomID}, opts)
}
