package journaltest

import (
	"fmt"
	"sync"

	"github.com/go-classcloud/classcloud"
)

// Those that have a look and no id are found by the look, as it is now and in full.
func alikeByLook(t *tester) {
	a, b := t.save(t.begun("a", "look")), t.save(t.begun("b", "look"))
	long := "look" + fmt.Sprintf("%5000d", 1)
	c, other := t.save(t.begun("c", long)), t.save(t.begun("d", long+"1"))
	t.save(t.begun("capital", "LOOK"))
	t.save(t.done("done", "look", "9"))
	t.alike(t.scope, "look", nil, a, b)
	t.alike(t.scope, "look", []string{}, a, b)
	t.alike(t.scope, long, nil, c)
	t.alike(t.scope, "loo_", nil)
	t.alike(t.scope, "%", nil)
	t.alike(t.scope, "", nil)
	none := t.save(t.begun("none", ""))
	t.alike(t.scope, "", nil, none)

	a.Look = "another" // it was begun anew
	a = t.save(a)
	t.alike(t.scope, "look", nil, b)
	t.alike(t.scope, "another", nil, a)
	b.ID = "1"
	b = t.save(b)
	t.alike(t.scope, "look", nil)
	other.ExpireTime = moment(10)
	t.alike(t.scope, long+"1", []string{"1"}, b, t.save(other))
}

// Those that have one of the ids are found by it, whatever their look.
func alikeByIDs(t *tester) {
	a, b := t.save(t.done("a", "look", "1")), t.save(t.done("b", "other", "2"))
	c := t.save(t.done("c", "look", "O'Neill: %_\\\""))
	t.save(t.done("d", "look", "3"))
	t.save(t.begun("open", "another"))
	t.alike(t.scope, "none", []string{"1", "2", c.ID, "4", "%", "_", "", "0'OR'1'='1"}, a, b, c)
	t.alike(t.scope, "none", []string{""})
	t.alike(t.scope, "look", nil)
}

// An entry is there once, however often it is asked for.
func alikeOnce(t *tester) {
	a, open := t.save(t.done("a", "look", "1")), t.save(t.begun("open", "look"))
	ids := []string{"1", "1"}
	for n := range 2500 {
		ids = append(ids, fmt.Sprint(n%7), "1")
	}
	t.alike(t.scope, "look", ids, a, open)
}

// Three thousand ids, of which every tenth is known, the first and the last among them.
func manyIDs(t *tester) {
	const count, step = 3000, 10
	var ids []string
	var known []classcloud.JournalEntry
	for n := range count {
		ids = append(ids, fmt.Sprintf("id-%d", n))
		if n%step == 0 || n == count-1 {
			e := t.done(fmt.Sprintf("key-%d", n), "look", ids[n])
			known = append(known, e)
		}
	}
	var all sync.WaitGroup
	for first := range step { // at the same time, which is faster over a network
		all.Go(func() {
			for n := first; n < len(known); n += step {
				if err := t.Save(t.Context(), known[n]); err != nil {
					t.Errorf("Save failed: %v", err)
				}
				known[n].Version = 1
			}
		})
	}
	all.Wait()
	t.alike(t.scope, "look", ids, append(known, t.save(t.begun("open", "look")))...)
}
