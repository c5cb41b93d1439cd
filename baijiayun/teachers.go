package baijiayun

import (
	"context"
	"iter"

	"github.com/go-classcloud/classcloud"
)

// TeachersService keeps the teachers of double-teacher classrooms (双师). Names and phone numbers are personal data. Its calls go to
// https://hudong.baijiayun.com, unless the client has a base URL of its own.
//
// The parameters are those of 007gzs/baijiayun. No public source tells the values of role, whether an id is a number, or what a reply
// holds: roles and ids are sent as you write them, and what arrives is in Extra.
type TeachersService struct{ client *Client }

// SaveTeacherRequest describes a teacher.
type SaveTeacherRequest struct {
	TeacherID string `json:"teacher_id" check:"required"` // in your own system
	Name      string `json:"teacher_name" check:"required"`
	Phone     string `json:"teacher_mobile" check:"required"` // personal data
	Role      string `json:"role" check:"required"`           // 老师角色, as the vendor has told you
}

// SavedTeacher is the answer to Save. No public source shows what it holds.
type SavedTeacher struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived; a reply that is not an object is the member "data"
}

// Save adds a teacher, or changes the one with that id.
//
// Baijiayun 老师添加、修改接口 (another document), POST /openapi/teacher/save. The title says that one call adds and changes; by what it knows a
// teacher again is not said, so the call is never repeated once it may have arrived: when classcloud.MaybeApplied(err), look through All
// first.
func (s TeachersService) Save(ctx context.Context, in *SaveTeacherRequest, opts ...classcloud.CallOption) (*SavedTeacher, error) {
	return call[*SavedTeacher](ctx, s.client, opTeachersSave, in, opts)
}

// ListTeachersRequest selects a page of teachers.
type ListTeachersRequest struct {
	Role     string `json:"role" check:"required"` // 老师角色, as the vendor has told you
	Page     int    `json:"page"`                  // from 1; default 1, always sent
	PageSize int    `json:"page_size"`             // teachers per page, default 20; no source says how many at most; always sent
}

// Teacher is a teacher of double-teacher classrooms. No public source shows what it holds.
type Teacher struct {
	Extra map[string]any `json:"unknown,omitzero" wire:"extra" check:"decorative"` // what arrived
}

// TeacherPage is one page of teachers.
type TeacherPage struct {
	Teachers []Teacher `json:"list,omitzero"`
	Total    int       `json:"total,omitzero"` // over all pages; -1 when the reply does not say
}

// List returns one page of the teachers of a role; All iterates over all of them.
//
// Baijiayun 获取老师信息接口 (another document), POST /openapi/teacher/list. No public source shows
// the reply: that it is a list as in other documents of the vendor is inferred. Safe to repeat.
func (s TeachersService) List(ctx context.Context, in *ListTeachersRequest, opts ...classcloud.CallOption) (*TeacherPage, error) {
	if in != nil {
		ask := *in
		ask.Page, ask.PageSize = orElse(in.Page, 1), orElse(in.PageSize, interactionsPerPage)
		in = &ask
	}
	out, err := call[*listReply[Teacher]](ctx, s.client, opTeachersList, in, opts)
	if out == nil {
		return nil, err
	}
	return &TeacherPage{Total: out.total(), Teachers: out.List}, err
}

// All iterates over the teachers of a role, starting at in.Page, with one page in memory, until as many came as the vendor says there are,
// or until an empty page where it does not say. A row that cannot be read is an error and does not end the iteration; when rows are missing
// at the end, the last error is DataLoss and says how many. Any other error ends the iteration, and after a break no further page is
// fetched.
func (s TeachersService) All(ctx context.Context, in *ListTeachersRequest, opts ...classcloud.CallOption) iter.Seq2[Teacher, error] {
	at := valueOf(in)
	return walkUnseen(opTeachersList, at.Page, func(page int) ([]Teacher, int, error) {
		ask := at
		ask.Page = page
		out, err := s.List(ctx, &ask, opts...)
		return valueOf(out).Teachers, valueOf(out).Total, err
	})
}

// DeleteTeacherRequest names a teacher.
type DeleteTeacherRequest struct {
	TeacherID string `json:"teacher_id" check:"required"` // in your own system
	Role      string `json:"role" check:"required"`       // 老师角色, as the vendor has told you
}

// Delete deletes a teacher.
//
// Baijiayun 老师删除接口 (another document), POST /openapi/teacher/delete. Safe to repeat; what the vendor answers about a teacher that is gone
// no source says.
func (s TeachersService) Delete(ctx context.Context, in *DeleteTeacherRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opTeachersDelete, in, opts)
}
