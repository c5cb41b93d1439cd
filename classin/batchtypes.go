package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// Ack says that it is done, and what the vendor said beside that.
type Ack struct {
	Warnings []classcloud.Warning `json:"warnings,omitzero"` // done, but
}

// StudentRef is the student an item of a batch is of.
type StudentRef struct {
	StudentUID   UID    `json:"studentUid,omitzero"`
	CustomColumn string `json:"customColumn,omitzero"` // the caller's own mark, as it was sent
}

// ClassRef is the lesson an item of a batch is of.
type ClassRef struct {
	ClassID      int64  `json:"classId,omitzero"`
	CustomColumn string `json:"customColumn,omitzero"` // the caller's own mark, as it was sent
}

// CourseRef is the course an item of a batch is of.
type CourseRef struct {
	CourseID     int64  `json:"courseId,omitzero"`
	CustomColumn string `json:"customColumn,omitzero"` // the caller's own mark, as it was sent
}

// InBatches sends a list that is longer than one call takes, size elements at a time, and gives a verdict for each element, in
// order. It stops at the first call that fails: its elements carry that error, those after it one that says they were not sent, and
// the error is returned too. So the elements without an error are done, and those whose error is classcloud.MaybeApplied may be.
//
//	items, err := classin.InBatches(ctx, lessons, 30, func(ctx context.Context, part []classin.BatchClass) ([]classcloud.Item[classin.CreatedClass], error) {
//		return client.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: courseID, Classes: part})
//	})
func InBatches[In, Out any](ctx context.Context, list []In, size int, send func(context.Context, []In) ([]classcloud.Item[Out], error)) ([]classcloud.Item[Out], error) {
	out := make([]classcloud.Item[Out], 0, len(list))
	var failure error
	for from := 0; from < len(list); from += max(size, 1) {
		part := list[from:min(from+max(size, 1), len(list))]
		var verdicts []classcloud.Item[Out]
		var problem error
		if failure == nil {
			verdicts, failure = send(ctx, part)
			problem = failure
		} else {
			problem = &classcloud.Error{Vendor: vendor, Operation: "InBatches", Kind: classcloud.Aborted, Outcome: classcloud.OutcomeNotSent,
				Message: "not sent: a call before it failed"}
		}
		for i := range part {
			item := classcloud.Item[Out]{Err: problem}
			if i < len(verdicts) {
				item = verdicts[i] // beside an error too: the identity to go on under
			}
			item.Index = from + i
			out = append(out, item)
		}
	}
	return out, failure
}
