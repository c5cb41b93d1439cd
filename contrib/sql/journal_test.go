package classcloudsql_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	classcloudsql "github.com/go-classcloud/classcloud/contrib/sql"
	"github.com/go-classcloud/classcloud/journaltest"
)

var _ classcloud.Journal = (*classcloudsql.Journal)(nil)

// settings are the ways in which databases are set up, by what they make of two transactions at the same time.
func settings(d database) map[string]database {
	switch d.dialect {
	case classcloudsql.PostgreSQL:
		return map[string]database{
			"read committed":  d,
			"repeatable read": d.with("default_transaction_isolation=repeatable%20read"),
			"serializable":    d.with("default_transaction_isolation=serializable"),
		}
	case classcloudsql.MySQL:
		return map[string]database{
			"read uncommitted": d.with("tx_isolation=%27READ-UNCOMMITTED%27"),
			"read committed":   d.with("tx_isolation=%27READ-COMMITTED%27"),
			"repeatable read":  d,
			"serializable":     d.with("tx_isolation=%27SERIALIZABLE%27"),
		}
	}
	return map[string]database{
		"as it comes":     d,
		"write-ahead log": d.with("_pragma=journal_mode(WAL)").with("_pragma=busy_timeout(5000)"),
		"shared cache":    d.with("cache=shared"),
	}
}

// everything is what holds on each database.
func everything(t *testing.T, d database) {
	t.Run("many make the table", func(t *testing.T) { manyMakeTheTable(t, d) })
	for name, set := range settings(d) {
		t.Run(name, func(t *testing.T) {
			if d.dialect == classcloudsql.SQLite {
				set.address = strings.Replace(set.address, "journal.db", strings.ReplaceAll(name, " ", "-")+".db", 1)
			}
			journaltest.Run(t, func(t *testing.T) classcloud.Journal { return set.journal(t) })
		})
	}
	t.Run("a program killed in the middle", func(t *testing.T) { killed(t, d) })
}

func TestJournalInSQLite(t *testing.T) { everything(t, sqlite(t)) }

func TestJournalInPostgreSQL(t *testing.T) {
	s := startPostgreSQL(t)
	everything(t, s.database)
	t.Run("a server killed and back", func(t *testing.T) { killedAndBack(t, s) })
}

func TestJournalInMariaDB(t *testing.T) {
	s := startMariaDB(t)
	everything(t, s.database)
	t.Run("a server killed and back", func(t *testing.T) { killedAndBack(t, s) })
}

func manyMakeTheTable(t *testing.T, d database) {
	var all sync.WaitGroup
	for range 8 {
		j := classcloudsql.NewJournal(d.open(t), d.dialect)
		all.Go(func() { assert.NoError(t, j.CreateTable(t.Context())) })
	}
	all.Wait()
}

// written is the version of an entry that the killed program writes: every field follows from the key and the version.
func written(key string, version int64) classcloud.JournalEntry {
	e := classcloud.JournalEntry{Scope: "killed", Key: key, Version: version, Look: fmt.Sprintf("look-%s-%d", key, version),
		Sent: strings.Repeat(fmt.Sprintf("%s-%d;", key, version), 500), BeginTime: time.UnixMilli(version).UTC(), ExpireTime: time.UnixMilli(version + 1).UTC()}
	if version%3 == 0 {
		e.ID = fmt.Sprintf("id-%s-%d", key, version)
	}
	return e
}

// killedKeys are how many keys each of the killed program's workers writes in turn.
const killedWorkers, killedKeys = 4, 5

