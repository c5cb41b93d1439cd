package baijiayun

import (
	"context"
	"iter"

	"github.com/go-classcloud/classcloud"
)

// SensitiveWordsService keeps the account's sensitive words (敏感词), which the chat of its classes does not let through.
//
// Their parameters come from two public clients, 007gzs/baijiayun and a07061625/swooleyaf, which agree. No source shows a reply.
type SensitiveWordsService struct{ client *Client }

// CreateSensitiveWordsRequest holds new words.
type CreateSensitiveWordsRequest struct {
	ProductType ProductType `json:"product_type"`                        // the product line; leave it 0 when the account has only one
	Words       []string    `json:"words" wire:"comma" check:"required"` // without commas, which the vendor reads as the end of a word, and without blanks at their ends
}

// CreatedSensitiveWords is what the vendor answers about new words. No source shows the reply: look for the words' ids with All.
type CreatedSensitiveWords struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything that arrived; what is not an object is its member data
}

// Create adds words to the account.
//
// Baijiayun 添加敏感词 (直播配置), POST /openapi/live_setting/addSensitiveWordBatch. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. How many
// words one call takes, what becomes of a word that is there already, and what the reply holds is not known; a reply that holds nothing is a
// success. A repeat may add the words twice, so the call is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look
// for the words with All first.
func (s SensitiveWordsService) Create(ctx context.Context, in *CreateSensitiveWordsRequest, opts ...classcloud.CallOption) (*CreatedSensitiveWords, error) {
	return call[*CreatedSensitiveWords](ctx, s.client, opSensitiveWordsCreate, in, opts)
}

// ListSensitiveWordsRequest selects a page of the account's words.
type ListSensitiveWordsRequest struct {
	ProductType ProductType `json:"product_type"` // the product line; leave it 0 when the account has only one
	Page        int         `json:"page"`         // from 1; default 1, always sent
	PageSize    int         `json:"page_size"`    // words per page, default 20, at most 1,000; always sent
}

// Validate refuses a page size that the vendor does not take.
func (r *ListSensitiveWordsRequest) Validate() []classcloud.FieldError {
	return tooManyPerPage(r.PageSize, maxSettingsPerPage, "page_size")
}

// SensitiveWord is a sensitive word of the account. No source shows the reply: the members are inferred from the parameters words of Create and
// ids of Delete, and what has another name is in Extra.
type SensitiveWord struct {
	WordID int64  `json:"id,omitzero" check:"decorative"`   // inferred; 0 when the row does not have it
	Word   string `json:"word,omitzero" check:"decorative"` // inferred

	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // everything else that arrived
}

// SensitiveWordPage is one page of words.
type SensitiveWordPage struct {
	Words []SensitiveWord `json:"list,omitzero"`
	Total int             `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// List returns one page of the account's words; All iterates over all of them. A nil request asks for the first 20.
//
// Baijiayun 查看当前敏感词列表 (直播配置), POST /openapi/live_setting/getSensitiveWord. Parameters: 007gzs/baijiayun, a07061625/swooleyaf, which
// sends at most 1,000 per page. Inferred from the vendor's other lists: the rows stand in list, with total beside it; a reply that is itself a
// list is read too. Safe to repeat.
func (s SensitiveWordsService) List(ctx context.Context, in *ListSensitiveWordsRequest, opts ...classcloud.CallOption) (*SensitiveWordPage, error) {
	ask := valueOf(in)
	ask.Page, ask.PageSize = orElse(ask.Page, 1), orElse(ask.PageSize, settingsPerPage)
	out, err := call[*listReply[SensitiveWord]](ctx, s.client, opSensitiveWordsList, &ask, opts)
	if out == nil {
		return nil, err
	}
	return &SensitiveWordPage{Total: out.total(), Words: out.List}, err
}

// All iterates over the account's words, starting at in.Page, with one page in memory, until as many came as the vendor says there are, or
// until three pages in a row have none that is new. A word that cannot be read is an error and does not end the iteration; when words are missing at the end,
// the last error is DataLoss and says how many. Any other error ends the iteration, and after a break no further page is fetched.
func (s SensitiveWordsService) All(ctx context.Context, in *ListSensitiveWordsRequest, opts ...classcloud.CallOption) iter.Seq2[SensitiveWord, error] {
	at := valueOf(in)
	id := func(w SensitiveWord) int64 { return w.WordID }
	return walkSettings(opSensitiveWordsList, at.Page, at.PageSize, maxSettingsPerPage, id, func(page, size int) ([]SensitiveWord, int, error) {
		ask := at
		ask.Page, ask.PageSize = page, size
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Words, valueOf(out).Total, err
	})
}

// DeleteSensitiveWordsRequest names words of the account.
type DeleteSensitiveWordsRequest struct {
	ProductType ProductType `json:"product_type"`                          // the product line; leave it 0 when the account has only one
	WordIDs     []int64     `json:"ids" wire:"comma" check:"required,ids"` // the words
}

// Delete deletes words of the account.
//
// Baijiayun 删除敏感词 (直播配置), POST /openapi/live_setting/deleteSensitiveWordBatch. Parameters: 007gzs/baijiayun, a07061625/swooleyaf. Safe to
// repeat; how the vendor answers for a word that is gone is not known, so a refusal after an unanswered try leaves
// classcloud.MaybeApplied(err) true.
func (s SensitiveWordsService) Delete(ctx context.Context, in *DeleteSensitiveWordsRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opSensitiveWordsDelete, in, opts)
}
