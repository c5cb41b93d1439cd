package classintest

import (
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) doubleTeacherRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.v2("DoubleTeacherClasses.Create", "/lms/onlineDoubleTeacher/addClass", s.createSubClasses),
		s.v2("DoubleTeacherClasses.Update", "/lms/onlineDoubleTeacher/editClass", s.updateDoubleTeacher),
		s.v2("DoubleTeacherClasses.Delete", "/lms/onlineDoubleTeacher/deleteClass", s.school.deleteDoubleTeacher),
	}
}

// maxSubClasses is the greatest number of sub-classes of a main class.
const maxSubClasses = 100

// createSubClasses makes classes in other courses, with the main class's times and teacher.
func (s *Server) createSubClasses(c *call) (answer, effect) {
	school := s.school
	courseID, id := c.id("mainCourseId"), c.id("mainClassId")
	c.needs("subClassJson")
	c.require(!c.has("subClassJson") || c.kinds["subClassJson"] == '[')
	subs := c.objects("subClassJson")
	c.requireValue(len(subs) > 0 || c.missing || c.malformed)
	main, verdict := school.findClass(courseID, id)
	switch {
	case verdict == codeNoClass:
		return refuse(codeNoMainClass)
	case verdict != codeOK:
		return refuse(verdict)
	case main.MainClassID != 0 && main.MainClassID != main.ClassID:
		return refuse(codeNotDoubleTeacher)
	case main.running(c.now):
		return refuse(codeClassRunning)
	case main.ended(c.now):
		return refuse(codeClassEnded)
	case len(subs)+len(school.subClasses(id)) > maxSubClasses:
		return refuse(codeTooManySubs)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(subs))
		for i, sub := range subs {
			items[i] = s.createSubClass(main, sub, c.now)
		}
		if len(school.subClasses(id)) > 0 {
			main.MainClassID = id
		}
		return map[string]any{"mainClassId": id, "mainCourseId": courseID, "subClassData": items}
	})
}

func (s *Server) createSubClass(main *Class, r *formReader, now time.Time) map[string]any {
	class, verdict := s.makeSubClass(main, r, now)
	courseID, _ := parseInteger(r.form["courseId"])
	item := itemV2(verdict, map[string]any{
		"classId": 0, "courseId": courseID, "className": r.form["className"], "liveUrl": "", "liveInfo": struct{}{}, "uniqueIdentity": r.form["uniqueIdentity"],
	})
	if class != nil {
		item["classId"], item["className"] = class.ClassID, class.ClassName
		item["liveUrl"], item["liveInfo"] = class.LiveURL, class.live()
	}
	return item
}

func (s *Server) makeSubClass(main *Class, r *formReader, now time.Time) (*Class, code) {
	fields := form{
		"courseId": text(r.id("courseId")), "className": r.text("className"), "teacherUid": text(main.TeacherUID),
		"beginTime": text(main.StartTime.Unix()), "endTime": text(main.EndTime.Unix()), "isAutoOnstage": "1",
	}
	r.needs("className")
	if identity := r.text("uniqueIdentity"); identity != "" {
		fields["courseUniqueIdentity"] = identity
	}
	s.readSubStage(r, fields)
	order, ok := readOrder(fields)
	switch {
	case r.bad() || !ok:
		return nil, codeBadParameter
	case len([]rune(r.form["className"])) > 50:
		return nil, codeSubName
	case r.form["useCoMainRecord"] == "1" && (order.recordsNothing() || order.Record || r.form["recordType"] != "0"):
		return nil, codeRecordingMismatch
	case order.CourseID == main.CourseID:
		return nil, codeSameCourse
	}
	if existing := s.school.identities[order.Identity]; existing != nil {
		return existing, codeIdentityExists
	}
	if verdict := s.checkOrder(order, now); verdict != codeOK {
		if verdict == codeCourseType {
			verdict = codeV2CourseType
		}
		return nil, verdict
	}
	class, made := s.school.carryOut(order, 0, now)
	class.MainClassID = main.ClassID
	if made == codeRecordParameters {
		made = codeRecordingMismatch
	}
	return class, made
}

// readSubStage reads the stage of a sub-class. isAutoOnstage is 1 for no and 2 for yes here, and cameraHide forbids it.
func (s *Server) readSubStage(r *formReader, fields form) {
	c := &call{formReader: &formReader{form: form{}, kinds: r.kinds}}
	for name, value := range r.form {
		if name != "isAutoOnstage" {
			c.form[name] = value
		}
	}
	if r.has("isAutoOnstage") {
		fields["isAutoOnstage"] = text(2 - r.oneOf("isAutoOnstage", 1, 2))
	}
	if r.has("assistantUids") {
		r.require(r.kinds["assistantUids"] == '[')
		fields["assistantUids"] = r.form["assistantUids"]
	}
	if list := idList(fields["assistantUids"]); list != nil && len(list) == 0 {
		delete(fields, "assistantUids")
	}
	c.readStage(fields, s.school.plan.MaxSeats)
	r.optionalOneOf("useCoMainRecord", 0, 0, 1)
	r.readSubRecording(fields)
	r.requireValue(!c.bad())
}

