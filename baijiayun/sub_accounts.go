package baijiayun

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// SubAccountsService opens, changes, lists and stops the accounts that belong to the account of the client (子账号). A sub-account signs its
// calls with a partner_id and a partner_key of its own.
//
// Their parameters come from two public clients, 007gzs/baijiayun and a07061625/swooleyaf. The vendor's document 子账号相关API接口文档
// (dev.baijiayun.com/wiki/detail/98), as it stands today, has a newer group of paths, new_sub, which Do reaches.
type SubAccountsService struct{ client *Client }

// CreateSubAccountRequest describes a new sub-account. It prints without the password.
type CreateSubAccountRequest struct {
	Phone    string `json:"mobile" check:"required"`                // a mobile phone number that is not registered yet
	Email    string `json:"email" check:"required"`                 // an address that is not registered yet
	Password string `json:"password" check:"required,min=6,max=18"` // 6 to 18 characters; a secret
	Contact  string `json:"contacts" check:"required"`              // the person to talk to
	Company  string `json:"company" check:"required"`

	Live       bool            `json:"live_on" wire:"01,always"`     // open live classes, which needs the limits of users or those of entries; always sent
	Video      bool            `json:"video_on" wire:"01,always"`    // open video on demand, which needs the limits of storage and those of traffic; always sent
	EffectDate classcloud.Date `json:"effect_time" check:"required"` // the first day of the sub-account
	ExpireDate classcloud.Date `json:"expire_time" check:"required"` // the day on which it expires

	SubAccountLimits
}

// Validate refuses an expiry before the first day, live classes without the limits of users or of entries, video on demand without the limits
// of storage and of traffic, negative limits, and a limit beyond the plan that is less than the plan's.
func (r *CreateSubAccountRequest) Validate() []classcloud.FieldError {
	bad := append(refuseExpiry(r.EffectDate, r.ExpireDate), r.SubAccountLimits.problems()...)
	if r.Live && r.UserLimit == 0 && r.UserCount == 0 {
		bad = append(bad, classcloud.FieldError{Field: "UserLimit", Wire: "user_limit",
			Problem: "is required with Live, unless the account pays per entry or point: then UserCount (user_count) is"})
	}
	if r.Video && r.StorageLimit == 0 {
		bad = append(bad, classcloud.FieldError{Field: "StorageLimit", Wire: "storage_limit", Problem: "is required with Video"})
	}
	if r.Video && r.FlowLimit == 0 {
		bad = append(bad, classcloud.FieldError{Field: "FlowLimit", Wire: "flow_limit", Problem: "is required with Video"})
	}
	return bad
}

// Format writes the CreateSubAccountRequest with what is secret in it hidden.
func (r CreateSubAccountRequest) Format(f fmt.State, verb rune) {
	type plain CreateSubAccountRequest
	transport.Hidden(f, verb, "baijiayun.CreateSubAccountRequest", plain(r))
}

// LogValue gives slog the CreateSubAccountRequest with what is secret in it hidden.
func (r CreateSubAccountRequest) LogValue() slog.Value { return transport.HiddenLog(r) }

// CreatedSubAccount is what the vendor answers about a new sub-account. No source shows the reply. It prints without the values of Extra,
// which may hold the sub-account's keys.
type CreatedSubAccount struct {
	PartnerID int64 `json:"partner_id,omitzero" check:"decorative"` // the sub-account's own partner_id, inferred from List; 0 when the reply does not have it: look for the phone number with All

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything else that arrived; what is not an object is its member data
}

// Format writes the CreatedSubAccount without the values of Extra.
func (c CreatedSubAccount) Format(f fmt.State, verb rune) {
	type plain CreatedSubAccount
	c.Extra = hiddenValues(c.Extra)
	transport.Hidden(f, verb, "baijiayun.CreatedSubAccount", plain(c))
}

// LogValue gives slog the CreatedSubAccount without the values of Extra.
func (c CreatedSubAccount) LogValue() slog.Value { return transport.HiddenLog(c) }

// hiddenValues returns what arrived with the values of its members hidden: nobody knows which of them are secret.
func hiddenValues(arrived map[string]any) map[string]any {
	if arrived == nil {
		return nil
	}
	hidden := make(map[string]any, len(arrived))
	for name := range arrived {
		hidden[name] = "***"
	}
	return hidden
}

// Create opens a sub-account.
//
// Baijiayun 创建子账号 (子账号), POST /openapi/sub_account/createSubAccount. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. What the reply holds
// is not known; one that holds nothing is a success. A repeat may open a second sub-account, so the call is never repeated once it may have
// arrived: when classcloud.MaybeApplied(err), look for the phone number with All first.
func (s SubAccountsService) Create(ctx context.Context, in *CreateSubAccountRequest, opts ...classcloud.CallOption) (*CreatedSubAccount, error) {
	return call[*CreatedSubAccount](ctx, s.client, opSubAccountsCreate, in, opts)
}

// subAccountRef names a sub-account.
type subAccountRef struct {
	SubPartnerID int64 `json:"sub_partner_id" check:"required"`
}

