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

	ParentSupervise bool // the classroom's, until the lesson is edited
	CollectInfo     bool // the classroom's, until the lesson is edited

	Students  []int64 // uids; nil are the classroom's
	Documents []int64
}

func (l Lesson) clone() Lesson {
	l.Students, l.Documents = slices.Clone(l.Students), slices.Clone(l.Documents)
	return l
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

// held tells when the lesson began and ended, each the zero time until it has.
func (l Lesson) held(now time.Time) (began, ended time.Time) {
	status := l.Status(now)
	if status == LessonInClass || status == LessonOver {
		began = l.StartTime
	}
	if status == LessonOver {
		ended = l.end()
	}
	return began, ended
}

// Lessons returns all lessons by id.
func (s *Server) Lessons() (lessons []Lesson) {
	s.kit.Do(func() { lessons = s.lessons.copies() })
	return lessons
}

// AddLesson seeds a lesson and returns it with what was left zero filled in: id, teacher, name, command, students and what else is
// the classroom's. It panics when the id is taken, the classroom, a student or a document is unknown, TeacherID is no teacher's or
// the lesson does not end after it starts.
func (s *Server) AddLesson(lesson Lesson) Lesson {
	s.kit.Do(func() {
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
		s.mustHaveRoster("AddLesson", lesson.Students, lesson.Documents)
		lesson = s.keepLesson(lesson, classroom)
	})
	return lesson
}

// MissLesson says that nobody held or will hold a lesson: it never begins and expires at its end. It panics when the id is
// unknown.
func (s *Server) MissLesson(id int64) {
	s.kit.Do(func() {
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
	lesson.ParentSupervise = lesson.ParentSupervise || classroom.ParentSupervise
	lesson.CollectInfo = lesson.CollectInfo || classroom.CollectInfo
	if lesson.Students == nil {
		lesson.Students = slices.Clone(classroom.Students)
	}
	kept := lesson.clone()
	s.lessons.rows[lesson.ID] = &kept
	return lesson
}

func (s *Server) lessonCount(classroomID int64) int { return len(s.lessonsOf(classroomID)) }

func (s *Server) lessonRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Lessons.Create", "/lesson/create", s.createLesson),             // API 8
		s.route("Lessons.CreateBatch", "/lesson/multi_create", s.createLessons), // API 8.1
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
	if refused := s.mayHold(classroom, 1); refused != nil {
		return nil, refused
	}
	lesson.ClassroomID = classroom.ID
	lesson = s.keepLesson(lesson, classroom)

	data := any(lesson.ID)
	if s.dialect.lessonObject {
		data = s.lessonObject(lesson, classroom)
	}
	return createdLesson(data, lesson, classroom), nil
}

// createdLesson is the reply; the lesson is the one whose command it names.
func createdLesson(data any, lesson Lesson, classroom *Classroom) object {
	body := success("新增课节成功", member{"data", data})
	if classroom.Category == CategoryCommand {
		body = append(body, member{"command", lesson.Command})
	}
	return body
}

// mayHold refuses a second lesson of a mini-program course.
func (s *Server) mayHold(classroom *Classroom, more int) *refusal {
	if classroom.SmallRoutine && s.lessonCount(classroom.ID)+more > 1 {
		return refuse(codeAbnormal, "小程序课程只可以创建一个课节")
	}
	return nil
}

func (s *Server) readLesson(p *parameters) (*Classroom, Lesson) {
	classroom := s.knownClassroom(p)
	lesson := Lesson{StartTime: p.minute("startTime"), EndTime: p.minute("endTime")}
	checkOrder(p, lesson)
	lesson.Genre = p.choice("genre", 0, 1)
	lesson.TeacherID = s.optionalTeacher(p)
	lesson.Name = p.optionalText("lessonName")
	lesson.IsReplay = p.flag("is_replay", 0)
	lesson.ReplayDuration = p.days("replay_duration")
	return classroom, lesson
}

func checkOrder(p *parameters, lesson Lesson) {
	if !lesson.EndTime.After(lesson.StartTime) {
		p.fail(codeValue, "endTime", "应晚于 startTime")
	}
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
		{"stu_num", len(lesson.Students)},
		{"ins_name", institutionName},
		{"start_time", stamp(lesson.StartTime)},
		{"end_time", stamp(lesson.end())},
		{"genre", lesson.Genre},
		{"updated_at", stamp(lesson.CreatedAt)},
		{"created_at", stamp(lesson.CreatedAt)},
		{"id", lesson.ID},
	}
}

// optionalTeacher is 0 when none is given.
func (s *Server) optionalTeacher(p *parameters) int64 {
	if !p.has("teacherId") {
		return 0
	}
	return s.readTeacher(p, "teacherId", p.integer("teacherId"))
}

// knownLesson is nil when the call is refused.
func (s *Server) knownLesson(p *parameters, name string) *Lesson {
	lesson := s.lessons.rows[p.integer(name)]
	if lesson == nil {
		p.fail(codeValue, name, "课节不存在")
	}
	return lesson
}
