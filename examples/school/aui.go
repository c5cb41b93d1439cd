package main

import (
	"context"

	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/classroom"
)

// openAUI makes classes at your own AppServer, and watches them. People enter by your own page.
func openAUI(m *means) (*vendor, error) {
	client, err := aui.New(aui.Credentials{Username: m.env("AUI_USERNAME"), Password: m.env("AUI_PASSWORD")}, m.options("AUI_BASE_URL")...)
	if err != nil {
		return nil, err
	}
	return &vendor{
		check: func(*lesson) []string { return nil },
		ensure: func(ctx context.Context, l *lesson) (string, error) {
			class, err := client.Classes.Ensure(ctx, &aui.EnsureClassRequest{Journal: m.store.journal, Key: l.Key, Class: aui.CreateClassRequest{
				Title: l.Title, TeacherID: l.Teacher.ID, TeacherName: l.Teacher.Name,
				Extends: `{"lesson":"` + l.Key + `"}`, // two lessons that look alike are told apart by it
			}})
			if err != nil {
				return "", err
			}
			return class.ClassID, nil
		},
		watch: func(ctx context.Context) error { return m.watch(ctx, "aui", client.ClassroomEvents) },
	}, nil
}

// watch asks a vendor that pushes nothing what happened in the lessons that are on.
func (m *means) watch(ctx context.Context, vendor string, look func(context.Context, string) ([]classroom.Event, error)) error {
	w := &classroom.Watch{
		Lessons: func(ctx context.Context) ([]string, error) { return m.store.openRooms(ctx, vendor, m.clock.Now()) },
		Look:    look, Store: watchStore{m.store, vendor}, Clock: m.clock,
		Handle: func(ctx context.Context, e classroom.Event) error { return m.store.add(ctx, []classroom.Event{e}) },
		Failed: func(_ context.Context, id string, err error) { m.log(vendor, id, err) },
	}
	return w.Run(ctx)
}
