package weclassroomtest

import (
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Recording is a film of a lesson: of the whole of it, or of one user.
type Recording struct {
	LessonID int64
	UserID   int64     // 0 is the whole lesson
	Day      time.Time // when a user was recorded; zero is the lesson's start
	URL      string    // with its scheme
}

// AddRecording seeds a film. One of the whole lesson is a row of Lessons.ListStatusByIDs, which leaves its scheme out, and the last
// of them is that of Recordings.Get; one of a user is among Recordings.ListByUser. It panics when the lesson or the user is unknown.
func (s *Server) AddRecording(recording Recording) {
	s.kit.Do(func() {
		s.mustKnow("AddRecording", recording.LessonID, recording.UserID)
		if recording.Day.IsZero() {
			recording.Day = s.lessons.rows[recording.LessonID].StartTime
		}
		s.recordings = append(s.recordings, recording)
	})
}

func (s *Server) recordingRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Recordings.ListByUser", "/lesson/service/record", s.userRecordings), // API 21
		s.route("Recordings.Get", "/lesson/replay/url", s.recording),                 // API 24
	}
}

// videos are the films of a whole lesson.
func (s *Server) videos(lessonID int64) (urls []string) {
	for _, recording := range s.recordings {
		if recording.LessonID == lessonID && recording.UserID == 0 {
			urls = append(urls, recording.URL)
		}
	}
	return urls
}

func withoutScheme(url string) string {
	_, rest, found := strings.Cut(url, "://")
	if !found {
		return url
	}
	return rest
}

// userRecordings answers the days beside the envelope, which has no data.
func (s *Server) userRecordings(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lesson_id")
	user := s.knownUser(p, "user_id")
	if p.refused != nil {
		return nil, p.refused
	}
	var days []string
	urls := map[string][]any{}
	for _, recording := range s.recordings {
		if recording.LessonID == lesson.ID && recording.UserID == user.UID {
			day := recording.Day.In(beijing()).Format("20060102")
			days = append(days, day)
			urls[day] = append(urls[day], recording.URL)
		}
	}
	slices.Sort(days)
	body := object{}
	for _, day := range slices.Compact(days) {
		body = append(body, member{day, urls[day]})
	}
	envelope := s.dialect.successWithoutCode("sucess", member{"script_flag", 1}, member{"scribblelog", []any{}})
	return append(body, envelope...), nil
}

// recording answers the lesson's id in the form in which it came; its mp4url is empty when there is no film.
func (s *Server) recording(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lessonId")
	if p.refused != nil {
		return nil, p.refused
	}
	url := ""
	if videos := s.videos(lesson.ID); len(videos) > 0 {
		url = videos[len(videos)-1]
	}
	echoed, _ := p.array.Get("lessonId")
	return success("获取信息成功", member{"data", object{{"lesson_id", echoed}, {"name", lesson.Name}, {"mp4url", url}}}), nil
}
