package agora

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// GroupsService splits a room into breakout rooms and joins them again.
type GroupsService struct{ client *Client }

// StartGroupsRequest splits a room into breakout rooms.
type StartGroupsRequest struct {
	RoomUUID string      `json:"roomUuid" wire:"path"`
	Groups   []RoomGroup `json:"groups" check:"required"`
}

// RoomGroup is one breakout room.
type RoomGroup struct {
	GroupUUID string      `json:"groupUuid" check:"bytes=64"` // the caller's own id; Agora makes one without it
	GroupName string      `json:"groupName"`
	Users     []GroupUser `json:"users" check:"required"`
}

// GroupUser is a user of a breakout room.
type GroupUser struct {
	UserUUID string `json:"userUuid" check:"required,bytes=64"`
}

// groupsState is a start or stop as it is sent.
type groupsState struct {
	StartGroupsRequest
	Status int `json:"state" wire:"path,always"`
}

// Start makes breakout rooms and sends their users there.
//
// Agora Create or remove breakout classrooms (of the later documents), PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/groups/states/1.
// Not repeated once it may have arrived: without a GroupUUID a repeat could make the rooms twice. When classcloud.MaybeApplied(err),
// Stop and start anew.
func (s GroupsService) Start(ctx context.Context, in *StartGroupsRequest, opts ...classcloud.CallOption) error {
	if in == nil {
		return exec(ctx, s.client, opGroupsStart, in, opts)
	}
	return exec(ctx, s.client, opGroupsStart, &groupsState{*in, 1}, opts)
}

// Stop removes all breakout rooms; their users are back in the room.
//
// Agora Create or remove breakout classrooms (of the later documents), PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/groups/states/0.
// Safe to repeat.
func (s GroupsService) Stop(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opGroupsStop, &roomStatus{RoomUUID: roomUUID, Status: 0}, opts)
}
