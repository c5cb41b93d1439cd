package weclassroom

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
)

// LessonsService creates and lists lessons (课节), the classes users enter.
type LessonsService struct{ client *Client }

// Genre tells a formal lesson from a test (genre). Its zero is a formal lesson, so requests take a pointer.
type Genre int

// The genres.
const (
	GenreFormal Genre = 0
	GenreTest   Genre = 1
)

// String returns the genre's name, or Genre(9) for one this module does not know.
func (g Genre) String() string {
	switch g {
	case GenreFormal:
		return "Formal"
	case GenreTest:
		return "Test"
	}
	return "Genre(" + strconv.Itoa(int(g)) + ")"
}

// LessonState is where a lesson stands (status).
type LessonState int

// The states.
const (
	LessonStateNotBegun LessonState = 0
	LessonStateInClass  LessonState = 1
	LessonStateOver     LessonState = 2
	LessonStateExpired  LessonState = 3
)

// String returns the state's name, or LessonState(9) for one this module does not know.
func (s LessonState) String() string {
	switch s {
	case LessonStateNotBegun:
		return "NotBegun"
	case LessonStateInClass:
		return "InClass"
	case LessonStateOver:
		return "Over"
	case LessonStateExpired:
		return "Expired"
	}
	return "LessonState(" + strconv.Itoa(int(s)) + ")"
}

// CreateLessonRequest describes a new lesson. The vendor plans in minutes: times with seconds are refused.
type CreateLessonRequest struct {
	ClassroomID int64     `json:"classroomId" check:"required"`
	StartTime   time.Time `json:"startTime" wire:"minute" check:"required"`
	EndTime     time.Time `json:"endTime" wire:"minute" check:"required"`
	Genre       *Genre    `json:"genre" check:"required"` // new(weclassroom.GenreFormal); 0 is formal, so it cannot be left out
	TeacherID   int64     `json:"teacherId"`              // default: the classroom's teacher
	Name        string    `json:"lessonName"`             // default: the classroom's name and a number
	Replay      *bool     `json:"is_replay" wire:"01"`    // may be replayed
	ReplayDays  *int      `json:"replay_duration"`        // for how many days

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses times that contradict each other.
func (r *CreateLessonRequest) Validate() []classcloud.FieldError {
	if r.EndTime.IsZero() || r.EndTime.After(r.StartTime) {
		return nil
	}
	return []classcloud.FieldError{{Field: "EndTime", Wire: "endTime", Problem: "is not after StartTime"}}
}

// CreatedLesson is a new lesson.
type CreatedLesson struct {
	LessonID int64  `json:"lessonId,omitzero" check:"required"`
	Command  string `json:"command,omitzero"` // what students enter a CategoryCommand classroom with
}

// Create makes a lesson in a classroom.
//
// WeClassroom API 8 创建单课节, POST /lesson/create. A repeat makes a second one, so it is never repeated once it may have arrived. A
// mini program's classroom takes a single lesson.
func (s *LessonsService) Create(ctx context.Context, in *CreateLessonRequest, opts ...classcloud.CallOption) (*CreatedLesson, error) {
	return call[*CreatedLesson](ctx, s.client, opLessonsCreate, in, opts)
}

// lessonIDs is the one parameter of ListByIDs.
type lessonIDs struct {
	LessonIDs []int64 `json:"lessonId" check:"required"`
}

const maxLessonIDs = 100

// Lesson is a lesson as ListByIDs tells it.
type Lesson struct {
	LessonID        int64       `json:"zby_lid,omitzero"`
	Status          LessonState `json:"status,omitzero"`
	TeacherName     string      `json:"teacher_name,omitzero"`
	StartTime       time.Time   `json:"start_time,omitzero"`
	EndTime         time.Time   `json:"end_time,omitzero"`
	ActualStartTime time.Time   `json:"actual_start_time,omitzero"` // zero before it began
	ActualEndTime   time.Time   `json:"actual_end_time,omitzero"`   // zero before it ended
}

// ListByIDs returns lessons by their ids. The vendor takes 100 in a call: a longer list is asked for in parts and joined in order.
// Ids it does not know are left out. An error comes with the lessons read before it.
//
// WeClassroom API 19 通过课节 ID 获取课节信息, POST /lesson/info. Safe to repeat.
func (s *LessonsService) ListByIDs(ctx context.Context, ids []int64, opts ...classcloud.CallOption) ([]Lesson, error) {
	if len(ids) == 0 {
		return call[[]Lesson](ctx, s.client, opLessonsListByIDs, &lessonIDs{}, opts)
	}
	var out []Lesson
	for part := range slices.Chunk(ids, maxLessonIDs) {
		lessons, err := call[[]Lesson](ctx, s.client, opLessonsListByIDs, &lessonIDs{part}, opts)
		if err != nil {
			return out, err
		}
		out = append(out, lessons...)
	}
	return out, nil
}
