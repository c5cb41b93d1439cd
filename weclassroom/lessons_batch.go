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

// CreateLessonBatchRequest describes new lessons of one classroom.
type CreateLessonBatchRequest struct {
	ClassroomID int64       `json:"classroomId" check:"required"`
	Lessons     []NewLesson `json:"dataInfo" wire:"jsontext" check:"required"` // one or more lessons
	Genre       *Genre      `json:"genre" check:"required"`                    // the genre of all lessons: new(weclassroom.GenreFormal); the zero value is formal, so the field is required
	TeacherID   int64       `json:"teacherId"`                                 // the teacher of all lessons; default: the classroom's teacher

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// NewLesson describes one lesson of a batch. The vendor takes one day and two times of that day, in minutes: times with seconds are
// refused, and so is a lesson that ends on another day than it starts (in Beijing).
type NewLesson struct {
	StartTime time.Time `json:"startTime" wire:"clock" check:"required"` // a whole minute
	EndTime   time.Time `json:"endTime" wire:"clock" check:"required"`   // a whole minute after StartTime, on the same day in Beijing
	Name      string    `json:"lessonName"`                              // default: the classroom's name and a number

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
	LessonIDs []int64 `json:"lessonIds,omitzero"` // at least one id; ask ListByUser or Classrooms.GetProgress for lessons the vendor did not name
	Command   string  `json:"command,omitzero"`   // the command with which students enter a CategoryCommand classroom; empty for other classrooms
}

// createdBatch is the reply of CreateBatch.
type createdBatch struct {
	Lessons []batchLesson `json:"lessons"`
	Command string        `json:"command"`
}

// batchLesson is a lesson that the reply of CreateBatch names.
type batchLesson struct {
	LessonID int64 `json:"id" check:"required"`
}

// CreateBatch makes several lessons in a classroom.
//
// WeClassroom API 8.1 创建多课节, POST /lesson/multi_create. The client sends each lesson's day twice: as createDate, the name in the
// document's prose, and as creatDate, the name in its example. WithDateKey chooses one of them. A repeat makes the lessons again,
// so the client never repeats the call once it may have arrived: when classcloud.MaybeApplied(err), look for each lesson with Find, which
// says how it compares. Ensure makes one lesson once. A classroom of a mini program takes a single lesson. The document shows one id; ids in a list, in
// text with commas or in lessons are read as well, and what looks like an id and cannot be read is an error beside the others; so are
// more lessons than were asked for, and one that is named twice.
func (s LessonsService) CreateBatch(ctx context.Context, in *CreateLessonBatchRequest, opts ...classcloud.CallOption) (*CreatedLessonBatch, error) {
	made, err := call[*createdBatch](ctx, s.client, opLessonsCreateBatch, in.dated(s.client.batchDateKey()), opts)
	if made == nil {
		return nil, err
	}
	out := &CreatedLessonBatch{Command: made.Command}
	for _, lesson := range made.Lessons {
		out.LessonIDs = append(out.LessonIDs, lesson.LessonID)
	}
	return out, err
}
