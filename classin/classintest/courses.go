package classintest

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) courseRoutes() []vendortest.Route {
	school := s.school
	return []vendortest.Route{
		s.course("Courses.Create", "addCourse", s.createCourse),
		s.course("Courses.Update", "editCourse", s.updateCourse),
		s.course("Courses.End", "endCourse", school.endCourse),
		s.course("Courses.SetTeacher", "modifyCourseTeacher", s.setCourseTeacher),
		s.course("Courses.RemoveTeacher", "removeCourseTeacher", school.removeCourseTeacher),
		s.course("Courses.SyncNicknames", "modifyGroupMemberNickname", school.syncNicknames),
	}
}

func (s *Server) createCourse(c *call) (answer, effect) {
	school := s.school
	wanted := Course{CourseName: c.name("courseName", 90), Introduction: cut(c.text("courseIntroduce"), 400), Identity: c.identity()}
	wanted.FolderID = c.folderID()
	wanted.HeadTeacherUID = c.optionalID("mainTeacherUid")
	c.courseFlags()
	expiry := c.expiry()
	wanted.SubjectID, wanted.SettingID = int64(c.choice("subjectId", 0, subjects()...)), c.settingID()
	if id, taken := school.courseIdentities[wanted.Identity]; taken {
		if c.now.Before(school.courses[id].createdAt.Add(school.raceWindow)) {
			return refuse(codeBeingCreated)
		}
		return s.existingCourseAnswer(id)
	}
	verdict := first(
		func() code { return checkExpiry(expiry, c.now) },
		func() code { return school.checkFolder(wanted.FolderID) },
		func() code { return school.checkMainTeacher(wanted.HeadTeacherUID) },
	)
	return allowWith(verdict, func() any {
		wanted.CourseID, wanted.ExpireTime = school.newID(), expiryTime(expiry)
		school.setCourse(wanted)
		school.courses[wanted.CourseID].createdAt = c.now
		return s.settings.dialect.id(wanted.CourseID)
	})
}

// existingCourseAnswer returns the dialect's answer to an identity that was used before.
func (s *Server) existingCourseAnswer(id int64) (answer, effect) {
	switch s.settings.dialect.existing {
	case ExistingWithoutID:
		return refuse(codeIdentityExists)
	case ExistingAccepted:
		return refuseWith(codeOK, s.settings.dialect.id(id))
	default:
		return refuseWith(codeIdentityExists, s.settings.dialect.id(id))
	}
}

// subjects are the values of subjectId; any other is 0.
func subjects() []int {
	known := []int{99}
	for subject := 1; subject <= 16; subject++ {
		known = append(known, subject)
	}
	return known
}

// settingID reads classroomSettingId. Which settings the school has is not modelled.
func (r *formReader) settingID() int64 {
	if r.form["classroomSettingId"] == "" {
		return 0
	}
	return r.integer("classroomSettingId")
}

// updateCourse edits a course. An empty expiryTime keeps the time there is; 0 means never. What subjectId and classroomSettingId are when
// they are missing says [WithOmitted].
func (s *Server) updateCourse(c *call) (answer, effect) {
	school, id := s.school, c.id("courseId")
	name, introduction := cut(c.text("courseName"), 40), cut(c.text("courseIntroduce"), 400)
	folder := c.folderID()
	mainTeacher := c.optionalID("mainTeacherUid")
	stamp := c.choice("stamp", 1, 2)
	subject, setting := int64(c.choice("subjectId", 0, subjects()...)), c.settingID()
	c.courseFlags()
	expiry := c.expiry()
	verdict := first(
		func() code { return school.checkCourse(id, c.now) },
		func() code { return checkExpiry(expiry, c.now) },
		func() code { return school.checkClassesBefore(id, expiry) },
		func() code { return school.checkFolder(folder) },
		func() code { return school.checkMainTeacher(mainTeacher) },
		func() code { return school.checkMainRole(id, mainTeacher) },
	)
	return allow(verdict, func() {
		course := school.courses[id]
		if c.has("subjectId") || s.settings.resets(c, "subjectId") {
			course.SubjectID = subject
		}
		if c.has("classroomSettingId") || s.settings.resets(c, "classroomSettingId") {
			course.SettingID = setting
		}
		course.CourseName = cmp.Or(name, course.CourseName)
		course.FolderID = cmp.Or(folder, course.FolderID)
		if _, given := c.form["courseIntroduce"]; given {
			course.Introduction = introduction
		}
		if c.form["expiryTime"] != "" {
			course.ExpireTime = expiryTime(expiry)
		}
		if mainTeacher != 0 {
			if stamp == 1 && course.HeadTeacherUID != 0 {
				course.teachers[course.HeadTeacherUID] = true
			}
			course.HeadTeacherUID = mainTeacher
		}
	})
}

// courseFlags checks the flags that refuse any other value. What they switch is not visible anywhere.
func (r *formReader) courseFlags() {
	for _, name := range []string{"allowAddFriend", "allowStudentModifyNickname", "notAllowDeleteCourseStudentReplay"} {
		r.optionalOneOf(name, 0, 0, 1)
	}
}

