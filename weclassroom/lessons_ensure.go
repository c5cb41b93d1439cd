package weclassroom

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/ensure"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// lessonsSettle is how long a new lesson may be missing from the lists. No document says how soon it is there.
const lessonsSettle = time.Minute

// EnsureLessonRequest describes a lesson that should exist once.
type EnsureLessonRequest struct {
	Journal classcloud.Journal  // remembers what was made; all programs that ensure the same keys share one
	Key     string              // your name for the lesson: at most 256 bytes, and of one lesson of the institution
	Lesson  CreateLessonRequest // what to create; TeacherID is required, because a lesson is found again among its teacher's

	ClassID  int64         // the class of the classroom's lessons, where you know it, as in FindLessonRequest
	LessonID int64         // the lesson that belongs to the key, where you know it: after a classcloud.AmbiguousError
	Lease    time.Duration // how long one worker has the key at most; default 2 min
	Settle   time.Duration // how long after an attempt its lesson may be missing from the lists; default 1 min, because no document says it
}

// EnsuredLesson is a lesson that exists under a key. Its Command, of a CategoryCommand classroom, stands in the reply to the create and nowhere
// else: keep it when the lesson is made. It is empty where the lesson was there before.
type EnsuredLesson struct {
	LessonID int64  `json:"lessonId,omitzero"` // the vendor's id for the lesson
	Command  string `json:"command,omitzero"`  // the command with which students enter a CategoryCommand classroom

	Lesson  *Lesson `json:"lesson,omitzero"`  // the lesson as the vendor keeps it, where it was there before; nil where this call made it
	Existed bool    `json:"existed,omitzero"` // the lesson was there before this call: an earlier one made it, whose answer may have been lost
	Differs bool    `json:"differs,omitzero"` // the lesson was made with another request under the same key; it was not changed
}

// Ensure makes the lesson, or finds the one that was made under the key before: through lost replies and 5xx, after a crash of the program,
// and with several workers that have the same key. It can be called as often as one likes, and makes one lesson as long as the journal is
// kept.
//
// The vendor knows no keys, so the journal does. A lesson whose key was never begun is made at once. When nobody knows whether an attempt
// arrived, because its answer was lost or its worker died, the lesson is looked for with Find, by classroom, teacher, start and end: one that
// no other key of the journal has is taken. Nothing is guessed:
//
//   - As long as the lists cannot prove that there is no lesson, the error is of kind classcloud.Aborted with RetryAfter: ensure it again then.
//   - Lessons of which nobody can tell whose they are, because there are more of them than keys, another key's lesson looks the same and was
//     made with another request, or their class is not known to be the classroom, are a *classcloud.AmbiguousError with their ids. The vendor
//     does not say when a lesson was made, so that one that was there before the first attempt is among them. Give ClassID, or the LessonID
//     that belongs to the key; if none does, ensure the lesson under another key.
//   - A worker waits while another has the key, until ctx ends, or the other's lease.
//   - After an attempt that may have arrived, a key keeps its classroom, teacher, start and end: with others, the error is of kind
//     classcloud.FailedPrecondition.
//
// Every error has the Key, and classcloud.MaybeApplied(err) says whether there may be a lesson, unless the request is refused
// before the journal is asked. A lesson that was deleted since is an error of kind classcloud.NotFound. opts hold for every call that is made: Create, Find after a doubt, ListByIDs for a lesson that was there. The clocks
// of the workers must agree to within some seconds.
//
// WeClassroom API 8 创建单课节, POST /lesson/create; what Find calls; API 19 通过课节 ID 获取课节信息, /lesson/info. Safe to repeat.
func (s LessonsService) Ensure(ctx context.Context, in *EnsureLessonRequest, opts ...classcloud.CallOption) (*EnsuredLesson, error) {
	if in == nil {
		in = &EnsureLessonRequest{}
	}
	lesson := &in.Lesson
	r := ensuringLesson{service: s, in: in, opts: opts, sought: FindLessonRequest{ClassroomID: lesson.ClassroomID, TeacherID: lesson.TeacherID,
		StartTime: lesson.StartTime, EndTime: lesson.EndTime, ClassID: in.ClassID}}
	key := ensure.Key{Journal: in.Journal, Key: in.Key, ID: ensure.ID(in.LessonID), Lease: in.Lease, Settle: in.Settle}
	subject, err := ensure.Check(ctx, s.client.road(), key, ensure.Request{Vendor: vendor, Operation: "Lessons.Ensure", Thing: "lesson",
		Field: "Lesson", Create: transport.Call{Op: &operations[opLessonsCreate], ID: int(opLessonsCreate), In: lesson}}, opts)
	if err := r.withTeacher(err); err != nil {
		return nil, err
	}
	made, err := ensure.Do(ctx, key, &ensure.Plan[EnsuredLesson]{Subject: subject, Settle: lessonsSettle,
		Look:   ensure.Hash(ensure.ID(lesson.ClassroomID), ensure.ID(lesson.TeacherID), strconv.FormatInt(minute(lesson.StartTime), 10), strconv.FormatInt(minute(lesson.EndTime), 10)),
		Create: r.create, Find: r.find, Get: r.get, Bare: func(id string) *EnsuredLesson {
			return &EnsuredLesson{LessonID: ensure.Number(id)}
		}})
	if made.Thing != nil {
		made.Thing.Existed, made.Thing.Differs = made.Existed, made.Differs
	}
	return made.Thing, err
}

