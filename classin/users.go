package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// UsersService registers users: the accounts that teachers and students enter with.
type UsersService struct{ client *Client }

// UID is a user's id, as Users.Register returns it. It is neither the id in eeo.cn's URLs nor the relation id that adding a
// teacher to a school returns: passing one of those is CodeInvalidData or CodeTeacherNotInSchool.
type UID int64

// Membership is what a new user becomes in the institution (addToSchoolMember).
type Membership int

// The memberships.
const (
	MembershipNone    Membership = 0
	MembershipStudent Membership = 1
	MembershipTeacher Membership = 2
)

var membershipNames = map[Membership]string{MembershipNone: "None", MembershipStudent: "Student", MembershipTeacher: "Teacher"}

// String returns the membership's name, or Membership(9) for a value this module does not know.
func (m Membership) String() string { return wire.EnumName("Membership", m, membershipNames) }

// RegisterUserRequest describes a new account. Exactly one of Phone and Email, and of Password and PasswordMD5, is needed.
type RegisterUserRequest struct {
	Phone       string           `json:"telephone" check:"one=account"` // mainland numbers bare, others as 00CC-number: 001-8006437676
	Email       string           `json:"email" check:"one=account"`     // use it instead of Phone
	Nickname    string           `json:"nickname" check:"max=24"`       // at most 24 characters: the vendor would cut the rest; default the number
	Password    string           `json:"password"`                      // 6 to 20 characters
	PasswordMD5 string           `json:"md5pass"`                       // the password's MD5, 32 lower-case hexadecimal digits; not with SendMessage
	Picture     *classcloud.File `json:"Filedata" wire:"file"`          // .jpg .jpeg .gif .png, 300 by 300, less than 1 MB
	Membership  Membership       `json:"addToSchoolMember"`             // default none
	SendMessage bool             `json:"isSentMessage" wire:"01"`       // send a text message with the password, a random one without Password; needs Membership
	Extra       map[string]any   `json:"-" wire:"extra"`                // parameters newer than this module
}

// Validate refuses fields that contradict each other.
func (r *RegisterUserRequest) Validate() []classcloud.FieldError {
	bad := onePassword(r.Password, r.PasswordMD5, r.SendMessage)
	if r.SendMessage && r.Membership == MembershipNone {
		bad = append(bad, classcloud.FieldError{Field: "Membership", Wire: "addToSchoolMember", Problem: "is required with SendMessage"})
	}
	return bad
}

// RegisteredUser is an account that now exists.
type RegisteredUser struct {
	UID          UID                  `json:"uid,omitzero" check:"required"` // data: keep it, it names the user in every other call
	Existed      bool                 `json:"existed,omitzero"`              // the number or address was registered before: its password and nickname are as they were
	Phone        string               `json:"telephone,omitzero"`            // of a batch
	Email        string               `json:"email,omitzero"`                // of a batch
	CustomColumn string               `json:"customColumn,omitzero"`         // in a batch: the caller's own mark, as it was sent
	Warnings     []classcloud.Warning `json:"warnings,omitzero"`             // what the vendor says beside the success; of a batch they are in the Item
}

// Register makes an account. Its owner must have agreed to that.
//
// ClassIn 注册用户, POST /partner/api/course.api.php?action=register. CodePhoneRegistered and CodeEmailRegistered are a result with
// Existed: the password is not set, and add the user to the institution with Students.Add or Teachers.Add. CodeRegisteredNoPicture,
// CodeRegisteredNotStudent and CodeRegisteredNotTeacher are Warnings. The same call within 5 seconds is CodeRepeated, which leaves
// open what the call before it did. It is not repeated: call it again after 5 seconds, an account that was made comes back with Existed.
func (s UsersService) Register(ctx context.Context, in *RegisterUserRequest, opts ...classcloud.CallOption) (*RegisteredUser, error) {
	return call[*RegisteredUser](ctx, s.client, opUsersRegister, in, opts)
}

// RegisterUserBatchRequest describes new accounts.
type RegisterUserBatchRequest struct {
	Users []NewUser      `json:"userJson" wire:"jsontext" check:"required"` // at most 10: more are CodeTooMany
	Extra map[string]any `json:"-" wire:"extra"`                            // parameters newer than this module
}

// NewUser is one account of a batch.
type NewUser struct {
	Phone        string         `json:"telephone" check:"one=account"` // mainland numbers bare, others as 00CC-number
	Email        string         `json:"email" check:"one=account"`     // use it instead of Phone
	Nickname     string         `json:"nickname" check:"max=24"`       // at most 24 characters: the vendor would cut the rest
	Password     string         `json:"password"`                      // 6 to 20 characters
	PasswordMD5  string         `json:"md5pass"`                       // the password's MD5, 32 lower-case hexadecimal digits; use it instead of Password
	Membership   Membership     `json:"addToSchoolMember"`             // default none
	CustomColumn string         `json:"customColumn" check:"max=50"`   // the caller's own mark, returned with the item; at most 50 characters: the vendor would cut the rest
	Extra        map[string]any `json:"-" wire:"extra"`                // parameters newer than this module
}

// Validate refuses fields that contradict each other.
func (u *NewUser) Validate() []classcloud.FieldError {
	return onePassword(u.Password, u.PasswordMD5, false)
}

// RegisterBatch makes accounts, and returns a verdict for each in the order of the request. InBatches splits more than 10.
//
// ClassIn 注册用户（多个）, POST /partner/api/course.api.php?action=registerMultiple. Codes and repeats are as for Register, item by item.
func (s UsersService) RegisterBatch(ctx context.Context, in *RegisterUserBatchRequest, opts ...classcloud.CallOption) ([]classcloud.Item[RegisteredUser], error) {
	var b batch[RegisteredUser]
	if in != nil {
		b.count = len(in.Users)
		b.fill = func(i int, user *RegisteredUser, _ bool) {
			user.Phone, user.Email = in.Users[i].Phone, in.Users[i].Email
		}
	}
	return sendBatch(ctx, s.client, opUsersRegisterBatch, in, b, opts)
}

// ResetPasswordRequest is a user and a new password.
type ResetPasswordRequest struct {
	UID         UID            `json:"uid" check:"required"`
	Password    string         `json:"password"`       // 6 to 20 characters
	PasswordMD5 string         `json:"md5pass"`        // the password's MD5, 32 lower-case hexadecimal digits; use it instead of Password
	Extra       map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses fields that contradict each other.
func (r *ResetPasswordRequest) Validate() []classcloud.FieldError {
	return onePassword(r.Password, r.PasswordMD5, false)
}

// ResetPassword gives a user a new password without the old one.
//
// ClassIn 修改用户密码（不提供原密码）, POST /partner/api/course.api.php?action=modifyPasswordByTelephone: by UID, in spite of the name.
// CodePasswordNotAllowed: the user is not the institution's. Safe to repeat.
func (s UsersService) ResetPassword(ctx context.Context, in *ResetPasswordRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opUsersResetPassword, in, opts)
}
