package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// ReconcileClassesRequest describes classes of one course that should exist, as an earlier run of the program did or would have created them.
type ReconcileClassesRequest struct {
	CourseID int64          `json:"courseId" check:"required"`
	Classes  []NewClass     `json:"classJson" wire:"jsontext" check:"required"` // any number; each needs an Identity of its own
	Extra    map[string]any `json:"-" wire:"extra"`                             // parameters newer than this module
}

// Reconcile finds or makes classes after a crash, or after errors that left open what exists: identities go in, and what exists comes out,
// one verdict for each class in the order of the request. It can be called as often as one likes, with any number of classes, and makes
// no second class.
//
// The vendor has no way to ask for an identity, so it is done by the means it names (接口调试阶段, Error-Handling/Basic_errors.md, on 104 and 114):
// each class is created again under its Identity. Every class therefore needs one, and all are checked before the first is sent. They go
// by 30 with CreateBatch. A part whose answer is lost, and a class that is being created by somebody else, are tried again up to 2 times,
// a second or more later; a limit that is reached is waited for up to a minute. The error is that of a part that stayed without an answer,
// or of a refusal of all: then some items say so, and another Reconcile goes on.
//
// An item without an error has the ClassID. Its Existed is true where the vendor says that the class was there; after a lost answer, and
// where the vendor answers such a create with success, it is false, because nobody can tell. What such a class has is not compared with the
// request. An item with CodeIdentityExists: a class exists, and the vendor does not name its id (排课过程中的常见问题, Error-Handling/Lesson_errors.md);
// it may be one that was deleted in the ClassIn client, which does not free its identity. Classes deleted through the API are made anew.
//
// ClassIn 创建课节(多个), POST /partner/api/course.api.php?action=addCourseClassMultiple, in parts.
func (s ClassesService) Reconcile(ctx context.Context, in *ReconcileClassesRequest, opts ...classcloud.CallOption) ([]classcloud.Item[CreatedClass], error) {
	if in == nil {
		in = &ReconcileClassesRequest{}
	}
	r := reconciling[NewClass, CreatedClass]{client: s.client, operation: "Classes.Reconcile", list: in.Classes, size: reconcilePart,
		identity: func(c *NewClass) string { return c.Identity }, field: "Classes[#].Identity", wire: "classJson[#].courseUniqueIdentity",
		result: func(c *CreatedClass) (int64, *bool) { return c.ClassID, &c.Existed }}
	r.send = func(ctx context.Context, part []NewClass) ([]classcloud.Item[CreatedClass], error) {
		return s.CreateBatch(ctx, &CreateClassBatchRequest{CourseID: in.CourseID, Classes: part, Extra: in.Extra}, opts...)
	}
	return r.run(ctx, in, opts)
}
