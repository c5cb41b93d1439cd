package ensure

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// world is a vendor and a journal in a bubble whose time passes when everybody waits.
type world struct {
	*testing.T
	*cloud
	journal *brittle
}

func within(t *testing.T, f func(*world)) {
	synctest.Test(t, func(t *testing.T) {
		f(&world{t, &cloud{}, &brittle{}})
	})
}

func (w *world) ensure(key string) (Made[thing], error) {
	return Do(w.Context(), Key{Journal: w.journal, Key: key}, w.plan("algebra", "as sent"))
}

func (w *world) entry(key string) classcloud.JournalEntry {
	e, err := w.journal.MemoryJournal.Entry(w.Context(), "cloud:1/thing", key)
	require.NoError(w, err)
	return e
}

func TestAThingIsMadeAndThenFoundInTheJournal(t *testing.T) {
	within(t, func(w *world) {
		assert.Equal(w, `"101" existed=false differs=false`, text(w.ensure("a")))
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("a")))
		assert.Equal(w, `"102" existed=false differs=false`, text(w.ensure("b")), "another key is another thing")
		assert.Equal(w, []string{"create", "get", "create"}, w.calls, "nothing is looked for")
		made, err := Do(w.Context(), Key{Journal: w.journal, Key: "a"}, w.plan("geometry", "otherwise"))
		assert.Equal(w, `"101" existed=true differs=true`, text(made, err))
		w.things = w.things[1:]
		made, err = w.ensure("a")
		assert.Equal(w, `"101" existed=true differs=false NotFound NotApplied after 0s`, text(made, err))
		assert.ErrorContains(w, err, "another key")
		assert.False(w, w.entry("a").IsOpen())
	})
}

func TestARefusalLeavesTheKeyFree(t *testing.T) {
	within(t, func(w *world) {
		for _, outcome := range []classcloud.Outcome{classcloud.OutcomeNotApplied, classcloud.OutcomeNotSent} {
			w.create = func(context.Context, func() string) (string, error) {
				return "", was(outcome, classcloud.ResourceExhausted)
			}
			made, err := w.ensure("a")
			assert.Empty(w, made.ID)
			e, ok := errors.AsType[*classcloud.Error](err)
			require.True(w, ok)
			assert.Equal(w, "a", e.Key)
			assert.Equal(w, "Things.Create", e.Operation)
			assert.False(w, classcloud.MaybeApplied(err))
			entry := w.entry("a")
			assert.False(w, entry.IsOpen())
		}
		w.create = nil
		made, err := Do(w.Context(), Key{Journal: w.journal, Key: "a"}, w.plan("geometry", "otherwise"))
		assert.Equal(w, `"101" existed=false differs=false`, text(made, err), "with any request")
		assert.Zero(w, w.count("find"))
	})
}

func TestALostReplyIsLookedForAtOnce(t *testing.T) {
	within(t, func(w *world) {
		w.create = func(_ context.Context, apply func() string) (string, error) {
			apply()
			return "", was(classcloud.OutcomeUnknown, classcloud.Unavailable)
		}
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("a")))
		assert.Equal(w, []string{"create", "find"}, w.calls)
	})
}

func TestALostReplyThatProvesNothing(t *testing.T) {
	within(t, func(w *world) {
		w.create = func(context.Context, func() string) (string, error) {
			return "", was(classcloud.OutcomeUnknown, classcloud.Unavailable)
		}
		made, err := w.ensure("a")
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1m0s`, text(made, err))
		assert.ErrorContains(w, err, "its lists may be late")
		e, _ := errors.AsType[*classcloud.Error](err)
		assert.True(w, e.Repeatable, "an Ensure finds what an earlier one made")
		assert.True(w, classcloud.MaybeApplied(err))
		assert.ErrorContains(w, errors.Unwrap(err), "as the test wants it")

		w.create = nil
		time.Sleep(59 * time.Second)
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1s`, text(w.ensure("a")))
		made, err = Do(w.Context(), Key{Journal: w.journal, Key: "a"}, w.plan("geometry", "otherwise"))
		assert.Equal(w, `"" existed=false differs=false FailedPrecondition Unknown after 0s`, text(made, err), "a key in doubt keeps what it asked for")
		assert.Equal(w, 1, w.count("create"))

		time.Sleep(time.Second)
		assert.Equal(w, `"101" existed=false differs=false`, text(w.ensure("a")), "now the list proves it")
	})
}

