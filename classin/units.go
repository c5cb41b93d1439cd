package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// UnitsService keeps the units (单元) of a course, which hold its activities, at most 100 each. An activity without one is in the unit
// without a theme.
type UnitsService struct{ client *Client }

// PublishStatus says whether students see a unit (publishFlag).
type PublishStatus int

// The states.
const (
	PublishStatusDraft     PublishStatus = 0 // a draft, which students do not see
	PublishStatusPublished PublishStatus = 2 // published; it cannot become a draft again
)

var publishStatusNames = map[PublishStatus]string{PublishStatusDraft: "Draft", PublishStatusPublished: "Published"}

// String returns the state's name, or PublishStatus(9) for a value this module does not know.
func (s PublishStatus) String() string { return wire.EnumName("PublishStatus", s, publishStatusNames) }

// CreateUnitRequest describes a new unit.
type CreateUnitRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	Name     string         `json:"name" check:"required,max=50"` // at most 50 characters: more are CodeBadBusinessParameter; all units of a course, drafts included, have different names
	Status   PublishStatus  `json:"publishFlag" wire:"always"`    // default draft
	Content  string         `json:"content"`                      // the introduction; default none
	Extra    map[string]any `json:"-" wire:"extra"`               // parameters newer than this module
}

// Unit is a unit that Create made.
type Unit struct {
	UnitID   int64                `json:"unitId,omitzero" check:"required"`
	Name     string               `json:"name,omitzero"`
	Warnings []classcloud.Warning `json:"warnings,omitzero"` // CodeUnitCreated, which the vendor lists among its errors
}

// Create makes a unit.
//
// ClassIn 创建单元, POST /lms/unit/create. CodeUnitExists: the course has a unit of that name. CodeUnitCreated is a result with Warnings. It
// is not repeated: when a second call, after an error that is classcloud.MaybeApplied, gets CodeUnitExists, the first call made the unit.
func (s UnitsService) Create(ctx context.Context, in *CreateUnitRequest, opts ...classcloud.CallOption) (*Unit, error) {
	return call[*Unit](ctx, s.client, opUnitsCreate, in, opts)
}

// UpdateUnitRequest changes a unit. A field left nil keeps its value.
type UpdateUnitRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	UnitID   int64          `json:"unitId" check:"required"`
	Name     *string        `json:"name" check:"min=1,max=50"` // at most 50 characters; all units of a course have different names
	Content  *string        `json:"content"`                   // the introduction
	Status   *PublishStatus `json:"publishFlag"`               // a published unit cannot become a draft
	Extra    map[string]any `json:"-" wire:"extra"`            // parameters newer than this module
}

// Validate refuses a request that changes nothing.
func (r *UpdateUnitRequest) Validate() []classcloud.FieldError {
	return changesNothing(*r, "CourseID", "UnitID")
}

// Update changes a unit. Publishing it does not publish its activities: see Activities.Release.
//
// ClassIn 编辑单元, POST /lms/unit/update. CodeUnitPublished: the unit is published and cannot become a draft. CodeUnitNameTaken: another
// unit has the name. Safe to repeat.
func (s UnitsService) Update(ctx context.Context, in *UpdateUnitRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opUnitsUpdate, in, opts)
}

// DeleteUnitRequest names a unit.
type DeleteUnitRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	UnitID   int64          `json:"unitId" check:"required"`
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Delete removes a unit and every activity in it. MoveActivities can move them to another unit first.
//
// ClassIn 删除单元, POST /lms/unit/delete. CodeUnitHasClasses: the unit holds classes that are running or have ended. Safe to repeat:
// CodeUnitNotFound, in answer to the client's own repeat, counts as success.
func (s UnitsService) Delete(ctx context.Context, in *DeleteUnitRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opUnitsDelete, in, opts)
}

// MoveActivitiesRequest names two units of a course.
type MoveActivitiesRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	UnitID   int64          `json:"unitId" check:"required"`   // the unit that holds the activities
	ToUnitID int64          `json:"toUnitId" check:"required"` // the unit that receives them
	Extra    map[string]any `json:"-" wire:"extra"`            // parameters newer than this module
}

// MoveActivities moves all activities of one unit to another. A unit holds at most 100.
//
// ClassIn 移动单元下的活动, POST /lms/unit/move. CodeTargetUnitFull: the receiving unit has no room. CodeSameUnit: both units are the same. Safe
// to repeat.
func (s UnitsService) MoveActivities(ctx context.Context, in *MoveActivitiesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opUnitsMoveActivities, in, opts)
}
