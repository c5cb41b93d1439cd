package journaltest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/go-classcloud/classcloud"
)

// workers is how many save at the same time.
const workers = 64

// together calls f in so many goroutines at the same time, and waits for them.
func together(count int, f func(n int)) {
	var ready, all sync.WaitGroup
	ready.Add(count)
	for n := range count {
		all.Go(func() {
			ready.Done()
			ready.Wait()
			f(n)
		})
	}
	all.Wait()
}

// What is saved through one journal is there in another of the same store. Journals in memory are stores of their own: then there is nothing
// of it there.
func twoJournals(t *tester) {
	e := t.save(t.done("a", "look", "1"))
	other := *t
	other.Journal = t.open(t.T)
	if got := other.entry(t.scope, "a"); got.Version == 0 {
		other.alike(t.scope, "look", []string{"1"})
		return
	}
	other.stored(e)
	other.alike(t.scope, "look", []string{"1"}, e)
	e.Version = 0
	other.refuses(e, classcloud.ErrJournalConflict)
	other.refuses(other.done("b", "look", "1"), classcloud.ErrJournalTaken)
}

// Of 64 who save over the same version, exactly one succeeds, and the entry is what it saved; the others are told of the conflict.
func oneSaveWins(t *tester) {
	for version := range int64(5) {
		var won atomic.Int64
		winner := classcloud.JournalEntry{Scope: t.scope, Key: "a"}
		together(workers, func(n int) {
			e := t.begun("a", fmt.Sprintf("look-%d", n%3))
			e.Version, e.Sent = version, fmt.Sprintf("sent-%d", n)
			switch err := t.Save(t.Context(), e); {
			case err == nil:
				if won.Add(1) == 1 {
					winner = e
				}
			case !errors.Is(err, classcloud.ErrJournalConflict):
				t.Errorf("the error is %v, want %v", err, classcloud.ErrJournalConflict)
			}
		})
		if won.Load() != 1 {
			t.Fatalf("%d of %d who saved over version %d succeeded", won.Load(), workers, version)
		}
		winner.Version++
		t.stored(winner)
		for n := range 3 {
			if look := fmt.Sprintf("look-%d", n); look == winner.Look {
				t.alike(t.scope, look, nil, winner)
			} else {
				t.alike(t.scope, look, nil)
			}
		}
	}
}

// Of 64 keys that want the same id, new ones and begun ones, exactly one gets it.
func oneKeyWins(t *tester) {
	for round := range 4 {
		id := fmt.Sprintf("id-%d", round)
		key := func(n int) string { return fmt.Sprintf("%d-%d", round, n) }
		if round%2 == 1 {
			together(workers, func(n int) {
				if err := t.Save(t.Context(), t.begun(key(n), "look")); err != nil {
					t.Errorf("Save failed: %v", err)
				}
			})
		}
		var won atomic.Int64
		var mu sync.Mutex
		var winner classcloud.JournalEntry
		together(workers, func(n int) {
			e := t.done(key(n), "look", id)
			e.Version = int64(round % 2)
			switch err := t.Save(t.Context(), e); {
			case err == nil:
				won.Add(1)
				mu.Lock()
				defer mu.Unlock()
				winner = e
				winner.Version++
			case !errors.Is(err, classcloud.ErrJournalTaken):
				t.Errorf("the error is %v, want %v", err, classcloud.ErrJournalTaken)
			}
		})
		if won.Load() != 1 {
			t.Fatalf("%d of %d keys got the id", won.Load(), workers)
		}
		t.alike(t.scope, "none", []string{id}, winner)
		for n := range workers {
			if e := t.entry(t.scope, key(n)); e.Key != winner.Key && (e.ID != "" || e.Version != int64(round%2)) {
				t.Errorf("a key that did not get the id has %+v", e)
			}
		}
	}
}

// Many count together in one entry, each after what it read: nothing is lost and nothing counted twice.
func counter(t *tester) {
	const few, each = 8, 10
	together(few, func(int) {
		for range each {
			for saved := false; !saved; {
				e, err := t.Entry(t.Context(), t.scope, "a")
				if err != nil {
					t.Errorf("Entry failed: %v", err)
					return
				}
				e.Sent = fmt.Sprint(e.Version + 1)
				err = t.Save(t.Context(), e)
				saved = err == nil
				if err != nil && !errors.Is(err, classcloud.ErrJournalConflict) {
					t.Errorf("Save failed: %v", err)
					return
				}
			}
		}
	})
	t.stored(classcloud.JournalEntry{Scope: t.scope, Key: "a", Version: few * each, Sent: fmt.Sprint(few * each)})
}

// Each sees in Alike what it has saved before, and what others had, while others save.
func isSeen(t *tester) {
	var known sync.Map
	together(workers, func(n int) {
		key, id := fmt.Sprintf("key-%d", n), fmt.Sprintf("id-%d", n)
		for version, e := range []classcloud.JournalEntry{t.begun(key, "look"), t.done(key, "look", id)} {
			e.Version = int64(version)
			if err := t.Save(t.Context(), e); err != nil {
				t.Errorf("Save failed: %v", err)
				return
			}
			known.Store(key, id)
			t.lacksNothing(&known)
		}
	})
}

// lacksNothing expects that Alike has every key that is known.
func (t *tester) lacksNothing(known *sync.Map) {
	keys, ids := map[string]bool{}, []string{}
	known.Range(func(key, id any) bool {
		keys[key.(string)] = true
		ids = append(ids, id.(string))
		return true
	})
	alike, err := t.Alike(context.WithoutCancel(t.Context()), t.scope, "look", ids)
	if err != nil {
		t.Errorf("Alike failed: %v", err)
	}
	for _, e := range alike {
		delete(keys, e.Key)
	}
	if len(keys) > 0 {
		t.Errorf("Alike lacks what was saved before: %v", keys)
	}
}
