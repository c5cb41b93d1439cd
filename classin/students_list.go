package classin

import (
	"context"
	"encoding/json"
	"iter"

	"github.com/go-classcloud/classcloud"
)

// Student is a student of the institution, as a school that has the read opened gets it.
type Student struct {
	UID     UID                        `json:"studentUid,omitzero" check:"required"`
	Account string                     `json:"studentAccount,omitzero"` // the phone number, or the e-mail address
	Name    string                     `json:"studentName,omitzero"`
	Unknown map[string]json.RawMessage `json:"unknown,omitzero"` // members that this module does not have, as they arrived
}

// ListStudentsRequest selects a page of the institution's students.
type ListStudentsRequest struct {
	Page     int            `json:"page"`           // from 1; default the vendor's
	PageSize int            `json:"perpage"`        // default the vendor's
	Extra    map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// StudentPage is one page of students.
type StudentPage struct {
	Students []Student `json:"students"`
	Total    *int      `json:"total,omitzero"` // how many there are over all pages; nil when the reply does not say
}

// List returns one page of the institution's students; All iterates over all pages.
//
// ClassIn 获取学生列表, POST /partner/api/course.api.php?action=getStudentList. The vendor took its page away in 2018 and opens the read per
// school: CodeNotAuthorized may mean that yours does not have it. The vendor's change log names studentUid (appendix/edit_history, 2.1.0);
// parameters and the other names are those that classinkr-main/api_dashboard reads (reads.py). Safe to repeat.
func (s StudentsService) List(ctx context.Context, in *ListStudentsRequest, opts ...classcloud.CallOption) (*StudentPage, error) {
	rows, total, err := list[Student](ctx, s.client, opStudentsList, in, opts)
	if rows == nil {
		return nil, err
	}
	return &StudentPage{rows, total}, err
}

// All iterates over the institution's students from in.Page on, with one page in memory: 100 students unless in.PageSize says otherwise. It
// ends where the reply's total says, or with a page that has nothing new. A row that cannot be read is an error and does not end it.
func (s StudentsService) All(ctx context.Context, in *ListStudentsRequest, opts ...classcloud.CallOption) iter.Seq2[Student, error] {
	ask := copied(in)
	return walk(opStudentsList, ask.Page, func(s Student) UID { return s.UID }, func(page int) ([]Student, *int, error) {
		ask := ask
		ask.Page, ask.PageSize = page, sizeOf(ask.PageSize)
		return list[Student](ctx, s.client, opStudentsList, &ask, opts)
	})
}
