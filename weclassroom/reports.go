package weclassroom

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/go-classcloud/classcloud"
)

// ReportsService reads what happened in lessons: attendance, awards, events and calls for help.
type ReportsService struct{ client *Client }

// ListAttendanceRequest selects a page of a lesson's attendance.
type ListAttendanceRequest struct {
	LessonID int64 `json:"lessonId" check:"required"`
	Page     int   `json:"page"` // counted from 1, the default; a page has 40 students
}

// AttendancePage is one page of a lesson's attendance.
type AttendancePage struct {
	Attendance []Attendance `json:"data,omitzero"`
	Page       int          `json:"page,omitzero" check:"decorative"`    // the number of this page
	Pages      int          `json:"sumpage,omitzero" check:"decorative"` // the number of pages
	Total      int          `json:"count,omitzero" check:"decorative"`   // the number of students; 0 where the reply does not say
}

// Attendance says how one student took part in a lesson. (The remarks in the document are one line too low: its 用户 id stands beside
// listen_time.)
type Attendance struct {
	UserID     int64         `json:"user_id,omitzero" check:"required"`
	ListenTime int           `json:"listen_time,omitzero" check:"present"`            // how long the student listened (听课时长); the document does not name the unit
	Entries    int           `json:"inout_times,omitzero" check:"present"`            // how often the student entered and left (进出次数)
	LateBy     time.Duration `json:"u_late,omitzero" wire:"minutes" check:"present"`  // how late the student came; the vendor counts minutes
	EarlyBy    time.Duration `json:"u_leave,omitzero" wire:"minutes" check:"present"` // how early the student left; the vendor counts minutes
}

// ListAttendance returns the attendance of a lesson, one page of at most 40 students; AllAttendance walks all pages.
//
// WeClassroom API 23 课节考勤信息, POST /lesson/io/info. Safe to repeat.
func (s ReportsService) ListAttendance(ctx context.Context, in *ListAttendanceRequest, opts ...classcloud.CallOption) (*AttendancePage, error) {
	return call[*AttendancePage](ctx, s.client, opReportsListAttendance, in, opts)
}

// AllAttendance walks a lesson's attendance from in.Page on and keeps one page in memory. It ends when as many students came as the vendor
// counts, or, from a later page than the first and where it does not count them, at an empty page or at three that bring nothing new; a
// student who comes again on a later page is left out, one with two rows on a page that differ has two, and fewer students or pages than counted
// are an error at the end. A row that cannot be read is an error of its own, and the walk goes on; any other error ends it. After a break
// AllAttendance asks for nothing.
func (s ReportsService) AllAttendance(ctx context.Context, in *ListAttendanceRequest, opts ...classcloud.CallOption) iter.Seq2[Attendance, error] {
	var at ListAttendanceRequest
	if in != nil {
		at = *in
	}
	return func(yield func(Attendance, error) bool) {
		page := attendanceRows{}
		walk(opReportsListAttendance, at.Page, page.key, func(number int) (*listed[Attendance], error) {
			clear(page)
			ask := at
			ask.Page = number
			out, err := s.ListAttendance(ctx, &ask, opts...)
			if out == nil {
				return nil, err
			}
			return &listed[Attendance]{out.Attendance, out.Pages, out.Total}, err
		})(yield)
	}
}

// attendanceRows are the rows of one page, by student.
type attendanceRows map[int64][]Attendance

// attendanceKey tells rows apart: by the student, and where he has several on a page that differ, by which of them it is.
type attendanceKey struct {
	userID int64
	nth    int
}

func (p attendanceRows) key(row Attendance) attendanceKey {
	nth := slices.Index(p[row.UserID], row)
	if nth < 0 {
		nth = len(p[row.UserID])
		p[row.UserID] = append(p[row.UserID], row)
	}
	return attendanceKey{row.UserID, nth}
}

// TeacherAttendance says how the teacher took part in a lesson.
type TeacherAttendance struct {
	TeacherID       int64         `json:"teacher_id,omitzero" check:"required"`
	ActualStartTime time.Time     `json:"actual_start_time,omitzero"`                      // when the teacher started the lesson; zero before
	ActualEndTime   time.Time     `json:"actual_end_time,omitzero"`                        // when the lesson ended; zero before
	ListenTime      int           `json:"listen_time,omitzero" check:"present"`            // how long the teacher taught (上课总时长); the document does not name the unit
	Entries         int           `json:"inout_times,omitzero" check:"present"`            // how often the teacher entered and left (进出次数)
	LateBy          time.Duration `json:"u_late,omitzero" wire:"minutes" check:"present"`  // how late the teacher came; the vendor counts minutes
	EarlyBy         time.Duration `json:"u_leave,omitzero" wire:"minutes" check:"present"` // how early the teacher left; the vendor counts minutes
}

// GetTeacherAttendance returns the teacher's attendance of a lesson.
//
// WeClassroom API 34 老师考勤信息, POST /v2/data/teacher/inout. Safe to repeat. (This reply says code where all others say error_code.)
func (s ReportsService) GetTeacherAttendance(ctx context.Context, lessonID int64, opts ...classcloud.CallOption) (*TeacherAttendance, error) {
	return call[*TeacherAttendance](ctx, s.client, opReportsGetTeacherAttendance, &lessonRef{lessonID}, opts)
}

// starLessons is the request of ListStars.
type starLessons struct {
	LessonIDs []int64 `json:"lessonIds" check:"required,ids"`
}

