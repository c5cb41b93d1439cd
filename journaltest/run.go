package journaltest

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/go-classcloud/classcloud"
)

// Run tests journals. It calls open for each of its tests; all of them may be of one store, which need not be empty, since every test
// keeps to scopes of its own that no other has used. What they saved stays in the store. It takes some seconds on a database.
func Run(t *testing.T, open func(t *testing.T) classcloud.Journal) {
	t.Helper()
	for _, test := range []struct {
		name string
		run  func(*tester)
	}{
		{"an entry comes back as it was saved", comesBack},
		{"a key that was never begun", neverBegun},
		{"versions", versions},
		{"scopes and keys are told apart", toldApart},
		{"a context that has ended", ended},
		{"an id belongs to one key", belongs},
		{"an id that moves", moves},
		{"an id in another scope", elsewhere},
		{"alike by look", alikeByLook},
		{"alike by ids", alikeByIDs},
		{"alike once each", alikeOnce},
		{"many ids", manyIDs},
		{"two journals of one store", twoJournals},
		{"one of many saves over a version wins", oneSaveWins},
		{"one of many keys gets an id", oneKeyWins},
		{"a counter that many share", counter},
		{"what was saved is seen", isSeen},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.run(&tester{T: t, Journal: open(t), open: open, scope: "journaltest:" + rand.Text() + "/room"})
		})
	}
}

// tester is one test with its journal.
type tester struct {
	*testing.T
	classcloud.Journal
	open  func(*testing.T) classcloud.Journal
	scope string
}

// moment is a time in UTC and whole milliseconds.
func moment(minutes int) time.Time {
	return time.Date(2026, 3, 2, 16, 0, 0, 7*int(time.Millisecond), time.UTC).Add(time.Duration(minutes) * time.Minute)
}

// begun makes an entry as it is when a key is begun.
func (t *tester) begun(key, look string) classcloud.JournalEntry {
	return classcloud.JournalEntry{Scope: t.scope, Key: key, Look: look, Sent: "sent-" + key, BeginTime: moment(0), ExpireTime: moment(2)}
}

// done makes an entry as it is when its thing was made.
func (t *tester) done(key, look, id string) classcloud.JournalEntry {
	e := t.begun(key, look)
	e.ID, e.ExpireTime = id, time.Time{}
	return e
}

// entry reads an entry.
func (t *tester) entry(scope, key string) classcloud.JournalEntry {
	t.Helper()
	e, err := t.Entry(t.Context(), scope, key)
	if err != nil {
		t.Fatalf("Entry(%q, %q) failed: %v", scope, key, err)
	}
	return e
}

// save saves an entry, and returns it as it is stored then.
func (t *tester) save(e classcloud.JournalEntry) classcloud.JournalEntry {
	t.Helper()
	if err := t.Save(t.Context(), e); err != nil {
		t.Fatalf("Save(%+v) failed: %v", e, err)
	}
	e.Version++
	return e
}

// refuses expects that an entry is not saved, for a reason, and that nothing changes.
func (t *tester) refuses(e classcloud.JournalEntry, want error) {
	t.Helper()
	before := t.entry(e.Scope, e.Key)
	if err := t.Save(t.Context(), e); !errors.Is(err, want) {
		t.Errorf("Save(%+v) over %+v: error %v, want %v", e, before, err, want)
	}
	t.stored(before)
}

// stored expects that the journal has an entry exactly as it is.
func (t *tester) stored(want classcloud.JournalEntry) {
	t.Helper()
	if got := t.entry(want.Scope, want.Key); !equal(got, want) {
		t.Errorf("the journal has\n%+v, want\n%+v", got, want)
	}
}

// alike expects the entries of a look and of ids.
func (t *tester) alike(scope, look string, ids []string, want ...classcloud.JournalEntry) {
	t.Helper()
	got, err := t.Alike(t.Context(), scope, look, ids)
	if err != nil {
		t.Fatalf("Alike failed: %v", err)
	}
	wanted, seen := map[string]classcloud.JournalEntry{}, map[string]bool{}
	for _, e := range want {
		wanted[e.Key] = e
	}
	for _, e := range got {
		switch {
		case seen[e.Key]:
			t.Errorf("Alike has the key %q twice", e.Key)
		case wanted[e.Key].Version == 0:
			t.Errorf("Alike has an entry that is not alike: %+v", e)
		case !equal(e, wanted[e.Key]):
			t.Errorf("Alike has\n%+v, want\n%+v", e, wanted[e.Key])
		}
		seen[e.Key] = true
	}
	for _, e := range want {
		if !seen[e.Key] {
			t.Errorf("Alike lacks %+v", e)
		}
	}
}

// equal compares entries with their times as moments in UTC.
func equal(a, b classcloud.JournalEntry) bool {
	for _, times := range [][2]*time.Time{{&a.BeginTime, &b.BeginTime}, {&a.ExpireTime, &b.ExpireTime}, {&a.DoubtTime, &b.DoubtTime}} {
		if !times[0].Equal(*times[1]) || times[0].Location() != times[1].Location() {
			return false
		}
		*times[0] = *times[1] // as structs they may differ still
	}
	return a == b
}

// endedContext returns a context that has ended.
func (t *tester) endedContext() context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
