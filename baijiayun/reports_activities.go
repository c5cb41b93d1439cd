package baijiayun

import (
	"context"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// CheckIn is a roll-call (签到) with the users who were asked.
type CheckIn struct {
	Time  time.Time     `json:"time,omitzero"` // when the teacher started it
	Users []CheckInUser `json:"user_list,omitzero"`
}

// CheckInUser says whether a user answered a roll-call.
type CheckInUser struct {
	UserName   string `json:"nickname,omitzero"`
	UserNumber int64  `json:"user_number,omitzero" check:"present"` // the user's number in your own system; 0 for a guest
	CheckedIn  bool   `json:"checkin,omitzero" check:"present"`
}

// ListCheckIns returns the roll-calls of a room.
//
// Baijiayun API 30 获取教室学员签到信息, POST /openapi/room_data/getUserCheckinInfo. Safe to repeat.
func (s ReportsService) ListCheckIns(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]CheckIn, error) {
	return call[[]CheckIn](ctx, s.client, opReportsListCheckIns, &roomRef{roomID}, opts)
}

// ListHandRaisesRequest names a room and a period.
type ListHandRaisesRequest struct {
	RoomID    int64     `json:"room_id" check:"required"`
	StartTime time.Time `json:"start_time" check:"required"`
	EndTime   time.Time `json:"end_time" check:"required"`
}

// Validate refuses an end before the start.
func (r *ListHandRaisesRequest) Validate() []classcloud.FieldError {
	if r.EndTime.IsZero() || !r.EndTime.Before(r.StartTime) {
		return nil
	}
	return []classcloud.FieldError{{Field: "EndTime", Wire: "end_time", Problem: "is before StartTime"}}
}

// HandRaise says that a student raised a hand to speak (举手连麦).
type HandRaise struct {
	RoomID           int64         `json:"room_id,omitzero"`                     // the room that was asked for
	UserNumber       int64         `json:"user_number,omitzero" check:"present"` // the user's number in your own system; 0 for a guest
	UserName         string        `json:"user_name,omitzero"`
	RaiseTime        time.Time     `json:"raise_time,omitzero"`                // when the hand went up
	RaiseSuccessTime time.Time     `json:"raise_success_time,omitzero"`        // when the student was connected; zero for never
	RaiseEndTime     time.Time     `json:"raise_end_time,omitzero"`            // when the request ended; zero when the vendor leaves it out
	SpeakDuration    time.Duration `json:"speak_time,omitzero" wire:"seconds"` // how long the student spoke
}

// ListHandRaises returns the students who raised a hand in a room.
//
// Baijiayun API 34 获取教室举手连麦数据, POST /openapi/room_data/getRoomRaiseData. Only accounts of the pro environment have it. The
// document does not give the form of start_time and end_time; they are sent as 2006-01-02 15:04:05, as other clients do. Safe to repeat.
func (s ReportsService) ListHandRaises(ctx context.Context, in *ListHandRaisesRequest, opts ...classcloud.CallOption) ([]HandRaise, error) {
	return call[[]HandRaise](ctx, s.client, opReportsListHandRaises, in, opts)
}

// RedPacket says how many red packets a student caught (抢红包).
type RedPacket struct {
	StudentID string `json:"student_id,omitzero" check:"required"` // the third party's id, as the vendor sends it: 4294967295 stands for one too large for the vendor's field
	Count     int64  `json:"count,omitzero" check:"present"`       // how many packets
	Amount    int64  `json:"amount,omitzero" check:"present"`      // points (总学分数)
	Name      string `json:"name,omitzero"`
}

// ListRedPackets returns how many of a third party's red packets the students of a room caught.
//
// Baijiayun API 38 第三方教室中学生抢红包统计, POST /openapi/room-data/getRoomRedPackage. It is the only path with a hyphen. Safe to
// repeat.
func (s ReportsService) ListRedPackets(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]RedPacket, error) {
	return call[[]RedPacket](ctx, s.client, opReportsListRedPackets, &roomRef{roomID}, opts)
}

// LuckyDrawType is the kind of a lucky draw (type).
type LuckyDrawType int

// The documented kinds.
const (
	LuckyDrawTypeStandard LuckyDrawType = 0 // a standard draw: 标准抽奖
	LuckyDrawTypePassword LuckyDrawType = 1 // a draw that users join with a password: 口令抽奖
)