// ensuringLesson is one call of Ensure.
type ensuringLesson struct {
	service LessonsService
	in      *EnsureLessonRequest
	sought  FindLessonRequest
	opts    []classcloud.CallOption
}

// withTeacher adds to err, which says what is wrong with the request, that it has no teacher: no call tells who teaches a classroom.
func (r *ensuringLesson) withTeacher(err error) error {
	if r.in.Lesson.TeacherID != 0 {
		return err
	}
	missing := classcloud.FieldError{Field: "Lesson.TeacherID", Wire: "teacherId", Problem: "is required: a lesson is found again among its teacher's, and the vendor does not tell a classroom's"}
	e, ok := err.(*classcloud.Error) //nolint:errorlint // Check made it
	switch {
	case err == nil:
		e = r.failure("Lessons.Ensure", classcloud.InvalidArgument, "nothing was sent")
		e.Outcome = classcloud.OutcomeNotSent
	case !ok || len(e.Fields) == 0:
		return err
	}
	e.Fields = append(e.Fields, missing)
	return e
}

func (r *ensuringLesson) failure(operation string, kind classcloud.Kind, message string) *classcloud.Error {
	return &classcloud.Error{Vendor: vendor, Operation: operation, Kind: kind, Message: message, Outcome: classcloud.OutcomeNotApplied, Key: r.in.Key}
}

func (r *ensuringLesson) create(ctx context.Context) (*EnsuredLesson, string, error) {
	lesson, err := r.service.Create(ctx, &r.in.Lesson, r.opts...)
	if lesson == nil {
		return nil, "", err
	}
	return &EnsuredLesson{LessonID: lesson.LessonID, Command: lesson.Command}, ensure.ID(lesson.LessonID), err
}

func (r *ensuringLesson) find(ctx context.Context, _ time.Time) (found []ensure.Candidate[EnsuredLesson], err error) {
	lessons, err := r.service.Find(ctx, &r.sought, r.opts...)
	for i := range lessons {
		one := ensure.Candidate[EnsuredLesson]{ID: ensure.ID(lessons[i].LessonID), Thing: lessons[i].ensured()}
		if !lessons[i].SameClassroom || lessons[i].StartTime.IsZero() || lessons[i].EndTime.IsZero() {
			one.Unsure = "it is not known whether these lessons of the teacher are of the classroom (give the ClassID of its lessons) and at that time"
		}
		found = append(found, one)
	}
	return found, err
}

func (r *ensuringLesson) get(ctx context.Context, id string) (*EnsuredLesson, error) {
	number := ensure.Number(id)
	lessons, err := r.service.ListByIDs(ctx, []int64{number}, r.opts...)
	for i := range lessons {
		if lessons[i].LessonID == number {
			return lessons[i].ensured(), err
		}
	}
	if err == nil {
		return nil, r.failure("Lessons.ListByIDs", classcloud.NotFound, fmt.Sprintf("the vendor does not know the lesson %d", number))
	}
	return nil, err
}

// ensured returns a lesson that was there.
func (l *Lesson) ensured() *EnsuredLesson {
	return &EnsuredLesson{LessonID: l.LessonID, Lesson: l}
}
