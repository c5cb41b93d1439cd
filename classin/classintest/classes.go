package classintest

import (
	"cmp"
	"time"
	"unicode/utf8"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const opClassesCreate = "Classes.Create"

// order is what addCourseClass asks for. Begin and end stay numbers until they are known to be sensible times; a
// FolderID of 0 is that of the course.
type order struct {
	Lesson
	begin, end int64
}

// createClass is addCourseClass.
func (s *Server) createClass(request *vendortest.Request) vendortest.Reply {
	dialect := s.settings.dialect
	order, ok := readOrder(request.Params.(map[string]string))
	if !ok {
		return dialect.errorReply(codeParameters)
	}
	if existing := s.school.identities[order.Identity]; existing != nil {
		if request.At.Before(existing.CreatedAt.Add(s.school.raceWindow)) {
			return dialect.errorReply(codeBeingCreated)
		}
		return dialect.existingReply(existing)
	}
	if c := s.checkOrder(order, request.At); c != codeOK {
		return dialect.errorReply(c)
	}
	failure, fails := s.takeFailure()
	if fails && !failure.applied {
		return dialect.errorReply(failure.code)
	}
	lesson, c := s.school.carryOut(order, failure.code, request.At)
	if fails && failure.hidesData() {
		return dialect.errorReply(c)
	}
	return dialect.lessonReply(c, lesson)
}

// carryOut creates the lesson and tells with what code; forced, unless 0, is that code.
func (s *school) carryOut(order *order, forced code, now time.Time) (*Lesson, code) {
	lesson := order.Lesson
	lesson.BeginTime, lesson.EndTime = time.Unix(order.begin, 0).UTC(), time.Unix(order.end, 0).UTC()
	lesson.FolderID = cmp.Or(lesson.FolderID, s.courses[lesson.CourseID].FolderID)
	c := forced
	if c == 0 {
		c = s.warning(&lesson)
	}
	if c == codeVideoService || c == codeRecordParameters || lesson.recordsNothing() {
		lesson.dropRecording()
	}
	if c == codeIntroduction {
		lesson.Introduction = ""
	}
	s.addLesson(&lesson, now)
	return &lesson, c
}

// warning is the code of a lesson that is created for sure.
func (s *school) warning(lesson *Lesson) code {
	switch {
	case lesson.recordsNothing():
		return codeRecordParameters
	case s.plan.Overused:
		return codePlanOverused
	default:
		return codeOK
	}
}

// recordsNothing tells whether what needs the recording is asked for without it.
func (l *Lesson) recordsNothing() bool {
	return !l.Record && (l.Live || l.Replay || l.RecordScene)
}

// readOrder unpacks the parameters; false is errno 100.
func readOrder(parameters map[string]string) (*order, bool) {
	r := &formReader{form: parameters}
	order := &order{
		Lesson: Lesson{
			CourseID:       r.id("courseId"),
			FolderID:       r.folderID(),
			Name:           cut(r.text("className"), 90),
			TeacherUID:     r.id("teacherUid"),
			AssistantUIDs:  r.assistants(),
			Seats:          r.seats(),
			Record:         r.choice("record", 0, 1) == 1,
			RecordScene:    r.choice("recordScene", 0, 1) == 1,
			Live:           r.choice("live", 0, 1) == 1,
			Replay:         r.choice("replay", 0, 1) == 1,
			SmartClassroom: r.smartClassroom(),
			HD:             r.choice("isHd", 0, 1, 2),
			DualCamera:     r.choice("isDc", 0, 3) == 3,
			OMO:            r.choice("omoStationBroadcast", 0, 1) == 1,
			Identity:       r.identity(),
			Introduction:   cut(r.text("classIntroduce"), 1000),
			WatchByLogin:   r.choice("watchByLogin", 0, 1) == 1,
			UnloggedChat:   r.choice("allowUnloggedChat", 1, 0) == 1,
		},
		begin: r.integer("beginTime"),
		end:   r.integer("endTime"),
	}
	// The wire says 1 for "do not put students on stage", and a smart classroom never does.
	order.AutoOnstage = r.choice("isAutoOnstage", 0, 1) == 0 && !order.SmartClassroom
	if order.DualCamera {
		order.HD = 2
	}
	r.require(order.Name != "")
	r.require(!r.has("teacherAccount") && !r.has("assistantAccount"))
	return order, !r.malformed
}

// folderID may be sent empty, as in the document's own sample; 0 then.
func (r *formReader) folderID() int64 {
	if r.form["folderId"] == "" {
		return 0
	}
	return r.id("folderId")
}

// assistants takes one of the two parameters; neither may be empty.
func (r *formReader) assistants() []int64 {
	one, many := r.has("assistantUid"), r.has("assistantUids")
	r.require(!one || !many)
	switch {
	case many:
		return r.ids("assistantUids")
	case one:
		return []int64{r.id("assistantUid")}
	default:
		return nil
	}
}

// seats may be negative here: that is a number, but a wrong one.
func (r *formReader) seats() int {
	if !r.has("seatNum") {
		return 6
	}
	seats, ok := parseInteger(r.form["seatNum"])
	r.require(ok)
	return int(seats)
}

// smartClassroom: teachMode alone among the flags does not forgive a wrong value.
func (r *formReader) smartClassroom() bool {
	mode, has := r.form["teachMode"]
	r.require(!has || mode == "1" || mode == "2")
	return mode == "2"
}

func (r *formReader) identity() string {
	identity := r.text("courseUniqueIdentity")
	characters := utf8.RuneCountInString(identity)
	r.require(!r.has("courseUniqueIdentity") || characters >= 1 && characters <= 32)
	return identity
}
