package baijiayun

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ReportsService exports what went on in rooms. The attendance is in attendance.go.
type ReportsService struct{ client *Client }

// RoomDateRequest selects what went on in a room, on one day where the room is a long-term one.
type RoomDateRequest struct {
	RoomID int64           `json:"room_id" check:"required"`
	Date   classcloud.Date `json:"date"` // required by the vendor for long-term rooms only
}

// ListPeakUsersRequest selects a time within one day.
type ListPeakUsersRequest struct {
	RoomID    int64     `json:"room_id" check:"required"`
	StartTime time.Time `json:"start_time" check:"required"`
	EndTime   time.Time `json:"end_time" check:"required"` // on the same day of Beijing
}

// Validate refuses times that contradict each other or lie on two days, of which the reply has but one.
func (r *ListPeakUsersRequest) Validate() []classcloud.FieldError {
	problem := ""
	switch {
	case r.StartTime.IsZero() || r.EndTime.IsZero():
		return nil
	case r.EndTime.Before(r.StartTime):
		problem = "is before StartTime"
	case classcloud.DateOf(r.StartTime.In(wire.CST)) != classcloud.DateOf(r.EndTime.In(wire.CST)):
		problem = "is on another day of Beijing than StartTime"
	default:
		return nil
	}
	return []classcloud.FieldError{{Field: "EndTime", Wire: "end_time", Problem: problem}}
}

// PeakUsers is how many were in a room at once within ten minutes.
type PeakUsers struct {
	Time  time.Time `json:"time,omitzero"` // the beginning of the ten minutes
	Users int       `json:"users,omitzero"`
}

// peaks is a reply of how many users there were at once, keyed by a time of day, an hour or a day.
type peaks[K comparable] struct {
	Date  classcloud.Date `json:"date"` // the day of the times; only ListPeakUsers has it
	Peaks map[K]int       `json:"peak_user"`
}

// timeOfDay is a key such as 15:10:00, or with its day before it.
type timeOfDay struct{ hour, minute, second int }

// UnmarshalText reads the time of day.
func (t *timeOfDay) UnmarshalText(text []byte) error {
	at, err := time.Parse(time.TimeOnly, string(text))
	if err != nil {
		if at, err = wire.ParseTime(string(text)); err != nil || at.IsZero() {
			return fmt.Errorf("%.40q is no time of day", text)
		}
	}
	t.hour, t.minute, t.second = at.Clock()
	return nil
}

func (t timeOfDay) compare(other timeOfDay) int {
	return cmp.Or(t.hour-other.hour, t.minute-other.minute, t.second-other.second)
}

func (t timeOfDay) on(day classcloud.Date) time.Time {
	return time.Date(day.Year, day.Month, day.Day, t.hour, t.minute, t.second, 0, wire.CST)
}

// ListPeakUsers returns how many were in a room at once, in steps of ten minutes.
//
// Baijiayun API 22 获取指定房间一段时间内的并发量, POST /openapi/room_data/getRoomPeakUser. The time asked for must lie within one day.
func (s ReportsService) ListPeakUsers(ctx context.Context, in *ListPeakUsersRequest, opts ...classcloud.CallOption) ([]PeakUsers, error) {
	out, err := call[peaks[timeOfDay]](ctx, s.client, opReportsListPeakUsers, in, opts)
	if err != nil {
		return nil, err
	}
	day := orElse(out.Date, classcloud.DateOf(in.StartTime.In(wire.CST)))
	return sorted(out.Peaks, timeOfDay.compare, func(at timeOfDay, users int) PeakUsers {
		return PeakUsers{Time: at.on(day), Users: users}
	}), nil
}

// QAEntry is a question, or an answer to one.
type QAEntry struct {
	PartnerID  int64     `json:"partner_id,omitzero"`
	RoomID     int64     `json:"room_id,omitzero"`
	UserName   string    `json:"name,omitzero"`
	UserNumber int64     `json:"number,omitzero"`
	Role       Role      `json:"user_role,omitzero"`
	Content    string    `json:"content,omitzero"`
	CreateTime time.Time `json:"create_time,omitzero"`
	SessionID  int64     `json:"session_id,omitzero"`
}

