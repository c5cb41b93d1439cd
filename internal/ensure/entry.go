package ensure

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/go-classcloud/classcloud"
)

// now returns the client's time as a journal keeps it.
func (r *run[T]) now() time.Time { return milliseconds(r.plan.clock.Now()) }

func milliseconds(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// take reads the entry, waits while another worker is making the thing, and decides what is to do. Only who makes the thing has the key for
// himself: any number may look for it, and the journal lets one record what he found.
func (r *run[T]) take(ctx context.Context) (Made[T], step, error) {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		e, err := r.Journal.Entry(ctx, r.plan.scope, r.Key.Key)
		if err != nil {
			r.cause = cmp.Or(r.cause, err) // what was begun before, nobody knows
			return Made[T]{}, end, r.unbegun(ctx, "the journal could not be read", err)
		}
		r.entry = e
		now := r.now()
		left := e.ExpireTime.Sub(now)
		switch {
		case e.ID != "":
			return r.done(ctx)
		case e.IsOpen() && e.Look != r.plan.Look && r.ID == "":
			return Made[T]{}, end, r.changed()
		case left > 0:
			if err := r.plan.clock.Sleep(ctx, min(pause, left)); err != nil {
				return Made[T]{}, end, r.unbegun(ctx, "another worker has the key", err)
			}
			continue
		}
		if e.DoubtTime.IsZero() {
			r.entry.DoubtTime = e.ExpireTime // of somebody who was not heard of again
		}
		switch {
		case r.ID != "":
			return r.given(ctx)
		case !r.entry.DoubtTime.IsZero():
			return Made[T]{}, look, nil
		case r.mine != nil:
			return r.record(ctx, *r.mine)
		}
		return r.begin(ctx, now)
	}
}

// begin takes a key of which nothing was made.
func (r *run[T]) begin(ctx context.Context, now time.Time) (Made[T], step, error) {
	e := r.entry
	e.Look, e.Sent, e.BeginTime = r.plan.Look, r.plan.sent, now
	e.DoubtTime, e.ExpireTime = time.Time{}, milliseconds(now.Add(r.Lease))
	switch err := r.Journal.Save(ctx, e); {
	case errors.Is(err, classcloud.ErrJournalConflict):
		return Made[T]{}, take, nil
	case err != nil:
		return Made[T]{}, end, r.unbegun(ctx, "the journal could not be written", err)
	}
	e.Version++
	r.entry = e
	return Made[T]{}, create, nil
}

// save writes the entry, though the caller may have given up.
func (r *run[T]) save(ctx context.Context) error {
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTime)
	defer cancel()
	err := r.Journal.Save(within, r.entry)
	if err == nil {
		r.entry.Version++
	}
	return err
}

// saveSurely writes the entry of a thing that exists, and tries again when the journal fails. If it was the answer that got lost, the next
// try is a conflict.
func (r *run[T]) saveSurely(ctx context.Context) (err error) {
	for try, pause := 0, firstPause; ; try, pause = try+1, 4*pause {
		if err = r.save(ctx); err == nil || errors.Is(err, classcloud.ErrJournalConflict) || errors.Is(err, classcloud.ErrJournalTaken) || try == mostSaves {
			return err
		}
		if r.plan.clock.Sleep(ctx, pause) != nil {
			return err
		}
	}
}

// giveBack ends the lease of a thing that was not made. Where that fails, the lease ends by itself.
func (r *run[T]) giveBack(ctx context.Context) {
	r.entry.ExpireTime = time.Time{}
	_ = r.save(ctx)
}
