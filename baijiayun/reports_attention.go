package baijiayun

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// AttentionCheck is one check of whether the users pay attention (专注度检测).
type AttentionCheck struct {
	AttentionID int64 `json:"attention_id,omitzero"` // for ListAttentionResults
}

// ListAttentionChecks returns the attention checks of a room.
//
// Baijiayun API 54 获取教室专注度检测列表, POST /openapi/room_data/exportAttentionList.
func (s ReportsService) ListAttentionChecks(ctx context.Context, roomID int64, opts ...classcloud.CallOption) ([]AttentionCheck, error) {
	return call[[]AttentionCheck](ctx, s.client, opReportsListAttentionChecks, &roomRef{roomID}, opts)
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

var attentionLevelNames = map[AttentionLevel]string{
	AttentionLevelAttentive:   "Attentive",
	AttentionLevelInattentive: "Inattentive",
}

// String returns the level's name, or AttentionLevel(9) for one this module does not know.
func (l AttentionLevel) String() string {
	return wire.EnumName("AttentionLevel", l, attentionLevelNames)
}

// AttentionResult is how one user paid attention.
type AttentionResult struct {
	UserNumber int64          `json:"user_number,omitzero"`
	Role       Role           `json:"user_role,omitzero"`
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
func (s ReportsService) ListAttentionResults(ctx context.Context, in *ListAttentionResultsRequest, opts ...classcloud.CallOption) ([]AttentionResult, error) {
	return call[[]AttentionResult](ctx, s.client, opReportsListAttentionResults, in, opts)
}
