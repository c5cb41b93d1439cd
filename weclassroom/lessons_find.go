package weclassroom

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// findRounds is how often Find asks at most, until the vendor tells of all lessons that it lists.
const findRounds = 3

// FindLessonRequest says what was sent to Create.
type FindLessonRequest struct {
	ClassroomID int64     `json:"classroomId" check:"required"`             // as it was sent
	TeacherID   int64     `json:"teacherId" check:"required"`               // as it was sent, or the classroom's teacher, whom no call tells
	StartTime   time.Time `json:"startTime" wire:"minute" check:"required"` // as it was sent, in any zone
	EndTime     time.Time `json:"endTime" wire:"minute" check:"required"`   // as it was sent, in any zone

	// ClassID is what GetClassroom returns for lessons of the classroom, where you know it from another of its lessons. Without it, a class
	// with the classroom's id is taken for the classroom, and of another class nobody knows: see LessonClass.
	ClassID int64 `json:"id"`
}

// Validate refuses a lesson that does not end after it starts.
func (r *FindLessonRequest) Validate() []classcloud.FieldError {
	return lasting(r.StartTime, r.EndTime)
}

// FoundLesson is a lesson that may be the one looked for.
type FoundLesson struct {
	Lesson
	Class         LessonClass `json:"class,omitzero"`         // what GetClassroom says of it
	SameClassroom bool        `json:"sameClassroom,omitzero"` // it is known to be of the classroom: Class has its id, or the ClassID of the request
}

// Find returns the lessons that have the teacher, the start and the end of a lesson that was sent to Create: after
// classcloud.MaybeApplied(err), or after a crash, to learn whether the lesson was made. Compared is what the vendor keeps: minutes in
// Beijing, of which it counts the last to the lesson, so that an end of 10:30 comes back as 10:30:59. No list shows the name of a lesson,
// its genre or when it was made. The classroom is asked for with GetClassroom: a lesson of another class is left out where ClassID was
// given, or where a class with the classroom's id shows that the ids are of one kind; otherwise it stays, and SameClassroom is false. Several
// lessons are several candidates: Find does not choose. A lesson that was changed since, or given to another teacher, is not found.
//
// No lesson and no error say that the vendor lists no such lesson of the teacher. How soon a new lesson is listed is not documented: before
// you create the lesson again after a lost reply, wait a little and look once more. An error says that absence is not proven, beside the
// candidates that were seen: Aborted when the vendor lists a lesson of which it does not tell the times, DataLoss when a row could not be read or a reply
// holds no list, or the error of a call.
//
// WeClassroom API 31 根据用户 ID 查询某时间段内课节 ID, POST /lesson/byUser, then API 19 /lesson/info, and API 30 /lesson/getClassInfo for each
// lesson that may be the one. Safe to repeat.
func (s LessonsService) Find(ctx context.Context, in *FindLessonRequest, opts ...classcloud.CallOption) ([]FoundLesson, error) {
	f := finding{service: s, in: in, opts: opts}
	if err := f.check(); err != nil {
		return nil, err
	}
	lessons, failure := f.lessons(ctx)
	var found []FoundLesson
	for _, lesson := range lessons {
		again := slices.ContainsFunc(found, func(l FoundLesson) bool { return l.LessonID == lesson.LessonID })
		if again || !f.is(&lesson) {
			continue
		}
		class, err := s.GetClassroom(ctx, lesson.LessonID, opts...)
		failure = errors.Join(failure, err)
		one := FoundLesson{Lesson: lesson}
		if class != nil {
			one.Class = *class
			one.SameClassroom = class.ClassID == f.classID()
		}
		found = append(found, one)
	}
	return f.ofClassroom(found), failure
}

// finding is one call of Find.
type finding struct {
	service LessonsService
	in      *FindLessonRequest
	opts    []classcloud.CallOption
}

