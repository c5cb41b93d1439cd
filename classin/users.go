package classin

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// UsersService registers users: the accounts with which teachers and students log in.
type UsersService struct{ client *Client }

// UID is a user's id, as Users.Register returns it. It is neither the id in eeo.cn's URLs nor the relation id that Teachers.Add returns:
// passing one of those is CodeInvalidData or CodeTeacherNotInSchool.
type UID int64

// Membership is what a new user becomes in the institution (addToSchoolMember).
type Membership int

// The memberships.
const (
	MembershipNone    Membership = 0 // not a member
	MembershipStudent Membership = 1 // a student
	MembershipTeacher Membership = 2 // a teacher
)

var membershipNames = map[Membership]string{MembershipNone: "None", MembershipStudent: "Student", MembershipTeacher: "Teacher"}

// String returns the membership's name, or Membership(9) for a value this module does not know.
func (m Membership) String() string { return wire.EnumName("Membership", m, membershipNames) }

// RegisterUserRequest describes a new account. It needs Phone or Email, and Password or PasswordMD5, but not both of either pair.
type RegisterUserRequest struct {
	Phone       string           `json:"telephone" check:"one=account"` // mainland numbers bare, others as 00CC-number: 001-8006437676
	Email       string           `json:"email" check:"one=account"`     // use it instead of Phone
	Nickname    string           `json:"nickname" check:"max=24"`       // at most 24 characters: the vendor would cut the rest; default the number
	Password    string           `json:"password" check:"min=6,max=20"` // 6 to 20 characters
	PasswordMD5 string           `json:"md5pass"`                       // the password's MD5, 32 lower-case hexadecimal digits; not with SendMessage
	Picture     *classcloud.File `json:"Filedata" wire:"file"`          // .jpg, .jpeg, .gif or .png, 300 by 300 pixels, less than 1 MB
	Membership  Membership       `json:"addToSchoolMember"`             // default none; of an account that exists it may be ignored: see Register
	SendMessage bool             `json:"isSentMessage" wire:"01"`       // send a text message with the password, or with a random one if Password is empty; needs Membership
	Extra       map[string]any   `json:"-" wire:"extra"`                // parameters newer than this module
}

// Format writes the RegisterUserRequest with what is secret in it hidden.
func (r RegisterUserRequest) Format(f fmt.State, verb rune) {
	type plain RegisterUserRequest
	transport.Hidden(f, verb, "classin.RegisterUserRequest", plain(r))
}

// LogValue gives slog the RegisterUserRequest with what is secret in it hidden.
func (r RegisterUserRequest) LogValue() slog.Value { return transport.HiddenLog(r) }

// Validate refuses fields that contradict each other.
func (r *RegisterUserRequest) Validate() []classcloud.FieldError {
	bad := onePassword(r.Password, r.PasswordMD5, r.SendMessage)
	if r.SendMessage && r.Membership == MembershipNone {
		bad = append(bad, classcloud.FieldError{Field: "Membership", Wire: "addToSchoolMember", Problem: "is required with SendMessage"})
	}
	return bad
}

// PasswordStatus is whether a registration gave the account its password.
type PasswordStatus int

// The statuses.
const (
	PasswordStatusUnknown PasswordStatus = 0 // the reply is that of a new account and that of an account that existed: see UsersService.Register
	PasswordStatusSet     PasswordStatus = 1 // the account is new and has the password of the request
	PasswordStatusKept    PasswordStatus = 2 // the account existed and keeps the password it had
)

var passwordStatusNames = map[PasswordStatus]string{
	PasswordStatusUnknown: "Unknown", PasswordStatusSet: "Set", PasswordStatusKept: "Kept",
}

// String returns the status's name, or PasswordStatus(9) for a value this module does not know.
func (s PasswordStatus) String() string {
	return wire.EnumName("PasswordStatus", s, passwordStatusNames)
}

