package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

// add writes events. One that is there already is the same: vendors repeat them, and so does a program that was killed.
func (s *store) add(ctx context.Context, events []classroom.Event) error {
	return s.within(ctx, func(tx *sql.Tx) error { return addIn(ctx, tx, events) })
}

// addIn writes events in the caller's transaction. The vendor's own value, Event.Raw, is left out: it may hold secrets.
func addIn(ctx context.Context, tx *sql.Tx, events []classroom.Event) error {
	for _, e := range events {
		if e.Kind == classroom.KindOther { // what only the vendor has a word for, such as chat
			continue
		}
		id := e.ID
		if id == "" { // ClassIn's End may have none
			id = fmt.Sprintf("%s/%s/%d/%s/%s", roomOf(e), e.Kind, e.At.UnixMilli(), e.User.ID, e.User.Device)
		}
		at := int64(0)
		if !e.At.IsZero() {
			at = e.At.UnixMilli()
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO event (vendor, id, room, kind, at, within, user_id, user_name, role, device) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			e.Vendor, id, roomOf(e), e.Kind.String(), at, e.Within.Milliseconds(), e.User.ID, e.User.Name, e.User.Role.String(), e.User.Device)
		if err != nil {
			return err
		}
	}
	return nil
}

// roomOf returns the id that a vendor's events and creates share.
func roomOf(e classroom.Event) string {
	if e.Vendor == "baijiayun" { // whose LessonID is one of several recordings
		return e.RoomID
	}
	return cmp.Or(e.LessonID, e.RoomID) // ClassIn's rooms are courses
}

// events returns what happened in a lesson.
func (s *store) events(ctx context.Context, l *lesson) (events []classroom.Event, err error) {
	kinds, roles := named(classroom.KindOther, classroom.KindRecordingFailed), named(classroom.RoleUnknown, classroom.RoleRecorder)
	rows, err := s.db.QueryContext(ctx, `SELECT id, kind, at, within, user_id, user_name, role, device FROM event WHERE vendor = ? AND room = ? ORDER BY at, id`, l.Vendor, l.Room)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		e := classroom.Event{Vendor: l.Vendor, RoomID: l.Room}
		var kind, role string
		var at, within int64
		if err := rows.Scan(&e.ID, &kind, &at, &within, &e.User.ID, &e.User.Name, &role, &e.User.Device); err != nil {
			return nil, err
		}
		e.Kind, e.User.Role, e.Within = kinds[kind], roles[role], time.Duration(within)*time.Millisecond
		if at != 0 {
			e.At = time.UnixMilli(at)
		}
		events = append(events, e)
	}
	return events, rows.Err()
}

// named returns the values of an enumeration by their names.
func named[T interface {
	~int
	String() string
}](first, last T) map[string]T {
	values := map[string]T{}
	for v := first; v <= last; v++ {
		values[v.String()] = v
	}
	return values
}

// Seen implements classcloud.DeliveryStore.
func (s *store) Seen(ctx context.Context, id string) (seen bool, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM delivery WHERE id = ? AND claim = '')`, id).Scan(&seen)
	return seen, err
}

// Remember implements classcloud.DeliveryStore. Rows may be deleted some days after their time.
func (s *store) Remember(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO delivery VALUES (?, '', ?) ON CONFLICT (id) DO UPDATE SET claim = '', time = excluded.time`, id, s.now().UnixMilli())
	return err
}

// Claim implements classcloud.DeliveryClaimer. A claim's time is when it runs out.
func (s *store) Claim(ctx context.Context, id string, lease time.Duration) (claim string, seen bool, err error) {
	now, word := s.now(), rand.Text()
	done, err := s.db.ExecContext(ctx, `INSERT INTO delivery VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET claim = excluded.claim, time = excluded.time
		WHERE claim <> '' AND time <= ?`, id, word, now.Add(lease).UnixMilli(), now.UnixMilli())
	if err != nil {
		return "", false, err
	}
	n, err := done.RowsAffected()
	if err != nil || n == 1 {
		return word, false, err
	}
	seen, err = s.Seen(ctx, id)
	return "", seen, err
}

// Release implements classcloud.DeliveryClaimer.
func (s *store) Release(ctx context.Context, id, claim string) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM delivery WHERE id = ? AND claim = ?`, id, claim)
	return err
}

// watchStore is a classroom.WatchStore of one vendor.
type watchStore struct {
	*store
	vendor string
}

// Get implements classroom.WatchStore.
func (w watchStore) Get(ctx context.Context, id string) (text string, err error) {
	err = w.db.QueryRowContext(ctx, `SELECT text FROM watch WHERE vendor = ? AND id = ?`, w.vendor, id).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return text, err
}

// Put implements classroom.WatchStore.
func (w watchStore) Put(ctx context.Context, id, text string) error {
	_, err := w.db.ExecContext(ctx, `INSERT INTO watch VALUES (?, ?, ?) ON CONFLICT (vendor, id) DO UPDATE SET text = excluded.text`, w.vendor, id, text)
	return err
}