var luckyDrawTypeNames = map[LuckyDrawType]string{
	LuckyDrawTypeStandard: "Standard",
	LuckyDrawTypePassword: "Password",
}

// String returns the kind's name, or LuckyDrawType(9) for a value this module does not know.
func (t LuckyDrawType) String() string { return wire.EnumName("LuckyDrawType", t, luckyDrawTypeNames) }

// LuckyDraw is a lucky draw with its winners.
type LuckyDraw struct {
	LuckyDrawID int64         `json:"id,omitzero" check:"required"`
	AwardName   string        `json:"award_name,omitzero"`
	Type        LuckyDrawType `json:"type,omitzero"`
	CreateTime  time.Time     `json:"create_time,omitzero"`
	Winners     []string      `json:"award_user_list,omitzero"` // the names of the users who won
	UserName    string        `json:"user_name,omitzero"`       // the document has it in its table but not in its example
}

// LuckyDrawList holds the lucky draws of a room.
type LuckyDrawList struct {
	Total      int         `json:"total,omitzero"` // as the vendor counts; -1 when the reply does not say. It can be larger than the number of rows
	LuckyDraws []LuckyDraw `json:"list,omitzero"`
}

// ListLuckyDraws returns the lucky draws held in a room.
//
// Baijiayun API 39 获取教室抽奖数据, POST /openapi/room_data/exportAwardStat. Only accounts of the pro environment have it. Safe to repeat.
func (s ReportsService) ListLuckyDraws(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) (*LuckyDrawList, error) {
	out, err := call[*listReply[LuckyDraw]](ctx, s.client, opReportsListLuckyDraws, in, opts)
	if out == nil {
		return nil, err
	}
	return &LuckyDrawList{Total: out.total(), LuckyDraws: out.List}, err
}

// Like says how often a user liked a room (点赞).
type Like struct {
	UserNumber int64  `json:"user_number,omitzero" check:"present"` // the user's number in your own system; 0 for a guest
	UserName   string `json:"user_name,omitzero"`
	Count      int64  `json:"count,omitzero" check:"present"`
}

// ListLikes returns the users who liked a room.
//
// Baijiayun API 48 直播教室的点赞数据, POST /openapi/room_data/exportRoomPraiseStat. Safe to repeat.
func (s ReportsService) ListLikes(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]Like, error) {
	return call[[]Like](ctx, s.client, opReportsListLikes, &roomRef{roomID}, opts)
}

// ExpressionReport holds the pictures taken of users' facial expressions (表情报告).
type ExpressionReport struct {
	Title  string            `json:"title,omitzero"` // the room's title
	RoomID int64             `json:"room_id,omitzero"`
	Users  []UserExpressions `json:"list,omitzero" check:"present"`
}

// UserExpressions holds the pictures of one user.
type UserExpressions struct {
	UserName    string       `json:"user_name,omitzero"`
	UserNumber  int64        `json:"user_number,omitzero" check:"present"` // the user's number in your own system; 0 for a guest
	Role        Role         `json:"user_role,omitzero"`
	Expressions []Expression `json:"exp_list,omitzero"`
}

// Expression is a picture of a facial expression.
type Expression struct {
	Description string `json:"exp_desc,omitzero"` // the expression in words
	Type        string `json:"exp_type,omitzero"` // "sad" or "happy", for example; the document does not list the values
	URL         string `json:"exp_url,omitzero"`  // as the vendor sends it, without a scheme; PictureURL adds one
}

// PictureURL returns URL, with https:// in front if it does not have a scheme. It returns "" when URL is empty.
func (e Expression) PictureURL() string {
	if e.URL == "" || strings.Contains(e.URL, "://") {
		return e.URL
	}
	return "https://" + strings.TrimLeft(e.URL, "/")
}

// GetExpressions returns the pictures taken of users' facial expressions in a room.
//
// Baijiayun API 49 获取表情报告截图的表情图片, POST /openapi/room_data/getExpReportList. Safe to repeat.
func (s ReportsService) GetExpressions(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*ExpressionReport, error) {
	return call[*ExpressionReport](ctx, s.client, opReportsGetExpressions, &roomRef{roomID}, opts)
}
