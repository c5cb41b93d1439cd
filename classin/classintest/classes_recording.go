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
	courseID, classes := c.id("courseId"), c.objects("classJson")
	if verdict := s.school.existingCourse(courseID); verdict != codeOK {
		return refuse(verdict)
	}
	if len(classes) == 0 {
		return refuse(codeEmptyList)
	}
	return allowWith(codeOK, func() any {
		items := make([]any, len(classes))
		for i, wanted := range classes {
			class, verdict := s.school.setRecording(courseID, wanted, c)
			fields := map[string]any{}
			if verdict == codeOK {
				fields["more_data"] = s.settings.dialect.more(class)
			}
			items[i] = s.itemV1(verdict, wanted.column(), fields)
		}
		return items
	})
}

// setRecording changes record, live and replay together: with one missing it changes none of them. recordScene wants all three; that it is
// errno 100 without them is inferred. The page names no default for it, so one that is missing stays.
func (s *school) setRecording(courseID int64, r *formReader, c *call) (*Class, code) {
	class, verdict := s.findClass(courseID, r.id("classId"))
	wanted := Class{Record: r.form["record"] == "1", RecordScene: r.form["recordScene"] == "1", Live: r.form["live"] == "1", Replay: r.form["replay"] == "1"}
	if verdict == codeOK && !r.has("recordScene") {
		wanted.RecordScene = class.RecordScene && wanted.Record
	}
	complete := r.has("record") && r.has("live") && r.has("replay")
	switch {
	case r.bad() || r.has("recordScene") && !complete:
		return nil, codeParameters
	case verdict != codeOK:
		return nil, verdict
	case complete && wanted.recordsNothing():
		return nil, codeRecordFirst
	case complete && c.now.After(class.StartTime.Add(-editWindow)):
		return nil, codeRecordTooLate
	}
	if complete {
		class.keepRecording(&wanted)
		class.setAddresses()
	}
	class.WatchByLogin = class.WatchByLogin && r.form["watchByLogin"] != "0" || r.form["watchByLogin"] == "1"
	class.AllowUnloggedChat = class.AllowUnloggedChat && r.form["allowUnloggedChat"] != "0" || r.form["allowUnloggedChat"] == "1"
	return class, codeOK
}

// webcastURL returns a page whose address never changes.
func (s *school) webcastURL(c *call) (answer, effect) {
	courseID, classID := c.id("courseId"), c.optionalID("classId")
	verdict := s.existingCourse(courseID)
	if verdict == codeNoCourse {
		verdict = codeCourseElsewhere // the page does not have 147
	}
	if verdict == codeOK && classID != 0 {
		_, verdict = s.findClass(courseID, classID)
	}
	return allowWith(verdict, func() any {
		sum := sha256.Sum256(fmt.Appendf(nil, "course %d", courseID))
		url := fmt.Sprintf("https://www.eeo.cn/webcast.php?courseKey=%x", sum[:8])
		if classID != 0 {
			url += "&lessonid=" + text(classID)
		}
		return url
	})
}

func (s *school) deleteVideos(c *call) (answer, effect) {
	class, verdict := s.findVideos(c)
	return allow(verdict, func() { class.VideoIDs = class.VideoIDs[:0] })
}

func (s *school) deleteVideo(c *call) (answer, effect) {
	class, verdict := s.findVideos(c)
	fileID := c.text("fileId")
	if verdict != codeOK {
		return refuse(verdict)
	}
	i := slices.Index(class.VideoIDs, fileID)
	if i < 0 {
		return refuse(codeNoVideo)
	}
	return allow(codeOK, func() { class.VideoIDs = slices.Delete(class.VideoIDs, i, i+1) })
}

func (s *school) findVideos(c *call) (*Class, code) {
	class, verdict := s.classOfOurs(c.id("classId"))
	switch {
	case verdict != codeOK:
		return nil, verdict
	case !class.Record:
		return nil, codeNotRecorded
	case !class.ended(c.now):
		return nil, codeVideoNotYet
	case class.VideoIDs == nil:
		return nil, 631
	case len(class.VideoIDs) == 0:
		return nil, codeVideosGone
	case class.Locked:
		return nil, codeVideoLocked
	default:
		return class, codeOK
	}
}

// setLocked reads anything but 1 as 0.
func (s *school) setLocked(c *call) (answer, effect) {
	class, verdict := s.classOfOurs(c.id("classId"))
	c.require(c.form["isLock"] != "")
	if verdict == codeOK && !class.ended(c.now) {
		verdict = codeLockNotYet
	}
	return allow(verdict, func() { class.Locked = c.form["isLock"] == "1" })
}

func (s *Server) getJoinURL(c *call) (answer, effect) {
	uid, courseID, classID := c.id("uid"), c.id("courseId"), c.id("classId")
	device := c.choice("deviceType", 1, 2, 3)
	c.optionalID("lifeTime")
	class, verdict := s.school.findClass(courseID, classID)
	if verdict == codeNoCourse {
		verdict = codeCourseElsewhere // the page does not have 147
	}
	user := s.school.accounts[uid]
	switch {
	case verdict != codeOK:
		return refuse(verdict)
	case class.ended(c.now):
		return refuse(codeClassEnded)
	case user == nil || !s.school.mayEnter(class, uid):
		return refuse(codeNotOfClass)
	case user.Phone == "":
		return refuse(codeNoTelephone)
	}
	start := "classin://www.eeo.cn/enterclass?"
	if device == 2 {
		start = "https://www.eeo.cn/client/mobile/ios/enterclass/?"
	}
	return allowWith(codeOK, func() any {
		return fmt.Sprintf("%stelephone=%s&classId=%d&courseId=%d&schoolId=%d", start, user.Phone, classID, courseID, s.settings.account.sid)
	})
}

func (s *school) mayEnter(class *Class, uid int64) bool {
	course := s.courses[class.CourseID]
	return class.taughtBy(uid) || slices.Contains(class.Students, uid) || course.roles[uid] != roleNone || course.HeadTeacherUID == uid
}