// RegisteredUser is an account that a registration made or found.
type RegisteredUser struct {
	UID            UID                  `json:"uid,omitzero" check:"required"` // the user's id, the reply's data; store it: every other call names the user by it
	Existed        bool                 `json:"existed,omitzero"`              // the vendor says that the number or address was registered before; false does not say that it was not: see PasswordStatus
	PasswordStatus PasswordStatus       `json:"passwordStatus,omitzero"`       // whether the account has the password of the request; nickname and picture go with it
	Phone          string               `json:"telephone,omitzero"`            // in a batch
	Email          string               `json:"email,omitzero"`                // in a batch
	CustomColumn   string               `json:"customColumn,omitzero"`         // in a batch: the caller's own mark, as it was sent
	Warnings       []classcloud.Warning `json:"warnings,omitzero"`             // what the vendor says beside the success; of a batch they are in the Item
}

// learn sets what is known of the account's password. The answer to a registration with a membership is errno 1 for a new account, and by
// one of the vendor's pages for an old one too.
func (u *RegisteredUser) learn(asked Membership, err error) {
	switch {
	case u.Existed:
		u.PasswordStatus = PasswordStatusKept
	case err == nil && asked == MembershipNone:
		u.PasswordStatus = PasswordStatusSet
	default:
		u.PasswordStatus = PasswordStatusUnknown
	}
}

// Register makes an account. Its owner must have agreed to that.
//
// ClassIn 注册用户, POST /partner/api/course.api.php?action=register. CodePhoneRegistered and CodeEmailRegistered are a result with Existed.
// CodeRegisteredNoPicture, CodeRegisteredNotStudent and CodeRegisteredNotTeacher are Warnings. The same call within 5 seconds is
// CodeRepeated, which does not say what the first call did. The client does not repeat it: call it again after 5 seconds; an account that
// the first call made comes back with Existed.
//
// Of an account that exists, the vendor's pages contradict each other. All agree that its password, nickname and picture stay. 注册用户
// (user/register.md) says that the answer is CodePhoneRegistered and that Membership always takes effect; 注册用户（带发短信功能）
// (user/register_new.md) says that Membership is ignored; 排课过程中的常见问题 (Error-Handling/Lesson_errors.md) says that with a Membership
// the answer is the one of a new account. So with a Membership PasswordStatus is PasswordStatusUnknown where the answer is success: do not
// send the user a password then, or set it with ResetPassword. And after Existed call Students.Add or Teachers.Add: for somebody who is a
// member already that is a result with Existed.
//
// Give a teacher MembershipTeacher, or call Teachers.Add, before the first class. In production, teachers who had first been added as
// students met CodeStudentAsTeacher, since they were students of the course, and CodeTeacherNotInSchool. Take them out of the course with
// Courses.RemoveStudent, and make them teachers with Teachers.Add.
func (s UsersService) Register(ctx context.Context, in *RegisterUserRequest, opts ...classcloud.CallOption) (*RegisteredUser, error) {
	out, err := call[*RegisteredUser](ctx, s.client, opUsersRegister, in, opts)
	if out != nil {
		out.learn(in.Membership, err)
	}
	return out, err
}

// RegisterUserBatchRequest describes new accounts.
type RegisterUserBatchRequest struct {
	Users []NewUser      `json:"userJson" wire:"jsontext" check:"required,count=10"` // at most 10: more are CodeTooMany
	Extra map[string]any `json:"-" wire:"extra"`                                     // parameters newer than this module
}

// Format writes the RegisterUserBatchRequest with what is secret in it hidden.
func (r RegisterUserBatchRequest) Format(f fmt.State, verb rune) {
	type plain RegisterUserBatchRequest
	transport.Hidden(f, verb, "classin.RegisterUserBatchRequest", plain(r))
}

// LogValue gives slog the RegisterUserBatchRequest with what is secret in it hidden.
func (r RegisterUserBatchRequest) LogValue() slog.Value { return transport.HiddenLog(r) }

