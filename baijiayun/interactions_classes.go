package baijiayun

import (
	"context"
	"iter"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// ClassVoteType is how a class was asked (type).
type ClassVoteType int

// The kinds that a07061625/swooleyaf names.
const (
	ClassVoteTypeVote   ClassVoteType = 0 // everybody votes: 投票
	ClassVoteTypeBuzzer ClassVoteType = 1 // the quickest answers: 抢答
)

var classVoteTypeNames = map[ClassVoteType]string{
	ClassVoteTypeVote:   "Vote",
	ClassVoteTypeBuzzer: "Buzzer",
}

// String returns the kind's name, or ClassVoteType(9) for a value this module does not know.
func (t ClassVoteType) String() string { return wire.EnumName("ClassVoteType", t, classVoteTypeNames) }

// ClassVoteQuestionType is the kind of the question that a class was asked (sub_type).
type ClassVoteQuestionType int

// The kinds that a07061625/swooleyaf names.
const (
	ClassVoteQuestionTypeChoice ClassVoteQuestionType = 0 // a choice: 选择题
	ClassVoteQuestionTypeJudge  ClassVoteQuestionType = 1 // right or wrong: 判断题
	ClassVoteQuestionTypeText   ClassVoteQuestionType = 2 // a free answer: 问答题
)

var classVoteQuestionTypeNames = map[ClassVoteQuestionType]string{
	ClassVoteQuestionTypeChoice: "Choice",
	ClassVoteQuestionTypeJudge:  "Judge",
	ClassVoteQuestionTypeText:   "Text",
}

// String returns the kind's name, or ClassVoteQuestionType(9) for a value this module does not know.
func (t ClassVoteQuestionType) String() string {
	return wire.EnumName("ClassVoteQuestionType", t, classVoteQuestionTypeNames)
}

// ListClassVotesRequest selects a page of a room's votes.
type ListClassVotesRequest struct {
	RoomID       int64                  `json:"room_id" check:"required"`
	Type         *ClassVoteType         `json:"type"`      // only of this kind; default all
	QuestionType *ClassVoteQuestionType `json:"sub_type"`  // only with this kind of question; default all
	Date         classcloud.Date        `json:"date"`      // only of this day; default all
	Page         int                    `json:"page"`      // from 1; default 1, always sent
	PageSize     int                    `json:"page_size"` // rows per page, default 20; no source says how many at most; always sent
}

// ClassVote is a vote, or a question that the quickest answered, in a double-teacher classroom. No public source shows what it holds.
type ClassVote struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived
}

