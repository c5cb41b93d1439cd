package weclassroomtest

import (
	"fmt"
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) lessonMemberRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Lessons.AddDocuments", "/lesson/add/disk", s.addLessonDocuments),         // API 10
		s.route("Lessons.RemoveDocument", "/lesson/delete/disk", s.removeLessonDocument),  // API 11
		s.route("Lessons.AddStudents", "/lesson/add/student", s.addLessonStudents),        // API 12
		s.route("Lessons.RemoveStudent", "/lesson/delete/student", s.removeLessonStudent), // API 13
	}
}

// addLessonDocuments adds the documents it can and says in sentences why it did not add the others.
func (s *Server) addLessonDocuments(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lessonId")
	ids := p.jsonIntegers("diskId", unlimited)
	if p.refused != nil {
		return nil, p.refused
	}
	notFound, unConverted, exist := namedList{name: "notFound"}, namedList{name: "unConverted"}, namedList{name: "alreadyExist"}
	for i, id := range ids {
		document := s.documents.rows[id]
		switch {
		case document == nil:
			notFound.add(i, fmt.Sprintf("不存在 id 为 %d 的课件,请先为本机构添加课件", id))
		case document.Status(s.Now()) == ConvertStatusRunning:
			unConverted.add(i, fmt.Sprintf("id 为 %d 的课件正在转换中,无法添加", id))
		case !document.usable(s.Now()):
			unConverted.add(i, fmt.Sprintf("id 为 %d 的课件转换失败,无法添加", id)) // the document does not show a sentence for this
		case slices.Contains(lesson.DocumentIDs, id):
			exist.add(i, fmt.Sprintf("id 为 %d 的课件已存在", id))
		default:
			lesson.DocumentIDs = append(lesson.DocumentIDs, id)
		}
	}
	return success("添加课件成功", member{"data", s.dialect.verdicts(notFound, unConverted, exist)}), nil
}

func (s *Server) removeLessonDocument(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lessonId")
	id := p.integer("diskId")
	if p.refused != nil {
		return nil, p.refused
	}
	rest, found := without(lesson.DocumentIDs, id)
	if !found {
		s.failGone(p, "diskId", "课件不在课节中")
	}
	if p.refused != nil {
		return nil, p.refused
	}
	lesson.DocumentIDs = rest
	return success("移除课件成功", member{"data", id}), nil
}

// addLessonStudents adds the students it can and says in sentences why it did not add the others.
func (s *Server) addLessonStudents(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lessonId")
	ids := p.jsonIntegers("studentId", unlimited)
	if p.refused != nil {
		return nil, p.refused
	}
	notFound, already := namedList{name: "notFound"}, namedList{name: "already"}
	for i, id := range ids {
		switch {
		case !s.isStudent(id):
			notFound.add(i, fmt.Sprintf("不存在 id 为 %d 的学生,请先为本机构添加学生", id))
		case slices.Contains(lesson.StudentIDs, id):
			already.add(i, fmt.Sprintf("id 为 %d 的学生已存在", id))
		default:
			lesson.StudentIDs = append(lesson.StudentIDs, id)
		}
	}
	return success("添加学生成功", member{"data", s.dialect.verdicts(notFound, already)}), nil
}

func (s *Server) removeLessonStudent(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lessonId")
	id := p.integer("studentId")
	if p.refused != nil {
		return nil, p.refused
	}
	rest, found := without(lesson.StudentIDs, id)
	if !found {
		s.failGone(p, "studentId", "学生不在课节中")
	}
	if p.refused != nil {
		return nil, p.refused
	}
	lesson.StudentIDs = rest
	return success("删除学生成功", member{"data", id}), nil
}
