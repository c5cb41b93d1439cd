package agorastore_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	_ "modernc.org/sqlite"

	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/examples/agorastore"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(file string) (agorastore.Store, error) {
	db, err := sql.Open("sqlite", file)
	if err != nil {
		return agorastore.Store{}, err
	}
	db.SetMaxOpenConns(1) // SQLite has one writer
	_, err = db.Exec(agorastore.Schema + `CREATE TABLE IF NOT EXISTS message (id TEXT PRIMARY KEY, text TEXT NOT NULL);`)
	return agorastore.Store{DB: db}, err
}

// write is a handler's own work.
func write(ctx context.Context, tx *sql.Tx, d agora.Delivery) error {
	message, ok := d.Event.Data.(*agora.ChatMessage)
	if !ok {
		return nil
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO message VALUES (?, ?)`, d.EventID, message.Message)
	return err
}

// A poller whose handler writes to a database, and saves the poller's progress in the same transaction.
func Example() {
	srv := agoratest.NewServer()
	defer srv.Close()
	client := srv.Client()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_ = client.Rooms.Create(ctx, &agora.CreateRoomRequest{RoomUUID: "math-1", RoomName: "Mathematics", RoomType: new(agora.RoomTypeLecture)})
	_ = srv.Emit("math-1", 3, map[string]any{"message": "hello", "type": 1})
	_ = srv.Emit("math-1", 3, map[string]any{"message": "goodbye", "type": 1})

	store, err := open(":memory:")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = store.DB.Close() }()
	poller := &agora.EventPoller{
		Client: client, Store: store,
		Handle: func(ctx context.Context, d agora.Delivery) error {
			return store.Within(ctx, func(tx *sql.Tx) error {
				if err := write(ctx, tx, d); err != nil {
					return err
				}
				return agorastore.SaveIn(ctx, tx, d.Saves)
			})
		},
		Lost: func(_ context.Context, l agora.LostEvents) error { fmt.Println(l); return nil },
		Lag: func(_ context.Context, l agora.EventLag) {
			if l.Events == 0 { // caught up
				cancel()
			}
		},
	}
	fmt.Println(poller.Run(ctx))
	rows, err := store.DB.Query(`SELECT text FROM message ORDER BY rowid`)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var text string
		_ = rows.Scan(&text)
		fmt.Println(text)
	}
	// Output:
	// context canceled
	// hello
	// goodbye
}

// The handler commits and fails, or the process ends between the commit and the poller's own save: nothing is written twice.
func TestEveryEventIsWrittenOnce(t *testing.T) {
	srv := agoratest.NewServer()
	defer srv.Close()
	client := srv.Client()
	require.NoError(t, client.Rooms.Create(t.Context(), &agora.CreateRoomRequest{RoomUUID: "r", RoomName: "r", RoomType: new(agora.RoomTypeLecture)}))
	file := filepath.Join(t.TempDir(), "events.db")
	for run := range 12 {
		for range 5 {
			require.NoError(t, srv.Emit("r", 3, map[string]any{"message": "hello"}))
		}
		store, err := open(file)
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		handled := 0
		poller := &agora.EventPoller{
			Client: client, Store: store, Every: time.Millisecond,
			Handle: func(ctx context.Context, d agora.Delivery) error {
				err := store.Within(ctx, func(tx *sql.Tx) error {
					if err := write(ctx, tx, d); err != nil {
						return err
					}
					return agorastore.SaveIn(ctx, tx, d.Saves)
				})
				if handled++; err == nil && handled == 3 {
					if run%2 == 0 {
						_ = store.DB.Close() // the process ends here
						cancel()
					}
					return errors.New("after the commit")
				}
				return err
			},
			Lost: func(_ context.Context, l agora.LostEvents) error { return l },
			Lag: func(_ context.Context, l agora.EventLag) {
				if l.Events == 0 && l.Unread == 0 {
					cancel()
				}
			},
		}
		assert.ErrorIs(t, poller.Run(ctx), context.Canceled)
		cancel()
		_ = store.DB.Close()
	}
	store, err := open(file)
	require.NoError(t, err)
	defer func() { _ = store.DB.Close() }()
	var rows, ids int
	require.NoError(t, store.DB.QueryRow(`SELECT count(*), count(DISTINCT id) FROM message`).Scan(&rows, &ids))
	assert.Equal(t, 60, rows)
	assert.Equal(t, rows, ids)
}

// Whoever opens a stream last owns it.
func TestAnotherPollerIsRefused(t *testing.T) {
	store, err := open(":memory:")
	require.NoError(t, err)
	defer func() { _ = store.DB.Close() }()
	for _, owner := range []string{"first", "second"} {
		_, err := store.Open(t.Context(), "app/eu", owner)
		require.NoError(t, err)
	}
	change := agora.StoreChange{Stream: "app/eu", Owner: "first", Put: []agora.StoredRecord{{Key: "k", Value: "v"}}}
	require.ErrorIs(t, store.Save(t.Context(), change), agora.ErrAnotherPoller)
	change.Owner = "second"
	require.NoError(t, store.Save(t.Context(), change))
	value, err := store.Get(t.Context(), "app/eu", "k")
	require.NoError(t, err)
	assert.Equal(t, "v", value)
}
