package baijiayun

import (
	"context"
	"iter"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// EvaluationsService binds the forms with which students evaluate a class (课后评价) to rooms, and exports the students' answers. Only
// accounts of the pro environment have it.
type EvaluationsService struct{ client *Client }

// evaluationsPerPage is the vendor's default page size.
const evaluationsPerPage = 20

// ListEvaluationAnswersRequest selects a page of the students' answers about a room.
type ListEvaluationAnswersRequest struct {
	RoomID   int64           `json:"room_id" check:"required"`
	Date     classcloud.Date `json:"date"`      // the day of the class; the vendor requires it for long-term rooms only
	Page     int             `json:"page"`      // from 1, the default; always sent
	PageSize int             `json:"page_size"` // answers per page, default 20; always sent
}

// EvaluationAnswerPage is one page of answers.
type EvaluationAnswerPage struct {
	Total   int                `json:"total,omitzero"` // over all pages; -1 when the reply does not say
	Answers []EvaluationAnswer `json:"list,omitzero"`
}

// EvaluationAnswer is a student's answer to one question.
type EvaluationAnswer struct {
	UserName   string    `json:"user_name,omitzero"`
	UserNumber int64     `json:"user_number,omitzero" check:"present"` // the user's number in your own system; 0 for a guest
	Title      string    `json:"title,omitzero"`                       // the question
	QuestionID int64     `json:"question_id,omitzero" check:"required"`
	Answer     string    `json:"answer,omitzero"`
	CreateTime time.Time `json:"create_time,omitzero"`
}

// ListAnswers returns one page of the students' answers about a room; AllAnswers iterates over all of them.
//
// Baijiayun API 50 获取教室课后评价数据, POST /openapi/room_data/getEvaluationStat. The document calls page and page_size required
// but gives defaults, so both are always sent. Safe to repeat.
func (s EvaluationsService) ListAnswers(ctx context.Context, in *ListEvaluationAnswersRequest, opts ...classcloud.CallOption) (*EvaluationAnswerPage, error) {
	if in != nil {
		ask := *in
		ask.Page, ask.PageSize = orElse(in.Page, 1), orElse(in.PageSize, evaluationsPerPage)
		in = &ask
	}
	out, err := call[*listReply[EvaluationAnswer]](ctx, s.client, opEvaluationsListAnswers, in, opts)
	if out == nil {
		return nil, err
	}
	return &EvaluationAnswerPage{Total: out.total(), Answers: out.List}, err
}

// AllAnswers iterates over the students' answers about a room, starting at in.Page, with one page in memory, until as many came as the
// vendor says there are. A row that cannot be read is an error and does not end the iteration; when rows are missing at the end, the last
// error is DataLoss and says how many. Any other error ends the iteration, and after a break no further page is fetched.
func (s EvaluationsService) AllAnswers(ctx context.Context, in *ListEvaluationAnswersRequest, opts ...classcloud.CallOption) iter.Seq2[EvaluationAnswer, error] {
	at := valueOf(in)
	at.PageSize = pageSize(at.PageSize, evaluationsPerPage, 0)
	row := func(a EvaluationAnswer) EvaluationAnswer { return a } // a student answers a question once, and may change the answer
	return walk(opEvaluationsListAnswers, at.Page, row, func(page int) ([]EvaluationAnswer, int, error) {
		ask := at
		ask.Page = page
		out, err := s.ListAnswers(ctx, &ask, opts...)
		return valueOf(out).Answers, valueOf(out).Total, err
	})
}

// EvaluationStatus says whether a form is published (status).
type EvaluationStatus int

// The documented statuses.
const (
	EvaluationStatusUnpublished EvaluationStatus = 0 // not published: 未发布
	EvaluationStatusPublished   EvaluationStatus = 1 // published: 已发布
)

var evaluationStatusNames = map[EvaluationStatus]string{
	EvaluationStatusUnpublished: "Unpublished",
	EvaluationStatusPublished:   "Published",
}

// String returns the status's name, or EvaluationStatus(9) for a value this module does not know.
func (s EvaluationStatus) String() string {
	return wire.EnumName("EvaluationStatus", s, evaluationStatusNames)
}

// ListEvaluationsRequest selects a page of the account's forms.
type ListEvaluationsRequest struct {
	Status   *EvaluationStatus `json:"status"`    // only forms of this status; default all
	Page     int               `json:"page"`      // from 1, the default
	PageSize int               `json:"page_size"` // forms per page, default 20
}

// EvaluationPage is one page of forms.
type EvaluationPage struct {
	Total       int          `json:"total,omitzero"` // over all pages; -1 when the reply does not say
	Evaluations []Evaluation `json:"list,omitzero"`
}

// Evaluation is a form with which students evaluate a class.
type Evaluation struct {
	EvaluationID int64                `json:"id,omitzero"` // the form's id
	Title        string               `json:"title,omitzero"`
	CreateTime   time.Time            `json:"create_time,omitzero"`
	Questions    []EvaluationQuestion `json:"option_list,omitzero"`
}

// EvaluationQuestionType is the kind of a form's question (type). The document does not list the kinds.
type EvaluationQuestionType int

// The kinds in the document's example.
const (
	EvaluationQuestionTypeChoice EvaluationQuestionType = 2 // students choose from Options
	EvaluationQuestionTypeText   EvaluationQuestionType = 4 // students write a text
)

var evaluationQuestionTypeNames = map[EvaluationQuestionType]string{
	EvaluationQuestionTypeChoice: "Choice",
	EvaluationQuestionTypeText:   "Text",
}

// String returns the kind's name, or EvaluationQuestionType(9) for a value this module does not know.
func (t EvaluationQuestionType) String() string {
	return wire.EnumName("EvaluationQuestionType", t, evaluationQuestionTypeNames)
}

// EvaluationQuestion is a question of a form.
type EvaluationQuestion struct {
	Title        string                 `json:"title,omitzero"`
	Type         EvaluationQuestionType `json:"type,omitzero"`
	Force        bool                   `json:"is_force,omitzero"` // students must answer it
	Options      []string               `json:"option,omitzero"`   // empty for EvaluationQuestionTypeText
	OptionLines  string                 `json:"options,omitzero"`  // Options as one text, one option per line
	DisplayOrder int                    `json:"display_order,omitzero"`
}

// evaluationRow is a form whose id the vendor writes under one of two names.
type evaluationRow struct {
	Evaluation
	QuestionID int64 `json:"question_id"`
}

// Lacks asks for the id under either name.
func (r *evaluationRow) Lacks() string {
	if r.EvaluationID < 1 && r.QuestionID < 1 {
		return "id"
	}
	return ""
}

// List returns one page of the account's forms; All iterates over all of them. A nil request asks for the first 20.
//
// Baijiayun API 51 获取课后评价模板列表, POST /openapi/evaluation/getEvaluationList. The document calls a form's id question_id in its
// table and id in its example; both are read. Safe to repeat.
func (s EvaluationsService) List(ctx context.Context, in *ListEvaluationsRequest, opts ...classcloud.CallOption) (*EvaluationPage, error) {
	if in == nil {
		in = &ListEvaluationsRequest{}
	}
	out, err := call[*listReply[evaluationRow]](ctx, s.client, opEvaluationsList, in, opts)
	if out == nil {
		return nil, err
	}
	page := &EvaluationPage{Total: out.total(), Evaluations: make([]Evaluation, len(out.List))}
	for i, row := range out.List {
		page.Evaluations[i] = row.Evaluation
		page.Evaluations[i].EvaluationID = orElse(row.EvaluationID, row.QuestionID)
	}
	return page, err
}

// All iterates over the account's forms, starting at in.Page, with one page in memory, until as many came as the
// vendor says there are. A row that cannot be read is an error and does not end the iteration; when rows are missing at the end, the last
// error is DataLoss and says how many. Any other error ends the iteration, and after a break no further page is fetched.
func (s EvaluationsService) All(ctx context.Context, in *ListEvaluationsRequest, opts ...classcloud.CallOption) iter.Seq2[Evaluation, error] {
	at := valueOf(in)
	at.PageSize = pageSize(at.PageSize, evaluationsPerPage, 0)
	id := func(e Evaluation) int64 { return e.EvaluationID }
	return walk(opEvaluationsList, at.Page, id, func(page int) ([]Evaluation, int, error) {
		ask := at
		ask.Page = page
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Evaluations, valueOf(out).Total, err
	})
}

// BindEvaluationRequest names a form and a room.
type BindEvaluationRequest struct {
	RoomID       int64 `json:"room_id" check:"required"`
	EvaluationID int64 `json:"evaluate_id" check:"required"` // the form
}

// Bind binds a form to a room, whose students then evaluate the class with it.
//
// Baijiayun API 52 关联教室评价模板, POST /openapi/evaluation/bindRoomEvaluation. The document does not say what a repeat does, so the call is
// never repeated once it may have arrived: when classcloud.MaybeApplied(err), call Replace, which binds the same form whether or not the room has it.
func (s EvaluationsService) Bind(ctx context.Context, in *BindEvaluationRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opEvaluationsBind, in, opts)
}

// Replace binds another form to a room that has one.
//
// Baijiayun API 53 更换教室评价模板, POST /openapi/evaluation/updateRoomEvaluation. Safe to repeat.
func (s EvaluationsService) Replace(ctx context.Context, in *BindEvaluationRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opEvaluationsReplace, in, opts)
}
