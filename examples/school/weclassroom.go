package main

import (
	"context"
	"strconv"

	"github.com/go-classcloud/classcloud/weclassroom"
)

// openWeClassroom makes lessons of one classroom, whose students are its own, and watches them. People enter by the vendor's app.
func openWeClassroom(m *means) (*vendor, error) {
	classroom, err := m.variable("WECLASSROOM_CLASSROOM_ID")
	if err != nil {
		return nil, err
	}
	keys := weclassroom.Credentials{ApplicationID: m.env("WECLASSROOM_APPLICATION_ID"), Secret: m.env("WECLASSROOM_SECRET")}
	client, err := weclassroom.New(keys, m.options("WECLASSROOM_BASE_URL")...)
	if err != nil {
		return nil, err
	}
	return &vendor{
		check: numbers,
		ensure: func(ctx context.Context, l *lesson) (string, error) {
			made, err := client.Lessons.Ensure(ctx, &weclassroom.EnsureLessonRequest{Journal: m.store.journal, Key: l.Key, Lesson: weclassroom.CreateLessonRequest{
				ClassroomID: classroom, TeacherID: number(l.Teacher.ID), Name: l.Title, StartTime: l.Start, EndTime: l.end(), Genre: new(weclassroom.GenreFormal)}})
			if err != nil {
				return "", err
			}
			return strconv.FormatInt(made.LessonID, 10), nil
		},
		watch: func(ctx context.Context) error { return m.watch(ctx, "weclassroom", client.ClassroomEvents) },
	}, nil
}
