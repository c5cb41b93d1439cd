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
	StartTime   time.Time `json:"startTime" wire:"minute" check:"required"`
	EndTime     time.Time `json:"endTime" wire:"minute" check:"required"`
	Genre       *Genre    `json:"genre" check:"required"` // new(weclassroom.GenreFormal); the zero value is formal, so the field is required
	TeacherID   int64     `json:"teacherId"`              // default: the classroom's teacher
	Name        string    `json:"lessonName"`             // default: the classroom's name and a number
	Replay      *bool     `json:"is_replay" wire:"01"`    // the lesson can be replayed
	ReplayDays  *int      `json:"replay_duration"`        // for how many days the lesson can be replayed

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a lesson that does not end after it starts.
func (r *CreateLessonRequest) Validate() []classcloud.FieldError {
	return lasting(r.StartTime, r.EndTime)
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

// CreateLessonBatchRequest describes new lessons of one classroom.
type CreateLessonBatchRequest struct {
	ClassroomID int64       `json:"classroomId" check:"required"`
	Lessons     []NewLesson `json:"dataInfo" wire:"jsontext" check:"required"`
	Genre       *Genre      `json:"genre" check:"required"` // the genre of all lessons: new(weclassroom.GenreFormal); the zero value is formal, so the field is required
	TeacherID   int64       `json:"teacherId"`              // the teacher of all lessons; default: the classroom's teacher

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// NewLesson describes one lesson of a batch. The vendor takes one day and two times of that day, in minutes: times with seconds are
// refused, and so is a lesson that ends on another day than it starts (in Beijing).
type NewLesson struct {
	StartTime time.Time `json:"startTime" wire:"clock" check:"required"`
	EndTime   time.Time `json:"endTime" wire:"clock" check:"required"`
	Name      string    `json:"lessonName"` // default: the classroom's name and a number

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// dateKeys holds the two names of a lesson's day on the wire, each with the DateKey that leaves it out.
var dateKeys = [...]struct {
	name    string
	without DateKey
}{{"createDate", DateKeyCreatDate}, {"creatDate", DateKeyCreateDate}}

// derivedDate is a lesson's day as this package writes it into Extra, told apart from a day that a caller writes there.
type derivedDate string

// Validate refuses a lesson that does not end after it starts, that ends on another day, or whose Extra holds a day.
func (l *NewLesson) Validate() []classcloud.FieldError {
	bad := lasting(l.StartTime, l.EndTime)
	if len(bad) == 0 && !l.StartTime.IsZero() && !l.EndTime.IsZero() && beijingDay(l.StartTime) != beijingDay(l.EndTime) {
		bad = append(bad, classcloud.FieldError{Field: "EndTime", Wire: "endTime",
			Problem: "is on " + beijingDay(l.EndTime) + " in Beijing, another day than StartTime: the vendor takes one day per lesson"})
	}
	for _, key := range dateKeys {
		if value, ok := l.Extra[key.name]; ok {
			if _, derived := value.(derivedDate); !derived {
				bad = append(bad, classcloud.FieldError{Field: "Extra", Problem: "holds " + strconv.Quote(key.name) + ": the client sends the day of StartTime under this name; see WithDateKey"})
			}
		}
	}
	return bad
}

// beijingDay returns the day of a time in Beijing: 2018-12-14.
func beijingDay(t time.Time) string { return t.In(wire.CST).Format(time.DateOnly) }

// dated returns a copy of the request whose lessons carry their day under the names that key asks for.
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

// withDay returns a copy of Extra with the lesson's day under the names that key asks for.
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

// UnmarshalJSON reads a lesson with full times, or as the vendor writes it: a day (createDate or creatDate) and two times of that
// day.
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

// CreatedLessonBatch lists the new lessons that the vendor names: the document shows one id for two lessons.
type CreatedLessonBatch struct {
	LessonIDs []int64 `json:"lessonIds,omitzero" check:"required"` // at least one id; ask ListByUser or Classrooms.GetProgress for lessons the vendor did not name
	Command   string  `json:"command,omitzero"`                    // the command with which students enter a CategoryCommand classroom; empty for other classrooms
}

// CreateBatch makes several lessons in a classroom.
//
// WeClassroom API 8.1 创建多课节, POST /lesson/multi_create. The client sends each lesson's day twice: as createDate, the name in the
// document's prose, and as creatDate, the name in its example. WithDateKey chooses one of them. A repeat makes the lessons again,
// so the client never repeats the call once it may have arrived: when classcloud.MaybeApplied(err), ask ListByUser for the
// teacher's lessons of that time. A classroom of a mini program takes a single lesson.
func (s LessonsService) CreateBatch(ctx context.Context, in *CreateLessonBatchRequest, opts ...classcloud.CallOption) (*CreatedLessonBatch, error) {
	return call[*CreatedLessonBatch](ctx, s.client, opLessonsCreateBatch, in.dated(s.client.batchDateKey()), opts)
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

// Validate refuses an update that changes nothing and a lesson that does not end after it starts.
func (r *UpdateLessonRequest) Validate() []classcloud.FieldError {
	if wire.NothingSet(r, "LessonID") {
		return []classcloud.FieldError{{Field: "UpdateLessonRequest", Problem: "changes nothing: set a field beside LessonID"}}
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
// is already deleted.
func (s LessonsService) Delete(ctx context.Context, lessonID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opLessonsDelete, &lessonRef{lessonID}, opts)
}
