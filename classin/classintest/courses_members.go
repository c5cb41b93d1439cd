package classintest

import (
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) courseMemberRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.course("Courses.AddStudent", "addCourseStudent", s.school.addCourseStudent),
		s.course("Courses.RemoveStudent", "delCourseStudent", s.school.removeCourseStudent),
		s.course("Courses.AddStudents", "addCourseStudentMultiple", s.addCourseStudents),
		s.course("Courses.RemoveStudents", "delCourseStudentMultiple", s.removeCourseStudents),
		s.course("Groups.Create", "addCourseGroup", s.createGroup),
		s.course("Groups.Update", "editCourseGroup", s.school.updateGroup),
		s.course("Groups.Delete", "delCourseGroup", s.school.deleteGroup),
	}
}

// maxAuditors is the greatest number of auditors in a course.
const maxAuditors = 20

func (r *formReader) role() role { return role(r.oneOf("identity", 1, 2)) }

// optionalRole reads a role; a missing one is a student's.
func (r *formReader) optionalRole() role { return role(r.optionalOneOf("identity", 1, 1, 2)) }

func (s *school) addCourseStudent(c *call) (answer, effect) {
	courseID, identity, uid := c.id("courseId"), c.role(), c.id("studentUid")
	verdict := first(
		func() code { return s.checkCourse(courseID, c.now) },
		func() code { return s.checkNewMember(courseID, uid, identity) },
	)
	return allow(verdict, func() { s.courses[courseID].roles[uid] = identity })
}

func (s *school) removeCourseStudent(c *call) (answer, effect) {
	courseID, identity, uid := c.id("courseId"), c.role(), c.id("studentUid")
	verdict := first(
		func() code { return s.checkCourse(courseID, c.now) },
		func() code { return s.checkMember(courseID, uid, identity) },
	)
	return allow(verdict, func() { delete(s.courses[courseID].roles, uid) })
}

func (s *Server) addCourseStudents(c *call) (answer, effect) {
	courseID, identity, students := c.id("courseId"), c.optionalRole(), c.objects("studentJson")
	if verdict := s.school.checkCourse(courseID, c.now); verdict != codeOK {
		return refuse(verdict)
	}
	if len(students) == 0 {
		return refuse(codeEmptyList)
	}
	seen := map[int64]bool{}
	for _, student := range students {
		uid, _ := parseInteger(student.form["uid"])
		if seen[uid] {
			return refuse(codeExistsAlready)
		}
		seen[uid] = true
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(students))
		for i, student := range students {
			uid := student.id("uid")
			verdict := codeParameters
			if !student.bad() {
				verdict = s.school.checkNewMember(courseID, uid, identity)
			}
			if verdict == codeOK {
				s.school.courses[courseID].roles[uid] = identity
			}
			items[i] = s.itemV1(verdict, student.column(), nil)
		}
		return items
	})
}

func (s *Server) removeCourseStudents(c *call) (answer, effect) {
	courseID, identity := c.id("courseId"), c.role()
	c.needs("studentUidJson")
	uids := idList(c.form["studentUidJson"])
	if verdict := s.school.checkCourse(courseID, c.now); verdict != codeOK {
		return refuse(verdict)
	}
	if len(uids) == 0 {
		return refuse(codeEmptyList)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(uids))
		for i, uid := range uids {
			verdict := s.school.checkMember(courseID, uid, identity)
			if verdict == codeOK {
				delete(s.school.courses[courseID].roles, uid)
			}
			items[i] = s.itemV1(verdict, "", nil)
		}
		return items
	})
}

// checkNewMember checks a new member of a course. An auditor need not be a student of the school.
func (s *school) checkNewMember(courseID, uid int64, identity role) code {
	course := s.courses[courseID]
	_, ours := s.students[uid]
	switch {
	case s.accounts[uid] == nil:
		return codeInvalidData
	case course.roles[uid] == roleStudent:
		return codeStudentThere
	case course.roles[uid] == roleAuditor:
		return codeAuditorThere
	case course.HeadTeacherUID == uid:
		return codeMainTeacher
	case course.teachers[uid]:
		return codeCourseTeacher
	case identity == roleStudent && !ours:
		return codeNotOurStudent
	case identity == roleAuditor && course.count(roleAuditor) >= maxAuditors:
		return codeTooManyMembers
	default:
		return codeOK
	}
}

