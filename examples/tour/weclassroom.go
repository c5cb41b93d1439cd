package main

import (
	"context"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// weclassroomSteps make a classroom and a lesson in it, and read the vendor's own report.
func weclassroomSteps(v *visit) []step {
	c, l := v.Client.(*weclassroom.Client), v.lesson
	srv, _ := v.Server.(*weclassroomtest.Server)
	const person, room, made = "the teacher", "the classroom", "the lesson"
	var teacherID int64
	ensure := &weclassroom.EnsureLessonRequest{Journal: &classcloud.MemoryJournal{}, Key: l.key}
	var lesson *weclassroom.EnsuredLesson
	return []step{
		{"register " + teacherName, nil, person, func(ctx context.Context) (_ string, err error) {
			teacherID, err = registered(ctx, c, weclassroom.NewUser{Phone: "13800138000", Name: teacherName, Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale})
			return fmt.Sprintf("teacher %d", teacherID), err
		}},
		{"make a classroom 初三(2)班", []string{person}, room, func(ctx context.Context) (string, error) {
			made, err := c.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: teacherID, Name: "初三(2)班", Category: new(weclassroom.CategorySmall)})
			if err != nil {
				return "", err
			}
			ensure.Lesson = weclassroom.CreateLessonRequest{ClassroomID: made.ClassroomID, TeacherID: teacherID, Name: l.title,
				StartTime: l.start, EndTime: l.end, Genre: new(weclassroom.GenreFormal)}
			return fmt.Sprintf("classroom %d", made.ClassroomID), nil
		}},
		{v.losing("make " + l.title), []string{room}, made, func(ctx context.Context) (_ string, err error) {
			if srv != nil {
				srv.Inject("Lessons.Create", weclassroomtest.Fault{Apply: true, Reset: true})
			}
			if lesson, err = c.Lessons.Ensure(ctx, ensure); err != nil || srv == nil {
				return "made, under a key of ours", err
			}
			return onlyOne(len(srv.Lessons()), len(srv.Faults()), "found again: one lesson, not two", lesson.Lesson != nil)
		}},
		{"make it once more", []string{made}, "", func(ctx context.Context) (string, error) {
			second, err := c.Lessons.Ensure(ctx, ensure)
			if err != nil {
				return "", err
			}
			return again(second.Existed && second.LessonID == lesson.LessonID)
		}},
		{"read the plan", []string{made}, "", func(ctx context.Context) (string, error) {
			lessons, err := c.Lessons.ListByIDs(ctx, []int64{lesson.LessonID})
			if err != nil {
				return "", err
			}
			if len(lessons) != 1 {
				return "", fmt.Errorf("want 1 lesson, got %d", len(lessons))
			}
			return "planned, " + span(lessons[0].StartTime, lessons[0].EndTime), nil
		}},
		{"count who was there", []string{made, testServer}, "", func(ctx context.Context) (string, error) {
			return v.attendanceAtWeClassroom(ctx, c, srv, lesson.LessonID)
		}},
	}
}

// registered makes a user.
func registered(ctx context.Context, c *weclassroom.Client, user weclassroom.NewUser) (int64, error) {
	users, err := c.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{user}})
	if err != nil {
		return 0, err
	}
	return users[0].UserID, nil
}

// attendanceAtWeClassroom reads the vendor's own report.
func (v *visit) attendanceAtWeClassroom(ctx context.Context, c *weclassroom.Client, srv *weclassroomtest.Server, lessonID int64) (string, error) {
	student, err := registered(ctx, c, weclassroom.NewUser{Phone: "13900139000", Name: studentName, Role: weclassroom.RoleStudent, Gender: weclassroom.GenderMale})
	if err != nil {
		return "", err
	}
	if _, err := c.Lessons.AddStudents(ctx, &weclassroom.AddLessonStudentsRequest{LessonID: lessonID, StudentIDs: []int64{student}}); err != nil {
		return "", err
	}
	if err := v.clock.Sleep(ctx, v.lesson.start.Sub(v.clock.Now())); err != nil {
		return "", err
	}
	srv.StartLesson(lessonID)
	if err := v.play(ctx, func() { srv.EnterLesson(lessonID, student) }, func() { srv.LeaveLesson(lessonID, student) }); err != nil {
		return "", err
	}
	srv.EndLesson(lessonID)
	for row, err := range c.Reports.AllAttendance(ctx, &weclassroom.ListAttendanceRequest{LessonID: lessonID}) {
		if err != nil {
			return "", err
		}
		if row.UserID == student {
			return v.partOf(row.ClassroomRow(time.Second))
		}
	}
	return "", fmt.Errorf("the report does not have the student %d", student)
}
