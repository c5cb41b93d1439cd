package weclassroom

import (
	"context"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// UsersService creates, finds and changes the accounts of students and teachers.
type UsersService struct{ client *Client }

// Role tells students from teachers (userType).
type Role int

// The roles of users.
const (
	RoleStudent Role = 1 // a student (学生)
	RoleTeacher Role = 2 // a teacher (老师)
)

var roleNames = map[Role]string{
	RoleStudent: "Student",
	RoleTeacher: "Teacher",
}

// String returns the role's name, or Role(9) for a role this module does not know.
func (r Role) String() string { return wire.EnumName("Role", r, roleNames) }

// Gender is a user's gender (userGender).
type Gender int

// The genders.
const (
	GenderMale   Gender = 1 // male (男)
	GenderFemale Gender = 2 // female (女)
)

var genderNames = map[Gender]string{
	GenderMale:   "Male",
	GenderFemale: "Female",
}

// String returns the gender's name, or Gender(9) for a gender this module does not know.
func (g Gender) String() string { return wire.EnumName("Gender", g, genderNames) }

// CreateUsersRequest lists the users to create.
type CreateUsersRequest struct {
	Users []NewUser `json:"userData" check:"required,count=50"` // at most 50
}

// NewUser describes one user to create.
type NewUser struct {
	Phone  string `json:"userPhone" check:"required"`                  // the phone number the user logs in with, 11 digits
	Name   string `json:"userName" check:"required"`                   // the name others see
	Role   Role   `json:"userType" wire:"asstring" check:"required"`   // student or teacher; sent as text, see WithUserCodeForm
	Gender Gender `json:"userGender" wire:"asstring" check:"required"` // male or female; sent as text, see WithUserCodeForm

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses a name of blanks.
func (u *NewUser) Validate() []classcloud.FieldError {
	if u.Name == "" || strings.TrimSpace(u.Name) != "" {
		return nil
	}
	return []classcloud.FieldError{{Field: "Name", Wire: "userName", Problem: "is blank"}}
}

// Validate refuses a phone number that stands twice with the same role.
func (r *CreateUsersRequest) Validate() []classcloud.FieldError {
	var bad []classcloud.FieldError
	seen := map[string]int{}
	for i, user := range r.Users {
		key := phoneDigits(user.Phone) + " " + strconv.Itoa(int(user.Role))
		if first, again := seen[key]; again && user.Phone != "" {
			at := strconv.Itoa(i)
			bad = append(bad, classcloud.FieldError{Field: "Users[" + at + "].Phone", Wire: "userData[" + at + "].userPhone",
				Problem: "is the phone of Users[" + strconv.Itoa(first) + "] with the same role"})
			continue
		}
		seen[key] = i
	}
	return bad
}

// CreatedUser is a user that exists now. The vendor promises no order: match users by Phone.
type CreatedUser struct {
	Phone  string `json:"mobile,omitzero"`               // the phone number the user was created with
	UserID int64  `json:"uid,omitzero" check:"required"` // the vendor's id for the user, wanted by all other calls
}

// Create makes the accounts of up to 50 users. Whose a row of the result is, its Phone says and not its place. A success that does not
// name each of the users, or names others, is an error beside the rows that came, and classcloud.MaybeApplied.
//
// WeClassroom API 1 创建学生、老师, POST /user/create. The client does not repeat it once it may have arrived: when
// classcloud.MaybeApplied(err), ask ListByPhones which of the users exist. The document's only example, and the vendor's demos, send
// userType and userGender as text, '1', and so does the client; its table names no type for them. WithUserCodeForm sends numbers.
func (s UsersService) Create(ctx context.Context, in *CreateUsersRequest, opts ...classcloud.CallOption) ([]CreatedUser, error) {
	rows, err := call[[]CreatedUser](ctx, s.client, opUsersCreate, in.inForm(s.client.userCodes()), opts)
	if v := verdictsOf(in.users(), rows); err == nil && v.sole() {
		rows[v.nameless[0]].Phone = in.Users[v.missing[0]].Phone
	}
	return rows, err
}

// userPhones is the request of ListByPhones.
type userPhones struct {
	Phones []string `json:"mobile" check:"required"`
}

// User is a user in one of the roles that a phone number has.
type User struct {
	UserID   int64  `json:"uid,omitzero" check:"required"`    // the vendor's id for the user; in the document's example one id has two rows, with two roles
	Phone    string `json:"mobile,omitzero" check:"required"` // the phone number that was asked for
	RoleCode int    `json:"role,omitzero"`                    // the vendor's number for the role. The document does not explain it; its example shows 2 and 3, so it is not a Role
}

// ListByPhones returns the users of phone numbers, one row per role: a number may have several. Numbers the vendor does not know are
// left out. ListByPhones sends more than 100 numbers in parts, one after the other, and joins the rows in order; an error comes with
// the rows read before it.
//
// WeClassroom API 20 通过手机号获取直播云用户 ID, POST /user/id. The document gives no maximum; the limit of API 19, 100, is used. Safe to
// repeat.
func (s UsersService) ListByPhones(ctx context.Context, phones []string, opts ...classcloud.CallOption) ([]User, error) {
	return batched[User](ctx, s.client, opUsersListByPhones, phones, func(part []string) any { return &userPhones{part} }, opts)
}

// SetPhoneRequest names a user's phone number and the number to replace it with.
type SetPhoneRequest struct {
	NewPhone string `json:"newMobile" wire:"number" check:"required"` // the number from now on: 11 digits, sent as an integer
	OldPhone string `json:"oldMobile" wire:"number" check:"required"` // the number until now: 11 digits, sent as an integer
}

// ChangedUser is a user whose phone number has changed.
type ChangedUser struct {
	UserID int64 `json:"uid,omitzero" check:"required"` // may differ from the id before the change
}

// SetPhone changes the phone number a user logs in with, and returns the user's id, which may be a new one: keep it.
//
// WeClassroom API 22 修改用户手机号, POST /user/edit. A change that was made removes the old number, so the client never repeats the call
// once it may have arrived: when classcloud.MaybeApplied(err), ask ListByPhones for the new number.
func (s UsersService) SetPhone(ctx context.Context, in *SetPhoneRequest, opts ...classcloud.CallOption) (*ChangedUser, error) {
	return call[*ChangedUser](ctx, s.client, opUsersSetPhone, in, opts)
}

// UpdateUserRequest changes a user. A nil field keeps what is there, a value replaces it; Name or Gender must be set.
type UpdateUserRequest struct {
	UserID int64   `json:"userId" check:"required"`
	Role   Role    `json:"userType" check:"required"` // the role the user has; the call does not change it
	Name   *string `json:"userName"`                  // the new name
	Gender *Gender `json:"gender"`                    // the new gender

	Extra map[string]any `json:"-" wire:"extra"` // parameters newer than this module
}

// Validate refuses an update that changes nothing, and a name of blanks.
func (r *UpdateUserRequest) Validate() []classcloud.FieldError {
	if r.Name != nil && strings.TrimSpace(*r.Name) == "" {
		return []classcloud.FieldError{{Field: "Name", Wire: "userName", Problem: "is blank: leave it nil to keep the name"}}
	}
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