// expiry reads expiryTime. 0 means never.
func (r *formReader) expiry() int64 {
	if r.form["expiryTime"] == "" {
		return 0
	}
	return r.integer("expiryTime")
}

func checkExpiry(expiry int64, now time.Time) code {
	switch {
	case expiry == 0:
		return codeOK
	case expiry < now.AddDate(0, 0, 1).Unix():
		return codeExpiryTooSoon
	case expiry > now.AddDate(5, 0, 0).Unix():
		return codeExpiryTooLate
	default:
		return codeOK
	}
}

func (s *school) checkClassesBefore(courseID, expiry int64) code {
	late := func(l *Class) bool { return l.CourseID == courseID && l.EndTime.Unix() > expiry }
	if expiry != 0 && slices.ContainsFunc(s.classes, late) {
		return codeExpiryBeforeClass
	}
	return codeOK
}

func expiryTime(expiry int64) time.Time {
	if expiry == 0 {
		return time.Time{}
	}
	return time.Unix(expiry, 0).UTC()
}

func (s *school) checkMainTeacher(uid int64) code {
	switch state, has := s.teachers[uid]; {
	case uid == 0:
		return codeOK
	case !has:
		return codeNoMainTeacher
	case state == TeacherStatusDisabled:
		return codeMainDisabled
	case state == TeacherStatusSuspending:
		return codeMainSuspending
	case state == TeacherStatusGone:
		return codeMainGone
	default:
		return codeOK
	}
}

func (s *school) checkMainRole(courseID, uid int64) code {
	switch s.courses[courseID].roles[uid] {
	case roleStudent:
		return codeMainIsStudent
	case roleAuditor:
		return codeMainIsAuditor
	default:
		return codeOK
	}
}

// endCourse deletes the classes that have not begun and leaves the course expired.
func (s *school) endCourse(c *call) (answer, effect) {
	id := c.id("courseId")
	if verdict := s.checkCourse(id, c.now); verdict != codeOK {
		return refuse(verdict)
	}
	classes := s.classesIn(id)
	if slices.ContainsFunc(classes, func(l *Class) bool { return l.running(c.now) }) {
		return refuse(codeCourseRunning)
	}
	return allow(codeOK, func() {
		for _, class := range classes {
			if c.now.Before(class.StartTime) {
				s.deleteClass(class)
			}
		}
		s.courses[id].ExpireTime = c.now
	})
}

// setCourseTeacher gives another teacher to every class that has not begun. The reply has classId as text, as in the sample.
func (s *Server) setCourseTeacher(c *call) (answer, effect) {
	school := s.school
	courseID, uid := c.id("courseId"), c.id("teacherUid")
	verdict := first(
		func() code { return school.checkCourse(courseID, c.now) },
		func() code { return school.checkPerson(courseID, uid, asTeacher()) },
	)
	if verdict == codeTeacherSuspending {
		verdict = codeMainSuspending
	}
	if verdict != codeOK {
		return refuse(verdict)
	}
	classes := slices.DeleteFunc(school.classesIn(courseID), func(l *Class) bool { return !c.now.Before(l.StartTime) })
	if len(classes) == 0 {
		return refuse(codeNothingToBegin)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(classes))
		for i, class := range classes {
			itemCode := codeOK
			switch {
			case class.MainClassID != 0:
				itemCode = codeCourseType // double-teacher classes are an error (revision 5.4.7); which one is inferred from the page's codes
			case class.ActivityID != 0:
				itemCode = codeMadeElsewhere
			case slices.Contains(class.AssistantUIDs, uid):
				itemCode = codeAssistantNoTeacher
			default:
				class.TeacherUID = uid
				school.courses[courseID].teachers[uid] = true
			}
			items[i] = s.itemV1(itemCode, "", map[string]any{"classId": text(class.ClassID)})
		}
		return items
	})
}

func (s *school) removeCourseTeacher(c *call) (answer, effect) {
	courseID, uid := c.id("courseId"), c.id("teacherUid")
	verdict := s.checkCourse(courseID, c.now)
	_, has := s.teachers[uid]
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case s.accounts[uid] == nil:
		return refuse(codeInvalidData)
	case !has:
		return refuse(codeNotTeacher)
	case !s.courses[courseID].teachers[uid]:
		return refuse(codeNotInTeacherList)
	case slices.ContainsFunc(s.classesIn(courseID), func(l *Class) bool { return l.taughtBy(uid) && c.now.Before(l.EndTime) }):
		return refuse(codeTeachesClasses)
	}
	return allow(codeOK, func() { delete(s.courses[courseID].teachers, uid) })
}

func (s *school) syncNicknames(c *call) (answer, effect) {
	return allow(s.checkCourse(c.id("courseId"), c.now), func() {})
}

// existingCourse checks a course like checkCourse, but accepts expired and public courses.
func (s *school) existingCourse(id int64) code {
	switch course := s.courses[id]; {
	case course == nil:
		return codeNoCourse
	case course.OtherSchool:
		return codeCourseElsewhere
	case course.Deleted:
		return codeCourseDeleted
	default:
		return codeOK
	}
}

func (c *course) over(now time.Time) bool {
	return c.Deleted || !c.ExpireTime.IsZero() && !now.Before(c.ExpireTime)
}
