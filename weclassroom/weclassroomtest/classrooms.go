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

// The categories of a classroom.
const (
	CategoryOneToOne = 0 // 一对一课程
	CategoryCommand  = 1 // 口令大班课: its lessons have a command to enter by
	CategoryLarge    = 2 // 大班课
	CategorySmall    = 7 // 小班课
)

// Classroom is a course (课程): what lessons belong to. The fields are the vendor's parameters.
type Classroom struct {
	ID        int64
	TeacherID int64
	ClassName string
	Category  int64

	SmallRoutine       bool // a course of the WeChat mini-program, which has one lesson
	ClassFrontCoverURL string
	ClassInfo          string
	CollectInfo        bool
	QRCodeImgURL       string
	TeacherIntro       string

	NeedLianMai     bool
	ParentSupervise bool
	IsReplay        bool
	ReplayDuration  int64 // days; 0 is the institution's default

	Students  []int64 // uids; every lesson of the classroom gets them too
	Documents []int64
}

func (c Classroom) clone() Classroom {
	c.Students, c.Documents = slices.Clone(c.Students), slices.Clone(c.Documents)
	return c
}

// Classrooms returns all classrooms by id.
func (s *Server) Classrooms() (classrooms []Classroom) {
	s.kit.Do(func() { classrooms = s.classrooms.copies() })
	return classrooms
}

// AddClassroom seeds a classroom and returns it with its id, a fresh one where that is 0. It panics when the id is taken,
// TeacherID is no teacher's, or a student or document is unknown.
func (s *Server) AddClassroom(classroom Classroom) Classroom {
	s.kit.Do(func() {
		if user := s.users.rows[classroom.TeacherID]; user == nil || !user.Teacher {
			panic(fmt.Sprintf("weclassroomtest: AddClassroom: no teacher has the uid %d", classroom.TeacherID))
		}
		s.mustHaveRoster("AddClassroom", classroom.Students, classroom.Documents)
		if classroom.ID == 0 {
			classroom.ID = s.classrooms.freshID()
		}
		if s.classrooms.rows[classroom.ID] != nil {
			panic(fmt.Sprintf("weclassroomtest: AddClassroom: the id %d is taken", classroom.ID))
		}
		kept := classroom.clone()
		s.classrooms.rows[classroom.ID] = &kept
	})
	return classroom
}

// mustHaveRoster checks what is seeded.
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
	classroom.ID = s.classrooms.freshID()
	s.classrooms.rows[classroom.ID] = &classroom
	return success("创建课程成功", member{"classroomId", classroom.ID}), nil
}

func (s *Server) readClassroom(p *parameters) Classroom {
	c := Classroom{
		TeacherID: s.readTeacher(p, "teacherId", p.integer("teacherId")),
		ClassName: p.text("className"),
	}
	if utf8.RuneCountInString(c.ClassName) > maxClassName {
		p.fail(codeValue, "className", "应为 1-%d 个字符", maxClassName)
	}
	c.Category = p.choice("category", CategoryOneToOne, CategoryCommand, CategoryLarge, CategorySmall)
	c.SmallRoutine = p.only("smallRoutine", c.Category, CategoryCommand)
	readMiniProgram(p, &c)
	c.NeedLianMai = p.only("needLianMai", c.Category, CategoryCommand)
	c.ParentSupervise = p.only("parentSupervise", c.Category, CategoryOneToOne, CategorySmall)
	c.IsReplay = p.flag("isReplay", 0)
	c.ReplayDuration = p.days("replayDuration")
	return c
}

// readMiniProgram reads what a mini-program course needs. Of other courses it is checked but not needed.
func readMiniProgram(p *parameters, c *Classroom) {
	text := p.optionalText
	if c.SmallRoutine {
		text = p.text
	}
	c.ClassFrontCoverURL = p.link("classFrontCoverUrl", text("classFrontCoverUrl"))
	c.ClassInfo = text("classInfo")
	if c.SmallRoutine {
		p.value("collectInfo", true)
	}
	c.CollectInfo = p.flag("collectInfo", 1) && c.SmallRoutine
	c.QRCodeImgURL = p.link("QRCodeImgUrl", p.optionalText("QRCodeImgUrl"))
	c.TeacherIntro = p.optionalText("teacherIntro")
}

// only is a flag that may be 1 in some categories alone.
func (p *parameters) only(name string, category int64, categories ...int64) bool {
	set := p.flag(name, 0)
	if set {
		p.oneOf(name+": category", category, categories)
	}
	return set
}

// knownClassroom is nil when the call is refused.
func (s *Server) knownClassroom(p *parameters) *Classroom {
	classroom := s.classrooms.rows[p.integer("classroomId")]
	if classroom == nil {
		p.fail(codeValue, "classroomId", "课程不存在")
	}
	return classroom
}

// lessonsOf are the lessons of a classroom by id.
func (s *Server) lessonsOf(classroomID int64) (lessons []*Lesson) {
	for _, lesson := range s.lessons.all() {
		if lesson.ClassroomID == classroomID {
			lessons = append(lessons, lesson)
		}
	}
	return lessons
}

// deleteClassroom takes the lessons with it.
func (s *Server) deleteClassroom(p *parameters) (object, *refusal) {
	id := p.integer("classroomId")
	if s.classrooms.rows[id] == nil {
		s.failGone(p, "classroomId", "课程不存在")
	}
	if p.refused != nil {
		return nil, p.refused
	}
	for _, lesson := range s.lessonsOf(id) {
		delete(s.lessons.rows, lesson.ID)
	}
	delete(s.classrooms.rows, id)
	return success("删除课程成功"), nil
}

// failGone refuses to take away what is not there, unless the dialect forgives it.
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
	lessons := s.lessonsOf(classroom.ID)
	for _, lesson := range lessons {
		counts[lesson.Status(s.Now())]++
	}
	return success("查询成功", member{"data", object{
		{"finish", counts[LessonOver]},
		{"lessonNotStart", counts[LessonNotBegun]},
		{"lessonOnClass", counts[LessonInClass]},
		{"lessonExpired", counts[LessonExpired]},
		{"total", len(lessons)},
	}}), nil
}
