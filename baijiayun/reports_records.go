package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// ReportRecord is one record of a report. No public source shows what it holds.
type ReportRecord struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived; a reply that is not an object is the member "data"
}

// GetCheckInRequest names a roll-call.
type GetCheckInRequest struct {
	RoomID    int64 `json:"room_id" check:"required"`
	SessionID int64 `json:"session_id" check:"required"` // of what, no source says: the parameter has only its name
}

// GetCheckIn returns one roll-call of a room; ListCheckIns returns all.
//
// Baijiayun 获取单次签到记录 (another document), POST /openapi/room_data/getCheckinInfo. The parameters are those of 007gzs/baijiayun. Safe to
// repeat.
func (s ReportsService) GetCheckIn(ctx context.Context, in *GetCheckInRequest, opts ...classcloud.CallOption) (*ReportRecord, error) {
	return call[*ReportRecord](ctx, s.client, opReportsGetCheckIn, in, opts)
}

// GetPopupQuizRequest names a quick question.
type GetPopupQuizRequest struct {
	RoomID     int64 `json:"room_id" check:"required"`
	QuestionID int64 `json:"question_id" check:"required"` // PopupQuiz.QuestionID, as the name suggests
}

// GetPopupQuiz returns one quick question of a room and how it was answered; ListPopupQuizzes returns all.
//
// Baijiayun 获取单次答题器记录 (another document), POST /openapi/room_data/exportAnswerByQuestionId. The parameters are those of 007gzs/baijiayun.
// Safe to repeat.
func (s ReportsService) GetPopupQuiz(ctx context.Context, in *GetPopupQuizRequest, opts ...classcloud.CallOption) (*ReportRecord, error) {
	return call[*ReportRecord](ctx, s.client, opReportsGetPopupQuiz, in, opts)
}

// GetRedPacketRequest names a red packet.
type GetRedPacketRequest struct {
	RoomID      int64 `json:"room_id" check:"required"`
	RedPacketID int64 `json:"red_package_id" check:"required"` // 007gzs/baijiayun's text calls it record_id as well
}

// GetRedPacket returns who caught one red packet of a room.
//
// Baijiayun 获取单次红包记录 (another document), POST /openapi/room_data/getRedPackageRecordInfo. The parameters are those of 007gzs/baijiayun.
// Safe to repeat.
func (s ReportsService) GetRedPacket(ctx context.Context, in *GetRedPacketRequest, opts ...classcloud.CallOption) (*ReportRecord, error) {
	return call[*ReportRecord](ctx, s.client, opReportsGetRedPacket, in, opts)
}
