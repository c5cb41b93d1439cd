package classin

import (
	"context"
	"encoding/json"
	"iter"

	"github.com/go-classcloud/classcloud"
)

// Teacher is a teacher of the institution, as a school that has the read opened gets it.
type Teacher struct {
	UID     UID                        `json:"teacherUid,omitzero" check:"required"`
	Account string                     `json:"teacherAccount,omitzero"` // the phone number, or the e-mail address
	Name    string                     `json:"teacherName,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero"` // members that this module does not have, as they arrived
}

// ListTeachersRequest selects a page of the institution's teachers.
type ListTeachersRequest struct {
	Page     int            `json:"page"`           // from 1; default the vendor's
	PageSize int            `json:"perpage"`        // default the vendor's
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// TeacherPage is one page of teachers.
type TeacherPage struct {
	Teachers []Teacher `json:"teachers"`
	Total    *int      `json:"total,omitzero"` // how many there are over all pages; nil when the reply does not say
}

// List returns one page of the institution's teachers; All iterates over all pages.
//
// ClassIn 获取机构老师列表, POST /partner/api/course.api.php?action=getTeacherList. The vendor took its page away in 2018 and opens the read per
// school: CodeNotAuthorized may mean that yours does not have it. CodeNoData, and false before 2017, are an empty list
// (appendix/edit_history, 2.1.5); parameters and names are those that classinkr-main/api_dashboard reads (reads.py). Safe to repeat.
func (s TeachersService) List(ctx context.Context, in *ListTeachersRequest, opts ...classcloud.CallOption) (*TeacherPage, error) {
	rows, total, err := list[Teacher](ctx, s.client, opTeachersList, in, opts)
	if rows == nil {
		return nil, err
	}
	return &TeacherPage{rows, total}, err
}

// All iterates over the institution's teachers from in.Page on, with one page in memory: 100 teachers unless in.PageSize says otherwise. It
// ends where the reply's total says, or with a page that has nothing new. A row that cannot be read is an error and does not end it.
func (s TeachersService) All(ctx context.Context, in *ListTeachersRequest, opts ...classcloud.CallOption) iter.Seq2[Teacher, error] {
	ask := copied(in)
	return walk(opTeachersList, ask.Page, func(t Teacher) UID { return t.UID }, func(page int) ([]Teacher, *int, error) {
		ask := ask
		ask.Page, ask.PageSize = page, sizeOf(ask.PageSize)
		return list[Teacher](ctx, s.client, opTeachersList, &ask, opts)
	})
}
