package weclassroomtest

import (
	"fmt"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	firstLessonID = 219343875
	firstRoomID   = 459385 // the room_id of common table 3, which differs from the lesson's id
	firstCommand  = 872353

	institutionID   = 154
	institutionName = "xdd"
)

// The stages of a lesson, as API 29 lists them.
const (
	LessonStatusNotStarted = 0 // the lesson is to come (未上课)
	LessonStatusStarted    = 1 // the lesson is going on (上课中)
	LessonStatusEnded      = 2 // the lesson is over (下课)
	LessonStatusExpired    = 3 // the time of the lesson has passed and nobody held it (已过期)
)

// Lesson is a lesson (课节) of a classroom.
type Lesson struct {
	LessonID    int64 // AddLesson makes one up for 0
	ClassroomID int64
	TeacherID   int64     // default: the classroom's teacher
	Name        string    // default: the classroom's name and a number
	StartTime   time.Time // a whole minute
	EndTime     time.Time // a whole minute; the vendor keeps the lesson open until the last second of it, :59
	Genre       int64     // 0 formal, 1 test
	Replay      bool      // is_replay: the lesson can be replayed
	ReplayDays  int64     // replay_duration: for how many days; 0 is the institution's default
	Command     int64     // the command to enter a lesson of CategoryCommand; 0 in other categories
	CreateTime  time.Time // when the lesson was made
	Missed      bool      // nobody came to hold the lesson; every other lesson is held from its first to its last second, but see StartLesson

	ActualStartTime time.Time // zero without StartLesson
	ActualEndTime   time.Time // zero without EndLesson

	ParentSupervise bool // the classroom's setting, until the lesson is changed
	CollectInfo     bool // the classroom's setting, until the lesson is changed

	StudentIDs  []int64 // nil means the classroom's students
	DocumentIDs []int64 // the documents in the lesson
}

func (l Lesson) clone() Lesson {
	l.StudentIDs, l.DocumentIDs = slices.Clone(l.StudentIDs), slices.Clone(l.DocumentIDs)
	return l
}

// Status returns the stage of the lesson at a time.
func (l Lesson) Status(now time.Time) int {
	over := !now.Before(l.close()) && (l.ActualStartTime.IsZero() || !l.ActualEndTime.IsZero())
	switch {
	case l.Missed && over:
		return LessonStatusExpired
	case now.Before(l.begin()), l.Missed:
		return LessonStatusNotStarted
	case over:
		return LessonStatusEnded
	}
	return LessonStatusStarted
}

// end returns the last second of the lesson, as in the document's examples: 18:45:59.
func (l Lesson) end() time.Time { return l.EndTime.Add(59 * time.Second) }

// begin and close return when the lesson is held: by its schedule, or by the teacher.
func (l Lesson) begin() time.Time {
	if !l.ActualStartTime.IsZero() {
		return l.ActualStartTime
	}
	return l.StartTime
}

func (l Lesson) close() time.Time {
	if !l.ActualEndTime.IsZero() {
		return l.ActualEndTime
	}
	return l.end()
}

// held returns when the lesson started and ended; a time is zero until then.
func (l Lesson) held(now time.Time) (began, ended time.Time) {
	status := l.Status(now)
	if status == LessonStatusStarted || status == LessonStatusEnded {
		began = l.begin()
	}
	if status == LessonStatusEnded {
		ended = l.close()
	}
	return began, ended
}

// Lessons returns all lessons, sorted by id.
func (s *Server) Lessons() (lessons []Lesson) {
	s.kit.Do(func() { lessons = s.lessons.copies() })
	return lessons
}

// AddLesson adds a lesson and returns it with its zero fields filled in: id, teacher, name, command, students and the settings of
// the classroom. AddLesson panics when the id is taken, when the classroom, a student or a document is unknown, when TeacherID is
// not a teacher's, or when the lesson does not end after it starts.
func (s *Server) AddLesson(lesson Lesson) Lesson {
	s.kit.Do(func() {
		classroom := s.classrooms.rows[lesson.ClassroomID]
		if classroom == nil {
			panic(fmt.Sprintf("weclassroomtest: AddLesson: no classroom has the id %d", lesson.ClassroomID))
		}
		if user := s.users.rows[lesson.TeacherID]; lesson.TeacherID != 0 && (user == nil || !user.Teacher) {
			panic(fmt.Sprintf("weclassroomtest: AddLesson: no teacher has the uid %d", lesson.TeacherID))
		}
		if s.lessons.rows[lesson.LessonID] != nil {
			panic(fmt.Sprintf("weclassroomtest: AddLesson: the id %d is taken", lesson.LessonID))
		}
		if !lesson.EndTime.After(lesson.StartTime) {
			panic("weclassroomtest: AddLesson: EndTime is not after StartTime")
		}
		s.mustHaveRoster("AddLesson", lesson.StudentIDs, lesson.DocumentIDs)
		lesson = s.keepLesson(lesson, classroom)
	})
	return lesson
}