// SubAccount is a sub-account. Its members are those of the vendor's document of the newer path new_sub/getSubAccountList, and inferred here;
// live_on and video_on are inferred from the parameters of Update. Everything else is in Extra, of which it prints no values.
type SubAccount struct {
	PartnerID  int64          `json:"partner_id,omitzero" check:"decorative"` // the sub-account's own partner_id, by which all requests name it; 0 when the reply does not have it
	Phone      string         `json:"mobile,omitzero" check:"decorative"`     // the registered mobile phone number
	Email      string         `json:"email,omitzero" check:"decorative"`      // the registered address
	Contact    string         `json:"contacts,omitzero" check:"decorative"`   // the person to talk to
	Company    string         `json:"company,omitzero" check:"decorative"`
	EffectTime time.Time      `json:"effect_time,omitzero" check:"decorative"` // when it begins
	ExpireTime time.Time      `json:"expire_time,omitzero" check:"decorative"` // when it expires
	Live       *ServiceStatus `json:"live_on,omitzero" check:"decorative"`     // live classes; nil when the reply does not say
	Video      *ServiceStatus `json:"video_on,omitzero" check:"decorative"`    // video on demand; nil when the reply does not say

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything else that arrived
}

// Format writes the SubAccount without the values of Extra.
func (a SubAccount) Format(f fmt.State, verb rune) {
	type plain SubAccount
	a.Extra = hiddenValues(a.Extra)
	transport.Hidden(f, verb, "baijiayun.SubAccount", plain(a))
}

// LogValue gives slog the SubAccount without the values of Extra.
func (a SubAccount) LogValue() slog.Value { return transport.HiddenLog(a) }

// Get returns a sub-account.
//
// Baijiayun 获取子账号信息 (子账号), POST /openapi/sub_account/getSubAccountInfo. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. No source shows
// the reply: it is read like a row of List. Safe to repeat.
func (s SubAccountsService) Get(ctx context.Context, subPartnerID int64, opts ...classcloud.CallOption) (*SubAccount, error) {
	return call[*SubAccount](ctx, s.client, opSubAccountsGet, &subAccountRef{subPartnerID}, opts)
}

// SubAccountStatus selects sub-accounts by whether they are in use (status).
type SubAccountStatus int

// The statuses. 0 in a request means all sub-accounts.
const (
	SubAccountStatusActive  SubAccountStatus = 1 // in use: 使用中
	SubAccountStatusStopped SubAccountStatus = 2 // stopped, or never opened: 停用或未开通的
)

var subAccountStatusNames = map[SubAccountStatus]string{
	SubAccountStatusActive:  "Active",
	SubAccountStatusStopped: "Stopped",
}

// String returns the status's name, or SubAccountStatus(9) for a value this module does not know.
func (s SubAccountStatus) String() string {
	return wire.EnumName("SubAccountStatus", s, subAccountStatusNames)
}

// ListSubAccountsRequest selects a page of the sub-accounts.
type ListSubAccountsRequest struct {
	Status   SubAccountStatus `json:"status"`    // only sub-accounts of this status; default all
	Page     int              `json:"page"`      // from 1; default 1, always sent
	PageSize int              `json:"page_size"` // sub-accounts per page, default 10; always sent
}

// SubAccountPage is one page of sub-accounts.
type SubAccountPage struct {
	SubAccounts []SubAccount `json:"list,omitzero"`
	Total       int          `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

const subAccountsPerPage = 10

// List returns one page of the sub-accounts; All iterates over all of them. A nil request asks for the first 10.
//
// Baijiayun 查询子账号列表 (子账号), POST /openapi/sub_account/getSubAccountList. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. The rows stand in
// list, with total beside it, as in the vendor's document of the newer path new_sub/getSubAccountList, from which that is inferred; a reply
// that is itself a list is read too. Safe to repeat.
func (s SubAccountsService) List(ctx context.Context, in *ListSubAccountsRequest, opts ...classcloud.CallOption) (*SubAccountPage, error) {
	ask := valueOf(in)
	ask.Page, ask.PageSize = orElse(ask.Page, 1), orElse(ask.PageSize, subAccountsPerPage)
	out, err := call[*listReply[SubAccount]](ctx, s.client, opSubAccountsList, &ask, opts)
	if out == nil {
		return nil, err
	}
	return &SubAccountPage{Total: out.total(), SubAccounts: out.List}, err
}

// All iterates over the sub-accounts, starting at in.Page, with one page in memory, until as many came as the vendor says there are, or until
// three pages in a row have none that is new. A row that cannot be read is an error and does not end the iteration; when rows are missing at the end, the
// last error is DataLoss and says how many. Any other error ends the iteration, and after a break no further page is fetched.
func (s SubAccountsService) All(ctx context.Context, in *ListSubAccountsRequest, opts ...classcloud.CallOption) iter.Seq2[SubAccount, error] {
	at := valueOf(in)
	id := func(a SubAccount) int64 { return a.PartnerID }
	return walkSettings(opSubAccountsList, at.Page, at.PageSize, 0, id, func(page, size int) ([]SubAccount, int, error) {
		ask := at
		ask.Page, ask.PageSize = page, size
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).SubAccounts, valueOf(out).Total, err
	})
}
