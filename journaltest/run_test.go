package journaltest_test

import (
	"context"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/journaltest"
)

// journal is a plain one, with one flaw or none.
type journal struct {
	mu      sync.Mutex
	entries []classcloud.JournalEntry
	ids     map[string]string // of the flaws that remember ids apart
	flaw    string
}

// flaws are what a journal can get wrong, and the tests that must notice.
func flaws() map[string]string {
	return map[string]string{
		"a save over any version":           "versions|one_of_many_saves",
		"a save over a later version":       "versions",
		"a save over an earlier version":    "versions",
		"a version that the caller counts":  "versions|comes_back",
		"a new entry of any version":        "never_begun",
		"read and write in two steps":       "one_of_many_saves|a_counter",
		"ids and write in two steps":        "one_of_many_keys",
		"a refused save is stored":          "versions",
		"a refused save counts":             "versions|belongs",
		"ids are not compared":              "belongs|one_of_many_keys",
		"a key's own id is taken":           "belongs|comes_back",
		"an id without text is taken":       "belongs|comes_back|told_apart",
		"taken is a conflict":               "belongs|one_of_many_keys",
		"taken comes before a conflict":     "belongs",
		"a conflict is taken":               "versions|one_of_many_saves",
		"an id is taken for ever":           "moves",
		"a moved id is not guarded":         "moves",
		"ids are of all scopes":             "another_scope",
		"looks are of all scopes":           "another_scope",
		"looks of entries with an id":       "alike_by_look|moves",
		"looks as they were first":          "alike_by_look",
		"looks by pattern":                  "alike_by_look",
		"looks in any case":                 "alike_by_look",
		"looks by their beginning":          "alike_by_look|comes_back",
		"no ids":                            "alike_by_ids|many_ids",
		"ids without text":                  "alike_by_ids",
		"the first thousand ids":            "many_ids",
		"an entry for each time it matches": "alike_once",
		"ids of their look alone":           "alike_by_ids",
		"seconds":                           "comes_back",
		"local times":                       "comes_back",
		"no time is 1970":                   "comes_back|never_begun",
		"255 characters of a key":           "comes_back",
		"1000 characters of a text":         "comes_back",
		"ASCII":                             "comes_back",
		"keys in any case":                  "told_apart|comes_back",
		"keys without spaces at their ends": "told_apart",
		"scope and key in one":              "told_apart",
		"ids in any case":                   "told_apart",
		"asking begins a key":               "never_begun",
		"an ended context is not noticed":   "context",
		"an ended context, told too late":   "context",
		"what is saved is seen later":       "is_seen|alike",
		"a field is lost":                   "comes_back",
	}
}

