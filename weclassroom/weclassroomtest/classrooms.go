package weclassroomtest

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const (
	firstClassroomID = 1002
	maxClassName     = 20 // characters
)

// The categories of classrooms.
const (
	CategoryOneToOne = 0 // one student (一对一课程)
	CategoryCommand  = 1 // a large class whose lessons are entered with a command (口令大班课)
	CategoryLecture  = 2 // a large class (大班课)
	CategorySmall    = 7 // a small class (小班课)
)

// Classroom is a course (课程), which lessons belong to. Its fields are the parameters of API 2.
type Classroom struct {
	ClassroomID int64 // AddClassroom makes one up for 0
	TeacherID   int64
	Name        string // className: at most 20 characters
	Category    int64  // CategoryOneToOne and the others

	MiniProgram  bool   // smallRoutine: a course of the WeChat mini-program, which has one lesson
	CoverURL     string // classFrontCoverUrl: the picture of the share page
	Info         string // classInfo: the text of the mini-program's first page
	CollectInfo  bool   // the mini-program collects the students' details
	QRCodeURL    string // QRCodeImgUrl: customer service's QR code
	TeacherIntro string // a text about the teacher

	LianMai         bool  // needLianMai: students can speak
	ParentSupervise bool  // parents can listen
	Replay          bool  // isReplay: lessons can be replayed
	ReplayDays      int64 // replayDuration: for how many days; 0 is the institution's default

	StudentIDs  []int64 // every lesson of the classroom gets these students too
	DocumentIDs []int64 // the documents in the classroom
}

func (c Classroom) clone() Classroom {
	c.StudentIDs, c.DocumentIDs = slices.Clone(c.StudentIDs), slices.Clone(c.DocumentIDs)
	return c
}

// Classrooms returns all classrooms, sorted by id.
func (s *Server) Classrooms() (classrooms []Classroom) {
	s.kit.Do(func() { classrooms = s.classrooms.copies() })
	return classrooms
}

// AddClassroom adds a classroom and returns it. A ClassroomID of 0 becomes a new id. AddClassroom panics when the id is taken, when
// TeacherID is not a teacher's, or when a student or document is unknown.
func (s *Server) AddClassroom(classroom Classroom) Classroom {
	s.kit.Do(func() {
		if user := s.users.rows[classroom.TeacherID]; user == nil || !user.Teacher {
			panic(fmt.Sprintf("weclassroomtest: AddClassroom: no teacher has the uid %d", classroom.TeacherID))
		}
		s.mustHaveRoster("AddClassroom", classroom.StudentIDs, classroom.DocumentIDs)
		if classroom.ClassroomID == 0 {
			classroom.ClassroomID = s.classrooms.freshID()
		}
		if s.classrooms.rows[classroom.ClassroomID] != nil {
			panic(fmt.Sprintf("weclassroomtest: AddClassroom: the id %d is taken", classroom.ClassroomID))
		}
		kept := classroom.clone()
		s.classrooms.rows[classroom.ClassroomID] = &kept
	})
	return classroom
}

// mustHaveRoster panics when a student or document of something that is added is unknown.
func (s *Server) mustHaveRoster(caller string, students, documents []int64) {
	for _, uid := range students {
		if !s.isStudent(uid) {
			panic(fmt.Sprintf("weclassroomtest: %s: no student has the uid %d", caller, uid))
		}
	}
	for _, id := range documents {
		if s.documents.rows[id] == nil {
			panic(fmt.Sprintf("weclassroomtest: %s: no document has the id %d", caller, id))
		}
	}
}

func (s *Server) classroomRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Classrooms.Create", "/classroom/create", s.createClassroom),                       // API 2
		s.route("Classrooms.AddStudents", "/classroom/student/add", s.addClassroomStudents),        // API 3
		s.route("Classrooms.AddDocuments", "/classroom/courseware/add", s.addClassroomDocuments),   // API 4
		s.route("Classrooms.Delete", "/classroom/delete", s.deleteClassroom),                       // API 5
		s.route("Classrooms.GetProgress", "/lesson/finish", s.classroomProgress),                   // API 26
		s.route("Classrooms.RemoveStudent", "/classroom/student/delete", s.removeClassroomStudent), // API 33
	}
}

