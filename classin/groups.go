package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// GroupsService keeps the groups (分组) into which the students of a course are divided.
type GroupsService struct{ client *Client }

// GroupMember is a student in a group.
type GroupMember struct {
	StudentUID UID  `json:"studentUid" check:"required"`
	Leader     bool `json:"isLeader" wire:"01,always"` // each group has exactly one leader

	Extra map[string]any `json:"-" wire:"extra"` // members newer than this module
}

// CreateGroupRequest divides the students of a course into groups. A student can be in one group only.
type CreateGroupRequest struct {
	CourseID int64           `json:"courseId" check:"required"`
	Name     string          `json:"groupName" check:"required,max=20"`          // at most 20 characters: the vendor would cut the rest
	Groups   [][]GroupMember `json:"groupList" wire:"jsontext" check:"required"` // each group has exactly one leader
	Extra    map[string]any  `json:"-" wire:"extra"`                             // parameters newer than this module
}

// CreatedGroup is a division into groups that Create made.
type CreatedGroup struct {
	GroupID  int64                `json:"groupId,omitzero" check:"required"` // the id of the division, the reply's data
	Warnings []classcloud.Warning `json:"warnings,omitzero"`                 // what the vendor says beside the success: CodeGroupPartly
}

// Create divides the students of a course into groups.
//
// ClassIn 创建课程分组, POST /partner/api/course.api.php?action=addCourseGroup. CodeGroupPartly is a result with Warnings. CodeGroupExists: the
// course has groups already, perhaps from a create whose reply was lost. It is never repeated once it may have arrived.
func (s GroupsService) Create(ctx context.Context, in *CreateGroupRequest, opts ...classcloud.CallOption) (*CreatedGroup, error) {
	return call[*CreatedGroup](ctx, s.client, opGroupsCreate, in, opts)
}

// UpdateGroupRequest divides the students of a course into groups anew.
type UpdateGroupRequest struct {
	CourseID int64           `json:"courseId" check:"required"`
	GroupID  int64           `json:"groupId" check:"required"`
	Name     string          `json:"groupName" check:"required,max=20"`          // at most 20 characters: the vendor would cut the rest
	Groups   [][]GroupMember `json:"groupList" wire:"jsontext" check:"required"` // each group has exactly one leader
	Extra    map[string]any  `json:"-" wire:"extra"`                             // parameters newer than this module
}

// Update replaces the groups of a course.
//
// ClassIn 编辑课程分组, POST /partner/api/course.api.php?action=editCourseGroup. Safe to repeat.
func (s GroupsService) Update(ctx context.Context, in *UpdateGroupRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opGroupsUpdate, in, opts)
}

// DeleteGroupRequest names the groups of a course.
type DeleteGroupRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	GroupID  int64          `json:"groupId" check:"required"`
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Delete removes the groups of a course. The students stay in the course.
//
// ClassIn 删除课程分组, POST /partner/api/course.api.php?action=delCourseGroup. Safe to repeat: CodeGroupNotFound, in answer to the client's
// own repeat, counts as success.
func (s GroupsService) Delete(ctx context.Context, in *DeleteGroupRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opGroupsDelete, in, opts)
}