// StarCount says how many stars a student got in a lesson.
type StarCount struct {
	UserID   int64 `json:"user_id,omitzero" check:"required"`  // the student
	Stars    int   `json:"award_num,omitzero" check:"present"` // the number of stars
	LessonID int64 `json:"lesson_id,omitzero" check:"required"`
}

// ListStars returns the stars that students got in lessons. ListStars sends more than 100 ids in parts, one after the other, and
// joins the rows in order; an error comes with the rows read before it.
//
// WeClassroom API 25 学生课堂星星奖励, POST /lesson/student/award. The document gives no maximum; the limit of API 19, 100, is used. Safe
// to repeat.
func (s ReportsService) ListStars(ctx context.Context, lessonIDs []int64, opts ...classcloud.CallOption) ([]StarCount, error) {
	return batched[StarCount](ctx, s.client, opReportsListStars, lessonIDs, func(part []int64) any { return &starLessons{part} }, opts)
}

// EventType is a kind of event that happens to a student in a lesson (event_type).
type EventType string

// The documented events.
const (
	EventTypeOnStage   EventType = "onstage"        // the student went on stage (上台)
	EventTypeHandUp    EventType = "handup"         // the student raised a hand (举手)
	EventTypeReward    EventType = "reward"         // the student was rewarded alone (单人奖励)
	EventTypeMicOn     EventType = "toggle_mic_on"  // the microphone was switched on (麦克风打开)
	EventTypeMicOff    EventType = "toggle_mic_off" // the microphone was switched off (麦克风关闭)
	EventTypeRewardAll EventType = "reward_all"     // the whole class was rewarded (集体奖励)
)

// ListEventCountsRequest selects one kind of event in one lesson.
type ListEventCountsRequest struct {
	LID   int64     `json:"lid" check:"required"`        // the document says classroom (课程) here and lesson (课节) for ListEventTimes; the name reads as lesson
	Event EventType `json:"event_type" check:"required"` // the kind of event
}

// EventCount says how often an event happened to a student.
type EventCount struct {
	UserID int64 `json:"userId,omitzero" check:"required"`
	Count  int   `json:"count,omitzero" check:"present"`
}

// ListEventCounts returns how often an event happened to each student, in the order of the students' ids. Students to whom it never
// happened are left out.
//
// WeClassroom API 27 根据课程 ID 查询学生触发关键事件次数, POST /lessonData/query. Safe to repeat.
func (s ReportsService) ListEventCounts(ctx context.Context, in *ListEventCountsRequest, opts ...classcloud.CallOption) ([]EventCount, error) {
	return call[[]EventCount](ctx, s.client, opReportsListEventCounts, in, opts)
}

// ListEventTimesRequest selects one kind of event and one student.
type ListEventTimesRequest struct {
	LID    int64     `json:"lid" check:"required"`        // the lesson
	Event  EventType `json:"event_type" check:"required"` // the kind of event
	UserID int64     `json:"uid" check:"required"`        // the student
}

// eventTime is a row of ListEventTimes.
type eventTime struct {
	Time time.Time `json:"event_time" check:"required"`
}

// ListEventTimes returns the times at which an event happened to a student.
//
// WeClassroom API 28 查询关键事件触发时间, POST /lessonData/user/query. Safe to repeat.
func (s ReportsService) ListEventTimes(ctx context.Context, in *ListEventTimesRequest, opts ...classcloud.CallOption) ([]time.Time, error) {
	rows, err := call[[]eventTime](ctx, s.client, opReportsListEventTimes, in, opts)
	if rows == nil {
		return nil, err
	}
	out := make([]time.Time, len(rows))
	for i, row := range rows {
		out[i] = row.Time
	}
	return out, err
}

// TimeRangeRequest selects a period.
type TimeRangeRequest struct {
	StartTime time.Time `json:"start_time" check:"required"` // the start of the period
	EndTime   time.Time `json:"end_time" check:"required"`   // the end of the period, not before StartTime
}

// Validate refuses a period that ends before it starts.
func (r *TimeRangeRequest) Validate() []classcloud.FieldError {
	return ordered(r.StartTime, r.EndTime, "end_time")
}

// ordered refuses a period that ends before it starts.
func ordered(start, end time.Time, wireEnd string) []classcloud.FieldError {
	if end.IsZero() || !end.Before(start) {
		return nil
	}
	return []classcloud.FieldError{{Field: "EndTime", Wire: wireEnd, Problem: "is before StartTime"}}
}

// HelpRequest is a call for help from a lesson (求助).
type HelpRequest struct {
	LessonID int64     `json:"lesson_id,omitzero" check:"required"`
	UserID   int64     `json:"user_id,omitzero" check:"required"` // the user who asked for help
	Type     string    `json:"help_type,omitzero"`                // the problem, in words: 听不到老师声音
	ItemName string    `json:"help_item_name,omitzero"`           // "002" in the document's example, which does not explain it
	Content  string    `json:"help_content,omitzero"`             // what the user wrote
	Time     time.Time `json:"help_time,omitzero"`                // when the user asked for help
}

// ListHelpRequests returns the calls for help of a period.
//
// WeClassroom API 16 同步直播云求助息接口, POST /lesson/get_help_info. Times are sent with seconds, as in the document's example; its table
// says minutes. Safe to repeat.
func (s ReportsService) ListHelpRequests(ctx context.Context, in *TimeRangeRequest, opts ...classcloud.CallOption) ([]HelpRequest, error) {
	return call[[]HelpRequest](ctx, s.client, opReportsListHelpRequests, in, opts)
}
