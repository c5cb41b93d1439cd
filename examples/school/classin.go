package main

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
)

// openClassIn makes classes of one course, with its students, and receives what the vendor pushes.
func openClassIn(m *means) (*vendor, error) {
	sid, err := m.variable("CLASSIN_SID")
	if err != nil {
		return nil, err
	}
	course, err := m.variable("CLASSIN_COURSE_ID")
	if err != nil {
		return nil, err
	}
	keys := classin.Credentials{SID: sid, Secret: m.env("CLASSIN_SECRET")}
	client, err := classin.New(keys, m.options("CLASSIN_BASE_URL")...)
	if err != nil {
		return nil, err
	}
	return &vendor{
		check: numbers,
		ensure: func(ctx context.Context, l *lesson) (string, error) {
			class, err := client.Classes.Ensure(ctx, &classin.CreateClassRequest{CourseID: course, ClassName: l.Title, StartTime: l.Start, EndTime: l.end(),
				TeacherUID: classin.UID(number(l.Teacher.ID)), Identity: l.Key})
			if err != nil {
				return "", err
			}
			return strconv.FormatInt(class.ClassID, 10), enrol(ctx, client, course, l)
		},
		link: func(ctx context.Context, l *lesson, who person, _ bool) (string, error) { // the vendor knows who teaches
			return client.Classes.GetJoinURL(ctx, &classin.GetJoinURLRequest{UID: classin.UID(number(who.ID)), CourseID: course, ClassID: number(l.Room)})
		},
		events: classin.CallbackHandler(classin.CallbackFuncs{
			Enter: func(ctx context.Context, c *classin.EnterCallback) error {
				return m.store.add(ctx, c.ClassroomEvents())
			},
			Leave: func(ctx context.Context, c *classin.LeaveCallback) error {
				return m.store.add(ctx, c.ClassroomEvents())
			},
			Kick: func(ctx context.Context, c *classin.KickCallback) error { return m.store.add(ctx, c.ClassroomEvents()) },
			End:  func(ctx context.Context, c *classin.EndCallback) error { return m.store.add(ctx, c.ClassroomEvents()) },
			Stage: func(ctx context.Context, c *classin.StageCallback) error {
				return m.store.add(ctx, c.ClassroomEvents())
			},
			RecordingStart: func(ctx context.Context, c *classin.RecordingStartCallback) error {
				return m.store.add(ctx, c.ClassroomEvents())
			},
			Video: func(ctx context.Context, c *classin.VideoCallback) error {
				return m.store.add(ctx, c.ClassroomEvents())
			},
			// An error here would hold up every later callback of the school.
			Other:      func(context.Context, *classin.Callback) error { return nil },
			Failed:     func(_ context.Context, err error) { m.log("classin", "", err) },
			Deliveries: m.store,
		}, keys),
	}, nil
}

// studentsAtOnce is how many the vendor advises.
const studentsAtOnce = 30

// enrol adds the lesson's students to the course: only they can enter.
func enrol(ctx context.Context, client *classin.Client, course int64, l *lesson) error {
	var students []classin.CourseStudent
	for _, s := range l.Students {
		students = append(students, classin.CourseStudent{StudentUID: classin.UID(number(s.ID)), Name: s.Name})
	}
	var errs []error
	for some := range slices.Chunk(students, studentsAtOnce) {
		items, err := client.Courses.AddStudents(ctx, &classin.AddCourseStudentsRequest{CourseID: course, Role: classin.CourseRoleStudent, Students: some})
		errs = append(errs, err)
		for _, item := range items {
			if !errors.Is(item.Err, classcloud.AlreadyExists) {
				errs = append(errs, item.Err)
			}
		}
	}
	return errors.Join(errs...)
}