func TestAThingThatTheListShowsLate(t *testing.T) {
	within(t, func(w *world) {
		w.delay = 30 * time.Second
		w.create = func(_ context.Context, apply func() string) (string, error) {
			apply()
			return "", was(classcloud.OutcomeUnknown, classcloud.Unavailable)
		}
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1m0s`, text(w.ensure("a")))
		time.Sleep(30 * time.Second)
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("a")))
		assert.Equal(w, 1, w.count("create"))
	})
}

func TestAWorkerThatDied(t *testing.T) {
	for name, applied := range map[string]bool{"after it sent": true, "before it sent": false} {
		t.Run(name, func(t *testing.T) {
			within(t, func(w *world) {
				w.create = func(_ context.Context, apply func() string) (string, error) {
					if applied {
						apply()
					}
					panic("killed")
				}
				assert.Panics(w, func() { _, _ = w.ensure("a") })
				w.create = nil
				begun := time.Now()
				made, err := w.ensure("a") // waits for the lease
				assert.GreaterOrEqual(w, time.Since(begun), 2*time.Minute)
				if applied {
					assert.Equal(w, `"101" existed=true differs=false`, text(made, err))
					return
				}
				assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1m0s`, text(made, err))
				time.Sleep(time.Minute)
				assert.Equal(w, `"101" existed=false differs=false`, text(w.ensure("a")))
			})
		})
	}
}

func TestTwoWorkersWithOneKey(t *testing.T) {
	within(t, func(w *world) {
		w.create = func(_ context.Context, apply func() string) (string, error) {
			time.Sleep(5 * time.Second)
			return apply(), nil
		}
		came := make(chan string, 4)
		for range cap(came) {
			go func() { came <- text(w.ensure("a")) }()
		}
		made := map[string]int{}
		for range cap(came) {
			made[<-came]++
		}
		assert.Equal(w, map[string]int{`"101" existed=false differs=false`: 1, `"101" existed=true differs=false`: 3}, made)

		w.create = func(_ context.Context, apply func() string) (string, error) { // one that hangs, and one that does not wait for it
			time.Sleep(time.Minute)
			return apply(), nil
		}
		go func() { came <- text(w.ensure("b")) }()
		time.Sleep(time.Second)
		impatient, cancel := context.WithTimeout(w.Context(), time.Second)
		defer cancel()
		_, err := Do(impatient, Key{Journal: w.journal, Key: "b"}, w.plan("algebra", "as sent"))
		require.ErrorIs(w, err, classcloud.DeadlineExceeded)
		require.ErrorIs(w, err, context.DeadlineExceeded)
		assert.True(w, classcloud.MaybeApplied(err))
		<-came
	})
}

func TestTheLeaseBoundsACreate(t *testing.T) {
	within(t, func(w *world) {
		w.create = func(ctx context.Context, apply func() string) (string, error) {
			<-ctx.Done()
			return "", was(classcloud.OutcomeUnknown, classcloud.DeadlineExceeded)
		}
		begun := time.Now()
		_, err := Do(w.Context(), Key{Journal: w.journal, Key: "a", Lease: 7 * time.Second}, w.plan("algebra", "as sent"))
		assert.ErrorIs(w, err, classcloud.Aborted)
		assert.Equal(w, 7*time.Second, time.Since(begun))
	})
}

