package weclassroomtest

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const attendancePage = 40 // rows per page

// Attendance says how a student took part in a lesson.
type Attendance struct {
	LessonID   int64
	UserID     int64
	ListenTime int64         // listen_time; the document does not name the unit
	Entries    int64         // inout_times: how often the student entered and left
	LateBy     time.Duration // how late the student came; whole minutes
	EarlyBy    time.Duration // how early the student left; whole minutes
}

// TeacherAttendance says how the teacher took part in a lesson.
type TeacherAttendance struct {
	LessonID        int64
	TeacherID       int64         // 0 means the lesson's teacher
	ActualStartTime time.Time     // zero means the lesson's start, once it is held
	ActualEndTime   time.Time     // zero means the lesson's end, once it is held
	ListenTime      int64         // listen_time; the document does not name the unit
	Entries         int64         // inout_times: how often the teacher entered and left
	LateBy          time.Duration // how late the teacher came; whole minutes
	EarlyBy         time.Duration // how early the teacher left; whole minutes
}

// AddAttendance adds a row of Reports.ListAttendance; it replaces an earlier one of the same student and lesson. Students of a
// lesson without an attendance have the row that EnterLesson and LeaveLesson make, one of zeros without them. AddAttendance panics when the lesson or the user is unknown.
func (s *Server) AddAttendance(attendance Attendance) {
	s.kit.Do(func() {
		s.mustKnow("AddAttendance", attendance.LessonID, attendance.UserID)
		s.attendance = slices.DeleteFunc(s.attendance, func(a Attendance) bool {
			return a.LessonID == attendance.LessonID && a.UserID == attendance.UserID
		})
		s.attendance = append(s.attendance, attendance)
	})
}

// AddTeacherAttendance sets the result of Reports.GetTeacherAttendance; it replaces an earlier one of the same lesson. It panics
// when the lesson or the teacher is unknown.
func (s *Server) AddTeacherAttendance(attendance TeacherAttendance) {
	s.kit.Do(func() {
		s.mustKnow("AddTeacherAttendance", attendance.LessonID, attendance.TeacherID)
		s.teaching = slices.DeleteFunc(s.teaching, func(a TeacherAttendance) bool { return a.LessonID == attendance.LessonID })
		s.teaching = append(s.teaching, attendance)
	})
}

// mustKnow panics when the lesson or the user of something that is added is unknown. A user id of 0 is not checked.
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
	all, rows, size := s.attendanceOf(*lesson), []any{}, int64(s.kit.Cap("Reports.ListAttendance", attendancePage))
	for _, attendance := range pageOf(all, page, size) {
		rows = append(rows, object{
			{"user_id", attendance.UserID},
			{"listen_time", attendance.ListenTime},
			{"inout_times", attendance.Entries},
			{"u_late", minutes(attendance.LateBy)},
			{"u_leave", minutes(attendance.EarlyBy)},
		})
	}
	return success("success", member{"data", object{
		{"page", page},
		{"sumpage", pages(len(all), size)},
		{"count", len(all)},
		{"data", rows},
	}}), nil
}

// attendanceOf returns the attendance of the lesson's students, followed by the attendance of others that was added.
func (s *Server) attendanceOf(lesson Lesson) (all []Attendance) {
	for _, uid := range lesson.StudentIDs {
		all = append(all, s.attended(lesson, uid))
	}
	for _, seeded := range s.attendance {
		if seeded.LessonID != lesson.LessonID {
			continue
		}
		if i := slices.Index(lesson.StudentIDs, seeded.UserID); i >= 0 {
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
		{"inout_times", attendance.Entries},
		{"u_late", minutes(attendance.LateBy)},
		{"u_leave", minutes(attendance.EarlyBy)},
	}}}, nil
}

func (s *Server) teachingOf(lesson Lesson) TeacherAttendance {
	was := s.attended(lesson, lesson.TeacherID)
	attendance := TeacherAttendance{ListenTime: was.ListenTime, Entries: was.Entries, LateBy: was.LateBy, EarlyBy: was.EarlyBy}
	for _, seeded := range s.teaching {
		if seeded.LessonID == lesson.LessonID {
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

// minutes returns the whole minutes of a span, which the vendor counts.
func minutes(d time.Duration) int64 { return int64(d / time.Minute) }
