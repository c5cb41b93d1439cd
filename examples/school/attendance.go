package main

import (
	"context"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

// stage is where a lesson stands.
type stage string

const (
	stagePlanned stage = "planned" // it has not begun
	stageRunning stage = "running" // it may go on
	stageOver    stage = "over"
)

// sheet says who was in a lesson, as far as its vendor told.
type sheet struct {
	lesson *lesson
	stage  stage
	known  bool // somebody came or left: without that nobody knows whether the vendor tells it and who is absent
	report *classroom.Report
	rows   []sheetRow
}

// sheetRow is a person's row. Devices are the stays on each, where the vendor tells several devices of the person apart.
type sheetRow struct {
	classroom.Row
	Devices [][]classroom.Span
}

// sheet computes the attendance of a lesson. Until the lesson is over it counts up to now.
func (s *school) sheet(ctx context.Context, l *lesson) (*sheet, error) {
	var events []classroom.Event
	if l.Room != "" {
		var err error
		if events, err = s.store.events(ctx, l); err != nil {
			return nil, err
		}
	}
	return newSheet(l, events, s.clock.Now()), nil
}

func newSheet(l *lesson, events []classroom.Event, now time.Time) *sheet {
	sh := &sheet{lesson: l, stage: stageRunning}
	times := classroom.Lesson{StartTime: l.Start, EndTime: l.end()}
	switch {
	case now.Before(l.Start):
		sh.stage = stagePlanned
	case now.Before(l.end()):
		times.EndTime = now
	default:
		sh.stage = stageOver
	}
	sh.report = classroom.Attendance(times, l.roster(), events)
	if sh.report.Held.EndTime.After(l.Start) && sh.stage == stageRunning {
		sh.stage = stageOver // the class ended early
	}
	sh.known = slices.ContainsFunc(events, moves)
	for _, row := range sh.report.Rows {
		sh.rows = append(sh.rows, sheetRow{row, devices(times, row.Person, events)})
	}
	return sh
}

// isAbsent reports whether somebody who was expected never came. Before the end nobody knows.
func (s *sheet) isAbsent(row sheetRow) bool { return row.Absent && s.known && s.stage == stageOver }

func moves(e classroom.Event) bool {
	return e.Kind == classroom.KindJoined || e.Kind == classroom.KindLeft || e.Kind == classroom.KindKicked
}

// devices returns somebody's stays on each device, of two devices and more. Attendance merges them; of one device's events it is that device's.
func devices(times classroom.Lesson, who classroom.Person, events []classroom.Event) (all [][]classroom.Span) {
	var names []string
	for _, e := range events {
		if e.User.ID == who.ID && e.User.Device != "" && !slices.Contains(names, e.User.Device) {
			names = append(names, e.User.Device)
		}
	}
	if len(names) < 2 {
		return nil
	}
	slices.Sort(names)
	for _, name := range names {
		var own []classroom.Event
		for _, e := range events {
			if !moves(e) || e.User.ID == who.ID && (e.User.Device == name || e.User.Device == "" && e.Kind != classroom.KindJoined) {
				own = append(own, e)
			}
		}
		if rows := classroom.Attendance(times, []classroom.Person{who}, own).Rows; len(rows) > 0 {
			all = append(all, rows[0].Stays)
		}
	}
	return all
}
