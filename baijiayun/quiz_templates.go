package baijiayun

import (
	"context"
	"iter"

	"github.com/go-classcloud/classcloud"
)

// QuizTemplatesService keeps the account's templates of tests (小测模板, 试卷), which are uploaded as spreadsheets. RoomsService adds them to
// rooms and removes them; QuizzesService tells what students answered in a class.
//
// Their parameters come from two public clients, 007gzs/baijiayun and a07061625/swooleyaf, which agree. No source shows a reply.
type QuizTemplatesService struct{ client *Client }

// UploadQuizTemplateRequest describes a template to upload.
type UploadQuizTemplateRequest struct {
	ProductType ProductType      `json:"product_type"`                            // the product line; leave it 0 when the account has only one
	Forced      bool             `json:"is_force" wire:"01"`                      // students must take the test; default no
	File        *classcloud.File `json:"attachment" wire:"file" check:"required"` // the questions, an Excel file in the vendor's form (小测模板excel表格)
}

// UploadedQuizTemplate is what the vendor answers about a new template. No source shows the reply.
type UploadedQuizTemplate struct {
	TemplateID int64 `json:"id,omitzero" check:"decorative"` // the member id, inferred from the parameter id of Delete; 0 when the reply does not have it: look for the template with All

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything else that arrived; what is not an object is its member data
}

// Upload stores a template. It streams the file, so a large file is never held in memory, and only ctx limits how long it takes.
//
// Baijiayun 添加小测 (直播配置), POST /openapi/live_setting/addQuiz, multipart. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. What the reply
// holds is not known, and one that holds nothing is a success. A repeat may store the template twice, so the call is never repeated once it
// may have arrived: when classcloud.MaybeApplied(err), look for the template with All first.
func (s QuizTemplatesService) Upload(ctx context.Context, in *UploadQuizTemplateRequest, opts ...classcloud.CallOption) (*UploadedQuizTemplate, error) {
	return call[*UploadedQuizTemplate](ctx, s.client, opQuizTemplatesUpload, in, opts)
}

// ListQuizTemplatesRequest selects a page of the account's templates.
type ListQuizTemplatesRequest struct {
	ProductType ProductType `json:"product_type"` // the product line; leave it 0 when the account has only one
	Query       string      `json:"query"`        // only templates that hold this text; default all
	Page        int         `json:"page"`         // from 1; default 1, always sent
	PageSize    int         `json:"page_size"`    // templates per page, default 20, at most 1,000; always sent
}

// Validate refuses a page size that the vendor does not take.
func (r *ListQuizTemplatesRequest) Validate() []classcloud.FieldError {
	return tooManyPerPage(r.PageSize, maxSettingsPerPage, "page_size")
}

// QuizTemplate is a template of a test. No source shows the reply: the members are inferred from the parameters of Upload and Delete, and
// what has another name, the title among it, is in Extra.
type QuizTemplate struct {
	TemplateID int64 `json:"id,omitzero" check:"decorative"`       // inferred; 0 when the row does not have it
	Forced     *bool `json:"is_force,omitzero" check:"decorative"` // students must take the test; inferred; nil when the row does not say

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything else that arrived
}

// QuizTemplatePage is one page of templates.
type QuizTemplatePage struct {
	Templates []QuizTemplate `json:"list,omitzero"`
	Total     int            `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// List returns one page of the account's templates; All iterates over all of them. A nil request asks for the first 20.
//
// Baijiayun 获取小测模板 (直播配置), POST /openapi/live_setting/getQuizList. Parameters: 007gzs/baijiayun, a07061625/swooleyaf, which sends at most
// 1,000 per page. Inferred from the vendor's other lists: the rows stand in list, with total beside it; a reply that is itself a list is read
// too. Safe to repeat.
func (s QuizTemplatesService) List(ctx context.Context, in *ListQuizTemplatesRequest, opts ...classcloud.CallOption) (*QuizTemplatePage, error) {
	ask := valueOf(in)
	ask.Page, ask.PageSize = orElse(ask.Page, 1), orElse(ask.PageSize, settingsPerPage)
	out, err := call[*listReply[QuizTemplate]](ctx, s.client, opQuizTemplatesList, &ask, opts)
	if out == nil {
		return nil, err
	}
	return &QuizTemplatePage{Total: out.total(), Templates: out.List}, err
}

// All iterates over the account's templates, starting at in.Page, with one page in memory, until as many came as the vendor says there are, or
// until three pages in a row have none that is new. A template that cannot be read is an error and does not end the iteration; when templates are missing at
// the end, the last error is DataLoss and says how many. Any other error ends the iteration, and after a break no further page is fetched.
func (s QuizTemplatesService) All(ctx context.Context, in *ListQuizTemplatesRequest, opts ...classcloud.CallOption) iter.Seq2[QuizTemplate, error] {
	at := valueOf(in)
	id := func(t QuizTemplate) int64 { return t.TemplateID }
	return walkSettings(opQuizTemplatesList, at.Page, at.PageSize, maxSettingsPerPage, id, func(page, size int) ([]QuizTemplate, int, error) {
		ask := at
		ask.Page, ask.PageSize = page, size
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Templates, valueOf(out).Total, err
	})
}

// DeleteQuizTemplateRequest names a template of the account.
type DeleteQuizTemplateRequest struct {
	ProductType ProductType `json:"product_type"`        // the product line; leave it 0 when the account has only one
	TemplateID  int64       `json:"id" check:"required"` // the template
}

// Delete deletes a template of the account.
//
// Baijiayun 删除小测模板 (直播配置), POST /openapi/live_setting/deleteQuiz. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. Whether rooms that
// have the template keep it is not known. Safe to repeat; how the vendor answers for a template that is gone is not known, so a refusal after
// an unanswered try leaves classcloud.MaybeApplied(err) true.
func (s QuizTemplatesService) Delete(ctx context.Context, in *DeleteQuizTemplateRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opQuizTemplatesDelete, in, opts)
}
