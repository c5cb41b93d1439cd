package weclassroomtest

import (
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// Recording is a film of a whole lesson, or of one user in a lesson.
type Recording struct {
	LessonID int64
	UserID   int64  // 0 means the whole lesson
	Key      string // the name of its list in the reply, which the document does not explain; "" means the lesson's day: 20180316
	URL      string // with a scheme
}

// AddRecording adds a film. A film of a whole lesson is a row of Lessons.ListStatusByIDs, which leaves the scheme out, and the last
// one is the result of Recordings.Get. A film of a user is in the result of Recordings.ListByUser. AddRecording panics when the
// lesson or the user is unknown.
func (s *Server) AddRecording(recording Recording) {
	s.kit.Do(func() {
		s.mustKnow("AddRecording", recording.LessonID, recording.UserID)
		if recording.Key == "" {
			recording.Key = s.lessons.rows[recording.LessonID].StartTime.In(beijing()).Format("20060102")
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

// videos returns the films of a whole lesson.
func (s *Server) videos(lessonID int64) (urls []string) {
	for _, recording := range s.recordings {
		if recording.LessonID == lessonID && recording.UserID == 0 {
			urls = append(urls, recording.URL)
		}
	}
	return urls
}

// withoutScheme removes the scheme of a URL.
func withoutScheme(url string) string {
	_, rest, found := strings.Cut(url, "://")
	if !found {
		return url
	}
	return rest
}

// WithRecordingsInData answers Recordings.ListByUser with the recordings in data, as the document's table has it. By default they stand
// beside the envelope, as in its sample.
func WithRecordingsInData() Option {
	return func(s *settings) { s.dialect.recordingsInData = true }
}

// userRecordings answers the recordings by key, beside the envelope, whose data is missing here, or in data.
func (s *Server) userRecordings(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lesson_id")
	user := s.knownUser(p, "user_id")
	if p.refused != nil {
		return nil, p.refused
	}
	var keys []string
	urls := map[string][]any{}
	for _, recording := range s.recordings {
		if recording.LessonID == lesson.LessonID && recording.UserID == user.UserID {
			keys = append(keys, recording.Key)
			urls[recording.Key] = append(urls[recording.Key], recording.URL)
		}
	}
	slices.Sort(keys)
	body := object{}
	for _, key := range slices.Compact(keys) {
		body = append(body, member{key, urls[key]})
	}
	if s.dialect.recordingsInData {
		body = append(body, member{"script_flag", 1}, member{"scribblelog", []any{}})
		return s.dialect.successWithoutCode("sucess", member{"data", body}), nil
	}
	envelope := s.dialect.successWithoutCode("sucess", member{"script_flag", 1}, member{"scribblelog", []any{}})
	return append(body, envelope...), nil
}

// recording answers the lesson's id in the form in which it came. mp4url is empty for a lesson without a film.
func (s *Server) recording(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lessonId")
	if p.refused != nil {
		return nil, p.refused
	}
	url := ""
	if videos := s.videos(lesson.LessonID); len(videos) > 0 {
		url = videos[len(videos)-1]
	}
	echoed, _ := p.array.Get("lessonId")
	return success("获取信息成功", member{"data", object{{"lesson_id", echoed}, {"name", lesson.Name}, {"mp4url", url}}}), nil
}