// TestWriter is not a test of its own: it is the program that is killed. It says what it has saved.
func TestWriter(t *testing.T) {
	driver := os.Getenv("JOURNAL_DRIVER")
	if driver == "" {
		return
	}
	dialect, err := strconv.Atoi(os.Getenv("JOURNAL_DIALECT"))
	require.NoError(t, err)
	j := database{classcloudsql.Dialect(dialect), driver, os.Getenv("JOURNAL_ADDRESS")}.journal(t)
	var all sync.WaitGroup
	for worker := range killedWorkers {
		all.Go(func() {
			for n := 0; ; n++ {
				key := fmt.Sprintf("%d.%d", worker, n%killedKeys)
				e, err := j.Entry(t.Context(), "killed", key)
				if !assert.NoError(t, err) {
					return
				}
				e = written(key, e.Version+1)
				e.Version--
				if !assert.NoError(t, j.Save(t.Context(), e)) {
					return
				}
				fmt.Printf("\n@%s %d\n", key, e.Version+1)
			}
		})
	}
	all.Wait()
}

// A program that dies in the middle of its saves leaves whole entries, and everything that it was told is saved.
func killed(t *testing.T, d database) {
	saved := map[string]int64{}
	for range 6 {
		cmd := again(t, "TestWriter", d)
		out, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		end := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
		var last string
		first := true
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var key string
			var version int64
			last += lines.Text() + "\n"
			if n, _ := fmt.Sscanf(lines.Text(), "@%s %d", &key, &version); n == 2 {
				last = ""
				saved[key] = max(saved[key], version)
				if first {
					end.Reset(rand.N(300 * time.Millisecond))
					first = false
				}
			}
		}
		_ = cmd.Wait()
		require.Equal(t, -1, cmd.ProcessState.ExitCode(), "it ended by itself: %s", last)
		require.False(t, first, "it has saved nothing")
		whole(t, d, saved)
	}
}

// whole expects that every entry of the killed program is one that it wrote, and not older than what it said.
func whole(t *testing.T, d database, saved map[string]int64) {
	t.Helper()
	j := d.journal(t)
	for _, key := range slices.Sorted(maps.Keys(saved)) {
		e, err := j.Entry(t.Context(), "killed", key)
		require.NoError(t, err)
		assert.Equal(t, written(key, e.Version), e)
		assert.GreaterOrEqual(t, e.Version, saved[key])
		look, id := e.Look, []string(nil)
		if e.ID != "" {
			look, id = "none", []string{e.ID}
		}
		alike, err := j.Alike(t.Context(), "killed", look, id)
		require.NoError(t, err)
		assert.Equal(t, []classcloud.JournalEntry{e}, alike)
	}
	var rows int
	db, err := sql.Open(d.driver, d.address)
	require.NoError(t, err)
	defer func() { _ = db.Close() }()
	require.NoError(t, db.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM classcloud_journal WHERE scope = 'killed'
		AND ((id = '') <> (id_hash IS NULL) OR (id = '') <> (look_hash IS NOT NULL))`).Scan(&rows))
	assert.Zero(t, rows, "rows whose indexes differ from them")
}

// Without its database a journal says so, and knows everything again when it is back.
func killedAndBack(t *testing.T, s *server) {
	j := s.journal(t)
	e := classcloud.JournalEntry{Scope: "back", Key: "a", Look: "look"}
	require.NoError(t, j.Save(t.Context(), e))
	e.Version++
	s.kill()
	next := e
	next.ID = "1"
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for what, call := range map[string]func() error{
		"Save":            func() error { return j.Save(ctx, next) },
		"Save of another": func() error { return j.Save(ctx, classcloud.JournalEntry{Scope: "back", Key: "b"}) },
		"Entry":           func() error { _, err := j.Entry(ctx, "back", "a"); return err },
		"Alike":           func() error { _, err := j.Alike(ctx, "back", "look", []string{"1"}); return err },
		"CreateTable":     func() error { return j.CreateTable(ctx) },
	} {
		err := call()
		require.Error(t, err, what)
		assert.ErrorContains(t, err, "classcloudsql: ", what)
		assert.NotErrorIs(t, err, classcloud.ErrJournalConflict, what)
		assert.NotErrorIs(t, err, classcloud.ErrJournalTaken, what)
	}
	s.start()
	got, err := j.Entry(t.Context(), "back", "a")
	require.NoError(t, err, "a broken connection is replaced")
	assert.Equal(t, e, got)
	require.NoError(t, j.Save(t.Context(), next))
}
