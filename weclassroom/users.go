package weclassroom

import (
	"context"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// UsersService creates, finds and changes the accounts of students and teachers.
type UsersService struct{ client *Client }

// UserType is what a user is (userType).
type Role int

// The types.
const (
	RoleStudent Role = 1
	RoleTeacher Role = 2
)

var roleNames = map[Role]string{
	RoleStudent: "Student",
	RoleTeacher: "Teacher",
}

// String returns the type's name, or UserType(9) for one this module does not know.
func (t Role) String() string { return wire.EnumName("Role", t, roleNames) }

// Gender is a user's gender (userGender).
type Gender int

// The genders.
const (
	GenderMale   Gender = 1
	GenderFemale Gender = 2
)

var genderNames = map[Gender]string{
	GenderMale:   "Male",
	GenderFemale: "Female",
}

// String returns the gender's name, or Gender(9) for one this module does not know.
func (g Gender) String() string { return wire.EnumName("Gender", g, genderNames) }

// CreateUsersRequest is the users to create.
type CreateUsersRequest struct {
	Users []NewUser `json:"userData" check:"required,count=50"` // at most 50
}

// NewUser is one user to create.
type NewUser struct {
	Phone  string `json:"userPhone" check:"required"` // the login, 11 digits
	Name   string `json:"userName" check:"required"`
	Role   Role   `json:"userType" check:"required"`
	Gender Gender `json:"userGender" check:"required"`

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// CreatedUser is a user that now exists. The vendor promises no order: match by Mobile.
type CreatedUser struct {
	Phone  string `json:"mobile,omitzero"`
	UserID int64  `json:"uid,omitzero"`
}

// Create makes the accounts of up to 50 users.
//
// WeClassroom API 1 创建学生、老师, POST /user/create. Not repeated once it may have arrived: when classcloud.MaybeApplied(err), ask
// ListByPhones which of them exist.
func (s UsersService) Create(ctx context.Context, in *CreateUsersRequest, opts ...classcloud.CallOption) ([]CreatedUser, error) {
	return call[[]CreatedUser](ctx, s.client, opUsersCreate, in, opts)
}

// userPhones is the one parameter of ListByPhones.
type userPhones struct {
	Phones []string `json:"mobile" check:"required"`
}

// UserRole is one of the roles a phone number has.
type User struct {
	UserID   int64  `json:"uid,omitzero"`
	Phone    string `json:"mobile,omitzero"`
	RoleCode int    `json:"role,omitzero"` // not documented, the example has 2 and 3: it is no UserType
}

// ListByPhones returns the users of phone numbers, a row for each role: one number may have several. Numbers the vendor does not
// know are left out. A list of more than 100 is asked for in parts and joined in order; an error comes with the rows read before it.
//
// WeClassroom API 20 通过手机号获取直播云用户 ID, POST /user/id. The document gives no maximum; API 19's 100 is kept. Safe to repeat.
func (s UsersService) ListByPhones(ctx context.Context, phones []string, opts ...classcloud.CallOption) ([]User, error) {
	return batched[User](ctx, s.client, opUsersListByPhones, phones, func(part []string) any { return &userPhones{part} }, opts)
}

// SetPhoneRequest gives a user another phone number.
type SetPhoneRequest struct {
	NewPhone string `json:"newMobile" wire:"number" check:"required"` // 11 digits; sent as a number
	OldPhone string `json:"oldMobile" wire:"number" check:"required"` // 11 digits; sent as a number
}

// ChangedUser is a user after the change.
type ChangedUser struct {
	UserID int64 `json:"uid,omitzero" check:"required"` // may be another one than before
}

// SetPhone changes the phone number a user logs in with, and returns the user's id, which may be a new one: keep it.
//
// WeClassroom API 22 修改用户手机号, POST /user/edit. Once it is done the old number is gone, so it is never repeated once it may have
// arrived: when classcloud.MaybeApplied(err), ask ListByPhones for the new number.
func (s UsersService) SetPhone(ctx context.Context, in *SetPhoneRequest, opts ...classcloud.CallOption) (*ChangedUser, error) {
	return call[*ChangedUser](ctx, s.client, opUsersSetPhone, in, opts)
}

// UpdateUserRequest changes a user: nil keeps, a value replaces, and at least one must be set.
type UpdateUserRequest struct {
	UserID int64   `json:"userId" check:"required"`
	Role   Role    `json:"userType" check:"required"` // what the user is; it is not changed
	Name   *string `json:"userName"`
	Gender *Gender `json:"gender"`

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses an update that changes nothing.
func (r *UpdateUserRequest) Validate() []classcloud.FieldError {
	if !wire.NothingSet(r, "UserID", "Role") {
		return nil
	}
	return []classcloud.FieldError{{Field: "UpdateUserRequest", Problem: "changes nothing: set Name or Gender"}}
}

// Update changes a user's name or gender.
//
// WeClassroom API 32 修改用户名称或性别, POST /user/editinfo. Safe to repeat.
func (s UsersService) Update(ctx context.Context, in *UpdateUserRequest, opts ...classcloud.CallOption) error {
	return exec(ctx, s.client, opUsersUpdate, in, opts)
}
