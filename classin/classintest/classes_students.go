package classintest

import (
	"maps"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) lessonStudentRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.course("Classes.AddStudents", "addClassStudentMultiple", s.addLessonStudents),
		s.course("Classes.RemoveStudents", "delClassStudentMultiple", s.removeLessonStudents),
		s.course("Courses.AddStudentToClasses", "addCourseClassStudent", s.addStudentToLessons),
		s.course("Classes.SetComments", "updateClassStudentComment", s.setComments),
	}
}

func (s *Server) addLessonStudents(c *call) (answer, effect) {
	courseID, id := c.id("courseId"), c.id("classId")
	identity, students := c.optionalRole(), c.objects("studentJson")
	lesson, verdict := s.school.findForStudents(courseID, id, c)
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
				verdict = s.school.addToLesson(lesson, uid)
			}
			items[i] = s.itemV1(verdict, student.column(), nil)
		}
		return items
	})
}

func (s *Server) removeLessonStudents(c *call) (answer, effect) {
	courseID, id, identity := c.id("courseId"), c.id("classId"), c.role()
	c.needs("studentUidJson")
	uids := idList(c.form["studentUidJson"])
	lesson, verdict := s.school.findForStudents(courseID, id, c)
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
			if !slices.Contains(lesson.Students, uid) {
				verdict = codeNoLessonStudent
			}
			lesson.Students = without(lesson.Students, uid)
			items[i] = s.itemV1(verdict, "", nil)
		}
		return items
	})
}

func (s *Server) addStudentToLessons(c *call) (answer, effect) {
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
			lesson, verdict := s.school.findForStudents(courseID, id, c)
			if verdict == codeNoLesson {
				verdict = codeLessonElsewhere // the page has no 143
			}
			if verdict == codeOK {
				verdict = s.school.addToLesson(lesson, uid)
			}
			items[i] = s.itemV1(verdict, "", nil)
		}
		return items
	})
}

// findForStudents looks for a lesson that is not over.
func (s *school) findForStudents(courseID, id int64, c *call) (*Lesson, code) {
	lesson, verdict := s.findLesson(courseID, id)
	switch {
	case verdict != codeOK:
		return nil, verdict
	case lesson.ActivityID != 0:
		return nil, codeMadeElsewhere
	case lesson.ended(c.now):
		return nil, codeLessonEnded
	default:
		return lesson, codeOK
	}
}

func (s *school) addToLesson(lesson *Lesson, uid int64) code {
	course := s.courses[lesson.CourseID]
	_, ours := s.students[uid]
	switch {
	case s.accounts[uid] == nil:
		return codeInvalidData
	case slices.Contains(lesson.Students, uid) || course.roles[uid] == roleStudent:
		return codeLessonStudentThere
	case course.roles[uid] == roleAuditor:
		return codeAuditorThere
	case slices.Contains(lesson.AssistantUIDs, uid):
		return codeLessonAssistant
	case course.HeadTeacherUID == uid:
		return codeMainTeacher
	case course.teachers[uid]:
		return codeCourseTeacher
	case !ours:
		return codeNotOurStudent
	}
	lesson.Students = append(lesson.Students, uid)
	return codeOK
}

func (s *Server) setComments(c *call) (answer, effect) {
	id, comments := c.id("classId"), c.objects("commentJson")
	lesson, verdict := s.school.lessonOfOurs(id)
	if verdict != codeOK {
		return refuse(verdict)
	}
	c.require(len(comments) > 0)
	return allowWith(codeOK, func() any {
		items := make([]any, len(comments))
		for i, comment := range comments {
			uid := comment.id("studentUid")
			items[i] = s.itemV1(s.school.comment(lesson, uid, comment), comment.column(), map[string]any{"studentUid": text(uid)})
		}
		return items
	})
}

// comment keeps the stars, 0 to 5 whatever was sent, and the words.
func (s *school) comment(lesson *Lesson, uid int64, r *formReader) code {
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
	case !slices.Contains(lesson.Students, uid) && s.courses[lesson.CourseID].roles[uid] != roleStudent:
		return codeNoLessonStudent
	}
	comments := maps.Clone(lesson.Comments)
	if comments == nil {
		comments = map[int64]string{}
	}
	comments[uid] = strconv.FormatInt(min(max(stars, 0), 5), 10) + " " + words
	lesson.Comments = comments
	return codeOK
}

// lessonOfOurs is for actions that name no course.
func (s *school) lessonOfOurs(id int64) (*Lesson, code) {
	lesson, verdict := s.lessonByID(id)
	if verdict != codeOK {
		return nil, codeNotOurLesson
	}
	return lesson, codeOK
}
