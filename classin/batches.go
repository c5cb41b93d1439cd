package classin

import (
	"context"
	"fmt"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// InBatches sends a list that is longer than one call takes, size elements at a time, and returns a verdict for each element, in order.
//
// Every element is looked at before the first call. If one cannot be sent, nothing is: the error is InvalidArgument, and its Fields tell
// all of them by their places in the list (list[70].ClassName). So is each of their items' errors, and the others say that they were not
// sent. An Identity that two elements have is such an error: the later call would find the class of the earlier one. Elements are the requests' own (NewClass, CourseStudent, UID …), or ids as int64; a type of yours is looked at by its Validate
// method, the one of Validate() []classcloud.FieldError, if it has one, and otherwise by each call alone. WithoutChecks does not reach
// here: split the list yourself to send what is refused.
//
// Then it stops at the first call that fails and returns its error. The elements of that call carry the error too, and those after it an
// error that says they were not sent. So elements without an error are done, and elements whose error is classcloud.MaybeApplied may be.
//
//	items, err := classin.InBatches(ctx, classes, 30, func(ctx context.Context, part []classin.NewClass) ([]classcloud.Item[classin.CreatedClass], error) {
//		return client.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: courseID, Classes: part})
//	})
func InBatches[In, Out any](ctx context.Context, list []In, size int, send func(context.Context, []In) ([]classcloud.Item[Out], error)) ([]classcloud.Item[Out], error) {
	if problems := repeatedIdentities(list, wire.CheckList("list", list, Credentials{})); problems != nil {
		return refusedBatches[Out](problems)
	}
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
			problem = notSent(classcloud.Aborted, "not sent: a call before it failed", nil)
		}
		for i := range part {
			item := classcloud.Item[Out]{Err: problem}
			if i < len(verdicts) {
				item = verdicts[i] // beside an error it holds the identity to go on under
			} else if problem == nil { // of a send that is not this package's: nobody knows
				item.Err = &classcloud.Error{Vendor: vendor, Operation: "InBatches", Kind: classcloud.DataLoss, Message: "its call succeeded and returned no verdict for it"}
			}
			item.Index = from + i
			out = append(out, item)
		}
	}
	return out, failure
}

// identityOf returns the identity that the caller gave an element, which is pointed to, and its name at the vendor.
func identityOf(element any) (identity, name string) {
	switch thing := element.(type) {
	case *NewClass:
		return thing.Identity, "courseUniqueIdentity"
	case *NewSubClass:
		return thing.Identity, "uniqueIdentity"
	case **NewClass:
		if *thing != nil {
			return identityOf(*thing)
		}
	case **NewSubClass:
		if *thing != nil {
			return identityOf(*thing)
		}
	}
	return "", ""
}

// repeatedIdentities adds to the problems of a list's elements those of identities that an element before has.
func repeatedIdentities[In any](list []In, problems [][]classcloud.FieldError) [][]classcloud.FieldError {
	first := map[string]int{}
	for i := range list {
		identity, name := identityOf(&list[i])
		before, repeated := first[identity]
		switch {
		case identity == "":
		case !repeated:
			first[identity] = i
		default:
			if problems == nil {
				problems = make([][]classcloud.FieldError, len(list))
			}
			problems[i] = append(problems[i], classcloud.FieldError{Field: fmt.Sprintf("list[%d].Identity", i), Wire: fmt.Sprintf("[%d].%s", i, name),
				Problem: fmt.Sprintf("is that of list[%d] too", before)})
		}
	}
	return problems
}

// refusedBatches returns what InBatches says of a list with the problems of each element, of which some have none.
func refusedBatches[Out any](problems [][]classcloud.FieldError) ([]classcloud.Item[Out], error) {
	out := make([]classcloud.Item[Out], len(problems))
	var all []classcloud.FieldError
	for i, own := range problems {
		out[i] = classcloud.Item[Out]{Index: i, Err: notSent(classcloud.InvalidArgument, "nothing was sent", own)}
		if len(own) == 0 {
			out[i].Err = notSent(classcloud.Aborted, "not sent: other elements of the list are wrong", nil)
		}
		all = append(all, own...)
	}
	return out, notSent(classcloud.InvalidArgument, "nothing was sent", all)
}

// notSent is an error of InBatches before a call.
func notSent(kind classcloud.Kind, message string, fields []classcloud.FieldError) error {
	return &classcloud.Error{Vendor: vendor, Operation: "InBatches", Kind: kind, Outcome: classcloud.OutcomeNotSent, Message: message, Fields: fields}
}
