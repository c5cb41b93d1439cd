package weclassroom

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// ReportsService reads what happened in lessons: attendance, awards, events, calls for help.
type ReportsService struct{ client *Client }

const attendancePerPage = 40

// ListAttendanceRequest selects a page of a lesson's attendance.
type ListAttendanceRequest struct {
	LessonID int64 `json:"lessonId" check:"required"`
	Page     int   `json:"page"` // from 1, the default; 40 students a page
}

// AttendancePage is one page of a lesson's attendance.
type AttendancePage struct {
	Attendance []Attendance `json:"data,omitzero"`
	Page       int          `json:"page,omitzero"`
	Pages      int          `json:"sumpage,omitzero"` // how many pages there are
	Total      int          `json:"count,omitzero"`   // how many students there are
}

// Attendance is one student's part in a lesson. (The document's remarks stand a line too low: its 用户 id is beside listen_time.)
type Attendance struct {
	UserID       int64 `json:"user_id,omitzero"`
	ListenTime   int   `json:"listen_time,omitzero"` // 听课时长; the unit is not documented
	Entries      int   `json:"inout_times,omitzero"` // how often the student came and went
	LateMinutes  int   `json:"u_late,omitzero"`      // how late the student came
	EarlyMinutes int   `json:"u_leave,omitzero"`     // how early the student left
}

// ListAttendance returns one page of at most 40 students of a lesson; AllAttendance walks them all.
//
// WeClassroom API 23 课节考勤信息, POST /lesson/io/info. Safe to repeat.
func (s ReportsService) ListAttendance(ctx context.Context, in *ListAttendanceRequest, opts ...classcloud.CallOption) (*AttendancePage, error) {
	return call[*AttendancePage](ctx, s.client, opReportsListAttendance, in, opts)
}

// AllAttendance walks a lesson's attendance from in.Page on, one page in memory. It does not rely on the vendor's counts: a page
// shorter than 40 ends it. An error ends it too; nothing is asked for after a break.
func (s ReportsService) AllAttendance(ctx context.Context, in *ListAttendanceRequest, opts ...classcloud.CallOption) iter.Seq2[Attendance, error] {
	var at ListAttendanceRequest
	if in != nil {
		at = *in
	}
	return transport.Pages(func(page int) ([]Attendance, bool, error) {
		ask := at
		ask.Page = max(at.Page, 1) + page - 1
		out, err := s.ListAttendance(ctx, &ask, opts...)
		if err != nil {
			return nil, true, err
		}
		return out.Attendance, lastPage(len(out.Attendance), attendancePerPage, ask.Page, out.Pages), nil
	})
}

// TeacherAttendance is a teacher's part in a lesson.
type TeacherAttendance struct {
	TeacherID       int64     `json:"teacher_id,omitzero"`
	ActualStartTime time.Time `json:"actual_start_time,omitzero"` // when the teacher began the lesson; zero before
	ActualEndTime   time.Time `json:"actual_end_time,omitzero"`   // zero before it ended
	ListenTime      int       `json:"listen_time,omitzero"`       // 上课总时长; the unit is not documented
	Entries         int       `json:"inout_times,omitzero"`       // how often the teacher came and went
	LateMinutes     int       `json:"u_late,omitzero"`            // how late the teacher came
	EarlyMinutes    int       `json:"u_leave,omitzero"`           // how early the teacher left
}

// GetTeacherAttendance returns the teacher's part in a lesson.
//
// WeClassroom API 34 老师考勤信息, POST /v2/data/teacher/inout. Safe to repeat. (This reply says code where all others say error_code.)
func (s ReportsService) GetTeacherAttendance(ctx context.Context, lessonID int64, opts ...classcloud.CallOption) (*TeacherAttendance, error) {
	return call[*TeacherAttendance](ctx, s.client, opReportsGetTeacherAttendance, &lessonRef{lessonID}, opts)
}

// starLessons is the one parameter of ListStars.
type starLessons struct {
	LessonIDs []int64 `json:"lessonIds" check:"required"`
}

// StarCount is how many stars a student got in a lesson.
type StarCount struct {
	UserID   int64 `json:"user_id,omitzero"`
	Stars    int   `json:"award_num,omitzero"`
	LessonID int64 `json:"lesson_id,omitzero"`
}

// ListStars returns the stars of the students of lessons. A list of more than 100 ids is asked for in parts and joined in order; an
// error comes with the rows read before it.
//
// WeClassroom API 25 学生课堂星星奖励, POST /lesson/student/award. The document gives no maximum; API 19's 100 is kept. Safe to repeat.
func (s ReportsService) ListStars(ctx context.Context, lessonIDs []int64, opts ...classcloud.CallOption) ([]StarCount, error) {
	return batched[StarCount](ctx, s.client, opReportsListStars, lessonIDs, func(part []int64) any { return &starLessons{part} }, opts)
}

