package weclassroomtest

import (
	"unicode/utf8"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const maxNewName = 50 // characters

func (s *Server) lessonChangeRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Lessons.Delete", "/lesson/delete", s.deleteLesson),              // API 9
		s.route("Lessons.SetTeacher", "/lesson/change/teacher", s.changeTeacher), // API 14
		s.route("Lessons.Update", "/lesson/edit", s.editLesson),                  // API 15
	}
}

// WithNullData answers Lessons.SetTeacher and Lessons.Update with "data":null, as in the document's tables. By default the reply
// has no data, as in the document's examples.
func WithNullData() Option {
	return func(s *settings) { s.dialect.nullData = true }
}

// successWithNothing returns a success without a result.
func (d dialect) successWithNothing(message string) object {
	if d.nullData {
		return success(message, member{"data", nil})
	}
	return success(message)
}

func (s *Server) deleteLesson(p *parameters) (object, *refusal) {
	id := p.integer("lessonId")
	lesson := s.lessons.rows[id]
	switch {
	case lesson == nil:
		s.failGone(p, "lessonId", "课节不存在")
	case lesson.Status(s.Now()) != LessonStatusNotStarted:
		p.fail(codeAbnormal, "lessonId", "仅限删除未上课课节")
	}
	if p.refused != nil {
		return nil, p.refused
	}
	delete(s.lessons.rows, id)
	return success("删除课节成功", member{"data", id}), nil
}

func (s *Server) changeTeacher(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lessonId")
	teacherID := s.readTeacher(p, "teacherId", p.integer("teacherId"))
	if p.refused != nil {
		return nil, p.refused
	}
	lesson.TeacherID = teacherID
	return s.dialect.successWithNothing("更换老师成功"), nil
}

func (s *Server) editLesson(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lessonId")
	if p.refused != nil {
		return nil, p.refused
	}
	edited := s.readEdit(p, *lesson)
	if p.refused != nil {
		return nil, p.refused
	}
	*lesson = edited
	return s.dialect.successWithNothing("编辑课节成功"), nil
}

// readEdit returns the lesson after the change. What the call does not name stays.
func (s *Server) readEdit(p *parameters, lesson Lesson) Lesson {
	if !p.has("newName") && !p.has("startTime") && !p.has("endTime") && !p.has("parentSupervise") && !p.has("collectInfo") {
		p.fail(codeMissing, "newName", "没有要编辑的内容")
	}
	if p.has("newName") {
		lesson.Name = p.text("newName")
	}
	if utf8.RuneCountInString(lesson.Name) > maxNewName {
		p.fail(codeValue, "newName", "长度不能超过 %d", maxNewName)
	}
	if p.has("startTime") || p.has("endTime") {
		lesson.StartTime, lesson.EndTime = p.minute("startTime"), p.minute("endTime")
		checkOrder(p, lesson)
	}
	classroom := s.classrooms.rows[lesson.ClassroomID]
	if p.has("parentSupervise") {
		p.oneOf("parentSupervise: category", classroom.Category, []int64{CategoryOneToOne, CategorySmall})
		lesson.ParentSupervise = p.flag("parentSupervise", 0)
	}
	if p.has("collectInfo") {
		if !classroom.MiniProgram {
			p.fail(codeValue, "collectInfo", "课程不是小程序课程")
		}
		lesson.CollectInfo = p.flag("collectInfo", 0)
	}
	return lesson
}
