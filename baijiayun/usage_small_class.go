package baijiayun

import (
	"cmp"
	"context"

	"github.com/go-classcloud/classcloud"
)

// ListSmallClassDailyCostsRequest selects the days from StartDate to EndDate, both included.
type ListSmallClassDailyCostsRequest struct {
	ProductType ProductType     `json:"product_type" wire:"always"` // 0, the default, for an older account, ProductTypeSmall for a newer one (老账号填0 新账号填2); always sent
	StartDate   classcloud.Date `json:"start_date" check:"required"`
	EndDate     classcloud.Date `json:"end_date" check:"required"`
}

// Validate refuses an end before the start.
func (r *ListSmallClassDailyCostsRequest) Validate() []classcloud.FieldError {
	days := UsageRangeRequest{StartDate: r.StartDate, EndDate: r.EndDate}
	return days.Validate()
}

// ListSmallClassDailyCosts returns what the account's small classes cost on each day. The unit is not known.
//
// Baijiayun 获取小班课账号每天消费记录 (小班课), POST /openapi/small_course/getDailyCost. Parameters: 007gzs/baijiayun, which reads the member cost of
// the reply; that it holds a number per day, as that of ListDailyCosts does, is inferred, and an entry of another form is an error beside
// the others. Safe to repeat.
func (s UsageService) ListSmallClassDailyCosts(ctx context.Context, in *ListSmallClassDailyCostsRequest, opts ...classcloud.CallOption) ([]DailyCost, error) {
	out, err := call[*dailyCosts](ctx, s.client, opUsageListSmallClassDailyCosts, in, opts)
	if out == nil {
		return nil, err
	}
	return sorted(out.Costs, classcloud.Date.Compare, func(day classcloud.Date, cost float64) DailyCost {
		return DailyCost{Date: day, Cost: cost}
	}), err
}

// ListSmallClassRoomCostsRequest selects a day.
type ListSmallClassRoomCostsRequest struct {
	ProductType ProductType     `json:"product_type" wire:"always"` // 0, the default, for an older account, ProductTypeSmall for a newer one (老账号填0 新账号填2); always sent
	Date        classcloud.Date `json:"date" check:"required"`
}

// ListSmallClassRoomCosts returns what each small class of the account cost on a day, ordered by room id. The unit is not known.
//
// Baijiayun 获取小班课指定日期各教室消费记录 (小班课), POST /openapi/small_course/getRoomCost. Parameters: 007gzs/baijiayun, which reads the member
// room_cost of the reply; that it holds a number per room id, as that of ListRoomCosts does, is inferred, and an entry of another form is an
// error beside the others. Safe to repeat.
func (s UsageService) ListSmallClassRoomCosts(ctx context.Context, in *ListSmallClassRoomCostsRequest, opts ...classcloud.CallOption) ([]RoomCost, error) {
	out, err := call[*roomCosts](ctx, s.client, opUsageListSmallClassRoomCosts, in, opts)
	if out == nil {
		return nil, err
	}
	return sorted(out.Costs, cmp.Compare[roomKey], func(roomID roomKey, cost float64) RoomCost {
		return RoomCost{RoomID: int64(roomID), Cost: cost}
	}), err
}

// ListSmallClassUserCostsRequest selects a small class and a day.
type ListSmallClassUserCostsRequest struct {
	ProductType ProductType     `json:"product_type" wire:"always"` // 0, the default, for an older account, ProductTypeSmall for a newer one (老账号填0 新账号填2); always sent
	RoomID      int64           `json:"room_id" check:"required"`
	Date        classcloud.Date `json:"date" check:"required"`
}

// SmallClassUserCostList says what each student of a small class cost on a day. No source shows the reply.
type SmallClassUserCostList struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything that arrived; what is not an object is its member data
}

// ListSmallClassUserCosts returns what each student of a small class cost on a day, as it arrives.
//
// Baijiayun 获取小班课指定教室各学员消费详情 (小班课), POST /openapi/small_course/getUserCost. Parameters: 007gzs/baijiayun. What the reply holds is not
// known. Safe to repeat.
func (s UsageService) ListSmallClassUserCosts(ctx context.Context, in *ListSmallClassUserCostsRequest, opts ...classcloud.CallOption) (*SmallClassUserCostList, error) {
	return call[*SmallClassUserCostList](ctx, s.client, opUsageListSmallClassUserCosts, in, opts)
}
