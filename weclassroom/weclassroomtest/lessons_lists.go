package weclassroomtest

import (
	"slices"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const maxLessonIDs = 100 // per call

func (s *Server) lessonListRoutes() []vendortest.Route {
	return []vendortest.Route{
		s.route("Lessons.ListStatusByTime", "/lesson/get_class_info", s.statusByTime),  // API 17
		s.route("Lessons.ListStatusByIDs", "/lesson/get_lesson_status", s.statusByIDs), // API 18
		s.route("Lessons.ListByIDs", "/lesson/info", s.lessonsByIDs),                   // API 19
		s.route("Lessons.ListStatusByUser", "/lessonData/status", s.statusByUser),      // API 29
		s.route("Lessons.GetClassroom", "/lesson/getClassInfo", s.classroomOfLesson),   // API 30
		s.route("Lessons.ListByUser", "/lesson/byUser", s.lessonsByUser),               // API 31
	}
}

// WithSingleLessonIDs answers Lessons.ListStatusByTime with one lesson_id per row, a number in one row and text in the next. By
// default every row has the key twice, first with a number and then with text, as the document prints it; both are the lesson's id.
func WithSingleLessonIDs() Option {
	return func(s *settings) { s.dialect.singleLessonIDs = true }
}

// WithListDelay leaves a lesson out of Lessons.ListByUser, ListStatusByUser and ListStatusByTime until delay has gone by since its creation:
// how soon the vendor lists a new lesson is not documented. By default it is listed at once.
func WithListDelay(delay time.Duration) Option {
	return func(s *settings) { s.dialect.listDelay = delay }
}

// listed returns the lessons that are listed by now, sorted by id.
func (s *Server) listed() []*Lesson {
	return slices.DeleteFunc(s.lessons.all(), func(l *Lesson) bool {
		return s.dialect.listDelay > 0 && s.Now().Sub(l.CreateTime) < s.dialect.listDelay
	})
}

// statusByTime answers the lessons that overlap the period, sorted by id.
func (s *Server) statusByTime(p *parameters) (object, *refusal) {
	asked := p.period("start_time", "end_time", looseSecond)
	if p.refused != nil {
		return nil, p.refused
	}
	rows := []any{}
	for _, lesson := range s.listed() {
		if asked.overlaps(lesson) {
			rows = append(rows, s.statusRow(len(rows), *lesson))
		}
	}
	return s.dialect.successWithoutCode("", member{"data", rows}), nil
}

func (s *Server) statusRow(row int, lesson Lesson) object {
	began, ended := lesson.held(s.Now())
	number, text := member{"lesson_id", lesson.LessonID}, member{"lesson_id", idText(lesson.LessonID)}
	fields := object{
		{"status", lesson.Status(s.Now())},
		{"actual_start_time", s.dialect.timeOrNone(began)},
		{"actual_end_time", s.dialect.timeOrNone(ended)},
	}
	switch {
	case !s.dialect.singleLessonIDs:
		return slices.Concat(object{number}, fields, object{text})
	case row%2 == 0:
		return slices.Concat(object{number}, fields)
	}
	return append(fields, text)
}

func idText(id int64) string { return strconv.FormatInt(id, 10) }

// statusByIDs answers one row per recording, and a row with an empty video for a lesson without one. It leaves out unknown ids.
func (s *Server) statusByIDs(p *parameters) (object, *refusal) {
	lessons := s.askedLessons(p, "lesson_id", unlimited)
	if p.refused != nil {
		return nil, p.refused
	}
	rows := []any{}
	for _, lesson := range lessons {
		videos := s.videos(lesson.LessonID)
		if len(videos) == 0 {
			videos = []string{""}
		}
		for _, video := range videos {
			rows = append(rows, object{
				{"lesson_id", idText(lesson.LessonID)},
				{"status", lesson.Status(s.Now())},
				{"video", withoutScheme(video)},
			})
		}
	}
	return s.dialect.successWithoutCode("成功", member{"data", rows}), nil
}

// lessonsByIDs answers each lesson once, sorted by id. It leaves out unknown ids.
func (s *Server) lessonsByIDs(p *parameters) (object, *refusal) {
	lessons := s.askedLessons(p, "lessonId", maxLessonIDs)
	if p.refused != nil {
		return nil, p.refused
	}
	rows := []any{}
	for _, lesson := range lessons {
		rows = append(rows, s.lessonInfo(*lesson))
	}
	return success("获取信息成功", member{"data", rows}), nil
}

// askedLessons returns the lessons of a list of ids that exist, each once, sorted by id.
func (s *Server) askedLessons(p *parameters, name string, most int) (lessons []*Lesson) {
	ids := p.integers(name, most)
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if lesson := s.lessons.rows[id]; lesson != nil {
			lessons = append(lessons, lesson)
		}
	}
	return lessons
}

