package classcloudsql

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-classcloud/classcloud"
)

// errGone is the failure of a save in whose way something stood that is not there any more.
var errGone = errors.New("what was in the way is gone")

// saving is an entry on its way into the table. Its word tells it from every other: by it, one whose answer was lost is known to be there.
type saving struct {
	classcloud.JournalEntry
	hash, word string
	idHash     any // nil for none
	lookHash   any
}

// Save stores an entry, if nobody has saved it since it was read. One whose answer is lost is looked for and, if it is not there, tried again.
func (j *Journal) Save(ctx context.Context, e classcloud.JournalEntry) error {
	for name, text := range map[string]string{"Scope": e.Scope, "Key": e.Key, "ID": e.ID, "Look": e.Look, "Sent": e.Sent} {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) { // of which each database makes something else
			return fmt.Errorf("classcloudsql: the entry was not saved: its %s is not text in UTF-8", name)
		}
	}
	s := &saving{JournalEntry: e, hash: hash(e.Scope, e.Key), word: rand.Text()}
	if e.ID != "" {
		s.idHash = hash(e.Scope, e.ID)
	} else {
		s.lookHash = hash(e.Scope, e.Look)
	}
	return j.patiently(ctx, "the entry was not saved", func() error { return j.try(ctx, s) })
}

// try saves once. Drivers have no common word for what is there already, so whatever was not written, the table says why.
func (j *Journal) try(ctx context.Context, s *saving) error {
	written, failure := j.write(ctx, s)
	if written {
		return nil
	}
	known, err := j.verdict(ctx, s)
	switch {
	case known:
		return err
	case failure != nil || err != nil:
		return errors.Join(failure, err)
	}
	return errGone
}

// write is the one statement of a save. It reports whether it wrote the entry.
func (j *Journal) write(ctx context.Context, s *saving) (bool, error) {
	var query string
	arguments := []any{s.idHash, s.lookHash, s.Version + 1, s.ID, s.Look, s.Sent,
		milliseconds(s.BeginTime), milliseconds(s.ExpireTime), milliseconds(s.DoubtTime), time.Now().UnixMilli(), s.word, s.hash}
	if s.Version == 0 {
		query = `INSERT INTO classcloud_journal (id_hash, look_hash, version, id, look, sent, begin_time, expire_time, doubt_time, update_time, save_word, entry_hash, scope, caller_key)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)` + j.dialect.quietly()
		arguments = append(arguments, s.Scope, s.Key)
	} else {
		query = `UPDATE classcloud_journal SET id_hash = ?, look_hash = ?, version = ?, id = ?, look = ?, sent = ?, begin_time = ?, expire_time = ?, doubt_time = ?,
			update_time = ?, save_word = ? WHERE entry_hash = ? AND version = ?`
		arguments = append(arguments, s.Version)
	}
	result, err := j.db.ExecContext(ctx, j.dialect.numbered(query), arguments...)
	if err != nil {
		return false, err
	}
	count, err := result.RowsAffected()
	return count == 1, err
}

// verdict says what became of an entry of which nobody said that it was written, if the table tells that.
func (j *Journal) verdict(ctx context.Context, s *saving) (known bool, err error) {
	var version int64
	var word string
	taken := false
	query := j.dialect.numbered(`SELECT entry_hash, version, save_word FROM classcloud_journal WHERE entry_hash = ? OR id_hash = ?`)
	err = j.rows(ctx, query, []any{s.hash, s.idHash}, func(rows *sql.Rows) error {
		var of, wordOf string
		var versionOf int64
		err := rows.Scan(&of, &versionOf, &wordOf)
		if of == s.hash {
			version, word = versionOf, wordOf
		} else {
			taken = true
		}
		return err
	})
	switch {
	case err != nil:
		return false, err
	case word == s.word:
		return true, nil
	case version != s.Version:
		return true, classcloud.ErrJournalConflict
	case taken:
		return true, classcloud.ErrJournalTaken
	}
	return false, nil
}
