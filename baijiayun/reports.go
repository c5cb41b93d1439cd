package baijiayun

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ReportsService exports what happened in rooms: who attended and what they did.
type ReportsService struct{ client *Client }

// RoomDateRequest names a room and, for a long-term room, a day.
type RoomDateRequest struct {
	RoomID int64           `json:"room_id" check:"required"`
	Date   classcloud.Date `json:"date"` // the day of the class; the vendor requires it for long-term rooms only
}

// ListPeakUsersRequest names a room and a period within one day.
type ListPeakUsersRequest struct {
	RoomID    int64     `json:"room_id" check:"required"`
	StartTime time.Time `json:"start_time" check:"required"`
	EndTime   time.Time `json:"end_time" check:"required"` // on the same day as StartTime, in Beijing
}

// Validate refuses an end before the start, and an end on another day: the reply holds one day only.
func (r *ListPeakUsersRequest) Validate() []classcloud.FieldError {
	return withinDay(r.StartTime, r.EndTime)
}

// withinDay refuses a period that ends before it starts, and one that goes over midnight in Beijing.
func withinDay(start, end time.Time) []classcloud.FieldError {
	var problem string
	switch {
	case start.IsZero() || end.IsZero():
		return nil
	case end.Before(start):
		problem = "is before StartTime"
	case classcloud.DateOf(start.In(wire.CST)) != classcloud.DateOf(end.In(wire.CST)):
		problem = "is not on the same day as StartTime in Beijing"
	default:
		return nil
	}
	return []classcloud.FieldError{{Field: "EndTime", Wire: "end_time", Problem: problem}}
}

// PeakUsers is the largest number of users who were in a room at once within ten minutes.
type PeakUsers struct {
	Time  time.Time `json:"time,omitzero"`  // when the ten minutes begin
	Users int       `json:"users,omitzero"` // the largest number at once
}

// peaks is a reply with the largest numbers of users at once, keyed by time of day, hour or day.
type peaks[K comparable] struct {
	Date  classcloud.Date `json:"date"` // the day of the times; only ListPeakUsers gets it
	Peaks map[K]int       `json:"peak_user" check:"present"`
}

// timeOfDay is a key such as 15:10:00; a date may come before it.
type timeOfDay struct{ hour, minute, second int }