// EventType is something that happens to a student in a lesson (event_type).
type EventType string

// The documented events.
const (
	EventTypeOnStage   EventType = "onstage"        // 上台
	EventTypeHandUp    EventType = "handup"         // 举手
	EventTypeReward    EventType = "reward"         // 单人奖励
	EventTypeMicOn     EventType = "toggle_mic_on"  // 麦克风打开
	EventTypeMicOff    EventType = "toggle_mic_off" // 麦克风关闭
	EventTypeRewardAll EventType = "reward_all"     // 集体奖励
)

// ListEventCountsRequest selects an event.
type ListEventCountsRequest struct {
	LID   int64     `json:"lid" check:"required"` // the document says classroom (课程) here and lesson (课节) for ListEventTimes; the name reads as lesson
	Event EventType `json:"event_type" check:"required"`
}

// EventCount is how often an event happened to a student.
type EventCount struct {
	UserID int64 `json:"userId,omitzero"`
	Count  int   `json:"count,omitzero"`
}

// ListEventCounts returns how often an event happened to each student, by their ids. Students it never happened to are left out.
//
// WeClassroom API 27 根据课程 ID 查询学生触发关键事件次数, POST /lessonData/query. Safe to repeat.
func (s ReportsService) ListEventCounts(ctx context.Context, in *ListEventCountsRequest, opts ...classcloud.CallOption) ([]EventCount, error) {
	counts, err := call[map[int64]int](ctx, s.client, opReportsListEventCounts, in, opts)
	if err != nil {
		return nil, err
	}
	out := make([]EventCount, 0, len(counts))
	for userID, count := range counts {
		out = append(out, EventCount{userID, count})
	}
	slices.SortFunc(out, func(a, b EventCount) int { return cmp.Compare(a.UserID, b.UserID) })
	return out, nil
}

// ListEventTimesRequest selects an event and a student.
type ListEventTimesRequest struct {
	LID    int64     `json:"lid" check:"required"` // the lesson
	Event  EventType `json:"event_type" check:"required"`
	UserID int64     `json:"uid" check:"required"`
}

// eventTime is a row of ListEventTimes.
type eventTime struct {
	Time time.Time `json:"event_time"`
}

// ListEventTimes returns when an event happened to a student.
//
// WeClassroom API 28 查询关键事件触发时间, POST /lessonData/user/query. Safe to repeat.
func (s ReportsService) ListEventTimes(ctx context.Context, in *ListEventTimesRequest, opts ...classcloud.CallOption) ([]time.Time, error) {
	rows, err := call[[]eventTime](ctx, s.client, opReportsListEventTimes, in, opts)
	if err != nil {
		return nil, err
	}
	out := make([]time.Time, len(rows))
	for i, row := range rows {
		out[i] = row.Time
	}
	return out, nil
}

// TimeRangeRequest selects what happened in a period.
type TimeRangeRequest struct {
	StartTime time.Time `json:"start_time" check:"required"`
	EndTime   time.Time `json:"end_time" check:"required"`
}

// Validate refuses times that contradict each other.
func (r *TimeRangeRequest) Validate() []classcloud.FieldError {
	return ordered(r.StartTime, r.EndTime, "end_time")
}

// ordered refuses a period that ends before it begins.
func ordered(start, end time.Time, wireEnd string) []classcloud.FieldError {
	if end.IsZero() || !end.Before(start) {
		return nil
	}
	return []classcloud.FieldError{{Field: "EndTime", Wire: wireEnd, Problem: "is before StartTime"}}
}

// HelpRequest is a call for help out of a lesson (求助).
type HelpRequest struct {
	LessonID int64     `json:"lesson_id,omitzero"`
	UserID   int64     `json:"user_id,omitzero"`
	Type     string    `json:"help_type,omitzero"`      // what is wrong, in words: 听不到老师声音
	ItemName string    `json:"help_item_name,omitzero"` // "002"
	Content  string    `json:"help_content,omitzero"`   // what the user wrote
	Time     time.Time `json:"help_time,omitzero"`
}

// ListHelpRequests returns the calls for help of a period.
//
// WeClassroom API 16 同步直播云求助息接口, POST /lesson/get_help_info. Times go out with seconds, as the document's example has them; its
// table says minutes. Safe to repeat.
func (s ReportsService) ListHelpRequests(ctx context.Context, in *TimeRangeRequest, opts ...classcloud.CallOption) ([]HelpRequest, error) {
	return call[[]HelpRequest](ctx, s.client, opReportsListHelpRequests, in, opts)
}
