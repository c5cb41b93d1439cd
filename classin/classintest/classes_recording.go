package classintest

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func (s *Server) liveRoutes() []vendortest.Route {
	whole := s.course("Recordings.DeleteAll", "deleteClassVideo", s.school.deleteVideos)
	whole.Match = func(request *vendortest.Request) bool { return readForm(request.Form)["fileId"] == "" }
	return []vendortest.Route{
		s.course("Classes.SetRecording", "setClassVideoMultiple", s.setRecordings),
		s.course("Broadcasts.GetURL", "getWebcastUrl", s.school.webcastURL),
		whole,
		s.course("Recordings.Delete", "deleteClassVideo", s.school.deleteVideo),
		s.course("Recordings.SetLocked", "updateClassLockStatus", s.school.setLocked),
		s.course("Classes.GetJoinURL", "getLoginLinked", s.getJoinURL),
	}
}

func (s *Server) setRecordings(c *call) (answer, effect) {
	courseID, lessons := c.id("courseId"), c.objects("classJson")
	if verdict := s.school.existingCourse(courseID); verdict != codeOK {
		return refuse(verdict)
	}
	if len(lessons) == 0 {
		return refuse(codeEmptyList)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(lessons))
		for i, wanted := range lessons {
			lesson, verdict := s.school.setRecording(courseID, wanted, c)
			fields := map[string]any{}
			if verdict == codeOK {
				fields["more_data"] = s.settings.dialect.more(lesson)
			}
			items[i] = s.itemV1(verdict, wanted.column(), fields)
		}
		return items
	})
}

// setRecording changes record, live and replay together, or none of them: a missing one leaves all as they are.
func (s *school) setRecording(courseID int64, r *formReader, c *call) (*Lesson, code) {
	lesson, verdict := s.findLesson(courseID, r.id("classId"))
	wanted := Lesson{Record: r.form["record"] == "1", RecordScene: r.form["recordScene"] == "1", Live: r.form["live"] == "1", Replay: r.form["replay"] == "1"}
	complete := r.has("record") && r.has("live") && r.has("replay")
	switch {
	case r.bad():
		return nil, codeParameters
	case verdict != codeOK:
		return nil, verdict
	case complete && wanted.recordsNothing():
		return nil, codeRecordFirst
	case complete && c.now.After(lesson.BeginTime.Add(-editWindow)):
		return nil, codeRecordTooLate
	}
	if complete {
		lesson.keepRecording(&wanted)
		lesson.setAddresses()
	}
	lesson.WatchByLogin = lesson.WatchByLogin && r.form["watchByLogin"] != "0" || r.form["watchByLogin"] == "1"
	lesson.UnloggedChat = lesson.UnloggedChat && r.form["allowUnloggedChat"] != "0" || r.form["allowUnloggedChat"] == "1"
	return lesson, codeOK
}

// webcastURL stays the same for ever.
func (s *school) webcastURL(c *call) (answer, effect) {
	courseID, lessonID := c.id("courseId"), c.optionalID("classId")
	verdict := s.existingCourse(courseID)
	if verdict == codeNoCourse {
		verdict = codeCourseElsewhere // the page has no 147
	}
	if verdict == codeOK && lessonID != 0 {
		_, verdict = s.findLesson(courseID, lessonID)
	}
	return allowWith(verdict, func() any {
		sum := sha256.Sum256(fmt.Appendf(nil, "course %d", courseID))
		url := fmt.Sprintf("https://www.eeo.cn/webcast.php?courseKey=%x", sum[:8])
		if lessonID != 0 {
			url += "&lessonid=" + text(lessonID)
		}
		return url
	})
}

func (s *school) deleteVideos(c *call) (answer, effect) {
	lesson, verdict := s.findVideos(c)
	return allow(verdict, func() { lesson.VideoIDs = lesson.VideoIDs[:0] })
}

func (s *school) deleteVideo(c *call) (answer, effect) {
	lesson, verdict := s.findVideos(c)
	fileID := c.text("fileId")
	if verdict != codeOK {
		return refuse(verdict)
	}
	i := slices.Index(lesson.VideoIDs, fileID)
	if i < 0 {
		return refuse(codeNoVideo)
	}
	return allow(codeOK, func() { lesson.VideoIDs = slices.Delete(lesson.VideoIDs, i, i+1) })
}

func (s *school) findVideos(c *call) (*Lesson, code) {
	lesson, verdict := s.lessonOfOurs(c.id("classId"))
	switch {
	case verdict != codeOK:
		return nil, verdict
	case !lesson.Record:
		return nil, codeNotRecorded
	case !lesson.ended(c.now):
		return nil, codeVideoNotYet
	case lesson.VideoIDs == nil:
		return nil, 631
	case len(lesson.VideoIDs) == 0:
		return nil, codeVideosGone
	case lesson.Locked:
		return nil, codeVideoLocked
	default:
		return lesson, codeOK
	}
}

// setLocked takes anything but 1 for 0.
func (s *school) setLocked(c *call) (answer, effect) {
	lesson, verdict := s.lessonOfOurs(c.id("classId"))
	c.require(c.form["isLock"] != "")
	if verdict == codeOK && !lesson.ended(c.now) {
		verdict = codeLockNotYet
	}
	return allow(verdict, func() { lesson.Locked = c.form["isLock"] == "1" })
}

func (s *Server) getJoinURL(c *call) (answer, effect) {
	uid, courseID, lessonID := c.id("uid"), c.id("courseId"), c.id("classId")
	device := c.choice("deviceType", 1, 2, 3)
	if c.form["lifeTime"] != "" {
		c.id("lifeTime")
	}
	lesson, verdict := s.school.findLesson(courseID, lessonID)
	if verdict == codeNoCourse {
		verdict = codeCourseElsewhere // the page has no 147
	}
	user := s.school.accounts[uid]
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case lesson.ended(c.now):
		return refuse(codeLessonEnded)
	case user == nil || !s.school.mayEnter(lesson, uid):
		return refuse(codeNotOfLesson)
	case user.Telephone == "":
		return refuse(codeNoTelephone)
	}
	start := "classin://www.eeo.cn/enterclass?"
	if device == 2 {
		start = "https://www.eeo.cn/client/mobile/ios/enterclass/?"
	}
	return allowWith(codeOK, func() any {
		return fmt.Sprintf("%stelephone=%s&classId=%d&courseId=%d&schoolId=%d", start, user.Telephone, lessonID, courseID, s.settings.account.sid)
	})
}

func (s *school) mayEnter(lesson *Lesson, uid int64) bool {
	course := s.courses[lesson.CourseID]
	return lesson.taughtBy(uid) || slices.Contains(lesson.Students, uid) || course.roles[uid] != roleNone || course.MainTeacherUID == uid
}
