package journaltest

import "github.com/go-classcloud/classcloud"

// An id that a key has cannot be another's, neither of a new key nor of one that was begun; the key itself keeps it.
func belongs(t *tester) {
	owner := t.save(t.done("owner", "look", "1"))
	t.refuses(t.done("new", "look", "1"), classcloud.ErrJournalTaken)
	open := t.save(t.begun("open", "look"))
	taking := t.done("open", "look", "1")
	taking.Version = open.Version
	t.refuses(taking, classcloud.ErrJournalTaken)
	stale := taking
	stale.Version--
	t.refuses(stale, classcloud.ErrJournalConflict) // which comes first: whoever is late learns who has the key now
	t.alike(t.scope, "look", []string{"1"}, open, owner)

	owner.Sent = "changed"
	owner = t.save(owner)
	t.stored(owner)
	t.refuses(taking, classcloud.ErrJournalTaken)
	for _, id := range []string{"2", "1 ", " 1", "01", "١"} { // which are other ids
		t.save(t.done("key of "+id, "look", id))
	}
	for _, key := range []string{"none", "none either"} { // which is not an id
		t.save(t.done(key, "look", ""))
	}
}

// An id that a key gives up is free, and one that it takes instead is its own. A key that loses its id is found by its look again.
func moves(t *tester) {
	a := t.save(t.done("a", "look", "1"))
	b := t.save(t.done("b", "look", "2"))
	a.ID = "2"
	t.refuses(a, classcloud.ErrJournalTaken)
	t.alike(t.scope, "look", []string{"1", "2"}, t.entry(t.scope, "a"), b)
	a.ID = "3"
	a = t.save(a)
	t.alike(t.scope, "look", []string{"1"})
	t.alike(t.scope, "look", []string{"3"}, a)
	b.ID = "1"
	b = t.save(b)
	t.refuses(t.done("c", "look", "1"), classcloud.ErrJournalTaken)
	t.refuses(t.done("c", "look", "3"), classcloud.ErrJournalTaken)
	c := t.save(t.done("c", "look", "2"))
	b.ID = ""
	b = t.save(b)
	t.alike(t.scope, "look", []string{"1", "2", "3"}, a, b, c)
	d := t.save(t.done("d", "look", "1"))
	b.ID = "1"
	t.refuses(b, classcloud.ErrJournalTaken)
	t.alike(t.scope, "none", []string{"1"}, d)
}

// Each scope has ids of its own, and looks.
func elsewhere(t *tester) {
	here := t.save(t.done("a", "look", "1"))
	open := t.save(t.begun("open", "look"))
	there := t.done("b", "look", "1")
	there.Scope += "/other"
	there = t.save(there)
	same := t.done("a", "look", "2")
	same.Scope = there.Scope
	same = t.save(same)
	t.alike(t.scope, "look", []string{"1", "2"}, here, open)
	t.alike(there.Scope, "look", []string{"1", "2"}, there, same)
	t.alike(there.Scope+"/none", "look", []string{"1", "2"})
	t.stored(here)
	t.stored(there)
}
