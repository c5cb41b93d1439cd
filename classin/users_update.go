package classin

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// UpdateUserRequest gives a user a new nickname or picture. It needs UID or Phone, and Nickname or Picture.
type UpdateUserRequest struct {
	UID      UID              `json:"uid" check:"one=user"`
	Phone    string           `json:"telephone" check:"one=user"` // use it instead of UID: mainland numbers bare, others as 00CC-number; withdrawn in 2020
	Nickname string           `json:"nickname" check:"max=24"`    // shown below the user's camera; at most 24 characters: the vendor would cut the rest
	Picture  *classcloud.File `json:"Filedata" wire:"file"`       // .jpg, .jpeg, .gif or .png, 300 by 300 pixels, less than 1 MB
	Extra    map[string]any   `json:"-" wire:"extra"`             // parameters newer than this module
}

// Validate refuses an update that changes nothing.
func (r *UpdateUserRequest) Validate() []classcloud.FieldError {
	return changesNothing(r, "UID", "Phone")
}

// Update gives a user of the institution a new nickname or picture in the ClassIn client. The names in eeo.cn's console are those of
// Students.Update and Teachers.Update.
//
// ClassIn 修改用户信息, POST /partner/api/course.api.php?action=editUserInfo. The vendor marked it as to be discarded in 2020 and took its page
// away (appendix/edit_history, 3.4): a nickname is the user's own. The page is still at docs.classinpaas.com (user/editUserInfo), and
// programs in production still call it. The page wants nickname always, its copy at classin.vn nickname or Filedata: both are right with
// Nickname. Safe to repeat.
//
// Deprecated: the vendor may switch it off. Use Students.Update, Teachers.Update and Courses.SyncNicknames.
func (s UsersService) Update(ctx context.Context, in *UpdateUserRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opUsersUpdate, in, opts)
}

// ChangePasswordRequest gives a user a new password in exchange for the old one. It needs Password or PasswordMD5.
type ChangePasswordRequest struct {
	UID            UID            `json:"uid" check:"required"`
	OldPasswordMD5 string         `json:"oldMd5pass" check:"required"` // the old password's MD5, 32 lower-case hexadecimal digits
	Password       string         `json:"password" check:"min=6"`      // at least 6 characters; Users.ResetPassword's page says at most 20
	PasswordMD5    string         `json:"md5pass"`                     // the new password's MD5, 32 lower-case hexadecimal digits; use it instead of Password
	Extra          map[string]any `json:"-" wire:"extra"`              // parameters newer than this module
}

// Format writes the ChangePasswordRequest with what is secret in it hidden.
func (r ChangePasswordRequest) Format(f fmt.State, verb rune) {
	type plain ChangePasswordRequest
	transport.Hidden(f, verb, "classin.ChangePasswordRequest", plain(r))
}

// LogValue gives slog the ChangePasswordRequest with what is secret in it hidden.
func (r ChangePasswordRequest) LogValue() slog.Value { return transport.HiddenLog(r) }

// Validate refuses fields that contradict each other.
func (r *ChangePasswordRequest) Validate() []classcloud.FieldError {
	return onePassword(r.Password, r.PasswordMD5, false)
}

// ChangePassword gives a user a new password in exchange for the old one. ResetPassword does not ask for the old one.
//
// ClassIn 修改用户密码, POST /partner/api/course.api.php?action=modifyPassword. Its page is in the documentation's SUMMARY.md and at
// docs.eeo.cn/api/en/user/modifyPassword; the samples there still name the user by telephone, which is withdrawn. It is never repeated once
// it may have arrived, since the old password is then wrong: after MaybeApplied the user has the one or the other, and ResetPassword decides.
func (s UsersService) ChangePassword(ctx context.Context, in *ChangePasswordRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opUsersChangePassword, in, opts)
}
