package classintest

import (
	"maps"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Viewers returns who may watch the replay of a class in the client, in the order of their UIDs: at first everybody of the class, the
// course's teachers and its head teacher. It panics when the class does not exist.
func (s *Server) Viewers(classID int64) []int64 {
	s.kit.Lock()
	defer s.kit.Unlock()
	return slices.Sorted(maps.Keys(s.school.viewersOf(s.school.mustHaveClass(classID))))
}

func (s *Server) viewerRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.v2("Recordings.AddViewers", "/playback/addPlaybackUser", s.school.changeViewers(true)),
		s.v2("Recordings.RemoveViewers", "/playback/deletePlaybackUser", s.school.changeViewers(false)),
		s.v2("Recordings.AddAllViewers", "/playback/setPlaybackAllViewable", s.school.changeReplays(true)),
		s.v2("Recordings.RemoveAllViewers", "/playback/setPlaybackAllForbidden", s.school.changeReplays(false)),
	}
}

// viewersOf returns the viewers of a class, which may be changed.
func (s *school) viewersOf(l *Class) map[int64]bool {
	if s.viewers[l.ClassID] == nil {
		s.viewers[l.ClassID] = s.mayView(l, l.Students)
	}
	return s.viewers[l.ClassID]
}

// mayView returns everybody who can be a viewer of a class: of the class, of the course, and others.
func (s *school) mayView(l *Class, others []int64) map[int64]bool {
	course, all := s.mustHaveCourse(l.CourseID), map[int64]bool{l.TeacherUID: true}
	for _, list := range [][]int64{l.AssistantUIDs, others, slices.Collect(maps.Keys(course.teachers))} {
		for _, uid := range list {
			all[uid] = true
		}
	}
	for uid, role := range course.roles {
		if role == roleStudent {
			all[uid] = true
		}
	}
	if course.HeadTeacherUID != 0 {
		all[course.HeadTeacherUID] = true
	}
	return all
}

// findReplay finds a class by the id of its activity or its own.
func (s *school) findReplay(courseID, activityID, classID int64, now time.Time) (*Class, code) {
	if activityID != 0 {
		activity := s.activities[activityID]
		switch {
		case activity == nil || activity.CourseID != courseID:
			return nil, codeNoActivity
		case activity.Deleted:
			return nil, codeActivityDeleted
		case activity.ClassID == 0:
			return nil, codeNoClassInfo
		}
		classID = activity.ClassID
	}
	class, verdict := s.classByID(classID)
	switch {
	case verdict != codeOK || class.CourseID != courseID:
		return nil, codeNoReplay
	case now.Before(class.EndTime):
		return nil, codeReplayNeedsEnd
	case !class.Record:
		return nil, codeReplayNotRecorded
	}
	return class, codeOK
}

func (s *school) changeViewers(add bool) operation {
	return func(c *call) (answer, effect) {
		courseID, activityID, classID, uids := c.id("courseId"), c.optionalID("activityId"), c.optionalID("classId"), c.uids("uidList")
		c.missing = c.missing || activityID == 0 && classID == 0
		if verdict := s.checkCourseV2(courseID, c.now); verdict != codeOK {
			return refuse(verdict)
		}
		class, verdict := s.findReplay(courseID, activityID, classID, c.now)
		return allowWith(verdict, func() any {
			done, failed := []int64{}, []any{}
			viewers, can := s.viewersOf(class), s.mayView(class, class.Students)
			for _, uid := range uids {
				if !can[uid] && add {
					failed = append(failed, itemV2(codeViewerElsewhere, map[string]any{"uid": uid}))
					continue
				}
				done = append(done, uid)
				if add {
					viewers[uid] = true
				} else {
					delete(viewers, uid)
				}
			}
			return map[string]any{"successList": done, "failedList": failed}
		})
	}
}

func (s *school) changeReplays(open bool) operation {
	return func(c *call) (answer, effect) {
		courseID, name, list := c.id("courseId"), "activityId", "activityIds"
		if !c.has(list) {
			name, list = "classId", "classIds"
		}
		ids := c.uids(list)
		if verdict := s.checkCourseV2(courseID, c.now); verdict != codeOK {
			return refuse(verdict)
		}
		return allowWith(codeOK, func() any {
			done, failed := []int64{}, []any{}
			for _, id := range ids {
				activityID, classID := id, int64(0)
				if name == "classId" {
					activityID, classID = 0, id
				}
				class, verdict := s.findReplay(courseID, activityID, classID, c.now)
				if verdict != codeOK {
					failed = append(failed, itemV2(verdict, map[string]any{name: id}))
					continue
				}
				done = append(done, id)
				s.viewers[class.ClassID] = map[int64]bool{}
				if open {
					s.viewers[class.ClassID] = s.mayView(class, class.Students)
				}
			}
			return map[string]any{"successList": done, "failedList": failed}
		})
	}
}
