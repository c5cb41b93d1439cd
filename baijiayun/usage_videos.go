package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// VideoAccount says how much of its plan the account has used for videos on demand and playbacks. All of it is in bytes.
type VideoAccount struct {
	TotalStorage int64          `json:"total_storage,omitzero" check:"present"`           // how much the account may store
	UsedStorage  int64          `json:"used_storage,omitzero" check:"present"`            // how much it stores
	TotalFlow    int64          `json:"total_flow_limit,omitzero" check:"present"`        // how much traffic the account may cause
	UsedFlow     int64          `json:"used_flow,omitzero" check:"present"`               // how much it caused
	Extra        map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // members that this module does not have, as they arrived
}

// GetVideoAccount returns how much storage and traffic the account's plan for videos has, and how much of it is used. The vendor counts traffic
// once a day.
//
// Baijiayun 获取账号套餐使用量 (点播服务端API接口文档), POST /openapi/video_account/getAccountInfo. The four numbers, and that they are bytes, are
// known from one program (com.ninep.common). Safe to repeat.
func (s UsageService) GetVideoAccount(ctx context.Context, opts ...classcloud.CallOption) (*VideoAccount, error) {
	return call[*VideoAccount](ctx, s.client, opUsageGetVideoAccount, nil, opts)
}

// GetVideoTrafficRequest selects the days from StartDate to EndDate, both included.
type GetVideoTrafficRequest struct {
	StartDate classcloud.Date `json:"start_date" check:"required"`
	EndDate   classcloud.Date `json:"end_date" check:"required"`
}

// Validate refuses an end before the start.
func (r *GetVideoTrafficRequest) Validate() []classcloud.FieldError {
	return (&UsageRangeRequest{StartDate: r.StartDate, EndDate: r.EndDate}).Validate()
}

// GetVideoTraffic returns how much traffic the account's videos on demand and playbacks caused in a period. The vendor counts once a day.
// VideoReports.GetVideoTraffic returns that of one video.
//
// Baijiayun 查询账号一段时间内使用的流量 (点播服务端API接口文档), POST /openapi/video_account/getUsedFlow. That the reply has flow is known from
// 007gzs/baijiayun. Safe to repeat.
func (s UsageService) GetVideoTraffic(ctx context.Context, in *GetVideoTrafficRequest, opts ...classcloud.CallOption) (*VideoTraffic, error) {
	return call[*VideoTraffic](ctx, s.client, opUsageGetVideoTraffic, in, opts)
}
