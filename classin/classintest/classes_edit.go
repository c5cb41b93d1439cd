package classintest

import (
	"encoding/json"
	"maps"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) classRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.course("Classes.CreateBatch", "addCourseClassMultiple", s.createClasses),
		s.course("Classes.Update", "editCourseClass", s.updateClass),
		s.course("Classes.SetSeats", "modifyClassSeatNum", s.setSeats),
		s.course("Classes.Delete", "delCourseClass", s.school.deleteUnbegun),
		s.course("Classes.DeleteEnded", "delEndCourseClass", s.school.deleteEnded),
	}
}

// editWindow is the time before the start in which most of a class can no longer be changed.
const editWindow = 20 * time.Minute

// createClasses makes a batch of classes. It silently drops the classes after the 50th, as the vendor does.
func (s *Server) createClasses(c *call) (answer, effect) {
	courseID, classes := c.id("courseId"), c.objects("classJson")
	if verdict := s.school.checkCourse(courseID, c.now); verdict != codeOK {
		return refuse(verdict)
	}
	if len(classes) == 0 {
		return refuse(codeEmptyList)
	}
	classes = classes[:min(len(classes), 50)]
	return allowWith(codeOK, func() any {
		items, seen := make([]any, len(classes)), map[string]bool{}
		for i, class := range classes {
			identity := class.form["courseUniqueIdentity"]
			if identity != "" && seen[identity] {
				items[i] = s.itemV1(codeExistsAlready, class.column(), map[string]any{"className": class.form["className"]})
				continue
			}
			seen[identity] = true
			items[i] = s.createOneOf(courseID, class, c.now)
		}
		return items
	})
}

func (s *Server) createOneOf(courseID int64, class *formReader, now time.Time) map[string]any {
	fields := maps.Clone(class.form)
	fields["courseId"], fields["className"] = strconv.FormatInt(courseID, 10), cut(fields["className"], 50)
	made, verdict := s.createInBatch(fields, now)
	if verdict == codeIdentityExists {
		switch s.settings.dialect.existing {
		case ExistingWithoutID:
			made = nil
		case ExistingAccepted:
			verdict = codeOK
		}
	}
	item := map[string]any{"className": fields["className"]}
	if made != nil {
		item["data"], item["more_data"] = s.settings.dialect.id(made.ClassID), s.settings.dialect.more(made)
	}
	return s.itemV1(verdict, class.column(), item)
}

// createInBatch serves one item of a batch. For an identity that was used before it returns the class that has it, with the code.
func (s *Server) createInBatch(fields form, now time.Time) (*Class, code) {
	order, ok := readOrder(fields)
	if !ok {
		return nil, codeParameters
	}
	if existing := s.school.identities[order.Identity]; existing != nil {
		if now.Before(existing.CreateTime.Add(s.school.raceWindow)) {
			return nil, codeBeingCreated
		}
		return existing, codeIdentityExists
	}
	if verdict := s.checkOrder(order, now); verdict != codeOK {
		return nil, verdict
	}
	return s.school.carryOut(order, 0, now)
}

// updateClass writes the parameters over those with which the class would be created now. The page wants endTime with beginTime; that an
// endTime alone answers 119 is inferred from the codes.
func (s *Server) updateClass(c *call) (answer, effect) {
	school := s.school
	courseID, id := c.id("courseId"), c.id("classId")
	c.require(!c.has("assistantUid") || !c.has("assistantUids"))
	c.require(c.has("beginTime") == c.has("endTime") || c.has("endTime"))
	class, verdict := school.findEditable(courseID, id, c.now)
	if verdict != codeOK {
		return refuse(verdict)
	}
	changed, ok := s.changed(c, class, school.courses[courseID].FolderID)
	c.require(ok)
	if c.has("endTime") && !c.has("beginTime") {
		return refuse(codeEndBeforeBegin)
	}
	if verdict := s.checkChange(c, class, changed); verdict != codeOK {
		return refuse(verdict)
	}
	return answer{}, func() answer {
		verdict := class.applyRecording(c, changed)
		class.become(changed)
		school.listTeachers(class)
		if verdict == codeOK && school.plan.Overused {
			verdict = codePlanOverused
		}
		return answer{code: verdict, more: s.settings.dialect.more(class)}
	}
}