// ClassVotePage is one page of a room's votes.
type ClassVotePage struct {
	Votes []ClassVote `json:"list,omitzero"`
	Total int         `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// ListVotes returns one page of a room's votes; AllVotes iterates over all of them.
//
// Baijiayun 获取班级投票数据 (another document), POST /openapi/interact_data/getClassVoteData. No public source shows
// the reply: that it is a list as in other documents of the vendor is inferred. Safe to repeat.
func (s InteractionsService) ListVotes(ctx context.Context, in *ListClassVotesRequest, opts ...classcloud.CallOption) (*ClassVotePage, error) {
	if in != nil {
		ask := *in
		ask.Page, ask.PageSize = orElse(in.Page, 1), orElse(in.PageSize, interactionsPerPage)
		in = &ask
	}
	out, err := call[*listReply[ClassVote]](ctx, s.client, opInteractionsListVotes, in, opts)
	if out == nil {
		return nil, err
	}
	return &ClassVotePage{Total: out.total(), Votes: out.List}, err
}

// AllVotes iterates over a room's votes, starting at in.Page, with one page in memory, until as many came as the vendor says there are, or
// until an empty page where it does not say. A row that cannot be read is an error and does not end the iteration; when rows are missing at
// the end, the last error is DataLoss and says how many. Any other error ends the iteration, and after a break no further page is fetched.
func (s InteractionsService) AllVotes(ctx context.Context, in *ListClassVotesRequest, opts ...classcloud.CallOption) iter.Seq2[ClassVote, error] {
	at := valueOf(in)
	return walkUnseen(opInteractionsListVotes, at.Page, func(page int) ([]ClassVote, int, error) {
		ask := at
		ask.Page = page
		out, err := s.ListVotes(ctx, &ask, opts...)
		return valueOf(out).Votes, valueOf(out).Total, err
	})
}

// ClassRedPacketType is the kind of a red packet (type).
type ClassRedPacketType int

// The kinds that a07061625/swooleyaf names.
const (
	ClassRedPacketTypeNormal ClassRedPacketType = 0 // everybody gets the same: 普通红包
	ClassRedPacketTypeLucky  ClassRedPacketType = 1 // everybody gets another share: 拼手气红包
)

var classRedPacketTypeNames = map[ClassRedPacketType]string{
	ClassRedPacketTypeNormal: "Normal",
	ClassRedPacketTypeLucky:  "Lucky",
}

// String returns the kind's name, or ClassRedPacketType(9) for a value this module does not know.
func (t ClassRedPacketType) String() string {
	return wire.EnumName("ClassRedPacketType", t, classRedPacketTypeNames)
}

// ListClassRedPacketsRequest selects a page of a room's red packets.
type ListClassRedPacketsRequest struct {
	RoomID   int64               `json:"room_id" check:"required"`
	Type     *ClassRedPacketType `json:"type"`      // only of this kind; default all
	Date     classcloud.Date     `json:"date"`      // only of this day; default all
	Page     int                 `json:"page"`      // from 1; default 1, always sent
	PageSize int                 `json:"page_size"` // rows per page, default 20; no source says how many at most; always sent
}

// ClassRedPacket is a red packet of a double-teacher classroom. No public source shows what it holds.
type ClassRedPacket struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived
}

// ClassRedPacketPage is one page of a room's red packets.
type ClassRedPacketPage struct {
	RedPackets []ClassRedPacket `json:"list,omitzero"`
	Total      int              `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// ListRedPackets returns one page of a room's red packets; AllRedPackets iterates over all of them.
//
// Baijiayun 获取班级红包数据 (another document), POST /openapi/interact_data/getRedPackageData. No public source shows
// the reply: that it is a list as in other documents of the vendor is inferred. Safe to repeat.
func (s InteractionsService) ListRedPackets(ctx context.Context, in *ListClassRedPacketsRequest, opts ...classcloud.CallOption) (*ClassRedPacketPage, error) {
	if in != nil {
		ask := *in
		ask.Page, ask.PageSize = orElse(in.Page, 1), orElse(in.PageSize, interactionsPerPage)
		in = &ask
	}
	out, err := call[*listReply[ClassRedPacket]](ctx, s.client, opInteractionsListRedPackets, in, opts)
	if out == nil {
		return nil, err
	}
	return &ClassRedPacketPage{Total: out.total(), RedPackets: out.List}, err
}

// AllRedPackets iterates over a room's red packets, starting at in.Page, with one page in memory, until as many came as the vendor says
// there are, or until an empty page where it does not say. A row that cannot be read is an error and does not end the iteration; when rows
// are missing at the end, the last error is DataLoss and says how many. Any other error ends the iteration, and after a break no further
// page is fetched.
func (s InteractionsService) AllRedPackets(ctx context.Context, in *ListClassRedPacketsRequest, opts ...classcloud.CallOption) iter.Seq2[ClassRedPacket, error] {
	at := valueOf(in)
	return walkUnseen(opInteractionsListRedPackets, at.Page, func(page int) ([]ClassRedPacket, int, error) {
		ask := at
		ask.Page = page
		out, err := s.ListRedPackets(ctx, &ask, opts...)
		return valueOf(out).RedPackets, valueOf(out).Total, err
	})
}
