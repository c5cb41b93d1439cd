package weclassroomtest

import (
	"fmt"
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
}

// Classrooms returns all classrooms by id.
func (s *Server) Classrooms() (classrooms []Classroom) {
	s.Do(func() { classrooms = s.classrooms.copies() })
	return classrooms
}

// AddClassroom seeds a classroom and returns it with its id, a fresh one where that is 0. It panics when the id is taken or
// TeacherID is no teacher's.
func (s *Server) AddClassroom(classroom Classroom) Classroom {
	s.Do(func() {
		if user := s.users.rows[classroom.TeacherID]; user == nil || !user.Teacher {
			panic(fmt.Sprintf("weclassroomtest: AddClassroom: no teacher has the uid %d", classroom.TeacherID))
		}
		if classroom.ID == 0 {
			classroom.ID = s.classrooms.freshID()
		}
		if s.classrooms.rows[classroom.ID] != nil {
			panic(fmt.Sprintf("weclassroomtest: AddClassroom: the id %d is taken", classroom.ID))
		}
		kept := classroom
		s.classrooms.rows[classroom.ID] = &kept
	})
	return classroom
}

func (s *Server) classroomRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Classrooms.Create", "/classroom/create", s.createClassroom), // API 2
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