// WithHeldStatuses answers Lessons.ListByIDs with the status 1 for a lesson that was held, though it is over, and 0 for one that was not,
// as the document's sample has it. By default the server answers the stages of API 29. No document says which of them is right.
func WithHeldStatuses() Option {
	return func(s *settings) { s.dialect.heldStatuses = true }
}

// infoStatus returns the status of a lesson as API 19 answers it.
func (s *Server) infoStatus(lesson Lesson) int {
	if !s.dialect.heldStatuses {
		return lesson.Status(s.Now())
	}
	if began, _ := lesson.held(s.Now()); began.IsZero() {
		return 0
	}
	return 1
}

// WithOwnClassIDs answers Lessons.GetClassroom with an id that is a class's (班级) and not the classroom's. By default it is the
// classroom's. The document does not say whether the two are one.
func WithOwnClassIDs() Option {
	return func(s *settings) { s.dialect.ownClassIDs = true }
}

// classIDs is how far the ids of classes are from those of classrooms.
const classIDs = 5_000_000

func (s *Server) lessonInfo(lesson Lesson) object {
	began, ended := lesson.held(s.Now())
	return object{
		{"zby_lid", lesson.LessonID},
		{"status", s.infoStatus(lesson)},
		{"actual_start_time", s.dialect.timeOrNone(began)},
		{"actual_end_time", s.dialect.timeOrNone(ended)},
		{"teacher_name", s.users.rows[lesson.TeacherID].Name},
		{"start_time", stamp(lesson.StartTime)},
		{"end_time", stamp(lesson.end())},
	}
}

// statusByUser answers each lesson of a day once.
func (s *Server) statusByUser(p *parameters) (object, *refusal) {
	day := p.day("day")
	user := s.knownUser(p, "uid")
	if p.refused != nil {
		return nil, p.refused
	}
	rows := []any{}
	for _, lesson := range s.listed() {
		if lesson.parts(user.UserID) > 0 && stampDay(lesson.StartTime) == stampDay(day) {
			rows = append(rows, object{{"id", lesson.LessonID}, {"status", lesson.Status(s.Now())}})
		}
	}
	return success("查询成功", member{"data", rows}), nil
}

func stampDay(at time.Time) string { return at.In(beijing()).Format(dayLayout) }

// parts counts the parts that a user has in the lesson: its teacher, one of its students, or both.
func (l Lesson) parts(uid int64) int {
	parts := 0
	if l.TeacherID == uid {
		parts++
	}
	if slices.Contains(l.StudentIDs, uid) {
		parts++
	}
	return parts
}

func (s *Server) classroomOfLesson(p *parameters) (object, *refusal) {
	lesson := s.knownLesson(p, "lessonId")
	if p.refused != nil {
		return nil, p.refused
	}
	classroom := s.classrooms.rows[lesson.ClassroomID]
	id := classroom.ClassroomID
	if s.dialect.ownClassIDs {
		id += classIDs
	}
	return success("获取班级信息成功", member{"data", object{{"id", id}, {"name", classroom.Name}}}), nil
}

// lessonsByUser answers the lessons with some time in the period: twice the one in which somebody is teacher and student, as the
// document's example has an id twice.
func (s *Server) lessonsByUser(p *parameters) (object, *refusal) {
	user := s.knownUser(p, "userId")
	asked := p.period("startTime", "endTime", looseSecond)
	if p.refused != nil {
		return nil, p.refused
	}
	rows := []any{}
	for _, lesson := range s.listed() {
		if !asked.overlaps(lesson) {
			continue
		}
		for range lesson.parts(user.UserID) {
			rows = append(rows, object{{"lesson_id", lesson.LessonID}})
		}
	}
	return success("获取班级信息成功", member{"data", rows}), nil
}
