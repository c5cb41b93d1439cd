package baijiayun

import (
	"context"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

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
func (s ReportsService) ListCheckIns(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]CheckIn, error) {
	return call[[]CheckIn](ctx, s.client, opReportsListCheckIns, &roomRef{roomID}, opts)
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
	RoomID           int64         `json:"room_id,omitzero"`
	UserNumber       int64         `json:"user_number,omitzero"`
	UserName         string        `json:"user_name,omitzero"`
	RaiseTime        time.Time     `json:"raise_time,omitzero"`
	RaiseSuccessTime time.Time     `json:"raise_success_time,omitzero"` // zero when it was never granted
	RaiseEndTime     time.Time     `json:"raise_end_time,omitzero"`
	SpeakDuration    time.Duration `json:"speak_time,omitzero" wire:"seconds"` // the vendor writes 00:01:30, or seconds
}

// ListHandRaises returns who raised a hand in a room.
//
// Baijiayun API 34 获取教室举手连麦数据, POST /openapi/room_data/getRoomRaiseData. For accounts of the pro environment. The document does
// not give the form of start_time and end_time: they are sent as 2006-01-02 15:04:05, as other clients do.
func (s ReportsService) ListHandRaises(ctx context.Context, in *ListHandRaisesRequest, opts ...classcloud.CallOption) ([]HandRaise, error) {
	return call[[]HandRaise](ctx, s.client, opReportsListHandRaises, in, opts)
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
func (s ReportsService) ListRedPackets(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]RedPacket, error) {
	return call[[]RedPacket](ctx, s.client, opReportsListRedPackets, &roomRef{roomID}, opts)
}

// LuckyDrawType is the kind of a draw (type).
type LuckyDrawType int

// The documented kinds.
const (
	LuckyDrawTypeStandard LuckyDrawType = 0 // 标准抽奖
	LuckyDrawTypePassword LuckyDrawType = 1 // 口令抽奖
)

var luckyDrawTypeNames = map[LuckyDrawType]string{
	LuckyDrawTypeStandard: "Standard",
	LuckyDrawTypePassword: "Password",
}

// String returns the kind's name, or LuckyDrawType(9) for one this module does not know.
func (t LuckyDrawType) String() string { return wire.EnumName("LuckyDrawType", t, luckyDrawTypeNames) }

// LuckyDraw is a draw and who won.
type LuckyDraw struct {
	LuckyDrawID int64         `json:"id,omitzero"`
	AwardName   string        `json:"award_name,omitzero"`
	Type        LuckyDrawType `json:"type,omitzero"`
	CreateTime  time.Time     `json:"create_time,omitzero"`
	Winners     []string      `json:"award_user_list,omitzero"` // names
	UserName    string        `json:"user_name,omitzero"`       // in the document's table, not in its example
}

// ListLuckyDraws returns the draws held in a room.
//
// Baijiayun API 39 获取教室抽奖数据, POST /openapi/room_data/exportAwardStat. For accounts of the pro environment.
func (s ReportsService) ListLuckyDraws(ctx context.Context, in *RoomDateRequest, opts ...classcloud.CallOption) ([]LuckyDraw, error) {
	return call[[]LuckyDraw](ctx, s.client, opReportsListLuckyDraws, in, opts)
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
func (s ReportsService) ListLikes(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]Like, error) {
	return call[[]Like](ctx, s.client, opReportsListLikes, &roomRef{roomID}, opts)
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
	Role        Role         `json:"user_role,omitzero"`
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
func (s ReportsService) GetExpressions(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*ExpressionReport, error) {
	return call[*ExpressionReport](ctx, s.client, opReportsGetExpressions, &roomRef{roomID}, opts)
}