// qaThread reads a thread, or an entry that stands where a thread belongs.
type qaThread []QAEntry

// UnmarshalJSON reads either form.
func (t *qaThread) UnmarshalJSON(raw []byte) error {
	var entries []QAEntry
	err := wire.Decode(raw, &entries)
	if err == nil {
		*t = entries
		return nil
	}
	var entry QAEntry
	if wire.Decode(raw, &entry) != nil {
		return err
	}
	*t = qaThread{entry}
	return nil
}

// ListQA returns the questions asked in a room, each with its answers: one inner slice is one thread, the question first.
//
// Baijiayun API 40 获取教室问答数据, POST /openapi/room_data/exportQaStat. For accounts of the pro environment.
func (s ReportsService) ListQA(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) ([][]QAEntry, error) {
	out, err := call[listReply[qaThread]](ctx, s.client, opReportsListQA, in, opts)
	if err != nil {
		return nil, err
	}
	threads := make([][]QAEntry, len(out.List))
	for i, thread := range out.List {
		threads[i] = thread
	}
	return threads, nil
}

// QuestionnaireReport is the questions of a room's invitations (邀请函) and what users answered.
type QuestionnaireReport struct {
	Questions []QuestionnaireQuestion `json:"question,omitzero"`
	Answers   []map[string]string     `json:"user_answer_list,omitzero"` // one element a user: the answers by QuestionID
	Total     int                     `json:"total,omitzero"`            // of users
}

// QuestionnaireQuestion is a question of an invitation.
type QuestionnaireQuestion struct {
	QuestionID int64     `json:"question_id,omitzero"`
	Title      string    `json:"title,omitzero"`
	Options    []string  `json:"option_list,omitzero"` // none when the answer is written
	CreateTime time.Time `json:"create_time,omitzero"`
}

// questionnaireReply is a report with its total beside it.
type questionnaireReply struct {
	List  QuestionnaireReport `json:"list"`
	Total int                 `json:"total"`
}

// GetQuestionnaires returns the invitations (邀请函, questionnaires) of a room.
//
// Baijiayun API 41 获取教室邀请函数据, POST /openapi/room_data/exportQuestionnaireStat. For accounts of the pro environment.
func (s ReportsService) GetQuestionnaires(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) (*QuestionnaireReport, error) {
	out, err := call[questionnaireReply](ctx, s.client, opReportsGetQuestionnaires, in, opts)
	if err != nil {
		return nil, err
	}
	out.List.Total = out.Total
	return &out.List, nil
}

// PopupQuiz is a quick question (答题器) and how the students answered it.
type PopupQuiz struct {
	QuestionID  int64             `json:"question_id,omitzero"`
	Description string            `json:"description,omitzero"`
	RightOption string            `json:"right_option,omitzero"` // "B", several joined by commas
	Options     []PopupQuizOption `json:"option_list,omitzero"`
	Answers     []PopupQuizAnswer `json:"student_answer,omitzero"`
}

// PopupQuizOption is an answer to choose.
type PopupQuizOption struct {
	Option string `json:"option,omitzero"` // "A"
	Right  bool   `json:"is_right,omitzero"`
}

// PopupQuizAnswer is what a student chose.
type PopupQuizAnswer struct {
	UserNumber   int64  `json:"user_number,omitzero"`
	UserName     string `json:"user_name,omitzero"`
	QuestionID   int64  `json:"question_id,omitzero"`
	SelectOption string `json:"select_option,omitzero"` // "B", several joined by commas
	Right        bool   `json:"is_right,omitzero"`
}

// ListPopupQuizzes returns the quick questions put in a room.
//
// Baijiayun API 42 获取教室答题器数据, POST /openapi/room_data/exportAnswerStat. For accounts of the pro environment.
func (s ReportsService) ListPopupQuizzes(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) ([]PopupQuiz, error) {
	return call[[]PopupQuiz](ctx, s.client, opReportsListPopupQuizzes, in, opts)
}
