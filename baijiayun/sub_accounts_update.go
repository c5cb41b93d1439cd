package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// SubAccountLimits says how much a sub-account may use: of each pair what its plan has, and what it may use beyond the plan. Both of a pair are
// set, or neither. 0 is not sent. No source says the units of storage and traffic.
type SubAccountLimits struct {
	UserLimit       int64 `json:"user_limit" check:"all=user_limit"`           // users at once, for an account that pays for them (并发计费)
	MaxUserLimit    int64 `json:"max_user_limit" check:"all=user_limit"`       // at least UserLimit
	UserCount       int64 `json:"user_count" check:"all=user_count"`           // entries of users or points of time, for an account that pays for those (人次/时长点数计费)
	MaxUserCount    int64 `json:"max_user_count" check:"all=user_count"`       // at least UserCount
	StorageLimit    int64 `json:"storage_limit" check:"all=storage_limit"`     // the storage of videos on demand
	MaxStorageLimit int64 `json:"max_storage_limit" check:"all=storage_limit"` // at least StorageLimit
	FlowLimit       int64 `json:"flow_limit" check:"all=flow_limit"`           // the monthly traffic of videos on demand
	MaxFlowLimit    int64 `json:"max_flow_limit" check:"all=flow_limit"`       // at least FlowLimit
	MaxSpeakers     *int  `json:"live_max_speakers"`                           // how many users may speak at once in a live class; new(0) sends 0
}

// problems returns what is wrong with the limits: negative ones, and a limit beyond the plan that is below the plan's.
func (l *SubAccountLimits) problems() (bad []classcloud.FieldError) {
	refuse := func(field, wire, problem string) {
		bad = append(bad, classcloud.FieldError{Field: field, Wire: wire, Problem: problem})
	}
	for _, pair := range []struct {
		field, wire string
		limit, most int64
	}{
		{"UserLimit", "user_limit", l.UserLimit, l.MaxUserLimit},
		{"UserCount", "user_count", l.UserCount, l.MaxUserCount},
		{"StorageLimit", "storage_limit", l.StorageLimit, l.MaxStorageLimit},
		{"FlowLimit", "flow_limit", l.FlowLimit, l.MaxFlowLimit},
	} {
		if pair.limit < 0 {
			refuse(pair.field, pair.wire, "is negative")
		}
		if pair.most < 0 {
			refuse("Max"+pair.field, "max_"+pair.wire, "is negative")
		} else if pair.most != 0 && pair.most < pair.limit {
			refuse("Max"+pair.field, "max_"+pair.wire, "is less than "+pair.field)
		}
	}
	if l.MaxSpeakers != nil && *l.MaxSpeakers < 0 {
		refuse("MaxSpeakers", "live_max_speakers", "is negative")
	}
	return bad
}

// refuseExpiry refuses an expiry before the first day.
func refuseExpiry(effect, expire classcloud.Date) []classcloud.FieldError {
	if effect.IsZero() || expire.IsZero() || expire.Compare(effect) >= 0 {
		return nil
	}
	return []classcloud.FieldError{{Field: "ExpireDate", Wire: "expire_time", Problem: "is before EffectDate"}}
}

// ServiceStatus says where a service of a sub-account stands (live_on, video_on of modifySubAccount). When a sub-account is created, the same
// parameters are plain flags.
type ServiceStatus int

// The statuses, as 007gzs/baijiayun quotes the vendor. a07061625/swooleyaf sends 0 and 1 alone.
const (
	ServiceStatusNone    ServiceStatus = 0 // the service was never opened, of video on demand only: 未开通
	ServiceStatusActive  ServiceStatus = 1 // the service runs: 服务正常
	ServiceStatusStopped ServiceStatus = 2 // the service is stopped: 服务已停止
)

var serviceStatusNames = map[ServiceStatus]string{
	ServiceStatusNone:    "None",
	ServiceStatusActive:  "Active",
	ServiceStatusStopped: "Stopped",
}

// String returns the status's name, or ServiceStatus(9) for a value this module does not know.
func (s ServiceStatus) String() string { return wire.EnumName("ServiceStatus", s, serviceStatusNames) }

// UpdateSubAccountRequest changes a sub-account. A field that is nil or zero is not sent, and stays as it is.
type UpdateSubAccountRequest struct {
	SubPartnerID int64           `json:"sub_partner_id" check:"required"` // the sub-account's own partner_id
	Live         *ServiceStatus  `json:"live_on"`                         // ServiceStatusActive or ServiceStatusStopped
	Video        *ServiceStatus  `json:"video_on"`
	EffectDate   classcloud.Date `json:"effect_time"` // the first day of the sub-account
	ExpireDate   classcloud.Date `json:"expire_time"` // the day on which it expires

	SubAccountLimits
}

// Validate refuses a request that changes nothing, an expiry before the first day, negative limits, and a limit beyond the plan that is less than
// the plan's.
func (r *UpdateSubAccountRequest) Validate() []classcloud.FieldError {
	if wire.NothingSet(r, "SubPartnerID") {
		return []classcloud.FieldError{{Field: "UpdateSubAccountRequest", Problem: "changes nothing: set a field beside SubPartnerID"}}
	}
	return append(refuseExpiry(r.EffectDate, r.ExpireDate), r.SubAccountLimits.problems()...)
}

// Update changes a sub-account.
//
// Baijiayun 修改子账号配置 (子账号), POST /openapi/sub_account/modifySubAccount. Parameters: 007gzs/baijiayun, a07061625/swooleyaf, which sets the two
// dates and the two limits of a pair together. Safe to repeat.
func (s SubAccountsService) Update(ctx context.Context, in *UpdateSubAccountRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opSubAccountsUpdate, in, opts)
}

// Stop stops a sub-account.
//
// Baijiayun 停用子账号 (子账号), POST /openapi/sub_account/stopSubAccount. Parameters: 007gzs/baijiayun, a07061625/swooleyaf; the reply repeats the
// sub-account's partner_id (007gzs/baijiayun). How it is opened again is not said; Update sets the status of its services. Safe to repeat; how
// the vendor answers for a sub-account that is stopped is not known, so a refusal after an unanswered try leaves classcloud.MaybeApplied(err)
// true.
func (s SubAccountsService) Stop(ctx context.Context, subPartnerID int64, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opSubAccountsStop, &subAccountRef{subPartnerID}, opts)
}
