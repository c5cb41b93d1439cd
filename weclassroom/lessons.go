package weclassroom

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// LessonsService creates, changes, deletes and lists lessons (课节), the classes users enter, and fills them with students and
// documents.
type LessonsService struct{ client *Client }

// Genre tells a formal lesson from a test (genre). Its zero is a formal lesson, so requests take a pointer.
type Genre int

// The genres.
const (
	GenreFormal Genre = 0
	GenreTest   Genre = 1
)

var genreNames = map[Genre]string{
	GenreFormal: "Formal",
	GenreTest:   "Test",
}

// String returns the genre's name, or Genre(9) for one this module does not know.
func (g Genre) String() string { return wire.EnumName("Genre", g, genreNames) }

// LessonStatus is where a lesson stands (status).
type LessonStatus int

// The states.
const (
	LessonStatusNotStarted LessonStatus = 0
	LessonStatusStarted    LessonStatus = 1
	LessonStatusEnded      LessonStatus = 2
	LessonStatusExpired    LessonStatus = 3
)

var lessonStatusNames = map[LessonStatus]string{
	LessonStatusNotStarted: "NotStarted",
	LessonStatusStarted:    "Started",
	LessonStatusEnded:      "Ended",
	LessonStatusExpired:    "Expired",
}

// String returns the state's name, or LessonStatus(9) for one this module does not know.
func (s LessonStatus) String() string { return wire.EnumName("LessonStatus", s, lessonStatusNames) }

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
	return lasting(r.StartTime, r.EndTime)
}

