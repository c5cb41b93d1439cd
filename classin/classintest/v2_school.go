package classintest

import "github.com/go-classcloud/classcloud/internal/vendortest"

func (s *Server) schoolRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.v2("Courses.AddTeachers", "/course/addCourseTeacher", s.school.addCourseTeachers),
		s.v2("Students.SyncNicknames", "/schooluser/modifyCourseStudentNickName", s.school.syncStudents),
		s.v2("School.UpdateSettings", "/school/modifySchoolConf", s.school.updateSettings),
	}
}

func (s *school) addCourseTeachers(c *call) (answer, effect) {
	courseID, uids := c.id("courseId"), c.uids("teacherUids")
	return allowWith(s.checkCourseV2(courseID, c.now), func() any {
		items := make([]any, len(uids))
		for i, uid := range uids {
			items[i] = itemV2(s.addCourseTeacher(courseID, uid), map[string]any{"teacherUid": uid})
		}
		return items
	})
}

func (s *school) addCourseTeacher(courseID, uid int64) code {
	course := s.courses[courseID]
	switch verdict := s.checkPerson(courseID, uid, asTeacher()); {
	case verdict == codeInvalidData:
		return codeNotTeacher // the page does not have 400
	case verdict != codeOK:
		return verdict
	case course.HeadTeacherUID == uid:
		return codeAlreadyMain
	case course.teachers[uid]:
		return codeExistsAlready
	}
	course.teachers[uid] = true
	return codeOK
}

func (s *school) syncStudents(c *call) (answer, effect) {
	uids := c.uids("studentUids")
	if len(uids) > 100 {
		return refuse(codeNicknamesTooMany)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(uids))
		for i, uid := range uids {
			verdict := codeOK
			if _, ours := s.students[uid]; !ours {
				verdict = codeV2NotOurStudent
			}
			items[i] = itemV2(verdict, map[string]any{"studentUid": uid})
		}
		return items
	})
}

func (s *school) updateSettings(c *call) (answer, effect) {
	wanted := map[string]bool{}
	for _, name := range []string{"allowViewReplay", "allowNewStudentViewReplay"} {
		if c.has(name) {
			wanted[name] = c.oneOf(name, 0, 1) == 1
		}
	}
	if len(wanted) == 0 {
		c.missing = true
	}
	return allowWith(codeOK, func() any {
		for name, on := range wanted {
			s.settings[name] = on
		}
		return struct{}{}
	})
}
