package baijiayun

import (
	"context"
	"iter"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// RandomPickType is what is picked by chance (type).
type RandomPickType int

// The kinds that a07061625/swooleyaf names.
const (
	RandomPickTypeClass   RandomPickType = 0 // a class: 随机选班级
	RandomPickTypeStudent RandomPickType = 1 // a student: 随机选学生
)

var randomPickTypeNames = map[RandomPickType]string{
	RandomPickTypeClass:   "Class",
	RandomPickTypeStudent: "Student",
}

// String returns the kind's name, or RandomPickType(9) for a value this module does not know.
func (t RandomPickType) String() string {
	return wire.EnumName("RandomPickType", t, randomPickTypeNames)
}

// ListRandomPicksRequest selects a page of what was picked by chance in a room.
type ListRandomPicksRequest struct {
	RoomID   int64           `json:"room_id" check:"required"`
	Type     *RandomPickType `json:"type"`      // only of this kind; default all
	Date     classcloud.Date `json:"date"`      // only of this day; default all
	Page     int             `json:"page"`      // from 1; default 1, always sent
	PageSize int             `json:"page_size"` // rows per page, default 20; no source says how many at most; always sent
}

// RandomPick is a class or student of a double-teacher classroom that was picked by chance. No public source shows what it holds.
type RandomPick struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived
}

// RandomPickPage is one page of what was picked by chance in a room.
type RandomPickPage struct {
	RandomPicks []RandomPick `json:"list,omitzero"`
	Total       int          `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// ListRandomPicks returns one page of what was picked by chance in a room; AllRandomPicks iterates over all of it.
//
// Baijiayun 获取班级随机点名数据 (another document), POST /openapi/interact_data/getRandomAskData. No public source shows
// the reply: that it is a list as in other documents of the vendor is inferred. Safe to repeat.
func (s InteractionsService) ListRandomPicks(ctx context.Context, in *ListRandomPicksRequest, opts ...classcloud.CallOption) (*RandomPickPage, error) {
	if in != nil {
		ask := *in
		ask.Page, ask.PageSize = orElse(in.Page, 1), orElse(in.PageSize, interactionsPerPage)
		in = &ask
	}
	out, err := call[*listReply[RandomPick]](ctx, s.client, opInteractionsListRandomPicks, in, opts)
	if out == nil {
		return nil, err
	}
	return &RandomPickPage{Total: out.total(), RandomPicks: out.List}, err
}

// AllRandomPicks iterates over what was picked by chance in a room, starting at in.Page, with one page in memory, until as many came as the
// vendor says there are, or until an empty page where it does not say. A row that cannot be read is an error and does not end the
// iteration; when rows are missing at the end, the last error is DataLoss and says how many. Any other error ends the iteration, and after
// a break no further page is fetched.
func (s InteractionsService) AllRandomPicks(ctx context.Context, in *ListRandomPicksRequest, opts ...classcloud.CallOption) iter.Seq2[RandomPick, error] {
	at := valueOf(in)
	return walkUnseen(opInteractionsListRandomPicks, at.Page, func(page int) ([]RandomPick, int, error) {
		ask := at
		ask.Page = page
		out, err := s.ListRandomPicks(ctx, &ask, opts...)
		return valueOf(out).RandomPicks, valueOf(out).Total, err
	})
}

// ListHeadcountsRequest selects a page of a room's headcounts.
type ListHeadcountsRequest struct {
	RoomID   int64           `json:"room_id" check:"required"`
	Date     classcloud.Date `json:"date"`      // only of this day; default all
	Page     int             `json:"page"`      // from 1; default 1, always sent
	PageSize int             `json:"page_size"` // rows per page, default 20; no source says how many at most; always sent
}

// Headcount is how many people the vendor counted in a class of a double-teacher classroom, by machine (AI). No public source shows what it
// holds.
type Headcount struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived
}

// HeadcountPage is one page of a room's headcounts.
type HeadcountPage struct {
	Headcounts []Headcount `json:"list,omitzero"`
	Total      int         `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// ListHeadcounts returns one page of a room's headcounts; AllHeadcounts iterates over all of them.
//
// Baijiayun 获取AI班级人数列表 (another document), POST /openapi/interact_data/getAiUserCountData. No public source shows
// the reply: that it is a list as in other documents of the vendor is inferred. Safe to repeat.
func (s InteractionsService) ListHeadcounts(ctx context.Context, in *ListHeadcountsRequest, opts ...classcloud.CallOption) (*HeadcountPage, error) {
	if in != nil {
		ask := *in
		ask.Page, ask.PageSize = orElse(in.Page, 1), orElse(in.PageSize, interactionsPerPage)
		in = &ask
	}
	out, err := call[*listReply[Headcount]](ctx, s.client, opInteractionsListHeadcounts, in, opts)
	if out == nil {
		return nil, err
	}
	return &HeadcountPage{Total: out.total(), Headcounts: out.List}, err
}

// AllHeadcounts iterates over a room's headcounts, starting at in.Page, with one page in memory, until as many came as the vendor says
// there are, or until an empty page where it does not say. A row that cannot be read is an error and does not end the iteration; when rows
// are missing at the end, the last error is DataLoss and says how many. Any other error ends the iteration, and after a break no further
// page is fetched.
func (s InteractionsService) AllHeadcounts(ctx context.Context, in *ListHeadcountsRequest, opts ...classcloud.CallOption) iter.Seq2[Headcount, error] {
	at := valueOf(in)
	return walkUnseen(opInteractionsListHeadcounts, at.Page, func(page int) ([]Headcount, int, error) {
		ask := at
		ask.Page = page
		out, err := s.ListHeadcounts(ctx, &ask, opts...)
		return valueOf(out).Headcounts, valueOf(out).Total, err
	})
}
