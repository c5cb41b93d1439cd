package weclassroomtest

import (
	"slices"
	"strings"
	"time"
)

// BatchData is the form of data in the reply to Lessons.CreateBatch. The document shows one id for two lessons.
type BatchData int

// The forms of a batch's data.
const (
	BatchDataFirst     BatchData = iota // the first lesson's id
	BatchDataFirstText                  // the first lesson's id, as a string
	BatchDataList                       // a list of all ids
	BatchDataCommaText                  // all ids in a string with commas
	BatchDataLessons                    // a list of objects, each with the id of a lesson under id or lesson_id in turn
)

// WithBatchData sets the form of data in the reply to Lessons.CreateBatch. The default is BatchDataFirst.
func WithBatchData(form BatchData) Option {
	return func(s *settings) { s.dialect.batchData = form }
}

// WithBatchDateKey makes Lessons.CreateBatch read the day from this key of dataInfo alone: createDate, as in the document's prose,
// or creatDate, as in its example. By default the server reads either; a lesson with both must name the same day twice.
func WithBatchDateKey(key string) Option {
	return func(s *settings) { s.dialect.batchDateKeys = []string{key} }
}

// WithStrictBatchKeys refuses unknown keys of dataInfo with 40003. By default the server ignores them.
func WithStrictBatchKeys() Option {
	return func(s *settings) { s.dialect.strictBatchKeys = true }
}

// createLessons makes all lessons or none.
func (s *Server) createLessons(p *parameters) (object, *refusal) {
	classroom := s.knownClassroom(p)
	var lessons []Lesson
	for _, item := range p.jsonMaps("dataInfo", unlimited) {
		lessons = append(lessons, s.readPlan(item))
		p.join(item)
	}
	genre, teacherID := p.choice("genre", 0, 1), s.optionalTeacher(p)
	if p.refused != nil {
		return nil, p.refused
	}
	if refused := s.mayHold(classroom, len(lessons)); refused != nil {
		return nil, refused
	}
	for i, lesson := range lessons {
		lesson.ClassroomID, lesson.Genre, lesson.TeacherID = classroom.ClassroomID, genre, teacherID
		lessons[i] = s.keepLesson(lesson, classroom)
	}
	return createdLesson(s.dialect.batch(lessons), lessons[0], classroom), nil
}

// readPlan reads one lesson of dataInfo.
func (s *Server) readPlan(p *parameters) Lesson {
	s.dialect.checkBatchKeys(p)
	day := p.batchDay(s.dialect.batchDateKeys)
	lesson := Lesson{StartTime: p.clockOn(day, "startTime"), EndTime: p.clockOn(day, "endTime")}
	checkOrder(p, lesson)
	lesson.Name = p.optionalText("lessonName")
	return lesson
}

// checkBatchKeys refuses unknown keys under WithStrictBatchKeys.
func (d dialect) checkBatchKeys(p *parameters) {
	if !d.strictBatchKeys {
		return
	}
	known := slices.Concat(d.batchDateKeys, []string{"startTime", "endTime", "lessonName"})
	for _, entry := range p.array {
		if key, isText := entry.Key.(string); !isText || !slices.Contains(known, key) {
			p.fail(codeValue, key, "未知参数")
		}
	}
}

// batchDay reads the day from all of the keys that the lesson has. One is required, and two must agree.
func (p *parameters) batchDay(keys []string) time.Time {
	var days []time.Time
	for _, key := range keys {
		if p.has(key) {
			days = append(days, p.day(key))
		}
	}
	if len(days) == 0 {
		p.fail(codeMissing, keys[0], "必填")
		return time.Time{}
	}
	if !days[0].Equal(days[len(days)-1]) {
		p.fail(codeValue, keys[1], "与 %s 不一致", keys[0])
	}
	return days[0]
}

// clockOn reads a required time of a day.
func (p *parameters) clockOn(day time.Time, name string) time.Time {
	clock := p.strictTime(name, clockLayout, "HH:ii")
	return day.Add(time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute)
}

// batch returns data of the reply in the form that WithBatchData sets.
func (d dialect) batch(lessons []Lesson) any {
	ids, texts := []any{}, []string{}
	for _, lesson := range lessons {
		ids = append(ids, lesson.LessonID)
		texts = append(texts, idText(lesson.LessonID))
	}
	switch d.batchData {
	case BatchDataLessons:
		rows := []any{}
		for i, id := range ids {
			rows = append(rows, object{{[]string{"id", "lesson_id"}[i%2], id}})
		}
		return rows
	case BatchDataFirstText:
		return texts[0]
	case BatchDataList:
		return ids
	case BatchDataCommaText:
		return strings.Join(texts, ",")
	}
	return ids[0]
}
