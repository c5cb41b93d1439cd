package classcloudsql_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	classcloudsql "github.com/go-classcloud/classcloud/contrib/sql"
)

// wire is a connection to SQLite as one over a network is: it may break before a statement arrives, and before its answer does.
type wire struct {
	database
	driver driver.Driver
	before func(statement string) error // nil is fine
	after  func(statement string) error
	broken error // what reading rows ends with
}

// wired opens a journal over a wire, and a plain one in the same database.
func wired(t *testing.T) (w *wire, over, plain *classcloudsql.Journal) {
	t.Helper()
	d := sqlite(t).with("_pragma=busy_timeout(5000)")
	plain = d.journal(t)
	w = &wire{database: d, driver: d.open(t).Driver()}
	db := sql.OpenDB(w)
	t.Cleanup(func() { _ = db.Close() })
	return w, classcloudsql.NewJournal(db, d.dialect), plain
}

func (w *wire) Driver() driver.Driver { return w.driver }

func (w *wire) Connect(context.Context) (driver.Conn, error) {
	conn, err := w.driver.Open(w.address)
	return &wiredConn{conn, w}, err
}

type wiredConn struct {
	driver.Conn
	wire *wire
}

func (c *wiredConn) ExecContext(ctx context.Context, statement string, arguments []driver.NamedValue) (result driver.Result, err error) {
	err = c.wire.carry(statement, func() error {
		result, err = c.Conn.(driver.ExecerContext).ExecContext(ctx, statement, arguments)
		return err
	})
	return result, err
}

