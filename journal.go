package classcloud

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Journal remembers what was begun and made under a caller's keys, so that the Ensure of a vendor makes each thing once, through lost
// replies, crashes and several workers with the same key. It keeps entries and compares their versions; the rest is done by Ensure. All
// programs that make things under the same keys share one journal, and it must outlive them: what a journal forgets is made again.
//
// A journal is safe for concurrent use. With a context that has ended, its methods fail, and Save stores nothing.
//
// [MemoryJournal] is one for tests and for programs that remember nothing. The module contrib/sql has one for SQL databases, and
// contrib/redis one for Redis. For one of your own, package journaltest has the tests that it must pass.
type Journal interface {
	// Entry returns the entry of a key in a scope. Of a key that was never begun, that is an entry with Scope and Key alone.
	Entry(ctx context.Context, scope, key string) (JournalEntry, error)
	// Save stores an entry in place of the one of the same scope and key, if that one's Version still is e.Version (0 where none is
	// stored), and counts the Version up by one: in one step, so that of two who save over the same version one gets ErrJournalConflict.
	// It fails with ErrJournalTaken, and stores nothing, if e.ID is not empty and another key of the scope has it.
	Save(ctx context.Context, e JournalEntry) error
	// Alike returns the entries of a scope that have the look and no ID, and those that have one of the ids: each once, in any order. It sees
	// everything that was saved before it was called.
	Alike(ctx context.Context, scope, look string, ids []string) ([]JournalEntry, error)
}

// The errors of a Journal's Save.
var (
	ErrJournalConflict = errors.New("the journal's entry was changed by somebody else")
	ErrJournalTaken    = errors.New("the journal has this id under another key")
)

// JournalEntry is what a journal knows of a key. Its times are in UTC and whole milliseconds; the zero time stands for none. Texts are UTF-8
// of any length but the key, which has at most 256 bytes.
type JournalEntry struct {
	Scope   string // whose the key is: vendor, account and kind of thing, "baijiayun:12345678/room"
	Key     string // the caller's
	Version int64  // how often the entry was saved

	ID         string    // of the thing; empty while there is none. With an ID, the entry is done and changes no more
	Look       string    // a hash of what the vendor shows of the thing, by which it is found again
	Sent       string    // a hash of the whole request
	BeginTime  time.Time // when the thing was first begun, since it was last proven that there is none
	ExpireTime time.Time // until when somebody has the key; zero when it was given back
	DoubtTime  time.Time // until when a request of which nobody knows the outcome may have been sent; zero when there is none
}

// IsOpen reports whether a thing that nobody has recorded may be on its way, or may have been made.
func (e JournalEntry) IsOpen() bool {
	return e.ID == "" && !(e.ExpireTime.IsZero() && e.DoubtTime.IsZero())
}

// AmbiguousError says that the vendor has things of which the journal cannot tell whose they are. It stands in the Err of an *Error of kind
// FailedPrecondition. Look at them, and tell Ensure by its ID which one belongs to the key, or settle the other keys first.
type AmbiguousError struct {
	Key  string   // the key whose thing was looked for
	IDs  []string // the things that look like it and that no other key has
	Keys []string // the other keys whose things look like it and may be among IDs
}

// Error names the key, the ids and the other keys.
func (e *AmbiguousError) Error() string {
	text := fmt.Sprintf("the key %q may have made one of %s", e.Key, strings.Join(e.IDs, ", "))
	if len(e.Keys) > 0 {
		text += fmt.Sprintf(", and so may %q", e.Keys)
	}
	return text
}
