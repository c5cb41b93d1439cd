package journaltest

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
)

// Every field comes back: texts of any length and script, times to the millisecond, and none as the zero time.
func comesBack(t *tester) {
	long := strings.Repeat("界 long \U0001F4DA", 1500)
	for i, e := range []classcloud.JournalEntry{
		{},
		t.begun("", "a look"),
		{ID: "12345", Look: "look", Sent: "sent", BeginTime: moment(1), ExpireTime: moment(2), DoubtTime: moment(3)},
		{Look: "数学课 ‘a’ \"b\" \\ %_ \r\n\t\u2028 é e\u0301 \U0001F600", Sent: "\U0001F680", ID: "课/1?x=%20#\x01"},
		{Look: long, Sent: long + "!", ID: long + "?"},
		{Look: " spaces at both ends ", Sent: "\t", ID: " "},
		{BeginTime: moment(0).Add(999 * time.Millisecond)},
		{ExpireTime: time.Date(1969, 12, 31, 23, 59, 59, int(999*time.Millisecond), time.UTC)},
		{DoubtTime: time.Date(9999, 12, 31, 23, 59, 59, int(999*time.Millisecond), time.UTC)},
	} {
		e.Scope, e.Key = t.scope, fmt.Sprintf("key %d", i)
		e = t.save(e)
		t.stored(e)
		e.Look, e.BeginTime, e.DoubtTime = "another look", time.Time{}, moment(i)
		t.stored(t.save(e)) // everything is replaced
	}
	longest := t.begun(strings.Repeat("k", 256), "look")
	longest.Scope += strings.Repeat("/scope", 500)
	t.stored(t.save(longest))
	other := longest
	other.Key = longest.Key[:255] + "K"
	t.stored(t.save(other))
	longest.Version = 1
	t.stored(longest)
}

// A key that was never begun is an entry with nothing in it, and asking does not begin it.
func neverBegun(t *tester) {
	for range 2 {
		t.stored(classcloud.JournalEntry{Scope: t.scope, Key: "a"})
	}
	t.alike(t.scope, "", []string{"1"})
	t.alike(t.scope, "", nil)
	e := t.begun("a", "look")
	e.Version = 1
	t.refuses(e, classcloud.ErrJournalConflict) // of what nobody has saved
	e.Version = -1
	t.refuses(e, classcloud.ErrJournalConflict)
	t.alike(t.scope, "look", nil)
}

// A save counts the version up by one, and one over any other version changes nothing.
func versions(t *tester) {
	e := t.save(t.begun("a", "look"))
	for n := range 5 {
		for _, wrong := range []int64{0, e.Version - 1, e.Version + 1, -1, 1 << 40} {
			other := t.done("a", "other", "1")
			if other.Version = wrong; wrong != e.Version {
				t.refuses(other, classcloud.ErrJournalConflict)
			}
		}
		t.alike(t.scope, "look", []string{"1"}, e)
		t.alike(t.scope, "other", nil)
		e.DoubtTime = moment(n)
		e = t.save(e)
		t.stored(e)
	}
	if e.Version != 6 {
		t.Errorf("after six saves the version is %d", e.Version)
	}
}

// Scopes and keys that differ in anything at all, are joined otherwise, or are patterns of one another, are others.
func toldApart(t *tester) {
	names := []string{"a", "A", "á", "a\u0301", "a ", " a", "a\n", "", "%", "_", "a%", "*", "[a]", "?", "'", "''", "\"", "\\", "\\'", "a'; --", ":", "a:", ":a", "a:a",
		"/", "a/", "a/a", "{a}", "}", "{", "{}", "\n", "\r", "\t", "ａ", "\u00df", "ss", "\u200b", "a\u200b", "nil", "NULL", "0", "00", "İ", "i", "\U0001F600"}
	var saved []classcloud.JournalEntry
	for i, scope := range []string{"", "a", "A", ":", "a:", "/", "{a}", "%", "'", " "} {
		for j, key := range names {
			if i > 0 && j >= 16 { // with one scope all of them, with others some
				break
			}
			e := t.done(key, "look "+key, key)
			e.Scope = t.scope + scope
			if key == "" { // an id of nothing is none
				e.Look = scope
			}
			if err := t.Save(t.Context(), e); err != nil {
				t.Fatalf("the key %q of scope %q: %v, which others cannot have changed or taken", key, scope, err)
			}
			e.Version++
			saved = append(saved, e)
		}
	}
	for _, e := range saved {
		t.stored(e)
		if e.ID != "" {
			t.alike(e.Scope, "none", []string{e.ID}, e)
		} else {
			t.alike(e.Scope, e.Look, nil, e)
		}
	}
}

// With a context that has ended, everything fails and nothing is stored.
func ended(t *tester) {
	e := t.save(t.begun("a", "look"))
	next := t.done("a", "other", "1")
	next.Version = e.Version
	ctx := t.endedContext()
	if err := t.Save(ctx, next); err == nil {
		t.Error("Save over a version did not fail")
	}
	if err := t.Save(ctx, t.begun("b", "look")); err == nil {
		t.Error("Save of a new key did not fail")
	}
	if _, err := t.Entry(ctx, t.scope, "a"); err == nil {
		t.Error("Entry did not fail")
	}
	if _, err := t.Alike(ctx, t.scope, "look", []string{"1"}); err == nil {
		t.Error("Alike did not fail")
	}
	t.stored(e)
	t.stored(classcloud.JournalEntry{Scope: t.scope, Key: "b"})
	t.alike(t.scope, "look", []string{"1"}, e)
}
