package classcloudsql

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
)

// Journal is a [classcloud.Journal] in the table classcloud_journal. Each of its saves is one statement in a transaction of its own, under
// every isolation level, and it needs no setting of the database but that what was committed stays. It is safe for concurrent use.
type Journal struct {
	db      *sql.DB
	dialect Dialect
}

// NewJournal makes a journal in a database, whose table is made by CreateTable or from the Dialect's Schema.
//
// Rows stay for ever. Those whose id is not empty and whose update_time is long ago may be deleted, once nobody will ensure anything under
// their keys again: what a journal forgets is made again.
func NewJournal(db *sql.DB, dialect Dialect) *Journal { return &Journal{db, dialect} }

// CreateTable makes the table and its indexes, unless they are there. Several programs may call it at the same time.
func (j *Journal) CreateTable(ctx context.Context) error {
	for _, statement := range j.dialect.statements() {
		err := j.patiently(ctx, "the table was not made", func() error {
			_, err := j.db.ExecContext(ctx, statement)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// hash names a text of a scope in an index.
func hash(scope, text string) string {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%d:", len(scope))
	_, _ = io.WriteString(h, scope+text)
	return hex.EncodeToString(h.Sum(nil))
}

// Entry returns the entry of a key.
func (j *Journal) Entry(ctx context.Context, scope, key string) (classcloud.JournalEntry, error) {
	found, err := j.entries(ctx, "entry_hash = ?", hash(scope, key))
	if err != nil || len(found) == 0 {
		return classcloud.JournalEntry{Scope: scope, Key: key}, err
	}
	return found[0], nil
}

// mostIDs is how many ids are looked for by one statement: SQLite of old takes 999 arguments.
const mostIDs = 500

// Alike returns the entries that have the look and no id, and those that have one of the ids. The look comes first: whatever has no id then
// and gets one meanwhile is found by that.
func (j *Journal) Alike(ctx context.Context, scope, look string, ids []string) ([]classcloud.JournalEntry, error) {
	alike := map[string]classcloud.JournalEntry{}
	add := func(where string, hashes ...any) error {
		found, err := j.entries(ctx, where, hashes...)
		for _, e := range found {
			alike[e.Key] = e // the later of two
		}
		return err
	}
	if err := add("look_hash = ?", hash(scope, look)); err != nil {
		return nil, err
	}
	wanted := map[any]bool{}
	for _, id := range ids {
		if id != "" {
			wanted[hash(scope, id)] = true
		}
	}
	for some := range slices.Chunk(slices.Collect(maps.Keys(wanted)), mostIDs) {
		if err := add("id_hash IN (?"+strings.Repeat(",?", len(some)-1)+")", some...); err != nil {
			return nil, err
		}
	}
	return slices.Collect(maps.Values(alike)), nil
}

// entries returns the entries for which a condition holds.
func (j *Journal) entries(ctx context.Context, where string, arguments ...any) (found []classcloud.JournalEntry, err error) {
	query := j.dialect.numbered(`SELECT scope, caller_key, version, id, look, sent, begin_time, expire_time, doubt_time FROM classcloud_journal WHERE ` + where)
	err = j.patiently(ctx, "the journal was not read", func() error {
		found = nil
		return j.rows(ctx, query, arguments, func(rows *sql.Rows) error {
			var e classcloud.JournalEntry
			var begin, expire, doubt int64
			err := rows.Scan(&e.Scope, &e.Key, &e.Version, &e.ID, &e.Look, &e.Sent, &begin, &expire, &doubt)
			e.BeginTime, e.ExpireTime, e.DoubtTime = moment(begin), moment(expire), moment(doubt)
			found = append(found, e)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// rows calls each with every row of a query. MySQL may be set to read what is not committed, halves of rows among it, and is told not to.
func (j *Journal) rows(ctx context.Context, query string, arguments []any, each func(*sql.Rows) error) error {
	if j.dialect != MySQL {
		return rowsOf(ctx, j.db, query, arguments, each)
	}
	tx, err := j.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted, ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return rowsOf(ctx, tx, query, arguments, each)
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, arguments ...any) (*sql.Rows, error)
}

func rowsOf(ctx context.Context, in querier, query string, arguments []any, each func(*sql.Rows) error) error {
	rows, err := in.QueryContext(ctx, query, arguments...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}

// moment is a time that milliseconds wrote.
func moment(milliseconds int64) time.Time {
	if milliseconds == 0 {
		return time.Time{}
	}
	return time.UnixMilli(milliseconds).UTC()
}

func milliseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}