// readSubRecording reads the recording of a sub-class. An edit changes the recording only when all its parameters are there.
func (r *formReader) readSubRecording(fields form) {
	_, edits := fields["record"]
	if edits && !(r.has("recordType") && r.has("recordState") && r.has("liveState") && r.has("openState")) {
		return
	}
	for from, to := range map[string]string{"recordState": "record", "liveState": "live", "openState": "replay"} {
		fields[to] = text(r.optionalOneOf(from, 0, 0, 1))
	}
	fields["recordScene"] = "0"
	if fields["record"] == "1" {
		fields["recordScene"] = text(min(r.oneOf("recordType", 0, 1, 2), 1)) // the page requires it then
	}
}

// recordsPartly reports whether an edit of a sub-class has some of the parameters of its recording, and not all five.
func (r *formReader) recordsPartly() bool {
	given := 0
	for _, name := range []string{"useCoMainRecord", "recordType", "recordState", "liveState", "openState"} {
		if r.has(name) {
			given++
		}
	}
	return given != 0 && given != 5
}

func (l *Class) live() any {
	if l.RTMP == "" {
		return struct{}{}
	}
	return liveInfo{RTMP: l.RTMP, HLS: l.HLS, FLV: l.FLV}
}

// updateDoubleTeacher edits a sub-class, or a main class. The times and the teacher of a main class change in all its sub-classes too.
func (s *Server) updateDoubleTeacher(c *call) (answer, effect) {
	school := s.school
	courseID, id := c.id("courseId"), c.id("classId")
	class, verdict := school.findDoubleTeacher(courseID, id)
	if verdict != codeOK {
		return refuse(verdict)
	}
	isMain := class.MainClassID == class.ClassID
	schedule := c.has("teacherUid") || c.has("startTime") || c.has("endTime")
	fields := class.form()
	if s.settings.resets(c, "assistantUids") {
		delete(fields, "assistantUids")
	}
	fields["folderId"] = text(class.FolderID)
	for from, to := range map[string]string{"teacherUid": "teacherUid", "startTime": "beginTime", "endTime": "endTime"} {
		if c.has(from) {
			fields[to] = text(c.id(from))
		}
	}
	if c.has("className") {
		fields["className"] = c.name("className", 90)
	}
	s.readSubStage(c.formReader, fields)
	changed, ok := readOrder(fields)
	c.requireValue(ok)
	switch {
	case len([]rune(c.form["className"])) > 50:
		return refuse(codeSubName)
	case schedule && !isMain:
		return refuse(codeSubSchedule)
	case class.ended(c.now):
		return refuse(codeClassOver)
	case class.running(c.now):
		return refuse(codeClassRunning)
	case changed.recordsNothing(), c.form["useCoMainRecord"] == "1" && (changed.Record || c.form["recordType"] != "0"):
		return refuse(codeRecordingMismatch)
	case !isMain && c.recordsPartly():
		return refuse(codeBadParameter)
	}
	verdict = s.checkSubChange(c, changed)
	return allowWith(verdict, func() any {
		class.ClassName, class.AssistantUIDs, class.StudentSeats, class.HD = changed.ClassName, changed.AssistantUIDs, changed.StudentSeats, changed.HD
		class.SmartClassroom, class.AutoOnStage, class.DualCamera = changed.SmartClassroom, changed.AutoOnStage, changed.DualCamera
		class.keepRecording(&changed.Class)
		class.setAddresses()
		touched := []*Class{class}
		if isMain {
			touched = append(touched, school.subClasses(id)...)
		}
		items := make([]any, len(touched))
		for i, l := range touched {
			l.TeacherUID, l.StartTime, l.EndTime = changed.TeacherUID, time.Unix(changed.begin, 0).UTC(), time.Unix(changed.end, 0).UTC()
			school.listTeachers(l)
			main := 0
			if l.MainClassID == l.ClassID {
				main = 1
			}
			items[i] = itemV2(codeOK, map[string]any{"isMainClass": main, "classId": l.ClassID, "liveUrl": l.LiveURL, "liveInfo": l.live()})
		}
		return items
	})
}

func (s *Server) checkSubChange(c *call, changed *order) code {
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

// deleteDoubleTeacher deletes a sub-class alone, or a main class with all its sub-classes, which come first in the answer.
func (s *school) deleteDoubleTeacher(c *call) (answer, effect) {
	courseID, id := c.id("courseId"), c.id("classId")
	class, verdict := s.findDoubleTeacher(courseID, id)
	switch {
	case verdict == codeClassDeleted:
		return refuse(codeClassOver)
	case verdict != codeOK:
		return refuse(verdict)
	case class.ended(c.now):
		return refuse(codeClassOver)
	}
	return allowWith(codeOK, func() any {
		var targets []*Class
		if class.MainClassID == id {
			targets = s.subClasses(id)
		}
		targets = append(targets, class)
		items := make([]any, len(targets))
		for i, target := range targets {
			s.deleteClass(target)
			items[i] = itemV2(codeOK, map[string]any{"classId": target.ClassID})
		}
		if main, verdict := s.classByID(class.MainClassID); verdict == codeOK && len(s.subClasses(main.ClassID)) == 0 {
			main.MainClassID = 0 // without sub-classes it is an ordinary class again
		}
		return items
	})
}

func (s *school) findDoubleTeacher(courseID, id int64) (*Class, code) {
	class, verdict := s.findClass(courseID, id)
	if verdict == codeOK && class.MainClassID == 0 {
		return nil, codeNotDoubleTeacher
	}
	return class, verdict
}

func (s *school) subClasses(mainID int64) []*Class {
	return slices.DeleteFunc(slices.Clone(s.classes), func(l *Class) bool { return l.MainClassID != mainID || l.ClassID == mainID })
}
