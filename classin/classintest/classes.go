package classintest

import (
	"cmp"
	"time"
	"unicode/utf8"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

const opClassesCreate = "Classes.Create"

// order is what addCourseClass asks for. Its begin and end stay numbers until they are known to be valid times. A FolderID of 0 is the
// course's folder.
type order struct {
	Class
	begin, end int64
}

// createClass serves addCourseClass.
func (s *Server) createClass(request *vendortest.Request) vendortest.Reply {
	dialect := s.settings.dialect
	order, ok := readOrder(request.Params.(map[string]string))
	if !ok {
		return dialect.errorReply(codeParameters)
	}
	if existing := s.school.identities[order.Identity]; existing != nil {
		if request.At.Before(existing.CreateTime.Add(s.school.raceWindow)) {
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
	class, c := s.school.carryOut(order, failure.code, request.At)
	if fails && failure.hidesData() {
		return dialect.errorReply(c)
	}
	return dialect.classReply(c, class)
}

// carryOut creates the class and tells with what code; forced, unless 0, is that code.
func (s *school) carryOut(order *order, forced code, now time.Time) (*Class, code) {
	class := order.Class
	class.StartTime, class.EndTime = time.Unix(order.begin, 0).UTC(), time.Unix(order.end, 0).UTC()
	class.FolderID = cmp.Or(class.FolderID, s.courses[class.CourseID].FolderID)
	c := forced
	if c == 0 {
		c = s.warning(&class)
	}
	if c == codeVideoService || c == codeRecordParameters || class.recordsNothing() {
		class.dropRecording()
	}
	if c == codeIntroduction {
		class.Introduction = ""
	}
	s.addClass(&class, now)
	return &class, c
}

// warning returns the code of a class that is certainly created.
func (s *school) warning(class *Class) code {
	switch {
	case class.recordsNothing():
		return codeRecordParameters
	case s.plan.Overused:
		return codePlanOverused
	default:
		return codeOK
	}
}

// recordsNothing reports whether the order asks for live, replay or recordScene without record.
func (l *Class) recordsNothing() bool {
	return !l.Record && (l.Live || l.Replay || l.RecordScene)
}

// readOrder reads the parameters. It returns false for errno 100.
func readOrder(parameters map[string]string) (*order, bool) {
	r := &formReader{form: parameters}
	order := &order{
		Class: Class{
			CourseID:          r.id("courseId"),
			FolderID:          r.folderID(),
			ClassName:         cut(r.text("className"), 90),
			TeacherUID:        r.id("teacherUid"),
			AssistantUIDs:     r.assistants(),
			StudentSeats:      r.seats(),
			Record:            r.choice("record", 0, 1) == 1,
			RecordScene:       r.choice("recordScene", 0, 1) == 1,
			Live:              r.choice("live", 0, 1) == 1,
			Replay:            r.choice("replay", 0, 1) == 1,
			SmartClassroom:    r.smartClassroom(),
			HD:                r.choice("isHd", 0, 1, 2),
			DualCamera:        r.choice("isDc", 0, 3) == 3,
			OMOBroadcast:      r.choice("omoStationBroadcast", 0, 1) == 1,
			Identity:          r.identity(),
			Introduction:      cut(r.text("classIntroduce"), 1000),
			WatchByLogin:      r.choice("watchByLogin", 0, 1) == 1,
			AllowUnloggedChat: r.choice("allowUnloggedChat", 1, 0) == 1,
		},
		begin: r.integer("beginTime"),
		end:   r.integer("endTime"),
	}
	// The wire says 1 for "do not put students on stage", and a smart classroom never does.
	order.AutoOnStage = r.choice("isAutoOnstage", 0, 1) == 0 && !order.SmartClassroom
	if order.DualCamera {
		order.HD = 2
	}
	r.require(order.ClassName != "")
	r.require(!r.has("teacherAccount") && !r.has("assistantAccount"))
	return order, !r.malformed
}

// folderID reads folderId, which may be empty, as in the document's own sample. Empty is 0.
func (r *formReader) folderID() int64 { return r.optionalID("folderId") }

// assistants reads one of the two parameters. Neither may be empty.
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

// seats reads the number of seats. A negative number is read too: it is a number, but a wrong one.
func (r *formReader) seats() int {
	if !r.has("seatNum") {
		return 6
	}
	seats, ok := parseInteger(r.form["seatNum"])
	r.require(ok)
	return int(seats)
}

// smartClassroom reads teachMode, the only flag for which a wrong value is an error.
func (r *formReader) smartClassroom() bool {
	mode := r.form["teachMode"]
	r.require(!r.has("teachMode") || mode == "1" || mode == "2")
	return mode == "2"
}

func (r *formReader) identity() string {
	identity := r.text("courseUniqueIdentity")
	characters := utf8.RuneCountInString(identity)
	r.require(characters <= 32) // an empty one is none
	return identity
}
