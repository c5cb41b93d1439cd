package ensure

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// lose makes every create arrive, or not, without an answer.
func (w *world) lose(applied bool) {
	w.create = func(_ context.Context, apply func() string) (string, error) {
		if applied {
			apply()
		}
		return "", was(classcloud.OutcomeUnknown, classcloud.Unavailable)
	}
}

func TestWhatOtherKeysHaveIsNotTaken(t *testing.T) {
	within(t, func(w *world) {
		_, err := w.ensure("a")
		require.NoError(w, err)
		w.lose(false)
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1m0s`, text(w.ensure("b")), "what looks like it is another key's")
		w.lose(true)
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1m0s`, text(w.ensure("c")), "b's may still come")
		time.Sleep(time.Minute)
		assert.Equal(w, `"102" existed=true differs=false`, text(w.ensure("c")))
	})
}

func TestWhatIsOlderThanTheAttemptIsNotTaken(t *testing.T) {
	within(t, func(w *world) {
		w.add("algebra", "by hand")
		time.Sleep(time.Hour + time.Second)
		w.lose(false)
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1m0s`, text(w.ensure("a")))
		w.lose(true)
		time.Sleep(time.Minute)
		assert.Equal(w, `"102" existed=true differs=false`, text(w.ensure("a")))
	})
}

// A little older may be a matter of clocks.
func TestAThingThatSeemsOlderThanTheAttempt(t *testing.T) {
	within(t, func(w *world) {
		w.add("algebra", "as sent")
		time.Sleep(time.Hour)
		w.lose(false)
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("a")))
	})
}

// Since it was proven that there is none, what is older than that is not the key's.
func TestAbsenceIsANewBeginning(t *testing.T) {
	within(t, func(w *world) {
		w.delay = 3 * time.Hour
		w.lose(false)
		_, err := w.ensure("a")
		require.ErrorIs(w, err, classcloud.Aborted)
		time.Sleep(30 * time.Minute)
		w.add("algebra", "by hand")
		time.Sleep(90 * time.Minute)
		_, err = w.ensure("a")
		require.ErrorIs(w, err, classcloud.Aborted)
		require.Equal(w, 2, w.count("create"))
		time.Sleep(2 * time.Hour)
		w.delay, w.create = 0, nil
		assert.Equal(w, `"102" existed=false differs=false`, text(w.ensure("a")))
	})
}

func TestAThingThatWasMadeWithAnotherRequest(t *testing.T) {
	within(t, func(w *world) {
		w.lose(true)
		w.delay = time.Second
		_, err := w.ensure("a")
		require.ErrorIs(w, err, classcloud.Aborted)
		time.Sleep(time.Second)
		made, err := Do(w.Context(), Key{Journal: w.journal, Key: "a"}, w.plan("algebra", "with another colour"))
		assert.Equal(w, `"101" existed=true differs=true`, text(made, err))
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("a")))
	})
}

// After absence was proven, the request of the new attempt counts.
func TestAnotherRequestAfterAbsence(t *testing.T) {
	within(t, func(w *world) {
		w.lose(false)
		_, err := w.ensure("a")
		require.ErrorIs(w, err, classcloud.Aborted)
		time.Sleep(time.Minute)
		w.lose(true)
		for range 2 {
			made, err := Do(w.Context(), Key{Journal: w.journal, Key: "a"}, w.plan("algebra", "with another colour"))
			assert.Equal(w, `"101" existed=true differs=false`, text(made, err))
		}
	})
}

// Between the look and the record another key, whose request was the same, takes the thing.
func TestAThingThatIsTakenMeanwhile(t *testing.T) {
	within(t, func(w *world) {
		w.lose(true)
		w.journal.fail = func(what string, e classcloud.JournalEntry) error {
			if what != "save" || e.ID != "101" {
				return nil
			}
			return w.journal.MemoryJournal.Save(w.Context(), classcloud.JournalEntry{Scope: e.Scope, Key: "another", ID: "101"})
		}
		made, err := w.ensure("a")
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1m0s`, text(made, err))
		entry := w.entry("a")
		assert.True(w, entry.ExpireTime.IsZero(), "the key was given back")
	})
}

