package baijiayun

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"
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
func (s *ReportsService) ListPeakUsers(ctx context.Context, in *ListPeakUsersRequest, opts ...classcloud.CallOption) ([]PeakUsers, error) {
	out, err := call[struct {
		Date  classcloud.Date   `json:"date"`
		Peaks map[timeOfDay]int `json:"peak_user"`
	}](ctx, s.client, opReportsListPeakUsers, in, opts)
	if err != nil {
		return nil, err
	}
	day := orElse(out.Date, classcloud.DateOf(in.StartTime.In(wire.CST)))
	return sorted(out.Peaks, timeOfDay.compare, func(at timeOfDay, users int) PeakUsers {
		return PeakUsers{Time: at.on(day), Users: users}
	}), nil
}

// CheckIn is a roll-call (签到) and who answered it.
type CheckIn struct {
	Time  time.Time     `json:"time,omitzero"` // when the teacher called
	Users []CheckInUser `json:"user_list,omitzero"`
}

// CheckInUser is whether a user answered a roll-call.
type CheckInUser struct {
	UserName   string `json:"nickname,omitzero"`
	UserNumber int64  `json:"user_number,omitzero"`
	CheckedIn  bool   `json:"checkin,omitzero"`
}

// ListCheckIns returns the roll-calls of a room.
//
// Baijiayun API 30 获取教室学员签到信息, POST /openapi/room_data/getUserCheckinInfo.
func (s *ReportsService) ListCheckIns(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]CheckIn, error) {
	out, err := call[struct {
		CheckIns []CheckIn `json:"checkin_list"`
	}](ctx, s.client, opReportsListCheckIns, &roomRef{roomID}, opts)
	return listed(out.CheckIns, err)
}

// ListHandRaisesRequest selects a time in a room.
type ListHandRaisesRequest struct {
	RoomID    int64     `json:"room_id" check:"required"`
	StartTime time.Time `json:"start_time" check:"required"`
	EndTime   time.Time `json:"end_time" check:"required"`
}

// Validate refuses times that contradict each other.
func (r *ListHandRaisesRequest) Validate() []classcloud.FieldError {
	if r.EndTime.IsZero() || !r.EndTime.Before(r.StartTime) {
		return nil
	}
	return []classcloud.FieldError{{Field: "EndTime", Wire: "end_time", Problem: "is before StartTime"}}
}

// HandRaise is a student who raised a hand to speak (举手连麦).
type HandRaise struct {
	RoomID           int64     `json:"room_id,omitzero"`
	UserNumber       int64     `json:"user_number,omitzero"`
	UserName         string    `json:"user_name,omitzero"`
	RaiseTime        time.Time `json:"raise_time,omitzero"`
	RaiseSuccessTime time.Time `json:"raise_success_time,omitzero"` // zero when it was never granted
	RaiseEndTime     time.Time `json:"raise_end_time,omitzero"`
	SpeakSeconds     int       `json:"speak_time,omitzero"` // the vendor writes 00:01:30
}

// span is a time that was spent, written as 00:01:30 or as seconds.
type span int

// UnmarshalJSON reads either form; empty text is none.
func (s *span) UnmarshalJSON(raw []byte) error {
	var text string
	if err := wire.Decode(raw, &text); err != nil {
		return err
	}
	*s = 0
	if text == "" || text == "false" {
		return nil
	}
	for part := range strings.SplitSeq(text, ":") {
		n, err := strconv.ParseUint(part, 10, 31)
		if err != nil {
			return fmt.Errorf("%.40q is no time spent", text)
		}
		*s = *s*60 + span(n)
	}
	return nil
}

// ListHandRaises returns who raised a hand in a room.
//
// Baijiayun API 34 获取教室举手连麦数据, POST /openapi/room_data/getRoomRaiseData. For accounts of the pro environment. The document does
// not give the form of start_time and end_time: they are sent as 2006-01-02 15:04:05, as other clients do.
func (s *ReportsService) ListHandRaises(ctx context.Context, in *ListHandRaisesRequest, opts ...classcloud.CallOption) ([]HandRaise, error) {
	out, err := call[[]struct {
		HandRaise
		SpeakTime span `json:"speak_time"`
	}](ctx, s.client, opReportsListHandRaises, in, opts)
	if err != nil {
		return nil, err
	}
	raises := make([]HandRaise, len(out))
	for i, row := range out {
		raises[i] = row.HandRaise
		raises[i].SpeakSeconds = int(row.SpeakTime)
	}
	return raises, nil
}

