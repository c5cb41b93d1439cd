package classintest

import (
	"maps"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Activity is an activity of a course: a class of the second generation, homework and so on.
type Activity struct {
	ActivityID int64
	CourseID   int64
	UnitID     int64 // 0 is the unit without a theme
	Type       int64 // activityType; 0 is a class
	Name       string
	TeacherUID int64
	StartTime  time.Time // zero where none was given
	EndTime    time.Time
	Published  bool
	Deleted    bool
	ClassID    int64   // set for a class; see Server.Classes
	Removed    []int64 // the students who were removed; at first everybody in the course takes part
	Added      []int64 // the students who were added
}

// Activities returns the activities in the order of their ids, deleted ones included.
func (s *Server) Activities() []Activity {
	s.kit.Lock()
	defer s.kit.Unlock()
	activities := []Activity{}
	for _, id := range slices.Sorted(maps.Keys(s.school.activities)) {
		activity := *s.school.activities[id]
		activity.Removed, activity.Added = slices.Clone(activity.Removed), slices.Clone(activity.Added)
		activities = append(activities, activity)
	}
	return activities
}

func (s *Server) activityRoutes() []vendortest.Route {
	school := s.school
	return []vendortest.Route{
		s.v2("Activities.CreateClass", "/lms/activity/createClass", s.createClassActivity),
		s.v2("Activities.UpdateClass", "/lms/activity/updateClass", s.updateClassActivity),
		s.v2("Activities.Create", "/lms/activity/createActivityNoClass", school.createActivity),
		s.v2("Activities.Release", "/lms/activity/release", school.releaseActivity),
		s.v2("Activities.Delete", "/lms/activity/delete", school.removeActivity),
		s.v2("Activities.AddStudents", "/lms/activity/addStudent", school.addActivityStudents),
		s.v2("Activities.RemoveStudents", "/lms/activity/deleteStudent", school.removeActivityStudents),
	}
}

// perMinute is the number of createClass calls that the vendor takes in a minute.
const perMinute = 1000

func (s *Server) createClassActivity(c *call) (answer, effect) {
	school := s.school
	if !school.countClassCall(c.now) {
		return refuse(codeTooFast)
	}
	courseID := c.id("courseId")
	name := c.text50("name")
	unitID := c.optionalID("unitId")
	for _, required := range []string{"teacherUid", "startTime", "endTime"} {
		c.integer(required)
	}
	wanted, ok := s.readClassActivity(c, form{"courseId": text(courseID), "className": name})
	c.requireValue(ok || c.missing)
	if existing := school.identities[wanted.Identity]; existing != nil {
		if c.now.Before(existing.CreateTime.Add(school.raceWindow)) {
			return refuse(codeBeingCreated)
		}
		switch s.settings.dialect.existing {
		case ExistingWithoutID:
			return refuse(codeIdentityExists)
		case ExistingAccepted:
			return refuseWith(codeOK, s.classActivity(existing))
		}
		return refuseWith(codeIdentityExists, s.classActivity(existing))
	}
	verdict := v2Code(s.checkOrder(wanted, c.now))
	switch {
	case verdict == codeOK && wanted.begin > c.now.AddDate(2, 0, 0).Unix():
		verdict = codeBeginTooLate
	case verdict == codeDualCamera:
		verdict = codeV2DualCamera
	case verdict == codeOK && unitID != 0 && (school.units[unitID] == nil || school.units[unitID].CourseID != courseID):
		verdict = codeBadParameter
	}
	if verdict != codeOK {
		return refuse(verdict)
	}
	return answer{}, func() answer {
		class, made := school.carryOut(wanted, 0, c.now)
		activity := &Activity{ActivityID: school.newID(), CourseID: courseID, UnitID: unitID, ClassID: class.ClassID}
		school.activities[activity.ActivityID] = activity
		class.ActivityID = activity.ActivityID
		school.mirror(activity, class)
		return answer{code: v2Code(made), data: s.classActivity(class)}
	}
}

func (s *school) countClassCall(now time.Time) bool {
	s.classCalls = slices.DeleteFunc(s.classCalls, func(at time.Time) bool { return now.Sub(at).Abs() >= time.Minute })
	s.classCalls = append(s.classCalls, now)
	return len(s.classCalls) <= perMinute
}

func (s *Server) classActivity(l *Class) map[string]any {
	info := s.settings.dialect.liveInfo.value(struct{}{})
	if l.RTMP != "" {
		info = liveInfo{RTMP: l.RTMP, HLS: l.HLS, FLV: l.FLV}
	}
	return map[string]any{"activityId": l.ActivityID, "classId": l.ClassID, "name": l.ClassName, "live_url": l.LiveURL, "live_info": info}
}

// mirror copies to an activity what it shows of its class.
func (s *school) mirror(a *Activity, l *Class) {
	a.Name, a.TeacherUID, a.StartTime, a.EndTime = l.ClassName, l.TeacherUID, l.StartTime, l.EndTime
}

// readClassActivity reads the parameters of the second generation over what the class has in the words of the first.
func (s *Server) readClassActivity(c *call, fields form) (*order, bool) {
	for from, to := range map[string]string{"teacherUid": "teacherUid", "startTime": "beginTime", "endTime": "endTime", "uniqueIdentity": "courseUniqueIdentity"} {
		if c.has(from) {
			fields[to] = c.form[from]
		}
	}
	c.text("uniqueIdentity")
	if c.has("assistantUids") {
		c.require(c.kinds["assistantUids"] == '[')
		fields["assistantUids"] = c.form["assistantUids"]
	}
	if list := idList(fields["assistantUids"]); list != nil && len(list) == 0 {
		delete(fields, "assistantUids")
	}
	c.readStage(fields, s.school.plan.MaxSeats)
	c.readRecording(fields)
	c.optionalOneOf("isAllowCheck", 1, 0, 1)
	return readOrder(fields)
}

// readStage reads the stage of a class. seatNum includes the teacher, and one above the school's maximum is lowered; isAutoOnstage has
// its natural sense.
func (c *call) readStage(fields form, most int) {
	if c.has("cameraHide") {
		fields["teachMode"] = text(c.oneOf("cameraHide", 0, 1) + 1)
	}
	if c.has("isAutoOnstage") {
		fields["isAutoOnstage"] = text(1 - c.oneOf("isAutoOnstage", 0, 1))
	}
	if c.has("seatNum") {
		fields["seatNum"] = text(min(c.id("seatNum")-1, int64(most)))
	} else if fields["seatNum"] == "" {
		fields["seatNum"] = text(int64(min(6, most)))
	}
	for name, allowed := range map[string][]int64{"isHd": {0, 1, 2}, "isDc": {0, 3}, "omoStationBroadcast": {0, 1}} {
		if c.has(name) {
			fields[name] = text(c.oneOf(name, allowed...))
		}
	}
}

// readRecording takes the four parameters together or not at all.
func (c *call) readRecording(fields form) {
	given := 0
	for _, name := range []string{"recordType", "recordState", "liveState", "openState"} {
		if c.has(name) {
			given++
		}
	}
	c.requireValue(given == 0 || given == 4)
	if given != 4 {
		return
	}
	fields["recordScene"] = text(min(c.oneOf("recordType", 0, 1, 2), 1))
	fields["record"] = text(c.oneOf("recordState", 0, 1))
	fields["live"] = text(c.oneOf("liveState", 0, 1))
	fields["replay"] = text(c.oneOf("openState", 0, 1))
	if fields["record"] == "0" {
		fields["recordScene"] = "0"
	}
}

// updateClassActivity edits a class. A missing assistantUids removes the co-teachers unless [WithOmitted] says otherwise.
func (s *Server) updateClassActivity(c *call) (answer, effect) {
	school := s.school
	courseID, id := c.id("courseId"), c.id("activityId")
	activity, verdict := school.findActivity(courseID, id, c)
	if verdict != codeOK {
		return refuse(verdict)
	}
	class := school.classOf(activity)
	if class == nil {
		return refuse(codeNoClass)
	}
	fields := class.form()
	if s.settings.resets(c, "assistantUids") {
		delete(fields, "assistantUids")
	}
	fields["folderId"] = text(class.FolderID)
	if c.has("name") {
		fields["className"] = c.text50("name")
	}
	unitID := c.optionalID("unitId")
	for _, name := range []string{"teacherUid", "startTime", "endTime"} {
		c.optionalID(name)
	}
	changed, ok := s.readClassActivity(c, fields)
	c.requireValue(ok)
	if verdict := s.checkClassActivity(c, class, changed, unitID); verdict != codeOK {
		return refuse(v2Code(verdict))
	}
	return allowWith(codeOK, func() any {
		class.become(changed)
		school.listTeachers(class)
		school.mirror(activity, class)
		if unitID != 0 {
			activity.UnitID = unitID
		}
		made := s.classActivity(class)
		return map[string]any{"activityId": activity.ActivityID, "name": activity.Name, "liveUrl": made["live_url"], "liveInfo": made["live_info"]} // as the page's text names them
	})
}

func (s *Server) checkClassActivity(c *call, class *Class, changed *order, unitID int64) code {
	switch {
	case class.running(c.now):
		return codeClassRunning
	case class.ended(c.now):
		return codeClassEnded
	case changed.recordsNothing():
		return 226
	case unitID != 0 && (s.school.units[unitID] == nil || s.school.units[unitID].CourseID != class.CourseID):
		return codeBadParameter
	}
	if c.has("startTime") || c.has("endTime") {
		if verdict := s.checkTime(changed, c.now); verdict != codeOK {
			return verdict
		}
	}
	return first(
		func() code { return s.school.checkPerson(changed.CourseID, changed.TeacherUID, asTeacher()) },
		func() code { return s.school.checkAssistants(changed) },
		func() code { return s.school.plan.checkStage(changed) },
		func() code { return s.school.plan.checkSettings(changed) },
	)
}

// createActivity makes a draft. The reply has activityId, as in the table, and unitId, as in the sample.
func (s *school) createActivity(c *call) (answer, effect) {
	activity := &Activity{
		CourseID: c.id("courseId"), UnitID: c.id("unitId"), Type: c.oneOf("activityType", 2, 3, 4, 5, 6, 7, 8),
		Name: c.text50("name"), TeacherUID: c.id("teacherUid"),
	}
	if c.has("startTime") {
		activity.StartTime = time.Unix(c.id("startTime"), 0).UTC()
	}
	if c.has("endTime") {
		activity.EndTime = time.Unix(c.id("endTime"), 0).UTC()
	}
	_, verdict := s.findUnit(activity.CourseID, activity.UnitID, c)
	_, teaches := s.teachers[activity.TeacherUID]
	c.requireValue(teaches || verdict != codeOK || c.malformed)
	return allowWith(verdict, func() any {
		activity.ActivityID = s.newID()
		s.activities[activity.ActivityID] = activity
		s.courses[activity.CourseID].teachers[activity.TeacherUID] = true
		return map[string]any{"name": activity.Name, "activityId": activity.ActivityID, "unitId": activity.UnitID}
	})
}

// releaseActivity publishes a draft. It takes activityId, as in the sample; the vendor refuses the table's activityIds.
func (s *school) releaseActivity(c *call) (answer, effect) {
	activity, verdict := s.findActivity(c.id("courseId"), c.id("activityId"), c)
	if verdict == codeOK && activity.Published {
		verdict = codeReleased
	}
	return allowWith(verdict, func() any {
		activity.Published = true
		return map[string]any{"activityId": activity.ActivityID, "name": activity.Name}
	})
}

func (s *school) removeActivity(c *call) (answer, effect) {
	activity, verdict := s.findActivity(c.id("courseId"), c.id("activityId"), c)
	if verdict != codeOK {
		return refuse(verdict)
	}
	switch class := s.classOf(activity); {
	case class == nil:
	case class.running(c.now):
		return refuse(codeActivityRunning)
	case class.ended(c.now):
		return refuse(codeActivityEnded)
	}
	return allowWith(codeOK, func() any {
		s.deleteActivity(activity)
		return map[string]any{"activityId": activity.ActivityID, "name": activity.Name}
	})
}

// addActivityStudents adds students to an activity. Students who are in it already count as added. A class takes any student of the
// school.
func (s *school) addActivityStudents(c *call) (answer, effect) {
	activity, verdict := s.findActivity(c.id("courseId"), c.id("activityId"), c)
	uids := c.uids("studentUids")
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case activity.Type == 2 || activity.Type == 3:
		return refuse(codeAddType)
	case activity.over(c.now):
		return refuse(codeActivityOver)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(uids))
		for i, uid := range uids {
			_, may := s.students[uid]
			if activity.ClassID == 0 {
				may = s.courses[activity.CourseID].roles[uid] != roleNone
			}
			verdict := codeNotInCourse
			if may {
				verdict = codeOK
				activity.Removed, activity.Added = without(activity.Removed, uid), append(without(activity.Added, uid), uid)
			}
			items[i] = itemV2(verdict, map[string]any{"studentUid": uid})
		}
		return items
	})
}