func (s *school) checkMember(courseID, uid int64, identity role) code {
	switch {
	case s.accounts[uid] == nil:
		return codeInvalidData
	case s.courses[courseID].roles[uid] != identity:
		return codeNoMember
	default:
		return codeOK
	}
}

func (c *course) count(r role) int {
	count := 0
	for _, other := range c.roles {
		if other == r {
			count++
		}
	}
	return count
}

// teams are the teams of a group as the request wants them, each with its leader first, without people outside the course.
type teams struct {
	members [][]int64
	verdict code
}

func (s *Server) createGroup(c *call) (answer, effect) {
	courseID := c.id("courseId")
	name, wanted := c.name("groupName", 20), s.school.readTeams(c, courseID)
	if verdict := s.school.existingCourse(courseID); verdict != codeOK {
		return refuse(codeUnknown) // the page lists no code of the course
	}
	switch {
	case len(s.school.courses[courseID].groups) > 0:
		return refuse(codeGroupsExist)
	case wanted.verdict != codeOK && wanted.verdict != codeGroupPartly:
		return refuse(wanted.verdict)
	}
	return answer{}, func() answer {
		id := s.school.newID()
		s.school.courses[courseID].groups[id] = &Group{name, wanted.members}
		return answer{code: wanted.verdict, data: s.settings.dialect.id(id)}
	}
}

func (s *school) updateGroup(c *call) (answer, effect) {
	courseID, groupID := c.id("courseId"), c.id("groupId")
	name, wanted := c.name("groupName", 20), s.readTeams(c, courseID)
	group := s.group(courseID, groupID)
	switch {
	case group == nil:
		return refuse(codeNoGroup)
	case wanted.verdict != codeOK && wanted.verdict != codeGroupPartly:
		return refuse(wanted.verdict)
	}
	return answer{}, func() answer {
		*group = Group{name, wanted.members}
		return answer{code: wanted.verdict}
	}
}

func (s *school) deleteGroup(c *call) (answer, effect) {
	courseID, groupID := c.id("courseId"), c.id("groupId")
	if s.group(courseID, groupID) == nil {
		return refuse(codeNoGroup)
	}
	return allow(codeOK, func() { delete(s.courses[courseID].groups, groupID) })
}

func (s *school) group(courseID, groupID int64) *Group {
	if s.courses[courseID] == nil {
		return nil
	}
	return s.courses[courseID].groups[groupID]
}

// readTeams reads the teams of a group. Each team has one leader, and nobody is in two teams. People outside the course are left out, but
// a leader must be in the course.
func (s *school) readTeams(c *call, courseID int64) teams {
	lists, ok := readTeamLists(c.form["groupList"])
	c.needs("groupList")
	c.require(ok)
	wanted := teams{verdict: codeOK}
	seen := map[int64]bool{}
	asked, ours, inCourse := 0, 0, 0
	for _, list := range lists {
		var leaders, others []int64
		for _, member := range list {
			uid := member.id("studentUid")
			leads := member.oneOf("isLeader", 0, 1) == 1
			c.require(!member.bad() && !seen[uid])
			seen[uid] = true
			asked++
			if _, has := s.students[uid]; has {
				ours++
			}
			in := s.courses[courseID] != nil && s.courses[courseID].roles[uid] == roleStudent
			if in {
				inCourse++
			}
			switch {
			case leads:
				leaders = append(leaders, uid)
				if !in {
					wanted.verdict = codeGroupLeader
				}
			case in:
				others = append(others, uid)
			}
		}
		c.require(len(leaders) == 1)
		wanted.members = append(wanted.members, slices.Concat(leaders, others))
	}
	switch {
	case ours == 0:
		wanted.verdict = codeGroupNotOurs
	case inCourse == 0:
		wanted.verdict = codeGroupNotInCourse
	case wanted.verdict == codeOK && inCourse < asked:
		wanted.verdict = codeGroupPartly
	}
	return wanted
}

// readTeamLists reads lists of lists of objects; false is none or an empty one.
func readTeamLists(text string) ([][]*formReader, bool) {
	r := &formReader{form: form{"": text}}
	var lists [][]*formReader
	for _, list := range rawList(text) {
		r.form[""] = string(list)
		members := r.objects("")
		r.require(len(members) > 0)
		lists = append(lists, members)
	}
	return lists, len(lists) > 0 && !r.malformed
}
