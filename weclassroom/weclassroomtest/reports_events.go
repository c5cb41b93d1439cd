package weclassroomtest

import (
	"fmt"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Event is a key event (关键事件) of a user in a lesson.
type Event struct {
	LessonID int64
	UserID   int64
	Type     string    // onstage, handup, reward, toggle_mic_on, toggle_mic_off or reward_all
	Time     time.Time // when it happened
}

func eventTypes() []string {
	return []string{"onstage", "handup", "reward", "toggle_mic_on", "toggle_mic_off", "reward_all"}
}

// AddEvent adds an event. It panics when the lesson, the user or the type is unknown.
func (s *Server) AddEvent(event Event) {
	s.kit.Do(func() {
		s.mustKnow("AddEvent", event.LessonID, event.UserID)
		if !slices.Contains(eventTypes(), event.Type) {
			panic(fmt.Sprintf("weclassroomtest: AddEvent: %q is not a kind of event", event.Type))
		}
		s.events = append(s.events, event)
	})
}

func (s *Server) eventRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Reports.ListEventCounts", "/lessonData/query", s.eventCounts),    // API 27
		s.route("Reports.ListEventTimes", "/lessonData/user/query", s.eventTimes), // API 28
	}
}

// eventCounts answers a map from user to number, in the order of each user's first event; PHP writes an empty map as []. Its lid is
// the id of a lesson or of a classroom: the document says 课程 here, and 课节 in API 28.
func (s *Server) eventCounts(p *parameters) (object, *refusal) {
	lessons := s.lessonsByLID(p)
	kind := p.eventType()
	if p.refused != nil {
		return nil, p.refused
	}
	var users []int64
	counts := map[int64]int{}
	for _, event := range s.events {
		if event.Type == kind && slices.Contains(lessons, event.LessonID) {
			users = with(users, event.UserID)
			counts[event.UserID]++
		}
	}
	if len(users) == 0 {
		return success("查询成功", member{"data", []any{}}), nil
	}
	data := object{}
	for _, uid := range users {
		data = append(data, member{idText(uid), counts[uid]})
	}
	return success("查询成功", member{"data", data}), nil
}

// lessonsByLID returns the id of the one lesson, or the ids of the classroom's lessons.
func (s *Server) lessonsByLID(p *parameters) (ids []int64) {
	lid := p.integer("lid")
	if s.lessons.rows[lid] != nil {
		return []int64{lid}
	}
	if s.classrooms.rows[lid] == nil {
		p.fail(codeValue, "lid", "课节不存在")
	}
	for _, lesson := range s.lessonsOf(lid) {
		ids = append(ids, lesson.LessonID)
	}
	return ids
}

func (p *parameters) eventType() string {
	kind := p.text("event_type")
	if !slices.Contains(eventTypes(), kind) {
		p.fail(codeValue, "event_type", "只能为 %v", eventTypes())
	}
	return kind
}

func (s *Server) eventTimes(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lid")
	kind := p.eventType()
	user := s.knownUser(p, "uid")
	if p.refused != nil {
		return nil, p.refused
	}
	var times []time.Time
	for _, event := range s.events {
		if event.LessonID == lesson.LessonID && event.UserID == user.UserID && event.Type == kind {
			times = append(times, event.Time)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	rows := []any{}
	for _, at := range times {
		rows = append(rows, object{{"event_time", stamp(at)}})
	}
	return success("查询成功", member{"data", rows}), nil
}
