package classintest

import (
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) memberRoutes() []vendortest.Route {
	school := s.school
	return []vendortest.Route{
		s.course("Students.Add", "addSchoolStudent", school.unrepeated("addSchoolStudent", school.addSchoolStudent)),
		s.course("Students.Update", "editSchoolStudent", school.editSchoolStudent),
		s.course("Teachers.Add", "addTeacher", school.unrepeated("addTeacher", s.addTeacher)),
		s.course("Teachers.Update", "editTeacher", school.editTeacher),
		s.course("Teachers.Disable", "stopUsingTeacher", school.disableTeacher),
		s.course("Teachers.Enable", "restartUsingTeacher", school.enableTeacher),
		s.course("Teachers.SetCloudFolders", "updateTeacherCloudFolders", school.setCloudFolders),
		s.course("School.DeleteSubAccount", "deleteSubSchoolAccount", school.deleteSubAccount),
	}
}

func (s *school) addSchoolStudent(c *call) (answer, effect) {
	account, name := c.name("studentAccount", 200), c.name("studentName", 24)
	user := s.byAccount(account)
	switch {
	case !isAccount(account):
		return refuse(codePhone)
	case user == nil:
		return refuse(codeNotRegistered)
	}
	if _, has := s.students[user.UID]; has {
		return refuse(codeExistsAlready)
	}
	return allow(codeOK, func() { s.students[user.UID] = name })
}

func (s *school) editSchoolStudent(c *call) (answer, effect) {
	uid, name := c.id("studentUid"), c.name("studentName", 24)
	if _, has := s.students[uid]; !has {
		return refuse(codeNotOurStudent)
	}
	return allow(codeOK, func() { s.students[uid] = name })
}

// addTeacher makes a user a teacher. It answers with the id of a relation, which is not a UID.
func (s *Server) addTeacher(c *call) (answer, effect) {
	account, name := c.name("teacherAccount", 200), c.name("teacherName", 24)
	user := s.school.byAccount(account)
	switch {
	case !isAccount(account):
		return refuse(codeTeacherAccount)
	case user == nil:
		return refuse(codeNotRegistered)
	}
	switch state, has := s.school.teachers[user.UID]; {
	case has && state == TeacherStatusGone:
		return refuse(codeTeacherGone)
	case has:
		return refuse(codeExistsAlready)
	}
	return allowWith(codeOK, func() any {
		s.school.setTeacher(user.UID, TeacherStatusActive)
		s.school.names[user.UID] = name
		return s.settings.dialect.id(s.school.newID())
	})
}

func (s *school) editTeacher(c *call) (answer, effect) {
	uid, name := c.id("teacherUid"), c.name("teacherName", 24)
	if _, has := s.teachers[uid]; !has {
		return refuse(codeNoTeacherInfo)
	}
	return allow(codeOK, func() { s.names[uid] = name })
}

// disableTeacher disables a teacher. The vendor takes minutes for that; here the teacher is being disabled until SetTeacher ends it.
func (s *school) disableTeacher(c *call) (answer, effect) {
	uid := c.id("teacherUid")
	switch _, has := s.teachers[uid]; {
	case s.accounts[uid] == nil:
		return refuse(codeInvalidData)
	case !has:
		return refuse(codeNotTeacher)
	case s.subAccounts[uid]:
		return refuse(codeSubAccount)
	case slices.ContainsFunc(s.classes, func(l *Class) bool { return l.taughtBy(uid) && c.now.Before(l.EndTime) }):
		return refuse(codeTeachesClasses)
	}
	for _, course := range s.courses {
		if course.HeadTeacherUID == uid && !course.over(c.now) {
			return refuse(codeTeachesCourses)
		}
	}
	return allow(codeOK, func() { s.teachers[uid] = TeacherStatusSuspending })
}

func (s *school) enableTeacher(c *call) (answer, effect) {
	uid := c.id("teacherUid")
	switch state, has := s.teachers[uid]; {
	case s.accounts[uid] == nil:
		return refuse(codeInvalidData)
	case !has || state == TeacherStatusGone:
		return refuse(codeNotTeacher)
	case state == TeacherStatusSuspending:
		return refuse(codeTeacherSuspending)
	}
	return allow(codeOK, func() { s.teachers[uid] = TeacherStatusActive })
}

func (s *school) setCloudFolders(c *call) (answer, effect) {
	uid := c.id("teacherUid")
	c.needs("folderIdJson")
	ids := idList(c.form["folderIdJson"])
	c.require(ids != nil)
	switch state, has := s.teachers[uid]; {
	case !has:
		return refuse(codeNotTeacher)
	case state == TeacherStatusDisabled:
		return refuse(codeTeacherDisabled)
	case state == TeacherStatusSuspending:
		return refuse(codeTeacherSuspending)
	case len(ids) > 40:
		return refuse(codeFoldersTooMany)
	case slices.ContainsFunc(ids, func(id int64) bool { return s.folders[id] == nil }):
		return refuse(codeSomeFolders)
	}
	return allow(codeOK, func() { s.grants[uid] = ids })
}

func (s *school) deleteSubAccount(c *call) (answer, effect) {
	uid := c.id("UID")
	if !s.subAccounts[uid] {
		return refuse(codeNoSubAccount)
	}
	return allow(codeOK, func() { delete(s.subAccounts, uid) })
}

// isAccount reports whether a text is a phone number or an e-mail address.
func isAccount(text string) bool { return isTelephone(text) || strings.Contains(text, "@") }

func (l *Class) taughtBy(uid int64) bool {
	return l.TeacherUID == uid || slices.Contains(l.AssistantUIDs, uid)
}
