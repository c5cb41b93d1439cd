package baijiayun

import (
	"context"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// AttentionCheck is one check whether users pay attention (专注度检测).
type AttentionCheck struct {
	AttentionID int64 `json:"attention_id,omitzero" check:"required"` // names the check in ListAttentionResults
}

// AttentionCheckList holds the attention checks of a room.
type AttentionCheckList struct {
	Total  int              `json:"total,omitzero"` // as the vendor counts; -1 when the reply does not say. It can be larger than the number of rows
	Checks []AttentionCheck `json:"list,omitzero"`
}

// ListAttentionChecks returns the attention checks of a room.
//
// Baijiayun API 54 获取教室专注度检测列表, POST /openapi/room_data/exportAttentionList. Safe to repeat.
func (s ReportsService) ListAttentionChecks(ctx context.Context, roomID int64, opts ...classcloud.CallOption) (*AttentionCheckList, error) {
	out, err := call[*listReply[AttentionCheck]](ctx, s.client, opReportsListAttentionChecks, &roomRef{roomID}, opts)
	if out == nil {
		return nil, err
	}
	return &AttentionCheckList{Total: out.total(), Checks: out.List}, err
}

// ListAttentionResultsRequest names a room and one of its attention checks.
type ListAttentionResultsRequest struct {
	RoomID      int64 `json:"room_id" check:"required"`
	AttentionID int64 `json:"attention_id" check:"required"` // from ListAttentionChecks
}

// AttentionLevel says whether a user paid attention (attention_level).
type AttentionLevel int

// The documented levels.
const (
	AttentionLevelAttentive   AttentionLevel = 0 // the user paid attention: 专注
	AttentionLevelInattentive AttentionLevel = 1 // the user did not pay attention: 不专注
)

var attentionLevelNames = map[AttentionLevel]string{
	AttentionLevelAttentive:   "Attentive",
	AttentionLevelInattentive: "Inattentive",
}

// String returns the level's name, or AttentionLevel(9) for a value this module does not know.
func (l AttentionLevel) String() string {
	return wire.EnumName("AttentionLevel", l, attentionLevelNames)
}

// AttentionResult says whether one user paid attention.
type AttentionResult struct {
	UserNumber int64          `json:"user_number,omitzero" check:"present"` // the user's number in your own system; 0 for a guest
	Role       Role           `json:"user_role,omitzero"`
	UserName   string         `json:"user_name,omitzero"`
	GroupID    int64          `json:"group,omitzero"`                          // the user's group; 0 for none
	ClientName string         `json:"client_type,omitzero" check:"decorative"` // a label such as "PC网页"; the method ClientType reads it
	Level      AttentionLevel `json:"attention_level,omitzero"`
	IP         string         `json:"ip,omitzero" check:"decorative"`
	CreateTime time.Time      `json:"create_time,omitzero"`
}

// ClientType returns the client that ClientName stands for, or false for a label that this module does not know.
func (r AttentionResult) ClientType() (ClientType, bool) { return clientOf(r.ClientName) }

// AttentionResultList holds the results of one attention check.
type AttentionResultList struct {
	Total   int               `json:"total,omitzero"` // as the vendor counts; -1 when the reply does not say. It can be larger than the number of rows
	Results []AttentionResult `json:"list,omitzero"`
}

// ListAttentionResults returns which users of a room paid attention at one check.
//
// Baijiayun API 55 获取教室专注度检测详情, POST /openapi/room_data/exportAttentionDetail. Safe to repeat.
func (s ReportsService) ListAttentionResults(ctx context.Context, in *ListAttentionResultsRequest, opts ...classcloud.CallOption) (*AttentionResultList, error) {
	out, err := call[*listReply[AttentionResult]](ctx, s.client, opReportsListAttentionResults, in, opts)
	if out == nil {
		return nil, err
	}
	return &AttentionResultList{Total: out.total(), Results: out.List}, err
}
