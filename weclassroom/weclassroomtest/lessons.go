package weclassroomtest

import (
	"fmt"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	firstLessonID = 219343875
	firstRoomID   = 459385 // room_id of common table 3, another number than the lesson's id
	firstCommand  = 872353
	maxLessonIDs  = 100 // of one call

	institutionID   = 154
	institutionName = "xdd"
)

// The states of a lesson, as API 29 lists them.
const (
	LessonNotBegun = 0
	LessonInClass  = 1
	LessonOver     = 2
	LessonExpired  = 3 // its time has passed and nobody held it
)

// Lesson is a lesson (课节) of a classroom.
type Lesson struct {
	ID             int64
	ClassroomID    int64
	TeacherID      int64 // the classroom's where none was given
	Name           string
	StartTime      time.Time // a whole minute
	EndTime        time.Time // a whole minute; the vendor keeps the lesson open until its last second, :59
	Genre          int64     // 0 formal, 1 test
	IsReplay       bool
	ReplayDuration int64 // days; 0 is the institution's default
	Command        int64 // to enter a lesson of CategoryCommand by; 0 in the others
	CreatedAt      time.Time
	Missed         bool // nobody came to hold it; every other lesson is held from its first to its last second
}

// Status is how far the lesson is at a time.
func (l Lesson) Status(now time.Time) int {
	switch {
	case now.Before(l.StartTime), l.Missed && now.Before(l.end()):
		return LessonNotBegun
	case now.Before(l.end()):
		return LessonInClass
	case l.Missed:
		return LessonExpired
	}
	return LessonOver
}

// end is the last second, as the document's examples have it: 18:45:59.
func (l Lesson) end() time.Time { return l.EndTime.Add(59 * time.Second) }

// Lessons returns all lessons by id.
func (s *Server) Lessons() (lessons []Lesson) {
	s.Do(func() { lessons = s.lessons.copies() })
	return lessons
}

// AddLesson seeds a lesson and returns it with what was left zero filled in: id, teacher, name, command. It panics when the id
// is taken, the classroom is unknown, TeacherID is no teacher's or the lesson does not end after it starts.
func (s *Server) AddLesson(lesson Lesson) Lesson {
	s.Do(func() {
		classroom := s.classrooms.rows[lesson.ClassroomID]
		if classroom == nil {
			panic(fmt.Sprintf("weclassroomtest: AddLesson: no classroom has the id %d", lesson.ClassroomID))
		}
		if user := s.users.rows[lesson.TeacherID]; lesson.TeacherID != 0 && (user == nil || !user.Teacher) {
			panic(fmt.Sprintf("weclassroomtest: AddLesson: no teacher has the uid %d", lesson.TeacherID))
		}
		if s.lessons.rows[lesson.ID] != nil {
			panic(fmt.Sprintf("weclassroomtest: AddLesson: the id %d is taken", lesson.ID))
		}
		if !lesson.EndTime.After(lesson.StartTime) {
			panic("weclassroomtest: AddLesson: EndTime is not after StartTime")
		}
		lesson = s.keepLesson(lesson, classroom)
	})
	return lesson
}

// MissLesson says that nobody held or will hold a lesson: it never begins and expires at its end. It panics when the id is
// unknown.
func (s *Server) MissLesson(id int64) {
	s.Do(func() {
		lesson := s.lessons.rows[id]
		if lesson == nil {
			panic(fmt.Sprintf("weclassroomtest: MissLesson: no lesson has the id %d", id))
		}
		lesson.Missed = true
	})
}

// keepLesson fills in what is zero and keeps the lesson.
func (s *Server) keepLesson(lesson Lesson, classroom *Classroom) Lesson {
	if lesson.ID == 0 {
		lesson.ID = s.lessons.freshID()
	}
	if lesson.TeacherID == 0 {
		lesson.TeacherID = classroom.TeacherID
	}
	if lesson.Name == "" {
		lesson.Name = fmt.Sprintf("%s%d", classroom.ClassName, s.lessonCount(classroom.ID)+1)
	}
	if lesson.Command == 0 && classroom.Category == CategoryCommand {
		lesson.Command = firstCommand + s.commands
		s.commands++
	}
	if lesson.CreatedAt.IsZero() {
		lesson.CreatedAt = s.Now()
	}
	kept := lesson
	s.lessons.rows[lesson.ID] = &kept
	return lesson
}