// UnmarshalText reads the time of day.
func (t *timeOfDay) UnmarshalText(text []byte) error {
	at, err := time.Parse(time.TimeOnly, string(text))
	if err != nil {
		if at, err = wire.ParseTime(string(text)); err != nil || at.IsZero() {
			return fmt.Errorf("%.40q is not a time of day", text)
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

// ListPeakUsers returns the largest numbers of users who were in a room at once, in steps of ten minutes.
//
// Baijiayun API 22 获取指定房间一段时间内的并发量, POST /openapi/room_data/getRoomPeakUser. The period must lie within one day.
// Safe to repeat.
func (s ReportsService) ListPeakUsers(ctx context.Context, in *ListPeakUsersRequest, opts ...classcloud.CallOption) ([]PeakUsers, error) {
	out, err := call[*peaks[timeOfDay]](ctx, s.client, opReportsListPeakUsers, in, opts)
	if out == nil {
		return nil, err
	}
	day := orElse(out.Date, classcloud.DateOf(in.StartTime.In(wire.CST)))
	return sorted(out.Peaks, timeOfDay.compare, func(at timeOfDay, users int) PeakUsers {
		return PeakUsers{Time: at.on(day), Users: users}
	}), err
}

// QAEntry is a question that a user asked in a room, or an answer to it.
type QAEntry struct {
	PartnerID  int64     `json:"partner_id,omitzero"` // the account
	RoomID     int64     `json:"room_id,omitzero"`    // the room that was asked for
	UserName   string    `json:"name,omitzero"`
	UserNumber int64     `json:"number,omitzero" check:"present"` // the user's number in your own system; 0 for a guest
	Role       Role      `json:"user_role,omitzero"`
	Content    string    `json:"content,omitzero"`
	CreateTime time.Time `json:"create_time,omitzero"`
	SessionID  int64     `json:"session_id,omitzero"` // the vendor's session_id
}

// QAList holds the questions asked in a room, and their answers.
type QAList struct {
	Total   int         `json:"total,omitzero"` // as the vendor counts; -1 when the reply does not say. In the document's example it counts entries, not questions
	Threads [][]QAEntry `json:"list,omitzero"`  // each holds one question, followed by its answers
}

// ListQA returns the questions asked in a room. Where the vendor writes a single entry in place of a list, it is a thread of one: not in
// the document, which has lists only.
//
// Baijiayun API 40 获取教室问答数据, POST /openapi/room_data/exportQaStat. Only accounts of the pro environment have it. Safe to repeat.
func (s ReportsService) ListQA(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) (*QAList, error) {
	out, err := call[*listReply[[]QAEntry]](ctx, s.client, opReportsListQA, in, opts)
	if out == nil {
		return nil, err
	}
	return &QAList{Total: out.total(), Threads: out.List}, err
}

// QuestionnaireReport holds the questions of a room's questionnaires (邀请函) and the users' answers.
type QuestionnaireReport struct {
	Questions []QuestionnaireQuestion `json:"question,omitzero"`
	Answers   []map[int64]string      `json:"user_answer_list,omitzero"` // one element per user, the answers by QuestionID
	Total     int                     `json:"total,omitzero"`            // how many users answered; -1 when the reply does not say
}

// QuestionnaireQuestion is a question of a questionnaire.
type QuestionnaireQuestion struct {
	QuestionID int64     `json:"question_id,omitzero" check:"required"`
	Title      string    `json:"title,omitzero"`
	Options    []string  `json:"option_list,omitzero"` // empty when users write their answer
	Answers    []string  `json:"answer_list,omitzero"` // 答题列表: the document has it in its table but not in its example, and does not say what it holds
	CreateTime time.Time `json:"create_time,omitzero"`
}

// questionnaireReply is a report as the vendor writes it, with the total outside.
type questionnaireReply struct {
	List  QuestionnaireReport `json:"list" check:"present"`
	Total *int                `json:"total" check:"decorative"`
}

// GetQuestionnaires returns the questionnaires (邀请函) of a room and their answers.
//
// Baijiayun API 41 获取教室邀请函数据, POST /openapi/room_data/exportQuestionnaireStat. Only accounts of the pro environment have it. Safe
// to repeat.
func (s ReportsService) GetQuestionnaires(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) (*QuestionnaireReport, error) {
	out, err := call[*questionnaireReply](ctx, s.client, opReportsGetQuestionnaires, in, opts)
	if out == nil {
		return nil, err
	}
	out.List.Total = totalOf(out.Total, len(out.List.Answers))
	return &out.List, err
}

// PopupQuiz is a quick question (答题器) with the students' answers.
type PopupQuiz struct {
	QuestionID  int64             `json:"question_id,omitzero" check:"required"`
	Description string            `json:"description,omitzero"`
	RightOption string            `json:"right_option,omitzero"` // "B", several joined by commas
	Options     []PopupQuizOption `json:"option_list,omitzero"`
	Answers     []PopupQuizAnswer `json:"student_answer,omitzero"`
}

// PopupQuizOption is an option of a quick question.
type PopupQuizOption struct {
	Option string `json:"option,omitzero" check:"required"` // "A"
	Right  bool   `json:"is_right,omitzero" check:"present"`
}

// PopupQuizAnswer is a student's answer to a quick question.
type PopupQuizAnswer struct {
	UserNumber   int64  `json:"user_number,omitzero" check:"present"` // the user's number in your own system; 0 for a guest
	UserName     string `json:"user_name,omitzero"`
	QuestionID   int64  `json:"question_id,omitzero"`
	SelectOption string `json:"select_option,omitzero"` // "B", several joined by commas
	Right        bool   `json:"is_right,omitzero" check:"present"`
}

// PopupQuizList holds the quick questions asked in a room.
type PopupQuizList struct {
	Total   int         `json:"total,omitzero"` // as the vendor counts; -1 when the reply does not say. It can be larger than the number of rows
	Quizzes []PopupQuiz `json:"list,omitzero"`
}

// ListPopupQuizzes returns the quick questions asked in a room. The vendor's own example has a total of 5 and two questions, and the
// operation does not have pages.
//
// Baijiayun API 42 获取教室答题器数据, POST /openapi/room_data/exportAnswerStat. Only accounts of the pro environment have it. Safe to
// repeat.
func (s ReportsService) ListPopupQuizzes(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) (*PopupQuizList, error) {
	out, err := call[*listReply[PopupQuiz]](ctx, s.client, opReportsListPopupQuizzes, in, opts)
	if out == nil {
		return nil, err
	}
	return &PopupQuizList{Total: out.total(), Quizzes: out.List}, err
}
