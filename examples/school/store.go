package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	_ "modernc.org/sqlite"

	classcloudsql "github.com/go-classcloud/classcloud/contrib/sql"
	"github.com/go-classcloud/classcloud/examples/agorastore"
)

// schema holds the tables beside those of the journal and of Agora's poller. Times are Unix milliseconds.
const schema = `
CREATE TABLE IF NOT EXISTS lesson (
	key TEXT PRIMARY KEY, vendor TEXT NOT NULL, title TEXT NOT NULL, start_time INTEGER NOT NULL, minutes INTEGER NOT NULL,
	teacher TEXT NOT NULL, students TEXT NOT NULL, room TEXT NOT NULL DEFAULT '', problem TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS event (
	vendor TEXT, id TEXT, room TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, within INTEGER NOT NULL,
	user_id TEXT NOT NULL, user_name TEXT NOT NULL, role TEXT NOT NULL, device TEXT NOT NULL, PRIMARY KEY (vendor, id));
CREATE INDEX IF NOT EXISTS event_room ON event (vendor, room);
CREATE TABLE IF NOT EXISTS delivery (id TEXT PRIMARY KEY, claim TEXT NOT NULL, time INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS watch (vendor TEXT, id TEXT, text TEXT NOT NULL, PRIMARY KEY (vendor, id));`

// store is all that the service remembers, in one file.
type store struct {
	db      *sql.DB
	journal *classcloudsql.Journal
	agora   agorastore.Store
	now     func() time.Time
}

// openStore opens the file, or makes it. One program has it at a time: another gets an error.
func openStore(ctx context.Context, file string, now func() time.Time) (*store, error) {
	settings := url.Values{"_pragma": {"locking_mode(EXCLUSIVE)", "journal_mode(WAL)", "synchronous(FULL)"}, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: url.PathEscape(file), RawQuery: settings.Encode()}).String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // SQLite has one writer
	s := &store{db: db, journal: classcloudsql.NewJournal(db, classcloudsql.SQLite), agora: agorastore.Store{DB: db}, now: now}
	// A claim is of a program that has the file, and that is this one: the one before died while it had them.
	_, err = db.ExecContext(ctx, schema+agorastore.Schema+`DELETE FROM delivery WHERE claim <> '';`)
	if err == nil {
		err = s.journal.CreateTable(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", file, err), db.Close())
	}
	return s, nil
}

func (s *store) close() error { return s.db.Close() }

// within runs f in a transaction.
func (s *store) within(ctx context.Context, f func(*sql.Tx) error) error {
	return s.agora.Within(ctx, f)
}

// plan writes the lessons of a plan, all or none of them. Names can change later. Vendor and time cannot: the lesson exists at the vendor,
// where nobody has moved it.
func (s *store) plan(ctx context.Context, lessons []lesson) error {
	return s.within(ctx, func(tx *sql.Tx) error {
		var problems []error
		for _, l := range lessons {
			teacher, err := json.Marshal(l.Teacher)
			students, err2 := json.Marshal(l.Students)
			if err := errors.Join(err, err2); err != nil {
				return err
			}
			done, err := tx.ExecContext(ctx, `INSERT INTO lesson (key, vendor, title, start_time, minutes, teacher, students) VALUES (?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (key) DO UPDATE SET teacher = excluded.teacher, students = excluded.students
				WHERE vendor = excluded.vendor AND title = excluded.title AND start_time = excluded.start_time AND minutes = excluded.minutes`,
				l.Key, l.Vendor, l.Title, l.Start.UnixMilli(), int(l.Duration/time.Minute), teacher, students)
			if err != nil {
				return err
			}
			if n, err := done.RowsAffected(); err != nil || n == 0 {
				problems = append(problems, errors.Join(err, fmt.Errorf("the lesson %q is known with another vendor, title or time: give it another key", l.Key)))
			}
		}
		return errors.Join(problems...)
	})
}

const lessonColumns = `SELECT key, vendor, title, start_time, minutes, teacher, students, room, problem FROM lesson `

// lessons returns all lessons in the order of their starts.
func (s *store) lessons(ctx context.Context) ([]lesson, error) {
	return s.query(ctx, lessonColumns+`ORDER BY start_time, key`)
}

// lesson returns the lesson with a key, or nil.
func (s *store) lesson(ctx context.Context, key string) (*lesson, error) {
	found, err := s.query(ctx, lessonColumns+`WHERE key = ?`, key)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

func (s *store) query(ctx context.Context, query string, arguments ...any) (found []lesson, err error) {
	rows, err := s.db.QueryContext(ctx, query, arguments...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var l lesson
		var start, minutes int64
		var teacher, students []byte
		if err := rows.Scan(&l.Key, &l.Vendor, &l.Title, &start, &minutes, &teacher, &students, &l.Room, &l.Problem); err != nil {
			return nil, err
		}
		l.Start, l.Duration = time.UnixMilli(start).In(beijing), time.Duration(minutes)*time.Minute
		if err := errors.Join(json.Unmarshal(teacher, &l.Teacher), json.Unmarshal(students, &l.Students)); err != nil {
			return nil, err
		}
		found = append(found, l)
	}
	return found, rows.Err()
}

// made notes what became of a lesson: its room, or why there is none yet.
func (s *store) made(ctx context.Context, key, room string, problem error) error {
	text := ""
	if problem != nil {
		text = problem.Error()
	}
	_, err := s.db.ExecContext(ctx, `UPDATE lesson SET room = ?, problem = ? WHERE key = ?`, room, text, key)
	return err
}

// How long before and after a lesson it is asked for what happens in it: reports and recordings come when it is over.
const (
	opensBefore = time.Hour
	staysOpen   = 4 * time.Hour
)

// openRooms returns the rooms of a vendor's lessons that are on about now.
func (s *store) openRooms(ctx context.Context, vendor string, now time.Time) (rooms []string, err error) {
	lessons, err := s.query(ctx, lessonColumns+`WHERE vendor = ? AND room <> ''`, vendor)
	for _, l := range lessons {
		if now.After(l.Start.Add(-opensBefore)) && now.Before(l.end().Add(staysOpen)) {
			rooms = append(rooms, l.Room)
		}
	}
	return rooms, err
}
