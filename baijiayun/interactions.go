package baijiayun

import (
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
)

// InteractionsService tells what happened in double-teacher classrooms (双师): who answered roll-calls, votes, red packets. Its calls go to
// https://hudong.baijiayun.com, unless the client has a base URL of its own.
//
// The parameters are those of 007gzs/baijiayun and a07061625/swooleyaf. No public source shows a reply, so rows hold what arrived in Extra.
type InteractionsService struct{ client *Client }

// interactionsPerPage is the page size of the vendor's clients.
const interactionsPerPage = 20

// InteractionType is the kind of an interaction (type).
type InteractionType string

// InteractionTypeCheckIn is a roll-call (签到), the only kind that a public source names.
const InteractionTypeCheckIn InteractionType = "checkin"

// ListInteractionsRequest selects a page of what happened in a room.
type ListInteractionsRequest struct {
	RoomID    int64           `json:"room_id" check:"required"`
	Type      InteractionType `json:"type" check:"required"` // InteractionTypeCheckIn, or another that the vendor has told you
	StartTime time.Time       `json:"begin_time"`            // only from then on; default no limit
	EndTime   time.Time       `json:"end_time"`              // only until then; default no limit
	Page      int             `json:"page"`                  // from 1; default 1, always sent
	PageSize  int             `json:"page_size"`             // rows per page, default 20; no source says how many at most; always sent
}

// Validate refuses an end before the start, and pages that cannot be.
func (r *ListInteractionsRequest) Validate() []classcloud.FieldError {
	var problems []classcloud.FieldError
	if !r.StartTime.IsZero() && !r.EndTime.IsZero() && r.EndTime.Before(r.StartTime) {
		problems = append(problems, classcloud.FieldError{Field: "EndTime", Wire: "end_time", Problem: "is before StartTime (begin_time)"})
	}
	return problems
}

// Interaction is one thing that happened in a room, such as a roll-call. No public source shows what it holds.
type Interaction struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived
}

// InteractionPage is one page of what happened in a room.
type InteractionPage struct {
	Interactions []Interaction `json:"list,omitzero"`
	Total        int           `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// List returns one page of what happened in a room, each thing as a whole; All iterates over all of it.
//
// Baijiayun 签到汇总数据 (another document), POST /openapi/interact_info/getInteractList. No public source shows
// the reply: that it is a list as in other documents of the vendor is inferred. Safe to repeat. a07061625/swooleyaf sends days without a
// time of day; times are sent as 007gzs/baijiayun sends them.
func (s InteractionsService) List(ctx context.Context, in *ListInteractionsRequest, opts ...classcloud.CallOption) (*InteractionPage, error) {
	if in != nil {
		ask := *in
		ask.Page, ask.PageSize = orElse(in.Page, 1), orElse(in.PageSize, interactionsPerPage)
		in = &ask
	}
	out, err := call[*listReply[Interaction]](ctx, s.client, opInteractionsList, in, opts)
	if out == nil {
		return nil, err
	}
	return &InteractionPage{Total: out.total(), Interactions: out.List}, err
}

// All iterates over what happened in a room, each thing as a whole, starting at in.Page, with one page in memory, until as many came as the
// vendor says there are, or until an empty page where it does not say. A row that cannot be read is an error and does not end the
// iteration; when rows are missing at the end, the last error is DataLoss and says how many. Any other error ends the iteration, and after
// a break no further page is fetched.
func (s InteractionsService) All(ctx context.Context, in *ListInteractionsRequest, opts ...classcloud.CallOption) iter.Seq2[Interaction, error] {
	at := valueOf(in)
	return walkUnseen(opInteractionsList, at.Page, func(page int) ([]Interaction, int, error) {
		ask := at
		ask.Page = page
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Interactions, valueOf(out).Total, err
	})
}

// InteractionDetail is what one user did when something happened in a room. No public source shows what it holds.
type InteractionDetail struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived
}

// InteractionDetailPage is one page of what users did.
type InteractionDetailPage struct {
	Details []InteractionDetail `json:"list,omitzero"`
	Total   int                 `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// ListDetails returns one page of what each user did when something happened in a room; AllDetails iterates over all of it.
//
// Baijiayun 签到明细数据 (another document), POST /openapi/interact_info/getInteractDetail. No public source shows
// the reply: that it is a list as in other documents of the vendor is inferred. Safe to repeat.
func (s InteractionsService) ListDetails(ctx context.Context, in *ListInteractionsRequest, opts ...classcloud.CallOption) (*InteractionDetailPage, error) {
	if in != nil {
		ask := *in
		ask.Page, ask.PageSize = orElse(in.Page, 1), orElse(in.PageSize, interactionsPerPage)
		in = &ask
	}
	out, err := call[*listReply[InteractionDetail]](ctx, s.client, opInteractionsListDetails, in, opts)
	if out == nil {
		return nil, err
	}
	return &InteractionDetailPage{Total: out.total(), Details: out.List}, err
}

// AllDetails iterates over what each user did when something happened in a room, starting at in.Page, with one page in memory, until as
// many came as the vendor says there are, or until an empty page where it does not say. A row that cannot be read is an error and does not
// end the iteration; when rows are missing at the end, the last error is DataLoss and says how many. Any other error ends the iteration,
// and after a break no further page is fetched.
func (s InteractionsService) AllDetails(ctx context.Context, in *ListInteractionsRequest, opts ...classcloud.CallOption) iter.Seq2[InteractionDetail, error] {
	at := valueOf(in)
	return walkUnseen(opInteractionsListDetails, at.Page, func(page int) ([]InteractionDetail, int, error) {
		ask := at
		ask.Page = page
		out, err := s.ListDetails(ctx, &ask, opts...)
		return valueOf(out).Details, valueOf(out).Total, err
	})
}

// InteractionCheckIn is one roll-call. No public source shows what it holds.
type InteractionCheckIn struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived; a reply that is not an object is the member "data"
}

// GetCheckIn returns who answered one roll-call of a double-teacher classroom; Reports.GetCheckIn is about other rooms.
//
// Baijiayun 根据签到id,获取签到信息 (another document), POST /openapi/interact_data/getCheckinData. The parameter is that of 007gzs/baijiayun;
// whether the id is a number no source says. Safe to repeat.
func (s InteractionsService) GetCheckIn(ctx context.Context, checkInID string, opts ...classcloud.CallOption) (*InteractionCheckIn, error) {
	return call[*InteractionCheckIn](ctx, s.client, opInteractionsGetCheckIn, &struct {
		CheckInID string `json:"checkin_id" check:"required"`
	}{checkInID}, opts)
}
