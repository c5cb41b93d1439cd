package weclassroomtest

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const attendancePage = 40 // rows

// Attendance is how a student was in a lesson.
type Attendance struct {
	LessonID    int64
	UserID      int64
	ListenTime  int64 // the document names no unit
	InOutTimes  int64
	LateMinutes int64 // late by
	LeftMinutes int64 // left early by
}

// TeacherAttendance is how the teacher was in a lesson.
type TeacherAttendance struct {
	LessonID        int64
	TeacherID       int64     // 0 is the lesson's
	ActualStartTime time.Time // zero is the lesson's, as far as it is held
	ActualEndTime   time.Time // zero is the lesson's, as far as it is held
	ListenTime      int64     // the document names no unit
	InOutTimes      int64
	LateMinutes     int64 // late by
	LeftMinutes     int64 // left early by
}

// AddAttendance seeds what Reports.ListAttendance answers of a student; a later one of the same student and lesson takes the place of
// the earlier. The students of a lesson that are not seeded are answered with zeros. It panics when the lesson or the user is unknown.
func (s *Server) AddAttendance(attendance Attendance) {
	s.kit.Do(func() {
		s.mustKnow("AddAttendance", attendance.LessonID, attendance.UserID)
		s.attendance = slices.DeleteFunc(s.attendance, func(a Attendance) bool {
			return a.LessonID == attendance.LessonID && a.UserID == attendance.UserID
		})
		s.attendance = append(s.attendance, attendance)
	})
}

// AddTeacherAttendance seeds what Reports.GetTeacherAttendance answers; a later one of the same lesson takes the place of the earlier.
// It panics when the lesson or the teacher is unknown.
func (s *Server) AddTeacherAttendance(attendance TeacherAttendance) {
	s.kit.Do(func() {
		s.mustKnow("AddTeacherAttendance", attendance.LessonID, attendance.TeacherID)
		s.teaching = slices.DeleteFunc(s.teaching, func(a TeacherAttendance) bool { return a.LessonID == attendance.LessonID })
		s.teaching = append(s.teaching, attendance)
	})
}

// mustKnow checks what is seeded; the user may be 0, which is nobody.
func (s *Server) mustKnow(caller string, lessonID, uid int64) {
	if s.lessons.rows[lessonID] == nil {
		panic(fmt.Sprintf("weclassroomtest: %s: no lesson has the id %d", caller, lessonID))
	}
	if uid != 0 && s.users.rows[uid] == nil {
		panic(fmt.Sprintf("weclassroomtest: %s: no user has the uid %d", caller, uid))
	}
}

func (s *Server) attendanceRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Reports.ListAttendance", "/lesson/io/info", s.listAttendance),                 // API 23
		s.route("Reports.GetTeacherAttendance", "/v2/data/teacher/inout", s.teacherAttendance), // API 34
	}
}

func (s *Server) listAttendance(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lessonId")
	page := p.optionalInteger("page", 0)
	if page < 0 {
		p.fail(codeValue, "page", "不能为负数")
	}
	if p.refused != nil {
		return nil, p.refused
	}
	page = cmp.Or(page, 1)
	all, rows := s.attendanceOf(*lesson), []any{}
	for _, attendance := range pageOf(all, page, attendancePage) {
		rows = append(rows, object{
			{"user_id", attendance.UserID},
			{"listen_time", attendance.ListenTime},
			{"inout_times", attendance.InOutTimes},
			{"u_late", attendance.LateMinutes},
			{"u_leave", attendance.LeftMinutes},
		})
	}
	return success("success", member{"data", object{
		{"page", page},
		{"sumpage", pages(len(all), attendancePage)},
		{"count", len(all)},
		{"data", rows},
	}}), nil
}

// attendanceOf is that of the lesson's students, then that of others who were seeded.
func (s *Server) attendanceOf(lesson Lesson) (all []Attendance) {
	for _, uid := range lesson.Students {
		all = append(all, Attendance{LessonID: lesson.ID, UserID: uid})
	}
	for _, seeded := range s.attendance {
		if seeded.LessonID != lesson.ID {
			continue
		}
		if i := slices.Index(lesson.Students, seeded.UserID); i >= 0 {
			all[i] = seeded
		} else {
			all = append(all, seeded)
		}
	}
	return all
}

func (s *Server) teacherAttendance(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lessonId")
	if p.refused != nil {
		return nil, p.refused
	}
	attendance := s.teachingOf(*lesson)
	return object{{"status", 1}, {s.dialect.codeName("/v2/"), codeOK}, {"msg", ""}, {"data", object{
		{"teacher_id", attendance.TeacherID},
		{"actual_start_time", s.dialect.timeOrNone(attendance.ActualStartTime)},
		{"actual_end_time", s.dialect.timeOrNone(attendance.ActualEndTime)},
		{"listen_time", attendance.ListenTime},
		{"inout_times", attendance.InOutTimes},
		{"u_late", attendance.LateMinutes},
		{"u_leave", attendance.LeftMinutes},
	}}}, nil
}

func (s *Server) teachingOf(lesson Lesson) TeacherAttendance {
	attendance := TeacherAttendance{}
	for _, seeded := range s.teaching {
		if seeded.LessonID == lesson.ID {
			attendance = seeded
		}
	}
	began, ended := lesson.held(s.Now())
	attendance.TeacherID = cmp.Or(attendance.TeacherID, lesson.TeacherID)
	if attendance.ActualStartTime.IsZero() {
		attendance.ActualStartTime = began
	}
	if attendance.ActualEndTime.IsZero() {
		attendance.ActualEndTime = ended
	}
	return attendance
}