func (c *wiredConn) QueryContext(ctx context.Context, statement string, arguments []driver.NamedValue) (rows driver.Rows, err error) {
	err = c.wire.carry(statement, func() error {
		rows, err = c.Conn.(driver.QueryerContext).QueryContext(ctx, statement, arguments)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &wiredRows{rows, c.wire.broken}, nil
}

// wiredRows are rows whose end may be lost.
type wiredRows struct {
	driver.Rows
	broken error
}

func (r *wiredRows) Next(row []driver.Value) error {
	err := r.Rows.Next(row)
	if errors.Is(err, io.EOF) && r.broken != nil {
		return r.broken
	}
	return err
}

func (w *wire) carry(statement string, f func() error) error {
	if w.before != nil {
		if err := w.before(statement); err != nil {
			return err
		}
	}
	err := f()
	if w.after != nil && err == nil {
		return w.after(statement)
	}
	return err
}

// times returns a hook that fails the first so many statements of a verb, and how many of them there were.
func times(count int64, verb string, failure error) (hook func(string) error, seen *atomic.Int64) {
	seen = new(atomic.Int64)
	return func(statement string) error {
		if strings.HasPrefix(statement, verb) && seen.Add(1) <= count {
			return failure
		}
		return nil
	}, seen
}

var errCut = errors.New("connection reset by peer")

// Whether the answer of a save is lost, or the save itself, and whoever repeats it, it is stored once and known to be.
func TestASaveWhoseAnswerIsLost(t *testing.T) {
	for _, failure := range []error{errCut, driver.ErrBadConn} { // the second is repeated by database/sql itself
		for _, when := range []string{"before", "after"} {
			t.Run(fmt.Sprint(when, " ", failure), func(t *testing.T) {
				w, over, plain := wired(t)
				e := classcloud.JournalEntry{Scope: "s", Key: "a", Look: "look"}
				for version, verb := range []string{"INSERT", "UPDATE"} {
					hook, seen := times(1, verb, failure)
					w.before, w.after = nil, nil
					if when == "before" {
						w.before = hook
					} else {
						w.after = hook
					}
					e.Version, e.Sent = int64(version), verb
					require.NoError(t, over.Save(t.Context(), e))
					assert.Positive(t, seen.Load())
					e.Version++
					got, err := plain.Entry(t.Context(), "s", "a")
					require.NoError(t, err)
					assert.Equal(t, e, got)
				}
			})
		}
	}
}

// A save whose answer is lost, and over which another has saved the same since, is a conflict: it may not be taken for one's own.
func TestASaveIsNotTakenForAnothers(t *testing.T) {
	w, over, plain := wired(t)
	e := classcloud.JournalEntry{Scope: "s", Key: "a", Look: "look"}
	w.before = func(statement string) error {
		if strings.HasPrefix(statement, "INSERT") {
			require.NoError(t, plain.Save(t.Context(), e))
			return errCut
		}
		return nil
	}
	require.ErrorIs(t, over.Save(t.Context(), e), classcloud.ErrJournalConflict)
}

func TestASaveThatNeverArrives(t *testing.T) {
	w, over, plain := wired(t)
	hook, seen := times(1<<30, "INSERT", errCut)
	w.before = hook
	err := over.Save(t.Context(), classcloud.JournalEntry{Scope: "s", Key: "a"})
	require.ErrorIs(t, err, errCut)
	assert.EqualError(t, err, "classcloudsql: the entry was not saved: connection reset by peer")
	assert.EqualValues(t, 3, seen.Load())
	got, err := plain.Entry(t.Context(), "s", "a")
	require.NoError(t, err)
	assert.Equal(t, classcloud.JournalEntry{Scope: "s", Key: "a"}, got)

	reads, _ := times(1<<30, "SELECT", errors.New("and nothing can be read"))
	w.before = func(statement string) error { return errors.Join(hook(statement), reads(statement)) }
	err = over.Save(t.Context(), classcloud.JournalEntry{Scope: "s", Key: "a"})
	require.ErrorContains(t, err, "nothing can be read")
	require.ErrorIs(t, err, errCut)
}

// A caller who gives up in the middle is never told that it was saved when nobody knows.
func TestASaveWhoseCallerGivesUp(t *testing.T) {
	w, over, _ := wired(t)
	ctx, cancel := context.WithCancel(t.Context())
	w.after = func(string) error { cancel(); return errCut }
	err := over.Save(ctx, classcloud.JournalEntry{Scope: "s", Key: "a"})
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, err, errCut)

	ctx, cancel = context.WithCancel(t.Context())
	w.after = func(string) error { cancel(); return nil }
	err = over.Save(ctx, classcloud.JournalEntry{Scope: "s", Key: "b", Version: 7})
	require.ErrorIs(t, err, context.Canceled, "nothing was written")
}

// The owner of an id gives it up between the refusal and the question who has it.
func TestWhatIsInTheWayGoesAway(t *testing.T) {
	w, over, plain := wired(t)
	owner := classcloud.JournalEntry{Scope: "s", Key: "owner", ID: "1"}
	require.NoError(t, plain.Save(t.Context(), owner))
	taking := classcloud.JournalEntry{Scope: "s", Key: "a"}
	require.NoError(t, plain.Save(t.Context(), taking))
	owner.Version, owner.ID = 1, ""
	for _, e := range []classcloud.JournalEntry{{Scope: "s", Key: "new", ID: "1"}, {Scope: "s", Key: "a", Version: 1, ID: "1"}} {
		gone := false
		w.before = func(statement string) error {
			if strings.HasPrefix(statement, "SELECT") && !gone {
				gone = true
				return plain.Save(t.Context(), owner)
			}
			return nil
		}
		require.NoError(t, over.Save(t.Context(), e))
		e.Version, e.ID = e.Version+1, ""
		require.NoError(t, plain.Save(t.Context(), e))
		owner.Version, owner.ID = owner.Version+1, "1"
		require.NoError(t, plain.Save(t.Context(), owner))
		owner.Version, owner.ID = owner.Version+1, ""
	}
}

// SQLite's file is somebody's for longer than a few tries: everything waits for its turn, as long as it may.
func TestAJournalWaitsForItsTurn(t *testing.T) {
	d := sqlite(t) // without a busy timeout
	j, db := d.journal(t), d.open(t)
	hold := func() (release func() error) {
		conn, err := db.Conn(t.Context())
		require.NoError(t, err)
		_, err = conn.ExecContext(t.Context(), "BEGIN EXCLUSIVE")
		require.NoError(t, err)
		return func() error {
			_, err := conn.ExecContext(context.WithoutCancel(t.Context()), "ROLLBACK")
			return errors.Join(err, conn.Close())
		}
	}
	e := classcloud.JournalEntry{Scope: "s", Key: "a", Look: "look"}
	for what, call := range map[string]func(context.Context) error{
		"Save":  func(ctx context.Context) error { return j.Save(ctx, e) },
		"Entry": func(ctx context.Context) error { _, err := j.Entry(ctx, "s", "a"); return err },
		"Alike": func(ctx context.Context) error { _, err := j.Alike(ctx, "s", "look", nil); return err },
	} {
		release := hold()
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		err := call(ctx)
		cancel()
		require.ErrorIs(t, err, context.DeadlineExceeded, what)
		require.ErrorContains(t, err, "locked", what)
		released := make(chan error, 1)
		time.AfterFunc(300*time.Millisecond, func() { released <- release() })
		require.NoError(t, call(t.Context()), what)
		require.NoError(t, <-released)
	}
}

func TestTextsThatNoDatabaseKeeps(t *testing.T) {
	j := sqlite(t).journal(t)
	for _, bad := range []string{"a\x00b", "\xff"} {
		for field, e := range map[string]classcloud.JournalEntry{"Scope": {Scope: bad}, "Key": {Key: bad}, "ID": {ID: bad}, "Look": {Look: bad}, "Sent": {Sent: bad}} {
			require.EqualError(t, j.Save(t.Context(), e), "classcloudsql: the entry was not saved: its "+field+" is not text in UTF-8")
		}
	}
}

// An entry that gets its id while Alike reads is there, once.
func TestAlikeMissesNothingThatMoves(t *testing.T) {
	w, over, plain := wired(t)
	e := classcloud.JournalEntry{Scope: "s", Key: "a", Look: "look"}
	require.NoError(t, plain.Save(t.Context(), e))
	e.Version, e.ID = 1, "1"
	moved := false
	w.before = func(string) error {
		if !moved {
			moved = true
			return nil
		}
		err := plain.Save(t.Context(), e) // between the first statement and the second
		w.before = nil
		return err
	}
	alike, err := over.Alike(t.Context(), "s", "look", []string{"1"})
	require.NoError(t, err)
	e.Version = 2
	assert.Equal(t, []classcloud.JournalEntry{e}, alike)
}

// Ids are looked for by the hundred, each once: no database takes any number of arguments.
func TestAlikeAsksInParts(t *testing.T) {
	w, over, _ := wired(t)
	hook, seen := times(0, "SELECT", nil)
	most := 0
	w.before = func(statement string) error {
		most = max(most, strings.Count(statement, "?"))
		return hook(statement)
	}
	var ids []string
	for n := range 3000 {
		ids = append(ids, fmt.Sprint(n), fmt.Sprint(n%10), "")
	}
	_, err := over.Alike(t.Context(), "s", "look", ids)
	require.NoError(t, err)
	assert.EqualValues(t, 7, seen.Load())
	assert.Equal(t, 500, most)
}

// A result that breaks off is not a shorter one.
func TestWhatBreaksOffIsNotThere(t *testing.T) {
	w, over, plain := wired(t)
	e := classcloud.JournalEntry{Scope: "s", Key: "a", Look: "look"}
	require.NoError(t, plain.Save(t.Context(), e))
	w.broken = errCut
	_, err := over.Entry(t.Context(), "s", "b")
	require.ErrorIs(t, err, errCut)
	_, err = over.Alike(t.Context(), "s", "look", nil)
	require.ErrorIs(t, err, errCut)
	err = over.Save(t.Context(), e)
	require.ErrorIs(t, err, errCut, "nobody knows that it is a conflict")
	require.NotErrorIs(t, err, classcloud.ErrJournalConflict)
}

// A row says when it was written, for those who clean up.
func TestUpdateTime(t *testing.T) {
	d := sqlite(t)
	j := d.journal(t)
	for version := range int64(2) {
		before := time.Now().UnixMilli()
		require.NoError(t, j.Save(t.Context(), classcloud.JournalEntry{Scope: "s", Key: "a", Version: version}))
		var at int64
		require.NoError(t, d.open(t).QueryRowContext(t.Context(), "SELECT update_time FROM classcloud_journal").Scan(&at))
		assert.GreaterOrEqual(t, at, before)
		assert.LessOrEqual(t, at, time.Now().UnixMilli())
		time.Sleep(2 * time.Millisecond)
	}
}
