package ensure

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
)

// look searches for a thing that an earlier attempt may have made, and takes it.
func (r *run[T]) look(ctx context.Context) (Made[T], step, error) {
	asked := r.now()
	since := r.entry.BeginTime.Add(-oldest)
	candidates, err := r.plan.Find(ctx, since)
	if err != nil {
		return Made[T]{}, end, r.notFound(err)
	}
	candidates = r.possible(candidates, since)
	if len(candidates) == 0 {
		return r.absent(ctx, asked)
	}
	candidates, rivals, err := r.unowned(ctx, candidates)
	if err != nil {
		return Made[T]{}, end, r.doubtful(classcloud.Unavailable, "the journal did not say whose the things are that look like it: "+err.Error(), errors.Join(err, r.cause))
	}
	if len(candidates) == 0 {
		return r.absent(ctx, asked)
	}
	if err := r.unsure(candidates); err != nil {
		return Made[T]{}, end, err
	}
	if err := r.choice(asked, candidates, rivals); err != nil {
		return Made[T]{}, end, err
	}
	found := candidates[0]
	made, next, err := r.record(ctx, Made[T]{Thing: found.Thing, ID: found.ID, Existed: true})
	if errors.Is(err, classcloud.ErrJournalTaken) {
		return Made[T]{}, look, nil
	}
	return made, next, err
}

// possible leaves out what is too old to come from an attempt, and puts in what this worker made itself. The oldest is first.
func (r *run[T]) possible(candidates []Candidate[T], since time.Time) []Candidate[T] {
	candidates = slices.DeleteFunc(candidates, func(c Candidate[T]) bool { return !c.CreateTime.IsZero() && c.CreateTime.Before(since) })
	if r.mine != nil && !slices.ContainsFunc(candidates, func(c Candidate[T]) bool { return c.ID == r.mine.ID }) {
		candidates = append(candidates, Candidate[T]{ID: r.mine.ID, Thing: r.mine.Thing})
	}
	slices.SortFunc(candidates, func(a, b Candidate[T]) int {
		return cmp.Or(a.CreateTime.Compare(b.CreateTime), cmp.Compare(a.ID, b.ID))
	})
	return candidates
}

// unowned leaves out what other keys have, and returns the keys whose things look the same and are not recorded yet. The list was read
// before the journal: whoever made something that is in the list was in the journal by then.
func (r *run[T]) unowned(ctx context.Context, candidates []Candidate[T]) ([]Candidate[T], []classcloud.JournalEntry, error) {
	alike, err := r.Journal.Alike(ctx, r.plan.scope, r.entry.Look, ids(candidates))
	if err != nil {
		return nil, nil, err
	}
	var rivals []classcloud.JournalEntry
	for _, other := range alike {
		switch {
		case other.Key == r.entry.Key:
		case other.ID != "":
			candidates = slices.DeleteFunc(candidates, func(c Candidate[T]) bool { return c.ID == other.ID })
		case other.IsOpen():
			rivals = append(rivals, other)
		}
	}
	return candidates, rivals, nil
}

func ids[T any](candidates []Candidate[T]) []string {
	all := make([]string, len(candidates))
	for i, c := range candidates {
		all[i] = c.ID
	}
	return all
}

// unsure refuses things that may look otherwise, for all that the vendor shows.
func (r *run[T]) unsure(candidates []Candidate[T]) error {
	for _, c := range candidates {
		if c.Unsure != "" {
			e := r.ambiguous(ids(candidates), nil)
			e.Message = c.Unsure + ": " + e.Message
			return e
		}
	}
	return nil
}

// choice refuses to choose between things that differ in what nobody sees, those of keys with other requests, and more things than keys.
// Between things that were made by one and the same request there is nothing to choose, but only once all of them are in the list: if one
// key took another's thing before its own was there, nobody would take that.
func (r *run[T]) choice(asked time.Time, candidates []Candidate[T], rivals []classcloud.JournalEntry) error {
	if len(rivals) == 0 && len(candidates) == 1 && r.mine == nil {
		return nil
	}
	var keys []string
	known := r.settled(r.entry)
	same := true
	for _, other := range rivals {
		keys = append(keys, other.Key)
		same = same && other.Sent == r.entry.Sent
		if at := r.settled(other); at.After(known) {
			known = at
		}
	}
	same = same && len(candidates) <= 1+len(rivals)
	if same && !asked.Before(known) {
		return nil
	}
	e := r.ambiguous(ids(candidates), keys)
	if asked.Before(known) && (same || len(rivals) > 0) {
		e.Kind, e.RetryAfter = classcloud.Aborted, max(known.Sub(r.now()), time.Millisecond)
		e.Hint = "what was begun a moment ago may still come: ensure it again after that"
	}
	return e
}

// settled is when the list shows all that a key may have made.
func (r *run[T]) settled(e classcloud.JournalEntry) time.Time {
	if e.DoubtTime.IsZero() {
		return e.ExpireTime.Add(r.Settle)
	}
	return e.DoubtTime.Add(r.Settle)
}

// absent decides what it means that the vendor has no such thing: nothing, as long as it may be on its way.
func (r *run[T]) absent(ctx context.Context, asked time.Time) (Made[T], step, error) {
	if known := r.settled(r.entry); asked.Before(known) {
		e := r.doubtful(classcloud.Aborted, "an earlier attempt may have made it: the vendor does not list it yet, and its lists may be late", r.cause)
		e.RetryAfter, e.Hint = max(known.Sub(r.now()), time.Millisecond), "ensure it again after RetryAfter: then it is found, or made"
		return Made[T]{}, end, e
	}
	return r.begin(ctx, r.now())
}
