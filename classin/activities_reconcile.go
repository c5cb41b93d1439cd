package classin

import (
	"context"
	"errors"

	"github.com/go-classcloud/classcloud"
)

// ReconcileClassActivitiesRequest describes classes of any courses that should exist, as an earlier run of the program did or would have
// created them.
type ReconcileClassActivitiesRequest struct {
	Classes []CreateClassActivityRequest `json:"classes" check:"required"` // any number; each needs an Identity of its own
}

// ReconcileClasses is what ClassesService.Reconcile is for the classes of CreateClass: it finds or makes each under its Identity, one call
// for each, within the limit of 1,000 calls a minute. All are checked before the first is sent.
//
// ClassIn 创建课堂, POST /lms/activity/createClass, for each class.
func (s ActivitiesService) ReconcileClasses(ctx context.Context, in *ReconcileClassActivitiesRequest, opts ...classcloud.CallOption) ([]classcloud.Item[CreatedClassActivity], error) {
	if in == nil {
		in = &ReconcileClassActivitiesRequest{}
	}
	r := reconciling[CreateClassActivityRequest, CreatedClassActivity]{client: s.client, operation: "Activities.ReconcileClasses", list: in.Classes, size: 1,
		identity: func(c *CreateClassActivityRequest) string { return c.Identity }, field: "Classes[#].Identity", wire: "classes[#].uniqueIdentity",
		result: func(c *CreatedClassActivity) (int64, *bool) { return c.ClassID, &c.Existed }}
	r.send = func(ctx context.Context, part []CreateClassActivityRequest) ([]classcloud.Item[CreatedClassActivity], error) {
		made, err := s.CreateClass(ctx, &part[0], opts...)
		item := classcloud.Item[CreatedClassActivity]{Value: CreatedClassActivity{Identity: part[0].Identity}, Err: err}
		if made != nil {
			item.Value, item.Warnings = *made, made.Warnings
			item.Value.Warnings = nil
		}
		e, failed := errors.AsType[*classcloud.Error](err)
		if failed && (item.Value.ClassID != 0 || isSettled(err) && e.Outcome != classcloud.OutcomeNotSent && e.Kind != classcloud.Unauthenticated) {
			err = nil // what is said of this class says nothing of the others
		}
		return []classcloud.Item[CreatedClassActivity]{item}, err
	}
	return r.run(ctx, in, opts)
}
