package weclassroom

import (
	"context"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// LessonsService creates, changes, deletes and lists lessons (课节), the classes that users enter, and adds students and documents to
// them.
type LessonsService struct{ client *Client }

// Genre tells formal lessons from tests (genre). The zero value is a formal lesson, so requests take a pointer.
type Genre int

// The genres of lessons.
const (
	GenreFormal Genre = 0 // a formal lesson (正式课)
	GenreTest   Genre = 1 // a test lesson (测试课)
)

var genreNames = map[Genre]string{
	GenreFormal: "Formal",
	GenreTest:   "Test",
}

// String returns the genre's name, or Genre(9) for a genre this module does not know.
func (g Genre) String() string { return wire.EnumName("Genre", g, genreNames) }

// LessonStatus says where a lesson stands (status).
type LessonStatus int

// The stages of a lesson.
const (
	LessonStatusNotStarted LessonStatus = 0 // the lesson is to come (未上课)
	LessonStatusStarted    LessonStatus = 1 // the lesson is going on (上课中)
	LessonStatusEnded      LessonStatus = 2 // the lesson is over (下课)
	LessonStatusExpired    LessonStatus = 3 // the lesson has expired (已过期)
)

var lessonStatusNames = map[LessonStatus]string{
	LessonStatusNotStarted: "NotStarted",
	LessonStatusStarted:    "Started",
	LessonStatusEnded:      "Ended",
	LessonStatusExpired:    "Expired",
}

// String returns the stage's name, or LessonStatus(9) for a stage this module does not know.
func (s LessonStatus) String() string { return wire.EnumName("LessonStatus", s, lessonStatusNames) }

// CreateLessonRequest describes a new lesson. The vendor plans in minutes: times with seconds are refused.
type CreateLessonRequest struct {
	ClassroomID int64     `json:"classroomId" check:"required"`
	StartTime   time.Time `json:"startTime" wire:"minute" check:"required"` // a whole minute
	EndTime     time.Time `json:"endTime" wire:"minute" check:"required"`   // a whole minute after StartTime
	Genre       *Genre    `json:"genre" check:"required"`                   // new(weclassroom.GenreFormal); the zero value is formal, so the field is required
	TeacherID   int64     `json:"teacherId"`                                // default: the classroom's teacher
	Name        string    `json:"lessonName"`                               // default: the classroom's name and a number
	Replay      *bool     `json:"is_replay" wire:"01"`                      // the lesson can be replayed
	ReplayDays  *int      `json:"replay_duration"`                          // for how long the lesson can be replayed; the document names no unit, and its example, 365, suggests days; default: the institution's

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a lesson that does not end after it starts, and ReplayDays below 0.
func (r *CreateLessonRequest) Validate() []classcloud.FieldError {
	bad := lasting(r.StartTime, r.EndTime)
	if r.ReplayDays != nil && *r.ReplayDays < 0 {
		bad = append(bad, classcloud.FieldError{Field: "ReplayDays", Wire: "replay_duration", Problem: "is negative"})
	}
	return bad
}

// lasting refuses a lesson that does not end after it starts.
func lasting(start, end time.Time) []classcloud.FieldError {
	if end.IsZero() || end.After(start) {
		return nil
	}
	return []classcloud.FieldError{{Field: "EndTime", Wire: "endTime", Problem: "is not after StartTime"}}
}

// CreatedLesson is a lesson that exists now.
type CreatedLesson struct {
	LessonID int64  `json:"lessonId,omitzero" check:"required"` // the vendor's id for the lesson
	Command  string `json:"command,omitzero"`                   // the command with which students enter a CategoryCommand classroom; empty for other classrooms
}

// Create makes a lesson in a classroom.
//
// WeClassroom API 8 创建单课节, POST /lesson/create. A repeat makes a second lesson, so the client never repeats the call once it may
// have arrived: when classcloud.MaybeApplied(err), ask ListByUser for the teacher's lessons of that time. A classroom of a mini
// program takes a single lesson.
func (s LessonsService) Create(ctx context.Context, in *CreateLessonRequest, opts ...classcloud.CallOption) (*CreatedLesson, error) {
	return call[*CreatedLesson](ctx, s.client, opLessonsCreate, in, opts)
}

// UpdateLessonRequest changes a lesson. A nil field keeps what is there, a value replaces it, and at least one field beside
// LessonID must be set. The vendor plans in minutes: times with seconds are refused.
type UpdateLessonRequest struct {
	LessonID        int64      `json:"lessonId" check:"required"`
	Name            *string    `json:"newName" check:"max=50"`                    // at most 50 characters
	StartTime       *time.Time `json:"startTime" wire:"minute" check:"all=times"` // only together with EndTime
	EndTime         *time.Time `json:"endTime" wire:"minute" check:"all=times"`   // only together with StartTime
	ParentSupervise *bool      `json:"parentSupervise" wire:"01"`                 // parents can listen; CategoryOneToOne and CategorySmall only
	CollectInfo     *bool      `json:"collectInfo" wire:"01"`                     // collect the students' details, with a text message; mini programs only

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses an update that changes nothing, a name of blanks, and a lesson that does not end after it starts.
func (r *UpdateLessonRequest) Validate() []classcloud.FieldError {
	if wire.NothingSet(r, "LessonID") {
		return []classcloud.FieldError{{Field: "UpdateLessonRequest", Problem: "changes nothing: set a field beside LessonID"}}
	}
	if r.Name != nil && strings.TrimSpace(*r.Name) == "" {
		return []classcloud.FieldError{{Field: "Name", Wire: "newName", Problem: "is blank: leave it nil to keep the name"}}
	}
	if r.StartTime == nil || r.EndTime == nil {
		return nil
	}
	return lasting(*r.StartTime, *r.EndTime)
}

// Update changes the name, times or settings of a lesson.
//
// WeClassroom API 15 编辑课节, POST /lesson/edit. Safe to repeat.
func (s LessonsService) Update(ctx context.Context, in *UpdateLessonRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLessonsUpdate, in, opts)
}

// SetLessonTeacherRequest names a lesson and the teacher to give it.
type SetLessonTeacherRequest struct {
	LessonID  int64 `json:"lessonId" check:"required"`
	TeacherID int64 `json:"teacherId" check:"required"` // the teacher from now on
}

// SetTeacher replaces the teacher of a lesson.
//
// WeClassroom API 14 课节更换老师, POST /lesson/change/teacher. Safe to repeat.
func (s LessonsService) SetTeacher(ctx context.Context, in *SetLessonTeacherRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLessonsSetTeacher, in, opts)
}

// lessonRef is the request of calls whose one parameter is a lesson.
type lessonRef struct {
	LessonID int64 `json:"lessonId" check:"required"`
}

// Delete deletes a lesson that has not started.
//
// WeClassroom API 9 删除课节, POST /lesson/delete. Safe to repeat. The document does not say what the vendor answers for a lesson that
// is already deleted: if it refuses, a repeat of the client's own fails although the first try did it. Then
// classcloud.MaybeApplied(err): ask ListByIDs, which leaves out lessons that are gone.
func (s LessonsService) Delete(ctx context.Context, lessonID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLessonsDelete, &lessonRef{lessonID}, opts)
}
