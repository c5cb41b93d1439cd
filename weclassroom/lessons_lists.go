package weclassroom

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
)

// infoLessons is the request of ListByIDs.
type infoLessons struct {
	LessonIDs []int64 `json:"lessonId" check:"required,ids"`
}

// Lesson is a lesson with its plan and what became of it, as ListByIDs returns it.
type Lesson struct {
	LessonID int64 `json:"zby_lid,omitzero" check:"required"`
	// StatusCode is the vendor's number for the status. No document explains it, and it is not a LessonStatus, which is what API 29
	// returns: the sample of API 19 has 1 for a lesson that was held and is over, and 0 for one that was not held. Whether a lesson is
	// over, ActualEndTime says.
	StatusCode      int       `json:"status,omitzero" check:"present"`
	TeacherName     string    `json:"teacher_name,omitzero" check:"decorative"` // for showing: what cannot be read of it is a warning
	StartTime       time.Time `json:"start_time,omitzero"`                      // the planned start
	EndTime         time.Time `json:"end_time,omitzero"`                        // the planned end
	ActualStartTime time.Time `json:"actual_start_time,omitzero"`               // zero before the lesson started
	ActualEndTime   time.Time `json:"actual_end_time,omitzero"`                 // zero before the lesson ended
}

// ListByIDs returns lessons by their ids. Ids the vendor does not know are left out. ListByIDs sends more than 100 ids in parts,
// one after the other, and joins the lessons in order; an error comes with the lessons read before it.
//
// WeClassroom API 19 通过课节 ID 获取课节信息, POST /lesson/info. The vendor takes at most 100 ids per call. Safe to repeat.
func (s LessonsService) ListByIDs(ctx context.Context, lessonIDs []int64, opts ...classcloud.CallOption) ([]Lesson, error) {
	return batched[Lesson](ctx, s.client, opLessonsListByIDs, lessonIDs, func(part []int64) any { return &infoLessons{part} }, opts)
}

// statusLessons is the request of ListStatusByIDs.
type statusLessons struct {
	LessonIDs []int64 `json:"lesson_id" check:"required,ids"`
}

// LessonVideo is the status of a lesson with one of its recordings made for supervision (监课回放).
type LessonVideo struct {
	LessonID   int64  `json:"lesson_id,omitzero" check:"required"`
	StatusCode int    `json:"status,omitzero" check:"present"` // the vendor's number for the status, which no document explains; the sample has 2 for lessons with a recording, as a LessonStatus would
	VideoURL   string `json:"video,omitzero"`                  // as the vendor writes it, without a scheme: see URL
}

// URL returns the recording's URL with a scheme, or "" while the lesson does not have a recording.
func (v *LessonVideo) URL() string { return ReplayURL(v.VideoURL) }

// ListStatusByIDs returns the status and the recordings of lessons; a lesson may have several rows. ListStatusByIDs sends more than
// 100 ids in parts, one after the other, and joins the rows in order; an error comes with the rows read before it.
//
// WeClassroom API 18 获取课节状态和监课回放地址, POST /lesson/get_lesson_status. The document gives no maximum; the limit of API 19, 100, is
// used. Safe to repeat.
func (s LessonsService) ListStatusByIDs(ctx context.Context, lessonIDs []int64, opts ...classcloud.CallOption) ([]LessonVideo, error) {
	return batched[LessonVideo](ctx, s.client, opLessonsListStatusByIDs, lessonIDs, func(part []int64) any { return &statusLessons{part} }, opts)
}

// LessonRun says where a lesson stands and when it was held.
type LessonRun struct {
	LessonID        int64     `json:"lesson_id,omitzero" check:"required"` // the document's example has the id twice in one row, where two rows ran together; the last one counts
	StatusCode      int       `json:"status,omitzero" check:"present"`     // the vendor's number for the status, which no document explains; the sample has 2 for a lesson that is over, as a LessonStatus would
	ActualStartTime time.Time `json:"actual_start_time,omitzero"`          // zero before the lesson started
	ActualEndTime   time.Time `json:"actual_end_time,omitzero"`            // zero before the lesson ended
}