// checkChange checks what changes, and only that, against the school.
func (s *Server) checkChange(c *call, class *Class, changed *order) code {
	school := s.school
	late := c.now.After(class.StartTime.Add(-editWindow))
	for _, name := range []string{"className", "beginTime", "endTime", "folderId", "teachMode", "isAutoOnstage"} {
		if late && c.has(name) {
			return codeEditTooLate
		}
	}
	return first(
		func() code {
			if !c.has("endTime") {
				return codeOK
			}
			return s.checkTime(changed, c.now)
		},
		func() code {
			if !c.has("teacherUid") {
				return codeOK
			}
			return school.checkPerson(changed.CourseID, changed.TeacherUID, asTeacher())
		},
		func() code {
			if !c.has("assistantUid") && !c.has("assistantUids") {
				if class.taughtBy(changed.TeacherUID) && class.TeacherUID != changed.TeacherUID {
					return codeAssistantNoTeacher
				}
				return codeOK
			}
			return school.checkAssistants(changed)
		},
		func() code { return school.checkFolder(changed.FolderID) },
		func() code { return school.plan.checkSettings(changed) },
	)
}

// applyRecording restores the old recording settings where the vendor does not change them.
func (l *Class) applyRecording(c *call, changed *order) code {
	given := 0
	for _, name := range []string{"record", "live", "replay"} {
		if c.has(name) {
			given++
		}
	}
	switch {
	case given == 0 && !c.has("recordScene"):
		return codeOK
	case given < 3 || changed.recordsNothing():
		changed.keepRecording(l)
		return codeEditedBadRecording
	case c.now.After(l.StartTime.Add(-editWindow)):
		changed.keepRecording(l)
		return codeEditedTooLate
	default:
		return codeOK
	}
}

// become applies what an order asks for and keeps the rest.
func (l *Class) become(changed *order) {
	old := *l
	*l = changed.Class
	l.ClassID, l.CreateTime, l.Identity, l.ActivityID, l.MainClassID = old.ClassID, old.CreateTime, old.Identity, old.ActivityID, old.MainClassID
	l.Students, l.LabelIDs, l.VideoIDs, l.Comments, l.Locked = old.Students, old.LabelIDs, old.VideoIDs, old.Comments, old.Locked
	l.StartTime, l.EndTime = time.Unix(changed.begin, 0).UTC(), time.Unix(changed.end, 0).UTC()
	l.setAddresses()
}

func (l *Class) keepRecording(old *Class) {
	l.Record, l.RecordScene, l.Live, l.Replay = old.Record, old.RecordScene, old.Live, old.Replay
}

// changed returns the order of the class with the parameters written over it. What is missing is kept or reset, as [WithOmitted] says.
func (s *Server) changed(c *call, l *Class, courseFolder int64) (*order, bool) {
	fields, parameters := l.form(), c.form
	fields["folderId"] = text(l.FolderID)
	if s.settings.resets(c, "folderId") {
		fields["folderId"] = text(courseFolder)
	}
	if s.settings.resets(c, "omoStationBroadcast") {
		fields["omoStationBroadcast"] = "0"
	}
	if c.has("record") && s.settings.resets(c, "recordScene") || c.form["record"] == "0" && !c.has("recordScene") {
		fields["recordScene"] = "0"
	}
	for name, value := range parameters {
		if value != "" || name == "assistantUid" || name == "assistantUids" || name == "classIntroduce" { // those say something when they are empty
			fields[name] = value
		}
	}
	if parameters["className"] != "" {
		fields["className"] = cut(parameters["className"], 50)
	}
	single, one := parameters["assistantUid"]
	if one {
		delete(fields, "assistantUids")
	}
	if one && single == "" {
		delete(fields, "assistantUid")
	}
	if list := idList(fields["assistantUids"]); fields["assistantUids"] == "" || list != nil && len(list) == 0 {
		delete(fields, "assistantUids")
	}
	delete(fields, "courseUniqueIdentity")
	return readOrder(fields)
}