// RedPacket is what a student caught of the red packets (抢红包).
type RedPacket struct {
	StudentID int64  `json:"student_id,omitzero"` // as sent: 4294967295 stands for ids the vendor could not hold
	Count     int64  `json:"count,omitzero"`
	Amount    int64  `json:"amount,omitzero"` // points (总学分数)
	Name      string `json:"name,omitzero"`
}

// ListRedPackets returns what the students of a room caught of a third party's red packets.
//
// Baijiayun API 38 第三方教室中学生抢红包统计, POST /openapi/room-data/getRoomRedPackage: the one path with a hyphen.
func (s *ReportsService) ListRedPackets(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]RedPacket, error) {
	out, err := call[struct {
		Info []RedPacket `json:"info"`
	}](ctx, s.client, opReportsListRedPackets, &roomRef{roomID}, opts)
	return listed(out.Info, err)
}

// LuckyDrawType is the kind of a draw (type).
type LuckyDrawType int

// The documented kinds.
const (
	LuckyDrawTypeStandard LuckyDrawType = 0 // 标准抽奖
	LuckyDrawTypePassword LuckyDrawType = 1 // 口令抽奖
)

// String returns the kind's name, or LuckyDrawType(9) for one this module does not know.
func (t LuckyDrawType) String() string {
	return enumName("LuckyDrawType", int(t), "Standard", "Password")
}

// LuckyDraw is a draw and who won.
type LuckyDraw struct {
	ID         int64         `json:"id,omitzero"`
	AwardName  string        `json:"award_name,omitzero"`
	Type       LuckyDrawType `json:"type,omitzero"`
	CreateTime time.Time     `json:"create_time,omitzero"`
	Winners    []string      `json:"award_user_list,omitzero"` // names
	UserName   string        `json:"user_name,omitzero"`       // in the document's table, not in its example
}

// ListLuckyDraws returns the draws held in a room.
//
// Baijiayun API 39 获取教室抽奖数据, POST /openapi/room_data/exportAwardStat. For accounts of the pro environment.
func (s *ReportsService) ListLuckyDraws(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) ([]LuckyDraw, error) {
	out, err := call[listReply[LuckyDraw]](ctx, s.client, opReportsListLuckyDraws, in, opts)
	return listed(out.List, err)
}