func (s *Server) createClassroom(p *parameters) (object, *refusal) {
	classroom := s.readClassroom(p)
	if p.refused != nil {
		return nil, p.refused
	}
	classroom.ClassroomID = s.classrooms.freshID()
	s.classrooms.rows[classroom.ClassroomID] = &classroom
	return success("创建课程成功", member{"classroomId", classroom.ClassroomID}), nil
}

func (s *Server) readClassroom(p *parameters) Classroom {
	c := Classroom{
		TeacherID: s.readTeacher(p, "teacherId", p.integer("teacherId")),
		Name:      p.text("className"),
	}
	if utf8.RuneCountInString(c.Name) > maxClassName {
		p.fail(codeValue, "className", "应为 1-%d 个字符", maxClassName)
	}
	c.Category = p.choice("category", CategoryOneToOne, CategoryCommand, CategoryLecture, CategorySmall)
	c.MiniProgram = p.only("smallRoutine", c.Category, CategoryCommand)
	readMiniProgram(p, &c)
	c.LianMai = p.only("needLianMai", c.Category, CategoryCommand)
	c.ParentSupervise = p.only("parentSupervise", c.Category, CategoryOneToOne, CategorySmall)
	c.Replay = p.flag("isReplay", 0)
	c.ReplayDays = p.days("replayDuration")
	return c
}

// readMiniProgram reads what a course of the mini-program requires. For other courses it checks the parameters that are there.
func readMiniProgram(p *parameters, c *Classroom) {
	text := p.optionalText
	if c.MiniProgram {
		text = p.text
	}
	c.CoverURL = p.link("classFrontCoverUrl", text("classFrontCoverUrl"))
	c.Info = text("classInfo")
	if c.MiniProgram {
		p.value("collectInfo", true)
	}
	c.CollectInfo = p.flag("collectInfo", 1) && c.MiniProgram
	c.QRCodeURL = p.link("QRCodeImgUrl", p.optionalText("QRCodeImgUrl"))
	c.TeacherIntro = p.optionalText("teacherIntro")
}

// only reads a flag that may be 1 in the named categories alone.
func (p *parameters) only(name string, category int64, categories ...int64) bool {
	set := p.flag(name, 0)
	if set {
		p.oneOf(name+": category", category, categories)
	}
	return set
}

// knownClassroom returns the classroom that the call names, or nil when it refuses the call.
func (s *Server) knownClassroom(p *parameters) *Classroom {
	classroom := s.classrooms.rows[p.integer("classroomId")]
	if classroom == nil {
		p.fail(codeValue, "classroomId", "课程不存在")
	}
	return classroom
}

// lessonsOf returns the lessons of a classroom, sorted by id.
func (s *Server) lessonsOf(classroomID int64) (lessons []*Lesson) {
	for _, lesson := range s.lessons.all() {
		if lesson.ClassroomID == classroomID {
			lessons = append(lessons, lesson)
		}
	}
	return lessons
}

// deleteClassroom deletes a classroom with its lessons.
func (s *Server) deleteClassroom(p *parameters) (object, *refusal) {
	id := p.integer("classroomId")
	if s.classrooms.rows[id] == nil {
		s.failGone(p, "classroomId", "课程不存在")
	}
	if p.refused != nil {
		return nil, p.refused
	}
	for _, lesson := range s.lessonsOf(id) {
		delete(s.lessons.rows, lesson.LessonID)
	}
	delete(s.classrooms.rows, id)
	return success("删除课程成功"), nil
}

// failGone refuses to remove something that does not exist, unless WithForgivingDeletes allows it.
func (s *Server) failGone(p *parameters, name, why string) {
	if !s.dialect.forgivingDeletes {
		p.fail(codeValue, name, "%s", why)
	}
}

func (s *Server) classroomProgress(p *parameters) (object, *refusal) {
	classroom := s.knownClassroom(p)
	if p.refused != nil {
		return nil, p.refused
	}
	counts := map[int]int{}
	lessons := s.lessonsOf(classroom.ClassroomID)
	for _, lesson := range lessons {
		counts[lesson.Status(s.Now())]++
	}
	return success("查询成功", member{"data", object{
		{"finish", counts[LessonStatusEnded]},
		{"lessonNotStart", counts[LessonStatusNotStarted]},
		{"lessonOnClass", counts[LessonStatusStarted]},
		{"lessonExpired", counts[LessonStatusExpired]},
		{"total", len(lessons)},
	}}), nil
}
