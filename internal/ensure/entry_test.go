package ensure

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func TestAJournalThatIsAway(t *testing.T) {
	within(t, func(w *world) {
		for _, call := range []string{"entry", "save"} {
			w.journal.fail = func(what string, _ classcloud.JournalEntry) error {
				if what == call {
					return errJournal
				}
				return nil
			}
			made, err := w.ensure("a")
			outcome := map[string]string{"entry": "Unknown", "save": "NotSent"}[call] // what was begun before, only the journal knows
			assert.Equal(w, `"" existed=false differs=false Unavailable `+outcome+` after 0s`, text(made, err))
			require.ErrorIs(w, err, errJournal)
		}
		assert.Empty(w, w.calls, "nothing is made that nobody records")
	})
}

func TestAJournalThatCannotRecordWhatWasMade(t *testing.T) {
	within(t, func(w *world) {
		w.journal.fail = func(what string, e classcloud.JournalEntry) error {
			if what == "save" && e.ID != "" {
				return errJournal
			}
			return nil
		}
		made, err := w.ensure("a")
		assert.Equal(w, `"" existed=false differs=false Unavailable Applied after 0s`, text(made, err))
		require.ErrorContains(w, err, "101 exists")
		require.ErrorIs(w, err, errJournal)
		w.journal.fail = nil
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("a")))
		assert.Equal(w, 1, w.count("create"))
	})
	within(t, func(w *world) { // for a moment
		fails := 2
		w.journal.fail = func(what string, e classcloud.JournalEntry) error {
			if what == "save" && e.ID != "" && fails > 0 {
				fails--
				return errJournal
			}
			return nil
		}
		assert.Equal(w, `"101" existed=false differs=false`, text(w.ensure("a")))
		assert.Zero(w, fails)
	})
	within(t, func(w *world) { // it was recorded, and the answer was lost
		w.journal.told = func(e classcloud.JournalEntry) error {
			if e.ID != "" {
				return errJournal
			}
			return nil
		}
		assert.Equal(w, `"101" existed=false differs=false`, text(w.ensure("a")))
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("a")))
	})
}

func TestAJournalThatCannotRecordADoubt(t *testing.T) {
	within(t, func(w *world) {
		w.lose(true)
		w.delay = 4 * time.Minute
		w.journal.fail = func(what string, e classcloud.JournalEntry) error {
			if what == "save" && !e.DoubtTime.IsZero() {
				return errJournal
			}
			return nil
		}
		made, err := w.ensure("a")
		assert.Equal(w, `"" existed=false differs=false Unavailable Unknown after 0s`, text(made, err))
		w.journal.fail = nil
		made, err = w.ensure("a") // the lease stands for the doubt
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 1m0s`, text(made, err))
		assert.Equal(w, 1, w.count("create"))
	})
}

func TestAJournalThatDoesNotSayWhoseThingsAre(t *testing.T) {
	within(t, func(w *world) {
		w.lose(true)
		w.journal.fail = func(what string, _ classcloud.JournalEntry) error {
			if what == "alike" {
				return errJournal
			}
			return nil
		}
		made, err := w.ensure("a")
		assert.Equal(w, `"" existed=false differs=false Unavailable Unknown after 0s`, text(made, err))
		require.ErrorIs(w, err, errJournal)
		w.journal.fail = nil
		assert.Equal(w, `"101" existed=true differs=false`, text(w.ensure("a")))
	})
}

// The caller gives up as soon as the vendor has answered: what came out is recorded all the same.
func TestACallerWhoGivesUp(t *testing.T) {
	within(t, func(w *world) {
		ctx, cancel := cancelled(w)
		w.create = cancel
		made, err := Do(ctx, Key{Journal: w.journal, Key: "a"}, w.plan("algebra", "as sent"))
		assert.Equal(w, `"101" existed=false differs=false`, text(made, err))
		entry := w.entry("a")
		assert.Equal(w, "101", entry.ID)
		_, err = Do(ctx, Key{Journal: w.journal, Key: "b"}, w.plan("algebra", "as sent"))
		require.ErrorIs(w, err, classcloud.Canceled)
		assert.True(w, classcloud.MaybeApplied(err), "the journal was not read: what was begun before, nobody knows")
	})
}

// Somebody else always comes first.
func TestAJournalThatAlwaysChanges(t *testing.T) {
	within(t, func(w *world) {
		w.journal.fail = func(what string, _ classcloud.JournalEntry) error {
			if what == "save" {
				return classcloud.ErrJournalConflict
			}
			return nil
		}
		made, err := w.ensure("a")
		assert.Equal(w, `"" existed=false differs=false Aborted Unknown after 0s`, text(made, err))
		assert.False(w, errors.Is(err, errJournal))
		assert.Empty(w, w.calls)
	})
}
