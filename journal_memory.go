package classcloud

import (
	"context"
	"slices"
	"sync"
)

// MemoryJournal is a [Journal] in memory: it guards against lost replies and workers of one program, and forgets everything when the program
// ends. It grows by some 300 bytes a key. Its zero value is empty and ready to use, and it is safe for concurrent use.
type MemoryJournal struct {
	mu      sync.Mutex
	entries map[journalKey]JournalEntry
	keys    map[journalKey]string   // by scope and id
	looks   map[journalKey][]string // the keys of entries without an id, by scope and look
}

// journalKey is a text in a scope.
type journalKey struct{ scope, text string }

// Entry returns the entry of a key.
func (j *MemoryJournal) Entry(ctx context.Context, scope, key string) (JournalEntry, error) {
	if err := ctx.Err(); err != nil {
		return JournalEntry{}, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if e, ok := j.entries[journalKey{scope, key}]; ok {
		return e, nil
	}
	return JournalEntry{Scope: scope, Key: key}, nil
}

// Save stores an entry, if nobody has saved it since it was read.
func (j *MemoryJournal) Save(ctx context.Context, e JournalEntry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	at := journalKey{e.Scope, e.Key}
	before := j.entries[at]
	if before.Version != e.Version {
		return ErrJournalConflict
	}
	if owner, taken := j.keys[journalKey{e.Scope, e.ID}]; e.ID != "" && taken && owner != e.Key {
		return ErrJournalTaken
	}
	if j.entries == nil {
		j.entries, j.keys, j.looks = map[journalKey]JournalEntry{}, map[journalKey]string{}, map[journalKey][]string{}
	}
	j.forget(before)
	e.Version++
	j.entries[at] = e
	if e.ID != "" {
		j.keys[journalKey{e.Scope, e.ID}] = e.Key
	} else {
		look := journalKey{e.Scope, e.Look}
		j.looks[look] = append(j.looks[look], e.Key)
	}
	return nil
}

// forget takes an entry that is about to be replaced from the indexes.
func (j *MemoryJournal) forget(e JournalEntry) {
	if e.ID != "" {
		delete(j.keys, journalKey{e.Scope, e.ID})
		return
	}
	look := journalKey{e.Scope, e.Look}
	j.looks[look] = slices.DeleteFunc(j.looks[look], func(key string) bool { return key == e.Key })
	if len(j.looks[look]) == 0 {
		delete(j.looks, look)
	}
}

// Alike returns the entries that have the look and no id, and those that have one of the ids.
func (j *MemoryJournal) Alike(ctx context.Context, scope, look string, ids []string) ([]JournalEntry, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	keys := slices.Clone(j.looks[journalKey{scope, look}])
	for _, id := range ids {
		if key, ok := j.keys[journalKey{scope, id}]; ok {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	var alike []JournalEntry
	for _, key := range slices.Compact(keys) {
		alike = append(alike, j.entries[journalKey{scope, key}])
	}
	return alike, nil
}