// A worker whose lease ran out while the vendor's answer was on its way, and another that took the key over.
func TestAnAnswerAfterTheLease(t *testing.T) {
	for name, listed := range map[string]bool{"found by the other": true, "missed by the other": false} {
		t.Run(name, func(t *testing.T) {
			within(t, func(w *world) {
				if !listed {
					w.delay = time.Hour
				}
				w.create = func(_ context.Context, apply func() string) (string, error) {
					id := apply()
					time.Sleep(4 * time.Minute)
					return id, nil
				}
				came := make(chan string)
				go func() {
					made, err := w.ensure("a")
					came <- text(made, err)
					if ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err); ok {
						assert.Equal(w, []string{"101", "102"}, ambiguous.IDs)
					}
				}()
				time.Sleep(3*time.Minute + time.Second)
				w.mu.Lock()
				w.create = nil
				w.mu.Unlock()
				other, err := w.ensure("a")
				if listed {
					assert.Equal(w, `"101" existed=true differs=false`, text(other, err))
					assert.Equal(w, `"101" existed=false differs=false`, <-came)
					return
				}
				assert.Equal(w, `"102" existed=false differs=false`, text(other, err))
				assert.Equal(w, `"102" existed=true differs=false FailedPrecondition Unknown after 0s`, <-came, "two were made, and both are named")
			})
		})
	}
}