// form returns the parameters with which the class would be created.
func (l *Class) form() form {
	assistants, _ := json.Marshal(l.AssistantUIDs)
	flag := func(on bool) string {
		if on {
			return "1"
		}
		return "0"
	}
	fields := form{
		"courseId": text(l.CourseID), "className": l.ClassName, "teacherUid": text(l.TeacherUID),
		"beginTime": text(l.StartTime.Unix()), "endTime": text(l.EndTime.Unix()), "seatNum": strconv.Itoa(l.StudentSeats),
		"record": flag(l.Record), "recordScene": flag(l.RecordScene), "live": flag(l.Live), "replay": flag(l.Replay),
		"isAutoOnstage": flag(!l.AutoOnStage), "isHd": strconv.Itoa(l.HD), "omoStationBroadcast": flag(l.OMOBroadcast),
		"classIntroduce": l.Introduction, "watchByLogin": flag(l.WatchByLogin), "allowUnloggedChat": flag(l.AllowUnloggedChat),
	}
	if len(l.AssistantUIDs) > 0 {
		fields["assistantUids"] = string(assistants)
	}
	if l.SmartClassroom {
		fields["teachMode"] = "2"
	}
	if l.DualCamera {
		fields["isDc"] = "3"
	}
	return fields
}

// setSeats reads a missing isDc as 0, as the page says.
func (s *Server) setSeats(c *call) (answer, effect) {
	courseID, id, plan := c.id("courseId"), c.id("classId"), s.school.plan
	c.require(c.has("seatNum") || c.has("isHd"))
	class, verdict := s.school.findEditable(courseID, id, c.now)
	if verdict != codeOK {
		return refuse(verdict)
	}
	wanted := &order{Class: *class}
	if c.has("seatNum") {
		wanted.StudentSeats = c.seats()
	}
	if c.has("isHd") || s.settings.resets(c, "isHd") {
		wanted.HD = c.choice("isHd", 0, 1, 2)
	}
	wanted.DualCamera = c.choice("isDc", 0, 3) == 3
	if wanted.DualCamera {
		wanted.HD = 2
	}
	verdict = first(
		func() code {
			if c.now.After(class.StartTime.Add(-editWindow)) {
				return codeSeatsTooLate
			}
			return codeOK
		},
		func() code { return plan.checkStage(wanted) },
		func() code { return plan.checkSettings(wanted) },
	)
	return allow(verdict, func() {
		class.StudentSeats, class.HD, class.DualCamera = wanted.StudentSeats, wanted.HD, wanted.DualCamera
	})
}

func (s *school) deleteUnbegun(c *call) (answer, effect) {
	class, verdict := s.findEditable(c.id("courseId"), c.id("classId"), c.now)
	return allow(verdict, func() { s.deleteClass(class) })
}

// deleteEnded deletes a class that has ended. The page does not mention classes that have not begun; here they are refused.
func (s *school) deleteEnded(c *call) (answer, effect) {
	class, verdict := s.findClass(c.id("courseId"), c.id("classId"))
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case class.running(c.now):
		return refuse(codeClassRunning)
	case c.now.Before(class.StartTime):
		return refuse(codeCourseType)
	}
	return allow(codeOK, func() { s.deleteClass(class) })
}

// findClass finds a class that exists, in a course that exists.
func (s *school) findClass(courseID, id int64) (*Class, code) {
	if verdict := s.existingCourse(courseID); verdict != codeOK {
		return nil, verdict
	}
	class, verdict := s.classByID(id)
	if verdict == codeOK && class.CourseID != courseID {
		return nil, codeClassElsewhere
	}
	return class, verdict
}

func (s *school) classByID(id int64) (*Class, code) {
	if _, deleted := s.gone[id]; deleted {
		return nil, codeClassDeleted
	}
	for _, class := range s.classes {
		if class.ClassID == id {
			return class, codeOK
		}
	}
	return nil, codeNoClass
}

// findEditable finds a class of the first generation that has not begun. A double-teacher class is edited and deleted by its own calls
// alone (onlineDoubleTeacher/README.md); which code the others answer is inferred.
func (s *school) findEditable(courseID, id int64, now time.Time) (*Class, code) {
	class, verdict := s.findClass(courseID, id)
	switch {
	case verdict != codeOK:
		return nil, verdict
	case class.MainClassID != 0:
		return nil, codeCourseType
	case class.ActivityID != 0:
		return nil, codeMadeElsewhere
	case class.running(now):
		return nil, codeClassRunning
	case class.ended(now):
		return nil, codeClassEnded
	default:
		return class, codeOK
	}
}

func (l *Class) running(now time.Time) bool {
	return !now.Before(l.StartTime) && now.Before(l.EndTime)
}

func (l *Class) ended(now time.Time) bool { return !now.Before(l.EndTime) }

// deleteClass deletes a class as the API does, which frees its identity.
func (s *school) deleteClass(class *Class) {
	if s.identities[class.Identity] == class {
		delete(s.identities, class.Identity)
	}
	s.forget(class)
}
