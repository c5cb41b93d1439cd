package baijiayun

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// UsageService tells how many used the account's rooms, and what it cost.
type UsageService struct{ client *Client }

// UsageDateRequest selects a day of the account.
type UsageDateRequest struct {
	ProductType ProductType     `json:"product_type"` // 0 for accounts with a single product line
	Date        classcloud.Date `json:"date" check:"required"`
}

// RoomStat is how many were in a room on a day.
type RoomStat struct {
	RoomID   int64 `json:"room_id,omitzero"`
	Students int   `json:"student_count,omitzero"`    // entries of students (人次)
	Users    int   `json:"total_user_count,omitzero"` // entries of students, teachers and assistants
	Peak     int   `json:"peak_user,omitzero"`        // most users at once, teachers and assistants too
}

// roomStats is a reply keyed by room.
type roomStats struct {
	Rooms map[int64]RoomStat `json:"room_user_stat"`
}

// ListRoomStats returns how many were in each room of the account on a day, in the order of the rooms' ids.
//
// Baijiayun API 21 获取指定日期所有的直播间人次和最高并发量, POST /openapi/room_data/getAllRoomUserStat.
func (s UsageService) ListRoomStats(ctx context.Context, in *UsageDateRequest, opts ...classcloud.CallOption) ([]RoomStat, error) {
	out, err := call[roomStats](ctx, s.client, opUsageListRoomStats, in, opts)
	if err != nil {
		return nil, err
	}
	return sorted(out.Rooms, cmp.Compare[int64], func(roomID int64, stat RoomStat) RoomStat {
		stat.RoomID = orElse(stat.RoomID, roomID)
		return stat
	}), nil
}

// ListHourlyPeaksRequest selects a day of the account.
type ListHourlyPeaksRequest struct {
	ProductType ProductType     `json:"product_type" wire:"always"` // 0 for accounts with a single product line; always sent
	Date        classcloud.Date `json:"date" check:"required"`
}

// HourlyPeak is how many used the account at once in an hour.
type HourlyPeak struct {
	Time  time.Time `json:"time,omitzero"` // the hour's beginning
	Users int       `json:"users,omitzero"`
}

// hourOfDay is a key from 00 to 23.
type hourOfDay int

// UnmarshalText reads the hour.
func (h *hourOfDay) UnmarshalText(text []byte) error {
	n, err := strconv.ParseUint(string(text), 10, 8)
	if err != nil || n > 23 {
		return fmt.Errorf("%.40q is no hour", text)
	}
	*h = hourOfDay(n)
	return nil
}

// ListHourlyPeaks returns how many used the account at once in each hour of a day.
//
// Baijiayun API 23 (its heading is lost in the document: 获取账号一天中每小时的并发量), POST /openapi/live_account/getHourPeakUser.
func (s UsageService) ListHourlyPeaks(ctx context.Context, in *ListHourlyPeaksRequest, opts ...classcloud.CallOption) ([]HourlyPeak, error) {
	out, err := call[peaks[hourOfDay]](ctx, s.client, opUsageListHourlyPeaks, in, opts)
	if err != nil {
		return nil, err
	}
	return sorted(out.Peaks, cmp.Compare[hourOfDay], func(hour hourOfDay, users int) HourlyPeak {
		return HourlyPeak{Time: in.Date.In(wire.CST).Add(time.Duration(hour) * time.Hour), Users: users}
	}), nil
}

// UsageRangeRequest selects days of the account, the first and the last included.
type UsageRangeRequest struct {
	ProductType ProductType     `json:"product_type"` // 0 for accounts with a single product line
	StartDate   classcloud.Date `json:"start_date" check:"required"`
	EndDate     classcloud.Date `json:"end_date" check:"required"`
}

// Validate refuses days that contradict each other.
func (r *UsageRangeRequest) Validate() []classcloud.FieldError {
	if r.StartDate.IsZero() || r.EndDate.IsZero() || r.EndDate.Compare(r.StartDate) >= 0 {
		return nil
	}
	return []classcloud.FieldError{{Field: "EndDate", Wire: "end_date", Problem: "is before StartDate"}}
}

// DailyPeak is how many used the account at once on a day.
type DailyPeak struct {
	Date  classcloud.Date `json:"date,omitzero"`
	Users int             `json:"users,omitzero"`
}

// ListDailyPeaks returns how many used the account at once on each of the days.
//
// Baijiayun API 24 查询账号一段时间内每天的最高并发量, POST /openapi/live_account/getDayPeakUser.
func (s UsageService) ListDailyPeaks(ctx context.Context, in *UsageRangeRequest, opts ...classcloud.CallOption) ([]DailyPeak, error) {
	out, err := call[peaks[classcloud.Date]](ctx, s.client, opUsageListDailyPeaks, in, opts)
	if err != nil {
		return nil, err
	}
	return sorted(out.Peaks, classcloud.Date.Compare, func(day classcloud.Date, users int) DailyPeak {
		return DailyPeak{Date: day, Users: users}
	}), nil
}

// DailyCost is what the account used on a day.
type DailyCost struct {
	Date classcloud.Date `json:"date,omitzero"`
	Cost int64           `json:"cost,omitzero"` // entries (人次) or points (点数), as the account is billed
}

// dailyCosts is a reply keyed by day.
type dailyCosts struct {
	Costs map[classcloud.Date]int64 `json:"cost"`
}

// ListDailyCosts returns what the account used on each of the days. Days without any are left out.
//
// Baijiayun API 26 查询直播账号每天使用的人次/点数, POST /openapi/live_account/getPartnerDailyCost.
func (s UsageService) ListDailyCosts(ctx context.Context, in *UsageRangeRequest, opts ...classcloud.CallOption) ([]DailyCost, error) {
	out, err := call[dailyCosts](ctx, s.client, opUsageListDailyCosts, in, opts)
	if err != nil {
		return nil, err
	}
	return sorted(out.Costs, classcloud.Date.Compare, func(day classcloud.Date, cost int64) DailyCost {
		return DailyCost{Date: day, Cost: cost}
	}), nil
}

// RoomCost is what a room used on a day.
type RoomCost struct {
	RoomID int64 `json:"room_id,omitzero"`
	Cost   int64 `json:"cost,omitzero"` // entries (人次) or points (点数), as the account is billed
}

// roomCosts is a reply keyed by room.
type roomCosts struct {
	Costs map[int64]int64 `json:"room_cost"`
}

// ListRoomCosts returns what each room of the account used on a day, in the order of the rooms' ids.
//
// Baijiayun API 27 查询直播账号指定日期中各教室使用的人次/点数明细, POST /openapi/live_account/getAllRoomCost.
func (s UsageService) ListRoomCosts(ctx context.Context, in *UsageDateRequest, opts ...classcloud.CallOption) ([]RoomCost, error) {
	out, err := call[roomCosts](ctx, s.client, opUsageListRoomCosts, in, opts)
	if err != nil {
		return nil, err
	}
	return sorted(out.Costs, cmp.Compare[int64], func(roomID, cost int64) RoomCost {
		return RoomCost{RoomID: roomID, Cost: cost}
	}), nil
}
