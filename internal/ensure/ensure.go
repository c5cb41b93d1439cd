// Package ensure makes a thing once under a caller's key, for vendors that know no key: what was begun stands in a classcloud.Journal, and
// after an attempt of which nobody knows the outcome, the thing is looked for before it is made again.
package ensure

import (
	"context"
	"errors"
	"time"

	"github.com/go-classcloud/classcloud"
)

const (
	defaultLease = 2 * time.Minute
	firstPause   = 20 * time.Millisecond // between two looks at a key that another worker has
	lastPause    = time.Second
	saveTime     = 10 * time.Second // for the journal to record what came out, though the caller gave up
	mostSaves    = 4                // of a thing that exists
	mostSteps    = 64               // of an Ensure that others always come before
	oldest       = time.Hour        // how much older than its first attempt a thing may seem, because clocks differ
)

// Key is what the caller says of the thing to make.
type Key struct {
	Journal classcloud.Journal
	Key     string
	ID      string        // of the thing, where the caller knows it after an AmbiguousError
	Lease   time.Duration // how long a worker has the key at most; 0 means 2 min
	Settle  time.Duration // how long after an attempt its thing may be missing from the vendor's lists; 0 means what the plan says
}

// Plan is how a vendor makes a thing and finds it again. T is the thing as the vendor shows it.
type Plan[T any] struct {
	Subject
	Look   string        // what the vendor shows of the thing
	Settle time.Duration // the default of Key.Settle

	Create func(context.Context) (thing *T, id string, err error)
	Find   func(ctx context.Context, since time.Time) ([]Candidate[T], error) // all that have the look and were made after since, or the error that says why that is not known
	Get    func(ctx context.Context, id string) (*T, error)
	Bare   func(id string) *T // a thing of which nothing but the id is known
}

// Candidate is a thing that looks like the one that was begun.
type Candidate[T any] struct {
	ID         string
	CreateTime time.Time // zero where the vendor does not say
	Unsure     string    // why it is not certain that it has the look: then it is not taken, unless another key has it; otherwise empty
	Thing      *T
}

// Made is what an Ensure returns. Thing is nil and ID empty where no thing is known.
type Made[T any] struct {
	Thing   *T
	ID      string
	Existed bool // it was there before this call
	Differs bool // it was made with another request
}

// step is what an Ensure does next.
type step uint8

const (
	end    step = iota // it returns
	take               // it takes the key
	look               // it looks for the thing of an earlier attempt
	create             // it makes the thing: there is none
)

// run is one Ensure.
type run[T any] struct {
	Key
	plan  *Plan[T]
	entry classcloud.JournalEntry // as it is stored while this worker has the key
	mine  *Made[T]                // what this worker made and could not record, because another had taken the key over
	cause error                   // of the doubt: why nobody knows whether there is a thing
}

// Do finds the thing or makes it.
func Do[T any](ctx context.Context, key Key, plan *Plan[T]) (made Made[T], err error) {
	r := &run[T]{Key: key, plan: plan}
	if r.Lease <= 0 {
		r.Lease = defaultLease
	}
	if r.Settle <= 0 {
		r.Settle = plan.Settle
	}
	next := take
	for range mostSteps {
		switch next {
		case take:
			made, next, err = r.take(ctx)
		case look:
			made, next, err = r.look(ctx)
		case create:
			made, next, err = r.create(ctx)
		case end:
			if made.ID != "" && made.Thing == nil {
				made.Thing = plan.Bare(made.ID)
			}
			return made, repeatable(err)
		}
	}
	return Made[T]{}, repeatable(r.doubtful(classcloud.Aborted, "others kept changing the entry: ensure it again", r.cause))
}

