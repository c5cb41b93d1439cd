// Package agorastore keeps an agora.EventPoller's progress in a SQL database, in the transactions of the handler: every event is handled
// exactly once, whatever dies when. It is an example to copy; only the module of the driver is needed besides database/sql.
package agorastore

import (
	"context"
	"database/sql"
	"errors"

	"github.com/go-classcloud/classcloud/agora"
)

// Schema holds the store's two tables. The texts must come back as they were written, so value is not a JSON column.
const Schema = `
CREATE TABLE IF NOT EXISTS agora_owner  (stream TEXT PRIMARY KEY, owner TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS agora_record (stream TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (stream, key));`

// Store is an agora.EventStore in a SQL database.
type Store struct{ DB *sql.DB }

// Open makes owner the only writer of a stream and returns the stream's records.
func (s Store) Open(ctx context.Context, stream, owner string) ([]agora.StoredRecord, error) {
	_, err := s.DB.ExecContext(ctx, `INSERT INTO agora_owner VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET owner = excluded.owner`, stream, owner)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.QueryContext(ctx, `SELECT key, value FROM agora_record WHERE stream = ?`, stream)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var records []agora.StoredRecord
	for rows.Next() {
		var r agora.StoredRecord
		if err := rows.Scan(&r.Key, &r.Value); err != nil {
			return nil, err
		}
		records = append(records, r)
	}
	return records, rows.Err()
}

// Get returns the value of a record, or "".
func (s Store) Get(ctx context.Context, stream, key string) (value string, err error) {
	err = s.DB.QueryRowContext(ctx, `SELECT value FROM agora_record WHERE stream = ? AND key = ?`, stream, key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// Save makes a change in a transaction of its own.
func (s Store) Save(ctx context.Context, change agora.StoreChange) error {
	return s.Within(ctx, func(tx *sql.Tx) error { return SaveIn(ctx, tx, change) })
}

// SaveIn makes a change in the caller's transaction. It touches the owner's row, so that two pollers cannot both commit.
func SaveIn(ctx context.Context, tx *sql.Tx, change agora.StoreChange) error {
	done, err := tx.ExecContext(ctx, `UPDATE agora_owner SET owner = owner WHERE stream = ? AND owner = ?`, change.Stream, change.Owner)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(agora.ErrAnotherPoller, err)
	}
	for _, key := range change.Drop {
		if _, err := tx.ExecContext(ctx, `DELETE FROM agora_record WHERE stream = ? AND key = ?`, change.Stream, key); err != nil {
			return err
		}
	}
	for _, r := range change.Put {
		_, err := tx.ExecContext(ctx, `INSERT INTO agora_record VALUES (?, ?, ?) ON CONFLICT (stream, key) DO UPDATE SET value = excluded.value`,
			change.Stream, r.Key, r.Value)
		if err != nil {
			return err
		}
	}
	return nil
}

// Within runs f in a transaction, which is rolled back after an error or a panic.
func (s Store) Within(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.DB.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}