func (s *Server) lessonCount(classroomID int64) int {
	count := 0
	for _, lesson := range s.lessons.rows {
		if lesson.ClassroomID == classroomID {
			count++
		}
	}
	return count
}

func (s *Server) lessonRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Lessons.Create", "/lesson/create", s.createLesson),  // API 8
		s.route("Lessons.ListByIDs", "/lesson/info", s.lessonsByIDs), // API 19
	}
}

// WithLessonObject answers Lessons.Create with data as the object of the document's common table 3 instead of the bare id of API
// 8: the document shows both.
func WithLessonObject() Option {
	return func(s *settings) { s.dialect.lessonObject = true }
}

func (s *Server) createLesson(p *parameters) (object, *refusal) {
	classroom, lesson := s.readLesson(p)
	if p.refused != nil {
		return nil, p.refused
	}
	if classroom.SmallRoutine && s.lessonCount(classroom.ID) > 0 {
		return nil, refuse(codeAbnormal, "小程序课程只可以创建一个课节")
	}
	lesson = s.keepLesson(lesson, classroom)

	data := any(lesson.ID)
	if s.dialect.lessonObject {
		data = s.lessonObject(lesson, classroom)
	}
	body := success("新增课节成功", member{"data", data})
	if classroom.Category == CategoryCommand {
		body = append(body, member{"command", lesson.Command})
	}
	return body, nil
}

func (s *Server) readLesson(p *parameters) (*Classroom, Lesson) {
	lesson := Lesson{ClassroomID: p.integer("classroomId")}
	classroom := s.classrooms.rows[lesson.ClassroomID]
	if classroom == nil {
		p.fail(codeValue, "classroomId", "课程不存在")
	}
	lesson.StartTime, lesson.EndTime = p.minute("startTime"), p.minute("endTime")
	if !lesson.EndTime.After(lesson.StartTime) {
		p.fail(codeValue, "endTime", "应晚于 startTime")
	}
	lesson.Genre = p.choice("genre", 0, 1)
	if p.has("teacherId") {
		lesson.TeacherID = s.readTeacher(p, "teacherId", p.integer("teacherId"))
	}
	lesson.Name = p.optionalText("lessonName")
	lesson.IsReplay = p.flag("is_replay", 0)
	lesson.ReplayDuration = p.days("replay_duration")
	return classroom, lesson
}

func (s *Server) lessonObject(lesson Lesson, classroom *Classroom) object {
	return object{
		{"room_id", firstRoomID + lesson.ID - firstLessonID},
		{"name", lesson.Name},
		{"category", classroom.Category},
		{"teacher_name", s.users.rows[lesson.TeacherID].Name},
		{"teacher_id", lesson.TeacherID},
		{"mobile", nil},
		{"institution_id", institutionID},
		{"stu_num", 0},
		{"ins_name", institutionName},
		{"start_time", stamp(lesson.StartTime)},
		{"end_time", stamp(lesson.end())},
		{"genre", lesson.Genre},
		{"updated_at", stamp(lesson.CreatedAt)},
		{"created_at", stamp(lesson.CreatedAt)},
		{"id", lesson.ID},
	}
}

// lessonsByIDs answers each lesson once, by id; ids it does not know are left out.
func (s *Server) lessonsByIDs(p *parameters) (object, *refusal) {
	ids := p.integers("lessonId", maxLessonIDs)
	if p.refused != nil {
		return nil, p.refused
	}
	slices.Sort(ids)
	rows := []any{}
	for _, id := range slices.Compact(ids) {
		if lesson := s.lessons.rows[id]; lesson != nil {
			rows = append(rows, s.lessonInfo(*lesson))
		}
	}
	return success("获取信息成功", member{"data", rows}), nil
}

func (s *Server) lessonInfo(lesson Lesson) object {
	status := lesson.Status(s.Now())
	var began, ended any // null until then
	if status == LessonInClass || status == LessonOver {
		began = stamp(lesson.StartTime)
	}
	if status == LessonOver {
		ended = stamp(lesson.end())
	}
	return object{
		{"zby_lid", lesson.ID},
		{"status", status},
		{"actual_start_time", began},
		{"actual_end_time", ended},
		{"teacher_name", s.users.rows[lesson.TeacherID].Name},
		{"start_time", stamp(lesson.StartTime)},
		{"end_time", stamp(lesson.end())},
	}
}