// done returns the thing that the journal knows.
func (r *run[T]) done(ctx context.Context) (Made[T], step, error) {
	id := r.entry.ID
	switch {
	case r.mine != nil && r.mine.ID != id:
		return Made[T]{ID: id, Existed: true}, end, r.ambiguous([]string{r.mine.ID, id}, nil)
	case r.mine != nil:
		return *r.mine, end, nil
	case r.ID != "" && r.ID != id:
		return Made[T]{ID: id, Existed: true}, end, r.refuse("ID", "is not the thing of this key, which is "+id)
	}
	thing, err := r.plan.Get(ctx, id)
	if err != nil {
		return Made[T]{Thing: thing, ID: id, Existed: true}, end, r.unread(err)
	}
	return Made[T]{Thing: thing, ID: id, Existed: true, Differs: r.entry.Sent != r.plan.sent}, end, nil
}

// given takes the thing that the caller says is the key's.
func (r *run[T]) given(ctx context.Context) (Made[T], step, error) {
	thing, err := r.plan.Get(ctx, r.ID)
	switch {
	case err != nil && r.entry.IsOpen():
		return Made[T]{}, end, r.known(err, classcloud.OutcomeUnknown)
	case err != nil:
		return Made[T]{}, end, r.keyed(err)
	}
	if !r.entry.IsOpen() { // it was never begun
		r.entry.Look, r.entry.Sent = r.plan.Look, r.plan.sent
	}
	made, next, err := r.record(ctx, Made[T]{Thing: thing, ID: r.ID, Existed: true})
	if errors.Is(err, classcloud.ErrJournalTaken) {
		return Made[T]{}, end, r.refuse("ID", "is the thing of another key")
	}
	return made, next, err
}

// create makes the thing. Nothing of the key exists when it begins.
func (r *run[T]) create(ctx context.Context) (Made[T], step, error) {
	within, cancel := context.WithTimeout(ctx, r.entry.ExpireTime.Sub(r.now()))
	defer cancel()
	thing, id, failure := r.plan.Create(within)
	switch {
	case id != "":
		r.entry.Look, r.entry.Sent = r.plan.Look, r.plan.sent
		made, next, err := r.record(ctx, Made[T]{Thing: thing, ID: id})
		if errors.Is(err, classcloud.ErrJournalTaken) { // by a key with the same request, whose own thing is to be had instead
			return r.lost(ctx, err)
		}
		return made, next, r.beside(failure, err)
	case classcloud.MaybeApplied(failure):
		return r.lost(ctx, failure)
	default:
		r.giveBack(ctx)
		return Made[T]{}, end, r.keyed(failure)
	}
}

// lost remembers that there may be a thing, and looks for it at once.
func (r *run[T]) lost(ctx context.Context, cause error) (Made[T], step, error) {
	r.cause = cause
	r.entry.DoubtTime, r.entry.ExpireTime = r.now(), time.Time{}
	switch err := r.save(ctx); {
	case errors.Is(err, classcloud.ErrJournalConflict):
		return Made[T]{}, take, nil
	case err != nil: // the lease stays, and stands for the doubt when it ends
		return Made[T]{}, end, r.doubtful(classcloud.Unavailable, "the journal could not record that it may exist: "+err.Error(), cause)
	}
	return Made[T]{}, look, nil
}

// record writes the id of the thing to the journal. What could not be recorded is not handed over: another key with the same request may take it.
func (r *run[T]) record(ctx context.Context, made Made[T]) (Made[T], step, error) {
	open := r.entry
	made.Differs = r.entry.Sent != r.plan.sent
	r.entry.ID, r.entry.ExpireTime, r.entry.DoubtTime = made.ID, time.Time{}, time.Time{}
	err := r.saveSurely(ctx)
	if err == nil {
		return made, end, nil
	}
	r.entry = open
	switch {
	case errors.Is(err, classcloud.ErrJournalTaken):
		return Made[T]{}, end, err
	case errors.Is(err, classcloud.ErrJournalConflict) && made.Existed:
		return Made[T]{}, take, nil
	case errors.Is(err, classcloud.ErrJournalConflict):
		r.mine = &made
		return Made[T]{}, take, nil
	}
	e := r.failure(classcloud.Unavailable, made.ID+" exists, but the journal could not record it: "+err.Error(), classcloud.OutcomeApplied)
	e.Err, e.Hint = err, "ensure it again when the journal is back"
	return Made[T]{}, end, e
}
