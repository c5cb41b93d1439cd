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

// UsageService reports how many users the account's rooms had, and what they cost.
type UsageService struct{ client *Client }

// UsageDateRequest selects a day.
type UsageDateRequest struct {
	ProductType ProductType     `json:"product_type"` // the product line; leave it 0 when the account has only one
	Date        classcloud.Date `json:"date" check:"required"`
}

// RoomStat says how many users a room had on one day.
type RoomStat struct {
	RoomID   int64 `json:"room_id,omitzero"`
	Students int   `json:"student_count,omitzero" check:"present"`    // how often students entered (人次)
	Users    int   `json:"total_user_count,omitzero" check:"present"` // how often students, teachers and assistants entered
	Peak     int   `json:"peak_user,omitzero" check:"present"`        // the largest number of users at once, including teachers and assistants
}

// roomKey is a key that is the id of a room.
type roomKey int64

// UnmarshalText reads the id.
func (k *roomKey) UnmarshalText(text []byte) error {
	id, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil || id < 1 {
		return fmt.Errorf("%.40q is not the id of a room", text)
	}
	*k = roomKey(id)
	return nil
}

// roomStats is a reply with one entry per room.
type roomStats struct {
	Rooms map[roomKey]RoomStat `json:"room_user_stat" check:"present"`
}

// ListRoomStats returns how many users each room of the account had on a day, ordered by room id.
//
// Baijiayun API 21 获取指定日期所有的直播间人次和最高并发量, POST /openapi/room_data/getAllRoomUserStat. Safe to
// repeat.
func (s UsageService) ListRoomStats(ctx context.Context, in *UsageDateRequest, opts ...classcloud.CallOption) ([]RoomStat, error) {
	out, err := call[*roomStats](ctx, s.client, opUsageListRoomStats, in, opts)
	if out == nil {
		return nil, err
	}
	return sorted(out.Rooms, cmp.Compare[roomKey], func(roomID roomKey, stat RoomStat) RoomStat {
		stat.RoomID = orElse(stat.RoomID, int64(roomID))
		return stat
	}), err
}

// ListHourlyPeaksRequest selects a day.
type ListHourlyPeaksRequest struct {
	ProductType ProductType     `json:"product_type" wire:"always"` // the product line; leave it 0 when the account has only one; always sent
	Date        classcloud.Date `json:"date" check:"required"`
}

// HourlyPeak is the largest number of users who were in the account's rooms at once within an hour.
type HourlyPeak struct {
	Time  time.Time `json:"time,omitzero"`  // when the hour begins
	Users int       `json:"users,omitzero"` // the largest number at once
}

// hourOfDay is a key from 00 to 23.
type hourOfDay int

// UnmarshalText reads the hour.
func (h *hourOfDay) UnmarshalText(text []byte) error {
	n, err := strconv.ParseUint(string(text), 10, 8)
	if err != nil || n > 23 {
		return fmt.Errorf("%.40q is not an hour", text)
	}
	*h = hourOfDay(n)
	return nil
}

// ListHourlyPeaks returns the largest number of users at once for each hour of a day, over all rooms of the account.
//
// Baijiayun API 23 获取账号一天中每小时的并发量, POST /openapi/live_account/getHourPeakUser. The document has lost the heading of this
// operation; the title is its description. Safe to repeat.
func (s UsageService) ListHourlyPeaks(ctx context.Context, in *ListHourlyPeaksRequest, opts ...classcloud.CallOption) ([]HourlyPeak, error) {
	out, err := call[*peaks[hourOfDay]](ctx, s.client, opUsageListHourlyPeaks, in, opts)
	if out == nil {
		return nil, err
	}
	return sorted(out.Peaks, cmp.Compare[hourOfDay], func(hour hourOfDay, users int) HourlyPeak {
		return HourlyPeak{Time: in.Date.In(wire.CST).Add(time.Duration(hour) * time.Hour), Users: users}
	}), err
}

