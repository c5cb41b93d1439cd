package classintest

import (
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) doubleTeacherRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.v2("DoubleTeacherClasses.Create", "/lms/onlineDoubleTeacher/addClass", s.createSubLessons),
		s.v2("DoubleTeacherClasses.Update", "/lms/onlineDoubleTeacher/editClass", s.updateDoubleTeacher),
		s.v2("DoubleTeacherClasses.Delete", "/lms/onlineDoubleTeacher/deleteClass", s.school.deleteDoubleTeacher),
	}
}

// maxSubLessons is how many sub-lessons a main lesson may have.
const maxSubLessons = 100

// createSubLessons makes lessons in other courses that have the main lesson's time and teacher.
func (s *Server) createSubLessons(c *call) (answer, effect) {
	school := s.school
	courseID, id := c.id("mainCourseId"), c.id("mainClassId")
	c.needs("subClassJson")
	c.require(!c.has("subClassJson") || c.kinds["subClassJson"] == '[')
	subs := c.objects("subClassJson")
	c.requireValue(len(subs) > 0 || c.missing || c.malformed)
	main, verdict := school.findLesson(courseID, id)
	switch {
	case verdict == codeNoLesson:
		return refuse(codeNoMainLesson)
	case verdict != codeOK:
		return refuse(verdict)
	case main.MainClassID != 0 && main.MainClassID != main.ClassID:
		return refuse(codeNotDoubleTeacher)
	case main.running(c.now):
		return refuse(codeLessonRunning)
	case main.ended(c.now):
		return refuse(codeLessonEnded)
	case len(subs)+len(school.subLessons(id)) > maxSubLessons:
		return refuse(codeTooManySubs)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(subs))
		for i, sub := range subs {
			items[i] = s.createSubLesson(main, sub, c.now)
		}
		if len(school.subLessons(id)) > 0 {
			main.MainClassID = id
		}
		return map[string]any{"mainClassId": id, "mainCourseId": courseID, "subClassData": items}
	})
}

func (s *Server) createSubLesson(main *Lesson, r *formReader, now time.Time) map[string]any {
	lesson, verdict := s.makeSubLesson(main, r, now)
	courseID, _ := parseInteger(r.form["courseId"])
	item := itemV2(verdict, map[string]any{
		"classId": 0, "courseId": courseID, "className": r.form["className"], "liveUrl": "", "liveInfo": struct{}{}, "uniqueIdentity": r.form["uniqueIdentity"],
	})
	if lesson != nil {
		item["classId"], item["className"] = lesson.ClassID, lesson.ClassName
		item["liveUrl"], item["liveInfo"] = lesson.LiveURL, lesson.live()
	}
	return item
}

func (s *Server) makeSubLesson(main *Lesson, r *formReader, now time.Time) (*Lesson, code) {
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
	case r.form["useCoMainRecord"] == "1" && (order.recordsNothing() || order.Record):
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
	lesson, made := s.school.carryOut(order, 0, now)
	lesson.MainClassID = main.ClassID
	if made == codeRecordParameters {
		made = codeRecordingMismatch
	}
	return lesson, made
}

// readSubStage: isAutoOnstage is 1 for no and 2 for yes here, and cameraHide forbids it.
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

// readSubRecording: an edit, which has fields before, changes the recording only when all of it is there.
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

func (l *Lesson) live() any {
	if l.RTMP == "" {
		return struct{}{}
	}
	return liveInfo{RTMP: l.RTMP, HLS: l.HLS, FLV: l.FLV}
}

// updateDoubleTeacher edits a main lesson, with whose time and teacher all its sub-lessons change, or a sub-lesson.
func (s *Server) updateDoubleTeacher(c *call) (answer, effect) {
	school := s.school
	courseID, id := c.id("courseId"), c.id("classId")
	lesson, verdict := school.findDoubleTeacher(courseID, id)
	if verdict != codeOK {
		return refuse(verdict)
	}
	isMain := lesson.MainClassID == lesson.ClassID
	schedule := c.has("teacherUid") || c.has("startTime") || c.has("endTime")
	fields := lesson.form()
	fields["folderId"] = text(lesson.FolderID)
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
	case lesson.ended(c.now):
		return refuse(codeLessonOver)
	case lesson.running(c.now):
		return refuse(codeLessonRunning)
	case changed.recordsNothing():
		return refuse(codeRecordingMismatch)
	}
	verdict = s.checkSubChange(c, changed)
	return allowWith(verdict, func() any {
		lesson.ClassName, lesson.AssistantUIDs, lesson.StudentSeats, lesson.HD = changed.ClassName, changed.AssistantUIDs, changed.StudentSeats, changed.HD
		lesson.SmartClassroom, lesson.AutoOnStage, lesson.DualCamera = changed.SmartClassroom, changed.AutoOnStage, changed.DualCamera
		lesson.keepRecording(&changed.Lesson)
		lesson.setAddresses()
		touched := []*Lesson{lesson}
		if isMain {
			touched = append(touched, school.subLessons(id)...)
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

// deleteDoubleTeacher deletes a sub-lesson alone, and with a main lesson all of its sub-lessons, which come first in the
// answer.
func (s *school) deleteDoubleTeacher(c *call) (answer, effect) {
	courseID, id := c.id("courseId"), c.id("classId")
	lesson, verdict := s.findDoubleTeacher(courseID, id)
	switch {
	case verdict == codeLessonDeleted:
		return refuse(codeLessonOver)
	case verdict != codeOK:
		return refuse(verdict)
	case lesson.ended(c.now):
		return refuse(codeLessonOver)
	}
	return allowWith(codeOK, func() any {
		var targets []*Lesson
		if lesson.MainClassID == id {
			targets = s.subLessons(id)
		}
		targets = append(targets, lesson)
		items := make([]any, len(targets))
		for i, target := range targets {
			s.deleteLesson(target)
			items[i] = itemV2(codeOK, map[string]any{"classId": target.ClassID})
		}
		return items
	})
}

func (s *school) findDoubleTeacher(courseID, id int64) (*Lesson, code) {
	lesson, verdict := s.findLesson(courseID, id)
	if verdict == codeOK && lesson.MainClassID == 0 {
		return nil, codeNotDoubleTeacher
	}
	return lesson, verdict
}

func (s *school) subLessons(mainID int64) []*Lesson {
	return slices.DeleteFunc(slices.Clone(s.lessons), func(l *Lesson) bool { return l.MainClassID != mainID || l.ClassID == mainID })
}
