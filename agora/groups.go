package agora

import (
	"context"
	"fmt"

	"github.com/go-classcloud/classcloud"
)

// GroupsService splits a room into breakout rooms and brings their users back.
type GroupsService struct{ client *Client }

// StartGroupsRequest splits a room into breakout rooms.
type StartGroupsRequest struct {
	RoomUUID string      `json:"roomUuid" wire:"path"`
	Groups   []RoomGroup `json:"groups" check:"required"`
}

// Validate refuses a breakout room, and a user, that is named twice: what Agora makes of that is not known.
func (r *StartGroupsRequest) Validate() []classcloud.FieldError {
	var bad ranges
	groups, users := map[string]int{}, map[string]int{}
	for i, group := range r.Groups {
		if before, twice := groups[group.GroupUUID]; twice && group.GroupUUID != "" {
			bad.add(fmt.Sprintf("Groups[%d].GroupUUID", i), fmt.Sprintf("groups[%d].groupUuid", i), fmt.Sprintf("is that of Groups[%d]", before))
		}
		groups[group.GroupUUID] = i
		for j, user := range group.Users {
			if before, twice := users[user.UserUUID]; twice && user.UserUUID != "" {
				bad.add(fmt.Sprintf("Groups[%d].Users[%d].UserUUID", i, j), fmt.Sprintf("groups[%d].users[%d].userUuid", i, j), fmt.Sprintf("is in Groups[%d] already", before))
			}
			users[user.UserUUID] = i
		}
	}
	return bad
}

// RoomGroup is one breakout room.
type RoomGroup struct {
	GroupUUID string      `json:"groupUuid"` // the caller's own id, like that of a room (inferred); Agora makes one when it is empty
	GroupName string      `json:"groupName"`
	Users     []GroupUser `json:"users" check:"required"` // the users to send there

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses an id that Agora does not take.
func (g *RoomGroup) Validate() []classcloud.FieldError {
	return badID("GroupUUID", "groupUuid", g.GroupUUID)
}

// GroupUser is a user of a breakout room.
type GroupUser struct {
	UserUUID string `json:"userUuid" check:"required"` // 1 to 64 bytes of the characters of ids

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses an id that Agora does not take.
func (u *GroupUser) Validate() []classcloud.FieldError {
	return badID("UserUUID", "userUuid", u.UserUUID)
}

// groupsState is a StartGroupsRequest with the state in its path.
type groupsState struct {
	StartGroupsRequest
	Status int `json:"state" wire:"path,always"`
}

// Start makes breakout rooms and sends their users there.
//
// Agora Create or remove breakout classrooms 1 (in its later documents),
// PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/groups/states/{state} with state 1. Never repeated once it may have arrived, because
// a repeat without GroupUUIDs could make the rooms twice. After an error with classcloud.MaybeApplied(err), call Stop and then Start again.
func (s GroupsService) Start(ctx context.Context, in *StartGroupsRequest, opts ...classcloud.CallOption) error {
	if in == nil {
		return exec(ctx, s.client, opGroupsStart, in, opts)
	}
	return exec(ctx, s.client, opGroupsStart, &groupsState{*in, 1}, opts)
}

// Stop removes all breakout rooms and brings their users back to the room.
//
// Agora Create or remove breakout classrooms 0 (in its later documents),
// PUT /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}/groups/states/{state} with state 0. Safe to repeat.
func (s GroupsService) Stop(ctx context.Context, roomUUID string, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opGroupsStop, &roomStatus{RoomUUID: roomUUID, Status: 0}, opts)
}