// QAEntry is a question, or an answer to one.
type QAEntry struct {
	PartnerID  int64     `json:"partner_id,omitzero"`
	RoomID     int64     `json:"room_id,omitzero"`
	UserName   string    `json:"name,omitzero"`
	UserNumber int64     `json:"number,omitzero"`
	UserRole   UserRole  `json:"user_role,omitzero"`
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
func (s *ReportsService) ListQA(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) ([][]QAEntry, error) {
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

// GetQuestionnaires returns the invitations (邀请函, questionnaires) of a room.
//
// Baijiayun API 41 获取教室邀请函数据, POST /openapi/room_data/exportQuestionnaireStat. For accounts of the pro environment.
func (s *ReportsService) GetQuestionnaires(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) (*QuestionnaireReport, error) {
	out, err := call[struct {
		List  QuestionnaireReport `json:"list"`
		Total int                 `json:"total"`
	}](ctx, s.client, opReportsGetQuestionnaires, in, opts)
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
func (s *ReportsService) ListPopupQuizzes(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) ([]PopupQuiz, error) {
	out, err := call[listReply[PopupQuiz]](ctx, s.client, opReportsListPopupQuizzes, in, opts)
	return listed(out.List, err)
}

// Like is how often a user gave a room a like (点赞).
type Like struct {
	UserNumber int64  `json:"user_number,omitzero"`
	UserName   string `json:"user_name,omitzero"`
	Count      int64  `json:"count,omitzero"`
}

// ListLikes returns who gave a room likes.
//
// Baijiayun API 48 直播教室的点赞数据, POST /openapi/room_data/exportRoomPraiseStat.
func (s *ReportsService) ListLikes(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]Like, error) {
	out, err := call[listReply[Like]](ctx, s.client, opReportsListLikes, &roomRef{roomID}, opts)
	return listed(out.List, err)
}

// ExpressionReport is the pictures taken of users' expressions (表情报告).
type ExpressionReport struct {
	Title  string            `json:"title,omitzero"` // the room's
	RoomID int64             `json:"room_id,omitzero"`
	Users  []UserExpressions `json:"list,omitzero"`
}

// UserExpressions is the pictures of one user.
type UserExpressions struct {
	UserName    string       `json:"user_name,omitzero"`
	UserNumber  int64        `json:"user_number,omitzero"`
	UserRole    UserRole     `json:"user_role,omitzero"`
	Expressions []Expression `json:"exp_list,omitzero"`
}

// Expression is one picture.
type Expression struct {
	Description string `json:"exp_desc,omitzero"`
	Type        string `json:"exp_type,omitzero"` // "sad", "happy"; the document does not list them
	URL         string `json:"exp_url,omitzero"`  // as sent, without a scheme: PictureURL adds it
}

// PictureURL is URL with https:// before it where the vendor left the scheme out, or "".
func (e Expression) PictureURL() string {
	if e.URL == "" || strings.Contains(e.URL, "://") {
		return e.URL
	}
	return "https://" + strings.TrimLeft(e.URL, "/")
}

// GetExpressions returns the pictures taken of users' expressions in a room.
//
// Baijiayun API 49 获取表情报告截图的表情图片, POST /openapi/room_data/getExpReportList.
func (s *ReportsService) GetExpressions(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*ExpressionReport, error) {
	return call[*ExpressionReport](ctx, s.client, opReportsGetExpressions, &roomRef{roomID}, opts)
}

// AttentionCheck is one check of whether the users pay attention (专注度检测).
type AttentionCheck struct {
	AttentionID int64 `json:"attention_id,omitzero"` // for ListAttentionResults
}

// ListAttentionChecks returns the attention checks of a room.
//
// Baijiayun API 54 获取教室专注度检测列表, POST /openapi/room_data/exportAttentionList.
func (s *ReportsService) ListAttentionChecks(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]AttentionCheck, error) {
	out, err := call[listReply[AttentionCheck]](ctx, s.client, opReportsListAttentionChecks, &roomRef{roomID}, opts)
	return listed(out.List, err)
}

// ListAttentionResultsRequest selects one check.
type ListAttentionResultsRequest struct {
	RoomID      int64 `json:"room_id" check:"required"`
	AttentionID int64 `json:"attention_id" check:"required"` // of ListAttentionChecks
}

// AttentionLevel is how a user paid attention (attention_level).
type AttentionLevel int

// The documented levels.
const (
	AttentionLevelAttentive   AttentionLevel = 0 // 专注
	AttentionLevelInattentive AttentionLevel = 1 // 不专注
)

// String returns the level's name, or AttentionLevel(9) for one this module does not know.
func (l AttentionLevel) String() string {
	return enumName("AttentionLevel", int(l), "Attentive", "Inattentive")
}

// AttentionResult is how one user paid attention.
type AttentionResult struct {
	UserNumber int64          `json:"user_number,omitzero"`
	UserRole   UserRole       `json:"user_role,omitzero"`
	UserName   string         `json:"user_name,omitzero"`
	GroupID    int64          `json:"group,omitzero"`
	ClientName string         `json:"client_type,omitzero"` // a label here: "PC网页"; ClientType reads it
	Level      AttentionLevel `json:"attention_level,omitzero"`
	IP         string         `json:"ip,omitzero"`
	CreateTime time.Time      `json:"create_time,omitzero"`
}

// ClientType is ClientName as the attendance report has it, or false for a label this module does not know.
func (r AttentionResult) ClientType() (ClientType, bool) { return clientOf(r.ClientName) }

// ListAttentionResults returns how the users of a room paid attention at one check.
//
// Baijiayun API 55 获取教室专注度检测详情, POST /openapi/room_data/exportAttentionDetail.
func (s *ReportsService) ListAttentionResults(ctx context.Context, in *ListAttentionResultsRequest, opts ...classcloud.CallOption) ([]AttentionResult, error) {
	out, err := call[listReply[AttentionResult]](ctx, s.client, opReportsListAttentionResults, in, opts)
	return listed(out.List, err)
}