// ListStatusByTime returns the status of each lesson of a period.
//
// WeClassroom API 17 按时间段获取课节状态接口, POST /lesson/get_class_info. Safe to repeat.
func (s LessonsService) ListStatusByTime(ctx context.Context, in *TimeRangeRequest, opts ...classcloud.CallOption) ([]LessonRun, error) {
	return call[[]LessonRun](ctx, s.client, opLessonsListStatusByTime, in, opts)
}

// ListStatusByUserRequest selects the lessons of one user on one day.
type ListStatusByUserRequest struct {
	Date   classcloud.Date `json:"day" check:"required"` // a day in Beijing
	UserID int64           `json:"uid" check:"required"` // a teacher or a student
}

// DayLesson says where a lesson stands.
type DayLesson struct {
	LessonID int64        `json:"id,omitzero" check:"required"`
	Status   LessonStatus `json:"status,omitzero" check:"present"`
}

// ListStatusByUser returns the status of each lesson that a user has on a day.
//
// WeClassroom API 29 查询课节状态, POST /lessonData/status. Safe to repeat.
func (s LessonsService) ListStatusByUser(ctx context.Context, in *ListStatusByUserRequest, opts ...classcloud.CallOption) ([]DayLesson, error) {
	return call[[]DayLesson](ctx, s.client, opLessonsListStatusByUser, in, opts)
}

// ListLessonsByUserRequest selects the lessons of one user in a period.
type ListLessonsByUserRequest struct {
	UserID    int64     `json:"userId" check:"required"`    // a teacher or a student
	StartTime time.Time `json:"startTime" check:"required"` // the start of the period
	EndTime   time.Time `json:"endTime" check:"required"`   // the end of the period, not before StartTime
}

// Validate refuses a period that ends before it starts.
func (r *ListLessonsByUserRequest) Validate() []classcloud.FieldError {
	return ordered(r.StartTime, r.EndTime, "endTime")
}

// userLesson is a row of ListByUser.
type userLesson struct {
	LessonID int64 `json:"lesson_id" check:"required"`
	ClassID  int64 `json:"id" check:"decorative"` // the table has an id and calls it 班级 ID; the sample has none
}

// ListByUser returns the ids of a user's lessons in a period, as the vendor gives them: an id may come twice.
//
// WeClassroom API 31 根据用户 ID 查询某时间段内课节 ID, POST /lesson/byUser. Safe to repeat.
func (s LessonsService) ListByUser(ctx context.Context, in *ListLessonsByUserRequest, opts ...classcloud.CallOption) ([]int64, error) {
	rows, err := call[[]userLesson](ctx, s.client, opLessonsListByUser, in, opts)
	if rows == nil {
		return nil, err
	}
	out := make([]int64, len(rows))
	for i, row := range rows {
		out[i] = row.LessonID
	}
	return out, err
}

// LessonClass is the class (班级) that a lesson belongs to.
type LessonClass struct {
	// ClassID is the vendor's id for the class. The document calls it a 班级 ID, where every other call says 课程 for classroomId: whether
	// it is the id of the classroom is not known, so compare before you give it to a call that wants a ClassroomID.
	ClassID int64  `json:"id,omitzero" check:"required"`
	Name    string `json:"name,omitzero"` // the name of the class
}

// GetClassroom returns the class (班级) that a lesson belongs to, which may be its classroom (课程): see LessonClass.
//
// WeClassroom API 30 根据课节 ID 查询班级信息, POST /lesson/getClassInfo. Safe to repeat.
func (s LessonsService) GetClassroom(ctx context.Context, lessonID int64, opts ...classcloud.CallOption) (*LessonClass, error) {
	return call[*LessonClass](ctx, s.client, opLessonsGetClassroom, &lessonRef{lessonID}, opts)
}
