package weclassroomtest

import (
	"fmt"
	"slices"
	"time"
)

// visit is somebody's time in a lesson. Its end is zero while the user is there.
type visit struct {
	lessonID, userID int64
	began, ended     time.Time
	devices          int // on how many the user is there
}

// StartLesson lets the teacher click the start of a lesson that was added as Missed, at the server's time, which is its actual_start_time
// (点击上课时间). It then goes on until EndLesson: how long the vendor lets it go on is not documented. Without StartLesson a lesson is held by its
// schedule, and one that is Missed never. StartLesson panics when the id is unknown.
func (s *Server) StartLesson(id int64) {
	s.kit.Do(func() {
		lesson := s.mustHaveLesson("StartLesson", id)
		lesson.Missed, lesson.ActualStartTime = false, s.Now()
	})
}

// EndLesson ends a lesson at the server's time. It panics when the id is unknown.
func (s *Server) EndLesson(id int64) {
	s.kit.Do(func() { s.mustHaveLesson("EndLesson", id).ActualEndTime = s.Now() })
}

// EnterLesson lets a user enter a lesson on one more device, at the server's time. It panics when the lesson or the user is unknown.
//
// From what users do Reports.ListAttendance and Reports.GetTeacherAttendance are made, of all stays that are over, unless AddAttendance or
// AddTeacherAttendance says otherwise. The document does not say what its numbers count; inferred is this: listen_time is seconds within the
// lesson, from its actual start to its actual end, a time on two devices once; inout_times is how often the user came;
// u_late counts from the planned start to the first entry, and u_leave from the last exit to the planned end, in whole minutes.
func (s *Server) EnterLesson(lessonID, userID int64) {
	s.kit.Do(func() {
		s.mustKnow("EnterLesson", lessonID, userID)
		if v := s.staying(lessonID, userID); v != nil {
			v.devices++
			return
		}
		s.visits = append(s.visits, &visit{lessonID: lessonID, userID: userID, began: s.Now(), devices: 1})
	})
}

// LeaveLesson lets a user leave a lesson on one device. It does nothing for who is not there.
func (s *Server) LeaveLesson(lessonID, userID int64) {
	s.kit.Do(func() {
		v := s.staying(lessonID, userID)
		if v == nil {
			return
		}
		if v.devices--; v.devices == 0 {
			v.ended = s.Now()
		}
	})
}

// mustHaveLesson returns a lesson, and panics when its id is unknown.
func (s *Server) mustHaveLesson(caller string, id int64) *Lesson {
	lesson := s.lessons.rows[id]
	if lesson == nil {
		panic(fmt.Sprintf("weclassroomtest: %s: no lesson has the id %d", caller, id))
	}
	return lesson
}

// staying returns the visit of a user who is in a lesson, or nil.
func (s *Server) staying(lessonID, userID int64) *visit {
	i := slices.IndexFunc(s.visits, func(v *visit) bool { return v.lessonID == lessonID && v.userID == userID && v.devices > 0 })
	if i < 0 {
		return nil
	}
	return s.visits[i]
}

// attended returns what the reports say of a user's stays in a lesson that are over.
func (s *Server) attended(lesson Lesson, userID int64) Attendance {
	attendance := Attendance{LessonID: lesson.LessonID, UserID: userID}
	began, ended := lesson.held(s.Now())
	for _, v := range s.visits {
		if v.lessonID != lesson.LessonID || v.userID != userID || v.ended.IsZero() {
			continue
		}
		if attendance.Entries++; attendance.Entries == 1 {
			attendance.LateBy = max(0, v.began.Sub(lesson.StartTime))
		}
		attendance.EarlyBy = max(0, lesson.EndTime.Sub(v.ended))
		from, to := v.began, v.ended
		if began.After(from) {
			from = began
		}
		if !ended.IsZero() && ended.Before(to) {
			to = ended
		}
		if !began.IsZero() && to.After(from) {
			attendance.ListenTime += int64(to.Sub(from) / time.Second)
		}
	}
	return attendance
}
