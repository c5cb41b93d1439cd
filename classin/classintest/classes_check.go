package classintest

import "time"

// checkOrder checks an order against the school. The order of the checks is ours, because the vendor prints none.
func (s *Server) checkOrder(order *order, now time.Time) code {
	school := s.school
	return first(
		func() code { return s.checkTime(order, now) },
		func() code { return school.checkCourse(order.CourseID, now) },
		func() code { return school.checkPerson(order.CourseID, order.TeacherUID, asTeacher()) },
		func() code { return school.checkAssistants(order) },
		func() code { return school.checkFolder(order.FolderID) },
		func() code { return school.plan.checkStage(order) },
		func() code { return school.plan.checkSettings(order) },
		func() code { return school.checkUsage(order.CourseID, now) },
	)
}

// checkTime checks the times of a class. It compares numbers before it subtracts them, because they come from outside and may be huge.
func (s *Server) checkTime(order *order, now time.Time) code {
	switch begin, end := order.begin, order.end; {
	case end <= begin:
		return codeEndBeforeBegin
	case begin < now.Add(time.Minute).Unix():
		return codeBeginTooSoon
	case begin > now.AddDate(3, 0, 0).Unix():
		return codeBeginTooLate
	case end-begin < 15*60 || end-begin > 24*60*60:
		return codeDuration
	case s.maintenance.overlaps(time.Unix(begin, 0), time.Unix(end, 0)):
		return codeMaintenanceOverlap
	default:
		return codeOK
	}
}

func (s *school) checkCourse(id int64, now time.Time) code {
	switch course := s.courses[id]; {
	case course == nil:
		return codeNoCourse
	case course.OtherSchool:
		return codeCourseElsewhere
	case course.Deleted:
		return codeCourseDeleted
	case !course.ExpireTime.IsZero() && !now.Before(course.ExpireTime):
		return codeCourseExpired
	case course.Public:
		return codeCourseType
	default:
		return codeOK
	}
}

// verdicts holds the codes that say the same about teachers and co-teachers.
type verdicts struct {
	isStudent, isAuditor, notTeacher, gone, disabled, suspending code
}

func asTeacher() verdicts {
	return verdicts{codeTeacherIsStudent, codeTeacherIsAuditor, codeNotTeacher, codeTeacherGone, codeTeacherDisabled, codeTeacherSuspending}
}

func asAssistant() verdicts {
	return verdicts{codeAssistantIsStudent, codeAssistantIsAuditor, codeAssistantNotTeacher, codeAssistantGone, codeAssistantDisabled, codeAssistantSuspending}
}

// checkPerson looks at the person's role in the course first. A student is rarely a teacher of the school, and would otherwise never get
// the code for that role.
func (s *school) checkPerson(courseID, uid int64, verdicts verdicts) code {
	if s.accounts[uid] == nil {
		return codeInvalidData
	}
	switch s.courses[courseID].roles[uid] {
	case roleStudent:
		return verdicts.isStudent
	case roleAuditor:
		return verdicts.isAuditor
	}
	state, isTeacher := s.teachers[uid]
	if !isTeacher {
		return verdicts.notTeacher
	}
	switch state {
	case TeacherStatusGone:
		return verdicts.gone
	case TeacherStatusDisabled:
		return verdicts.disabled
	case TeacherStatusSuspending:
		return verdicts.suspending
	default:
		return codeOK
	}
}

func (s *school) checkAssistants(order *order) code {
	seen := map[int64]bool{}
	for _, uid := range order.AssistantUIDs {
		if seen[uid] {
			return codeAssistantRepeated
		}
		seen[uid] = true
	}
	switch {
	case len(seen) > s.plan.MaxAssistants:
		return codeAssistantsTooMany
	case seen[order.TeacherUID]:
		return codeAssistantIsTeacher
	}
	for _, uid := range order.AssistantUIDs {
		if c := s.checkPerson(order.CourseID, uid, asAssistant()); c != codeOK {
			return c
		}
	}
	return codeOK
}

func (s *school) checkFolder(id int64) code {
	if id != 0 && s.folders[id] == nil {
		return codeNoFolder
	}
	return codeOK
}

// checkStage checks the number of people on stage and the resolution.
func (p Plan) checkStage(order *order) code {
	switch {
	case order.StudentSeats < 0:
		return codeSeatsParameter
	case order.StudentSeats > p.MaxSeats:
		return codeSeats
	case order.DualCamera && order.StudentSeats != 1:
		return codeDualCamera
	case order.HD > 0 && order.StudentSeats != 1 && order.StudentSeats != 6:
		return codeSeatsForHD
	default:
		return codeOK
	}
}
