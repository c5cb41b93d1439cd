package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// SchoolService keeps the institution itself.
type SchoolService struct{ client *Client }

// subAccountRef names a sub-account.
type subAccountRef struct {
	UID UID `json:"UID" check:"required"`
}

// DeleteSubAccount removes a sub-account of the institution.
//
// ClassIn 删除子账号, POST /partner/api/course.api.php?action=deleteSubSchoolAccount. Safe to repeat: CodeSubAccountNotFound, answering a
// repeat of the client's own, is success.
func (s *SchoolService) DeleteSubAccount(ctx context.Context, uid UID, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opSchoolDeleteSubAccount, &subAccountRef{uid}, opts)
}
