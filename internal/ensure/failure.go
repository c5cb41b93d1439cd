package ensure

import (
	"context"
	"errors"
	"strings"

	"github.com/go-classcloud/classcloud"
)

func (r *run[T]) failure(kind classcloud.Kind, message string, outcome classcloud.Outcome) *classcloud.Error {
	return &classcloud.Error{Vendor: r.plan.vendor, Operation: r.plan.operation, Kind: kind, Message: message, Outcome: outcome, Key: r.Key.Key}
}

// doubtful is the error of a thing that may exist, with what began the doubt.
func (r *run[T]) doubtful(kind classcloud.Kind, message string, cause error) *classcloud.Error {
	e := r.failure(kind, message, classcloud.OutcomeUnknown)
	e.Err = cause
	return e
}

// unbegun is the error of an Ensure that changed nothing.
func (r *run[T]) unbegun(ctx context.Context, message string, cause error) *classcloud.Error {
	e := r.failure(classcloud.Unavailable, message+": "+cause.Error(), classcloud.OutcomeNotSent)
	if r.mine != nil {
		e.Message, e.Outcome = r.mine.ID+" exists, and is not recorded: "+e.Message, classcloud.OutcomeApplied
	} else if r.entry.IsOpen() || r.cause != nil {
		e.Outcome = classcloud.OutcomeUnknown
	}
	e.Err = cause
	if ctx.Err() != nil {
		e.Kind = classcloud.Canceled
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			e.Kind = classcloud.DeadlineExceeded
		}
	}
	return e
}

// notFound is the error of a search that failed.
func (r *run[T]) notFound(err error) *classcloud.Error {
	e := r.doubtful(classcloud.Unavailable, "it is not known whether it was made, because looking for it failed: "+err.Error(), errors.Join(err, r.cause))
	if failure, ok := errors.AsType[*classcloud.Error](err); ok {
		e.Kind, e.RetryAfter = failure.Kind, failure.RetryAfter
	}
	return e
}

// ambiguous is the error of things of which nobody knows whose they are.
func (r *run[T]) ambiguous(ids, keys []string) *classcloud.Error {
	e := r.doubtful(classcloud.FailedPrecondition, "", &classcloud.AmbiguousError{Key: r.Key.Key, IDs: ids, Keys: keys})
	e.Message = e.Err.Error()
	e.Hint = "look at them, and give the ID of the one that belongs to the key"
	return e
}

// changed is the error of a key whose earlier attempt asked for something that looks otherwise, and may have made it.
func (r *run[T]) changed() *classcloud.Error {
	e := r.failure(classcloud.FailedPrecondition, "an attempt under this key, with a request that looks otherwise, may have made its thing", classcloud.OutcomeUnknown)
	e.Hint = "ensure it with the earlier request, and change it then"
	return e
}

// unread is the error of a thing that the journal knows and the vendor does not show.
func (r *run[T]) unread(err error) error {
	if !errors.Is(err, classcloud.NotFound) {
		return r.known(err, classcloud.OutcomeApplied)
	}
	e := r.failure(classcloud.NotFound, r.entry.ID+", which was made under this key, does not exist any more: "+err.Error(), classcloud.OutcomeNotApplied)
	e.Err, e.Hint = err, "to make another, use another key"
	return e
}

// refuse is the error of a request that is wrong.
func (r *run[T]) refuse(field, problem string) *classcloud.Error {
	e := r.failure(classcloud.InvalidArgument, "", classcloud.OutcomeNotSent)
	e.Fields = []classcloud.FieldError{{Field: field, Problem: problem}}
	return e
}

// keyed returns the error of a call with the key in it.
func (r *run[T]) keyed(err error) error {
	failure, ok := err.(*classcloud.Error) //nolint:errorlint // what wraps one is returned as it is
	if !ok {
		return err
	}
	told := *failure
	told.Key = r.Key.Key
	return &told
}

// beside is the error of a create that failed and said all the same what it made, which was recorded, or not for the second error.
func (r *run[T]) beside(failure, unrecorded error) error {
	if unrecorded == nil {
		return r.keyed(failure)
	}
	if e, ok := unrecorded.(*classcloud.Error); ok && failure != nil { //nolint:errorlint // record has just made it
		e.Err = errors.Join(e.Err, failure)
	}
	return unrecorded
}

// known returns the error of a read, whose own outcome says nothing of the thing.
func (r *run[T]) known(err error, outcome classcloud.Outcome) error {
	err = r.keyed(err)
	if told, ok := err.(*classcloud.Error); ok { //nolint:errorlint // keyed has just made it
		told.Outcome = outcome
	}
	return err
}

// repeatable says in the error of an Ensure that it may be called again, which finds the thing or makes it. What the create's own error says of
// looking is for who calls that.
func repeatable(err error) error {
	e, ok := err.(*classcloud.Error) //nolint:errorlint // what wraps one is returned as it is
	if !ok || !classcloud.MaybeApplied(e) {
		return err
	}
	told := *e
	told.Repeatable = true
	if told.Hint == "" || strings.Contains(told.Hint, "Ensure does it all") {
		told.Hint = "ensure it again: then it is found, or made"
	}
	return &told
}