// check refuses a request that says too little, before anything is asked for.
func (f *finding) check() error {
	if f.service.client == nil || f.service.client.transport == nil {
		return transport.ErrUnbuilt(vendor, "Lessons.Find")
	}
	config := f.service.client.transport.Config().CallConfig
	if err := config.Apply(f.opts...); err != nil {
		return f.failure(classcloud.InvalidArgument, err.Error())
	}
	_, problems := wire.Build(f.in, config.Params, config.SkipChecks)
	if len(problems) == 0 {
		return nil
	}
	e := f.failure(classcloud.InvalidArgument, "nothing was sent")
	e.Outcome, e.Fields = classcloud.OutcomeNotSent, problems
	return e
}

// lessons returns the teacher's lessons around the time. No document says whether a period holds the lessons that start in it, that lie in it
// or that overlap it: with a minute on both sides it holds the one looked for.
func (f *finding) lessons(ctx context.Context) (lessons []Lesson, err error) {
	period := &ListLessonsByUserRequest{UserID: f.in.TeacherID, StartTime: f.in.StartTime.Add(-time.Minute), EndTime: f.in.EndTime.Add(time.Minute)}
	var missing int64
	for range findRounds {
		ids, err := f.service.ListByUser(ctx, period, f.opts...)
		if ids == nil && err == nil { // nothing in place of a list proves nothing
			return nil, f.failure(classcloud.DataLoss, "the reply says success and holds no list: it is not proven that there is no such lesson")
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
		if len(ids) == 0 {
			return nil, err
		}
		told, failure := f.service.ListByIDs(ctx, ids, f.opts...)
		if err = errors.Join(err, failure); err != nil {
			return asked(ids, told), err
		}
		if missing, lessons = f.untold(ids, told), asked(ids, told); missing == 0 {
			return lessons, nil
		}
	}
	return lessons, f.failure(classcloud.Aborted, fmt.Sprintf("the vendor lists lesson %d of the teacher and does not tell its times: it is not proven that it is another one", missing))
}

// asked leaves out lessons that were not asked for: nobody said that they are the teacher's.
func asked(ids []int64, told []Lesson) []Lesson {
	return slices.DeleteFunc(told, func(l Lesson) bool { return !slices.Contains(ids, l.LessonID) })
}

// untold returns a lesson of which the vendor told nothing; 0 when there is none.
func (f *finding) untold(ids []int64, told []Lesson) int64 {
	for _, id := range ids {
		if !slices.ContainsFunc(told, func(l Lesson) bool { return l.LessonID == id }) {
			return id
		}
	}
	return 0
}

// is reports whether a lesson has the times that were sent. A time that the reply does not hold contradicts nothing.
func (f *finding) is(l *Lesson) bool {
	return isKept(l.StartTime, f.in.StartTime) && isKept(l.EndTime, f.in.EndTime)
}

// isKept reports whether a time is what the vendor keeps of the time sent: the minute.
func isKept(kept, sent time.Time) bool { return kept.IsZero() || minute(kept) == minute(sent) }

// minute numbers the minutes.
func minute(t time.Time) int64 { return t.Unix() / 60 }

// classID returns the id of the classroom's class, as far as it is known.
func (f *finding) classID() int64 {
	if f.in.ClassID != 0 {
		return f.in.ClassID
	}
	return f.in.ClassroomID
}

// ofClassroom leaves out what is known to be of another classroom.
func (f *finding) ofClassroom(found []FoundLesson) []FoundLesson {
	oneKind := f.in.ClassID != 0 || slices.ContainsFunc(found, func(l FoundLesson) bool { return l.SameClassroom })
	return slices.DeleteFunc(found, func(l FoundLesson) bool { return oneKind && !l.SameClassroom && l.Class.ClassID != 0 })
}

func (f *finding) failure(kind classcloud.Kind, message string) *classcloud.Error {
	return &classcloud.Error{Vendor: vendor, Operation: "Lessons.Find", Kind: kind, Message: message, Outcome: classcloud.OutcomeNotApplied}
}