// Entry returns an entry.
func (j *journal) Entry(ctx context.Context, scope, key string) (classcloud.JournalEntry, error) {
	if err := j.ended(ctx); err != nil {
		return classcloud.JournalEntry{}, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	e := classcloud.JournalEntry{Scope: scope, Key: key}
	if at := j.find(e); at >= 0 {
		return j.shown(j.entries[at]), nil
	}
	if j.flaw == "asking begins a key" {
		j.entries = append(j.entries, e)
		j.entries[len(j.entries)-1].Version = 1
	}
	return j.shown(e), nil
}

func (j *journal) ended(ctx context.Context) error {
	if j.flaw == "an ended context is not noticed" {
		return nil
	}
	return ctx.Err()
}

// find returns the place of an entry, or -1.
func (j *journal) find(e classcloud.JournalEntry) int {
	name := func(e classcloud.JournalEntry) string {
		switch j.flaw {
		case "255 characters of a key":
			return e.Scope + "\x00" + e.Key[:min(255, len(e.Key))]
		case "keys in any case":
			return e.Scope + "\x00" + strings.ToLower(e.Key)
		case "keys without spaces at their ends":
			return e.Scope + "\x00" + strings.TrimRight(e.Key, " ")
		case "scope and key in one":
			return e.Scope + e.Key
		}
		return e.Scope + "\x00" + e.Key
	}
	return slices.IndexFunc(j.entries, func(other classcloud.JournalEntry) bool { return name(other) == name(e) })
}

// Save stores an entry.
func (j *journal) Save(ctx context.Context, e classcloud.JournalEntry) error {
	if err := j.ended(ctx); err != nil && j.flaw != "an ended context, told too late" {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	at := j.find(e)
	before := classcloud.JournalEntry{}
	if at >= 0 {
		before = j.entries[at]
	}
	j.pause("read and write in two steps")
	err := j.conflict(before, e)
	if taken := j.taken(before, e); taken != nil && j.flaw == "taken comes before a conflict" {
		err = taken
	}
	if err == nil {
		err = j.taken(before, e)
		j.pause("ids and write in two steps")
	}
	switch {
	case err != nil && j.flaw == "a refused save counts" && at >= 0:
		j.entries[at].Version++
	case err != nil && j.flaw != "a refused save is stored":
		return err
	}
	if err == nil {
		j.write(at, before, e)
	} else if j.flaw == "a refused save is stored" && at >= 0 {
		j.entries[at].Look = e.Look
	}
	if err == nil && j.flaw == "an ended context, told too late" {
		err = ctx.Err()
	}
	return err
}

func (j *journal) pause(flaw string) {
	if j.flaw == flaw {
		j.mu.Unlock()
		time.Sleep(time.Millisecond)
		j.mu.Lock()
	}
}

func (j *journal) conflict(before, e classcloud.JournalEntry) error {
	same := before.Version == e.Version
	switch j.flaw {
	case "a save over any version":
		same = true
	case "a save over a later version":
		same = before.Version >= e.Version
	case "a save over an earlier version":
		same = before.Version <= e.Version
	case "a new entry of any version":
		same = same || before.Version == 0
	}
	switch {
	case same:
		return nil
	case j.flaw == "a conflict is taken":
		return classcloud.ErrJournalTaken
	}
	return classcloud.ErrJournalConflict
}

func (j *journal) taken(before, e classcloud.JournalEntry) error {
	taken := e.ID != "" && slices.ContainsFunc(j.entries, func(other classcloud.JournalEntry) bool {
		return other.ID == e.ID && other.Key != e.Key && other.Scope == e.Scope
	})
	if j.flaw == "ids in any case" {
		taken = e.ID != "" && slices.ContainsFunc(j.entries, func(other classcloud.JournalEntry) bool {
			return strings.EqualFold(other.ID, e.ID) && other.Key != e.Key && other.Scope == e.Scope
		})
	}
	switch j.flaw {
	case "ids are not compared":
		taken = false
	case "a key's own id is taken":
		taken = taken || e.ID != "" && before.ID == e.ID
	case "an id without text is taken":
		taken = taken || e.ID == "" && slices.ContainsFunc(j.entries, func(other classcloud.JournalEntry) bool {
			return other.ID == "" && other.Key != e.Key && other.Scope == e.Scope
		})
	case "an id is taken for ever":
		owner, known := j.ids[e.Scope+"\x00"+e.ID]
		taken = taken || known && owner != e.Key
	case "a moved id is not guarded":
		taken = taken && (before.ID == "" || before.ID == e.ID)
	case "ids are of all scopes":
		taken = e.ID != "" && slices.ContainsFunc(j.entries, func(other classcloud.JournalEntry) bool { return other.ID == e.ID && other.Key != e.Key })
	}
	switch {
	case !taken:
		return nil
	case j.flaw == "taken is a conflict":
		return classcloud.ErrJournalConflict
	}
	return classcloud.ErrJournalTaken
}

// write stores an entry that was allowed.
func (j *journal) write(at int, before, e classcloud.JournalEntry) {
	if j.ids == nil {
		j.ids = map[string]string{}
	}
	if e.ID != "" {
		j.ids[e.Scope+"\x00"+e.ID] = e.Key
	}
	if j.flaw != "a version that the caller counts" {
		e.Version++
	}
	switch j.flaw {
	case "a field is lost":
		e.DoubtTime = time.Time{}
	case "looks as they were first":
		if at >= 0 {
			e.Sent, e.Look = e.Look, before.Look // what shown mends
		} else {
			e.Sent = e.Look
		}
	}
	if at < 0 {
		j.entries = append(j.entries, e)
	} else {
		j.entries[at] = e
	}
}

// shown is an entry as Entry and Alike return it.
func (j *journal) shown(e classcloud.JournalEntry) classcloud.JournalEntry {
	for _, at := range []*time.Time{&e.BeginTime, &e.ExpireTime, &e.DoubtTime} {
		switch {
		case j.flaw == "seconds":
			*at = at.Truncate(time.Second)
		case j.flaw == "local times":
			*at = at.In(time.FixedZone("", 8*3600))
		case j.flaw == "no time is 1970" && at.IsZero():
			*at = time.UnixMilli(0).UTC()
		}
	}
	switch j.flaw {
	case "1000 characters of a text":
		e.Look = e.Look[:min(1000, len(e.Look))]
	case "ASCII":
		e.Sent = regexp.MustCompile(`[^\x00-\x7f]`).ReplaceAllString(e.Sent, "?")
	}
	return e
}

// Alike returns the entries that are alike.
func (j *journal) Alike(ctx context.Context, scope, look string, ids []string) ([]classcloud.JournalEntry, error) {
	if err := j.ended(ctx); err != nil {
		return nil, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.flaw == "the first thousand ids" {
		ids = ids[:min(1000, len(ids))]
	}
	var alike []classcloud.JournalEntry
	for i, e := range j.entries {
		if j.flaw == "what is saved is seen later" && i == len(j.entries)-1 {
			continue
		}
		byLook := (e.ID == "" || j.flaw == "looks of entries with an id") && j.looks(e.Look, look)
		byID := e.ID != "" && slices.Contains(ids, e.ID) && j.flaw != "no ids" && !(j.flaw == "ids of their look alone" && e.Look != look)
		byID = byID || j.flaw == "ids without text" && e.ID == "" && slices.Contains(ids, "")
		if here := e.Scope == scope || j.flaw == "looks are of all scopes" && byLook; !here || !byLook && !byID {
			continue
		}
		alike = append(alike, j.shown(e))
		if j.flaw == "an entry for each time it matches" && byID {
			for range len(ids) / 1000 {
				alike = append(alike, j.shown(e))
			}
		}
	}
	return alike, nil
}

func (j *journal) looks(has, look string) bool {
	switch j.flaw {
	case "looks by pattern":
		return has == look || regexp.MustCompile("^"+strings.NewReplacer("%", ".*", "_", ".").Replace(regexp.QuoteMeta(look))+"$").MatchString(has)
	case "looks in any case":
		return strings.EqualFold(has, look)
	case "looks by their beginning":
		return has[:min(255, len(has))] == look[:min(255, len(look))]
	}
	return has == look
}

// The tests pass for a journal without a flaw, and one of them fails for each flaw.
func TestRun(t *testing.T) {
	journaltest.Run(t, func(*testing.T) classcloud.Journal { return &journal{} })
	shared := &journal{}
	t.Run("twice in one store", func(t *testing.T) {
		journaltest.Run(t, func(*testing.T) classcloud.Journal { return shared })
		journaltest.Run(t, func(*testing.T) classcloud.Journal { return shared })
	})
}

// TestFlaw is not a test of its own: it is what TestRunNoticesFlaws starts, with a flaw in the environment.
func TestFlaw(t *testing.T) {
	if flaw := os.Getenv("JOURNAL_FLAW"); flaw != "" {
		journaltest.Run(t, func(*testing.T) classcloud.Journal { return &journal{flaw: flaw} })
	}
}

func TestRunNoticesFlaws(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	for flaw, tests := range flaws() {
		t.Run(flaw, func(t *testing.T) {
			cmd := exec.Command(self, "-test.run", "^TestFlaw$")
			cmd.Env = append(os.Environ(), "JOURNAL_FLAW="+flaw)
			said, err := cmd.CombinedOutput()
			require.Error(t, err, "nobody noticed it")
			assert.Regexp(t, `--- FAIL: TestFlaw/\S*(`+tests+`)`, string(said))
		})
	}
}
