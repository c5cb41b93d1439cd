package baijiayun

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// AddRoomQuizTemplatesRequest names templates of tests and the room to add them to.
type AddRoomQuizTemplatesRequest struct {
	RoomID      int64       `json:"room_id" check:"required"`
	TemplateIDs []int64     `json:"paper_ids" wire:"comma" check:"required,ids"` // as QuizTemplatesService lists them
	ProductType ProductType `json:"product_type"`                                // the product line; leave it 0 when the account has only one
}

// AddQuizTemplates adds templates of tests to a room, whose teacher can then hold the tests.
//
// Baijiayun 小测关联直播间 (测验), POST /openapi/quiz/assignRoomPaper. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. Whether a call replaces the
// templates that the room has or adds to them is not known, nor what a repeat does, so the call is never repeated once it may have arrived:
// when classcloud.MaybeApplied(err), look at ListQuizTemplates first.
func (s RoomsService) AddQuizTemplates(ctx context.Context, in *AddRoomQuizTemplatesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsAddQuizTemplates, in, opts)
}

// RemoveRoomQuizTemplatesRequest names templates of tests and the room to remove them from.
type RemoveRoomQuizTemplatesRequest struct {
	RoomID      int64       `json:"room_id" check:"required"`
	TemplateIDs []int64     `json:"paper_ids" wire:"comma" check:"required,ids"` // as QuizTemplatesService lists them
	ProductType ProductType `json:"product_type"`                                // the product line; leave it 0 when the account has only one
}

// RemoveQuizTemplates removes templates of tests from a room. The account keeps them.
//
// Baijiayun 删除教室小测 (测验), POST /openapi/quiz/batchDeleteRoomPaper. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. Safe to repeat; how the
// vendor answers for a template that the room does not have is not known, so a refusal after an unanswered try leaves
// classcloud.MaybeApplied(err) true.
func (s RoomsService) RemoveQuizTemplates(ctx context.Context, in *RemoveRoomQuizTemplatesRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opRoomsRemoveQuizTemplates, in, opts)
}

// ListRoomQuizTemplatesRequest names a room.
type ListRoomQuizTemplatesRequest struct {
	RoomID      int64       `json:"room_id" check:"required"`
	ProductType ProductType `json:"product_type"` // the product line; leave it 0 when the account has only one
}

// ListQuizTemplates returns the templates of tests that a room has. QuizzesService.List returns the tests that were held, with their questions.
//
// Baijiayun 查看教室小测 (测验), POST /openapi/quiz/getRoomQuizList. Parameters: 007gzs/baijiayun, a07061625/swooleyaf; neither has pages. No source
// shows the reply: it is read like that of QuizTemplatesService.List. Safe to repeat.
func (s RoomsService) ListQuizTemplates(ctx context.Context, in *ListRoomQuizTemplatesRequest, opts ...classcloud.CallOption) ([]QuizTemplate, error) {
	out, err := call[*listReply[QuizTemplate]](ctx, s.client, opRoomsListQuizTemplates, in, opts)
	return rowsOf(out, err)
}