// The other that took the key over does not know either what came of its attempt.
func TestAnAnswerAfterTheLeaseAndAnotherDoubt(t *testing.T) {
	for name, applied := range map[string]bool{"the other's came": true, "the other's did not come": false} {
		t.Run(name, func(t *testing.T) {
			within(t, func(w *world) {
				w.delay = time.Hour
				w.create = func(_ context.Context, apply func() string) (string, error) {
					id := apply()
					time.Sleep(4 * time.Minute)
					return id, nil
				}
				came := make(chan string)
				go func() { came <- text(w.ensure("a")) }()
				time.Sleep(3*time.Minute + time.Second)
				w.mu.Lock()
				w.lose(applied)
				w.mu.Unlock()
				_, err := w.ensure("a")
				require.ErrorIs(w, err, classcloud.Aborted)
				assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1s`, <-came)
				w.delay = 0
				time.Sleep(time.Second)
				made, err := w.ensure("a")
				if applied {
					ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err)
					require.True(w, ok, "%v", err)
					assert.Equal(w, []string{"101", "102"}, ambiguous.IDs)
					return
				}
				assert.Equal(w, `"101" existed=true differs=false`, text(made, err))
			})
		})
	}
}

// The other that took the key over was refused: nothing but the first worker's is there.
func TestAnAnswerAfterTheLeaseAndARefusal(t *testing.T) {
	within(t, func(w *world) {
		w.delay = time.Hour
		w.create = func(_ context.Context, apply func() string) (string, error) {
			id := apply()
			time.Sleep(4 * time.Minute)
			return id, nil
		}
		came := make(chan string)
		go func() { came <- text(w.ensure("a")) }()
		time.Sleep(3*time.Minute + time.Second)
		w.mu.Lock()
		w.create = func(context.Context, func() string) (string, error) {
			return "", was(classcloud.OutcomeNotApplied, classcloud.ResourceExhausted)
		}
		w.mu.Unlock()
		_, err := w.ensure("a")
		require.ErrorIs(w, err, classcloud.ResourceExhausted)
		assert.Equal(w, `"101" existed=false differs=false`, <-came)
		assert.Equal(w, 2, w.count("create"))
	})
}

func TestAResultBesideAnError(t *testing.T) {
	within(t, func(w *world) {
		w.create = func(_ context.Context, apply func() string) (string, error) {
			return apply(), was(classcloud.OutcomeApplied, classcloud.FailedPrecondition) // a warning made strict
		}
		assert.Equal(w, `"101" existed=false differs=false FailedPrecondition Applied after 0s`, text(w.ensure("a")))
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("a")))
	})
}

// A success under a status that says otherwise is a doubt with an id, which the journal has: another Ensure finds it, and the error says so.
func TestADoubtBesideAnID(t *testing.T) {
	within(t, func(w *world) {
		w.create = func(_ context.Context, apply func() string) (string, error) {
			return apply(), &classcloud.Error{Kind: classcloud.Internal, Hint: "Rooms.Find looks; Rooms.Ensure does it all"}
		}
		_, err := w.ensure("a")
		e, is := err.(*classcloud.Error) //nolint:errorlint // itself, and not within another
		require.True(w, is, "%T", err)
		assert.Equal(w, []any{classcloud.Internal, "a", true, "ensure it again: then it is found, or made"}, []any{e.Kind, e.Key, e.Repeatable, e.Hint})
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("a")))
		assert.Equal(w, 1, w.count("create"))
	})
}

// Where the journal fails besides, both are told.
func TestADoubtThatIsNotRecorded(t *testing.T) {
	failure := was(classcloud.OutcomeUnknown, classcloud.Internal)
	unrecorded := was(classcloud.OutcomeApplied, classcloud.Unavailable)
	err := new(run[thing]).beside(failure, unrecorded)
	require.ErrorIs(t, err, classcloud.Unavailable)
	require.ErrorIs(t, err, classcloud.Internal)
	assert.Same(t, unrecorded, err)
	assert.NoError(t, new(run[thing]).beside(nil, nil))
}

// A read that fails says nothing of the thing, of which the journal or a doubt knows more.
func TestAThingThatCannotBeRead(t *testing.T) {
	within(t, func(w *world) {
		plan := w.plan("algebra", "as sent")
		plan.Get = func(context.Context, string) (*thing, error) {
			return nil, was(classcloud.OutcomeNotApplied, classcloud.Unavailable)
		}
		_, err := w.ensure("a")
		require.NoError(w, err)
		made, err := Do(w.Context(), Key{Journal: w.journal, Key: "a"}, plan)
		assert.Equal(w, `"101" existed=true differs=false Unavailable Applied after 0s`, text(made, err))
		assert.NotNil(w, made.Thing)

		made, err = Do(w.Context(), Key{Journal: w.journal, Key: "b", ID: "7"}, plan)
		assert.Equal(w, `"" existed=false differs=false Unavailable NotApplied after 0s`, text(made, err))
		w.lose(false)
		_, err = w.ensure("b")
		require.ErrorIs(w, err, classcloud.Aborted)
		made, err = Do(w.Context(), Key{Journal: w.journal, Key: "b", ID: "7"}, plan)
		assert.Equal(w, `"" existed=false differs=false Unavailable Unknown after 0s`, text(made, err))
	})
}

func TestTheCallersOwnDecision(t *testing.T) {
	within(t, func(w *world) {
		w.add("algebra", "by hand")
		w.add("algebra", "by hand")
		w.create = func(context.Context, func() string) (string, error) {
			return "", was(classcloud.OutcomeUnknown, classcloud.Unavailable)
		}
		_, err := w.ensure("a")
		ambiguous, ok := errors.AsType[*classcloud.AmbiguousError](err)
		require.True(w, ok, "%v", err)
		assert.Equal(w, &classcloud.AmbiguousError{Key: "a", IDs: []string{"101", "102"}}, ambiguous)
		require.ErrorIs(w, err, classcloud.FailedPrecondition)

		with := func(key, id string) string {
			return text(Do(w.Context(), Key{Journal: w.journal, Key: key, ID: id}, w.plan("algebra", "as sent")))
		}
		assert.Equal(w, `"" existed=false differs=false NotFound Unknown after 0s`, with("a", "99"), "its own is still in doubt")
		assert.Equal(w, `"102" existed=true differs=false`, with("a", "102"))
		assert.Equal(w, `"102" existed=true differs=false`, text(w.ensure("a")))
		assert.Equal(w, `"102" existed=true differs=false InvalidArgument NotSent after 0s`, with("a", "101"), "the key has another")
		assert.Equal(w, `"" existed=false differs=false InvalidArgument NotSent after 0s`, with("b", "102"), "another key has it")
		entry := w.entry("b")
		assert.False(w, entry.IsOpen())
		assert.Equal(w, `"101" existed=true differs=false`, with("b", "101"), "also for a key that was never begun")
		assert.Equal(w, 1, w.count("create"))
	})
}