// What may look otherwise is not taken; what another key has does not stand in the way.
func TestAThingOfWhichTheVendorDoesNotShowEnough(t *testing.T) {
	within(t, func(w *world) {
		plan := w.plan("algebra", "as sent")
		find := plan.Find
		plan.Find = func(ctx context.Context, since time.Time) ([]Candidate[thing], error) {
			found, err := find(ctx, since)
			for i := range found {
				found[i].Unsure = "its colour is not shown"
			}
			return found, err
		}
		_, err := w.ensure("another")
		require.NoError(w, err)
		w.lose(false)
		made, err := Do(w.Context(), Key{Journal: w.journal, Key: "a"}, plan)
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1m0s`, text(made, err))
		w.lose(true)
		time.Sleep(time.Minute)
		made, err = Do(w.Context(), Key{Journal: w.journal, Key: "a"}, plan)
		assert.Equal(w, `"" existed=false differs=false FailedPrecondition Unknown after 0s`, text(made, err))
		require.ErrorContains(w, err, "its colour is not shown")
		ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err)
		require.True(w, ok)
		assert.Equal(w, []string{"102"}, ambiguous.IDs)
	})
}

// A thing without a time may be the one.
func TestAThingWithoutATime(t *testing.T) {
	within(t, func(w *world) {
		w.things = []thing{{id: "7", look: "algebra"}}
		w.lose(false)
		assert.Equal(w, `"7" existed=true differs=false`, text(w.ensure("a")))
	})
}

func TestTwoKeysInDoubtThatLookTheSame(t *testing.T) {
	plan := func(w *world, sent string) func(key string) (Made[thing], error) {
		return func(key string) (Made[thing], error) {
			return Do(w.Context(), Key{Journal: w.journal, Key: key}, w.plan("algebra", sent))
		}
	}
	within(t, func(w *world) { // one request: the things are the same
		w.delay = time.Second
		w.lose(true)
		for _, key := range []string{"a", "b"} {
			_, err := w.ensure(key)
			require.ErrorIs(w, err, classcloud.Aborted)
		}
		time.Sleep(59 * time.Second)
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1s`, text(w.ensure("b")), "its own may still come")
		time.Sleep(time.Second)
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("b")))
		assert.Equal(w, `"102" existed=true differs=false`, text(w.ensure("a")))
	})
	within(t, func(w *world) { // two requests: nobody knows which thing has what
		w.delay = time.Second
		w.lose(true)
		small, large := plan(w, "small"), plan(w, "large")
		_, err := small("a")
		require.ErrorIs(w, err, classcloud.Aborted)
		w.lose(false)
		_, err = large("b")
		require.ErrorIs(w, err, classcloud.Aborted)
		time.Sleep(time.Minute)
		for _, try := range []func() (Made[thing], error){func() (Made[thing], error) { return small("a") }, func() (Made[thing], error) { return large("b") }} {
			_, err = try()
			ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err)
			require.True(w, ok, "%v", err)
			assert.Equal(w, []string{"101"}, ambiguous.IDs)
			assert.Len(w, ambiguous.Keys, 1)
		}
		w.create = nil
		assert.Equal(w, `"102" existed=false differs=false`, text(large("c")), "a key that is not in doubt is not held up")
	})
	within(t, func(w *world) { // the other is at work
		w.lose(true)
		w.delay = time.Second
		_, err := plan(w, "small")("a")
		require.ErrorIs(w, err, classcloud.Aborted)
		came := make(chan string)
		w.create = func(_ context.Context, apply func() string) (string, error) {
			id := apply()
			time.Sleep(10 * time.Second)
			return id, nil
		}
		go func() { came <- text(plan(w, "large")("b")) }()
		time.Sleep(2 * time.Second)
		made, err := plan(w, "small")("a")
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 2m58s`, text(made, err))
		assert.ErrorContains(w, err, "ensure it again")
		assert.Equal(w, `"102" existed=false differs=false`, <-came)
		assert.Equal(w, `"101" existed=true differs=false`, text(plan(w, "small")("a")))
	})
	within(t, func(w *world) { // more things than keys
		w.delay = time.Second
		w.lose(true)
		_, err := w.ensure("a")
		require.ErrorIs(w, err, classcloud.Aborted)
		w.add("algebra", "by hand")
		time.Sleep(time.Hour)
		_, err = w.ensure("a")
		ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err)
		require.True(w, ok, "%v", err)
		assert.Equal(w, []string{"101", "102"}, ambiguous.IDs)
	})
}

func TestASearchThatFails(t *testing.T) {
	within(t, func(w *world) {
		w.lose(true)
		w.find = func() error {
			return &classcloud.Error{Kind: classcloud.ResourceExhausted, RetryAfter: 3 * time.Second, Outcome: classcloud.OutcomeNotSent}
		}
		made, err := w.ensure("a")
		assert.Equal(w, `"" existed=false differs=false ResourceExhausted Unknown after 3s`, text(made, err))
		assert.ErrorContains(w, err, "not known whether it was made")
		w.find = nil
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("a")), "the key was given back")
		assert.Equal(w, 1, w.count("create"))
	})
}