// MissLesson says that nobody held or will hold a lesson: it never starts, and it expires at its end. MissLesson panics when the id
// is unknown.
func (s *Server) MissLesson(id int64) {
	s.kit.Do(func() {
		s.mustHaveLesson("MissLesson", id).Missed = true
	})
}

// keepLesson fills in zero fields and stores the lesson.
func (s *Server) keepLesson(lesson Lesson, classroom *Classroom) Lesson {
	if lesson.LessonID == 0 {
		lesson.LessonID = s.lessons.freshID()
	}
	if lesson.TeacherID == 0 {
		lesson.TeacherID = classroom.TeacherID
	}
	if lesson.Name == "" {
		lesson.Name = fmt.Sprintf("%s%d", classroom.Name, s.lessonCount(classroom.ClassroomID)+1)
	}
	if lesson.Command == 0 && classroom.Category == CategoryCommand {
		lesson.Command = firstCommand + s.commands
		s.commands++
	}
	if lesson.CreateTime.IsZero() {
		lesson.CreateTime = s.Now()
	}
	lesson.ParentSupervise = lesson.ParentSupervise || classroom.ParentSupervise
	lesson.CollectInfo = lesson.CollectInfo || classroom.CollectInfo
	if lesson.StudentIDs == nil {
		lesson.StudentIDs = slices.Clone(classroom.StudentIDs)
	}
	kept := lesson.clone()
	s.lessons.rows[lesson.LessonID] = &kept
	return lesson
}

// lessonCount returns how many lessons a classroom has.
func (s *Server) lessonCount(classroomID int64) int { return len(s.lessonsOf(classroomID)) }

func (s *Server) lessonRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Lessons.Create", "/lesson/create", s.createLesson),             // API 8
		s.route("Lessons.CreateBatch", "/lesson/multi_create", s.createLessons), // API 8.1
	}
}

// WithLessonObject answers Lessons.Create with the lesson as an object in data, as in the document's common table 3. The default is
// the bare id of API 8; the document shows both.
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
	lesson.ClassroomID = classroom.ClassroomID
	lesson = s.keepLesson(lesson, classroom)

	data := any(lesson.LessonID)
	if s.dialect.lessonObject {
		data = s.lessonObject(lesson, classroom)
	}
	return createdLesson(data, lesson, classroom), nil
}

// createdLesson returns the reply to a create. The reply names the command of the given lesson in a CategoryCommand classroom.
func createdLesson(data any, lesson Lesson, classroom *Classroom) object {
	body := success("新增课节成功", member{"data", data})
	if classroom.Category == CategoryCommand {
		body = append(body, member{"command", lesson.Command})
	}
	return body
}

// mayHold refuses a second lesson of a mini-program course.
func (s *Server) mayHold(classroom *Classroom, more int) *refusal {
	if classroom.MiniProgram && s.lessonCount(classroom.ClassroomID)+more > 1 {
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
	lesson.Replay = p.flag("is_replay", 0)
	lesson.ReplayDays = p.days("replay_duration")
	return classroom, lesson
}

// checkOrder refuses a lesson that does not end after it starts.
func checkOrder(p *parameters, lesson Lesson) {
	if !lesson.EndTime.After(lesson.StartTime) {
		p.fail(codeValue, "endTime", "应晚于 startTime")
	}
}

func (s *Server) lessonObject(lesson Lesson, classroom *Classroom) object {
	return object{
		{"room_id", firstRoomID + lesson.LessonID - firstLessonID},
		{"name", lesson.Name},
		{"category", classroom.Category},
		{"teacher_name", s.users.rows[lesson.TeacherID].Name},
		{"teacher_id", lesson.TeacherID},
		{"mobile", nil},
		{"institution_id", institutionID},
		{"stu_num", len(lesson.StudentIDs)},
		{"ins_name", institutionName},
		{"start_time", stamp(lesson.StartTime)},
		{"end_time", stamp(lesson.end())},
		{"genre", lesson.Genre},
		{"updated_at", stamp(lesson.CreateTime)},
		{"created_at", stamp(lesson.CreateTime)},
		{"id", lesson.LessonID},
	}
}

// optionalTeacher reads a teacher's id, or returns 0 when the call does not name a teacher.
func (s *Server) optionalTeacher(p *parameters) int64 {
	if !p.has("teacherId") {
		return 0
	}
	return s.readTeacher(p, "teacherId", p.integer("teacherId"))
}

// knownLesson returns the lesson with the id in a parameter, or nil when it refuses the call.
func (s *Server) knownLesson(p *parameters, name string) *Lesson {
	lesson := s.lessons.rows[p.integer(name)]
	if lesson == nil {
		p.fail(codeValue, name, "课节不存在")
	}
	return lesson
}