// lasting refuses a lesson that does not end after it begins.
func lasting(start, end time.Time) []classcloud.FieldError {
	if end.IsZero() || end.After(start) {
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
// WeClassroom API 8 创建单课节, POST /lesson/create. A repeat makes a second one, so it is never repeated once it may have arrived:
// when classcloud.MaybeApplied(err), ask ListByUser for the teacher's lessons of that time. A mini program's classroom takes a single
// lesson.
func (s LessonsService) Create(ctx context.Context, in *CreateLessonRequest, opts ...classcloud.CallOption) (*CreatedLesson, error) {
	return call[*CreatedLesson](ctx, s.client, opLessonsCreate, in, opts)
}

// CreateLessonBatchRequest describes new lessons of one classroom.
type CreateLessonBatchRequest struct {
	ClassroomID int64       `json:"classroomId" check:"required"`
	Lessons     []NewLesson `json:"dataInfo" wire:"jsontext" check:"required"`
	Genre       *Genre      `json:"genre" check:"required"` // of them all: new(weclassroom.GenreFormal); 0 is formal, so it cannot be left out
	TeacherID   int64       `json:"teacherId"`              // of them all; default the classroom's teacher

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// NewLesson is one of them. The vendor takes a day and two times of it in minutes: a lesson that ends on another day than it begins
// (in Beijing) is refused, and so are seconds.
type NewLesson struct {
	StartTime time.Time `json:"startTime" wire:"clock" check:"required"`
	EndTime   time.Time `json:"endTime" wire:"clock" check:"required"`
	Name      string    `json:"lessonName"` // default: the classroom's name and a number

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// dateKeys are the names of a lesson's day on the wire; a derivedDate is what is sent under them.
var dateKeys = [...]struct {
	name    string
	without DateKey
}{{"createDate", DateKeyCreatDate}, {"creatDate", DateKeyCreateDate}}

type derivedDate string

// Validate refuses times that contradict each other, and a day beside the one they are on.
func (l *NewLesson) Validate() []classcloud.FieldError {
	bad := lasting(l.StartTime, l.EndTime)
	if len(bad) == 0 && !l.StartTime.IsZero() && !l.EndTime.IsZero() && beijingDay(l.StartTime) != beijingDay(l.EndTime) {
		bad = append(bad, classcloud.FieldError{Field: "EndTime", Wire: "endTime",
			Problem: "is " + beijingDay(l.EndTime) + ", another day than StartTime's in Beijing: the vendor has one day a lesson"})
	}
	for _, key := range dateKeys {
		if value, ok := l.Extra[key.name]; ok {
			if _, derived := value.(derivedDate); !derived {
				bad = append(bad, classcloud.FieldError{Field: "Extra", Problem: "holds " + strconv.Quote(key.name) + ": it is the day of StartTime; see WithDateKey"})
			}
		}
	}
	return bad
}

func beijingDay(t time.Time) string { return t.In(wire.CST).Format(time.DateOnly) }

// dated returns a copy of the request whose lessons say their day under the names that key asks for.
func (r *CreateLessonBatchRequest) dated(key DateKey) *CreateLessonBatchRequest {
	if r == nil {
		return nil
	}
	out := *r
	for i, lesson := range r.Lessons {
		if i == 0 {
			out.Lessons = make([]NewLesson, len(r.Lessons))
		}
		if !lesson.StartTime.IsZero() {
			lesson.Extra = lesson.withDay(key)
		}
		out.Lessons[i] = lesson
	}
	return &out
}

func (l *NewLesson) withDay(key DateKey) map[string]any {
	extra := maps.Clone(l.Extra)
	if extra == nil {
		extra = map[string]any{}
	}
	for _, name := range dateKeys {
		if _, taken := extra[name.name]; !taken && name.without != key {
			extra[name.name] = derivedDate(beijingDay(l.StartTime))
		}
	}
	return extra
}

// UnmarshalJSON reads a lesson with whole times, or as the vendor writes it: a day, createDate or creatDate, and times of it.
func (l *NewLesson) UnmarshalJSON(raw []byte) error {
	var in struct {
		CreateDate string          `json:"createDate"`
		CreatDate  string          `json:"creatDate"`
		StartTime  json.RawMessage `json:"startTime"`
		EndTime    json.RawMessage `json:"endTime"`
		Name       string          `json:"lessonName"`
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return err
	}
	day := cmp.Or(in.CreateDate, in.CreatDate)
	read := func(raw []byte) (time.Time, error) {
		text := wire.ScalarText(raw)
		if day != "" && text != "" {
			text = day + " " + text
		}
		return wire.ParseTime(text)
	}
	start, err := read(in.StartTime)
	if err != nil {
		return err
	}
	end, err := read(in.EndTime)
	if err != nil {
		return err
	}
	*l = NewLesson{StartTime: start, EndTime: end, Name: in.Name}
	return nil
}

// CreatedLessonBatch is the new lessons as far as the vendor names them: the document shows one id for two lessons.
type CreatedLessonBatch struct {
	LessonIDs []int64 `json:"lessonIds,omitzero" check:"required"` // at least one; ask ListByUser or Classrooms.GetProgress for the others
	Command   string  `json:"command,omitzero"`                    // what students enter a CategoryCommand classroom with
}

// CreateBatch makes several lessons in a classroom.
//
// WeClassroom API 8.1 创建多课节, POST /lesson/multi_create. The day of each goes out as createDate, as the prose has it, and as
// creatDate, as the example has it: WithDateKey sends either alone. A repeat makes the lessons again, so it is never repeated once it
// may have arrived: when classcloud.MaybeApplied(err), ask ListByUser for the teacher's lessons of that time. A mini program's
// classroom takes a single lesson.
func (s LessonsService) CreateBatch(ctx context.Context, in *CreateLessonBatchRequest, opts ...classcloud.CallOption) (*CreatedLessonBatch, error) {
	return call[*CreatedLessonBatch](ctx, s.client, opLessonsCreateBatch, in.dated(s.client.batchDateKey()), opts)
}

// UpdateLessonRequest changes a lesson: nil keeps, a value replaces, and at least one must be set. The vendor plans in minutes: times
// with seconds are refused.
type UpdateLessonRequest struct {
	LessonID        int64      `json:"lessonId" check:"required"`
	Name            *string    `json:"newName" check:"max=50"`                    // at most 50 characters
	StartTime       *time.Time `json:"startTime" wire:"minute" check:"all=times"` // with EndTime
	EndTime         *time.Time `json:"endTime" wire:"minute" check:"all=times"`   // with StartTime
	ParentSupervise *bool      `json:"parentSupervise" wire:"01"`                 // parents can listen; CategoryOneToOne and CategorySmall only
	CollectInfo     *bool      `json:"collectInfo" wire:"01"`                     // collect students' details, with a text message; mini programs only

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses an update that changes nothing, and times that contradict each other.
func (r *UpdateLessonRequest) Validate() []classcloud.FieldError {
	if wire.NothingSet(r, "LessonID") {
		return []classcloud.FieldError{{Field: "UpdateLessonRequest", Problem: "changes nothing: set a field beside LessonID"}}
	}
	if r.StartTime == nil || r.EndTime == nil {
		return nil
	}
	return lasting(*r.StartTime, *r.EndTime)
}

// Update changes a lesson's name, times or settings.
//
// WeClassroom API 15 编辑课节, POST /lesson/edit. Safe to repeat.
func (s LessonsService) Update(ctx context.Context, in *UpdateLessonRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLessonsUpdate, in, opts)
}

// SetLessonTeacherRequest gives a lesson another teacher.
type SetLessonTeacherRequest struct {
	LessonID  int64 `json:"lessonId" check:"required"`
	TeacherID int64 `json:"teacherId" check:"required"`
}

// SetTeacher gives a lesson another teacher.
//
// WeClassroom API 14 课节更换老师, POST /lesson/change/teacher. Safe to repeat.
func (s LessonsService) SetTeacher(ctx context.Context, in *SetLessonTeacherRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLessonsSetTeacher, in, opts)
}

// lessonRef is the one parameter of calls about a lesson.
type lessonRef struct {
	LessonID int64 `json:"lessonId" check:"required"`
}

// Delete deletes a lesson that has not begun.
//
// WeClassroom API 9 删除课节, POST /lesson/delete. Safe to repeat; what the vendor answers for one that is gone is not documented.
func (s LessonsService) Delete(ctx context.Context, lessonID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLessonsDelete, &lessonRef{lessonID}, opts)
}
