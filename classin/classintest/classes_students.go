package classintest

import (
	"maps"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) classStudentRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.course("Classes.AddStudents", "addClassStudentMultiple", s.addClassStudents),
		s.course("Classes.RemoveStudents", "delClassStudentMultiple", s.removeClassStudents),
		s.course("Courses.AddStudentToClasses", "addCourseClassStudent", s.addStudentToClasses),
		s.course("Classes.SetComments", "updateClassStudentComment", s.setComments),
	}
}

func (s *Server) addClassStudents(c *call) (answer, effect) {
	courseID, id := c.id("courseId"), c.id("classId")
	identity, students := c.optionalRole(), c.objects("studentJson")
	class, verdict := s.school.findForStudents(courseID, id, c)
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case identity != roleStudent:
		return refuse(codeOnlyStudents)
	case len(students) == 0:
		return refuse(codeEmptyList)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(students))
		for i, student := range students {
			uid := student.id("uid")
			verdict := codeParameters
			if !student.bad() {
				verdict = s.school.addToClass(class, uid)
			}
			items[i] = s.itemV1(verdict, student.column(), nil)
		}
		return items
	})
}

func (s *Server) removeClassStudents(c *call) (answer, effect) {
	courseID, id, identity := c.id("courseId"), c.id("classId"), c.role()
	c.needs("studentUidJson")
	uids := idList(c.form["studentUidJson"])
	class, verdict := s.school.findForStudents(courseID, id, c)
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case identity != roleStudent:
		return refuse(codeOnlyStudents)
	case len(uids) == 0:
		return refuse(codeEmptyList)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(uids))
		for i, uid := range uids {
			verdict := codeOK
			if !slices.Contains(class.Students, uid) {
				verdict = codeNoClassStudent
			}
			class.Students = without(class.Students, uid)
			items[i] = s.itemV1(verdict, "", nil)
		}
		return items
	})
}

func (s *Server) addStudentToClasses(c *call) (answer, effect) {
	courseID, uid := c.id("courseId"), c.id("studentUid")
	c.needs("classJson")
	ids := idList(c.form["classJson"])
	if verdict := s.school.checkCourse(courseID, c.now); verdict != codeOK {
		return refuse(verdict)
	}
	if len(ids) == 0 {
		return refuse(codeEmptyList)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(ids))
		for i, id := range ids {
			class, verdict := s.school.findForStudents(courseID, id, c)
			if verdict == codeNoClass {
				verdict = codeClassElsewhere // the page does not have 143
			}
			if verdict == codeOK {
				verdict = s.school.addToClass(class, uid)
			}
			items[i] = s.itemV1(verdict, "", nil)
		}
		return items
	})
}

// findForStudents finds a class that is not over.
func (s *school) findForStudents(courseID, id int64, c *call) (*Class, code) {
	class, verdict := s.findClass(courseID, id)
	switch {
	case verdict != codeOK:
		return nil, verdict
	case class.ActivityID != 0:
		return nil, codeMadeElsewhere
	case class.ended(c.now):
		return nil, codeClassEnded
	default:
		return class, codeOK
	}
}

func (s *school) addToClass(class *Class, uid int64) code {
	course := s.courses[class.CourseID]
	_, ours := s.students[uid]
	switch {
	case s.accounts[uid] == nil:
		return codeInvalidData
	case slices.Contains(class.Students, uid) || course.roles[uid] == roleStudent:
		return codeClassStudentThere
	case course.roles[uid] == roleAuditor:
		return codeAuditorThere
	case slices.Contains(class.AssistantUIDs, uid):
		return codeClassAssistant
	case course.HeadTeacherUID == uid:
		return codeMainTeacher
	case course.teachers[uid]:
		return codeCourseTeacher
	case !ours:
		return codeNotOurStudent
	}
	class.Students = append(class.Students, uid)
	return codeOK
}

func (s *Server) setComments(c *call) (answer, effect) {
	id, comments := c.id("classId"), c.objects("commentJson")
	class, verdict := s.school.classOfOurs(id)
	if verdict != codeOK {
		return refuse(verdict)
	}
	c.require(len(comments) > 0)
	return allowWith(codeOK, func() any {
		items := make([]any, len(comments))
		for i, comment := range comments {
			uid := comment.id("studentUid")
			items[i] = s.itemV1(s.school.comment(class, uid, comment), comment.column(), map[string]any{"studentUid": text(uid)})
		}
		return items
	})
}

// comment joins the stars, limited to 0 to 5, and the words.
func (s *school) comment(class *Class, uid int64, r *formReader) code {
	stars, isNumber := parseInteger(r.form["starNum"])
	r.require(isNumber)
	words := cut(r.text("comment"), 1000)
	r.needs("comment")
	_, ours := s.students[uid]
	switch {
	case r.bad():
		return codeParameters
	case !ours:
		return codeNotOurStudent
	case !slices.Contains(class.Students, uid) && s.courses[class.CourseID].roles[uid] != roleStudent:
		return codeNoClassStudent
	}
	comments := maps.Clone(class.Comments)
	if comments == nil {
		comments = map[int64]string{}
	}
	comments[uid] = strconv.FormatInt(min(max(stars, 0), 5), 10) + " " + words
	class.Comments = comments
	return codeOK
}

// classOfOurs finds a class for actions that do not name a course.
func (s *school) classOfOurs(id int64) (*Class, code) {
	class, verdict := s.classByID(id)
	if verdict != codeOK {
		return nil, codeNotOurClass
	}
	return class, codeOK
}
