package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// SchoolService keeps the institution's own settings and sub-accounts.
type SchoolService struct{ client *Client }

// subAccountRef names a sub-account.
type subAccountRef struct {
	UID UID `json:"UID" check:"required"`
}

// DeleteSubAccount removes a sub-account of the institution.
//
// ClassIn 删除子账号, POST /partner/api/course.api.php?action=deleteSubSchoolAccount. Safe to repeat: CodeSubAccountNotFound, in answer to the
// client's own repeat, counts as success.
func (s SchoolService) DeleteSubAccount(ctx context.Context, uid UID, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opSchoolDeleteSubAccount, &subAccountRef{uid}, opts)
}

// UpdateSchoolRequest changes the institution's settings. A field left nil keeps its value.
type UpdateSchoolRequest struct {
	AllowReplay           *bool          `json:"allowViewReplay" wire:"01"`           // students and teachers of a class may watch its recording afterwards
	AllowReplayToNewcomer *bool          `json:"allowNewStudentViewReplay" wire:"01"` // students who join a course may watch the recordings of its earlier classes
	Extra                 map[string]any `json:"-" wire:"extra"`                      // parameters newer than this module
}

// Validate refuses a request that changes nothing.
func (r *UpdateSchoolRequest) Validate() []classcloud.FieldError { return changesNothing(*r) }

// UpdateSettings changes settings of the institution.
//
// ClassIn 修改学校设置, POST /school/modifySchoolConf, of v2. Safe to repeat.
func (s SchoolService) UpdateSettings(ctx context.Context, in *UpdateSchoolRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opSchoolUpdateSettings, in, opts)
}