func (s *school) removeActivityStudents(c *call) (answer, effect) {
	activity, verdict := s.findActivity(c.id("courseId"), c.id("activityId"), c)
	uids := c.uids("studentUids")
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case activity.Type == 2 || activity.Type == 3:
		return refuse(codeRemoveType)
	case activity.over(c.now):
		return refuse(codeActivityOver)
	}
	return allow(codeOK, func() {
		for _, uid := range uids {
			activity.Added, activity.Removed = without(activity.Added, uid), append(without(activity.Removed, uid), uid)
		}
	})
}

func (a *Activity) over(now time.Time) bool { return !a.EndTime.IsZero() && !now.Before(a.EndTime) }

func (s *school) findActivity(courseID, id int64, c *call) (*Activity, code) {
	if verdict := s.checkCourseV2(courseID, c.now); verdict != codeOK {
		return nil, verdict
	}
	switch activity := s.activities[id]; {
	case activity == nil || activity.CourseID != courseID:
		return nil, codeNoActivity
	case activity.Deleted:
		return nil, codeActivityDeleted
	default:
		return activity, codeOK
	}
}

func (s *school) activitiesIn(unitID int64) []*Activity {
	var activities []*Activity
	for _, id := range slices.Sorted(maps.Keys(s.activities)) {
		if a := s.activities[id]; a.UnitID == unitID && !a.Deleted {
			activities = append(activities, a)
		}
	}
	return activities
}

// classOf returns the class of an activity, or nil if the activity is not a class.
func (s *school) classOf(a *Activity) *Class {
	class, _ := s.classByID(a.ClassID)
	return class
}

func (s *school) deleteActivity(a *Activity) {
	a.Deleted = true
	if class := s.classOf(a); class != nil {
		s.deleteClass(class)
	}
}
