package main

import (
	"context"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud/classroom"
)

// lesson is what the journeys make at each vendor: one that begins in an hour.
type lesson struct {
	key        string // the caller's own name for it
	title      string
	start, end time.Time
}

func newLesson(now time.Time) lesson {
	start := now.Add(time.Hour).Truncate(time.Minute)
	return lesson{key: fmt.Sprintf("tour-%d", now.UnixNano()), title: "初三数学", start: start, end: start.Add(time.Hour)}
}

// The people of the lesson.
const (
	teacherName = "王老师"
	studentName = "李明"

	studentLate = 5 * time.Minute  // the student comes after the start
	studentStay = 40 * time.Minute // and is there so long
)

// play lets a student come late and leave early, by the clock of the test server.
func (v *visit) play(ctx context.Context, enter, leave func()) error {
	if err := v.clock.Sleep(ctx, v.lesson.start.Add(studentLate).Sub(v.clock.Now())); err != nil {
		return err
	}
	enter()
	if err := v.clock.Sleep(ctx, studentStay); err != nil {
		return err
	}
	leave()
	return v.clock.Sleep(ctx, v.lesson.end.Sub(v.clock.Now()))
}

// attendance computes the student's part from what the vendor tells.
func (v *visit) attendance(studentID string, events []classroom.Event) (string, error) {
	roster := []classroom.Person{{ID: studentID, Name: studentName, Role: classroom.RoleStudent}}
	report := classroom.Attendance(classroom.Lesson{StartTime: v.lesson.start, EndTime: v.lesson.end}, roster, events)
	return v.partOf(report.Rows[0])
}

// partOf says how the student took part, and fails if it is not what happened.
func (v *visit) partOf(row classroom.Row) (string, error) {
	text := fmt.Sprintf("%s: %.0f of %.0f min, %.0f min late", studentName, row.Total.Minutes(), v.lesson.end.Sub(v.lesson.start).Minutes(), row.LateBy.Minutes())
	if row.Total.Round(time.Minute) != studentStay || row.LateBy.Round(time.Minute) != studentLate {
		return "", fmt.Errorf("want %v and %v late, got %s", studentStay, studentLate, text)
	}
	return text, nil
}

// day writes a moment as people say it.
func day(t time.Time) string { return t.Local().Format("Mon 2 Jan 15:04") }

// span writes from when to when.
func span(start, end time.Time) string { return day(start) + " to " + end.Local().Format("15:04") }
