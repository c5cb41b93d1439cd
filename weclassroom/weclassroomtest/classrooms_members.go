package weclassroomtest

import "fmt"

const maxStudents = 50 // per call; some categories take fewer, and the document does not say how many

// WithSpacedKey answers Classrooms.AddStudents with the key "notEnterStudentIds ", blank included, as the document prints it. The
// default is the key without the blank.
func WithSpacedKey() Option {
	return func(s *settings) { s.dialect.spacedKey = true }
}

// addClassroomStudents adds the students who exist, to every lesson too, and answers the ids of the others.
func (s *Server) addClassroomStudents(p *parameters) (object, *refusal) {
	classroom := s.knownClassroom(p)
	ids := p.jsonIntegers("studentId", maxStudents)
	if p.refused != nil {
		return nil, p.refused
	}
	notEntered := namedList{name: "notEnterStudentIds"}
	if s.dialect.spacedKey {
		notEntered.name += " "
	}
	lessons := s.lessonsOf(classroom.ClassroomID)
	for i, id := range ids {
		if !s.isStudent(id) {
			notEntered.add(i, id)
			continue
		}
		classroom.StudentIDs = with(classroom.StudentIDs, id)
		for _, lesson := range lessons {
			lesson.StudentIDs = with(lesson.StudentIDs, id)
		}
	}
	return success("创建课程成功", member{notEntered.name, s.dialect.list(notEntered.array)}), nil
}

// addClassroomDocuments adds all documents or none, because its reply cannot name those that were not added.
func (s *Server) addClassroomDocuments(p *parameters) (object, *refusal) {
	classroom := s.knownClassroom(p)
	ids := p.jsonIntegers("coursewareIds", unlimited)
	for i, id := range ids {
		name, document := fmt.Sprintf("coursewareIds[%d]", i), s.documents.rows[id]
		switch {
		case document == nil:
			p.fail(codeValue, name, "课件不存在")
		case !document.usable(s.Now()):
			p.fail(codeAbnormal, name, "课件未转换成功")
		}
	}
	if p.refused != nil {
		return nil, p.refused
	}
	for _, id := range ids {
		classroom.DocumentIDs = with(classroom.DocumentIDs, id)
	}
	return success("创建课程成功"), nil
}

// removeClassroomStudent removes a student from the classroom and from its lessons that have not started.
func (s *Server) removeClassroomStudent(p *parameters) (object, *refusal) {
	classroom := s.knownClassroom(p)
	id := p.integer("studentId")
	if p.refused != nil {
		return nil, p.refused
	}
	rest, found := without(classroom.StudentIDs, id)
	if !found {
		s.failGone(p, "studentId", "学生不在课程中")
	}
	if p.refused != nil {
		return nil, p.refused
	}
	classroom.StudentIDs = rest
	for _, lesson := range s.lessonsOf(classroom.ClassroomID) {
		if lesson.Status(s.Now()) == LessonStatusNotStarted {
			lesson.StudentIDs, _ = without(lesson.StudentIDs, id)
		}
	}
	return success("成功", member{"data", nil}), nil
}