// UsageRangeRequest selects the days from StartDate to EndDate, both included.
type UsageRangeRequest struct {
	ProductType ProductType     `json:"product_type"` // the product line; leave it 0 when the account has only one
	StartDate   classcloud.Date `json:"start_date" check:"required"`
	EndDate     classcloud.Date `json:"end_date" check:"required"`
}

// Validate refuses an end before the start.
func (r *UsageRangeRequest) Validate() []classcloud.FieldError {
	if r.StartDate.IsZero() || r.EndDate.IsZero() || r.EndDate.Compare(r.StartDate) >= 0 {
		return nil
	}
	return []classcloud.FieldError{{Field: "EndDate", Wire: "end_date", Problem: "is before StartDate"}}
}

// DailyPeak is the largest number of users who were in the account's rooms at once on a day.
type DailyPeak struct {
	Date  classcloud.Date `json:"date,omitzero"`
	Users int             `json:"users,omitzero"` // the largest number at once
}

// ListDailyPeaks returns the largest number of users at once for each day, over all rooms of the account.
//
// Baijiayun API 24 查询账号一段时间内每天的最高并发量, POST /openapi/live_account/getDayPeakUser. Safe to repeat.
func (s UsageService) ListDailyPeaks(ctx context.Context, in *UsageRangeRequest, opts ...classcloud.CallOption) ([]DailyPeak, error) {
	out, err := call[*peaks[classcloud.Date]](ctx, s.client, opUsageListDailyPeaks, in, opts)
	if out == nil {
		return nil, err
	}
	return sorted(out.Peaks, classcloud.Date.Compare, func(day classcloud.Date, users int) DailyPeak {
		return DailyPeak{Date: day, Users: users}
	}), err
}

// DailyCost is what the account's rooms cost on a day.
type DailyCost struct {
	Date classcloud.Date `json:"date,omitzero"`
	Cost float64         `json:"cost,omitzero"` // in entries of users (人次) or in points (点数), depending on how the account is billed; points can have fractions, which the document does not say
}

// dailyCosts is a reply with one entry per day.
type dailyCosts struct {
	Costs map[classcloud.Date]float64 `json:"cost" check:"present"`
}

// ListDailyCosts returns what the account's rooms cost on each day. Days without use are left out.
//
// Baijiayun API 26 查询直播账号每天使用的人次/点数, POST /openapi/live_account/getPartnerDailyCost. Safe to repeat.
func (s UsageService) ListDailyCosts(ctx context.Context, in *UsageRangeRequest, opts ...classcloud.CallOption) ([]DailyCost, error) {
	out, err := call[*dailyCosts](ctx, s.client, opUsageListDailyCosts, in, opts)
	if out == nil {
		return nil, err
	}
	return sorted(out.Costs, classcloud.Date.Compare, func(day classcloud.Date, cost float64) DailyCost {
		return DailyCost{Date: day, Cost: cost}
	}), err
}

// RoomCost is what a room cost on a day.
type RoomCost struct {
	RoomID int64   `json:"room_id,omitzero"`
	Cost   float64 `json:"cost,omitzero"` // in entries of users (人次) or in points (点数), depending on how the account is billed; points can have fractions, which the document does not say
}

// roomCosts is a reply with one entry per room.
type roomCosts struct {
	Costs map[roomKey]float64 `json:"room_cost" check:"present"`
}

// ListRoomCosts returns what each room of the account cost on a day, ordered by room id.
//
// Baijiayun API 27 查询直播账号指定日期中各教室使用的人次/点数明细, POST /openapi/live_account/getAllRoomCost. Safe to
// repeat.
func (s UsageService) ListRoomCosts(ctx context.Context, in *UsageDateRequest, opts ...classcloud.CallOption) ([]RoomCost, error) {
	out, err := call[*roomCosts](ctx, s.client, opUsageListRoomCosts, in, opts)
	if out == nil {
		return nil, err
	}
	return sorted(out.Costs, cmp.Compare[roomKey], func(roomID roomKey, cost float64) RoomCost {
		return RoomCost{RoomID: int64(roomID), Cost: cost}
	}), err
}
