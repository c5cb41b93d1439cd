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
	const people, room, made = "the people", "the classroom", "the lesson"
	const teacherPhone, studentPhone = "13800138000", "13900139000"
	ids := map[string]int64{} // by phone
	ensure := &weclassroom.EnsureLessonRequest{Journal: &classcloud.MemoryJournal{}, Key: l.key}
	var lesson *weclassroom.EnsuredLesson
	return []step{
		{"register " + teacherName + " and " + studentName, nil, people, func(ctx context.Context) (string, error) {
			users, err := c.Users.Create(ctx, &weclassroom.CreateUsersRequest{Users: []weclassroom.NewUser{
				{Phone: teacherPhone, Name: teacherName, Role: weclassroom.RoleTeacher, Gender: weclassroom.GenderFemale},
				{Phone: studentPhone, Name: studentName, Role: weclassroom.RoleStudent, Gender: weclassroom.GenderMale},
			}})
			for _, user := range users { // the vendor promises no order
				ids[user.Phone] = user.UserID
			}
			return fmt.Sprintf("users %d and %d", ids[teacherPhone], ids[studentPhone]), err
		}},
		{"make a classroom 初三(2)班", []string{people}, room, func(ctx context.Context) (string, error) {
			made, err := c.Classrooms.Create(ctx, &weclassroom.CreateClassroomRequest{TeacherID: ids[teacherPhone], Name: "初三(2)班", Category: new(weclassroom.CategorySmall)})
			if err != nil {
				return "", err
			}
			ensure.Lesson = weclassroom.CreateLessonRequest{ClassroomID: made.ClassroomID, TeacherID: ids[teacherPhone], Name: l.title,
				StartTime: l.start, EndTime: l.end, Genre: new(weclassroom.GenreFormal)}
			_, err = c.Classrooms.AddStudents(ctx, &weclassroom.AddClassroomStudentsRequest{ClassroomID: made.ClassroomID, StudentIDs: []int64{ids[studentPhone]}})
			return fmt.Sprintf("classroom %d, with %s", made.ClassroomID, studentName), err
		}},
		{v.losing("make " + l.title), []string{room}, made, func(ctx context.Context) (_ string, err error) {
			if srv != nil {
				srv.Inject("Lessons.Create", weclassroomtest.Fault{Apply: true, Reset: true})
			}
			if lesson, err = c.Lessons.Ensure(ctx, ensure); err != nil || srv == nil {
				return "made, under a key of ours", err
			}
			return onlyOne(len(srv.Lessons()), len(srv.Faults()), "found at the teacher's, one lesson", lesson.Lesson != nil)
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
			return v.attendanceAtWeClassroom(ctx, c, srv, lesson.LessonID, ids[studentPhone])
		}},
	}
}

// attendanceAtWeClassroom reads the vendor's own report.
func (v *visit) attendanceAtWeClassroom(ctx context.Context, c *weclassroom.Client, srv *weclassroomtest.Server, lessonID, studentID int64) (string, error) {
	if err := v.clock.Sleep(ctx, v.lesson.start.Sub(v.clock.Now())); err != nil {
		return "", err
	}
	srv.StartLesson(lessonID)
	if err := v.play(ctx, func() { srv.EnterLesson(lessonID, studentID) }, func() { srv.LeaveLesson(lessonID, studentID) }); err != nil {
		return "", err
	}
	srv.EndLesson(lessonID)
	for row, err := range c.Reports.AllAttendance(ctx, &weclassroom.ListAttendanceRequest{LessonID: lessonID}) {
		if err != nil || row.UserID == studentID {
			return v.partOf(row.ClassroomRow(time.Second))
		}
	}
	return "", fmt.Errorf("the report does not have the student %d", studentID)
}
