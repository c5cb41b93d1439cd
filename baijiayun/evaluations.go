package baijiayun

import (
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// EvaluationsService ties the forms that students evaluate a class with (课后评价) to rooms, and exports what they wrote. For
// accounts of the pro environment.
type EvaluationsService struct{ client *Client }

// evaluationsPerPage is the vendor's own default.
const evaluationsPerPage = 20

// ListEvaluationAnswersRequest selects a page of what students wrote about a room.
type ListEvaluationAnswersRequest struct {
	RoomID   int64           `json:"room_id" check:"required"`
	Date     classcloud.Date `json:"date"`      // required by the vendor for long-term rooms only
	Page     int             `json:"page"`      // from 1, the default; always sent
	PageSize int             `json:"page_size"` // answers a page, default 20; always sent
}

// EvaluationAnswerPage is one page of answers.
type EvaluationAnswerPage struct {
	Total   int                `json:"total,omitzero"` // of all pages
	Answers []EvaluationAnswer `json:"list,omitzero"`
}

// EvaluationAnswer is what a student answered to a question.
type EvaluationAnswer struct {
	UserName   string    `json:"user_name,omitzero"`
	UserNumber int64     `json:"user_number,omitzero"`
	Title      string    `json:"title,omitzero"` // the question
	QuestionID int64     `json:"question_id,omitzero"`
	Answer     string    `json:"answer,omitzero"`
	CreateTime time.Time `json:"create_time,omitzero"`
}

// ListAnswers returns one page of what students wrote about a room; AllAnswers walks them all.
//
// Baijiayun API 50 获取教室课后评价数据, POST /openapi/room_data/getEvaluationStat. The document calls page and page_size required and
// gives them defaults: they are always sent.
func (s EvaluationsService) ListAnswers(ctx context.Context, in *ListEvaluationAnswersRequest, opts ...classcloud.CallOption) (*EvaluationAnswerPage, error) {
	if in != nil {
		ask := *in
		ask.Page, ask.PageSize = orElse(in.Page, 1), orElse(in.PageSize, evaluationsPerPage)
		in = &ask
	}
	return call[*EvaluationAnswerPage](ctx, s.client, opEvaluationsListAnswers, in, opts)
}

// AllAnswers walks what students wrote about a room from in.Page on, one page in memory. An error ends the walk; nothing is
// asked for after a break.
func (s EvaluationsService) AllAnswers(ctx context.Context, in *ListEvaluationAnswersRequest, opts ...classcloud.CallOption) iter.Seq2[EvaluationAnswer, error] {
	at := valueOf(in)
	at.PageSize = pageSize(at.PageSize, evaluationsPerPage, 0)
	return pages(at.Page, at.PageSize, func(page int) ([]EvaluationAnswer, error) {
		ask := at
		ask.Page = page
		out, err := s.ListAnswers(ctx, &ask, opts...)
		return valueOf(out).Answers, err
	})
}

// EvaluationStatus says whether a form is in use (status).
type EvaluationStatus int

// The documented states.
const (
	EvaluationStatusUnpublished EvaluationStatus = 0 // 未发布
	EvaluationStatusPublished   EvaluationStatus = 1 // 已发布
)

var evaluationStatusNames = map[EvaluationStatus]string{
	EvaluationStatusUnpublished: "Unpublished",
	EvaluationStatusPublished:   "Published",
}

// String returns the state's name, or EvaluationStatus(9) for one this module does not know.
func (s EvaluationStatus) String() string {
	return wire.EnumName("EvaluationStatus", s, evaluationStatusNames)
}

// ListEvaluationsRequest selects a page of the account's forms.
type ListEvaluationsRequest struct {
	Status   *EvaluationStatus `json:"status"`    // nil for all
	Page     int               `json:"page"`      // from 1, the default
	PageSize int               `json:"page_size"` // forms a page, default 20
}

// EvaluationPage is one page of forms.
type EvaluationPage struct {
	Total       int          `json:"total,omitzero"` // of all pages
	Evaluations []Evaluation `json:"list,omitzero"`
}

// Evaluation is a form.
type Evaluation struct {
	EvaluationID int64                `json:"id,omitzero"` // evaluate_id of Bind and Replace
	Title        string               `json:"title,omitzero"`
	CreateTime   time.Time            `json:"create_time,omitzero"`
	Questions    []EvaluationQuestion `json:"option_list,omitzero"`
}

// EvaluationQuestionType is the kind of a form's question (type). The document does not list the kinds.
type EvaluationQuestionType int

// The kinds of the document's example.
const (
	EvaluationQuestionTypeChoice EvaluationQuestionType = 2
	EvaluationQuestionTypeText   EvaluationQuestionType = 4
)

var evaluationQuestionTypeNames = map[EvaluationQuestionType]string{
	EvaluationQuestionTypeChoice: "Choice",
	EvaluationQuestionTypeText:   "Text",
}

// String returns the kind's name, or EvaluationQuestionType(9) for one this module does not know.
func (t EvaluationQuestionType) String() string {
	return wire.EnumName("EvaluationQuestionType", t, evaluationQuestionTypeNames)
}

// EvaluationQuestion is a question of a form.
type EvaluationQuestion struct {
	Title        string                 `json:"title,omitzero"`
	Type         EvaluationQuestionType `json:"type,omitzero"`
	Force        bool                   `json:"is_force,omitzero"` // must be answered
	Options      []string               `json:"option,omitzero"`   // none for EvaluationQuestionTypeText
	OptionLines  string                 `json:"options,omitzero"`  // Options, one a line
	DisplayOrder int                    `json:"display_order,omitzero"`
}

// evaluationRow is a form whose id the vendor writes under one of two names.
type evaluationRow struct {
	Evaluation
	QuestionID int64 `json:"question_id"`
}

// List returns one page of the account's forms; All walks them all. nil asks for the first 20.
//
// Baijiayun API 51 获取课后评价模板列表, POST /openapi/evaluation/getEvaluationList. The document's table calls a form's id question_id,
// its example id: both are read.
func (s EvaluationsService) List(ctx context.Context, in *ListEvaluationsRequest, opts ...classcloud.CallOption) (*EvaluationPage, error) {
	if in == nil {
		in = &ListEvaluationsRequest{}
	}
	out, err := call[listReply[evaluationRow]](ctx, s.client, opEvaluationsList, in, opts)
	if err != nil {
		return nil, err
	}
	page := &EvaluationPage{Total: out.Total, Evaluations: make([]Evaluation, len(out.List))}
	for i, row := range out.List {
		page.Evaluations[i] = row.Evaluation
		page.Evaluations[i].EvaluationID = orElse(row.EvaluationID, row.QuestionID)
	}
	return page, nil
}

// All walks the account's forms from in.Page on, one page in memory. An error ends the walk; nothing is asked for after a break.
func (s EvaluationsService) All(ctx context.Context, in *ListEvaluationsRequest, opts ...classcloud.CallOption) iter.Seq2[Evaluation, error] {
	at := valueOf(in)
	at.PageSize = pageSize(at.PageSize, evaluationsPerPage, 0)
	return pages(at.Page, at.PageSize, func(page int) ([]Evaluation, error) {
		ask := at
		ask.Page = page
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Evaluations, err
	})
}

// BindEvaluationRequest ties a form to a room.
type BindEvaluationRequest struct {
	RoomID       int64 `json:"room_id" check:"required"`
	EvaluationID int64 `json:"evaluate_id" check:"required"` // the form: Evaluation.ID
}

// Bind ties a form to a room.
//
// Baijiayun API 52 关联教室评价模板, POST /openapi/evaluation/bindRoomEvaluation. Safe to repeat.
func (s EvaluationsService) Bind(ctx context.Context, in *BindEvaluationRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opEvaluationsBind, in, opts)
}

// Replace ties another form to a room that has one.
//
// Baijiayun API 53 更换教室评价模板, POST /openapi/evaluation/updateRoomEvaluation. Safe to repeat.
func (s EvaluationsService) Replace(ctx context.Context, in *BindEvaluationRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opEvaluationsReplace, in, opts)
}