// NewUser describes one account of a batch.
type NewUser struct {
	Phone        string         `json:"telephone" check:"one=account"` // mainland numbers bare, others as 00CC-number
	Email        string         `json:"email" check:"one=account"`     // use it instead of Phone
	Nickname     string         `json:"nickname" check:"max=24"`       // at most 24 characters: the vendor would cut the rest
	Password     string         `json:"password" check:"min=6,max=20"` // 6 to 20 characters
	PasswordMD5  string         `json:"md5pass"`                       // the password's MD5, 32 lower-case hexadecimal digits; use it instead of Password
	Membership   Membership     `json:"addToSchoolMember"`             // default none
	CustomColumn string         `json:"customColumn" check:"max=50"`   // the caller's own mark, returned with the item; at most 50 characters: the vendor would cut the rest
	Extra        map[string]any `json:"-" wire:"extra"`                // parameters newer than this module
}

// Format writes the NewUser with what is secret in it hidden.
func (u NewUser) Format(f fmt.State, verb rune) {
	type plain NewUser
	transport.Hidden(f, verb, "classin.NewUser", plain(u))
}

// LogValue gives slog the NewUser with what is secret in it hidden.
func (u NewUser) LogValue() slog.Value { return transport.HiddenLog(u) }

// Validate refuses fields that contradict each other.
func (u *NewUser) Validate() []classcloud.FieldError {
	return onePassword(u.Password, u.PasswordMD5, false)
}

// RegisterBatch makes accounts, and returns a verdict for each in the order of the request. InBatches splits more than 10.
//
// ClassIn 注册用户（多个）, POST /partner/api/course.api.php?action=registerMultiple. Codes, repeats and what is known of an account that existed
// are those of Register, for each item.
func (s UsersService) RegisterBatch(ctx context.Context, in *RegisterUserBatchRequest, opts ...classcloud.CallOption) ([]classcloud.Item[RegisteredUser], error) {
	var b batch[RegisteredUser]
	if in != nil {
		b.count = len(in.Users)
		b.asked = asked(in.Users, func(u NewUser) []echo {
			return []echo{byText("telephone", u.Phone), byText("email", u.Email), byMark("customColumn", u.CustomColumn)}
		})
	}
	items, err := sendBatch(ctx, s.client, opUsersRegisterBatch, in, b, opts)
	for i := range items {
		items[i].Value.learn(in.Users[i].Membership, items[i].Err)
	}
	return items, err
}

// ResetPasswordRequest gives a user a new password. It needs Password or PasswordMD5.
type ResetPasswordRequest struct {
	UID         UID            `json:"uid" check:"required"`
	Password    string         `json:"password" check:"min=6,max=20"` // 6 to 20 characters
	PasswordMD5 string         `json:"md5pass"`                       // the password's MD5, 32 lower-case hexadecimal digits; use it instead of Password
	Extra       map[string]any `json:"-" wire:"extra"`                // parameters newer than this module
}

// Format writes the ResetPasswordRequest with what is secret in it hidden.
func (r ResetPasswordRequest) Format(f fmt.State, verb rune) {
	type plain ResetPasswordRequest
	transport.Hidden(f, verb, "classin.ResetPasswordRequest", plain(r))
}

// LogValue gives slog the ResetPasswordRequest with what is secret in it hidden.
func (r ResetPasswordRequest) LogValue() slog.Value { return transport.HiddenLog(r) }

// Validate refuses fields that contradict each other.
func (r *ResetPasswordRequest) Validate() []classcloud.FieldError {
	return onePassword(r.Password, r.PasswordMD5, false)
}

// ResetPassword gives a user a new password without asking for the old one.
//
// ClassIn 修改用户密码（不提供原密码）, POST /partner/api/course.api.php?action=modifyPasswordByTelephone. It names the user by UID, in spite of the
// action's name. CodePasswordNotAllowed: the user does not belong to the institution. Safe to repeat.
func (s UsersService) ResetPassword(ctx context.Context, in *ResetPasswordRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opUsersResetPassword, in, opts)
}
